"""Reads the public headers and writes down what they declare. Standard library only.

usage: declarations.py [--json | --api | --cdef] [--output FILE] [INCLUDE_FOLDER]

--json  everything: functions, parameters, tags, enums, opaque types (the default)
--api   sorted prototypes and constants, one a line (tests/abi/api.txt)
--cdef  declarations without a preprocessor line, for cffi and other generators

Takes the folder that holds openness/*.h (and version.h.in), this one by default. The headers
follow a strict style, and this reader refuses whatever departs from it: a declaration that it
would skip, a tag that it does not know, a parameter without a sentence, a pointer without an
owner, a type that a foreign language cannot pass. So a header that reads is a header that a
binding can be generated from.
"""

import argparse
import json
import pathlib
import re
import sys

# The types that may cross the boundary, apart from handles (docs/abi.md).
SCALARS = {"int", "int32_t", "int64_t", "uint32_t", "size_t"}
STRING = "const char *"
TAGS = {"param", "param[out]", "return", "threads", "since", "file", "deprecated"}

COMMENT = r"/\*\*((?:[^*]|\*(?!/))*)\*/\s*"
DECLARATION = re.compile(
    COMMENT + r"(?:typedef struct (?P<opaque>\w+) (?P=opaque);"
    r"|enum \{(?P<enum>.*?)\n\};"
    r"|OPENNESS_API (?P<function>[^;{]*);)", re.S)
CONSTANT = re.compile(
    r"(OPENNESS_[A-Z0-9_]+) = (-?\d+)(?:,|(?=\s*/\*|\s*$))(?:\s*/\*\*<((?:[^*]|\*(?!/))*)\*/)?")
PROTOTYPE = re.compile(r"^(?P<type>.*?[ *])(?P<name>openness_\w+)\((?P<parameters>.*)\)$", re.S)
PARAMETER = re.compile(r"^(?P<type>.*?[ *])(?P<name>[a-z]\w*)$")
NULLABLE = re.compile(r"\bmay be NULL\b|\bNULL( =|:)|\bor NULL\b")
# What a getter answers for NULL, which is what it answers for an index out of range.
ANSWER = re.compile(r'(-?\d+|""|\w*_[A-Z_]+) (?:for NULL|when (?:\w+ )*there is no such)')


class Refused(Exception):
    """A header departs from the style; the message says where and how."""


def one_line(text):
    return re.sub(r"\s+", " ", text).strip()


def comment_lines(comment):
    return [re.sub(r"^\s*\* ?", "", line).rstrip() for line in comment.strip().splitlines()]


def split_comment(comment, where):
    """The prose of a comment and its tags as [tag, text] in order."""
    prose, tags = [], []
    for line in comment_lines(comment):
        match = re.match(r"@(\w+(?:\[out\])?)\s*(.*)$", line)
        if match and match.group(1) not in TAGS:
            raise Refused(f"{where}: unknown tag @{match.group(1)}")
        if match:
            tags.append([match.group(1), match.group(2)])
        elif tags:
            tags[-1][1] += "\n" + line
        else:
            prose.append(line)
    return "\n".join(prose).strip(), [[tag, one_line(text)] for tag, text in tags]


def braced(text, tag):
    """("what stands in @tag{...}" or None, the text without it)"""
    match = re.search(r"@" + tag + r"\{([^}]*)\}", text)
    if not match:
        return None, text
    return match.group(1), one_line(text[:match.start()] + " " + text[match.end():])


def read_enum(body, comment, header):
    constants = [{"name": name, "value": int(value), "doc": one_line(doc or "")}
                 for name, value, doc in CONSTANT.findall(body)]
    code = re.sub(r"/\*.*?\*/", "", body, flags=re.S)
    if len(constants) != len([c for c in code.split(",") if c.strip()]):
        raise Refused(f"{header}: an enumerator without a written value: {one_line(code)}")
    return {"header": header, "doc": one_line(" ".join(comment_lines(comment))),
            "constants": constants}


def read_parameters(text, where):
    """[{"name", "type"}] of a parameter list."""
    text = one_line(text)
    if text == "void":
        return []
    parameters = []
    for part in text.split(","):
        match = PARAMETER.match(part.strip())
        if not match:
            raise Refused(f"{where}: cannot read the parameter '{part.strip()}'")
        parameters.append({"name": match.group("name"), "type": match.group("type").strip()})
    return parameters


def describe_parameters(parameters, tags, where):
    """Adds what the comment says of each parameter; the two must name the same ones."""
    told = [(tag, *(text.split(" ", 1) + [""])[:2]) for tag, text in tags
            if tag.startswith("param")]
    if [name for _, name, _ in told] != [p["name"] for p in parameters]:
        raise Refused(f"{where}: the comment tells of {[n for _, n, _ in told]}, the prototype "
                      f"has {[p['name'] for p in parameters]}")
    for parameter, (tag, _, text) in zip(parameters, told):
        owned, text = braced(text, "owned")
        parameter.update({"doc": text, "out": tag == "param[out]",
                          "nullable": bool(NULLABLE.search(text)), "owned": owned})


