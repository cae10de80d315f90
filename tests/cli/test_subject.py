"""The commands claim and lineage.

usage: test_subject.py COMMAND SOURCE_ROOT
"""
import json
import subprocess
import sys
import unittest

COMMAND, ROOT = sys.argv[1], sys.argv[2]
MERGED = ROOT + "/examples/records/merged.json"


def run(*arguments):
    return subprocess.run([COMMAND, *arguments], capture_output=True, text=True, encoding="utf-8", check=False)


class Subject(unittest.TestCase):
    def good(self, *arguments):
        result = run(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_claim_says_earned_and_not(self):
        text = self.good("claim", "openai/gpt-oss-120b")
        self.assertIn('g7-2026@1, "Open Weights AI": earned.', text)
        self.assertIn("not earned", text)
        self.assertIn("Training software: not met", text)

    def test_claim_without_a_label(self):
        self.assertIn("holds no label", self.good("claim", "microsoft/MAI-Voice-1"))
        self.assertIsNone(json.loads(self.good("claim", "microsoft/MAI-Voice-1", "-f", "json"))["label"])

    def test_what_denies_or_limits_is_not_the_word_inside(self):
        self.assertIn("claims no openness", self.good("claim", "google/gemini-2.5-pro"))
        limited = json.loads(self.good("claim", "mistralai/Mistral-Large-Instruct-2407", "-f", "json"))
        self.assertEqual([w["defined"] for w in limited["label"]["words"]], [False])

    def test_lineage_says_who_lowers_what(self):
        text = self.good("lineage", MERGED)
        for line in ("- merge of example/tuned-70b: llama-3.1, as stated beside it\n",
                     "- example/tuned-70b lowers\n", "- example/scholar-70b lowers\n",
                     "  - use, from yes to no; llama-3.1: "):
            self.assertIn(line, text)

    def test_the_day_counts(self):
        early = json.loads(self.good("claim", "openai/gpt-oss-120b", "-f", "json", "--as-of", "2025-01-01"))
        self.assertEqual(early["release"]["as_of"], "2025-01-01")
        self.assertEqual(early["earned"][0]["headline"], "no_label")
        self.assertIn("on 2025-01-01", self.good("lineage", MERGED, "--as-of", "2025-01-01"))

    def test_markdown_and_width(self):
        self.assertTrue(self.good("lineage", MERGED, "-f", "markdown").startswith("### Lineage of"))
        for width in (60, 100):
            for command in ("claim", "lineage"):
                for line in self.good(command, MERGED, "--width", str(width)).splitlines():
                    self.assertLessEqual(len(line), width, line)

    def test_wrong_usage(self):
        for command in ("claim", "lineage"):
            self.assertEqual(run(command).returncode, 1)
            self.assertEqual(run(command, MERGED, MERGED).returncode, 1)
            self.assertEqual(run(command, MERGED, "-r", "g7-2026").returncode, 1)
            self.assertEqual(run(command, MERGED, "-f", "vector").returncode, 1)
            self.assertEqual(run(command, MERGED, "--as-of", "2025").returncode, 1)
            self.assertEqual(run(command, "no/such-release").returncode, 2)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
