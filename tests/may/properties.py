"""What must hold of every answer, whatever the right one is.

    python3 tests/may/properties.py LIBRARY [COUNT] [SEED]

COUNT (300) licenses are invented with terms at random, the built-in ones are changed in one place, and
the answers before and after are compared over a grid of questions. One line per property; the exit
code is 1 when one is broken.
"""

import ctypes
import itertools
import json
import random
import sys

from run_may import Library, LibraryError

RANK = {"allowed": 0, "conditional": 1, "unknown": 2, "forbidden": 3}
ACTIONS = ["run", "host", "modify", "share", "share_finetune", "train_on_outputs", "distill", "sell_outputs"]
GATE = {"metric": "mau", "limit": 1000000, "effect": "permission", "who": "licensee", "when": "rolling"}
MONEY = dict(GATE, metric="annual_revenue", unit="USD", at="at_least")
TRADE = dict(GATE, metric="any", limit=0, business=["model_as_a_service"])
PLACE = {"exclude": ["EU"], "models": "all", "reaches": ["use", "distribution"], "who": "resident"}
MARK = {"text": "Built with Acme", "when": ["copy", "derivative", "service", "product", "trained_on_outputs"]}
NAME = {"rule": "prefix", "text": "Acme", "covers": ["derivatives", "trained_on_outputs"]}

# Values of each term, each list from free to strict: whoever moves to the right restricts. Values that
# only differ, such as two kinds of copyleft, stand in lists of their own.
CHAINS = {
    "purpose": [["none", "noncommercial", "research"], ["none", "computational"], ["none", "internal"]],
    "commercial": [["included", "register", "approve"], ["included", "register", "separate"]],
    "gates": [[[], [dict(GATE, effect="display")], [GATE]], [[], [TRADE], [GATE, TRADE]],
              [[], [dict(GATE, commercial_only=True)], [GATE]], [[], [MONEY], [MONEY, GATE]]],
    "modify": [["yes", "no_share", "no"], ["yes", "silent"]],
    "redistribute": [["yes", "no"], ["yes", "silent"]],
    "hosting": [["allowed", "notice", "distribution", "forbidden"], ["silent", "flow_down", "distribution"]],
    "copyleft": [["none", "work"], ["none", "network"], ["none", "same_license"]],
    "flow_down": [["none", "license_copy"], ["none", "use_limits", "all_terms"]],
    "notice": [["none", "keep"], ["none", "prescribed"], ["none", "credit"]],
    "state_changes": [[False, True]],
    "display": [["none", MARK]],
    "name_rule": [["none", NAME]],
    "output_train": [["free", "attribution", "no_other_llm"], ["silent", "no_competitor", "prohibited"],
                     ["free", "no_foundation", "no_other_model"]],
    "output_derivative": [[False, True]],
    "output_owner": [["user", "licensor"], ["unclaimed", "licensor"]],
    "aup": [["none", "law_only", "listed"], ["none", "incorporated"]],
    "field_bans": [[[], ["military"], ["military", "malware"]]],
    "territory": [[[], [dict(PLACE, models="multimodal")], [PLACE]], [[], [dict(PLACE, exclude=["EU", "GB"])]]],
    "runtime": [["none", "filter_duty"], ["none", "restrict_update"]],
}
# A ban on a service stands in `hosting` too, so that field_bans alone is never asked about one.
VALUES = {term: [value for chain in chains for value in chain] for term, chains in CHAINS.items()}

GRID = [dict(itertools.chain(*(part.items() for part in parts))) for parts in itertools.product(
    [{"action": action} for action in ACTIONS],
    [{}, {"commercial": True}, {"commercial": False}],
    [{}, {"monthly_active_users": 1000, "annual_revenue": 5, "currency": "USD"},
     {"monthly_active_users": 1000001, "annual_revenue": 1000000, "currency": "USD"}],
    [{}, {"territory": "DE"}, {"territory": "US"}],
    [{}, {"fields": ["military"]}, {"fields": [], "business": []},
     {"fields": ["education"], "business": ["model_as_a_service"]}])]


def license_document(name, terms):
    return {"format": "openness-license/1", "id": name, "name": name, "spdx": "none", "family": "none",
            "kind": "ai", "licensor": "Acme", "covers": ["weights"], "lists": [], "aliases": [],
            "confidence": "high", "texts": [{"terms": terms, "clauses": {}, "sources": [], "note": ""}]}


def record(name, license_id, bases=()):
    return {"format": "openness-release/1", "id": "acme/" + name, "name": name, "producer": "Acme",
            "kind": "finetune", "input_modalities": ["text"], "output_modalities": ["text"],
            "based_on": list(bases),
            "artifacts": [{"kind": "weights", "access": "public", "extent": "full", "license": license_id}]}


