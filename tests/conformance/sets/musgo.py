"""MusGO: what scripts/consolidate_csv.py answers on the assessments of its leaderboard.

Folder: projects/*.yaml and expected.json with "models" in the leaderboard's order. A project without a name is no row
of theirs; ours is read with a note that says so.
"""

import json
import unicodedata

FOLDER = "musgo"
RUBRIC = "musgo-1.0"


def unnamed(imported):
    """Whether the entry has no name of its own, so that the leaderboard drops it."""
    return any(note["message"].startswith("no name:") for note in imported.notes)


def scores(report):
    """Whole numbers by id; an interval would not be an answer."""
    if any(score["lower"] != score["upper"] for score in report["scores"]):
        raise ValueError("a score is not decided")
    return {score["id"]: int(score["lower"]["text"]) for score in report["scores"]}


def run(engine, folder, result):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))["models"]
    theirs = {unicodedata.normalize("NFC", row["file"]): row for row in expected}
    rows = []
    for path in sorted((folder / "projects").glob("*.yaml")):
        imported = engine.imported(None, path.read_bytes(), path.name)
        if unnamed(imported):
            continue
        ours = scores(imported.report(0, RUBRIC))
        rows.append((ours["openness"], ours["stars"], imported.records[0]["name"]))
        name = unicodedata.normalize("NFC", path.name)
        row = theirs.get(name)
        result.case(RUBRIC + ", index", name, dict(ours, name=rows[-1][2]), row and {
            "openness": row["openness"], "stars": row["stars"], "name": row["name"]})
    rows.sort(key=lambda row: (-row[0], -row[1], row[2]))
    order = [row["name"] for row in sorted(expected, key=lambda row: row["rank"])]
    for place in range(max(len(order), len(rows))):
        result.case(RUBRIC + ", order", "place %d" % (place + 1),
                    rows[place][2] if place < len(rows) else None,
                    order[place] if place < len(order) else None)
