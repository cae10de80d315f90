"""The command import, and scoring files that are no records.

usage: test_import.py COMMAND SOURCE_ROOT
"""
import json
import pathlib
import struct
import subprocess
import sys
import tempfile
import unittest

COMMAND, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
AMBER = ROOT / "data/releases/LLM360/Amber.json"
BLOOM = ROOT / "data/releases/bigscience/bloom.json"
WARNING = {"format": "openness-release/1", "id": "acme/one", "name": "One", "producer": "Acme",
           "kind": "unknown", "colour": 1, "artifacts": []}


def run(*arguments, stdin=None):
    return subprocess.run([COMMAND, *map(str, arguments)], input=stdin, capture_output=True, text=True)


class Import(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, name, text):
        path = self.folder / name
        path.write_text(text, encoding="utf-8")
        return path

    def good(self, *arguments, **options):
        result = run(*arguments, **options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_one_record_as_it_is_and_the_report_apart(self):
        result = run("import", AMBER, "--read", "2026-11-22")
        self.assertEqual((result.returncode, result.stdout), (0, AMBER.read_text(encoding="utf-8")))
        self.assertIn(f"{AMBER} as openness-release, read 2026-11-22", result.stderr.replace("\n  ", " "))
        self.assertIn("1 release", result.stderr)

    def test_several_records_are_an_array(self):
        records = json.loads(self.good("import", AMBER, BLOOM))
        self.assertEqual([r["id"] for r in records], ["LLM360/Amber", "bigscience/bloom"])

    def test_what_is_in_a_file_stays_until_there_is_something_to_put_there(self):
        path = self.write("out.json", "before")
        for arguments in (["no such file"], ["--merge", "no such file"], [self.write("bad.json", "{")],
                          ["--merge", path]):
            self.assertEqual(run("import", *arguments, "-o", path).returncode, 2)
            self.assertEqual(path.read_text(encoding="utf-8"), "before")
        own = self.write("own.json", AMBER.read_text(encoding="utf-8"))
        self.good("import", own, "-o", own)
        self.assertEqual(own.read_text(encoding="utf-8"), AMBER.read_text(encoding="utf-8"))

    def test_two_records_of_one_id_are_not_one_file(self):
        other = dict(WARNING, id="LLM360/Amber")
        path = self.write("other.json", json.dumps(other))
        result = run("import", AMBER, path, BLOOM, "-o", f"{self.folder}/out/")
        self.assertEqual(result.returncode, 2)
        self.assertIn(f"{path}: has a release LLM360/Amber, as has {AMBER}", result.stderr)
        self.assertEqual((self.folder / "out/LLM360/Amber.json").read_text(encoding="utf-8"),
                         AMBER.read_text(encoding="utf-8"))
        self.assertTrue((self.folder / "out/bigscience/bloom.json").exists())

    def test_standard_input(self):
        text = AMBER.read_text(encoding="utf-8")
        self.assertEqual(self.good("import", "-", stdin=text), text)

    def test_report_in_place_of_records(self):
        path = self.write("x.json", json.dumps(WARNING))
        result = run("import", path, "--report", "json", "--source", "https://example.org/x.json",
                     "--read", "2026-11-22")
        report = json.loads(result.stdout)
        self.assertEqual((report["format"], report["importer"], report["source"], report["read"]),
                         ("openness-import/1", "openness-release", "https://example.org/x.json",
                          "2026-11-22"))
        self.assertEqual(report["counts"]["ignored"], 1)
        self.assertEqual(report["releases"][0]["id"], "acme/one")
        self.assertEqual(report["notes"][0]["pointer"], "/colour")
        self.assertEqual(result.stderr, "")
        self.assertTrue(self.good("import", path, "--report", "markdown").startswith("### Import of"))
        self.assertIn("Ignored", self.good("import", path, "--report", "text"))
        self.assertEqual(len(json.loads(self.good("import", path, path, "--report", "json"))), 2)

    def test_a_source_for_each_file(self):
        path = self.write("x.json", json.dumps(WARNING))
        reports = json.loads(self.good("import", path, path, "--report", "json", "--source", "https://a.example/",
                                       "--source", "https://b.example/"))
        self.assertEqual([r["source"] for r in reports], ["https://a.example/", "https://b.example/"])

    def test_output_to_files(self):
        one = self.folder / "one.json"
        self.assertEqual(self.good("import", AMBER, "-o", one), "")
        self.assertEqual(one.read_text(encoding="utf-8"), AMBER.read_text(encoding="utf-8"))
        many = f"{self.folder}/many/"
        self.assertEqual(self.good("import", AMBER, BLOOM, "-o", many).splitlines(),
                         [f"{many}LLM360/Amber.json", f"{many}bigscience/bloom.json"])
        self.assertEqual((self.folder / "many/LLM360/Amber.json").read_bytes(), AMBER.read_bytes())
        self.assertIn('"openness-import/1"', self.good("import", AMBER, "-o", one, "--report", "json"))

    def test_bad_input_has_its_place(self):
        twice = self.write("twice.json", '{"a": 1,\n "a": 2}')
        result = run("import", twice)
        self.assertEqual((result.returncode, result.stdout), (2, ""))
        self.assertIn(f"{twice}:2:2: ", result.stderr)
        self.assertIn("[duplicate-key]", result.stderr)
        self.assertEqual(run("import", self.folder / "absent.yaml").returncode, 2)
        unknown = run("import", self.write("x.json", "{}"))
        self.assertEqual(unknown.returncode, 2)
        self.assertIn("[unknown-format]", unknown.stderr)

    def test_one_bad_file_spoils_no_other(self):
        result = run("import", self.write("x.json", "{}"), AMBER)
        self.assertEqual(result.returncode, 2)
        self.assertEqual(json.loads(result.stdout)["id"], "LLM360/Amber")

    def test_wrong_usage(self):
        for arguments in [[], [AMBER, "--report", "xml"], [AMBER, "--from", "nothing"],
                          [AMBER, "--read", "today"], [AMBER, BLOOM, "--source", "x"],
                          [AMBER, "--frobnicate"]]:
            self.assertEqual(run("import", *arguments).returncode, 1, arguments)

    def test_strict(self):
        path = self.write("x.json", json.dumps(WARNING))
        self.assertEqual(run("import", path).returncode, 0)
        self.assertEqual(run("import", path, "--strict").returncode, 2)

    def test_score_says_what_is_wrong(self):
        record = run("score", self.write("x.json", "{}"))
        self.assertEqual(record.returncode, 2)
        self.assertIn("[missing-member]", record.stderr)
        other = run("score", self.write("x.csv", "a,b\n1,2\n"))
        self.assertEqual(other.returncode, 2)
        self.assertRegex(other.stderr, r"\[(unknown-format|unsupported)\]")
        self.assertEqual(run("score", AMBER, "--from", "nothing").returncode, 1)
        self.assertEqual(run("score", AMBER, "--from", "openness-release", "--read", "x").returncode, 1)

    def test_score_with_a_named_format_says_so(self):
        result = run("score", AMBER, "--from", "openness-release", "-f", "vector")
        self.assertEqual(result.stdout, self.good("score", AMBER, "-f", "vector"))
        self.assertIn("read as openness-release", result.stderr)

    def large(self, name, begin):
        """A file larger than any document may be; most of it is a hole."""
        path = self.folder / name
        with open(path, "wb") as file:
            file.write(begin)
            file.truncate(20 << 20)
        return path

    def test_of_large_weights_the_header_is_enough(self):
        word = "general.license".encode()
        pair = struct.pack("<Q", len(word)) + word + struct.pack("<IQ", 8, 3) + b"mit"
        path = self.large("x.gguf", b"GGUF" + struct.pack("<IQQ", 3, 0, 1) + pair)
        self.assertIn("g7-2026", self.good("score", path, "-r", "g7-2026"))
        self.assertIn('"license": "MIT"', self.good("import", path))

    def test_any_other_file_has_a_limit(self):
        path = self.large("x.json", b'{"format": "openness-release/1", ')
        for command in ("score", "import"):
            result = run(command, path)
            self.assertEqual(result.returncode, 2, command)
            self.assertIn("document-too-large", result.stderr)


unittest.main(argv=sys.argv[:1])