class Bench:
    """Counts checks, and keeps the first breaches of each property."""

    def __init__(self, library, seed):
        self.binding, self.rng = library, random.Random(seed)
        self.broken = 0
        self.database = None

    def load(self, documents):
        """Makes the documents known, instead of those that were known before."""
        if self.database is not None:
            self.binding.free_database(self.database)
        self.database = self.binding.extend(documents)

    def batches(self, cases, size=60):
        """Loads (documents, case) pairs some at a time: one document has a limit of values."""
        for at in range(0, len(cases), size):
            self.load([document for documents, _ in cases[at:at + size] for document in documents])
            for _, case in cases[at:at + size]:
                yield case

    def ask(self, expression, question):
        return self.binding.may_license(expression, question, self.database)

    def rank(self, expression, question):
        return RANK[self.ask(expression, question)[0]]

    def questions(self, count):
        return self.rng.sample(GRID, count)

    def random_terms(self):
        """Mostly free: where everything is barred, nothing else can be seen."""
        return {term: self.rng.choice(VALUES[term]) if self.rng.random() < 0.15
                else self.rng.choice(chains)[0] for term, chains in CHAINS.items()}

    def report(self, name, checked, breaches):
        self.broken += len(breaches)
        print(f"{name}: {checked} checked, {len(breaches)} broken")
        for breach in breaches[:5]:
            print("   ", breach)


def stricter(terms, term):
    """Values to the right of the one that stands, when they only restrict."""
    if term == "output_derivative" and terms.get("output_train_except"):
        return []  # what is a derivative may be spared by a ban on other models
    found = []
    for chain in CHAINS[term]:
        if terms.get(term) in chain:
            found += chain[chain.index(terms[term]) + 1:]
    return [value for value in found if value != terms[term]]


def policy_hides_bans(terms):
    """A policy that was added says to follow what was not read before: no restriction alone."""
    return "field_bans" not in terms or "unknown" in terms["field_bans"]


def restrictions(bench, count):
    """Adding a restriction never improves a verdict; so it never lifts a bar."""
    starts = [bench.random_terms() for _ in range(count)]
    for name in bench.binding.ids(bench.binding.constants["OPENNESS_KIND_LICENSE"]):
        texts = bench.binding.document(bench.binding.constants["OPENNESS_KIND_LICENSE"], name).get("texts", [])
        starts += [texts[-1]["terms"]] if texts else []
    cases = []
    for number, terms in enumerate(starts):
        documents, names = [license_document(f"start-{number}", terms)], []
        for term in CHAINS:
            values = stricter(terms, term)
            if not values or (term == "aup" and policy_hides_bans(terms)):
                continue
            names.append(f"strict-{number}-{term.replace('_', '-')}")
            documents.append(license_document(names[-1], dict(terms, **{term: bench.rng.choice(values)})))
        cases.append((documents, (f"start-{number}", names)))
    checked, breaches = 0, []
    for before, names in bench.batches(cases):
        for after, question in itertools.product(names, bench.questions(6)):
            one, two = bench.rank(before, question), bench.rank(after, question)
            checked += 1
            if two < one:
                breaches.append((before, after, question, one, two))
    bench.report("a restriction improves nothing", checked, breaches)


def joins(bench, count):
    """OR is the better of its sides, AND the worse, and no line stands twice."""
    bench.load([license_document(f"term-{n}", bench.random_terms()) for n in range(40)] +
               [license_document(f"part-{n}", {k: v for k, v in bench.random_terms().items()
                                               if bench.rng.random() < 0.8}) for n in range(40)])
    names = [f"term-{n}" for n in range(40)] + [f"part-{n}" for n in range(40)] + ["LicenseRef-acme"]
    names += bench.binding.ids(bench.binding.constants["OPENNESS_KIND_LICENSE"])
    checked, breaches = 0, []
    for _ in range(count * 4):
        a, b, c = bench.rng.choices(names, k=3)
        for question in bench.questions(2):
            sides = [bench.rank(side, question) for side in (a, b, c)]
            for expression, wanted in [(f"{a} OR {b}", min(sides[:2])), (f"{a} AND {b}", max(sides[:2])),
                                       (f"{a} AND ({b} OR {c})", max(sides[0], min(sides[1:]))),
                                       (f"{a} OR {b} AND {c}", min(sides[0], max(sides[1:])))]:
                verdict, lines = bench.ask(expression, question)
                seen = [(line["verdict"], line["term"], line["text"], line["license"]) for line in lines]
                checked += 1
                if RANK[verdict] != wanted or len(set(seen)) != len(seen):
                    breaches.append((expression, question, verdict, wanted, len(seen) - len(set(seen))))
    bench.report("OR takes the better side, AND the worse, each line once", checked, breaches)


