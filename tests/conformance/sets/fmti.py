"""Foundation Model Transparency Index: totals, domains, subdomains and means from the files of scores.

Every table in the folder is handed to the importer without a word on what it is. Files of scores give
one record per company; every other table (lists of indicators) has to be refused.
"""

import json
from fractions import Fraction

from engine import LibraryError

FOLDER = "fmti"
FORMAT = "fmti"


def number(end):
    return Fraction(end["num"], end["den"])


def shares(report):
    """Totals, domains and subdomains in the shape of the expectation, plain numbers."""
    scores = {score["title"]: score for score in report["scores"]}
    for score in scores.values():
        assert score["lower"] == score["upper"], score
    domains = [title[:-len(", percent")] for title in scores if title.endswith(", percent")]
    return {
        "total": number(scores["Total"]["lower"]),
        "by_domain": {name: number(scores[name]["lower"]) for name in domains},
        "by_domain_pct": {name: float(number(scores[name + ", percent"]["lower"])) for name in domains},
        "by_subdomain": {title.replace(": ", " / "): number(score["lower"])
                         for title, score in scores.items() if ": " in title},
    }


def edition(engine, path, expected, result):
    """All companies of one file; the rubric is the one that the importer has found."""
    imported = engine.imported(None, path.read_bytes(), path.name)
    totals = []
    for index, record in enumerate(imported.records):
        rubric = record["assessments"][0]["rubric"]
        ours = shares(imported.report(index, rubric))
        totals.append(ours["total"])
        result.case(rubric, record["producer"], ours, expected["companies"].get(record["producer"]))
    names = [record["producer"] for record in imported.records]
    wrong = [note["message"] for note in imported.notes if note["kind"] == "contradicted"]
    result.case("fmti editions", path.name,
                {"companies": sorted(names), "mean_total": float(sum(totals) / len(totals)), "wrong": wrong},
                {"companies": sorted(expected["companies"]), "mean_total": expected["mean_total"], "wrong": []})


def run(engine, folder, result):
    expected = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    for path in sorted(folder.glob("*.csv")):
        when = next((name for name in expected if path.name.startswith(name + "_scores")), None)
        if when:
            edition(engine, path, expected[when], result)
            continue
        for form in (None, FORMAT):
            try:
                outcome = "read as %s" % engine.imported(form, path.read_bytes(), path.name).format
            except LibraryError:
                outcome = "refused"
            result.case("fmti other tables", "%s as %s" % (path.name, form), outcome, "refused")
