"""python -m openness prints what the command prints, byte for byte, and ends as it does."""
import json
import os
import pathlib
import subprocess
import sys

import pytest

import openness
import sample

COMMAND = os.environ.get("OPENNESS_COMMAND")
TWO = ["bigscience/bloom", "openai/gpt-oss-120b"]
DAY, READ = ["--today", "2026-11-22"], ["--read", "2026-11-21"]
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
    ["score", "{card}"], ["score", "{answer}", "-r", "g7-2026", "--read", "2026-11-21"],
    ["score", "{bom}", "-f", "vector"], ["score", "{gguf}", "-f", "json"], ["may", "{card}"],
    ["check", "{policy}", TWO[0], *DAY], ["check", "{policy}", "{models}", *DAY],
    ["check", "{policy}", "{models}", *DAY, "-f", "json"], ["check", "{policy}", "{answer}", *DAY],
    ["check", "{policy}", "{card}", "{answer}", "{bom}", "{gguf}", "{foreign}", *DAY, "-f", "markdown"],
    ["check", "{policy}", "{bad}", "nowhere/at-all", "bigscience/blom", *DAY, "-f", "sarif"],
    ["check", "{policy}", "{models}", *DAY, "-f", "sarif", "--brief"],
    ["check", "{policy}", "{models}", *DAY, "-f", "junit", "--read", "2026-11-21"],
    ["check", "{policy}", "{card}", *DAY], ["check", "{policy}", "{card}", *DAY, "--indeterminate", "pass"],
    ["check", "{policy}", "{card}", *DAY, "--indeterminate=fail", "--width", "60"],
    ["check", "{policy}", "-", *DAY], ["check", "{policy}", "{record}", "--strict", *DAY, "-f", "json"],
    ["check", "{policy}", TWO[0], "--as-of", "2021-05-01"], ["check", "{policy}", TWO[0], "--today", "2021"],
    ["check", "{policy}", "example/middle", "--data", "{record}", *DAY],
    ["check", "{policy}", TWO[0], "--data", "{bad}"], ["check", "{record}", TWO[0]],
    ["check", "nowhere.yaml", TWO[0]], ["check", "{policy}", "{empty}"],
    ["check", "{policy}", "{record}", "--from", "no-format", *DAY],
    ["check", "{policy}", "{record}", "-o", "/nowhere/at/all", *DAY],
    ["check", "{policies}level.yaml", *TWO, *DAY, "--width", "100"],
    ["import", "{card}", *READ], ["import", "{answer}", *READ, "--report", "json"],
    ["import", "{card}", "{answer}", *READ], ["import", "{card}", "{answer}", *READ, "--report", "json"],
    ["import", "{gguf}", "--source", "https://huggingface.co/example-org/small/blob/main/a.gguf", *READ],
    ["import", "{foreign}", "--from", "mot", *READ, "--report", "markdown"], ["import", "-", *READ],
    ["import", "{bad}", *READ], ["import", "{bad}", "{card}", "nowhere.md", *READ],
    ["import", "{card}", "--from", "no-format"], ["import", "{card}", "--read", "yesterday"],
    ["import", "{broken}", *READ], ["import", "{card}", "{card}", "--source", "x"],
    ["import", "{card}", "{answer}", *READ, "--source", "https://example.org/a", "--source", "b"],
    ["import", "{card}", "--id", "a/b"], ["import", "{card}", "--policy", "newest"],
    ["import", "{card}", "{answer}", "--merge", *READ], ["import", "{list}", *READ],
    ["import", "{list}", "{card}", "--merge", *READ], ["import", "{list}", "--merge", "--id", "none/such", *READ],
    ["import", "{card}", "{answer}", "--merge", *READ, "--policy", "restrictive", "--report", "text"],
    ["import", "{card}", "{answer}", "--merge", *READ, "--id", "a/b", "--report", "markdown"],
    ["import", "{card}", "{answer}", "--merge", *READ, "--report", "json", "--strict"],
    ["import", "{dataset}", "{card}", "--merge", "--data-stage", "sft", *READ],
    ["import", "{dataset}", "{card}", "--merge", "--data-stage", "evaluation", "--data-complete", *READ],
    ["import", "{dataset}", "--merge", "--data-stage", "rl", *READ],
    ["import", "{card}", "nowhere.md", "--merge", *READ], ["import", "{card}", "-o", "/nowhere/at/all"],
    ["badge", TWO[0], "-r", "g7-2026"], ["badge", TWO[0], "-r", "spectrum-1", "--json"],
    ["badge", TWO[0], "-r", "mof-1.0", "--as-of", "2026-01-01", "--json", "--svg"], ["badge", TWO[0]],
    ["badge", *TWO, "-r", "g7-2026"], ["badge", "{answer}", "-r", "{rubric}", *READ, "--json"],
    ["badge", "nowhere", "-r", "g7-2026"], ["badge", TWO[0], "-r", "g7-2062"],
    ["badge", TWO[0], "-r", "g7-2026", "-o", "/nowhere/at/all"],
    ["badge", "{bare}", "-r", "g7-2026"], ["badge", TWO[0], "-r", "g7-2026", "--json", "-o", "-"],
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
    written = {"card": ("card.md", sample.CARD), "answer": ("answer.json", sample.answer()),
               "bom": ("bom.json", sample.bom()), "policy": ("policy.json", sample.policy()),
               "dataset": ("dataset.md", "---\nlicense: cc-by-4.0\nsize_categories: [1K<n<10K]\n"
                           "task_categories: [text-generation]\n---\n# Data\n"),
               "bare": ("bare.json", {"format": "openness-release/1", "id": "a/b", "name": "B",
                                      "producer": "A", "kind": "base", "artifacts": []}),
               "list": ("list.json", [sample.answer(), {**sample.answer(), "id": "example-org/other"}]),
               "broken": ("broken.json", '{"format": "openness-release/1",\n "id": }')}
    for name, text in written.values():
        (folder / name).write_text(text if isinstance(text, str) else json.dumps(text), encoding="utf-8")
    (folder / "weights.gguf").write_bytes(sample.gguf())
    (folder / "empty").mkdir()
    (folder / "models" / "deep").mkdir(parents=True)
    for name in ("bad.json", "card.md", ".hidden.json", "deep/answer.json", "ä.json", "Z.json"):
        (folder / "models" / name).write_text(
            json.dumps(record) if name == "bad.json" else sample.CARD if name == "card.md"
            else json.dumps(sample.answer()), encoding="utf-8")
    return {**{key: str(folder / name) for key, (name, _) in written.items()},
            "gguf": str(folder / "weights.gguf"), "empty": str(folder / "empty"),
            "models": str(folder / "models"), "policies": str(root / "examples" / "policies") + "/",
            "record": str(folder / "record.json"), "bad": str(folder / "bad.json"),
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


@pytest.mark.skipif(not COMMAND, reason="no command of the same build")
@pytest.mark.parametrize("words", [
    ["import", "{card}", "{answer}", "-o", "records/"], ["import", "{card}", "-o", "a.json"],
    ["import", "{card}", "{answer}", "-o", "a.json", "--report", "text"],
    ["import", "{answer}", "{card}", "--merge", "-o", "records/"],
    ["import", "{answer}", "{list}", "-o", "records/"], ["import", "{broken}", "{answer}", "-o", "a.json"],
    ["import", "{answer}", "{card}", "--merge", "-o", "a.json", "--report", "json"],
    ["check", "{policy}", "{models}", "-f", "junit", "-o", "a.xml", *DAY],
    ["check", "{policy}", "{models}", "-o", "a.txt", *DAY],
    ["badge", TWO[0], "-r", "g7-2026", "-o", "a.svg"]], ids=" ".join)
def test_same_files(words, files, tmp_path):
    filled = [word.format(**files) if word.startswith("{") else word for word in words]
    found = []
    for name, program in (("c", [COMMAND]), ("python", [sys.executable, "-m", "openness"])):
        folder = tmp_path / name
        folder.mkdir()
        path = {**os.environ, "PYTHONPATH": str(pathlib.Path(openness.__file__).parents[1])}
        done = subprocess.run([*program, *filled], cwd=folder, capture_output=True, env=path)
        found.append((done.returncode, done.stdout, done.stderr,
                      {str(file.relative_to(folder)): file.read_bytes()
                       for file in folder.rglob("*") if file.is_file()}))
    assert found[0] == found[1] and found[0][3]


@pytest.mark.parametrize("words", [
    ["check"], ["check", "p"], ["check", "p", "t", "--nonsense"], ["check", "p", "t", "-f", "vector"],
    ["check", "p", "t", "--indeterminate", "maybe"], ["check", "nowhere.json", TWO[0]],
    ["check", "p", "t", "--data", "nowhere.json"]])
def test_a_check_that_fails_to_run_is_no_verdict(words):
    code, out, said = run([sys.executable, "-m", "openness"], words, b"")
    assert code == 3 and not out and said


def test_two_records_of_one_id_are_not_one_file(files, tmp_path):
    words = ["import", files["answer"], files["list"], "-o", f"{tmp_path}/"]
    code, out, said = run([sys.executable, "-m", "openness"], words, b"")
    assert code == 2 and b"example-org/small" in said
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == ["other.json", "small.json"]


def test_weights_that_are_larger_than_a_document(tmp_path):
    path = tmp_path / "large.gguf"
    path.write_bytes(sample.gguf())
    os.truncate(path, 5 << 30)
    code, out, said = run([sys.executable, "-m", "openness"], ["score", str(path)], b"")
    assert code == 0 and out and b"read as gguf" in said


@pytest.mark.parametrize("words", [[], ["dance"], ["score"], ["score", "x", "--width", "1"],
                                   ["may", "MIT", "--mau", "many"],
                                   ["import"], ["import", "x", "--report", "sarif"], ["badge"],
                                   ["import", "x", "--policy", "widen"], ["badge", "x", "-r", "y", "--mode", "z"],
                                   ["import", "x", "--data-complete"], ["import", "x", "--data-stage", "rl"]])
def test_wrong_usage(words):
    code, out, said = run([sys.executable, "-m", "openness"], words, b"")
    assert code == 1 and not out and said


def test_help():
    code, out, _ = run([sys.executable, "-m", "openness"], ["--help"], b"")
    assert code == 0 and b"score|may|compare|check|import|badge" in out
    for command in ("score", "may", "compare", "check", "import", "badge"):
        code, out, _ = run([sys.executable, "-m", "openness"], [command, "--help"], b"")
        assert code == 0 and command.encode() in out