def unknowns(bench, count):
    """A term that was not read never yields a permission where its values differ."""
    cases = []
    for number in range(count):
        terms = bench.random_terms()
        for term in bench.rng.sample(sorted(VALUES), 3):
            stem = f"case-{number}-{term.replace('_', '-')}"
            rest = {key: value for key, value in terms.items() if key != term}
            documents, names = [license_document(stem, rest)], []
            for at, value in enumerate(VALUES[term]):
                names.append(f"{stem}-{at}")
                documents.append(license_document(names[-1], dict(rest, **{term: value})))
            cases.append((documents, (stem, names)))
    checked, decided, breaches = 0, 0, []
    for stem, names in bench.batches(cases):
        for question in bench.questions(4):
            stated = {bench.rank(name, question) for name in names}
            unread = bench.rank(stem, question)
            checked += 1
            decided += len(stated) > 1
            allowed = {RANK["unknown"]} if len(stated) > 1 else stated | {RANK["unknown"]}
            if unread not in allowed:
                breaches.append((stem, question, sorted(stated), unread))
    bench.report(f"what was not read permits nothing ({decided} where it decides)", checked, breaches)


def lineage(bench, count):
    """What derives from a base is never freer than the base, unless it was licensed anew."""
    evidence = [{"source": "https://example.org", "shows": "granted anew", "read": "2026-11-21"}]
    cases = []
    for n in range(count):
        terms = [bench.random_terms() for _ in range(2)]
        relation = bench.rng.choice(["finetune", "merge", "quantization", "adapter"])
        stated = {"license": f"base-{n}"} if bench.rng.random() < 0.5 else {}
        documents = [
            license_document(f"own-{n}", terms[0]), license_document(f"base-{n}", terms[1]),
            record(f"root-{n}", f"base-{n}"),
            record(f"tuned-{n}", f"own-{n}", [dict({"id": f"acme/root-{n}", "relation": relation}, **stated)]),
            record(f"again-{n}", "MIT", [{"id": f"acme/tuned-{n}", "relation": "finetune"}]),
            record(f"anew-{n}", f"own-{n}", [{"id": f"acme/root-{n}", "relation": relation, "relicensed": True,
                                              "evidence": evidence}]),
            record(f"pupil-{n}", f"own-{n}", [{"id": f"acme/root-{n}", "relation": "distillation"}])]
        cases.append((documents, (n, terms[1]["output_derivative"])))
    checked, breaches = 0, []
    for n, inherits in bench.batches(cases):
        asked = {}
        for kind in ("root", "tuned", "again", "anew", "pupil"):
            asked[kind] = bench.binding.call("release_get", bench.database, f"acme/{kind}-{n}".encode())
        for question in bench.questions(6):
            rank = {kind: RANK[bench.binding.may_release(handle, "weights", question)[0]]
                    for kind, handle in asked.items()}
            own = rank["anew"]
            checked += 1
            right = (rank["tuned"] == max(own, rank["root"]) and rank["again"] >= rank["tuned"] and
                     rank["pupil"] == (rank["tuned"] if inherits else own))
            if not right:
                breaches.append((n, inherits, question, rank))
        for handle in asked.values():
            bench.binding.free_release(handle)
    bench.report("a base binds what derives from it", checked, breaches)


def same_bytes(bench, count):
    """The same question gives the same bytes, in every format."""
    bench.load([license_document(f"any-{n}", bench.random_terms()) for n in range(20)])
    checked, breaches = 0, []
    library = bench.binding
    for _ in range(count):
        expression = f"any-{bench.rng.randrange(20)} AND (any-{bench.rng.randrange(20)} OR reka)"
        text = json.dumps(bench.rng.choice(GRID)).encode()
        for form in ("JSON", "TEXT", "MARKDOWN"):
            pages = []
            for _ in range(2):
                answer = library.call("may_license", bench.database, expression.encode(), text,
                                      ctypes.c_size_t(len(text)))
                page = library.call("answer_render", answer,
                                    ctypes.c_int(library.constants["OPENNESS_FORMAT_" + form]),
                                    ctypes.c_uint32(0), ctypes.c_int(60))
                pages.append(library.c.openness_text_data(page))
                library.c.openness_text_free(page)
                library.c.openness_answer_free(answer)
            checked += 1
            if pages[0] != pages[1] or (form == "JSON" and not json.loads(pages[0])):
                breaches.append((expression, text, form))
            if form == "TEXT":
                wide = [line for line in pages[0].decode().splitlines() if len(line) > 60 and "://" not in line]
                breaches += [(expression, line) for line in wide]
    bench.report("the same question gives the same bytes", checked, breaches)


def main(path, count, seed):
    bench = Bench(Library(path), seed)
    for check in (restrictions, joins, unknowns, lineage, same_bytes):
        try:
            check(bench, count)
        except LibraryError as error:
            bench.report(check.__name__ + " could not be asked", 0, [f"{error} {error.issues}"])
    return 1 if bench.broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 300,
                  int(sys.argv[3]) if len(sys.argv) > 3 else 1))
