"""Documents of others, merging, policies, badges, annotations: what they give and what they refuse."""
import importlib.util
import json
import os
import pathlib
import pickle
import threading
import xml.etree.ElementTree

import pytest

import openness
import sample

DAY = "2026-11-22"


@pytest.fixture
def folder(tmp_path):
    """One file of each kind."""
    (tmp_path / "README.md").write_text(sample.CARD, encoding="utf-8")
    (tmp_path / "answer.json").write_text(json.dumps(sample.answer()), encoding="utf-8")
    (tmp_path / "bom.json").write_text(json.dumps(sample.bom()), encoding="utf-8")
    (tmp_path / "small.gguf").write_bytes(sample.gguf())
    return tmp_path


def policy(**more):
    return openness.Policy({**sample.policy(), **more})


# --- any format ----------------------------------------------------------------------------------

@pytest.mark.parametrize("name, kind, license", [
    ("README.md", "hf-card", "Apache-2.0"), ("answer.json", "hf-hub", "MIT"),
    ("bom.json", "cyclonedx", "MIT"), ("small.gguf", "gguf", "MIT")])
def test_score_takes_any_format(folder, name, kind, license):
    path = folder / name
    found = openness.import_document(path, read=DAY)
    assert found.format == kind and found.to_dict()["source"] == str(path)
    [weights] = [a for a in found.records[0]["artifacts"] if a["kind"] == "weights"]
    assert weights["license"] == license
    for given in (path, str(path), path.read_bytes()):
        assert openness.score(given, "g7-2026").level == found.releases[0].score("g7-2026").level
    assert openness.may(path, "run").verdict == openness.may(found.releases[0], "run").verdict


def test_score_takes_an_object(folder):
    assert openness.score(sample.answer()).release == "example-org/small"
    assert openness.score(json.dumps(sample.bom())).release == "Example/small"
    assert openness.import_document(sample.answer(), origin="https://example.org/a").to_dict()[
        "source"] == "https://example.org/a"
    rows = list(openness.batch([sample.answer(), folder / "README.md", sample.record(), folder / "small.gguf"]))
    assert [row["id"].split("/")[1] for row in rows][::2] == ["small", "middle"]


@pytest.mark.parametrize("size", [17 << 20, 5 << 30])
def test_of_large_weights_the_beginning_is_read(folder, size):
    path = folder / "small.gguf"
    os.truncate(path, size)
    small = openness.import_document(sample.gguf(), prefix=True, origin=str(path), read=DAY)
    assert openness.import_document(path, read=DAY).records == small.records
    assert openness.score(path).release == small.releases[0].id
    [row] = openness.batch([path])
    assert row["id"] == small.releases[0].id
    check = policy().check([path], today=DAY)
    assert check.verdict == "indeterminate" and not check.problems


def test_a_prefix_is_for_headers_only():
    assert openness.import_document(sample.gguf()[:60], prefix=True).format == "gguf"
    with pytest.raises(openness.Error) as caught:
        openness.import_document(sample.gguf()[:60])
    assert caught.value.issues[0].id == "truncated-header"
    with pytest.raises(openness.Error) as caught:
        openness.import_document(sample.CARD.encode(), prefix=True)
    assert caught.value.code == openness.E_LIMIT


def test_too_large_is_not_read_whole(folder):
    path = folder / "large.json"
    path.write_text('{"id": "', encoding="utf-8")
    os.truncate(path, 5 << 30)
    for call in (openness.score, openness.import_document, openness.validate, openness.Policy,
                 openness.annotate, openness.default_database().extend):
        with pytest.raises(openness.Error) as caught:
            call(path)
        assert caught.value.code == openness.E_LIMIT


def test_a_document_of_several(tmp_path):
    path = tmp_path / "list.json"
    path.write_text(json.dumps([sample.answer(), {**sample.answer(), "id": "example-org/other"}]),
                    encoding="utf-8")
    assert len(openness.import_document(path)) == 2
    with pytest.raises(openness.Error, match="2 releases: import_document"):
        openness.score(path)
    check = policy().check([path], today=DAY)
    assert [release["id"] for release in check.releases] == ["example-org/small", "example-org/other"]


