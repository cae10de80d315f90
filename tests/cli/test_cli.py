"""The openness command as a person uses it.

usage: test_cli.py COMMAND SOURCE_ROOT
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMMAND, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
RUBRICS = sorted(path.stem for path in (ROOT / "data/rubrics").glob("*.json"))
RELEASES = list((ROOT / "data/releases").glob("*/*.json"))
COMPARED = ["eu-gpai-2025", "g7-2026", "mof-1.0", "osaid-1.0", "spectrum-1"]  # where none is named
RECORD = {
    "format": "openness-release/1", "id": "example/tiny", "name": "Tiny", "producer": "Example",
    "kind": "base",
    "artifacts": [{"kind": "weights", "access": "public", "extent": "full", "license": "MIT",
                   "evidence": [{"source": "https://example.org", "shows": "weights"}]}],
}


def run(*arguments, stdin=None, env=None):
    environment = {**os.environ, "LC_ALL": "C", **(env or {})}
    return subprocess.run([COMMAND, *arguments], input=stdin, capture_output=True, text=True,
                          env=environment)


class Command(unittest.TestCase):
    def good(self, *arguments, **options):
        result = run(*arguments, **options)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_help_teaches_by_example(self):
        text = self.good("--help")
        self.assertIn("Examples", text)
        self.assertIn("Exit codes", text)
        self.assertEqual(self.good("score", "--help"), text)

    def test_wrong_usage_is_exit_1(self):
        for arguments in [[], ["frobnicate"], ["score"], ["score", "x", "-f", "yaml"],
                          ["list", "models"], ["show", "license"], ["score", "--width", "3", "x"]]:
            self.assertEqual(run(*arguments).returncode, 1, arguments)

    def test_score_text_has_rubric_bounds_and_vector(self):
        text = self.good("score", "openai/gpt-oss-120b")
        self.assertIn("spectrum-1@1", text)
        self.assertIn("OPN1/spectrum-1@1/", text)

    def test_width_is_kept(self):
        for width in (60, 80, 120):
            for command in (["score", "openai/gpt-oss-120b"], ["compare"],
                            ["list", "facts"], ["explain", "bigscience/bloom", "-r", "osaid-1.0"]):
                for line in self.good(*command, "--width", str(width)).splitlines():
                    if "OPN1/" in line or "://" in line or "@" in line:
                        continue
                    self.assertLessEqual(len(line), width, line)

    def test_no_color_in_a_pipe(self):
        self.assertNotIn("\x1b", self.good("score", "openai/gpt-oss-120b"))

    def test_json_is_one_object_and_several_an_array(self):
        one = json.loads(self.good("score", "LLM360/Amber", "-f", "json"))
        self.assertEqual(one["format"], "openness-report/1")
        several = json.loads(self.good("score", "LLM360/Amber", "-r", "g7-2026", "-r", "mof-1.0",
                                       "-f", "json"))
        self.assertEqual([r["rubric"]["id"] for r in several], ["g7-2026", "mof-1.0"])

    def test_standard_input_and_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "tiny.json"
            path.write_text(json.dumps(RECORD))
            from_file = self.good("score", str(path), "-f", "vector")
            self.assertEqual(self.good("score", "-", "-f", "vector", stdin=json.dumps(RECORD)),
                             from_file)

    def test_user_rubric_works_like_a_built_in_one(self):
        source = json.loads((ROOT / "data/rubrics/g7-2026.json").read_text())
        source["id"] = "my-labels"
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "mine.json"
            path.write_text(json.dumps(source))
            own = json.loads(self.good("score", "LLM360/Amber", "-r", str(path), "-f", "json"))
            added = json.loads(self.good("score", "LLM360/Amber", "--data", str(path),
                                         "-r", "my-labels", "-f", "json"))
        built_in = json.loads(self.good("score", "LLM360/Amber", "-r", "g7-2026", "-f", "json"))
        self.assertEqual(own["level"], built_in["level"])
        self.assertEqual(added["level"], built_in["level"])

    def test_compare_has_every_release_and_rubric(self):
        reports = json.loads(self.good("compare", "-f", "json"))
        self.assertEqual(len(reports), len(RELEASES) * len(COMPARED))
        table = self.good("compare", "--width", "200")
        for release in {r["release"]["id"] for r in reports}:
            self.assertIn(release, table)
        for rubric in COMPARED:
            self.assertIn(rubric, table)

    def test_compare_why(self):
        text = self.good("compare", "--why", "g7-2026", "osaid-1.0", "bigscience/bloom")
        self.assertIn("osaid-1.0 is the stricter here", text)
        self.assertIn("What parts them", text)
        why = json.loads(self.good("compare", "--why", "g7-2026", "osaid-1.0", "bigscience/bloom",
                                   "-f", "json"))
        self.assertEqual((why["format"], why["relation"], why["stricter"]),
                         ("openness-why/1", "parted", "b"))
        stop = why["parting"][0]
        self.assertEqual((stop["fact"], stop["needs"], stop["other"]),
                         ("weights_license_osi_terms", "yes", "asks_kin"))
        self.assertTrue(stop["claims"])
        several = json.loads(self.good("compare", "--why", "g7-2026", "osaid-1.0", "bigscience/bloom",
                                       "LLM360/Amber", "-f", "json"))
        self.assertEqual([w["release"]["id"] for w in several], ["bigscience/bloom", "LLM360/Amber"])
        self.assertIn("### ", self.good("compare", "--why", "g7-2026", "mof-1.0", "LLM360/Amber",
                                        "-f", "markdown"))
        for wrong in ([], ["g7-2026", "osaid-1.0"], ["g7-2026", "osaid-1.0", "LLM360/Amber", "-f", "vector"]):
            self.assertEqual(run("compare", "--why", *wrong).returncode, 1, wrong)
        for missing in (["g7", "osaid-1.0", "LLM360/Amber"], ["g7-2026", "osaid-1.0", "LLM360/Ambr"]):
            self.assertEqual(run("compare", "--why", *missing).returncode, 2, missing)

    def test_validate_shows_warnings(self):
        source = json.loads((ROOT / "data/rubrics/g7-2026.json").read_text())
        source["id"] = "my-labels"
        del source["criteria"][0]["cite"]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "mine.json"
            path.write_text(json.dumps(source))
            result = run("validate", str(path))
            self.assertEqual(result.returncode, 0)
            self.assertIn(": valid", result.stdout)
            self.assertIn("warning: ", result.stderr)
            self.assertIn("(at /criteria/0) [missing-citation]", result.stderr)
            self.assertEqual(run("validate", "--strict", str(path)).returncode, 2)

    def test_list_and_show(self):
        self.assertEqual([l.split()[0] for l in self.good("list", "rubrics").splitlines()], RUBRICS)
        self.assertEqual(len(self.good("list", "releases").splitlines()), len(RELEASES))
        self.assertEqual(json.loads(self.good("show", "license", "MIT"))["id"], "MIT")
        self.assertEqual(json.loads(self.good("show", "fact", "weights"))["id"], "weights")
        missing = run("show", "license", "Apche-2.0")
        self.assertEqual(missing.returncode, 2)
        self.assertIn("Apache-2.0", missing.stderr)

    def test_validate_accepts_every_shipped_document(self):
        files = [str(f) for folder in ("releases", "licenses", "rubrics")
                 for f in sorted((ROOT / "data" / folder).rglob("*.json"))]
        output = self.good("validate", "--strict", *files)
        self.assertEqual(output.count(": valid"), len(files))

    def test_bad_input_is_exit_2_with_a_place(self):
        broken = dict(RECORD, artifacts=[{"kind": "weights", "access": "sometimes",
                                          "license": "Apche-2.0"}])
        result = run("validate", "-", stdin=json.dumps(broken, indent=1))
        self.assertEqual(result.returncode, 2)
        self.assertRegex(result.stderr, r"-:\d+:\d+: .*\(at /artifacts/0/access\) \[unknown-level\]")
        self.assertRegex(result.stderr, r"-:\d+:\d+: .*Apache-2.0.*\(at /artifacts/0/license\) \[unknown-license\]")
        self.assertEqual(run("score", "-", stdin='{"a":1,}').returncode, 2)
        self.assertEqual(run("score", "no-such-file.json").returncode, 2)
        self.assertEqual(run("score", "openai/gpt-oss").returncode, 2)

    def test_as_of(self):
        now = json.loads(self.good("score", "allenai/Olmo-3.1-32B-Think", "-f", "json"))
        then = json.loads(self.good("score", "allenai/Olmo-3.1-32B-Think", "--as-of", "2020-01-01",
                                    "-f", "json"))
        self.assertEqual(then["level"]["upper"], "closed")
        self.assertNotEqual(now["level"]["lower"], "closed")
        self.assertEqual(run("score", "LLM360/Amber", "--as-of", "soon").returncode, 1)


unittest.main(argv=["test_cli"], verbosity=1)
