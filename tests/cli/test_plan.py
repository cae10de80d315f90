"""The commands unknowns and plan: one release, one rubric, what would move it.

usage: test_plan.py COMMAND
"""
import json
import subprocess
import sys
import unittest

COMMAND = sys.argv[1]
MODEL = "openai/gpt-oss-120b"


def run(*arguments):
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8",
                          check=False)


class Plan(unittest.TestCase):
    def good(self, *arguments):
        result = run(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_formats(self):
        for command in ("unknowns", "plan"):
            self.assertIn(MODEL, self.good(command, MODEL))
            self.assertTrue(self.good(command, MODEL, "-f", "markdown").startswith("### "))
            document = json.loads(self.good(command, MODEL, "-f", "json"))
            self.assertEqual(document["format"], "openness-%s/1" % command)
            self.assertEqual(document["rubric"]["id"], "spectrum-1")

    def test_target(self):
        level = json.loads(self.good("plan", MODEL, "-r", "g7-2026", "--to", "open_source", "-f", "json"))
        self.assertEqual(level["target"]["level"], "open_source")
        self.assertEqual({len(plan) for plan in level["plans"]}, {level["changes"]})
        self.assertEqual(len(level["plans"]), level["ways"])
        score = json.loads(self.good("plan", MODEL, "--to", "75", "-f", "json"))
        self.assertEqual(score["changes"], level["changes"])  # the line at 75 is that label

    def test_what_stops_it(self):
        text = self.good("plan", "meta-llama/Llama-3.2-3B-Instruct", "-r", "osaid-1.0")
        self.assertIn("Not reachable", text)
        self.assertIn("meta-llama/Llama-3.2-3B", text)

    def test_width(self):
        for command in ("unknowns", "plan"):
            for line in self.good(command, "google/gemma-4-31B-it", "-r", "mof-1.0", "--width", "60").splitlines():
                self.assertLessEqual(len(line), 60, line)

    def test_wrong_usage(self):
        for arguments in (["plan"], ["plan", MODEL, MODEL], ["plan", MODEL, "--to", "nowhere"],
                          ["plan", MODEL, "--to", "101"], ["plan", MODEL, "-r", "osai-2026"],
                          ["plan", MODEL, "-r", "g7-2026", "-r", "mof-1.0"], ["unknowns"],
                          ["unknowns", MODEL, "--to", "75"], ["unknowns", MODEL, "-f", "vector"]):
            result = run(*arguments)
            self.assertEqual(result.returncode, 1, arguments)
            self.assertIn("openness", result.stderr)
            self.assertEqual(result.stdout, "")
        self.assertEqual(run("plan", "nobody/nothing").returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=[sys.argv[0]])