@pytest.mark.parametrize("data", [
    b"GGUF", b"GGUF\x03\0\0\0" + b"\xff" * 16, b"\xff" * 8 + b"{}", b"\0" * 64, b"---\n&a [*a, *a]\n---\n",
    b"---\na: " + b"[" * 5000 + b"\n---\n", b"---\nlicense: {no: no}\n---\n", b'{"bomFormat": "CycloneDX"}',
    b'{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": 5}', b'{"error": "Repository not found"}',
    b'{"@context": 1, "@graph": {}}', b"\x10\0\0\0\0\0\0\0{\"__metadata__\"", b"---\n" + b"a" * 70000,
    b"MIT", b"[[[[", b"\xef\xbb\xbf", b"PK\x03\x04"], ids=range(17))
def test_hostile_documents(data, tmp_path):
    path = tmp_path / "hostile"
    path.write_bytes(data)
    calls = (lambda: openness.import_document(data), lambda: openness.score(data),
             lambda: openness.merge([data, sample.answer()]), lambda: openness.Policy(data),
             lambda: openness.annotate(data), lambda: openness.import_document(data, prefix=True))
    for call in calls:
        try:
            call()
        except openness.Error as failure:
            assert failure.code in (openness.E_JSON, openness.E_SCHEMA, openness.E_LIMIT,
                                    openness.E_VERSION)
            assert all(issue.id and issue.message for issue in failure.issues)
    check = policy().check([path, data], today=DAY)
    assert check.verdict in ("error", "indeterminate", "fail") and len(check.releases) == 2
    for text in (check.text(), check.to_markdown(), check.to_sarif(), check.to_junit()):
        assert text


def test_names_of_files_are_whatever_bytes(tmp_path):
    name = os.fsdecode(bytes(tmp_path / "x") + b"\xff\n<b>.md")
    try:
        pathlib.Path(name).write_text(sample.CARD, encoding="utf-8")
    except OSError:
        pytest.skip("the file system wants UTF-8")
    for call in (lambda: openness.import_document(name), lambda: openness.score(pathlib.Path(name))):
        try:
            call()
        except openness.Error as failure:
            assert failure.issues or failure.message
    check = policy().check([name], today=DAY)
    assert len(check.releases) == 1 and check.text()
    xml.etree.ElementTree.fromstring(check.to_junit())
    json.loads(check.to_sarif())


# --- merge ---------------------------------------------------------------------------------------

def test_merge(folder):
    paths = [folder / "README.md", str(folder / "answer.json")]
    merged = openness.merge(paths, read=DAY, id="example-org/small")
    [conflict] = [entry for entry in merged.conflicts if entry["about"] == "license of weights"]
    assert conflict["outcome"] == "widened"
    assert {entry["source"]: entry["value"] for entry in conflict["stated"]} \
        == {str(folder / "README.md"): "Apache-2.0", str(folder / "answer.json"): "MIT"}
    [weights] = [a for a in merged.record["artifacts"] if a["kind"] == "weights"]
    assert weights["license"] == {"one_of": ["Apache-2.0", "MIT"]} and weights["access"] == "public"
    assert merged.release.id == merged.record["id"] == "example-org/small"
    assert merged.release.score("g7-2026").level == openness.score(merged.record, "g7-2026").level
    assert openness._library.lib().openness_merged_conflict_count(merged._pointer) == len(merged.conflicts)
    assert merged.to_dict()["format"] == "openness-merge/1" and "Apache-2.0" in merged.markdown()
    assert all(len(line) <= 60 for line in merged.text(width=60).splitlines() if "/" not in line)
    assert repr(merged) == f"<Merged example-org/small: {len(merged.conflicts)} conflicts>"


@pytest.mark.parametrize("name, license", [
    ("widen", {"one_of": ["MIT", "Apache-2.0"]}), ("specific", "MIT"), ("newest", "Apache-2.0")])
def test_merge_by_a_policy(name, license):
    card = openness.import_document(sample.CARD.encode(), read="2026-11-22")
    answer = openness.import_document(sample.answer(), read="2026-11-21")
    merged = openness.merge([answer, card], name)
    [weights] = [a for a in merged.record["artifacts"] if a["kind"] == "weights"]
    assert weights["license"] == license and merged.to_dict()["policy"] == name


def test_what_datasets_were_used_for():
    data = b"---\nlicense: cc-by-4.0\nsize_categories: [1K<n<10K]\ntask_categories: [other]\n---\n# Data\n"
    origin = "https://huggingface.co/datasets/example-org/data/raw/main/README.md"
    sources = [openness.import_document(data, origin=origin), sample.answer()]

    def kinds(**more):
        return {(a["kind"], a.get("stage")) for a in openness.merge(sources, **more).record["artifacts"]}
    assert ("dataset", None) in kinds()
    assert ("training_data", "sft") in kinds(data_stage="sft") & kinds(data_stage="sft", data_complete=True)
    assert ("evaluation_data", None) in kinds(data_stage="evaluation")


