"""The command license: ids, expressions, names, differences.

usage: test_license.py COMMAND
"""
import json
import subprocess
import sys
import unittest

COMMAND = sys.argv[1]


def run(*arguments):
    return subprocess.run([COMMAND, "license", *arguments], capture_output=True, text=True,
                          encoding="utf-8", check=False)


class License(unittest.TestCase):
    def good(self, *arguments):
        result = run(*arguments)
        self.assertEqual(result.returncode, 0, result.stderr)
        return result.stdout

    def test_ids_expressions_and_names(self):
        self.assertEqual(self.good("apache-2.0"), self.good("Apache-2.0"))
        self.assertIn("Readings of MIT OR ISC", self.good("MIT OR ISC"))
        named = run("Apache License, Version 2.0")
        self.assertEqual(named.stdout, self.good("Apache-2.0"))
        self.assertIn("is Apache-2.0", named.stderr)

    def test_what_names_no_single_license_is_refused(self):
        for name, said in [("unlicensed", "names no license"), ("Modified MIT", "can be any of"),
                           ("no such thing at all", "no"), ("", "names no license")]:
            result = run(name)
            self.assertEqual(result.returncode, 2, name)
            self.assertEqual(result.stdout, "", name)
            self.assertIn(said, result.stderr)

    def test_several_in_json_are_one_array(self):
        found = json.loads(self.good("MIT", "ISC", "-f", "json"))
        self.assertEqual([one["expression"] for one in found], ["MIT", "ISC"])
        self.assertEqual(json.loads(self.good("MIT", "-f", "json"))["expression"], "MIT")
        partly = run("MIT", "nothing-like-it", "-f", "json")
        self.assertEqual((partly.returncode, len(json.loads(partly.stdout))), (2, 1))

    def test_as_of_takes_the_text_of_the_day(self):
        def date(*arguments):
            return json.loads(self.good("gemma", "-f", "json", *arguments))["licenses"][0]["date"]

        self.assertEqual(date("--as-of", "2024-03-01"), "2024-02-21")
        self.assertGreater(date(), "2024-02-21")
        self.assertEqual(run("gemma", "--as-of", "2024").returncode, 1)

    def test_diff_shows_only_what_differs(self):
        text = self.good("diff", "llama-2", "llama-3.1")
        for line in ("  output train\n", "    llama-2    no other llm [1.b.v]\n"):
            self.assertIn(line, text)
        self.assertNotIn("  gates\n", text)
        self.assertTrue(text.endswith("Reports what the text says; not legal advice.\n"))
        same = json.loads(self.good("diff", "MIT", "mit", "-f", "json"))
        self.assertEqual((same["terms"], same["lists"], same["readings"]), ([], [], []))
        self.assertEqual(run("diff", "MIT").returncode, 1)
        self.assertEqual(run("diff", "MIT", "MIT OR ISC").returncode, 1)
        self.assertEqual(run("diff", "MIT", "nothing-like-it").returncode, 2)

    def test_wrong_usage_is_exit_1(self):
        self.assertEqual(run().returncode, 1)
        self.assertEqual(run("MIT", "-f", "vector").returncode, 1)


unittest.main(argv=sys.argv[:1])
