#!/usr/bin/env python3
"""Puts the documents of data/ into the library, as C string literals.

usage: embed.py OUTPUT.c DATA_DIR [--depfile FILE]
       embed.py --schema VOCABULARY/record.json

The first form checks every document and writes the table of lib/embedded.h.
The second writes the JSON Schema of a release record to standard output: its
enumerations come from the vocabulary, so that every name has one home.

Standard library only. The output depends on the documents alone: it holds no
path of the build machine, no date and no time of a file.
"""

import argparse
import hashlib
import json
import os
import re
import sys

FORMATS = {
    "license": "openness-license/1",
    "release": "openness-release/1",
    "rubric": "openness-rubric/1",
}
VOCABULARY = {
    "claims": "openness-claims/1",
    "facts": "openness-facts/1",
    "issues": "openness-issues/1",
    "license-names": "openness-license-names/1",
    "licenses": "openness-license-vocabulary/1",
    "os-ai-map-licenses": "openness-os-ai-map-licenses/1",
    "mot-licenses": "openness-mot-licenses/1",
    "record": "openness-vocabulary/1",
    "spdx": "openness-spdx/1",
}
# As in lib/release_read.c, which refuses any other.
PROMISES = ["pending", "kept", "kept_late", "partly_kept", "broken", "withdrawn"]
TITLES = {"license": "name", "release": "name", "rubric": "title"}
ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]*(/[A-Za-z0-9][A-Za-z0-9._+-]*)*\Z")
LINE = 2000  # bytes of a document per line of C


class Broken(Exception):
    """A document that must not be built in."""


class Number(str):
    """A number, spelled as in its document: 6.74e24 must stay 6.74e24."""


def members(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Broken('the member "%s" stands twice' % twice)
    return found


def not_a_number(text):
    raise Broken("%s is not JSON" % text)


def parse(raw):
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Broken("not UTF-8: %s" % error) from error
    if "\0" in text or "\\u0000" in text:
        raise Broken("U+0000 is not allowed")
    try:
        return json.loads(text, object_pairs_hook=members, parse_int=Number,
                          parse_float=Number, parse_constant=not_a_number)
    except json.JSONDecodeError as error:
        raise Broken(str(error)) from error


def canonical(value):
    """Compact JSON: members in the order of the document, nothing escaped that need not be."""
    if isinstance(value, dict):
        return "{%s}" % ",".join(canonical(str(k)) + ":" + canonical(v) for k, v in value.items())
    if isinstance(value, list):
        return "[%s]" % ",".join(canonical(item) for item in value)
    if isinstance(value, Number):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def literal(data):
    """A C string literal, in lines. Octal escapes end after three digits, so that what
    follows cannot join them; "?" is escaped where two meet, so that no trigraph arises."""
    out = []
    for start in range(0, max(len(data), 1), LINE):
        line = []
        previous = ""
        for byte in data[start:start + LINE]:
            char = chr(byte)
            if char in '"\\':
                line.append("\\" + char)
            elif 0x20 <= byte < 0x7F and not (char == "?" and previous == "?"):
                line.append(char)
            else:
                line.append("\\%03o" % byte)
            previous = char
        out.append('"%s"' % "".join(line))
    return "\n    ".join(out)


def read(path, kind, name, documents):
    try:
        with open(path, "rb") as file:
            document = parse(file.read())
        if not isinstance(document, dict):
            raise Broken("a document is an object")
        wanted = VOCABULARY[name] if kind == "vocabulary" else FORMATS[kind]
        if document.get("format") != wanted:
            raise Broken('the format must be "%s"' % wanted)
        title = ""
        if kind != "vocabulary":
            if document.get("id") != name:
                raise Broken('the id must be "%s", as the name of the file says' % name)
            if not ID.match(name):
                raise Broken("the id has a character that ids may not have")
            title = document.get(TITLES[kind])
            if not isinstance(title, str) or not title:
                raise Broken('the member "%s" is missing' % TITLES[kind])
        text = canonical(document).encode("utf-8")
    except Broken as error:
        sys.exit("%s: %s" % (path, error))
    documents.append((kind, name, title, text))


def collect(root):
    """All documents, sorted by the bytes of kind and id, and the files they came from."""
    documents = []
    paths = []
    for kind, folder in (("license", "licenses"), ("release", "releases"),
                         ("rubric", "rubrics"), ("vocabulary", "vocabulary")):
        top = os.path.join(root, folder)
        for where, folders, files in os.walk(top):
            folders.sort()
            for file in sorted(files):
                path = os.path.join(where, file)
                name, dot, ending = os.path.relpath(path, top).replace(os.sep, "/").rpartition(".")
                if ending != "json" or not dot:
                    sys.exit("%s: only .json files belong here" % path)
                if kind == "vocabulary" and name not in VOCABULARY:
                    sys.exit("%s: not a part of the vocabulary" % path)
                paths.append(path)
                read(path, kind, name, documents)
    documents.sort(key=lambda d: (d[0].encode(), d[1].encode()))
    known = {d[1] for d in documents if d[0] == "vocabulary"}
    if known != set(VOCABULARY):
        sys.exit("%s: the vocabulary is not complete" % root)
    folded = {}
    for kind, name, _, _ in documents:
        # Expressions name licenses without regard to case.
        other = folded.setdefault((kind, name.lower()), name)
        if other != name:
            sys.exit('%s: the ids "%s" and "%s" differ only by case' % (kind, other, name))
    return documents, paths


def digest(documents):
    sha = hashlib.sha256()
    for kind, name, _, text in documents:
        for part in (kind.encode(), name.encode(), text):
            sha.update(part + b"\0")
    return sha.hexdigest()


def generate(documents, version):
    out = ["/* Generated by data/embed.py from the documents of data/. */",
           '#include "embedded.h"', "",
           "/* Every compiler that this library supports takes literals beyond 4095 bytes. */",
           "#if defined(__GNUC__)",
           '#pragma GCC diagnostic ignored "-Woverlength-strings"',
           "#endif", ""]
    for number, (_, _, _, text) in enumerate(documents):
        out.append("static const char text_%d[] =\n    %s;" % (number, literal(text)))
    out.append("\nconst opn_embedded opn_embedded_documents[] = {")
    for number, (kind, name, title, _) in enumerate(documents):
        out.append("    {%s, %s, %s, text_%d, sizeof text_%d - 1}," % (
            literal(kind.encode()), literal(name.encode()), literal(title.encode()),
            number, number))
    out.append("};\n\nconst size_t opn_embedded_count = %d;" % len(documents))
    out.append("const char opn_embedded_digest[] = %s;" % literal(digest(documents).encode()))
    out.append("const char opn_embedded_version[] = %s;" % literal(version.encode()))
    return "\n".join(out) + "\n"


def write(path, text):
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)


