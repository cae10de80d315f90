"""Compares the parser of license expressions with the npm package spdx-expression-parse.

usage: spdx_oracle.py LIBRARY DATA_DIR NODE_FOLDER [COUNT [SEED [--install]]]

NODE_FOLDER is where npm has put the package, or shall put it with --install:

    npm install --prefix NODE_FOLDER spdx-expression-parse

COUNT expressions are generated, most of them broken afterwards, and the examples
of the SPDX specification come on top. Both parsers say of each whether it is an
expression. Where they differ, one of the rules below must say why; each of them
names what the standard says. Without node or the package: skipped, exit 77.
"""
import ctypes
import json
import pathlib
import random
import re
import subprocess
import sys

SKIPPED = 77
JUDGE = r"""
const parse = require('spdx-expression-parse')
const fs = require('fs')
const ids = [].concat(require('spdx-license-ids'), require('spdx-license-ids/deprecated'))
const texts = JSON.parse(fs.readFileSync(0, 'utf8'))
const verdicts = texts.map(text => { try { parse(text); return true } catch (e) { return false } })
process.stdout.write(JSON.stringify({ids, exceptions: require('spdx-exceptions'), verdicts}))
"""

# SPDX 2.3, Annex D, and 3.0.1, Annex B.
EXAMPLES = [
    ("CDDL-1.0", True), ("CDDL-1.0+", True), ("LicenseRef-23", True),
    ("LicenseRef-MIT-Style-1", True),
    ("DocumentRef-spdx-tool-1.2:LicenseRef-MIT-Style-2", True),
    ("(LGPL-2.1-only OR MIT)", True), ("LGPL-2.1-only OR MIT", True),
    ("(LGPL-2.1-only OR MIT OR BSD-3-Clause)", True),
    ("LGPL-2.1-only OR MIT OR BSD-3-Clause", True), ("LGPL-2.1-only AND MIT", True),
    ("(LGPL-2.1-only AND MIT AND BSD-2-Clause)", True),
    ("LGPL-2.1-only AND MIT AND BSD-2-Clause", True),
    ("GPL-2.0-or-later WITH Bison-exception-2.2", True),
    ("LGPL-2.1-only OR BSD-3-Clause AND MIT", True),
    ("MIT AND (LGPL-2.1-or-later OR BSD-3-Clause)", True), ("GPL-2.0+", True),
    ("GPL-2.0-only WITH Classpath-exception-2.0", True), ("mit and gpl-3.0-ONLY", True),
    ("GPL-3.0-only WITH AdditionRef-extra", True),
    ("GPL-3.0-only WITH DocumentRef-other:AdditionRef-extra", True),
    ("", False), ("AND", False), ("MIT OR", False), ("OR MIT", False), ("(MIT", False),
    ("MIT)", False), ("()", False), ("MIT ISC", False), ("MIT +", False), ("+", False),
    ("MIT And ISC", False), ("MIT WITH", False), ("WITH Bison-exception-2.2", False),
    ("MIT WITH MIT", False), ("Bison-exception-2.2", False), ("LicenseRef-", False),
    ("DocumentRef-a", False), ("DocumentRef-a:MIT", False), ("MIT/ISC", False),
    ("(MIT OR ISC) WITH Bison-exception-2.2", False), ("MIT AND AND ISC", False),
]

IDENTITY = r"[A-Za-z0-9.\-]"
# why, when, verdict of this library
RULES = [
    ("AdditionRef- may stand after WITH (3.0.1); the package knows it not",
     re.compile(r"AdditionRef-"), True),
    ("operators stand all in capitals or all in small letters (3.0.1); the package takes And",
     re.compile(r"\b(?!AND\b|and\b|OR\b|or\b|WITH\b|with\b)(?:[Aa][Nn][Dd]|[Oo][Rr]|"
                r"[Ww][Ii][Tt][Hh])"), False),
    ("white space parts an operator from an id; the package reads ANDMIT as AND MIT",
     re.compile(r"(?:^|[ (+)])(?:AND|OR|WITH)(?=%s)|\+(?:AND|OR|WITH)" % IDENTITY, re.I), False),
    ("no white space stands about the colon of DocumentRef-; the package skips it",
     re.compile(r"\s:|:\s"), False),
    ("an id stands where it is due; the package looks for one further on",
     re.compile(r"[^A-Za-z0-9.\-+:() \t\r\n]|Ref-(?!%s)" % IDENTITY), False),
    ("parentheses hold an expression; the package passes over empty ones",
     re.compile(r"\(\s*\)"), False),
]


