"""What strings mean as licenses: labeled cases, ids, and random strings.

usage: run_resolver.py LIBRARY DATA_DIR [COUNT [SEED]]

Every case of strings.json must come out as labeled; every license of the
database must resolve to itself, and every expression that the resolver writes
must resolve to itself; COUNT random strings of each of three kinds must match
nothing.
"""
import ctypes
import json
import pathlib
import random
import string
import sys

library = ctypes.CDLL(sys.argv[1])
library.openness_text_data.restype = ctypes.c_char_p
for name in ("text_data", "text_free", "database_free"):
    getattr(library, "openness_" + name).argtypes = [ctypes.c_void_p]
data = pathlib.Path(sys.argv[2])
count = int(sys.argv[3]) if len(sys.argv) > 3 else 10000
seed = int(sys.argv[4]) if len(sys.argv) > 4 else 1
database = ctypes.c_void_p()
assert library.openness_database_open(ctypes.byref(database), None) == 0
MEMBERS = ["text", "kind", "expression", "matched_by", "confidence", "candidates", "status"]
failures = []


def resolve(text):
    raw = text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass")
    out = ctypes.c_void_p()
    status = library.openness_license_resolve(
        database, raw, ctypes.c_size_t(len(raw)), ctypes.byref(out), None)
    assert status == 0, (status, text[:80])
    found = json.loads(library.openness_text_data(out))
    library.openness_text_free(out)
    assert list(found) == MEMBERS, found
    sure = found["kind"] in ("license", "expression")
    assert (found["expression"] is not None) == sure, found
    assert (found["confidence"] in ("high", "medium")) == sure, found
    assert bool(found["candidates"]) == (found["kind"] == "family"), found
    assert (found["status"] is not None) == (found["kind"] == "status"), found
    assert (found["matched_by"] is None) == (found["kind"] == "unmatched"), found
    return found


def check(text, found, wanted, what):
    if found != wanted:
        failures.append("%s %.120r: %r, not %r" % (what, text, found, wanted))


def run_case(case):
    text = case["text"]
    if isinstance(text, dict):
        text = text["repeat"][0] * text["repeat"][1]
    found = resolve(text)
    wanted = {
        "license": ("license", case.get("license")),
        "expression": ("expression", case.get("expression")),
        "status": ("status", case.get("means")),
        "ambiguous": ("family", case.get("members")),
        "unmatched": ("unmatched", None),
    }[case["is"]]
    value = {"license": "expression", "expression": "expression", "status": "status",
             "family": "candidates"}.get(found["kind"], "expression")
    check(text, (found["kind"], found[value]), wanted, "case")
    clipped = text.encode()[:1024].decode("utf-8", "ignore").replace("\0", "\ufffd")
    check(text, found["text"], clipped, "text of")


cases = json.loads((data.parent / "tests/resolver/strings.json").read_text("utf-8"))["cases"]
for case in cases:
    run_case(case)

# No C string: a NUL anywhere is a control character.
for raw in (b"MIT\0", b"\0MIT", b"M\0IT", b"\0", b"MIT\0" * 1000, b"\xff\xfe", b"MIT\xc3",
            b"\xed\xa0\x80", b"MIT\xf8"):
    check(raw, resolve(raw)["kind"], "unmatched", "bytes")

names = json.loads((data / "vocabulary/license-names.json").read_text("utf-8"))
spdx = json.loads((data / "vocabulary/spdx.json").read_text("utf-8"))
documents = sorted(path.stem for path in (data / "licenses").glob("*.json"))
for identity in documents:
    found = resolve(identity)
    check(identity, (found["kind"], found["expression"]), ("license", identity), "document")
marks = {identity: set(flags) - {"d"} for identity, _, flags in spdx["licenses"]}
alias_of = {}
for identity in documents:
    document = json.loads((data / "licenses" / (identity + ".json")).read_text("utf-8"))
    alias_of.update((alias, identity) for alias in document["aliases"])


def stands_for(identity):
    """The license of an SPDX id: a document's, or that of the same version."""
    if identity in documents or identity in alias_of:
        return alias_of.get(identity, identity)
    for ending in ("-only", "-or-later", "+"):
        base = identity.removesuffix(ending)
        if base != identity and marks.get(base) == marks[identity]:
            return stands_for(base)
    return identity


for identity, _, _ in spdx["licenses"]:
    found = resolve(identity)
    check(identity, (found["kind"], found["expression"]), ("license", stands_for(identity)),
          "SPDX id")
for row in names["aliases"]:
    found = resolve(row["text"])
    check(row["text"], (found["expression"], found["confidence"]),
          (row["license"], row["confidence"]), "alias")
for row in names["families"]:
    check(row["text"], resolve(row["text"])["candidates"], row["members"], "family")
    for member in row["members"]:
        check(member, resolve(member)["expression"], member, "member")
for row in names["urls"]:
    for scheme in ("", "https://www.", "HTTP://"):
        check(row["url"], resolve(scheme + row["url"] + "/")["expression"], row["license"], "URL")
for row in names["expressions"]:
    found = resolve(row["text"])
    # Ids come first: GPL-2.0-with-classpath-exception is one, if a deprecated one.
    if found["matched_by"] != "spdx_id":
        check(row["text"], found["expression"], row["expression"], "phrase")
    check(row["expression"], resolve(row["expression"])["expression"], row["expression"],
          "expression")

# Strings at random: none of them is a name, except that one of a few letters
# may happen to be; so they have eight or more.
choose = random.Random(seed)
LETTERS = string.ascii_letters + string.digits + " .-_+/()"
WIDE = [(0x20, 0x2FF), (0x370, 0x52F), (0x4E00, 0x9FFF), (0x1F300, 0x1F6FF)]


def ascii_noise():
    return "".join(choose.choice(LETTERS) for _ in range(choose.randint(8, 60)))


def unicode_noise():
    return "".join(chr(choose.randint(*choose.choice(WIDE)))
                   for _ in range(choose.randint(8, 40)))


def byte_noise():
    return bytes(choose.randrange(256) for _ in range(choose.randint(8, 60)))


matched = 0
for noise in (ascii_noise, unicode_noise, byte_noise):
    for _ in range(count):
        text = noise()
        if resolve(text)["kind"] != "unmatched":
            matched += 1
            failures.append("random: %r matches" % text)

library.openness_database_free(database)
for line in failures[:40]:
    print(line)
print("%d cases, %d documents, %d SPDX ids, %d aliases, %d addresses; %d random strings, "
      "%d of them match; %d failures" % (
          len(cases), len(documents), len(spdx["licenses"]), len(names["aliases"]),
          len(names["urls"]), 3 * count, matched, len(failures)))
sys.exit(1 if failures else 0)