def folders(paths):
    """The folders of the files: a file that comes or goes changes them."""
    return sorted({os.path.dirname(path) for path in paths})


def embed(output, root, depfile):
    documents, paths = collect(root)
    version_path = os.path.join(root, "VERSION")
    with open(version_path, encoding="ascii") as file:
        version = file.read().strip()
    if not re.match(r"\d{4}-\d{2}-\d{2}\Z", version):
        sys.exit("%s: a date is expected" % version_path)
    write(output, generate(documents, version))
    if depfile:
        inputs = [path.replace("\\", "/").replace(" ", "\\ ")
                  for path in [os.path.abspath(__file__), version_path] + folders(paths) + paths]
        write(depfile, "%s: %s\n" % (output.replace(" ", "\\ "), " ".join(inputs)))


def text_schema(limit):
    return {"type": "string", "minLength": 1, "maxLength": limit}


def value_schema(levels, applies):
    """A level, "unknown" or known in part; docs/formats.md, Values."""
    words = list(levels) + ["unknown"] + (["not_applicable"] if applies else [])
    bound = {"enum": list(levels)}
    return {"oneOf": [
        {"enum": words},
        {"type": "object", "minProperties": 1, "additionalProperties": False,
         "properties": {"at_least": bound, "at_most": bound}},
    ]}


def field_value(field):
    if field["type"] == "number":
        return {"oneOf": [{"type": "number", "minimum": 0},
                          {"enum": ["unknown", "not_applicable"]},
                          {"type": "string", "maxLength": 60,
                           "pattern": r"^[0-9]+(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$"}]}
    if field["type"] == "date":
        return {"oneOf": [{"$ref": "#/$defs/date"}, {"enum": ["unknown", "not_applicable"]}]}
    return {"$ref": "#/$defs/value_%s" % field["type"]}


def artifact_schema(record, reference):
    staged = {}
    plain = []
    for slot in record["artifacts"]:
        if "stages" in slot:
            staged.setdefault(slot["kind"], []).extend(slot["stages"])
        elif slot["kind"] not in plain:
            plain.append(slot["kind"])
    return {
        "type": "object", "additionalProperties": False, "required": ["kind"],
        "properties": {
            "kind": {"enum": plain + list(staged)},
            "stage": {"enum": list(dict.fromkeys(s for v in staged.values() for s in v))},
            "name": reference("line"),
            "access": reference("value_access"),
            "extent": reference("value_extent"),
            "license": reference("license"),
            "withheld_reason": {"oneOf": [
                reference("value_reason"),
                {"type": "object", "additionalProperties": False, "required": ["value"],
                 "properties": {"value": reference("value_reason"), "text": reference("prose")}},
            ]},
            "note": reference("prose"),
            "events": {"type": "array", "maxItems": 1000, "items": reference("event")},
            "evidence": reference("claims"),
        },
        "oneOf": [
            {"properties": {"kind": {"enum": plain}, "stage": False}},
        ] + [
            {"properties": {"kind": {"const": kind}, "stage": {"enum": stages}},
             "required": ["stage"]} for kind, stages in staged.items()
        ],
    }