def single(tags, wanted, where):
    found = [text for tag, text in tags if tag == wanted]
    if len(found) > 1:
        raise Refused(f"{where}: @{wanted} stands there twice")
    return found[0] if found else None


def read_function(code, comment, header):
    match = PROTOTYPE.match(one_line(code))
    if not match:
        raise Refused(f"{header}: cannot read '{one_line(code)}'")
    where = f"{header}: {match.group('name')}"
    prose, tags = split_comment(comment, where)
    parameters = read_parameters(match.group("parameters"), where)
    describe_parameters(parameters, tags, where)
    returned = single(tags, "return", where)
    borrowed, text = braced(returned or "", "borrowed")
    threads = (single(tags, "threads", where) or "").strip("{}")
    answer = ANSWER.search(text)
    return {"name": match.group("name"), "header": header, "doc": prose,
            "returns": match.group("type").strip(), "return_doc": text, "borrowed": borrowed,
            "null_answer": answer.group(1) if answer else None,
            "parameters": parameters, "threads": threads,
            "since": single(tags, "since", where),
            "deprecated": single(tags, "deprecated", where),
            "fallible": bool(parameters) and parameters[-1]["type"] == "openness_error **"}


def read_header(text, header, found):
    """Adds the declarations of one header and refuses to overlook any."""
    for match in DECLARATION.finditer(text):
        comment = match.group(1)
        if match.group("opaque"):
            found["opaque"].append({"name": match.group("opaque"), "header": header,
                                    "doc": one_line(" ".join(comment_lines(comment)))})
        elif match.group("enum") is not None:
            found["enums"].append(read_enum(match.group("enum"), comment, header))
        else:
            found["functions"].append(read_function(match.group("function"), comment, header))
    code = re.sub(r"/\*.*?\*/", "", text, flags=re.S)
    found["macros"] += re.findall(r"^#define (OPENNESS_VERSION\w*) ", code, flags=re.M)
    for word, kind in (("typedef ", "opaque"), ("enum ", "enums"),
                       (r"openness_\w+\(", "functions")):
        written = len(re.findall(r"\b" + word, code))
        read = len([entry for entry in found[kind] if entry["header"] == header])
        if written != read:
            raise Refused(f"{header}: {written} {kind} are written, {read} can be read; each "
                          "needs a /** comment */ right before it")


def check_types(function, opaque, where):
    """Only handles, strings and integers of a known width cross the boundary."""
    handles = {f"{const}{name} *" for name in opaque for const in ("", "const ")}
    outs = {f"{name} **" for name in opaque}
    arrays = {f"const {name} *const *" for name in opaque}
    if function["returns"] not in SCALARS | {STRING, "void"}:
        raise Refused(f"{where}: returns {function['returns']}")
    for parameter in function["parameters"]:
        if parameter["type"] not in SCALARS | {STRING} | handles | outs | arrays:
            raise Refused(f"{where}: {parameter['name']} is a {parameter['type']}")
        if (parameter["type"] in outs) != parameter["out"]:
            raise Refused(f"{where}: {parameter['name']}: @param[out] and T ** go together")


def check_function(function, opaque, names):
    """The rules that every function keeps (include/openness/base.h)."""
    where = f"{function['header']}: {function['name']}"
    check_types(function, opaque, where)
    if function["threads"] not in ("any", "one") or not function["since"] or not function["doc"]:
        raise Refused(f"{where}: lacks @threads{{any|one}}, @since or a sentence")
    if (function["returns"] == "void") != (function["return_doc"] == ""):
        if not (function["borrowed"] and function["return_doc"] == ""):
            raise Refused(f"{where}: @return and the result type do not agree")
    if (function["returns"] == STRING) != (function["borrowed"] is not None):
        raise Refused(f"{where}: a string result needs @borrowed{{...}}, nothing else has it")
    for parameter in function["parameters"]:
        if parameter["out"] and (parameter["owned"] not in names or
                                 parameter["owned"] != parameter["type"][:-3] + "_free"):
            raise Refused(f"{where}: {parameter['name']} needs @owned{{T_free}}")
    if function["fallible"] and (function["returns"] != "int" or
                                 not function["parameters"][-1]["nullable"]):
        raise Refused(f"{where}: a call with err returns int, and err may be NULL")
    takes_handle = any(p["type"].rstrip(" *").split(" ")[-1] in opaque
                       for p in function["parameters"])
    if (not function["fallible"] and takes_handle and function["returns"] != "void" and
            function["null_answer"] is None):
        raise Refused(f"{where}: @return does not say what NULL answers")


def resolve_answer(function, values):
    """The answer for NULL as a number or ""; a constant may be written without its prefix."""
    answer = function["null_answer"]
    if answer is None or answer == '""':
        function["null_answer"] = "" if answer else None
        return
    if re.fullmatch(r"-?\d+", answer):
        function["null_answer"] = int(answer)
        return
    fitting = [value for name, value in values.items() if name.endswith(answer)]
    if len(fitting) != 1:
        raise Refused(f"{function['header']}: {function['name']}: which constant is {answer}?")
    function["null_answer"] = fitting[0]


