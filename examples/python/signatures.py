"""Writes openness/_signatures.py, what ctypes must know of the C interface, from the headers.

usage: signatures.py [--check]   (--check: write nothing, exit 1 when the file is stale)

Standard library only. include/declarations.py reads the headers; a type that it lets through and that
has no ctypes counterpart below stops the script.
"""

from __future__ import annotations

import pathlib
import re
import sys
import textwrap

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
TARGET = HERE / "openness" / "_signatures.py"

sys.path.insert(0, str(ROOT / "include"))
sys.dont_write_bytecode = True
import declarations  # noqa: E402

SCALARS = {"int": "c_int", "int32_t": "c_int32", "int64_t": "c_int64", "uint32_t": "c_uint32",
           "size_t": "c_size_t", "const char *": "c_char_p", "void": "None"}


def ctypes_name(kind: str) -> str:
    """The ctypes type of a C type: handles are void pointers, a pointer to one is an array or an out."""
    if kind in SCALARS:
        return SCALARS[kind]
    if re.fullmatch(r"openness_\w+ \*\*|const openness_\w+ \*const \*", kind):
        return "OUT"
    if re.fullmatch(r"(const )?openness_\w+ \*", kind):
        return "c_void_p"
    raise SystemExit(f"signatures.py: no ctypes type for {kind!r}")


def generate() -> str:
    """The text of _signatures.py."""
    found = declarations.read_headers(ROOT / "include")
    abi = re.search(r"^abi_current = (\d+)$", (ROOT / "meson.build").read_text(encoding="utf-8"),
                    flags=re.M)
    assert abi is not None, "meson.build does not say abi_current"
    kinds = {ctypes_name(kind) for function in found["functions"]
             for kind in [function["returns"], *(p["type"] for p in function["parameters"])]}
    used = sorted((kinds - {"OUT", "None"}) | {"POINTER", "c_void_p"})
    lines = ['"""What ctypes must know of the C interface. Written by signatures.py from the headers."""',
             "", f"from ctypes import {', '.join(used)}",
             "from typing import Any, Dict, Tuple", "",
             f"ABI_VERSION = {abi.group(1)}", ""]
    lines += [f"{constant['name'][len('OPENNESS_'):]} = {constant['value']}"
              for enum in found["enums"] for constant in enum["constants"]]
    lines += ["", "OUT = POINTER(c_void_p)", "",
              "# Function -> the type of its result, and its parameters by name.",
              "FUNCTIONS: Dict[str, Tuple[Any, Tuple[Tuple[str, Any], ...]]] = {"]
    for function in found["functions"]:
        parameters = [f'("{p["name"]}", {ctypes_name(p["type"])}),' for p in function["parameters"]]
        lines.append(f'    "{function["name"]}": ({ctypes_name(function["returns"])}, (')
        lines += textwrap.wrap(" ".join(parameters), 90, initial_indent=" " * 8,
                               subsequent_indent=" " * 8)
        lines.append("    )),")
    return "\n".join(lines + ["}", ""])


def main() -> int:
    text = generate()
    if sys.argv[1:] == ["--check"]:
        if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
            return 0
        print(f"{TARGET.relative_to(ROOT)} is stale: run python3 examples/python/signatures.py")
        return 1
    TARGET.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
