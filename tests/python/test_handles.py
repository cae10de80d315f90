"""Handles: freed once, in any order, by whoever; shared by threads; nothing leaks."""
import gc
import itertools
import json
import os
import pathlib
import threading

import pytest

import openness
import sample


def test_every_order_of_freeing(record):
    for order in itertools.permutations(range(5)):
        known = openness.Database() if order[0] == 0 else openness.default_database().extend()
        rubric = openness.Rubric("g7-2026", known)
        release = openness.Release(record, known)
        report = openness.score(release, rubric)
        answer = openness.may(release)
        handles = [known, rubric, release, report, answer]
        text, said = report.to_json(), answer.to_dict()
        for place in order:
            handles[place].close()
            assert report.closed or report.to_json() == text
            assert answer.closed or answer.to_dict() == said
            assert release.closed or rubric.closed or openness.score(release, rubric).level


def test_every_order_of_freeing_a_check():
    for order in itertools.permutations(range(5)):
        known = openness.default_database().extend()
        policy = openness.Policy(sample.policy(), known)
        found = openness.import_document(sample.answer(), database=known)
        merged = openness.merge([found, sample.CARD.encode()], id="example-org/small")
        check = policy.check([found, b"{"], today="2026-11-22")
        handles = [known, policy, found, merged, check]
        text, record = check.to_json(), merged.record
        for place in order:
            handles[place].close()
            assert check.closed or check.to_json() == text
            assert merged.closed or merged.record == record
            assert found.closed or found.records
            assert policy.closed or policy.name
            assert repr(check) and repr(policy) and repr(merged)


def test_collected_in_any_order(record):
    for order in itertools.permutations(range(3)):
        known = openness.default_database().extend()
        handles = [known, openness.Release(record, known), openness.score(record, database=known)]
        del known
        for place in order:
            handles[place] = None
            gc.collect()
            for left in handles:
                assert left is None or repr(left)


def test_a_closed_handle_says_so(record):
    with openness.Release(record) as release:
        assert not release.closed
    release.close()
    assert release.closed and repr(release) == "<Release, closed>"
    with pytest.raises(ValueError, match="this Release is closed"):
        release.id
    with pytest.raises(ValueError, match="closed"):
        openness.score(release)


def test_the_shared_database_opens_again(record):
    openness.default_database().close()
    assert openness.score(record).level


def test_threads_share_a_database(text):
    known = openness.Database()
    shared = openness.score(text, database=known)
    expected = {name: openness.score(text, name).to_json() for name in ("g7-2026", "spectrum-1")}
    page = shared.text()
    failures = []
    start = threading.Barrier(8)

    def work(seed):
        try:
            start.wait()
            for i in range(40):
                name = ("g7-2026", "spectrum-1")[(seed + i) % 2]
                assert openness.score(text, name, database=known).to_json() == expected[name]
                assert shared.text() == page
                assert openness.may("llama-3.1", database=known).verdict == "conditional"
        except BaseException as failure:  # what a thread raises is lost otherwise
            failures.append(failure)
    threads = [threading.Thread(target=work, args=(i,)) for i in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures[0]


def resident():
    """Bytes of memory that this process holds."""
    pages = pathlib.Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def guard(bad):
    """Documents of others, merges, policies and badges: what succeeds and what fails."""
    answer = json.dumps(sample.answer())
    policy = openness.Policy(sample.policy())
    openness.score(sample.CARD.encode()).badge("json")
    with openness.import_document(answer, read="2026-11-21") as found:
        check = policy.check([found, bad, "bigscience/blom", "bigscience/bloom", b"{", answer], today="2026-11-21")
        openness.merge([found, sample.CARD.encode(), "LLM360/Amber"], "newest", "a/b").conflicts
    check.rows(), check.to_sarif(), check.to_junit()
    openness.annotate(json.dumps(sample.bom()), ["g7-2026"])
    for wrong in (lambda: openness.merge([found]), lambda: openness.merge([answer, bad]),
                  lambda: openness.merge([answer], id="no id"), lambda: openness.Policy("{}"),
                  lambda: openness.annotate(bad), lambda: policy.check(["bigscience/bloom"], today="2026"),
                  lambda: openness.import_document(b"\0"), lambda: policy.check([])):
        with pytest.raises((openness.Error, ValueError)):
            wrong()


@pytest.mark.skipif(not pathlib.Path("/proc/self/statm").exists(), reason="no /proc")
def test_memory_stays_flat(text, record_property):
    count = int(os.environ.get("OPENNESS_LEAK_COUNT", "4000"))
    bad = text.replace("Apache-2.0", "Apache-2,0")

    def one(i):
        openness.score(text, "g7-2026")
        if i % 10 == 0:
            openness.score(text).to_dict()
            list(openness.batch([bad, text], errors="return"))
            list(openness.reports([bad], errors="return"))
            openness.may("llama-3.1").lines
            openness.score(text).text()
        if i % 50 == 0:
            guard(bad)
    for i in range(max(500, count // 20)):
        one(i)
    gc.collect()
    before = resident()
    for i in range(count):
        one(i)
    gc.collect()
    grown = resident() - before
    print(f"{count} scorings: {before} bytes before, {grown} more after")
    # A leak of 64 bytes a scoring would be 6 MB at 100,000.
    assert grown < 1 << 20