def judge(folder, texts):
    try:
        done = subprocess.run(["node", "-e", JUDGE], input=json.dumps(texts), cwd=folder,
                              capture_output=True, text=True, check=False)
    except OSError as error:
        print("skipped: %s" % error)
        sys.exit(SKIPPED)
    if done.returncode != 0:
        print("skipped: %s" % (done.stderr.strip().splitlines() or ["node failed"])[-1])
        sys.exit(SKIPPED)
    return json.loads(done.stdout)


class Library:
    def __init__(self, path):
        self.binding = ctypes.CDLL(path)
        self.binding.openness_error_message.restype = ctypes.c_char_p
        for name in ("text_free", "error_free"):
            getattr(self.binding, "openness_" + name).argtypes = [ctypes.c_void_p]
        self.constants = self.binding.openness_constants_json
        self.constants.restype = ctypes.c_char_p
        self.refused = json.loads(self.constants())["OPENNESS_E_SCHEMA"]
        self.database = ctypes.c_void_p()
        assert self.binding.openness_database_open(ctypes.byref(self.database), None) == 0

    def accepts(self, text):
        """A record is right or wrong by the license of its one artifact."""
        record = json.dumps({
            "format": "openness-release/1", "id": "a/b", "name": "B", "producer": "A",
            "kind": "base", "artifacts": [{
                "kind": "weights", "access": "public", "extent": "full", "license": text,
                "evidence": [{"source": "https://example.org"}]}]}).encode()
        out, error = ctypes.c_void_p(), ctypes.c_void_p()
        status = self.binding.openness_validate(
            self.database, record, ctypes.c_size_t(len(record)), ctypes.c_uint32(0),
            ctypes.byref(out), ctypes.byref(error))
        assert status in (0, self.refused), (status, text)
        self.binding.openness_text_free(out)
        self.binding.openness_error_free(error)
        return status == 0


class Maker:
    """Expressions by the grammar, and what is left of them after a mishap."""

    def __init__(self, ids, exceptions, seed):
        self.choose = random.Random(seed)
        self.ids = ids
        self.exceptions = exceptions

    def case(self, text):
        return self.choose.choice([text] * 6 + [text.lower(), text.upper()])

    def simple(self):
        kind = self.choose.random()
        if kind < 0.1:
            return ["LicenseRef-%d" % self.choose.randrange(99)]
        if kind < 0.15:
            colon = self.choose.choice([":"] * 9 + [" : "])
            return ["DocumentRef-a.%d%sLicenseRef-b" % (self.choose.randrange(99), colon)]
        text = self.case(self.choose.choice(self.ids)) + self.choose.choice(["", "", "", "+"])
        if kind < 0.35:
            return [text, self.choose.choice(["WITH", "with"]),
                    self.case(self.choose.choice(self.exceptions))]
        return [text]

    def tokens(self, depth):
        if depth == 0 or self.choose.random() < 0.3:
            return self.simple()
        left, right = self.tokens(depth - 1), self.tokens(depth - 1)
        joined = left + [self.choose.choice(["AND", "OR", "and", "or"])] + right
        return ["("] + joined + [")"] if self.choose.random() < 0.5 else joined

    def spoil(self, tokens):
        at = self.choose.randrange(len(tokens))
        other = self.choose.choice(
            ["AND", "OR", "WITH", "(", ")", "+", "And", "Nothing-1.0", "MIT-like", "AdditionRef-x",
             "LicenseRef-", ":", "DocumentRef-a", "Bison-exception-2.2", "MIT", "MIT++", "é", "/"])
        how = self.choose.randrange(5)
        if how == 0:
            del tokens[at]
        elif how == 1:
            tokens.insert(at, other)
        elif how == 2:
            tokens[at] = other
        elif how == 3:
            back = self.choose.randrange(len(tokens))
            tokens[at], tokens[back] = tokens[back], tokens[at]
        else:
            word = tokens[at]
            cut = self.choose.randrange(len(word) + 1)
            with_what = self.choose.choice(["", "x", "-", "+", " ", "."])
            tokens[at] = word[:cut] + with_what + word[cut + 1:]

    def text(self):
        tokens = self.tokens(self.choose.randrange(5))
        for _ in range(self.choose.choice([0, 0, 1, 1, 2])):
            if tokens:
                self.spoil(tokens)
        out = ""
        for token in filter(None, tokens):
            tight = token in "()" or out.endswith("(") or out.endswith(")")
            gap = "" if self.choose.random() < (0.5 if tight else 0.02) else " "
            out += (gap if out else "") + token
        return out.replace("  ", self.choose.choice(["  ", "\t", "\n"]))


