"""What readers of SARIF and JUnit XML make of a check.

usage: check_outputs.py TEST_CHECK_SARIF TEST_CHECK_JUNIT SOURCE_ROOT

Holds the documents that the two unit tests print against the rules of GitHub code scanning and
of the SARIF prose, against the JUnit elements that Jenkins and GitLab share, and, where it is
to be had, against the official schema of SARIF 2.1.0: its path is OPENNESS_SARIF_SCHEMA, else
../shared/schemas/sarif-schema-2.1.0.json beside the sources. Exit 77 when only the schema, or
a reader of it, is missing.
"""
import json
import os
import pathlib
import re
import subprocess
import sys
import xml.etree.ElementTree as ET

sarif_program, junit_program, root = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
KINDS = {"pass", "fail", "open", "notApplicable", "review", "informational"}
faults = []


def expect(condition, text):
    if not condition:
        faults.append(text)


def output(*command):
    run = subprocess.run(command, capture_output=True, check=True)
    return run.stdout


def places(result):
    for location in result["locations"] + result.get("relatedLocations", []):
        yield location["physicalLocation"]


def check_sarif(name, document):
    expect(document["version"] == "2.1.0", f"{name}: version")
    expect(len(document["runs"]) == 1, f"{name}: runs")
    run = document["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    expect(len({rule["id"] for rule in rules}) == len(rules), f"{name}: rule ids are not unique")
    for rule in rules:
        for text in ("shortDescription", "fullDescription", "help"):
            expect(0 < len(rule[text]["text"]) <= 1024, f"{name}: {rule['id']}: {text}")
    seen = set()
    for number, result in enumerate(run["results"]):
        where = f"{name}: result {number}"
        expect(rules[result["ruleIndex"]]["id"] == result["ruleId"], f"{where}: rule")
        expect(result["kind"] in KINDS, f"{where}: kind")
        # SARIF 2.1.0, 3.27.10: only what failed has a level of its own.
        expect(result["kind"] == "fail" or result["level"] == "none", f"{where}: level")
        expect(result["message"]["text"] != "", f"{where}: message")
        # 3.11.6: link text behind which an address follows.
        expect("](" not in result["message"]["text"], f"{where}: a link")
        expect(len(result["locations"]) == 1, f"{where}: locations")
        for place in places(result):
            uri = place["artifactLocation"]["uri"]
            expect(re.fullmatch(r"(?:file://)?[A-Za-z0-9\-._~!$&'()*+,;=@/%]+", uri) is not None,
                   f"{where}: {uri}")
            expect(not uri.startswith("./"), f"{where}: {uri}")
        key = result["partialFingerprints"]["primaryLocationLineHash"]
        expect(re.fullmatch(r"[0-9a-f]{16}:\d+", key) is not None, f"{where}: {key}")
        expect(key not in seen, f"{where}: another result has this fingerprint")
        seen.add(key)
    return run


def check_brief(run):
    """What code scanning shows, which reads neither kind nor suppressions."""
    for number, result in enumerate(run["results"]):
        where = f"brief: result {number}"
        expect(result["kind"] == "fail" and result["level"] in ("error", "warning"),
               f"{where}: would be an alert")
        expect("suppressions" not in result, f"{where}: suppressed")
        for place in places(result):
            expect(place["region"]["startLine"] >= 1, f"{where}: no line")


JUNIT = {
    "testsuites": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time", "timestamp"},
    "properties": set(),
    "property": {"name", "value"},
    "testcase": {"classname", "name", "time", "file"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message"},
    "system-out": set(),
}


def check_junit(document):
    tree = ET.fromstring(document)
    for element in tree.iter():
        expect(element.tag in JUNIT, f"junit: element {element.tag}")
        expect(set(element.attrib) <= JUNIT.get(element.tag, set()),
               f"junit: attributes of {element.tag}")
    cases = set()
    for suite in tree:
        listed = suite.findall("testcase")
        expect(int(suite.get("tests")) == len(listed), f"junit: tests of {suite.get('name')}")
        for tag, attribute in [("failure", "failures"), ("error", "errors"),
                               ("skipped", "skipped")]:
            count = sum(case.find(tag) is not None for case in listed)
            expect(int(suite.get(attribute)) == count, f"junit: {attribute} of a suite")
        for case in listed:
            key = (case.get("classname"), case.get("name"))
            # GitLab drops the second of two.
            expect(key not in cases, f"junit: {key} stands there twice")
            cases.add(key)
    for attribute in ("tests", "failures", "errors", "skipped"):
        expect(int(tree.get(attribute)) == sum(int(suite.get(attribute)) for suite in tree),
               f"junit: {attribute} of all suites")


full = json.loads(output(sarif_program, "--print", "full"))
brief = json.loads(output(sarif_program, "--print", "brief"))
check_sarif("full", full)
check_brief(check_sarif("brief", brief))
check_junit(output(junit_program, "--print"))

schema = pathlib.Path(os.environ.get("OPENNESS_SARIF_SCHEMA") or
                      root.parent / "shared" / "schemas" / "sarif-schema-2.1.0.json")
missing = None
try:
    import jsonschema
except ImportError:
    missing = "python3-jsonschema is missing"
if missing is None and not schema.is_file():
    missing = "the schema of SARIF 2.1.0 is missing"
if missing is None:
    rules = json.loads(schema.read_text(encoding="utf-8"))
    validator = jsonschema.Draft4Validator(rules, format_checker=jsonschema.FormatChecker())
    for name, document in [("full", full), ("brief", brief)]:
        for fault in validator.iter_errors(document):
            faults.append(f"{name}: {'/'.join(map(str, fault.absolute_path))}: {fault.message}")

print("\n".join(faults) or missing or "SARIF and JUnit XML are as their readers expect")
sys.exit(1 if faults else 77 if missing else 0)
