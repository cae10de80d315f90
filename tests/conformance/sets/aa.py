"""Artificial Analysis: sub-scores and index of every row, as published on one day.

The sub-scores are judgments of its raters, so that they enter as assessments: what is compared is the
arithmetic, to the last digit that the file prints.
"""

import csv
from fractions import Fraction

FOLDER = "aa"
RUBRIC = "aa-1.0"
COLUMNS = {
    "weightsAccess": "weights_access",
    "weightsLicense": "weights_license",
    "dataPretrainAccess": "pretraining_data_access",
    "dataPretrainLicense": "pretraining_data_license",
    "dataPosttrainAccess": "posttraining_data_access",
    "dataPosttrainLicense": "posttraining_data_license",
    "methodologyDisclosure": "methodology_disclosure",
    "methodologyLicense": "methodology_license",
}


def printed(end):
    """As the file prints a number: the nearest double, in the fewest digits that give it back."""
    text = repr(float(Fraction(end["num"], end["den"])))
    return text[:-2] if text.endswith(".0") else text


def index_of(engine, row):
    """Both ends of the index from the eight sub-scores."""
    assessments = [{"rubric": RUBRIC, "version": 1, "criterion": criterion, "level": row[column],
                    "by": "Artificial Analysis"} for column, criterion in COLUMNS.items()]
    report = engine.score({"assessments": assessments}, RUBRIC, "assessed")
    headline = next(score for score in report["scores"] if score["headline"])
    return [printed(headline["lower"]), printed(headline["upper"])]


def run(engine, folder, result):
    for path in sorted(folder.glob("*.tsv")):
        with path.open(encoding="utf-8", newline="") as text:
            for row in csv.DictReader(text, delimiter="\t"):
                result.case(RUBRIC, row["slug"], index_of(engine, row), [row["opennessIndex"]] * 2)
