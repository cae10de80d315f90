"""Records in every form, reports as numbers, text and rows, licenses, comparisons."""
import datetime
import json
from fractions import Fraction

import pytest

import openness
import sample

MINIMAL = {"format": "openness-release/1", "id": "me/tiny", "name": "Tiny", "producer": "Me",
           "kind": "base",
           "artifacts": [{"kind": "weights", "access": "public", "extent": "full", "license": "MIT",
                          "evidence": [{"source": "https://example.org/tiny", "shows": "page"}]}]}


def test_a_record_in_every_form_gives_one_report(record, text, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(text, encoding="utf-8")
    forms = [record, text, text.encode(), path, str(path), openness.Release(record)]
    assert len({openness.score(form, "g7-2026").to_json() for form in forms}) == 1
    known = openness.default_database().extend(record)
    assert openness.score("example/middle", "g7-2026", database=known).vector \
        == openness.score(record, "g7-2026").vector


def test_an_id_wins_over_a_file_of_its_name(record, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bigscience").mkdir()
    (tmp_path / "bigscience" / "bloom").write_text(json.dumps(record), encoding="utf-8")
    (tmp_path / "mine").write_text(json.dumps(record), encoding="utf-8")
    assert openness.score("bigscience/bloom").release == "bigscience/bloom"
    assert openness.score("./bigscience/bloom").release == "example/middle"
    assert openness.score("mine").release == "example/middle"


def test_both_ends_are_exact():
    report = openness.score(MINIMAL)
    found = next(s for s in report.to_dict()["scores"] if s["headline"])
    assert report.lower == Fraction(found["lower"]["num"], found["lower"]["den"])
    assert report.upper == Fraction(found["upper"]["num"], found["upper"]["den"])
    assert isinstance(report.lower, Fraction) and report.lower < report.upper
    assert not report.score.decided and report.score.scale == 100
    assert str(report.score) == f"{report.lower_text}-{report.upper_text}" == report.cell()
    settled = openness.score("LLM360/Amber")
    assert settled.score.decided and settled.lower == settled.upper and 99 < settled.lower < 100
    assert str(settled.score) == settled.lower_text == settled.upper_text


def test_a_rubric_without_a_score_has_a_level(record):
    report = openness.score("bigscience/bloom", "osaid-1.0")
    assert report.score is report.lower is report.upper is None
    assert (report.level, report.label) == ("fails", "Not Open Source AI")
    assert report.levels == ("fails", "fails") and report.applies == "yes"
    assert openness.score("bigscience/bloom", "mteb-6").levels is None


def test_every_level_of_every_rubric_has_words():
    known = openness.default_database()
    for rubric in map(openness.Rubric, known.rubrics):
        for release in known.releases:
            report = openness.score(release, rubric)
            assert (report.level is None) == (report.label is None), (release, rubric)
            if report.levels and report.applies == "yes":
                for level in report.levels:
                    assert rubric.level_title(level) or level == "not_applicable", (rubric, level)
            if report.score:
                assert report.score.lower <= report.score.upper <= report.score.scale


def test_as_of_takes_a_day_or_a_text():
    before = openness.score("bigscience/bloom", as_of="2021-01-01")
    assert before.vector == openness.score("bigscience/bloom", as_of=datetime.date(2021, 1, 1)).vector
    assert before.vector != openness.score("bigscience/bloom").vector
    with pytest.raises(openness.Error) as caught:
        openness.score("bigscience/bloom", as_of="2021")
    assert caught.value.code == openness.E_ARGUMENT


def test_modes(record):
    record["assessments"] = [{"rubric": "g7-2026", "criterion": "training_code_released",
                              "level": "no", "by": "Somebody", "date": "2026-06-01",
                              "evidence": [{"source": "https://example.org", "shows": "a table"}]}]
    try:
        reports = {m: openness.score(record, "g7-2026", mode=m) for m in ("record", "assessed")}
    except openness.Error as failure:
        pytest.fail(str(failure))
    assert reports["record"].vector != reports["assessed"].vector
    with pytest.raises(ValueError, match="mode"):
        openness.score(record, mode="guess")


def test_a_rubric_in_every_form(root, text):
    path = root / "data" / "rubrics" / "g7-2026.json"
    document = json.loads(path.read_text(encoding="utf-8"))
    document["id"] = "mine"
    forms = ["g7-2026", path, document, json.dumps(document), openness.Rubric("g7-2026")]
    levels = {openness.score(text, form).level for form in forms}
    assert levels == {"open_source"} or len(levels) == 1
    mine = openness.Rubric(document)
    assert (mine.id, mine.version) == ("mine", document["version"]) and mine.title == document["title"]
    assert openness.score(text, document).label == openness.score(text, "g7-2026").label


def test_what_decided_and_what_is_next():
    report = openness.score("bigscience/bloom", "osaid-1.0")
    assert {"criterion", "holds", "fact", "claims"} <= set(report.reasons[0])
    assert any(not reason["holds"] for reason in report.reasons)
    assert report.next_steps[0]["to_level"] == "passes"
    assert [c["id"] for c in report.criteria] == [row["criterion"] for row in report.rows()]
    assert openness.score("bigscience/bloom").open_questions[0]["question"].endswith("?")


def test_rows_are_flat_and_fit_a_table():
    rows = openness.score("bigscience/bloom").rows()
    assert len({tuple(row) for row in rows}) == 1
    assert all(isinstance(value, (str, bool, type(None))) for row in rows for value in row.values())


def test_text_comes_from_the_library():
    report = openness.score("bigscience/bloom")
    assert report.vector in report.text() and report.vector in report.markdown()
    assert "\x1b[" in report.text(color=True) and "\x1b[" not in report.text()
    assert len(report.text(brief=True)) < len(report.text())
    assert json.loads(report.to_json(compact=True)) == report.to_dict() == json.loads(report.to_json())
    assert str(report) == report.text(brief=True) and "67.1-69.2" in repr(report)


def test_a_vector_reads_back():
    report = openness.score("bigscience/bloom", "g7-2026")
    again = openness.Report.from_vector(report.vector)
    assert (again.vector, again.level, again.label, again.release) \
        == (report.vector, report.level, report.label, "")
    with pytest.raises(openness.Error) as caught:
        openness.Report.from_vector("OPN1/g7-2026@1/W:9")
    assert caught.value.code == openness.E_VECTOR


def test_score_json_is_the_report(text):
    assert json.loads(openness.score_json(text)) == openness.score(text).to_dict()


def test_the_catalog(record):
    known = openness.Database()
    assert "bigscience/bloom" in known.releases and "g7-2026" in known.rubrics
    assert "MIT" in known.licenses and "weights_access" in known.facts
    assert known.titles("release")["bigscience/bloom"] == "BLOOM 176B"
    assert known.show("license", "MIT")["id"] == "MIT"
    assert known.digest == openness.versions()["digest"] and known.digest[:12] in repr(known)
    more = known.extend(record)
    assert "example/middle" in more.releases and "example/middle" not in known.releases
    assert more.digest != known.digest
    assert known.extend().digest == known.digest


def test_validate(record, root):
    assert openness.validate(record)["kind"] == "release"
    rubric = root / "data" / "rubrics" / "g7-2026.json"
    assert openness.validate(rubric, corpus=True)["id"] == "g7-2026"
    record["surplus"] = 1
    assert openness.validate(record)["issues"][0]["pointer"] == "/surplus"
    with pytest.raises(openness.Error):
        openness.validate(record, strict=True)


def test_licenses():
    assert openness.License("Apache 2.0").expression == "Apache-2.0"
    assert openness.License("MIT OR Apache-2.0").describe()
    llama = openness.License("llama-3.1")
    assert llama.may("host").verdict == "conditional"
    assert llama.diff("llama-3.3")["format"] == "openness-license-diff/1"
    assert "llama-3.1" in llama.diff(openness.License("llama-3.3")).text()
    assert "700,000,000" in llama.text() and llama.markdown()
    assert openness.License.resolve("GPL")["kind"] == "family"
    assert llama == openness.License("llama-3.1") and len({llama, openness.License("MIT")}) == 2
    with pytest.raises(openness.NotFoundError, match="any of GPL-1.0"):
        openness.License("GPL")
    with pytest.raises(openness.NotFoundError):
        openness.License("no such thing")


def test_may(record):
    answer = openness.may("llama-3.1", "host", commercial=True, monthly_active_users=800_000_000)
    assert answer.verdict == "forbidden"
    assert any(line.verdict == "forbidden" and line.term == "gates" and line.clause
               for line in answer.lines)
    assert openness.may(record, "share").lines == openness.may(
        openness.Release(record), "share", artifact="weights").lines
    assert openness.may("bigscience/bloom", fields=["medical_advice"]).verdict == "forbidden"
    assert answer.to_dict()["verdict"] == "forbidden" and answer.text() and answer.markdown()
    with pytest.raises(TypeError, match="verdict"):
        bool(answer)
    with pytest.raises(ValueError, match="release"):
        openness.may("MIT", artifact="weights")
    with pytest.raises(openness.Error) as caught:
        openness.may("MIT", "jump")
    assert caught.value.issues[0].pointer == "/action"


def test_compare():
    found = openness.compare(rubrics=["spectrum-1", "g7-2026"])
    lows = [report[0].lower for report in found.reports]
    assert lows == sorted(lows, reverse=True) and len(lows) == len(openness.default_database().releases)
    assert set(found.rows()[0]) == {"release", "spectrum-1", "g7-2026"}
    assert found.text().count("\n") > len(lows) and found.markdown().startswith("| release |")
    assert len(json.loads(found.to_json())) == 2 * len(lows)
    listed = openness.compare(["openai/gpt-oss-120b", "LLM360/Amber"], "g7-2026")
    assert [row["release"] for row in listed.rows()] == ["openai/gpt-oss-120b", "LLM360/Amber"]
    with pytest.raises(TypeError, match="list"):
        openness.compare("bigscience/bloom")


def test_rank_and_why():
    weights = openness.rank(["LLM360/Amber", "bigscience/bloom"], samples=100)
    assert weights["format"] == "openness-weights/1" and "format" in weights and weights.markdown()
    order = openness.rank(["LLM360/Amber", "bigscience/bloom"], ["g7-2026", "osaid-1.0"],
                          by="dominance")
    assert order.to_dict()["format"] == "openness-dominance/1" and len(order) == len(list(order))
    parts = openness.why("bigscience/bloom", "g7-2026", "osaid-1.0")
    assert "osaid-1.0 is the stricter here" in str(parts)
    with pytest.raises(ValueError, match="by is"):
        openness.rank(by="taste")


ANALYSES = {
    "analyze_unknowns": lambda: openness.unknowns("bigscience/bloom"),
    "analyze_plan": lambda: openness.plan("bigscience/bloom", "g7-2026", to="open_source"),
    "analyze_agreement": lambda: openness.agree(["bigscience/bloom", "LLM360/Amber"]),
    "analyze_timeline": lambda: openness.timeline(["bigscience/bloom"]),
    "analyze_claim": lambda: openness.claim("bigscience/bloom"),
    "analyze_lineage": lambda: openness.lineage("deepseek-ai/DeepSeek-R1"),
    "analyze_diff": lambda: openness.diff(openness.score("bigscience/bloom"),
                                          openness.score("bigscience/bloom", as_of="2021-01-01")),
}


@pytest.mark.parametrize("name", sorted(ANALYSES))
def test_analyses_that_the_library_may_have(name):
    from openness._library import lib
    if lib().has("openness_" + name):
        found = ANALYSES[name]()
        assert found["format"].startswith("openness-") and found.text() and found.markdown()
    else:
        with pytest.raises(openness.LibraryError, match="has no openness_" + name):
            ANALYSES[name]()


def test_import(tmp_path):
    document = tmp_path / "model.json"
    document.write_text(json.dumps(sample.foreign()), encoding="utf-8")
    found = openness.import_document(document, read="2026-11-21",
                                     origin="https://example.org/model.json")
    assert found.to_dict() == openness.import_document(
        document.read_bytes(), read=datetime.date(2026, 11, 21),
        origin="https://example.org/model.json").to_dict()
    assert len(found) == 1 and found.format in openness.import_formats()
    [release] = found.releases
    assert openness.score(release, "mof-1.0").release == release.id
    assert found.records[0]["id"] == release.id and found.to_dict() and found.text()
    assert found.note_counts()["ignored"] == 2 == len(found.to_dict()["notes"]) and found.markdown()
    with pytest.raises(openness.Error) as caught:
        openness.import_document(b"[1, 2]")
    assert caught.value.issues[0].id == "unknown-format"


@pytest.mark.parametrize("threads", [1, 4])
def test_many_keep_their_order(record, threads):
    def many():
        for i in range(600):
            yield {**record, "id": f"example/r{i}"}
    expected = [f"example/r{i}" for i in range(600)]
    assert [row["id"] for row in openness.batch(many(), "g7-2026", threads=threads)] == expected
    assert [report.release for report in openness.reports(many(), "g7-2026", threads=threads)] \
        == expected


def test_a_row_says_what_the_report_says(record, text, tmp_path):
    path = tmp_path / "record.json"
    path.write_text(json.dumps(record, indent=1), encoding="utf-8")
    forms = [record, text, path, path.read_text(encoding="utf-8"), "bigscience/bloom",
             openness.Release(record)]
    for rubric in ("g7-2026", "spectrum-1", "mteb-6"):
        rows = list(openness.batch(forms, rubric))
        for row, report in zip(rows, openness.reports(forms, rubric)):
            assert set(row) == set(rows[0])
            assert (row["id"], row["vector"], row["level"]) \
                == (report.release, report.vector, report.level)
            assert (row["level_lower"], row["level_upper"]) == (report.levels or (None, None))
            assert row["score_lower"] == (report.lower_text or None)
            assert row["score_upper"] == (report.upper_text or None)
            assert (row["rubric"], row["applies"]) == (report.rubric, report.applies)


@pytest.mark.parametrize("threads", [1, 3])
def test_a_bad_record_among_many(record, text, threads):
    bad = [b"", "[]", "{", text[:-1] + "\n", text.replace('"Middle"', '"Mid\ndle"')]
    for kind, many in ((dict, openness.batch), (openness.Report, openness.reports)):
        for wrong in bad:
            found = list(many([record, wrong, record], threads=threads, errors="return"))
            assert [type(entry) for entry in found] == [kind, openness.Error, kind]
            with pytest.raises(openness.Error) as caught:
                list(many([record, wrong], threads=threads))
            assert str(caught.value) == str(found[1]) and found[1].code in (
                openness.E_JSON, openness.E_SCHEMA)
        with pytest.raises(ValueError, match="raise or return"):
            many([], errors="hide")
        with pytest.raises(ValueError, match="mode"):
            many([], mode="guess")
        assert not list(many([], threads=threads))


def test_lines_in_and_out(text):
    answers = [json.loads(line) for line in
               openness.score_lines(f"{text}\n\n{{}}\n".encode(), "g7-2026").splitlines()]
    assert [answer["line"] for answer in answers] == [1, 3]
    assert answers[0]["vector"] == openness.score(text, "g7-2026").vector
    assert answers[1]["error"]["code"] == "E_SCHEMA"


def test_many_are_read_as_needed(record):
    taken = []

    def endless():
        while True:
            taken.append(1)
            yield record
    for many, room in ((openness.reports, 1), (openness.batch, 256)):
        for threads in (1, 2):
            taken.clear()
            next(many(endless(), threads=threads))
            assert len(taken) <= 4 * threads * room