def as_spelled(text, spelling):
    """What the package reads: ids as the list has them, and spaces for white space."""
    text = re.sub(IDENTITY + "+", lambda word: spelling.get(word[0].lower(), word[0]), text)
    return re.sub(r"[\t\r\n]", " ", text)


def main():
    arguments = [a for a in sys.argv[1:] if a != "--install"]
    folder = pathlib.Path(arguments[2])
    count = int(arguments[3]) if len(arguments) > 3 else 6000
    seed = int(arguments[4]) if len(arguments) > 4 else 1
    if "--install" in sys.argv:
        folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", str(folder),
                        "spdx-expression-parse"], check=False, capture_output=True)
    if not folder.is_dir():
        print("skipped: there is no %s" % folder)
        return SKIPPED
    known = judge(folder, [])
    spdx = json.loads((pathlib.Path(arguments[1]) / "vocabulary/spdx.json").read_text("utf-8"))
    ids = [row[0] for row in spdx["licenses"] if not row[0].endswith("+")]
    exceptions = [row[0] for row in spdx["exceptions"]]
    # The lists may be of two versions; what only one of them has is not compared.
    only_here = (set(ids) | set(exceptions)) - set(known["ids"]) - set(known["exceptions"])
    only_there = (set(known["ids"]) | set(known["exceptions"])) - set(ids) - set(exceptions)
    spelling = {word.lower(): word for word in ids + exceptions}
    maker = Maker([i for i in ids if i not in only_here],
                  [e for e in exceptions if e not in only_here], seed)
    texts = [text for text, _ in EXAMPLES]
    while len(texts) < count + len(EXAMPLES):
        text = maker.text()
        if len(text.encode()) <= 1024 and text not in ("none", "unknown", "proprietary"):
            texts.append(text)
    library = Library(arguments[0])
    ours = [library.accepts(text) for text in texts]
    theirs = judge(folder, [as_spelled(text, spelling) for text in texts])["verdicts"]
    failures = ["example %r: %s" % (text, verdict) for (text, wanted), verdict
                in zip(EXAMPLES, ours) if verdict != wanted]
    explained = dict.fromkeys((why for why, _, _ in RULES), 0)
    for text, here, there in zip(texts, ours, theirs):
        if here == there:
            continue
        why = next((w for w, when, verdict in RULES if verdict == here and when.search(text)), None)
        if why is None:
            failures.append("%r: %s here, %s there" % (text, here, there))
        else:
            explained[why] += 1
    for line in failures[:20]:
        print(line)
    for why, times in explained.items():
        print("%5d  %s" % (times, why))
    print("only here: %s; only there: %s" % (sorted(only_here), sorted(only_there)))
    print("%d expressions, %d valid; %d differ, %d of them unexplained; %d examples" % (
        len(texts), sum(ours), sum(a != b for a, b in zip(ours, theirs)), len(failures),
        len(EXAMPLES)))
    return 1 if failures else 0


sys.exit(main())
