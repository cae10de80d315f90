"""python -m openness prints what the command prints, byte for byte, and ends as it does."""
import json
import os
import pathlib
import subprocess
import sys

import pytest

import sample

COMMAND = os.environ.get("OPENNESS_COMMAND")
TWO = ["bigscience/bloom", "openai/gpt-oss-120b"]
CASES = [
    ["score", TWO[0]], ["score", *TWO, "-r", "g7-2026", "-r", "osaid-1.0", "-f", "json"],
    ["score", TWO[0], "--full", "--width", "100"], ["score", *TWO, "-f", "markdown"],
    ["score", "-f", "vector", TWO[0], "-r", "g7-2026", TWO[1]], ["score", TWO[0], "--as-of", "2021-05-01"],
    ["score", TWO[0], "--as-of", "2021"], ["score", TWO[0], "--mode", "fill", "-f", "json"],
    ["score", "bigscience/blom"], ["score", TWO[0], "nowhere", TWO[1]], ["score", "nowhere.json"],
    ["score", TWO[0], "-r", "g7-2062"], ["score", "{record}"], ["score", "{bad}"], ["score", "-"],
    ["score", "{record}", "--strict"], ["score", "example/middle", "--data", "{record}"],
    ["score", "{record}", "-r", "{rubric}"], ["score", "{foreign}", "-r", "mof-1.0"],
    ["score", "{foreign}", "--from", "no-format"], ["score", TWO[0], "--data", "{bad}"],
    ["compare"], ["compare", "--width", "50"], ["compare", *TWO, "-f", "markdown"],
    ["compare", *TWO, "-f", "json", "-r", "mteb-6"], ["compare", *TWO, "-f", "vector"],
    ["compare", "--why", "g7-2026", "osaid-1.0", *TWO],
    ["compare", "--why", "g7-2026", "osaid-1.0", *TWO, "-f", "json"],
    ["compare", "--why", "g7-2026", "osaid-1.0"],
    ["may", "llama-3.1"], ["may", "llama-3.1", "--mau", "800,000,000", "--action", "share_finetune"],
    ["may", "MIT", "-f", "json"], ["may", "llama-3.1", "--business", "none", "--commercial"],
    ["may", TWO[0], "--action", "host", "--field", "medical_advice", "-f", "markdown"],
    ["may", "{record}", "--artifact", "tokenizer"], ["may", "MIT", "--artifact", "weights"],
    ["may", "MIT", "--action", "jump"], ["may", "GPL"], ["may", "none such"],
    ["may", "deepseek-ai/DeepSeek-R1", "--revenue", "1_000", "--currency", "USD", "--territory", "DE"],
    ["--version"],
]


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("files")
    root = pathlib.Path(__file__).resolve().parents[2]
    record = sample.record()
    (folder / "record.json").write_text(json.dumps({**record, "surplus": 1}), encoding="utf-8")
    record["artifacts"][0]["access"] = "sometimes"
    (folder / "bad.json").write_text(json.dumps(record), encoding="utf-8")
    (folder / "foreign.json").write_text(json.dumps(sample.foreign()), encoding="utf-8")
    return {"record": str(folder / "record.json"), "bad": str(folder / "bad.json"),
            "rubric": str(root / "data" / "rubrics" / "g7-2026.json"),
            "foreign": str(folder / "foreign.json")}


def run(program, words, stdin):
    done = subprocess.run([*program, *words], input=stdin, capture_output=True)
    return done.returncode, done.stdout, done.stderr


@pytest.mark.skipif(not COMMAND, reason="no command of the same build")
@pytest.mark.parametrize("words", CASES, ids=" ".join)
def test_same_as_the_command(words, files):
    with open(files["record"], "rb") as file:
        stdin = file.read()
    filled = [word.format(**files) if word.startswith("{") else word for word in words]
    expected = run([COMMAND], filled, stdin)
    assert run([sys.executable, "-m", "openness"], filled, stdin) == expected


@pytest.mark.parametrize("words", [[], ["dance"], ["score"], ["score", "x", "--width", "1"],
                                   ["may", "MIT", "--mau", "many"]])
def test_wrong_usage(words):
    code, out, said = run([sys.executable, "-m", "openness"], words, b"")
    assert code == 1 and not out and said


def test_help():
    code, out, _ = run([sys.executable, "-m", "openness"], ["--help"], b"")
    assert code == 0 and b"score|may|compare" in out
