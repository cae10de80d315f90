"""A line of a batch says what the report of its record says: every release, rubric and mode.

usage: check_batch.py LIBRARY SOURCE_ROOT COMMAND_OR_EMPTY

Also: blank lines and bad ones between, days in the past, the command `score --lines`, and the
memory of a batch, which does not grow with the records that are behind it.
"""
import ctypes
import json
import pathlib
import resource
import subprocess
import sys
import tempfile

path, root, command = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3]
sys.path.insert(0, str(root / "tests"))
sys.dont_write_bytecode = True
from binding.calls import Library  # noqa: E402

RELEASE, RUBRIC = 1, 2
library = Library(path)
call = ctypes.CDLL(path).openness_score_lines
call.restype = ctypes.c_int
call.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_char_p,
                 ctypes.c_size_t, ctypes.c_uint32, ctypes.c_void_p, ctypes.c_void_p]
database = library.open()


def score_lines(rubric, data, mode=0, as_of=None):
    out = ctypes.c_void_p()
    status = call(database.pointer, rubric.pointer, mode, as_of.encode() if as_of else None, data,
                  len(data), 0, ctypes.byref(out), None)
    assert status == 0, status
    text = library.call("text_data", out).decode()
    library.call("text_free", out)
    return [json.loads(line) for line in text.splitlines()]


def expected(line, report):
    got = library.getters(report)
    document = json.loads(library.render(report))
    none = {"": None}
    return {
        "line": line, "id": document["release"]["id"], "applies": got["applies"],
        "level": none.get(got["level"], got["level"]),
        "lower": none.get(got["level_at"][0], got["level_at"][0]),
        "upper": none.get(got["level_at"][1], got["level_at"][1]),
        "score": None if not got["score_text"][0] else dict(zip(("lower", "upper"),
                                                                got["score_text"])),
        "vector": document["vector"],
    }


# Evaluating with all reasons is what costs here, so half of the releases under each rubric.
names = library.ids(database, RELEASE)
rubrics = library.ids(database, RUBRIC)
releases = {name: library.release(database, name) for name in names}
show = ctypes.CDLL(path).openness_database_show
show.argtypes = [ctypes.c_void_p, ctypes.c_int, ctypes.c_char_p, ctypes.c_void_p, ctypes.c_void_p]
records = {}
for name in names:
    out = ctypes.c_void_p()
    assert show(database.pointer, RELEASE, name.encode(), ctypes.byref(out), None) == 0
    records[name] = json.dumps(json.loads(library.call("text_data", out))).encode()
    library.call("text_free", out)

compared = 0
for at, rubric_id in enumerate(rubrics):
    rubric = library.rubric(database, rubric_id)
    chosen = names[at % 2::2]
    data = b"\n{\"broken\": \n".join(records[name] for name in chosen)
    for mode, as_of in ((0, None), (1, None), (2, "2025-06-30")):
        lines = score_lines(rubric, data, mode, as_of)
        assert len(lines) == 2 * len(chosen) - 1
        assert all(line["error"]["code"] == "E_JSON" for line in lines[1::2])
        for index, name in enumerate(chosen):
            report = library.evaluate(releases[name], rubric, mode, as_of)
            want = expected(2 * index + 1, report)
            assert lines[2 * index] == want, (rubric_id, mode, as_of, lines[2 * index], want)
            compared += 1

# A batch of thousands costs its answers and one record, not all records at a time.
spectrum = library.rubric(database, "spectrum-1")
data = b"\n".join([max(records.values(), key=len)] * 2000)
first = score_lines(spectrum, data[:len(data) // 20])
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
many = score_lines(spectrum, data)
grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * 1024
assert len(many) == 2000 and grown < len(data), (len(many), grown, len(data))

if command:
    with tempfile.NamedTemporaryFile(suffix=".ndjson") as file:
        wanted = names[:3]
        file.write(b"\n\n".join(records[name] for name in wanted) + b"\nno record\n")
        file.flush()
        run = subprocess.run([command, "score", "--lines", file.name, "-r", "g7-2026"],
                             capture_output=True, text=True)
        again = subprocess.run([command, "score", "--lines", "-", "-r", "g7-2026"],
                               input=pathlib.Path(file.name).read_text(encoding="utf-8"),
                               capture_output=True, text=True)
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    # What cannot be read makes the exit code, and is answered all the same.
    assert run.returncode == 2 and run.stdout == again.stdout, run
    assert [line["line"] for line in lines] == [1, 3, 5, 6] and "error" in lines[3]
    assert [line["id"] for line in lines[:3]] == wanted
    for arguments in (["--lines", "-", "-r", "g7-2026", "-r", "mof-1.0"], ["--lines"],
                      ["--lines", "-", "-f", "markdown"]):
        run = subprocess.run([command, "score", *arguments], input="", capture_output=True,
                             text=True)
        assert run.returncode == 1 and not run.stdout and run.stderr, (arguments, run)
print(f"{compared} lines equal their reports; 2000 records of {len(data) >> 20} MiB in all grew "
      f"the process by {grown >> 20} MiB")
