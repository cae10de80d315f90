"""Every kind of output satisfies its JSON Schema.

usage: check_output.py COMMAND SOURCE_ROOT   (exit 77: skipped, no jsonschema)
"""
import itertools
import json
import pathlib
import subprocess
import sys

try:
    import jsonschema
except ImportError:
    # A private interpreter may lack the distribution's package.
    if sys.executable != "/usr/bin/python3" and pathlib.Path("/usr/bin/python3").exists():
        sys.exit(subprocess.run(["/usr/bin/python3", *sys.argv]).returncode)
    print("jsonschema is not installed")
    sys.exit(77)

COMMAND, ROOT = sys.argv[1], pathlib.Path(sys.argv[2])
LICENSES = sorted(p.stem for p in (ROOT / "data/licenses").rglob("*.json"))
RELEASES = ["openai/gpt-oss-120b", "bigscience/bloom", "meta-llama/Llama-3.2-3B-Instruct",
            "deepseek-ai/DeepSeek-R1", "LLM360/Amber"]
USES = [[], ["--commercial", "--mau", "800000000", "--territory", "DE"],
        ["--action", "share_finetune", "--noncommercial", "--field", "military"],
        ["--action", "distill", "--revenue", "5000000", "--currency", "USD", "--business", "none",
         "--date", "2024-01-01"]]
failures = checked = 0


def outputs(*arguments):
    result = subprocess.run([COMMAND, *map(str, arguments)], capture_output=True, text=True)
    if not result.stdout:
        sys.exit(f"{' '.join(map(str, arguments))}: nothing, {result.stderr}")
    document = json.loads(result.stdout)
    return document if isinstance(document, list) else [document]


def check(schema, *arguments):
    global failures, checked
    name = json.loads((ROOT / f"data/schema/{schema}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(name)
    validator = jsonschema.Draft202012Validator(name)
    for document in outputs(*arguments):
        checked += 1
        for error in itertools.islice(validator.iter_errors(document), 3):
            failures += 1
            place = "/".join(str(p) for p in error.absolute_path)
            print(f"{' '.join(map(str, arguments))[:100]}: /{place}: {error.message[:300]}")


def check_imports():
    record = {"format": "openness-release/1", "id": "acme/one", "name": "One", "producer": "Acme",
              "kind": "unknown", "colour": 1, "artifacts": []}
    result = subprocess.run([COMMAND, "import", "-", "--report", "json"], input=json.dumps(record),
                            capture_output=True, text=True, check=True)
    report = json.loads(result.stdout)
    assert report["notes"] and report["releases"][0]["id"] == "acme/one", report
    folder = ROOT / "tests/fuzz/corpus/import"
    readable = [p for p in sorted(folder.iterdir())
                if subprocess.run([COMMAND, "import", p], capture_output=True).returncode == 0]
    check("import", "import", "--report", "json", *readable, *sorted((ROOT / "data/releases").rglob("*.json"))[:5])


check_imports()


def check_merges():
    """A conflict, what a policy settles, and names that differ."""
    folder = ROOT / "tests/cli/merge"
    tuned = [folder / "tuned.md", folder / "tuned.license.json"]
    for policy in ([], ["--policy", "newest"], ["--policy", "restrictive"]):
        check("merge", "import", "--merge", *policy, "--report", "json", *tuned)
    check("merge", "import", "--merge", "--report", "json", folder / "gated.md", folder / "gated.api.json")


check_merges()
for policy in sorted((ROOT / "examples/policies").glob("*.yaml")):
    check("check", "check", policy, *RELEASES, "no/such-release", "-f", "json")
    check("check", "check", policy, RELEASES[0], "-f", "json", "--as-of", "2025-01-01", "--indeterminate", "fail")
for release in RELEASES + ["mistralai/Mistral-Large-Instruct-2407", "microsoft/MAI-Voice-1"]:
    check("claim", "claim", release, "-f", "json")
    check("lineage", "lineage", release, "-f", "json")
for release in RELEASES:
    for rubric in ("g7-2026", "spectrum-1", "osai-2026", "os-ai-map-finetune"):
        check("unknowns", "unknowns", release, "-r", rubric, "-f", "json")
    for rubric, to in (("g7-2026", "open_source"), ("spectrum-1", "60"), ("osai-2026", "0.8"), ("mof-1.0", None)):
        check("plan", "plan", release, "-r", rubric, "-f", "json", *(["--to", to] if to else []))
    check("report", "score", release, "-r", "spectrum-1", "-r", "osaid-1.0", "-r", "mof-1.0", "-f", "json")
    for use in USES:
        check("answer", "may", release, "-f", "json", *use)
SET = ["-f", "json", "-r", "spectrum-1", "-r", "dpg-ai", "-r", "chaoss-draft", "-r", "os-ai-map-finetune"]
check("agreement", "agree", "-f", "json")
check("agreement", "agree", *SET)
check("agreement", "agree", *SET, "--as-of", "2024-01-01")
check("dominance", "rank", *RELEASES, "--dominance", *SET)
check("dominance", "rank", *RELEASES, "-r", "osaid-1.0", "-f", "json", "--as-of", "2025-01-01")
for rubric in ("spectrum-1", "osai-2026", "mot-2026"):
    for weights in (["factor:3"], ["any", "--samples", "0"]):
        check("weights", "rank", *RELEASES, "google/gemini-2.5-pro", "-r", rubric, "-f", "json", "--weights", *weights)
for release in RELEASES:
    check("report", "score", release, "--stale-after", "30", "--as-of", "2026-12-01", "-f", "json")
    check("timeline", "timeline", release, "--full", "-f", "json", "-r", "spectrum-1", "-r", "mof-1.0")
    check("diff", "diff", release, "-f", "json", "--as-of-a", "2025-02-01", "-r", "osaid-1.0", "-r", "spectrum-1")
    check("diff", "diff", release, RELEASES[0], "-f", "json", "--mode", "assessed")
check("timeline", "timeline", "--producer", "Meta", "google/gemma-4-31B-it", "-f", "json")
check("license-reading", "license", "-f", "json", *LICENSES, "MIT OR (Apache-2.0 AND llama-3.1)")
check("license-reading", "license", "-f", "json", "--as-of", "2020-01-01", "llama-2")
for index, license_id in enumerate(LICENSES[::9]):
    check("answer", "may", license_id, "-f", "json", *USES[index % len(USES)])
    check("license-diff", "license", "diff", license_id, LICENSES[-1 - index], "-f", "json")
print(f"{checked} documents, {failures} failures")
sys.exit(1 if failures or checked < 100 else 0)
