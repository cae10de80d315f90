"""What the Python package costs over the C calls, in one run: prints ratios.

usage: measure.py BUILD_FOLDER [ROUNDS]

Compiles call_loop.c against the library of the build folder and loads it into this process, then takes
turns: a block in C, a block in Python. Time is that of this thread on the processor; blocks are short, and
of all rounds the fastest of each side counts, which is what a busy machine disturbs least. Both sides get
the same bytes. Bounds: one call 5 %, a batch 2 %.
"""
import ctypes
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BUILD = pathlib.Path(sys.argv[1]).resolve()
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 400
BLOCK = 4
LINES = 32
CALL, BATCH = 1.05, 1.02

os.environ["OPENNESS_LIBRARY"] = str(BUILD / "lib" / "libopenness.so")
sys.path[:0] = [str(ROOT / "examples" / "python"), str(HERE)]

import openness  # noqa: E402
import sample  # noqa: E402


def compiled(folder):
    """The C loops."""
    target = pathlib.Path(folder) / "call_loop.so"
    subprocess.run(["cc", "-O2", "-shared", "-fPIC", "-o", target, HERE / "call_loop.c",
                    f"-I{ROOT / 'include'}", f"-I{BUILD / 'include'}", f"-L{BUILD / 'lib'}",
                    "-lopenness", f"-Wl,-rpath,{BUILD / 'lib'}"], check=True)
    loops = ctypes.CDLL(str(target))
    pointer, size = ctypes.c_void_p, ctypes.c_size_t
    loops.loop_score_json.argtypes = [pointer, ctypes.c_char_p, size, ctypes.c_char_p, size]
    loops.loop_report.argtypes = [pointer, pointer, ctypes.c_char_p, size, size]
    loops.loop_lines.argtypes = [pointer, pointer, ctypes.c_char_p, size, size]
    return loops


def seconds(function):
    start = time.thread_time()
    function()
    return time.thread_time() - start


def repeat(function, *arguments):
    for _ in range(BLOCK):
        function(*arguments)


def main():
    text = json.dumps(sample.record(), separators=(",", ":"))
    data = text.encode()
    known = openness.default_database()
    failed = False
    with tempfile.TemporaryDirectory() as folder:
        loops = compiled(folder)
        for name in ("spectrum-1", "g7-2026"):
            rubric = openness.Rubric(name)
            many, lines = [text] * LINES, b"\n".join([data] * LINES)

            def ok(status):
                assert status == 0, status

            cases = [
                ("JSON -> report, JSON", CALL, BLOCK,
                 lambda: ok(loops.loop_score_json(known._pointer, data, len(data), name.encode(), BLOCK)),
                 lambda: repeat(openness.score_json, data, name)),
                ("... as an object, score()", None, BLOCK,
                 lambda: ok(loops.loop_report(known._pointer, rubric._pointer, data, len(data), BLOCK)),
                 lambda: repeat(openness.score, text, rubric)),
                ("JSON lines -> rows", BATCH, len(many),
                 lambda: ok(loops.loop_lines(known._pointer, rubric._pointer, lines, len(lines), 1)),
                 lambda: openness.score_lines(lines, rubric)),
                ("... as dicts, batch()", None, len(many),
                 lambda: ok(loops.loop_lines(known._pointer, rubric._pointer, lines, len(lines), 1)),
                 lambda: list(openness.batch(many, rubric))),
            ]
            for title, bound, count, in_c, in_python in cases:
                times = [(seconds(in_c), seconds(in_python))
                         for _ in range(ROUNDS)]
                c, python = (min(side) / count * 1e6 for side in zip(*times))
                late = bound is not None and python > c * bound
                failed |= late
                print(f"{name:10}  {title:26}  C {c:7.1f} us  Python {python:7.1f} us  "
                      f"ratio {python / c:.3f}" + (f" (at most {bound})" if bound else "")
                      + ("  TOO MUCH" if late else ""))
    print(f"a record of {len(data)} bytes, {ROUNDS} rounds")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
