"""The files of examples/ci/ do what they say.

usage: test_ci.py COMMAND SOURCE_ROOT

Parses them (PyYAML; skipped without it), runs every script in them that calls the command on
records that pass, fail, leave it open or cannot be read, and holds the outcome against the
README beside them. Steps that build the command are not run.
"""
import json
import os
import pathlib
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import unittest
import xml.etree.ElementTree as ET

try:
    import yaml
except ImportError:
    print("PyYAML is missing")
    sys.exit(77)

COMMAND, ROOT = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
CI = ROOT / "examples" / "ci"
GITHUB, GITLAB = "github-workflow.yml", "gitlab-ci.yml"

# One record for each verdict of a policy that asks for weights and a listed license.
POLICY = """format: openness-policy/1
name: test
requirements:
  - id: weights
    fact: weights
    at_least: full
"""


def record(name, access):
    evidence = [{"source": "https://example.org/" + name, "read": "2026-11-20"}]
    artifacts = [] if access is None else [{"kind": "weights", "access": access, "extent": "full",
                                            "license": "Apache-2.0", "evidence": evidence}]
    return {"format": "openness-release/1", "id": "example-org/" + name, "name": name,
            "producer": "Example", "kind": "base", "artifacts": artifacts}


MODELS = {0: json.dumps(record("open", "public")), 1: json.dumps(record("closed", "none")),
          2: json.dumps(record("unknown", None)), 3: "{"}


def load(name):
    return yaml.safe_load((CI / name).read_text(encoding="utf-8"))


