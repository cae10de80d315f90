"""The Model Openness Tool on its own entries, its own test data and random entries.

The tool answers with lists of components and with progress in floating point. Both are rebuilt from our
report: the lists from the levels of the criteria, in the tool's order; progress from the exact fractions,
with the tool's one division and one multiplication, so that the last bit can be compared.
"""

import functools
import json
import pathlib
from fractions import Fraction

FOLDER = "mof"
RUBRIC = "mot-2026"
SHARES = {"3": "progress_iii", "2": "progress_ii", "1": "progress_i"}
CLASSES = {"unclassified": 0, "class_iii": 3, "class_ii": 2, "class_i": 1}
LABELS = ["Unclassified", "Class I - Open Science Model", "Class II - Open Tooling Model",
          "Class III - Open Model"]
REPORT, PAPER = "technical_report", "research_paper"
# Components as the tool's settings list them; each class takes its own from here.
REQUIRED = {
    3: ["architecture", "final_parameters", "evaluation_results", "model_card", "data_card", REPORT],
    2: ["training_code", "inference_code", "evaluation_code", "evaluation_data"],
    1: ["datasets", "preprocessing_code", "intermediate_parameters", PAPER],
}
OPTIONAL = {3: ["sample_outputs"], 2: ["libraries"], 1: ["metadata"]}
LISTS = ("missing", "included", "invalid", "unlicensed", "optional")


@functools.lru_cache(maxsize=None)
def titles():
    """What the rubric calls each class: a report names levels by their ids only."""
    path = pathlib.Path(__file__).resolve().parents[3] / "data" / "rubrics" / (RUBRIC + ".json")
    combine = json.loads(path.read_text(encoding="utf-8"))["combine"]
    return {level["id"]: level["title"] for level in next(n for n in combine if n["id"] == "class")["levels"]}


def evaluate(levels):
    """The tool's lists per class and the components whose license is made for another type."""
    required, optional, other, classes = [], [], [], {}
    for number in (3, 2, 1):
        required += REQUIRED[number]
        optional += OPTIONAL[number]
        lists = classes[number] = {name: [] for name in LISTS}
        for name, status in [(n, "included") for n in required] + [(n, "optional") for n in optional]:
            level = levels[name]
            if level == "missing":
                if status == "included":
                    lists["missing"].append(name)
            elif level in ("included", "other_type"):
                lists[status].append(name)
                if level == "other_type" and name not in other:
                    other.append(name)
            else:
                lists[level].append(name)
    # A paper in any state stands for a report that is not open.
    paper = next((s for s in ("included", "invalid", "unlicensed") if PAPER in classes[1][s]), None)
    if REPORT not in classes[3]["included"] and paper is not None:
        for number, lists in classes.items():
            if REPORT in lists["missing"]:
                lists["missing"].remove(REPORT)
            if number != 1:
                lists[paper].append(PAPER)
    return classes, other


def progress(report, name):
    """A share of our report as the tool computes it: included / total * 100."""
    score = next(s for s in report["scores"] if s["id"] == name)
    if score["lower"] != score["upper"]:
        return "%s .. %s" % (score["lower"]["text"], score["upper"]["text"])
    share = Fraction(int(score["lower"]["num"]), int(score["lower"]["den"])) / score["scale"]
    return float(share) * 100


def ours(report):
    names = {c["id"]: c["title"] for c in report["criteria"]}
    levels = {c["id"]: c["lower"] if c["lower"] == c["upper"] else "undecided" for c in report["criteria"]}
    if "undecided" in levels.values():
        return {"undecided": levels}
    classes, other = evaluate(levels)
    answer = {"classification": CLASSES[report["level"]["headline"]],
              "progress": {number: progress(report, share) for number, share in SHARES.items()}}
    total = 0.0
    for number in ("3", "2", "1"):
        total += answer["progress"][number]
    answer["total_progress"] = total / 3
    answer["label"] = titles()[report["level"]["headline"]]
    answer["classes"] = {str(number): {k: [names[n] for n in v] for k, v in lists.items()}
                         for number, lists in classes.items()}
    answer["not_type_appropriate"] = [names[n] for n in other]
    return answer


def theirs(expected):
    answer = {name: expected[name] for name in ("classification", "progress", "total_progress",
                                                "not_type_appropriate")}
    answer["label"] = expected.get("label", LABELS[expected["classification"]])
    answer["classes"] = {number: {name: lists[name] for name in LISTS}
                         for number, lists in expected["classes"].items()}
    return answer


def entry(number, given):
    """A random entry as a document: a release needs a name."""
    return {"framework": {"name": "Model Openness Framework", "version": "1.0", "date": "2024-12-15"},
            "release": {"name": "random %d" % number, "producer": "random", **given}}


def run(engine, folder, result):
    for line, answers, files in (("mof tool models", "expected.json", "models"),
                                 ("mof tool test data", "testdata_expected.json", "testdata")):
        if not (folder / answers).is_file():
            result.skip(line, "", "no %s" % answers)
            continue
        for expected in json.loads((folder / answers).read_text(encoding="utf-8")):
            name = expected["file"]
            imported = engine.imported(None, (folder / files / name).read_bytes(), name)
            report = imported.report(0, RUBRIC)
            result.case(line, name, dict(ours(report), format=imported.format),
                        dict(theirs(expected), format="mot"))
    if not (folder / "random_models.json").is_file():
        result.skip("mof tool random models", "", "no random_models.json")
        return
    random = json.loads((folder / "random_models.json").read_text(encoding="utf-8"))
    for number, case in enumerate(random):
        data = json.dumps(entry(number, case["input"])).encode()
        report = engine.imported("mot", data, "random-%d.json" % number).report(0, RUBRIC)
        result.case("mof tool random models", str(number), ours(report), theirs(case))
