"""Golden cases: one folder each, input.json and args, and what must come out.

A case expects expected.txt, expected.json or expected.error (standard error,
exit code 2). scores.tsv holds every built-in release under every rubric; a
change of it needs a line in CHANGELOG.md under "ABI and scores". The digest of
the data stands as DIGEST in them: it moves with every change of data/.

usage: run_golden.py COMMAND SOURCE_ROOT [--update]
"""
import json
import os
import pathlib
import subprocess
import sys

command, root = sys.argv[1], pathlib.Path(sys.argv[2])
update = "--update" in sys.argv
golden = root / "tests" / "golden"
failures = cases = 0


def run(arguments, stdin=None):
    return subprocess.run([command, *arguments], input=stdin, capture_output=True, text=True,
                          env={**os.environ, "NO_COLOR": "1"})


digest = run(["--version"]).stdout.split()[-1]


def compare(path, actual):
    global failures, cases
    cases += 1
    actual = actual.replace(digest, "DIGEST").replace(digest[:12], "DIGEST")
    if update:
        path.write_text(actual, encoding="utf-8")
    elif not path.exists() or path.read_text(encoding="utf-8") != actual:
        failures += 1
        print(f"{path.relative_to(root)} differs; now:\n{actual[:3000]}")


for folder in sorted(p for p in golden.glob("*/*") if p.is_dir()):
    arguments = (folder / "args").read_text(encoding="utf-8").split()
    source = folder / "input.json"
    stdin = source.read_text(encoding="utf-8") if source.exists() else None
    result = run(arguments, stdin)
    kind = next((k for k in ("json", "error", "txt") if (folder / f"expected.{k}").exists()), "txt")
    if kind == "error" and result.returncode != 2:
        failures += 1
        print(f"{folder.relative_to(root)}: exit code {result.returncode}, not 2")
    compare(folder / f"expected.{kind}", result.stderr if kind == "error" else result.stdout)

rows = ["release\trubric\tlower\tupper\tscore\tvector\n"]
for report in json.loads(run(["compare", "-f", "json"]).stdout):
    level = report.get("level") or {}
    score = next((s for s in report["scores"] if s.get("headline")), None)
    span = f"{score['lower']['text']}-{score['upper']['text']}" if score else ""
    rows.append("\t".join([report["release"]["id"], report["rubric"]["id"],
                           level.get("lower", ""), level.get("upper", ""), span,
                           report["vector"]]) + "\n")
compare(golden / "scores.tsv", "".join([rows[0]] + sorted(rows[1:])))
print(f"{cases} cases, {failures} failures")
sys.exit(1 if failures or cases < 5 else 0)
