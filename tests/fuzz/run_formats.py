"""Every format that is imported, fuzzed by itself for a while.

usage: run_formats.py BUILD SECONDS [FORMAT...]

BUILD is a build folder with -Dfuzzers=true (clang), best with sanitizers. Each target starts from
the corpus of all formats and a dictionary: the words that stand in the sources of the importers.
What is found lies beside the target. Prints a line per format; exit 1 when anything was found.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


def dictionary():
    """A libFuzzer dictionary of the short literals in lib/import_*.c."""
    words = set()
    for path in sorted((ROOT / "lib").glob("import_*.c")):
        words |= set(re.findall(r'"([A-Za-z_$@:/.-][A-Za-z0-9_$@:/. -]{1,30})"',
                                path.read_text(encoding="utf-8")))
    return "".join(f'"{word}"\n' for word in sorted(words))


def fuzz(target, seconds, folder):
    """(runs, whether nothing was found)"""
    work = pathlib.Path(folder) / target.name
    work.mkdir()
    words = pathlib.Path(folder) / "words"
    words.write_text(dictionary(), encoding="utf-8")
    options = {**os.environ, "ASAN_OPTIONS": "detect_leaks=1"}
    run = subprocess.run([str(target), f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=4096",
                          "-max_len=20000", f"-dict={words}", f"-artifact_prefix={target}-",
                          "-print_final_stats=1", str(work), str(HERE / "corpus/import")],
                         capture_output=True, text=True, errors="replace", env=options)
    runs = re.search(r"stat::number_of_executed_units:\s*(\d+)", run.stderr)
    if run.returncode != 0:
        print(run.stderr[-4000:])
    return int(runs.group(1)) if runs else 0, run.returncode == 0


def main():
    build, seconds, named = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3:]
    targets = sorted(p for p in (build / "tests").glob("fuzz_import_*")
                     if p.is_file() and p.suffix == "" and "-" not in p.name)
    if named:
        wanted = {"fuzz_import_" + re.sub(r"\W", "_", name) for name in named}
        targets = [p for p in targets if p.name in wanted]
    found = 0
    for target in targets:
        with tempfile.TemporaryDirectory() as folder:
            runs, clean = fuzz(target, seconds, folder)
        found += not clean
        print(f"{target.name}: {runs} runs in {seconds} s, {'nothing' if clean else 'SOMETHING'} found",
              flush=True)
    return found != 0


if __name__ == "__main__":
    sys.exit(main())