def test_merge_takes_what_score_takes(folder):
    bloom = openness.default_database().show("release", "bigscience/bloom")
    for sources in (["bigscience/bloom"], [bloom, json.dumps(bloom)]):
        merged = openness.merge(sources)
        assert openness.score(merged.record).vector == openness.score("bigscience/bloom").vector
        assert not merged.conflicts
    own = openness.default_database().extend(sample.record())
    assert openness.merge(["example/middle", folder / "README.md"], database=own).release.producer == "Example"
    found = openness.import_document(sample.answer(), database=own)
    assert openness.merge([found])._database is own


def test_what_merge_refuses(folder):
    good, bad = folder / "README.md", folder / "bad.json"
    bad.write_text('{"bomFormat": "CycloneDX",\n "specVersion": 5,}', encoding="utf-8")
    with pytest.raises(openness.Error) as caught:
        openness.merge([good, bad])
    assert caught.value.source == str(bad) and str(caught.value).startswith(str(bad))
    assert caught.value.issues[0].line == 2 and caught.value.issues[0].column
    again = pickle.loads(pickle.dumps(caught.value))
    assert again.source == str(bad) and str(again) == str(caught.value)
    with pytest.raises(openness.Error) as caught:
        openness.merge([good, b"[1"])
    assert caught.value.source == "source 2"
    with pytest.raises(openness.NotFoundError, match="nowhere.md"):
        openness.merge([good, "nowhere.md"])
    with pytest.raises(FileNotFoundError):
        openness.merge([pathlib.Path("nowhere.md")])
    for sources, error in (([], openness.Error), ([good] * 65, openness.Error), ("README.md", TypeError),
                           (good.read_bytes(), TypeError), ({}, TypeError),
                           ([openness.Release("bigscience/bloom")], TypeError)):
        with pytest.raises(error):
            openness.merge(sources)
    for more, error in (({"policy": "best"}, ValueError), ({"id": "no id at all"}, openness.Error),
                        ({"id": "a\0b"}, ValueError), ({"read": "today"}, openness.Error),
                        ({"data_stage": "no stage"}, openness.Error)):
        with pytest.raises(error):
            openness.merge([good], **more)
    closed = openness.import_document(good)
    closed.close()
    with pytest.raises(ValueError, match="closed"):
        openness.merge([closed])


# --- policies ------------------------------------------------------------------------------------

def test_a_policy_from_everything(tmp_path, root):
    document = sample.policy()
    path = tmp_path / "policy.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    for source in (document, json.dumps(document), json.dumps(document).encode(), path, str(path)):
        found = openness.Policy(source)
        assert found.name == "public-weights" and found.requirements[0].id == "public"
        assert "public" in found.requirements[0].text
    check = openness.Policy(path).check(["bigscience/bloom"], today=DAY)
    assert check.to_dict()["policy"]["source"] == str(path)
    assert openness.Policy(path, origin="ours").check(["bigscience/bloom"]).to_dict()["policy"]["source"] == "ours"
    yaml = root / "examples" / "policies" / "level.yaml"
    try:
        assert openness.Policy(yaml.read_text(encoding="utf-8")).requirements == openness.Policy(yaml).requirements
    except openness.Error as failure:
        assert failure.issues[0].id == "unsupported"


@pytest.mark.parametrize("change, place", [
    ({"requirements": [{"fact": "weights_access", "atleast": "public"}]}, "/requirements/0/atleast"),
    ({"requirements": [{"fact": "weights_acess", "at_least": "public"}]}, "/requirements/0/fact"),
    ({"requirements": []}, "/requirements"), ({"surplus": 1}, "/surplus"), ({"format": "openness-policy/9"}, "")])
def test_a_fault_of_a_policy_has_its_place(change, place):
    with pytest.raises(openness.Error) as caught:
        policy(**change)
    issue = caught.value.issues[0]
    assert issue.pointer.startswith(place) and issue.line == 1 and issue.column and issue.id


@pytest.mark.parametrize("source", ["", "{", "[" * 10000, b"\xff", b"\0", "nowhere.yaml", "a: &a [*a]\n", "- \n"])
def test_texts_that_are_no_policy(source):
    with pytest.raises((openness.Error, OSError)):
        openness.Policy(source)


