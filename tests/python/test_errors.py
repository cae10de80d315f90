"""Failures: what they carry, and how they read."""
import pickle

import pytest

import openness


def test_every_issue_with_its_place(record):
    record["artifacts"][1]["license"] = "Apache-2,0"
    record["artifacts"][2]["access"] = "sometimes"
    with pytest.raises(openness.Error) as caught:
        openness.score(record)
    error = caught.value
    assert (error.code, error.name) == (openness.E_SCHEMA, "E_SCHEMA")
    assert {issue.pointer for issue in error.issues} \
        >= {"/artifacts/1/license", "/artifacts/2/access"}
    assert all(issue.line == 1 and issue.column > 1 and issue.id and issue.message
               and issue.severity == "error" for issue in error.issues)
    assert str(error).startswith("2 problems\n") and "/artifacts/2/access (line 1, column" in str(error)


@pytest.mark.parametrize("text, code", [
    ("{", openness.E_JSON), ('{"a": 1,}', openness.E_JSON), ("{}", openness.E_SCHEMA),
    ("[]", openness.E_SCHEMA), ('{"format": "openness-release/9"}', openness.E_VERSION),
    (b"\xff", openness.E_JSON), ('{"id": "\udcff"}', openness.E_JSON), (b"", openness.E_JSON),
    ("[" * 10000, openness.E_LIMIT)])
def test_texts_that_are_no_record(text, code):
    with pytest.raises(openness.Error) as caught:
        openness.score(text)
    assert caught.value.code == code


def test_a_line_and_a_column():
    with pytest.raises(openness.Error) as caught:
        openness.score('{\n  "format": "openness-release/1",\n  "id": tru\n}')
    assert caught.value.issues[0].line == 3 and caught.value.issues[0].column >= 9


def test_names_that_nothing_has():
    with pytest.raises(openness.NotFoundError, match='did you mean "bigscience/bloom"') as caught:
        openness.score("bigscience/blom")
    assert isinstance(caught.value, LookupError) and caught.value.code == openness.E_NOT_FOUND
    with pytest.raises(openness.NotFoundError, match="g7-2026"):
        openness.score("bigscience/bloom", "g7-2062")
    with pytest.raises(openness.NotFoundError):
        openness.default_database().show("fact", "nothing")
    with pytest.raises(FileNotFoundError):
        openness.score("./nowhere.json")
    with pytest.raises(ValueError, match="NUL"):
        openness.score("bigscience/bloom\0")


def test_values_that_json_does_not_have(record):
    record["surplus"] = float("nan")
    with pytest.raises(ValueError):
        openness.score(record)
    record["surplus"] = object()
    with pytest.raises(TypeError):
        openness.score(record)


def test_an_error_crosses_processes():
    with pytest.raises(openness.Error) as caught:
        openness.score("{}")
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is openness.Error and again.issues == caught.value.issues
    assert str(again) == str(caught.value) and again.code == caught.value.code


def test_strict(record):
    record["surplus"] = 1
    assert "surplus" in openness.Release(record).warnings[0]
    with pytest.raises(openness.Error, match="surplus"):
        openness.Release(record, strict=True)
