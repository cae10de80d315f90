"""The commands timeline and diff, and --stale-after, as a person uses them.

usage: test_time.py COMMAND SOURCE_ROOT
"""
import copy
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMMAND, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
CLAIM = [{"source": "https://example.org", "read": "2026-01-01"}]
RECORD = {
    "format": "openness-release/1", "id": "example/tiny", "name": "Tiny", "producer": "Example Labs",
    "kind": "base", "release_date": "2024-01-01",
    "artifacts": [{"kind": "weights", "access": "public", "extent": "full", "license": "MIT", "evidence": CLAIM,
                   "events": [{"date": "2025-05", "license": "llama-2", "about": "relicensed", "evidence": CLAIM}]}],
}


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.record = self.file("tiny.json", RECORD)

    def tearDown(self):
        self.folder.cleanup()

    def file(self, name, document):
        path = pathlib.Path(self.folder.name) / name
        path.write_text(json.dumps(document))
        return str(path)

    def run_it(self, *arguments):
        return subprocess.run([COMMAND, *arguments], capture_output=True, text=True)

    def good(self, *arguments):
        result = self.run_it(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_timeline_names_the_day_and_the_reason(self):
        text = self.good("timeline", self.record)
        self.assertIn("2025-06-01", text)
        self.assertIn("relicensed (some time in 2025-05: by now it has happened)", text)

    def test_timeline_of_a_producer(self):
        text = self.good("timeline", "--producer", "example labs", "--producer", "Meta", "--data", self.record)
        places = [text.index(name) for name in ("meta-llama/Llama-2-70b", "example/tiny",
                                                "meta-llama/Llama-3.1-405B", "meta-llama/Llama-4-Behemoth")]
        self.assertEqual(places, sorted(places))
        self.assertIn("Promises", text)
        self.assertEqual(self.run_it("timeline", "--producer", "nobody").returncode, 2)

    def test_timeline_full_shows_more(self):
        brief, full = (json.loads(self.good("timeline", "google/gemma-4-31B-it", "-f", "json", *more))
                       ["releases"][0] for more in ([], ["--full"]))
        self.assertEqual(len(brief["rows"]) + brief["left_out"], len(full["rows"]))
        self.assertGreater(brief["left_out"], 0)

    def test_diff_of_two_days(self):
        text = self.good("diff", self.record, "--as-of-a", "2024-06-01", "--as-of-b", "2026-01-01")
        self.assertIn("What moved the result: date.", text)
        self.assertIn("license: MIT (open), then llama-2", text)

    def test_diff_of_two_records(self):
        other = copy.deepcopy(RECORD)
        other["artifacts"][0]["extent"] = "partial"
        found = json.loads(self.good("diff", self.record, self.file("other.json", other), "-f", "json"))
        self.assertEqual(found["causes"], ["evidence"])
        self.assertIn({"artifact": "weights", "member": "extent", "before": "full", "after": "partial",
                       "causes": ["evidence"]}, found["criteria"][0]["facts"][0]["values"])

    def test_diff_of_two_rubrics(self):
        rubric = json.loads((ROOT / "data/rubrics/g7-2026.json").read_text())
        rubric["version"] = 2
        rubric["unknown"] = "no"
        found = json.loads(self.good("diff", "LLM360/Amber", "-r", "g7-2026", "-f", "json",
                                     "-r", self.file("g7-2.json", rubric)))
        self.assertFalse(found["same"]["rubric"])
        self.assertLessEqual(set(found["causes"]), {"ruler"})

    def test_diff_of_two_data_versions(self):
        license = json.loads(self.good("show", "license", "MIT"))
        license["lists"] = []
        found = json.loads(self.good("diff", self.record, "-f", "json", "--as-of", "2024-06-01", "-r", "osaid-1.0",
                                     "--data-b", self.file("mit.json", license)))
        self.assertFalse(found["same"]["data"])
        self.assertEqual(found["causes"], ["license_data"])

    def test_stale_evidence_widens_the_interval(self):
        def ends(*more):
            found = json.loads(self.good("score", self.record, "-f", "json", *more))
            score = next(s for s in found["scores"] if s["headline"])
            return score["lower"]["num"] / score["lower"]["den"], score["upper"]["num"] / score["upper"]["den"]
        fresh, stale = ends("--as-of", "2026-01-31"), ends("--as-of", "2026-01-31", "--stale-after", "29")
        self.assertEqual(ends("--as-of", "2026-01-31", "--stale-after", "30"), fresh)
        self.assertLess(stale[0], fresh[0])
        self.assertGreaterEqual(stale[1], fresh[1])
        result = self.run_it("explain", self.record, "-r", "g7-2026", "--as-of", "2026-01-31", "--stale-after", "29")
        self.assertIn("4 values", result.stderr)
        self.assertIn("29 days before", result.stdout.replace("\n", " "))
        self.good("compare", self.record, "--stale-after", "30")

    def test_wrong_usage_is_exit_1(self):
        for arguments in (["timeline"], ["diff"], ["diff", "a", "b", "c"], ["timeline", self.record, "-f", "vector"],
                          ["score", self.record, "--stale-after", "soon"],
                          ["score", self.record, "--stale-after", "-1"],
                          ["diff", self.record, "--as-of-a", "2024"],
                          ["score", self.record, "--as-of", "2024", "--stale-after", "3"]):
            self.assertEqual(self.run_it(*arguments).returncode, 1, arguments)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
