"""docs/policy.md shows each policy of examples/policies as it stands.

usage: check_policy_page.py SOURCE_ROOT [--update]
A comment <!-- examples/policies/NAME.yaml --> stands before the block that shows the file; every file has
one, and each kind of requirement an example. What the policies print is held by check_readme.py.
"""
import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
page = root / "docs/policy.md"
text = page.read_text(encoding="utf-8")
files = {f"examples/policies/{path.name}": path.read_text(encoding="utf-8")
         for path in sorted((root / "examples/policies").glob("*.yaml"))}
shown = dict(re.findall(r"<!-- (\S+) -->\n```yaml\n(.*?)```\n", text, flags=re.S))
if "--update" in sys.argv:
    for name in shown:
        text = re.sub(rf"(<!-- {re.escape(name)} -->\n```yaml\n).*?```\n",
                      lambda m, name=name: m.group(1) + files[name] + "```\n", text, flags=re.S)
    page.write_text(text, encoding="utf-8")
    sys.exit(0)
wrong = sorted(name for name in files.keys() | shown.keys() if files.get(name) != shown.get(name))
kinds = ["rubric", "lower_bound", "criterion", "may", "fact", "evidence", "license", "conflicts", "exceptions"]
absent = [kind for kind in kinds if not any(re.search(rf"\b{kind}:", body) for body in shown.values())]
print(f"{len(files)} policies; differ: {wrong}; without an example: {absent}")
sys.exit(1 if wrong or absent else 0)
