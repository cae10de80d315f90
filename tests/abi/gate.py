"""The binary interface against the committed baseline, with libabigail.

usage: gate.py check LIBRARY            fails on any difference from baseline.abi
       gate.py seeds CC                 shows that the gate fails where it must
       gate.py update LIBRARY [--break] writes baseline.abi; --break: although something goes

Exit 77 when abidw and abidiff are missing (Debian: abigail-tools), when LIBRARY has no debug
information, and on another machine than the baseline's.

A baseline holds what a program can see: functions, their types and versions, handles without
their contents. It is the same wherever it is made. Any non-zero exit of abidiff fails: a changed
return type gives the same code as an added symbol, so the "incompatible" bit says too little.
"""
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
BASELINE = HERE / "baseline.abi"
sys.dont_write_bytecode = True
sys.path.insert(0, str(ROOT / "include"))
import declarations  # noqa: E402

# Handles are opaque, and base.h is the one public header whose name no internal header has:
# types are sorted into public and private by the name of the file that defines them.
DUMP = ["abidw", "--header-file", str(ROOT / "include/openness/base.h"), "--drop-private-types",
        "--exported-interfaces-only", "--no-show-locs", "--no-corpus-path", "--no-comp-dir-path",
        "--no-elf-needed"]


def skip(why):
    print(why)
    sys.exit(77)


def closed(text):
    """The handles without their contents, whatever abidw made of --drop-private-types: where it
    finds no place of a type in the debug information, it takes the type for a public one."""
    return re.sub(r"<class-decl name='(openness_\w+)' size-in-bits='\d+' is-struct='yes'"
                  r" visibility='default' id='([\w-]+)'>.*?</class-decl>",
                  r"<class-decl name='\1' is-struct='yes' visibility='default'"
                  r" is-declaration-only='yes' id='\2'/>", text, flags=re.S)


def dump(library, out):
    """The interface of a library, without the names of folders and of source files."""
    run = subprocess.run([*DUMP, str(library), "--out-file", str(out)], capture_output=True,
                         text=True)
    if run.returncode != 0:
        sys.exit(f"abidw {library}: {run.stderr or run.returncode}")
    text = pathlib.Path(out).read_text(encoding="utf-8")
    text = re.sub(r" path='[^']*?([^'/]+\.[ch])'", r" path='\1'", text)
    pathlib.Path(out).write_text(closed(text), encoding="utf-8")


def has_debug_information(library):
    sections = subprocess.run(["readelf", "-S", str(library)], capture_output=True, text=True)
    return ".debug_info" in sections.stdout


def compare(before, after, *options):
    """(exit code of abidiff, its report)"""
    run = subprocess.run(["abidiff", *options, str(before), str(after)], capture_output=True,
                         text=True)
    return run.returncode, run.stdout + run.stderr


def check(library):
    with tempfile.TemporaryDirectory() as folder:
        now = pathlib.Path(folder) / "now.abi"
        dump(library, now)
        code, report = compare(BASELINE, now)
    if code != 0:
        print(report)
        print(f"abidiff exits {code}: the interface is not that of tests/abi/baseline.abi. Where\n"
              "symbols were only added: python3 tests/abi/gate.py update LIBRARY (docs/abi.md).")
    return code != 0


def update(library, breaking):
    with tempfile.TemporaryDirectory() as folder:
        now = pathlib.Path(folder) / "now.abi"
        dump(library, now)
        if BASELINE.exists() and not breaking:
            code, report = compare(BASELINE, now, "--no-added-syms")
            if code != 0:
                print(report)
                print("something goes or changes: programs would break (docs/abi.md)")
                return 1
        BASELINE.write_bytes(now.read_bytes())
    print(f"{BASELINE.name}: {BASELINE.stat().st_size} bytes")
    return 0


def stub(found):
    """The library of the headers with empty functions: the interface and nothing else."""
    lines = ["#include <stddef.h>", "#include <stdint.h>"]
    lines += [f"typedef struct {e['name']} {e['name']};\nstruct {e['name']} {{ int inside; }};"
              for e in found["opaque"]]
    for function in found["functions"]:
        result = "return;" if function["returns"] == "void" else "return 0;"
        lines.append("__attribute__((visibility(\"default\"))) " +
                     declarations.prototype(function) + f" {{ {result} }}")
    return "\n".join(lines) + "\n"


def build(compiler, folder, name, source, script):
    """A shared library from source and version script; the folder of its dump."""
    place = folder / name
    place.mkdir()
    (place / "stub.c").write_text(source, encoding="utf-8")
    (place / "stub.map").write_text(script, encoding="utf-8")
    library = place / "libopenness.so"
    subprocess.run([compiler, "-std=c11", "-g", "-fPIC", "-shared", "-fvisibility=hidden", "-w",
                    "-Wl,-soname,libopenness.so.0", f"-Wl,--version-script={place / 'stub.map'}",
                    str(place / "stub.c"), "-o", str(library)], check=True)
    dump(library, place / "stub.abi")
    return place / "stub.abi"


def without(text, line):
    assert line in text, line
    return text.replace(line, "", 1)


def changed(text, before, after):
    assert before in text, before
    return text.replace(before, after, 1)


def seeds(compiler):
    """[(what was changed, whether the gate must fail)], each tried against the headers' stub."""
    source = stub(declarations.read_headers(ROOT / "include"))
    script = (ROOT / "lib/openness.map").read_text(encoding="utf-8")
    size = "size_t openness_text_size("
    added = source + "__attribute__((visibility(\"default\"))) int openness_new(void) { return 0; }\n"
    cases = [
        ("nothing", source, script, False),
        ("the inside of a handle", changed(source, "struct openness_text { int inside; }",
                                           "struct openness_text { long inside; int more; }"),
         script, False),
        ("a return type", changed(source, size, "int openness_text_size("), script, True),
        ("a parameter's type", changed(source, "const openness_error *error, size_t index",
                                       "const openness_error *error, int index"), script, True),
        ("a parameter dropped", changed(source, "int kind, size_t index", "int kind"), script, True),
        ("a symbol removed", source, without(script, "    openness_text_size;\n"), True),
        ("a symbol of another version", source, changed(script, "OPENNESS_0.1", "OPENNESS_0.2"),
         True),
        ("a symbol added", added, changed(script, "  local:", "    openness_new;\n  local:"), True),
    ]
    wrong = 0
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        base = build(compiler, folder, "base", source, script)
        code, report = compare(BASELINE, base)
        if code != 0:
            wrong += 1
            print(f"the baseline is not the interface of the headers:\n{report}")
        for index, (what, text, symbols, fails) in enumerate(cases):
            code, report = compare(base, build(compiler, folder, str(index), text, symbols))
            print(f"{what}: abidiff exits {code}")
            if (code != 0) != fails:
                wrong += 1
                print(f"  it must {'fail' if fails else 'pass'}\n{report}")
    print(f"{len(cases)} seeded changes, {wrong} wrong")
    return wrong != 0


def main():
    mode, subject = sys.argv[1:3]
    for tool in ("abidw", "abidiff", "readelf"):
        if shutil.which(tool) is None:
            skip(f"{tool} is missing")
    if platform.machine() != "x86_64" or platform.system() != "Linux":
        skip("the baseline is of Linux on x86-64")
    if mode == "seeds":
        return seeds(subject)
    if not has_debug_information(subject):
        skip(f"{subject} has no debug information")
    return update(subject, "--break" in sys.argv) if mode == "update" else check(subject)


if __name__ == "__main__":
    sys.exit(main())