def test_check(folder):
    release = openness.Release(sample.record())
    check = policy().check([folder / "answer.json", sample.record(), release, "bigscience/bloom"], today=DAY)
    assert (check.verdict, check.passed, check.exit_code, check.problems) == ("pass", True, 0, ())
    assert [item["source"] for item in check.items] == [str(folder / "answer.json"), None, None, None]
    check = policy().check([sample.CARD.encode(), sample.answer()], today=DAY)
    assert (check.verdict, check.passed, check.exit_code) == ("indeterminate", False, 2)
    assert [row["verdict"] for row in check.rows()] == ["indeterminate", "pass"]
    assert set(check.rows()[0]) == {"release", "source", "requirement", "verdict", "counts_as", "reason",
                                    "missing", "next", "evidence"}
    assert all(isinstance(value, str) for value in check.rows()[1].values() if value is not None)
    with pytest.raises(TypeError, match="passed"):
        bool(check)
    for word in ("pass", "fail"):
        settled = policy().check([sample.CARD.encode()], indeterminate=word)
        assert settled.verdict == word and settled.items[0]["verdict"] == "indeterminate"
    assert repr(check) == "<Check of 2 releases: indeterminate>" and "<pre" in check._repr_html_()


def test_check_on_a_day(record):
    record["artifacts"][0].update(access="none", extent="none", license="none")
    asks = policy(exceptions=[{"release": "example/*", "requirement": "public", "reason": "a trial",
                               "expires": "2026-11-22"}])
    assert asks.check([record], today="2026-11-22").items[0]["verdict"] == "excepted"
    assert asks.check([record], today="2026-11-23").verdict == "fail"
    found = asks.check([record], as_of="2026-11-01").to_dict()
    assert (found["as_of"], found["checked_on"], found["verdict"]) == ("2026-11-01", "2026-11-01", "pass")
    for more in ({"as_of": "2026"}, {"today": "yesterday"}):
        with pytest.raises(openness.Error) as caught:
            asks.check([record], **more)
        assert caught.value.code == openness.E_ARGUMENT


def test_what_cannot_be_read_is_an_item(folder):
    bad = folder / "bad.json"
    bad.write_text('{"format": "openness-release/1",\n "id": 5}', encoding="utf-8")
    check = policy().check([bad, "no/such-release", folder / "nowhere.md", 5, sample.answer()], today=DAY)
    assert (check.verdict, check.passed, check.exit_code) == ("error", False, 3)
    assert [row["verdict"] for row in check.rows()] == ["error"] * 4 + ["pass"]
    assert [row["source"] for row in check.rows()[:4]] \
        == [str(bad), "no/such-release", str(folder / "nowhere.md"), "target 4"]
    assert "no/such-release" in check.rows()[1]["reason"]
    first, unknown, missing, number = check.problems
    assert first.source == str(bad) and first.issues[0].line == 2 and first.issues[0].pointer == "/id"
    assert isinstance(unknown, openness.NotFoundError) and isinstance(missing, FileNotFoundError)
    assert number.source == "target 4"


def test_check_of_folders(folder):
    (folder / "deep").mkdir()
    (folder / "README.md").rename(folder / "deep" / "a.md")
    (folder / ".hidden.json").write_text("{", encoding="utf-8")
    check = policy().check([folder], today=DAY)
    assert [os.path.relpath(release["source"], folder) for release in check.releases] \
        == ["answer.json", "bom.json", os.path.join("deep", "a.md"), "small.gguf"]
    (folder / "loop").symlink_to(folder, target_is_directory=True)
    check = policy().check([str(folder)], today=DAY)
    assert check.verdict == "error" and "too deep" in str(check.problems[0])
    empty = folder / "empty"
    empty.mkdir()
    for targets in ([], [empty]):
        with pytest.raises(ValueError, match="no file to check"):
            policy().check(targets)


@pytest.mark.parametrize("targets", ["bigscience/bloom", b"{}", {}, openness.Release("bigscience/bloom")],
                         ids=["text", "bytes", "object", "release"])
def test_targets_come_as_a_list(targets):
    with pytest.raises(TypeError):
        policy().check(targets)


def test_indeterminate_is_pass_or_fail():
    with pytest.raises(ValueError):
        policy().check(["bigscience/bloom"], indeterminate="maybe")


