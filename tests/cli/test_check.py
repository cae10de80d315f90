"""The command check: verdicts as exit codes, files and folders, what is refused.

usage: test_check.py COMMAND SOURCE_ROOT
"""
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

COMMAND, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
DAY = ["--today", "2026-11-22"]


def run(*arguments, **more):
    return subprocess.run([COMMAND, "check", *map(str, arguments)], capture_output=True, text=True,
                          encoding="utf-8", check=False, **more)


def record(name, **members):
    return dict({"format": "openness-release/1", "id": f"example-org/{name}", "name": name,
                 "producer": "Example", "kind": "base", "artifacts": []}, **members)


def weights(access="public", license="MIT"):
    extent = "full" if access == "public" else "none"
    return {"kind": "weights", "access": access, "extent": extent, "license": license,
            "evidence": [{"source": "https://example.org/card", "read": "2026-11-01"}]}


class Check(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)
        self.policy = self.write("policy.json", {"format": "openness-policy/1", "name": "p", "requirements": [
            {"fact": "weights_access", "at_least": "public", "id": "public"}]})
        (self.folder / "models").mkdir()

    def write(self, name, document):
        path = self.folder / name
        path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8")
        return path

    def code(self, *arguments):
        return run(*arguments, *DAY).returncode

    def test_exit_codes(self):
        good = self.write("good.json", record("good", artifacts=[weights()]))
        bad = self.write("bad.json", record("bad", artifacts=[weights("none", "none")]))
        unknown = self.write("unknown.json", record("unknown"))
        broken = self.write("broken.json", "{")
        self.assertEqual(self.code(self.policy, good), 0)
        self.assertEqual(self.code(self.policy, bad), 1)
        self.assertEqual(self.code(self.policy, unknown), 2)
        self.assertEqual(self.code(self.policy, unknown, "--indeterminate", "pass"), 0)
        self.assertEqual(self.code(self.policy, unknown, "--indeterminate=fail"), 1)
        self.assertEqual(self.code(self.policy, broken), 3)
        self.assertEqual(self.code(self.policy, good, unknown), 2)
        self.assertEqual(self.code(self.policy, good, unknown, bad), 1)
        self.assertEqual(self.code(self.policy, bad, broken), 3)

    def test_wrong_usage_is_never_a_verdict(self):
        good = self.write("good.json", record("good", artifacts=[weights()]))
        for arguments in ([], [self.policy], [self.policy, good, "--format", "vector"], [good, good],
                          [self.policy, good, "--indeterminate", "maybe"], [self.policy, good, "--nonsense"],
                          [self.folder / "none.json", good], [self.policy, self.folder / "models"],
                          [self.policy, good, "--data", self.folder / "none.json"]):
            self.assertEqual(run(*arguments).returncode, 3, arguments)
        for option in ("--as-of", "--today"):
            self.assertEqual(run(self.policy, good, option, "2026").returncode, 3)

    def test_state_of_a_day(self):
        late = self.write("late.json", record("late", release_date="2026-10-01", artifacts=[weights()]))
        self.assertEqual(self.code(self.policy, late), 0)
        self.assertEqual(run(self.policy, late, "--as-of", "2026-09-30").returncode, 1)
        found = json.loads(run(self.policy, late, "--as-of", "2026-10-01", "-f", "json").stdout)
        self.assertEqual((found["verdict"], found["as_of"], found["checked_on"]), ("pass", *["2026-10-01"] * 2))

    def test_a_fault_of_the_policy_has_its_place(self):
        policy = self.write("policy.yaml", "format: openness-policy/1\nname: p\nrequirements:\n"
                                           "  - rubric: g7-2026\n    atleast: open_weights\n")
        result = run(policy, "openai/gpt-oss-120b")
        self.assertEqual(result.returncode, 3)
        if "unsupported" in result.stderr:
            self.skipTest("built without libyaml")
        self.assertIn(f'{policy}:5:14: the member "atleast" is not known, did you mean "at_least"?', result.stderr)
        self.assertIn("[unknown-member]", result.stderr)
        self.assertEqual(result.stdout, "")

    def test_folder(self):
        self.write("models/b.json", record("b", artifacts=[weights()]))
        (self.folder / "models/deep").mkdir()
        self.write("models/deep/a.json", record("a"))
        self.write("models/.hidden.json", "{")
        result = run(self.policy, self.folder / "models", "-f", "json", *DAY)
        found = json.loads(result.stdout)
        self.assertEqual(result.returncode, 2)
        self.assertEqual([(r["id"], r["verdict"]) for r in found["releases"]],
                         [("example-org/b", "pass"), ("example-org/a", "indeterminate")])
        self.assertEqual(found["releases"][1]["source"], f"{self.folder}/models/deep/a.json")

    def test_broken_file_stands_in_the_result(self):
        broken = self.write("models/broken.json", '{"format": "openness-release/1",\n "id": 5}')
        self.write("models/good.json", record("good", artifacts=[weights()]))
        result = run(self.policy, self.folder / "models", "no/such-release", "-f", "json", *DAY)
        found = json.loads(result.stdout)["releases"]
        self.assertEqual(result.returncode, 3)
        self.assertEqual([r["verdict"] for r in found], ["error", "pass", "error"])
        self.assertEqual((found[0]["source"], found[0]["line"]), (str(broken), 2))
        self.assertIn("no/such-release", found[2]["problem"])

    def test_a_file_that_is_nothing_says_so(self):
        for name, text in (("config.json", '{"hidden_size": 5}'), ("LICENSE", "Do what you like.\n")):
            stray = self.write(f"models/{name}", text)
            found = json.loads(run(self.policy, stray, "-f", "json", *DAY).stdout)["releases"][0]
            self.assertIn("none of the formats that are known", found["problem"])
        lost = self.folder / "models/lost.json"
        result = run(self.policy, lost, "-f", "json", *DAY)
        self.assertEqual(json.loads(result.stdout)["releases"][0]["verdict"], "error")
        self.assertIn("No such file", result.stderr)

    def test_a_build_is_no_reader_of_sources(self):
        policy = self.write("fresh.json", {"format": "openness-policy/1", "name": "p", "requirements": [
            {"evidence": {"max_age_days": 30}}]})
        card = self.write("README.md", "---\nlicense: mit\n---\n")
        self.assertEqual(self.code(policy, card), 2)
        self.assertEqual(self.code(policy, card, "--read", "2026-11-01"), 0)
        self.assertEqual(self.code(policy, card, "--read", "2026-10-01"), 1)

    def test_files_without_a_name_are_told_apart(self):
        for name in "ab":
            (self.folder / "models" / name).mkdir()
            self.write(f"models/{name}/README.md", "---\nlicense: mit\n---\n")
        text = run(self.policy, self.folder / "models", *DAY, "--width", "400").stdout
        for name in "ab":
            self.assertIn(f"\nunknown/unknown ({self.folder}/models/{name}/README.md): indeterminate\n", text)

    def test_letters_of_another_case(self):
        policy = self.write("case.json", {"format": "openness-policy/1", "name": "p", "requirements": [
            {"fact": "weights_access", "at_least": "public", "id": "public", "applies_to": "Example-Org/*"}],
            "exceptions": [{"release": "Example-Org/*", "requirement": "public", "reason": "r",
                            "expires": "2027-01-01"}]})
        bad = self.write("bad.json", record("bad", artifacts=[weights("none", "none")]))
        self.assertEqual(self.code(policy, bad), 1)

    def test_a_folder_that_leads_elsewhere(self):
        models = self.folder / "models"
        os.mkfifo(models / "pipe")
        (models / "device").symlink_to("/dev/zero")
        (models / "gone").symlink_to("nowhere")
        for name in ("round", "back", "again"):
            (models / name).symlink_to(models)
        result = run(self.policy, models, "-f", "json", *DAY, timeout=60)
        self.assertEqual(result.returncode, 3)
        self.assertEqual([r["verdict"] for r in json.loads(result.stdout)["releases"]], ["error"] * 6)
        self.assertIn("leads back", result.stderr)

    def test_outputs(self):
        bad = self.write("bad.json", record("bad", artifacts=[weights("none", "none")]))
        for form, begins in (("text", "Policy p: fail\n"), ("markdown", "### Policy p: fail\n"),
                             ("json", "{\n"), ("junit", "<?xml"), ("sarif", "{\n")):
            result = run(self.policy, bad, "-f", form, *DAY)
            self.assertEqual((result.returncode, result.stdout[:len(begins)]), (1, begins))
            to = self.folder / "out"
            self.assertEqual(run(self.policy, bad, "-f", form, "-o", to, *DAY).returncode, 1)
            self.assertEqual(to.read_text(encoding="utf-8"), result.stdout)
        self.assertEqual(run(self.policy, bad, "-o", self.folder / "none/out").returncode, 3)
        for width in ("60", "100"):
            for line in run(self.policy, bad, "--width", width, *DAY).stdout.splitlines():
                self.assertLessEqual(len(line), int(width), line)

    def test_exceptions_expire(self):
        policy = {"format": "openness-policy/1", "name": "p", "requirements": [
            {"fact": "weights_access", "at_least": "public", "id": "public"}],
            "exceptions": [{"release": "example-org/*", "requirement": "public", "reason": "trial",
                            "expires": "2026-11-22"}]}
        path = self.write("excepted.json", policy)
        bad = self.write("bad.json", record("bad", artifacts=[weights("none", "none")]))
        self.assertEqual(self.code(path, bad), 0)
        late = run(path, bad, "--today", "2026-11-23")
        self.assertEqual(late.returncode, 1)
        self.assertIn("an exception expired on 2026-11-22: trial", late.stdout)
        self.assertIn("has expired and does not", late.stdout)

    def test_standard_input_and_built_in(self):
        text = json.dumps(record("good", artifacts=[weights()]))
        self.assertEqual(run(self.policy, "-", *DAY, input=text).returncode, 0)
        self.assertEqual(self.code(self.policy, "openai/gpt-oss-120b"), 0)
        self.assertEqual(self.code(ROOT / "examples/ci/openness-policy.yaml", "openai/gpt-oss-120b"), 0)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1])