def read_headers(folder):
    """Every declaration of the headers below FOLDER, sorted by name."""
    found = {"format": "openness-declarations/1", "macros": [], "opaque": [], "enums": [],
             "functions": []}
    folder = pathlib.Path(folder) / "openness"
    for path in sorted([*folder.glob("*.h"), *folder.glob("*.h.in")]):
        header = path.name[:-3] if path.name.endswith(".in") else path.name
        if header == path.name and path.with_name(header + ".in").exists():
            continue
        read_header(path.read_text(encoding="utf-8"), header, found)
    found["opaque"].sort(key=lambda entry: entry["name"])
    found["functions"].sort(key=lambda entry: entry["name"])
    opaque = {entry["name"] for entry in found["opaque"]}
    names = {entry["name"] for entry in found["functions"]}
    values = {c["name"]: c["value"] for enum in found["enums"] for c in enum["constants"]}
    if len(values) != sum(len(enum["constants"]) for enum in found["enums"]):
        raise Refused("a constant is defined twice")
    for function in found["functions"]:
        check_function(function, opaque, names)
        resolve_answer(function, values)
    return found


def joined(kind, name):
    return kind + name if kind.endswith("*") else kind + " " + name


def prototype(function):
    parameters = ", ".join(joined(p["type"], p["name"]) for p in function["parameters"])
    return joined(function["returns"], function["name"]) + f"({parameters or 'void'})"


def as_api(found):
    """One line a declaration, by kind and name, so that a change is a readable diff."""
    entries = [("constant", c["name"], f"{c['name']} = {c['value']}")
               for enum in found["enums"] for c in enum["constants"]]
    entries += [("macro", name, name) for name in found["macros"]]
    entries += [("type", entry["name"], entry["name"]) for entry in found["opaque"]]
    entries += [("function", f["name"], f"[{f['since']}] " +
                 ("deprecated " if f["deprecated"] is not None else "") + prototype(f))
                for f in found["functions"]]
    return "".join(f"{kind} {text}\n" for kind, _, text in sorted(entries))


def as_cdef(found):
    """Plain declarations; the tags stay, as comments that a generator can read."""
    lines = ["/*",
             " * openness.cdef.h: the openness interface without a preprocessor line.",
             " *",
             " * Generated from the headers, for cffi and other binding generators. Before each",
             " * function stands what the prototype cannot say, one tag a line:",
             " *   @owned{p: f}    what comes through p is released with f",
             " *   @borrowed{h}    the result lives as long as h and is never freed",
             " *   @nullable{p}    p may be NULL; any other pointer may not",
             " *   @null{v}        what the call answers when its handle is NULL",
             " *   @fallible       the result is a status: 0, or negative and *err is set",
             " *   @threads{any}   any number of threads at a time; {one}: only one, the last",
             " *   @since{v}       in the library from version v",
             " * size_t, int64_t and uint32_t are those of stddef.h and stdint.h.",
             " */", ""]
    lines += [f"typedef struct {entry['name']} {entry['name']};" for entry in found["opaque"]]
    for enum in found["enums"]:
        members = ",\n".join(f"    {c['name']} = {c['value']}" for c in enum["constants"])
        lines += ["", f"/* {enum['header']}: {enum['doc']} */", "enum {", members, "};"]
    for function in found["functions"]:
        tags = [f"@owned{{{p['name']}: {p['owned']}}}"
                for p in function["parameters"] if p["owned"]]
        if function["borrowed"] is not None:
            tags.append(f"@borrowed{{{function['borrowed']}}}")
        tags += [f"@nullable{{{p['name']}}}" for p in function["parameters"] if p["nullable"]]
        if function["null_answer"] is not None:
            tags.append(f"@null{{{json.dumps(function['null_answer'])}}}")
        tags += ["@fallible"] if function["fallible"] else []
        tags += [f"@threads{{{function['threads']}}}", f"@since{{{function['since']}}}"]
        tags += ["@deprecated"] if function["deprecated"] is not None else []
        lines += ["", "/*", *(f" * {tag}" for tag in tags), " */", prototype(function) + ";"]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser()
    for name in ("json", "api", "cdef"):
        parser.add_argument("--" + name, dest="form", action="store_const", const=name)
    parser.add_argument("--output")
    parser.add_argument("folder", nargs="?", default=pathlib.Path(__file__).parent)
    arguments = parser.parse_args()
    try:
        found = read_headers(arguments.folder)
    except Refused as refused:
        sys.exit(f"declarations.py: {refused}")
    if arguments.form == "api":
        text = as_api(found)
    elif arguments.form == "cdef":
        text = as_cdef(found)
    else:
        text = json.dumps(found, indent=2, ensure_ascii=False) + "\n"
    if arguments.output:
        pathlib.Path(arguments.output).write_text(text, encoding="utf-8", newline="\n")
    else:
        sys.stdout.write(text)


if __name__ == "__main__":
    main()
