"""Opening up ChatGPT: what scripts/consolidate_csv.py answers on the entries of the frozen index.

Folder: projects/*.yaml and expected.json with "models" in the table's order. An entry without a name is no row of
theirs; ours is read with a note that says so.
"""

import json
import unicodedata
from fractions import Fraction

FOLDER = "ouc"
RUBRIC = "opening-up-chatgpt-14"


def unnamed(imported):
    """Whether the entry has no name of its own, so that the table drops it."""
    return any(note["message"].startswith("no name:") for note in imported.notes)


def total(report):
    """(exact, as printed); an interval would not be an answer."""
    score = next(score for score in report["scores"] if score["headline"])
    if score["lower"] != score["upper"]:
        raise ValueError("the sum is not decided")
    return Fraction(score["lower"]["num"], score["lower"]["den"]), score["lower"]["text"]


def run(engine, folder, result):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["models"]
    theirs = {unicodedata.normalize("NFC", row["file"]): row for row in expected}
    rows = []
    for path in sorted((folder / "projects").glob("*.yaml")):
        imported = engine.imported(None, path.read_bytes(), path.name)
        if unnamed(imported):
            continue
        points, text = total(imported.report(0, RUBRIC))
        rows.append((points, imported.records[0]["name"]))
        name = unicodedata.normalize("NFC", path.name)
        row = theirs.get(name)
        # Their sums of halves are exact; the table shows them with one decimal.
        result.case(RUBRIC + ", index", name, [float(points), text, rows[-1][1]],
                    row and [float(row["openness"]), "%.1f" % row["openness"], row["name"]])
    rows.sort(key=lambda row: (-row[0], row[1]))
    order = [row["name"] for row in sorted(expected, key=lambda row: row["rank"])]
    for place in range(max(len(order), len(rows))):
        result.case(RUBRIC + ", order", "place %d" % (place + 1),
                    rows[place][1] if place < len(rows) else None,
                    order[place] if place < len(order) else None)
