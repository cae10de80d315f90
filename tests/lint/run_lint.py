"""Planted faults are found where they are; the rubrics that are shipped have none.

    python3 run_lint.py COMMAND SOURCE_ROOT

COMMAND is the openness program. faults.json holds a clean rubric and what is planted in it; constant.json
says why a criterion of a shipped rubric may be the same for every release that is shipped.
"""

import copy
import json
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

COMMAND, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
HERE = pathlib.Path(__file__).resolve().parent
LEAST_KINDS = 14
FINDING = re.compile(r"^[^:]*:(\d+):(\d+): (warning: )?.* \(at (.*)\) \[([a-z-]+)\]$")


def steps(pointer):
    return [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]


def holder(document, pointer):
    """The value that holds the place, and the key in it."""
    *path, last = steps(pointer)
    for part in path:
        document = document[int(part) if isinstance(document, list) else part]
    return document, int(last) if isinstance(document, list) else last


def put(document, pointer, value):
    at, key = holder(document, pointer)
    if isinstance(at, list) and key == len(at):
        at.append(value)
    else:
        at[key] = value


def planted(rubric, fault):
    """set, then remove from the last to the first, then set_after."""
    rubric = copy.deepcopy(rubric)
    for pointer, value in fault.get("set", {}).items():
        put(rubric, pointer, value)
    for pointer in reversed(fault.get("remove", [])):
        at, key = holder(rubric, pointer)
        del at[key]
    for pointer, value in fault.get("set_after", {}).items():
        put(rubric, pointer, value)
    return rubric


def findings(text):
    """(id, pointer, line, is a warning) of each line."""
    found = [FINDING.match(line) for line in text.splitlines()]
    assert all(found), text
    return [(m[5], "" if m[4] == "the document" else m[4], int(m[1]), m[3] is not None) for m in found]


def validate(path, *options):
    return subprocess.run([COMMAND, "validate", *options, str(path)], capture_output=True, text=True,
                          encoding="utf-8", check=False)


class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.table = json.loads((HERE / "faults.json").read_text(encoding="utf-8"))
        cls.holder = tempfile.TemporaryDirectory()
        cls.folder = pathlib.Path(cls.holder.name)
        (cls.folder / "other.json").write_text(json.dumps(cls.table["other"]))

    @classmethod
    def tearDownClass(cls):
        cls.holder.cleanup()

    def lint(self, rubric, *options):
        path = self.folder / "planted.json"
        path.write_text(json.dumps(rubric, indent=1))
        return validate(path, "--data", str(self.folder / "other.json"), *options)

    def test_each_is_found_where_it_is(self):
        for fault in self.table["faults"]:
            with self.subTest(fault["name"]):
                result = self.lint(planted(self.table["rubric"], fault),
                                   *(["--corpus"] if fault.get("corpus") else []))
                found = findings(result.stderr)
                self.assertEqual([list(f[:2]) for f in found], fault["find"])
                self.assertTrue(all(f[2] > 0 for f in found))
                errors = any(not f[3] for f in found)
                self.assertEqual(result.returncode, 2 if errors else 0, result.stderr)

    def test_strict_refuses_what_is_found(self):
        for fault in self.table["faults"]:
            with self.subTest(fault["name"]):
                options = ["--strict"] + (["--corpus"] if fault.get("corpus") else [])
                result = self.lint(planted(self.table["rubric"], fault), *options)
                self.assertEqual(result.returncode, 2 if fault["find"] else 0)
                self.assertEqual([list(f[:2]) for f in findings(result.stderr)], fault["find"])

    def test_there_are_enough_kinds(self):
        kinds = {found[0] for fault in self.table["faults"] for found in fault["find"]}
        self.assertGreaterEqual(len(kinds), LEAST_KINDS, sorted(kinds))

    def test_every_finding_of_the_linter_is_planted(self):
        """The linter's own ids, read from its sources, are all in the table."""
        sources = "".join((ROOT / "lib" / name).read_text(encoding="utf-8")
                          for name in ("lint.c", "lint_corpus.c"))
        ids = set(re.findall(r'(?:finding\(\s*l,|issue_add\((?:l->)?issues,)\s*"([a-z-]+)"', sources))
        kinds = {found[0] for fault in self.table["faults"] for found in fault["find"]}
        self.assertGreater(len(ids), 10)
        self.assertEqual(ids - kinds, set())


class Shipped(unittest.TestCase):
    def test_every_rubric_is_clean(self):
        for path in sorted((ROOT / "data/rubrics").glob("*.json")):
            with self.subTest(path.stem):
                result = validate(path, "--strict")
                self.assertEqual(result.stderr, "")
                self.assertEqual(result.returncode, 0)

    def test_every_exception_has_a_reason(self):
        for path in sorted((ROOT / "data/rubrics").glob("*.json")):
            for exception in json.loads(path.read_text(encoding="utf-8")).get("lint_exceptions", []):
                self.assertGreater(len(exception["reason"].split()), 3, path.stem)

    def test_constant_criteria_are_explained(self):
        """The releases that are shipped change without the rubrics, so the reasons stand here and not in
        the published files. An entry that is not needed any more must go."""
        table = json.loads((HERE / "constant.json").read_text(encoding="utf-8"))
        found, shipped = {}, {path.stem for path in (ROOT / "data/rubrics").glob("*.json")}
        for path in sorted((ROOT / "data/rubrics").glob("*.json")):
            rubric = json.loads(path.read_text(encoding="utf-8"))
            for name, pointer, _, _ in findings(validate(path, "--corpus").stderr):
                self.assertEqual(name, "constant-criterion", path.stem)
                criterion = rubric["criteria"][int(steps(pointer)[1])]
                found.setdefault(path.stem, {})[criterion["id"]] = "why"
        missing = {rubric: {c: why for c, why in criteria.items() if c not in table.get(rubric, {})}
                   for rubric, criteria in found.items()}
        stale = {rubric: [c for c in criteria if c not in found.get(rubric, {})]
                 for rubric, criteria in table.items() if rubric in shipped}
        self.assertEqual({r: c for r, c in missing.items() if c}, {}, "give a reason in constant.json")
        self.assertEqual({r: c for r, c in stale.items() if c}, {}, "not constant any more")


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