def definitions(record, reference):
    ladders = {ladder["id"]: ladder["levels"] for ladder in record["ladders"]}
    used = dict.fromkeys(["access", "extent", "reason"] + [
        field["type"] for field in record["fields"] if field["type"] in ladders])
    date = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
    defs = {
        "line": text_schema(400),
        "prose": text_schema(4000),
        "id": dict(text_schema(128), pattern="^[A-Za-z0-9][A-Za-z0-9._/-]*$"),
        "date": {"type": "string", "pattern": date},
        "license": {"oneOf": [
            dict(text_schema(1024), description="an SPDX expression, or none, unknown or proprietary"),
            {"type": "object", "additionalProperties": False, "required": ["one_of"],
             "description": "it is one of these, and it is not established which",
             "properties": {"one_of": {
                 "type": "array", "minItems": 2, "maxItems": 8, "uniqueItems": True,
                 "items": dict(text_schema(1024), description=(
                     "an SPDX expression, or none or proprietary"),
                     **{"not": {"const": "unknown"}})}}}]},
        "modalities": {"type": "array", "items": {"enum": record["modalities"]}},
        "claims": {"type": "array", "items": reference("claim")},
        "claim": {
            "type": "object", "additionalProperties": False, "required": ["source"],
            "properties": {
                "source": reference("prose"), "locator": reference("prose"),
                "revision": reference("line"), "archived": reference("prose"),
                "shows": reference("prose"), "read": reference("date"),
                "by": reference("line"), "confidence": {"enum": ["high", "medium", "low"]},
                "for": {"type": "array", "items": reference("line")},
            },
        },
        "event": {
            "type": "object", "additionalProperties": False, "required": ["date"],
            "properties": {
                "date": reference("date"), "access": reference("state_access"),
                "extent": reference("state_extent"), "license": reference("license"),
                "about": reference("prose"), "evidence": reference("claims"),
            },
        },
        "state_access": value_schema(ladders["access"], False),
        "state_extent": value_schema(ladders["extent"], False),
    }
    for ladder in used:
        defs["value_" + ladder] = value_schema(ladders[ladder], True)
    defs["artifact"] = artifact_schema(record, reference)
    return defs


def release_schema(record):
    def reference(name):
        return {"$ref": "#/$defs/" + name}

    def group(required, most, properties):
        item = {"type": "object", "additionalProperties": False, "required": required,
                "properties": properties}
        return {"type": "array", "items": item, **({"maxItems": most} if most else {})}

    kinds = [kind["id"] for kind in record["kinds"]]
    relations = [relation["id"] for relation in record["relations"]]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One release of a model, with evidence",
        "type": "object",
        "additionalProperties": False,
        "required": ["format", "id", "name", "producer", "kind", "artifacts"],
        "properties": {
            "format": {"const": "openness-release/1"},
            "id": reference("id"), "name": reference("line"), "producer": reference("line"),
            "version": reference("line"), "revision": reference("line"),
            "release_date": {"oneOf": [reference("date"), {"enum": ["unknown", "none"]}]},
            "kind": {"enum": kinds + ["unknown"]},
            "input_modalities": reference("modalities"),
            "output_modalities": reference("modalities"),
            "based_on": group(["id", "relation"], 100, {
                "id": reference("id"), "relation": {"enum": relations},
                "license": reference("license"), "relicensed": {"type": "boolean"},
                "note": reference("prose"), "evidence": reference("claims")}),
            "label_claimed": {
                "type": "object", "additionalProperties": False, "required": ["value"],
                "properties": {"value": reference("line"), "note": reference("prose"),
                               "evidence": reference("claims")}},
            "fields": {"type": "object", "additionalProperties": False, "properties": {
                field["id"]: {
                    "type": "object", "additionalProperties": False, "required": ["value"],
                    "description": field["about"],
                    "properties": {"value": field_value(field), "note": reference("prose"),
                                   "evidence": reference("claims")},
                } for field in record["fields"]}},
            "artifacts": {"type": "array", "maxItems": 1000, "items": reference("artifact")},
            "promises": group(["about"], 0, {
                "about": reference("prose"), "artifact": reference("line"),
                "announced": reference("date"), "due": reference("date"),
                "status": {"enum": PROMISES}, "evidence": reference("claims")}),
            "assessments": group(["rubric", "criterion", "level"], 0, {
                "rubric": reference("line"), "version": {"type": "integer", "minimum": 1},
                "criterion": reference("line"), "level": reference("line"),
                "by": reference("line"), "date": reference("date"),
                "note": reference("prose"), "evidence": reference("claims")}),
            "conflicts": group(["about"], 0, {
                "about": reference("prose"), "evidence": reference("claims")}),
        },
        "$defs": definitions(record, reference),
    }


def main():
    parser = argparse.ArgumentParser(description="Embed the documents of data/.")
    parser.add_argument("output", nargs="?")
    parser.add_argument("data", nargs="?")
    parser.add_argument("--depfile")
    parser.add_argument("--schema", metavar="RECORD")
    arguments = parser.parse_args()
    if arguments.schema:
        with open(arguments.schema, encoding="utf-8") as file:
            schema = release_schema(json.load(file))
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")
        json.dump(schema, sys.stdout, indent=2, ensure_ascii=False)
        print()
    elif arguments.output and arguments.data:
        embed(arguments.output, arguments.data, arguments.depfile)
    else:
        parser.error("OUTPUT.c and DATA_DIR are expected")


if __name__ == "__main__":
    main()
