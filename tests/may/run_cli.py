"""The command may: targets, options, exit codes.

usage: run_cli.py COMMAND
"""
import json
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMMAND = sys.argv[1]
ALLOWED, USAGE, INPUT, CONDITIONAL, FORBIDDEN, UNKNOWN = 0, 1, 2, 10, 11, 12
RECORD = {
    "format": "openness-release/1", "id": "example/tuned", "name": "Tuned", "producer": "Example",
    "kind": "finetune", "based_on": [{"id": "example/base", "relation": "finetune", "license": "llama-3.1"}],
    "artifacts": [{"kind": "weights", "access": "public", "extent": "full", "license": "MIT"}],
}


def run(*arguments, stdin=None):
    return subprocess.run([COMMAND, "may", *arguments], input=stdin, capture_output=True, text=True,
                          encoding="utf-8", check=False)


class May(unittest.TestCase):
    def test_the_exit_code_is_the_verdict(self):
        for arguments, code in [
                (["MIT"], ALLOWED), (["MIT", "--action", "share"], CONDITIONAL),
                (["CC-BY-NC-4.0", "--commercial"], FORBIDDEN), (["reka", "--noncommercial"], UNKNOWN),
                (["llama-3.1", "--mau", "700,000,001"], FORBIDDEN),
                (["bigscience/bloom", "--action", "host", "--field", "medical_advice"], FORBIDDEN),
                (["ltxv-owl", "--commercial", "--revenue", "10_000_000", "--currency", "USD"], FORBIDDEN),
                (["tencent-hunyuan-eu", "--territory", "DE", "--date", "2024-12-17"], FORBIDDEN),
                (["qwen-community", "--business", "model_as_a_service"], FORBIDDEN),
                (["MIT OR reka"], ALLOWED)]:
            self.assertEqual(run(*arguments).returncode, code, arguments)

    def test_wrong_usage_and_input(self):
        for arguments in [[], ["MIT", "ISC"], ["MIT", "--mau", "many"], ["MIT", "--mau", ""],
                          ["MIT", "--format", "vector"], ["MIT", "--width", "3"], ["MIT", "--frobnicate"]]:
            self.assertEqual(run(*arguments).returncode, USAGE, arguments)
        for arguments in [["no-such-license"], ["org/no-such-release"], ["MIT", "--territory", "UK"],
                          ["MIT", "--action", "shar"], ["MIT", "--date", "yesterday"], ["MIT OR"],
                          ["MIT", "--artifact", "weights"], ["no-such-file.json"], ["unlicensed"],
                          ["bigscience/bloom", "--artifact", "wieghts"]]:
            result = run(*arguments)
            self.assertEqual(result.returncode, INPUT, arguments)
            self.assertEqual(result.stdout, "", arguments)
            self.assertNotEqual(result.stderr, "", arguments)

    def test_what_was_typed_arrives(self):
        odd = 'a "quoted" \\ field\twith\nbreaks \u00e9'
        answer = json.loads(run("MIT", "--field", odd, "--mau", "1,000", "--revenue", "007", "--currency", "EUR",
                                "--territory", "FR", "--noncommercial", "--business", "none",
                                "--date", "2024-02-29", "--action", "host", "-f", "json").stdout)
        self.assertEqual(answer["question"], {
            "action": "host", "commercial": False, "monthly_active_users": 1000, "annual_revenue": 7,
            "currency": "EUR", "territory": "FR", "fields": [odd], "business": [], "date": "2024-02-29"})
        self.assertEqual(json.loads(run("MIT", "-f", "json").stdout)["question"], {"action": "run"})

    def test_names_are_looked_up(self):
        named = run("Apache License, Version 2.0", "--action", "share")
        self.assertEqual(named.stdout, run("Apache-2.0", "--action", "share").stdout)
        self.assertIn("is Apache-2.0", named.stderr)

    def test_records_by_file_and_standard_input(self):
        text = json.dumps(RECORD)
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "record.json"
            path.write_text(text, encoding="utf-8")
            from_file = run(str(path), "--mau", "800000000")
        from_input = run("-", "--mau", "800000000", "--artifact", "weights", stdin=text)
        self.assertEqual((from_file.returncode, from_file.stdout), (FORBIDDEN, from_input.stdout))
        self.assertIn("example/tuned states MIT; its base example/base is under llama-3.1",
                      " ".join(from_file.stdout.split()))

    def test_every_page_ends_with_the_note(self):
        for form in ("text", "markdown", "json"):
            page = run("gemma", "--action", "share", "--format", form).stdout
            self.assertIn("not legal advice.", " ".join(page.split())[-60:], form)

    def test_width_is_kept(self):
        for width in (40, 60, 100):
            for line in run("llama-4", "--action", "host", "--width", str(width)).stdout.splitlines():
                self.assertLessEqual(len(line), width, line)


unittest.main(argv=sys.argv[:1])
