"""Checks the command annotate: what is new in a document, and that nothing else is.

usage: test_annotate.py COMMAND SOURCE_ROOT [SAMPLES]

Without SAMPLES: the documents of tests/import/cyclonedx and the ways to call the
command. With SAMPLES (a folder of CycloneDX documents and their official schemas,
bom-1.N.schema.json): every document there and here, before and after, against its
schema; exit 77 where the folder or jsonschema is missing.
"""
import json
import pathlib
import subprocess
import sys
import tempfile

PREFIX = "openness:verdict:"
RUBRICS = ["-r", "g7-2026", "-r", "spectrum-1"]
failures = []


def check(name, holds, detail=""):
    if not holds:
        failures.append(f"{name}: {detail}"[:400])


def run(command, *arguments, data=None):
    return subprocess.run([command, "annotate", *arguments], input=data, capture_output=True,
                          check=False)


def parsed(data):
    """Numbers as spelled, members in order: equal only when nothing changed."""
    return json.loads(data, parse_float=str, parse_int=str, object_pairs_hook=list)


def without_verdicts(value, before):
    """The document with our properties taken out; `before` tells whether the list was there."""
    if not isinstance(value, list):
        return value
    if not all(isinstance(x, tuple) for x in value) or not value:
        return [without_verdicts(x, before[i] if isinstance(before, list) and i < len(before)
                                 else None) for i, x in enumerate(value)]
    known = dict(before) if before and all(isinstance(x, tuple) for x in before) else {}
    out = []
    for key, item in value:
        if key == "properties" and isinstance(item, list):
            item = [p for p in item if not dict(p).get("name", "").startswith(PREFIX)]
            if not item and key not in known:
                continue
        out.append((key, without_verdicts(item, known.get(key))))
    return out


def is_subsequence(short, long):
    at = -1
    for byte in short:
        at = long.find(bytes([byte]), at + 1)
        if at < 0:
            return False
    return True


def verdicts(value):
    """Every model with what is said of it."""
    if isinstance(value, dict):
        if value.get("type") == "machine-learning-model":
            yield {p["name"]: p.get("value") for p in value.get("properties", [])
                   if p["name"].startswith(PREFIX)}
        for key, item in value.items():
            if key != "pedigree":
                yield from verdicts(item)
    elif isinstance(value, list):
        for item in value:
            yield from verdicts(item)


def check_document(command, path):
    """Annotates it; the output, or None where it is refused."""
    before = path.read_bytes()
    done = run(command, str(path), *RUBRICS, "--as-of", "2026-11-22")
    if done.returncode != 0:
        check(f"{path.name}: refused", done.returncode == 2 and b"[" in done.stderr, done.stderr)
        return None
    after = done.stdout
    check(f"{path.name}: only bytes are added", is_subsequence(before, after))
    plain = parsed(before)
    check(f"{path.name}: only verdicts are added",
          without_verdicts(parsed(after), plain) == plain)
    again = run(command, "-", *RUBRICS, "--as-of", "2026-11-22", data=after)
    check(f"{path.name}: a second time changes nothing", again.stdout == after)
    said = list(verdicts(json.loads(after)))
    check(f"{path.name}: a model", said)
    for names in said:
        for name in ("as_of", "data_digest", "library_version", "g7-2026:version",
                     "g7-2026:level", "g7-2026:lower", "g7-2026:upper", "g7-2026:vector",
                     "spectrum-1:score_lower", "spectrum-1:score_upper"):
            check(f"{path.name}: {name}", PREFIX + name in names, sorted(names))
    return after


def check_calls(command, fixtures):
    bom = fixtures / "inline-1.5.json"
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder) / "bom.json"
        copy.write_bytes(bom.read_bytes())
        done = run(command, str(copy), "-o", str(copy))
        check("in place", done.returncode == 0 and done.stdout == b"", done.stderr)
        check("in place", b"openness:verdict:mof-1_0:level" in copy.read_bytes())
        fewer = run(command, str(copy), "-r", "g7-2026")
        check("fewer rubrics replace more", b"mof-1_0" not in fewer.stdout
              and b"openness:verdict:g7-2026:level" in fewer.stdout)
        done = run(command, str(bom), "-o", folder + "/no/such/folder")
        check("no such folder", done.returncode == 2, done.returncode)
    for arguments, code in [([], 1), (["a", "b"], 1), ([str(bom), "--as-of", "tomorrow"], 1),
                            ([str(bom), "-r", "no-such"], 1), ([str(bom), "--bad"], 1),
                            (["no-such-file"], 2)]:
        done = run(command, *arguments)
        wanted = {code, 2} if "no-such" in arguments else {code}
        check(f"{arguments}", done.returncode in wanted and done.stderr, done.returncode)
    strict = run(command, str(fixtures / "nested-1.6.json"), "--strict")
    check("strict", strict.returncode == 2 and b"contradiction" in strict.stderr, strict.stderr)


def check_schemas(command, documents, samples):
    try:
        import jsonschema
    except ImportError:
        print("skipped: python3-jsonschema is missing")
        sys.exit(77)
    validators = {}
    for schema_file in samples.glob("bom-1.*.schema.json"):
        schema = json.loads(schema_file.read_text(encoding="utf-8"))

        class Offline(jsonschema.RefResolver):
            """Schemas of other standards (SPDX ids, signatures) are not fetched."""
            def resolve_remote(self, uri):
                return {}

        validators[schema_file.name.split(".schema")[0][4:]] = jsonschema.Draft7Validator(
            schema, resolver=Offline.from_schema(schema))
    if not validators:
        print("skipped: the official schemas are missing")
        sys.exit(77)
    count = 0
    for path in documents:
        before = json.loads(path.read_text(encoding="utf-8"))
        if before.get("specVersion") not in validators:
            continue
        validator = validators[before["specVersion"]]
        after = check_document(command, path)
        if after is None or not validator.is_valid(before):
            continue
        errors = [e.message for e in validator.iter_errors(json.loads(after))]
        check(f"{path.name}: valid", not errors, errors)
        count += 1
    print(f"{count} documents are valid with their verdicts")


def main(command, root, samples=None):
    fixtures = root / "tests" / "import" / "cyclonedx"
    documents = sorted(p for p in fixtures.glob("*.json") if ".expected." not in p.name)
    if samples is not None:
        if not samples.is_dir():
            print("skipped: no samples beside the project")
            return 77
        documents += sorted(p for p in samples.glob("*.json") if ".schema." not in p.name)
        check_schemas(command, documents, samples)
    else:
        for path in documents:
            check(f"{path.name}: annotated", check_document(command, path) is not None)
        check_calls(command, fixtures)
    print("\n".join(failures) or f"{len(documents)} documents: all checks hold")
    return 1 if failures else 0


sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2]),
              pathlib.Path(sys.argv[3]) if len(sys.argv) > 3 else None))
