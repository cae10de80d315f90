"""The Artificial Analysis license ladder against the sub-scores that it published.

usage: check_aa_licenses.py FOLDER COMMAND SOURCE_ROOT

FOLDER holds scores_*.tsv with the columns slug, license_name and weightsLicense;
when it is absent the check is skipped (exit 77). Rows without a license name are
closed models. A row counts when its license is known: the name is on record, and
the reading of it is decided. Exit 1 when fewer than 96 % of those agree.
"""
import csv
import json
import pathlib
import re
import subprocess
import sys

LEAST = 96
# Weights that were tuned from others stand under both licenses (the index says that a
# derivative is bounded by what it was made from). Its rows do not name the base.
BASES = [("llama-3-3-nemotron", "llama-3.3"), ("llama-3-1-nemotron", "llama-3.1"),
         ("llama-nemotron-super-49b-v1-5", "llama-3.3")]


def key(text):
    """As license-names.json describes it."""
    text = re.sub(r"[ \t\n\v\f\r]+", " ", text).strip(" ").lower()
    text = re.sub(r"[_ -]+", "-", text[:-1] if text.endswith(".") and len(text) > 1 else text)
    return text[4:] if text.startswith("the-") and text != "the-" else text


def read_names(root):
    """Names of licenses on record: key -> list of ids, more than one for a family."""
    names = json.loads((root / "data/vocabulary/license-names.json").read_text(encoding="utf-8"))
    found = {}
    for path in sorted((root / "data/licenses").glob("*.json")):
        license_id = json.loads(path.read_text(encoding="utf-8"))["id"]
        found[key(license_id)] = [license_id]
    for alias in names["aliases"]:
        found[key(alias["text"])] = [alias["license"]]
    for tag, license_id in names["tags"].items():
        found[key(tag)] = [license_id]
    for family in names["families"]:
        found[key(family["text"])] = family["members"]
    return found


def candidates(row, names):
    """Expressions that the license of a row can be; of a family the maker's own."""
    name = key(row["license_name"])
    short = re.sub(r"-licen[sc]es?$", "", name)
    members = names.get(name) or names.get(short, [])
    if len(members) > 1:
        maker = row["slug"].split("-")[0]
        members = [m for m in members if m.startswith(maker)]
        exact = [m for m in members if m.startswith(row["slug"] + "-")]
        members = exact or members
    base = next((b for prefix, b in BASES if row["slug"].startswith(prefix)), None)
    return [m if base in (None, m) else "%s AND %s" % (m, base) for m in members]


def levels(command, expressions):
    """expression -> level of the ladder, None where it is not decided or not on record."""
    found = {}
    for expression in expressions:
        run = subprocess.run([command, "license", expression, "-f", "json"], capture_output=True,
                             text=True, check=False, encoding="utf-8")
        if run.returncode == 0:
            readings = json.loads(run.stdout)["readings"]
            value = next(r["value"] for r in readings if r["id"] == "aa")
            found[expression] = None if value == "unknown" else int(value)
    return found


def main():
    folder, command, root = pathlib.Path(sys.argv[1]), sys.argv[2], pathlib.Path(sys.argv[3])
    tables = sorted(folder.glob("scores_*.tsv")) if folder.is_dir() else []
    if not tables:
        print("skipped: no scores of Artificial Analysis in %s" % folder.name)
        return 77
    with open(tables[-1], encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["license_name"]]
    names = read_names(root)
    choices = [candidates(row, names) for row in rows]
    known = levels(command, sorted({e for choice in choices for e in choice}))
    equal, skipped, different = 0, [], []
    for row, choice in zip(rows, choices):
        ours = {known.get(expression) for expression in choice}
        line = "%s (%s)" % (row["slug"], " or ".join(choice) or row["license_name"])
        if len(ours) != 1 or None in ours:
            skipped.append(line)
        elif ours == {int(row["weightsLicense"])}:
            equal += 1
        else:
            different.append("%s: ours %d, theirs %s" % (line, ours.pop(), row["weightsLicense"]))
    for line in different:
        print("different: " + line)
    for line in skipped:
        print("skipped: " + line)
    cases = equal + len(different)
    print("%d cases, %d equal, %d different, %d skipped" % (cases, equal, len(different),
                                                            len(skipped)))
    return 0 if cases and 100 * equal >= LEAST * cases else 1


sys.exit(main())
