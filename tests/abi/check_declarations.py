"""What include/declarations.py writes down is what the headers declare.

usage: check_declarations.py LIBRARY SOURCE_ROOT BUILD_INCLUDE CDEF CC

tests/abi/api.txt is fresh; the compiler finds every line of openness.cdef.h in the headers and
cffi reads it; openness_constants_json() gives the constants of the headers and no others; and
headers that break a rule are refused.
"""
import ctypes
import json
import pathlib
import subprocess
import sys
import tempfile

library, root, generated, cdef, compiler = sys.argv[1:]
root = pathlib.Path(root)
sys.path.insert(0, str(root / "include"))
sys.dont_write_bytecode = True
import declarations  # noqa: E402

UPDATE = "python3 include/declarations.py --api --output tests/abi/api.txt"


def check_api(found):
    committed = (root / "tests/abi/api.txt").read_text(encoding="utf-8").splitlines()
    current = declarations.as_api(found).splitlines()
    if committed == current:
        return []
    changes = [f"+ {line}" for line in current if line not in committed]
    changes += [f"- {line}" for line in committed if line not in current]
    return ["tests/abi/api.txt is stale:", *changes,
            "a line that goes or changes breaks programs (docs/abi.md); new ones need", UPDATE]


def check_cdef(found):
    """The compiler sees both: a prototype that differs is a conflict, a value fails to assert."""
    text = pathlib.Path(cdef).read_text(encoding="utf-8")
    if text != declarations.as_cdef(found):
        return [f"{cdef} was not rebuilt"]
    if any(line.lstrip().startswith("#") for line in text.splitlines()):
        return [f"{cdef} has a preprocessor line"]
    names = [c for enum in found["enums"] for c in enum["constants"]]
    lines = [line for line in text.splitlines()
             if line not in ("enum {", "};") and not line.startswith("    OPENNESS_")]
    source = "\n".join(["#include <openness/openness.h>", *lines] + [
        f'_Static_assert({c["name"]} == {c["value"]}, "{c["name"]}");' for c in names])
    with tempfile.TemporaryDirectory() as folder:
        path = pathlib.Path(folder) / "both.c"
        path.write_text(source + "\n", encoding="utf-8")
        alone = pathlib.Path(folder) / "alone.c"
        alone.write_text("#include <stddef.h>\n#include <stdint.h>\n" + text, encoding="utf-8")
        run = subprocess.run([compiler, "-std=c11", "-Wall", "-Wextra", "-Werror", "-fsyntax-only",
                              f"-I{root / 'include'}", f"-I{generated}", str(path), str(alone)],
                             capture_output=True, text=True)
    if run.returncode != 0:
        return [run.stderr]
    return check_cffi(text, names)


def check_cffi(text, names):
    try:
        import cffi
    except ImportError:
        print("cffi is missing: its reading of openness.cdef.h was not tried")
        return []
    ffi = cffi.FFI()
    ffi.cdef(text)
    loaded = ffi.dlopen(library)
    wrong = [c["name"] for c in names if getattr(loaded, c["name"]) != c["value"]]
    return [f"cffi reads another value of {name}" for name in wrong]


def check_constants(found):
    loaded = ctypes.CDLL(library)
    loaded.openness_constants_json.restype = ctypes.c_char_p
    given = json.loads(loaded.openness_constants_json())
    wanted = {c["name"]: c["value"] for enum in found["enums"] for c in enum["constants"]}
    macros = {name: given.get(name) for name in found["macros"]}
    wrong = [f"{name}: the headers say {dict(wanted, **macros).get(name)}, "
             f"openness_constants_json() {given.get(name)}"
             for name in sorted({**wanted, **macros, **given})
             if name not in given or given[name] != dict(wanted, **macros).get(name)]
    loaded.openness_version.restype = ctypes.c_char_p
    if given["OPENNESS_VERSION"] != loaded.openness_version().decode():
        wrong.append("OPENNESS_VERSION is not openness_version()")
    return wrong


# (header, what is replaced, by what, what the refusal says)
FAULTS = [
    ("text.h", " * @threads{any}\n", "", "lacks @threads"),
    ("text.h", " * @since 0.1\n", "", "lacks @threads"),
    ("text.h", "@return @borrowed{text} \"\" for NULL.", "@return \"\" for NULL.", "@borrowed"),
    ("text.h", "the size; 0 for NULL.", "the size.", "what NULL answers"),
    ("text.h", "@param text may be NULL.", "@param txt may be NULL.", "the comment tells of"),
    ("text.h", "@param text may", "@parm text may", "unknown tag"),
    ("text.h", "OPENNESS_API size_t", "OPENNESS_API long", "returns long"),
    ("text.h", "OPENNESS_API size_t", "size_t", "can be read"),
    ("rubric.h", "size_t size,", "double size,", "is a double"),
    ("rubric.h", "@owned{openness_rubric_free}", "@owned{free}", "needs @owned"),
    ("rubric.h", "@param[out] err @owned{openness_error_free} may be NULL",
     "@param[out] err @owned{openness_error_free} given", "err may be NULL"),
    ("base.h", "OPENNESS_OK = 0,", "OPENNESS_OK,", "without a written value"),
    ("base.h", "OPENNESS_E_NOMEM = -2", "OPENNESS_OK = -2", "defined twice"),
]


def check_refusals():
    """Each fault alone, in a copy of the headers."""
    wrong = []
    for header, before, after, said in FAULTS:
        with tempfile.TemporaryDirectory() as folder:
            copy = pathlib.Path(folder) / "openness"
            copy.mkdir()
            for path in (root / "include/openness").glob("*.h*"):
                text = path.read_text(encoding="utf-8")
                if path.name == header:
                    assert before in text, (header, before)
                    text = text.replace(before, after, 1)
                (copy / path.name).write_text(text, encoding="utf-8")
            try:
                declarations.read_headers(folder)
                wrong.append(f"{header} with '{after}' was not refused")
            except declarations.Refused as refused:
                if said not in str(refused):
                    wrong.append(f"{header} with '{after}' was refused for another reason: {refused}")
    return wrong


found = declarations.read_headers(root / "include")
problems = check_api(found) + check_cdef(found) + check_constants(found) + check_refusals()
print("\n".join(problems))
print(f"{len(found['functions'])} functions, {len(FAULTS)} faults tried, {len(problems)} problems")
sys.exit(1 if problems else 0)
