"""Whether run_conformance.py sees what it must see.

    python3 self_test.py LIBRARY DATA

Wrong expectations, thin files, sets that are absent and sets that stop are each run once and must be
told apart.
"""

import contextlib
import io
import json
import pathlib
import sys
import tempfile
import unittest

import run_conformance

LIBRARY, DATA = sys.argv[1:3]
OPEN = {"kind": "weights", "access": "public", "extent": "full", "license": "Apache-2.0"}
CODE = dict(OPEN, kind="inference_code")
SHUT = {"kind": "weights", "access": "none", "extent": "none"}
SET = '''FOLDER = "peers"
def run(engine, folder, result):
    for path in sorted(folder.iterdir()):
        ours = engine.score({"artifacts": []}, "g7-2026")["level"]["lower"]
        result.case("peer", path.stem, ours, path.read_text())
'''


def case(name, artifacts, **expect):
    return {"name": name, "why": "a test", "record": {"artifacts": artifacts}, "expect": expect}


def good_cases():
    """Eight cases of g7-2026 that hold."""
    cases = [case("shut %d" % number, [SHUT], criteria={"released_weights": "no"}) for number in range(6)]
    return cases + [case("weights", [OPEN], criteria={"weights_license": "open"}, applies="yes"),
                    case("unknown", [CODE], criteria={"released_weights": ["no", "yes"]})]


class Runner(unittest.TestCase):
    def setUp(self):
        holder = tempfile.TemporaryDirectory()
        self.addCleanup(holder.cleanup)
        self.root = pathlib.Path(holder.name)
        for name in ("fixtures", "sets", "data/peers"):
            (self.root / name).mkdir(parents=True)

    def fixture(self, cases, name="g7-2026"):
        document = {"rubric": name, "cases": cases}
        (self.root / "fixtures" / (name + ".json")).write_text(json.dumps(document))

    def run_it(self, *options):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            code = run_conformance.main(
                [LIBRARY, DATA, str(self.root / "data"), "--fixture-folder", str(self.root / "fixtures"),
                 "--set-folder", str(self.root / "sets")] + list(options))
        return code, printed.getvalue()

    def test_cases_that_hold(self):
        self.fixture(good_cases())
        code, text = self.run_it("--only", "g7-2026")
        self.assertEqual(code, 0, text)
        self.assertIn("cases 8, equal 8, different 0, skipped 0", text)

    def test_a_wrong_expectation_is_different(self):
        cases = good_cases()
        for wrong in ({"criteria": {"released_weights": "yes"}}, {"level": "no_such_label"},
                      {"level_at": ["open_weights", "open_weights"]}, {"score": "1"}, {"applies": "no"},
                      {"criteria": {"no_such_criterion": "yes"}}):
            self.fixture(cases + [dict(case("wrong", [SHUT]), expect=wrong)])
            code, text = self.run_it("--only", "g7-2026")
            self.assertEqual(code, 1, wrong)
            self.assertIn("cases 9, equal 8, different 1, skipped 0", text)
            self.assertIn("first difference: wrong", text)

    def test_a_refused_record_is_different(self):
        self.fixture(good_cases() + [case("refused", [dict(SHUT, kind="no such kind")], applies="yes")])
        code, text = self.run_it("--only", "g7-2026")
        self.assertEqual(code, 1)
        self.assertIn("refused: release_parse", text)

    def test_faults_of_files(self):
        good = good_cases()
        for cases, said in ((good[:7], "fewer than 8"), (good + good[:1], "two cases named"),
                            (good + [dict(good[0], name="x", extra=1)], "unknown member extra"),
                            (good + [dict(good[0], name="x", expect={})], "expects nothing"),
                            (good + [dict(good[0], name="x", expect={"lavel": "a"})], "cannot expect lavel"),
                            (good + [dict(good[0], name="x", why="")], "needs a name and a why")):
            self.fixture(cases)
            code, text = self.run_it("--only", "g7-2026")
            self.assertEqual(code, 1, said)
            self.assertIn(said, text)

    def test_a_rubric_without_fixtures(self):
        code, text = self.run_it("--fixtures")
        self.assertEqual(code, 1)
        for rubric in pathlib.Path(DATA, "rubrics").glob("*.json"):
            self.assertIn("%s has no fixtures" % rubric.stem, text)

    def test_a_file_without_a_rubric(self):
        self.fixture(good_cases(), "no-such-rubric")
        code, text = self.run_it("--only", "no-such-rubric")
        self.assertEqual(code, 1)
        self.assertIn("belongs to no rubric", text)

    def test_sets(self):
        (self.root / "sets" / "peer.py").write_text(SET)
        report = run_conformance.Engine(LIBRARY).score({}, "g7-2026")
        (self.root / "data/peers/a").write_text(report["level"]["lower"])
        code, text = self.run_it("--sets")
        self.assertEqual(code, 0)
        self.assertIn("cases 1, equal 1, different 0, skipped 0\n", text)
        (self.root / "data/peers/b").write_text("something else")
        code, text = self.run_it("--sets", "--only", "peer")
        self.assertEqual(code, 1)
        self.assertIn("cases 2, equal 1, different 1, skipped 0\n  first difference: b\n", text)

    def test_an_absent_set_is_skipped(self):
        (self.root / "sets" / "peer.py").write_text(SET.replace('"peers"', '"elsewhere"'))
        code, text = self.run_it("--sets")
        self.assertEqual(code, 77)
        self.assertIn("cases 0, equal 0, different 0, skipped 1 (no folder elsewhere", text)

    def test_a_set_that_stops(self):
        (self.root / "sets" / "peer.py").write_text(SET + "    raise KeyError('gone')\n")
        code, text = self.run_it("--sets")
        self.assertEqual(code, 1)
        self.assertIn("set peer stopped", text)

    def test_a_name_that_is_nobodys(self):
        self.assertEqual(self.run_it("--only", "nobody")[0], 1)

    def test_completion(self):
        record = run_conformance.complete(
            {"fields": {"kind_known": "yes"}, "artifacts": [OPEN], "kind": "system",
             "assessments": [{"criterion": "c", "level": "yes"}]}, rubric="r", version=2)
        self.assertEqual(record["kind"], "system")
        self.assertEqual(record["fields"]["kind_known"]["value"], "yes")
        self.assertTrue(record["artifacts"][0]["evidence"] and record["assessments"][0]["evidence"])
        self.assertEqual((record["assessments"][0]["rubric"], record["assessments"][0]["version"]), ("r", 2))
        self.assertNotIn("evidence", OPEN)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
