"""The commands rank and agree as a person uses them.

usage: test_rank.py COMMAND
"""
import json
import subprocess
import sys
import unittest

COMMAND = sys.argv[1]
FOUR = ["LLM360/Amber", "bigscience/bloom", "openai/gpt-oss-120b", "google/gemini-2.5-pro"]


def run(*arguments):
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True)


class Rank(unittest.TestCase):
    def good(self, *arguments):
        result = run(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def json(self, *arguments):
        return json.loads(self.good(*arguments, "-f", "json"))

    def test_weights_are_the_default_where_there_is_a_score(self):
        found = self.json("rank", *FOUR)
        self.assertEqual((found["format"], found["rubric"]), ("openness-weights/1", "spectrum-1"))
        self.assertEqual((found["region"], found["factor"], found["samples"]), ("factor", 2, 10000))
        self.assertEqual([r["ranked"] for r in found["releases"]], [True, True, True, False])

    def test_dominance_is_the_default_elsewhere(self):
        self.assertEqual(self.json("rank", *FOUR, "-r", "osaid-1.0")["format"], "openness-dominance/1")
        several = self.json("rank", *FOUR, "--dominance", "-r", "spectrum-1", "-r", "g7-2026")
        self.assertEqual([r["id"] for r in several["rubrics"]], ["spectrum-1", "g7-2026"])

    def test_weights_samples_and_seed(self):
        found = self.json("rank", *FOUR, "-r", "osai-2026", "--weights", "any", "--samples", "50", "--seed", "9")
        self.assertEqual((found["region"], found["samples"], found["seed"]), ("simplex", 50, 9))
        self.assertNotIn("factor", found)
        again = self.json("rank", *FOUR, "-r", "osai-2026", "--weights", "any", "--samples", "50", "--seed", "9")
        self.assertEqual(found, again)
        exact = self.json("rank", *FOUR, "--weights", "factor:1", "--samples", "0")
        self.assertEqual(exact["factor"], 1)
        self.assertNotIn("rank_seen", exact["releases"][0])

    def test_the_best_stands_first(self):
        lines = self.good("rank", *reversed(FOUR), "--samples", "10").splitlines()
        self.assertTrue(lines[3].startswith("LLM360/Amber"), lines)
        self.assertIn("Not ranked: google/gemini-2.5-pro", lines)

    def test_wrong_usage_is_exit_1(self):
        for arguments in ([], ["--weights", "any"], [*FOUR, "--weights", "factor:0"], [*FOUR, "--weights", "some"],
                          [*FOUR, "--weights", "factor:101"], [*FOUR, "--samples", "-1"], [*FOUR, "--seed", "x"],
                          [*FOUR, "--samples", "1000001"], [*FOUR, "-f", "vector"],
                          [*FOUR, "--dominance", "--weights", "any"], [*FOUR, FOUR[0]],
                          [*FOUR, "-r", "osaid-1.0", "--weights", "any"],
                          [*FOUR, "-r", "osai-2026", "-r", "mot-2026", "--weights", "any"]):
            self.assertEqual(run("rank", *arguments).returncode, 1, arguments)
        self.assertEqual(run("rank", "no/such-release").returncode, 2)

    def test_agree_takes_all_releases_and_several_definitions(self):
        found = self.json("agree")
        self.assertEqual(found["format"], "openness-agreement/1")
        names = self.good("list", "releases").splitlines()
        self.assertEqual(len(found["releases"]), len(names))
        self.assertGreater(len({m["rubric"] for m in found["measures"]}), 4)

    def test_agree_on_named_releases_and_rubrics(self):
        found = self.json("agree", *FOUR, "-r", "g7-2026", "-r", "mof-1.0", "-r", "chaoss-draft")
        self.assertEqual([m["rubric"] for m in found["measures"]], ["g7-2026", "mof-1.0"])
        self.assertEqual(found["without_order"], ["chaoss-draft"])
        self.assertEqual(len(found["pairs"]), 1)
        page = self.good("agree", *FOUR, "-r", "g7-2026", "-r", "mof-1.0", "-r", "chaoss-draft")
        self.assertIn("chaoss-draft gives a profile only", page)
        self.assertIn("not defined", page)

    def test_agree_wrong_usage(self):
        self.assertEqual(run("agree", "-f", "vector").returncode, 1)
        self.assertEqual(run("agree", FOUR[0], FOUR[0]).returncode, 1)
        self.assertEqual(run("agree", "-r", "no-such-rubric").returncode, 2)

    def test_width_is_kept(self):
        for width in (60, 80, 120):
            for command in (["agree"], ["rank", *FOUR], ["rank", *FOUR, "--dominance"]):
                for line in self.good(*command, "--width", str(width)).splitlines():
                    self.assertLessEqual(len(line), width, line)

    def test_markdown_has_tables(self):
        for command in (["agree", *FOUR], ["rank", *FOUR], ["rank", *FOUR, "--dominance"]):
            self.assertIn("|---|", self.good(*command, "-f", "markdown"))


unittest.main(argv=["test_rank"], verbosity=1)