def test_outputs_of_a_check(folder):
    evil = {**sample.answer(), "id": "example-org/a", "cardData": {"license": "<b>|`]]>&"}}
    check = policy().check([evil, sample.record(), b"\xff", "x<y>&|"], today=DAY)
    suites = xml.etree.ElementTree.fromstring(check.to_junit())
    assert len(list(suites.iter("testcase"))) >= 4
    sarif = json.loads(check.to_sarif())
    assert sarif["version"] == "2.1.0" and sarif["runs"][0]["results"]
    brief = json.loads(check.to_sarif(brief=True, compact=True))
    assert len(brief["runs"][0]["results"]) <= len(sarif["runs"][0]["results"])
    assert check.to_markdown() == check.markdown() and "<y>" not in check.to_markdown()
    assert json.loads(check.to_json()) == check.to_dict() and str(check) == check.text()
    assert "\033[" in check.text(color=True) and "\033[" not in check.text()
    assert all(len(line) <= 60 for line in check.text(width=60).splitlines())


def test_threads_share_a_policy(folder):
    shared, failures, start = policy(), [], threading.Barrier(8)
    expected = shared.check([folder], today=DAY).to_json()

    def work():
        try:
            start.wait()
            for _ in range(10):
                assert shared.check([folder], today=DAY).to_json() == expected
        except BaseException as failure:  # what a thread raises is lost otherwise
            failures.append(failure)
    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]


# --- badges and annotations ----------------------------------------------------------------------

def test_badge():
    report = openness.score("bigscience/bloom", "g7-2026", as_of=DAY)
    image = xml.etree.ElementTree.fromstring(report.badge())
    assert image.tag.endswith("svg") and report.badge("svg") == report.badge()
    shield = json.loads(report.badge("json"))
    assert shield["label"] == "g7-2026@1" and report.label in shield["message"] and DAY in shield["message"]
    with pytest.raises(ValueError):
        report.badge("png")
    with pytest.raises(openness.Error) as caught:
        openness.Report.from_vector(report.vector).badge()
    assert caught.value.code == openness.E_ARGUMENT


def test_badge_of_a_hostile_name(record):
    record["name"] = "</title><script>&\"'"
    xml.etree.ElementTree.fromstring(openness.score(record).badge())
    json.loads(openness.score(record).badge("json"))


def test_annotate(folder):
    path = folder / "bom.json"
    path.write_bytes(json.dumps(sample.bom(), indent=3).replace("\n", "\r\n").encode())
    text = openness.annotate(path, ["g7-2026"], as_of="2026-11-01")
    assert openness.annotate(text, [openness.Rubric("g7-2026")], as_of="2026-11-01") == text
    assert openness.annotate(path.read_bytes(), ["g7-2026"], as_of="2026-11-01") == text
    [component] = json.loads(text)["components"]
    assert "g7-2026" in json.dumps(component.pop("properties"))
    assert component == sample.bom()["components"][0] and text.count("\r\n") > 10
    assert "osaid-1.0" in openness.annotate(path)


def test_what_annotate_refuses(folder):
    for document, error in ((sample.CARD.encode(), openness.Error), ("{}", openness.Error),
                            (json.dumps(sample.answer()), openness.Error), (b"", openness.Error),
                            ("nowhere.json", FileNotFoundError)):
        with pytest.raises(error):
            openness.annotate(document)
    with pytest.raises(openness.Error) as caught:
        openness.annotate('{"bomFormat": "CycloneDX",\n "specVersion": "1.6",}')
    assert caught.value.issues[0].line == 2 and caught.value.issues[0].column
    text = json.dumps(sample.bom())
    for rubrics, error in (([], openness.Error), (["g7-2062"], openness.NotFoundError), ("g7-2026", TypeError),
                           (["g7-2026", "g7-2026"], openness.Error)):
        with pytest.raises(error):
            openness.annotate(text, rubrics)
    with pytest.raises(openness.Error):
        openness.annotate(text, as_of="2026")


# --- the example ---------------------------------------------------------------------------------

def test_the_example(folder, root, capsys, monkeypatch):
    spec = importlib.util.spec_from_file_location("guard", root / "examples/python/guard.py")
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    rules = folder.parent / "rules.json"
    rules.write_text(json.dumps(sample.policy()), encoding="utf-8")
    assert example.main([str(rules), str(folder)]) == 2
    printed = capsys.readouterr().out
    assert "README.md" in printed and "indeterminate" in printed
    (folder / "broken.json").write_text("{", encoding="utf-8")
    assert example.main([str(rules), str(folder)]) == 3
    assert "line 1" in capsys.readouterr().err
