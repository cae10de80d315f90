"""Writes test_hostile.c: every function of the headers, called as it should not be.

usage: hostile.py INCLUDE_FOLDER HOSTILE_H OUTPUT

Each function is called with NULL everywhere; with each pointer NULL in turn and all else in
order; and with each number at its extremes. What must come of it follows from the headers alone
(include/openness/base.h), so a new function is covered when it is declared:

    a free of NULL does nothing            a getter of NULL answers what its @return says
    a needed pointer is E_ARGUMENT         "may be NULL" is never a crash
    an unknown flag is E_ARGUMENT          a size beyond every limit is refused unread
    after any call status, *out and *err agree, and *out is never left as it was
"""
import pathlib
import re
import sys

include, handles, output = sys.argv[1:]
sys.path.insert(0, include)
sys.dont_write_bytecode = True
import declarations  # noqa: E402

GOOD = set(re.findall(r"\bgood_(openness_\w+);", pathlib.Path(handles).read_text(encoding="utf-8")))
STRINGS = {"as_of": "2026-01-01", "read": "2026-01-01", "today": "2026-01-01", "id": "g7-2026", "rubric": "g7-2026",
           "expression": "MIT", "a": "MIT", "b": "Apache-2.0", "artifact": "weights",
           "format": "openness-release"}
NUMBERS = {"format": "1", "kind": "1", "count": "1", "size": "2", "limit": "1"}
EXTREMES = {"int": ["-1", "99", "INT_MAX", "INT_MIN"], "int32_t": ["-1", "INT32_MAX", "INT32_MIN"],
            "int64_t": ["-1", "INT64_MAX", "INT64_MIN"], "uint32_t": ["UINT32_MAX", "1u << 31"],
            "size_t": ["7", "SIZE_MAX"]}


def handle_type(kind):
    return re.sub(r"\bconst\b|\*", "", kind).split()[0]


def is_array(kind):
    return kind.endswith("*const *")


def good(parameter):
    """An argument that the call should accept."""
    name, kind = parameter["name"], parameter["type"]
    if parameter["out"]:
        return f"&{name}"
    if kind == declarations.STRING:
        return f'"{STRINGS.get(name, "{}")}"'
    if kind in declarations.SCALARS:
        return NUMBERS.get(name, "0")
    if is_array(kind):
        return name
    return f"good_{handle_type(kind)}" if handle_type(kind) in GOOD else "NULL"


def call(function, changes):
    """(the text of the call, with some arguments changed)"""
    arguments = [changes.get(p["name"], good(p)) for p in function["parameters"]]
    return f"{function['name']}({', '.join(arguments)})"


def blocks_of_fallible(function):
    """[(changed arguments, the status it must be or None)] for a call with out and err."""
    yield {p["name"]: "NULL" if "*" in p["type"] else "0" for p in function["parameters"]
           if p["name"] != "err"}, "OPENNESS_E_ARGUMENT"
    for parameter in function["parameters"]:
        name, kind = parameter["name"], parameter["type"]
        if "*" in kind and not parameter["nullable"]:
            yield {name: "NULL"}, "OPENNESS_E_ARGUMENT"
            if is_array(kind):
                yield {name: "nothing"}, "OPENNESS_E_ARGUMENT"
        elif "*" in kind and name != "err":
            yield {name: "NULL"}, None
        elif name == "count":
            yield {name: "0"}, "OPENNESS_E_ARGUMENT"
        elif name == "size":
            yield {name: "SIZE_MAX"}, "refused"
        elif kind in EXTREMES:
            for value in EXTREMES[kind]:
                yield {name: value}, "OPENNESS_E_ARGUMENT" if name == "flags" else None


def write_fallible(function, lines):
    outs = [p for p in function["parameters"] if p["out"] and p["name"] != "err"]
    arrays = [p for p in function["parameters"] if is_array(p["type"])]
    for changes, expected in blocks_of_fallible(function):
        text = call(function, changes)
        out = next((p for p in outs if changes.get(p["name"]) != "NULL"), None)
        lines.append("    {")
        for p in outs:
            lines.append(f"        {p['type'][:-1]}{p['name']} = (void *)&nowhere;")
        for p in arrays:
            kind = handle_type(p["type"])
            lines += [f"        const {kind} *const {p['name']}[] = {{good_{kind}}};",
                      f"        const {kind} *const nothing[] = {{NULL}};",
                      f"        (void){p['name']};", "        (void)nothing;"]
        what = text.replace('"', "'")
        lines += ["        openness_error *err = (void *)&nowhere;",
                  f"        int status = {text};"]
        if expected == "refused":
            lines.append(f'        assert_int_not_equal(status, OPENNESS_OK); /* {what} */')
        elif expected:
            lines.append(f'        is_refused(status, {expected}, "{what}");')
        if out is None:
            lines += ["        assert_int_equal(openness_error_code(err), status);"]
            lines += [f"        (void){p['name']};" for p in outs]
        else:
            lines += [f'        tells_one_story(status, {out["name"]}, err, "{what}");',
                      f"        {out['owned']}({out['name']});"]
        lines += ["        openness_error_free(err);", "    }"]
    # Whoever does not ask for the error gets the status all the same.
    changes = {p["name"]: "NULL" if "*" in p["type"] else "0" for p in function["parameters"]}
    lines.append(f"    assert_int_equal({call(function, changes)}, OPENNESS_E_ARGUMENT);")


def write_getter(function, lines):
    def check(text, answer):
        if function["returns"] == declarations.STRING:
            lines.append(f"    assert_non_null({text});")
            if answer is not None:
                lines.append(f'    assert_string_equal({text}, "{answer}");')
        elif answer is not None:
            lines.append(f"    assert_true({text} == {answer});")
        else:
            lines.append(f"    (void){text};")

    takes = [p for p in function["parameters"] if "*" in p["type"]]
    check(call(function, {p["name"]: "NULL" for p in takes}),
          function["null_answer"] if takes else None)
    for parameter in function["parameters"]:
        for value in EXTREMES.get(parameter["type"], []):
            check(call(function, {parameter["name"]: value}), None)
            check(call(function, {parameter["name"]: value, **{p["name"]: "NULL" for p in takes}}),
                  function["null_answer"] if takes else None)


def main():
    found = declarations.read_headers(include)
    lines = ['#include "hostile.h"', ""]
    for function in found["functions"]:
        lines += [f"static void calls_{function['name']}(void **state)", "{", "    (void)state;"]
        if function["returns"] == "void":
            nothing = {p["name"]: "NULL" for p in function["parameters"]}
            lines.append(f"    {call(function, nothing)};")
        elif function["fallible"]:
            write_fallible(function, lines)
        else:
            write_getter(function, lines)
        lines += ["}", ""]
    lines += ["int main(void)", "{", "    const struct CMUnitTest tests[] = {"]
    lines += [f"        cmocka_unit_test(calls_{f['name']})," for f in found["functions"]]
    lines += ["    };", "    return cmocka_run_group_tests(tests, setup, teardown);", "}", ""]
    pathlib.Path(output).write_text("\n".join(lines), encoding="utf-8")


main()
