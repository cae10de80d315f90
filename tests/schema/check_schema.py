"""Every shipped document satisfies its JSON Schema; the release schema is current.

usage: check_schema.py SOURCE_ROOT   (exit 77: skipped, no jsonschema)
"""
import json
import pathlib
import subprocess
import sys

root = pathlib.Path(sys.argv[1])
generated = subprocess.run(
    [sys.executable, str(root / "data/embed.py"), "--schema",
     str(root / "data/vocabulary/record.json")], capture_output=True, text=True, check=True).stdout
if generated != (root / "data/schema/release.schema.json").read_text(encoding="utf-8"):
    sys.exit("data/schema/release.schema.json is stale: run data/embed.py --schema")
try:
    import jsonschema
except ImportError:
    # A private interpreter may lack the distribution's package.
    if sys.executable != "/usr/bin/python3" and pathlib.Path("/usr/bin/python3").exists():
        sys.exit(subprocess.run(["/usr/bin/python3", *sys.argv]).returncode)
    print("jsonschema is not installed")
    sys.exit(77)

failures = checked = 0
for kind, place in [("release", "releases"), ("license", "licenses"), ("rubric", "rubrics"),
                    ("verdicts", "verdicts.json"),
                    ("claims", "vocabulary/claims.json")]:
    schema = json.loads((root / f"data/schema/{kind}.schema.json").read_text(encoding="utf-8"))
    validator = jsonschema.Draft202012Validator(schema)
    home = root / "data" / place
    for path in sorted(home.rglob("*.json")) if home.is_dir() else [home]:
        checked += 1
        for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))):
            failures += 1
            place = "/".join(str(p) for p in error.absolute_path)
            print(f"{path.relative_to(root)}: /{place}: {error.message[:200]}")
print(f"{checked} documents, {failures} failures")
sys.exit(1 if failures or checked < 100 else 0)