class Ci(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / "bin").mkdir()
        (self.folder / "bin" / "openness").symlink_to(COMMAND)
        (self.folder / "models").mkdir()

    def place(self, policy, models):
        (self.folder / "openness-policy.yaml").write_text(policy, encoding="utf-8")
        for file in (self.folder / "models").iterdir():
            file.unlink()
        for number, text in enumerate(models):
            (self.folder / "models" / f"m{number}.json").write_text(text, encoding="utf-8")

    def sh(self, script, **more):
        env = {"PATH": f"{self.folder}/bin:{os.environ['PATH']}", "LC_ALL": "C.UTF-8",
               "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
               "GITHUB_OUTPUT": str(self.folder / "output"), **more}
        if "ASAN_OPTIONS" in os.environ:
            env["ASAN_OPTIONS"] = os.environ["ASAN_OPTIONS"]
        # As both services run a script: it stops at the first command that fails.
        return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", script], cwd=self.folder,
                              env=env, capture_output=True, text=True, encoding="utf-8",
                              check=False)

    def github(self):
        steps = load(GITHUB)["jobs"]["check"]["steps"]
        return {step["name"]: step for step in steps if "name" in step}

    def test_every_call_is_one_that_the_command_takes(self):
        """A misspelled option or policy is code 3, which no verdict on good records has."""
        self.place((CI / "openness-policy.yaml").read_text(encoding="utf-8"), [MODELS[0]])
        calls = set()
        for file in sorted(CI.iterdir()):
            text = re.sub(r"\\\n\s*", " ", file.read_text(encoding="utf-8"))
            calls |= set(re.findall(r"^\s*(?:-\s+|entry:\s+)?(openness (?:check|badge|validate)\b"
                                    r"[^|>\n]*)", text, flags=re.M))
        self.assertGreaterEqual(len(calls), 4)
        for call in sorted(calls):
            call = call.strip()
            if "models/" not in call:
                call += " --indeterminate=pass models/m0.json"
            run = self.sh(call)
            self.assertIn(run.returncode, (0, 1, 2), f"{call}: {run.stderr}")
            self.assertEqual(run.stderr, "", call)

    def test_policy_asks_what_its_comments_say(self):
        self.place((CI / "openness-policy.yaml").read_text(encoding="utf-8"),
                   [MODELS[0], MODELS[1]])
        run = self.sh("openness check openness-policy.yaml models/ -f json --as-of 2026-11-22")
        self.assertEqual(run.returncode, 1, run.stderr)
        document = json.loads(run.stdout)
        self.assertEqual(document["policy"]["name"] if isinstance(document["policy"], dict)
                         else document["policy"], "production")

    def test_workflow(self):
        workflow = load(GITHUB)
        self.assertEqual(workflow["permissions"], {"contents": "read", "security-events": "write"})
        steps = workflow["jobs"]["check"]["steps"]
        for step in steps:
            if "uses" in step:
                self.assertRegex(step["uses"], r"^(actions/checkout|github/codeql-action/"
                                               r"upload-sarif)@v\d+$")
        named = self.github()
        sarif = named["Upload the findings"]["with"]["sarif_file"]
        for code, text in MODELS.items():
            self.place(POLICY, [MODELS[0], text])
            for name in ("summary.md", "output", sarif):
                (self.folder / name).unlink(missing_ok=True)
            run = self.sh(named["Check"]["run"])
            self.assertEqual(run.returncode, 0, run.stderr)
            self.assertEqual((self.folder / "output").read_text(), f"verdict={code}\n")
            self.assertIn("|", (self.folder / "summary.md").read_text(encoding="utf-8"))
            results = json.loads((self.folder / sarif).read_text())["runs"][0]["results"]
            levels = [result["level"] for result in results]
            self.assertEqual(levels, {0: [], 1: ["error"], 2: ["warning"], 3: ["error"]}[code])
            for result in results:
                place = result["locations"][0]["physicalLocation"]
                self.assertEqual(place["artifactLocation"]["uri"], "models/m1.json")
            verdict = self.sh(named["Verdict"]["run"], VERDICT=str(code))
            self.assertEqual(verdict.returncode, code)
            self.assertEqual("::error" in verdict.stdout, code != 0)
        # A step that never ran leaves no verdict: that is no pass.
        self.assertEqual(self.sh(named["Verdict"]["run"], VERDICT="").returncode, 3)

    def test_gitlab(self):
        job = load(GITLAB)["openness"]
        self.assertEqual(job["allow_failure"], {"exit_codes": [2]})
        report = self.folder / job["artifacts"]["reports"]["junit"]
        self.assertTrue(report.name.endswith(".xml"))
        for code, text in MODELS.items():
            self.place(POLICY, [MODELS[0], text])
            report.unlink(missing_ok=True)
            run = self.sh("\n".join(job["script"]))
            self.assertEqual(run.returncode, code, run.stderr)
            suites = ET.parse(report).getroot()
            self.assertEqual((suites.get("failures"), suites.get("errors")),
                             {0: ("0", "0"), 1: ("1", "0"), 2: ("1", "0"), 3: ("0", "1")}[code])
            self.assertEqual(suites.find(".//testcase").get("file"), "models/m0.json")

    def test_hooks(self):
        hooks = load("pre-commit-hooks.yaml")
        local = load("pre-commit-config.yaml")["repos"][0]
        self.assertEqual(local["repo"], "local")
        for hook in [*hooks, *local["hooks"]]:
            self.assertEqual(hook["language"], "system")
            self.assertIsNotNone(re.search(hook["files"], "models/deep/one.yaml"))
            self.assertIsNone(re.search(hook["files"], "openness-policy.yaml"))
            for code, text in MODELS.items():
                self.place(POLICY, [MODELS[0], text])
                # As pre-commit calls it: entry, arguments, files.
                call = [*shlex.split(hook["entry"]), *hook["args"], "models/m0.json",
                        "models/m1.json"]
                run = self.sh(shlex.join(call))
                self.assertEqual(run.returncode, 0 if code == 2 else code, run.stderr)

    def test_readme_lists_every_file(self):
        text = (CI / "README.md").read_text(encoding="utf-8")
        for file in CI.iterdir():
            if file.name != "README.md":
                self.assertIn(f"]({file.name})", text)

    def test_addresses(self):
        """Nothing is fetched from an address that somebody made up."""
        for file in CI.iterdir():
            self.assertNotRegex(file.read_text(encoding="utf-8"), r"https?://")


unittest.main(argv=sys.argv[:1])
