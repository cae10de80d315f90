"""Small documents whose answers the specification states: is the oracle itself right?

Knows three artifacts and six licenses, made up here. Prints one line, or stops at the first wrong answer.
"""

from fractions import Fraction

from oracle import (ABSTAINS, ASSESSED, FILL, LOWER, NOT_APPLICABLE, RECORD, Knowledge, Resolved, Rubric,
                    decimal_text, holds, ordered_term)


def _micro():
    """A vocabulary of three artifacts and three licenses."""
    know = Knowledge()
    extent = ["none", "described", "listed", "partial", "full"]
    access = ["none", "announced", "hosted", "api", "request", "gated", "public"]
    ladders = {"access": access, "extent": extent, "yesno": ["no", "yes"],
               "information": ["insufficient", "sufficient"],
               "compute": ["above_1e26", "above_1e25", "above_1e23", "up_to_1e23"],
               "tokens": ["none", "some", "over_1e12"]}
    record = {
        "ladders": [{"id": i, "levels": levels} for i, levels in ladders.items()],
        "artifacts": [{"id": "weights", "kind": "weights"}, {"id": "base_weights", "kind": "base_weights"},
                      {"id": "pre", "kind": "data", "stages": ["pretraining"]},
                      {"id": "post", "kind": "data", "stages": ["sft", "rl"]}],
        "relations": [{"id": "finetune", "inherits": "yes"}, {"id": "distillation", "inherits": "no"}],
        "fields": [{"id": "compute", "type": "number"}, {"id": "tokens", "type": "number"},
                   {"id": "info", "type": "information"}],
    }
    read = {"w_access": ("access", "access", ["weights"]), "w": ("extent", "obtainable", ["weights"]),
            "data": ("extent", "obtainable", ["pre", "post"]),
            "best": ("extent", "obtainable", ["pre", "post"]),
            "told": ("extent", "disclosed", ["pre", "post"]),
            "w_osi": ("license:osi", "license", ["weights"]),
            "w_use": ("license:use", "license", ["weights"]),
            "w_said": ("license:osi", "stated_license", ["weights"]),
            "base": ("extent", "obtainable", ["base_weights"])}
    facts = [{"id": i, "ladder": ladder, "read": how, "of": of} for i, (ladder, how, of) in read.items()]
    facts[2]["pick"], facts[3]["pick"], facts[4]["pick"] = "min", "max", "min"
    facts[8]["if_not_applicable"] = "w"
    facts += [{"id": "compute", "ladder": "compute", "field": "compute", "cuts": ["1e26", "1e25", "1e23"]},
              {"id": "tokens", "ladder": "tokens", "field": "tokens", "cuts": ["0", "1e12"]},
              {"id": "info", "ladder": "information", "field": "info", "needs": {"told": "described"}},
              {"id": "tuned", "ladder": "yesno", "field": "kind", "in": ["finetune"]}]
    licenses = {
        "ordered": [{"id": "purpose", "ladder": ["research", "any"], "term": "purpose",
                     "map": {"research": "research", "none": "any"}},
                    {"id": "gate", "ladder": ["gate", "none"], "term": "gates",
                     "any": {"effect": ["permission"]}},
                    {"id": "bans", "ladder": ["some", "none"], "term": "bans", "any_of": ["military"]},
                    {"id": "place", "ladder": ["excluded", "worldwide"], "term": "territory"}],
        "lists": [{"id": "osi"}],
        "ladders": [{"id": "osi", "levels": [{"id": "no"}, {"id": "yes", "when": {"list_osi": "yes"}}]},
                    {"id": "use", "assign": {"fiat": "some"}, "levels": [
                        {"id": "none"}, {"id": "some", "when": {"purpose": "any"}},
                        {"id": "any", "when": {"purpose": "any", "gate": "none", "bans": "none",
                                               "place": "worldwide"}}]}],
    }
    know.set_vocabulary(record, {"facts": facts}, licenses)
    free = {"purpose": "none", "gates": [], "bans": "silent", "territory": []}
    for name, lists, texts in (
            ("MIT", ["osi"], [("", free)]), ("Research", [], [("", dict(free, purpose="research"))]),
            ("Gate", [], [("", dict(free, gates=[{"effect": "permission"}]))]), ("fiat", [], [("", free)]),
            ("Unread", ["osi"], [("", {})]),
            ("Moved", [], [("2023-05-01", dict(free, purpose="research")), ("2024-05-01", free)])):
        know.add({"format": "openness-license/1", "id": name, "lists": lists,
                  "texts": [{"date": date, "terms": terms} for date, terms in texts]})
    return know


def _weights(**members):
    artifact = dict({"kind": "weights", "access": "public", "extent": "full", "license": "MIT"}, **members)
    return {"format": "openness-release/1", "id": "o/r", "kind": "base", "release_date": "2024-01-15",
            "artifacts": [artifact]}


def _check(what, got, expected):
    assert got == expected, "%s: %r, expected %r" % (what, got, expected)


def _test_licenses(know):
    levels = lambda text, ladder, day=None: know.license_levels(text, day)[ladder]
    for text, osi, use in (
            ("MIT", (1, 1), (2, 2)), ("mit", (1, 1), (2, 2)), ("Gate", (0, 0), (1, 1)),
            ("Research", (0, 0), (0, 0)), ("fiat", (0, 0), (1, 1)), ("Unread", (1, 1), (0, 2)),
            ("none", (0, 0), (0, 0)), ("unknown", (0, 1), (0, 2)), ("MIT OR Research", (1, 1), (2, 2)),
            ("MIT AND Gate", (0, 0), (1, 1)), ("LicenseRef-x AND Gate", (0, 0), (0, 1)),
            ("LicenseRef-x OR Gate", (0, 1), (1, 2)), ("MIT+", (1, 1), (2, 2)),
            ("Research OR MIT AND Gate", (0, 0), (1, 1)),
            ("(Research OR MIT) AND MIT WITH Some-exception", (1, 1), (2, 2))):
        _check(text + " osi", levels(text, "osi"), osi)
        _check(text + " use", levels(text, "use"), use)
    for day, use in (("2020-01-01", (0, 0)), ("2024-04-30", (0, 0)), ("2024-05-01", (2, 2)), (None, (2, 2))):
        _check("text in force on %s" % day, levels("Moved", "use", day), use)
    ordered = {"id": "p", "ladder": ["a", "b", "c"], "term": "t",
               "map": {"true": "a", "false": 2, "silent": "b"}}
    _check("flag", [ordered_term(ordered, {"t": v}) for v in (True, False, "silent", "unknown")],
           [(0, 0), (2, 2), (1, 1), (0, 2)])


def _test_facts(know):
    def fact(name, record, day=None):
        return Resolved(know, record, day).fact(name)

    for access, extent, has in (("public", "full", (4, 4)), ("request", "full", (0, 0)),
                                ("unknown", "full", (0, 4)),
                                ({"at_least": "gated"}, {"at_most": "partial"}, (0, 3)),
                                ("announced", "full", (0, 0)),
                                ({"at_least": "request"}, "full", (0, 4)),
                                ("not_applicable", "not_applicable", None)):
        _check("obtainable", fact("w", _weights(access=access, extent=extent)), has)
    _check("closed weights, stated license", fact("w_said", _weights(access="api")), (1, 1))
    _check("closed weights, license", fact("w_osi", _weights(access="api")), (0, 0))
    _check("perhaps obtainable", fact("w_osi", _weights(access="unknown")), (0, 1))
    _check("missing entry", fact("data", _weights()), (0, 4))
    parts = _weights()
    parts["artifacts"] += [{"kind": "data", "stage": s, "access": a, "extent": e} for s, a, e in (
        ("pretraining", "public", "full"), ("sft", "public", "partial"),
        ("rl", "not_applicable", "not_applicable"))]
    _check("least of the stages", fact("data", parts), (3, 3))
    _check("best of the stages", fact("best", parts), (4, 4))
    parts["artifacts"].append({"kind": "data", "stage": "rl", "access": "none", "extent": "described"})
    _check("a withheld part", (fact("data", parts), fact("told", parts)), ((0, 0), (1, 1)))
    mirror = _weights()
    mirror["artifacts"].append({"kind": "base_weights", "access": "not_applicable",
                                "extent": "not_applicable"})
    _check("mirrored", fact("base", mirror), (4, 4))
    for value, level in (("1.1e26", 0), ("1e26", 1), ("6.74e24", 2), ("1e25", 2), ("9.9e22", 3), ("1e23", 3)):
        _check("compute " + value, fact("compute", dict(_weights(), fields={"compute": {"value": value}})),
               (level, level))
    for value, level in (("0", 0), ("1", 1), ("1e12", 1), ("1000000000001", 2)):
        _check("tokens " + value, fact("tokens", dict(_weights(), fields={"tokens": {"value": value}})),
               (level, level))
    _check("needs", fact("info", dict(parts, fields={"info": {"value": "sufficient"}})), (1, 1))
    _check("needs, open", fact("info", dict(_weights(), fields={"info": {"value": "sufficient"}})), (0, 1))
    _check("kind", (fact("tuned", _weights()), fact("tuned", dict(_weights(), kind="finetune"))),
           ((0, 0), (1, 1)))


def _test_days(know):
    def access(record, day):
        return Resolved(know, record, day).fact("w_access")

    moving = _weights(access="none", events=[{"date": "2024-06", "access": "public"},
                                             {"date": "2025-01-10", "access": "api"}])
    for day, pair in (("2024-01-14", (0, 0)), ("2024-05-31", (0, 0)), ("2024-06-15", (0, 6)),
                      ("2024-06-30", (0, 6)), ("2024-07-01", (6, 6)),
                      ("2025-01-10", (3, 3)), (None, (3, 3))):
        _check("access on %s" % day, access(moving, day), pair)
    _check("not yet released", access(_weights(), "2024-01-14"), (0, 0))
    _check("partial date of release", access(dict(_weights(), release_date="2024-01"), "2024-01-14"), (0, 6))
    _check("never released", access(dict(_weights(), release_date="none"), None), (1, 1))
    relicensed = _weights(license="Research", events=[{"date": "2024", "license": "MIT"}])
    _check("between licenses", Resolved(know, relicensed, "2024-05-05").fact("w_use"), (0, 2))
    either = _weights(license={"one_of": ["Research", "Gate"]})
    _check("one of two licenses", Resolved(know, either, None).fact("w_use"), (0, 1))


def _test_lineage(know):
    def use(**base):
        base = dict({"id": "o/base", "relation": "finetune"}, **base)
        return Resolved(know, dict(_weights(), based_on=[base]), None).fact("w_use")

    know.add(dict(_weights(license="Gate"), id="o/base"))
    _check("own AND base's", use(), (1, 1))
    _check("stated in place", use(license="Research"), (0, 0))
    _check("relicensed", use(relicensed=True), (2, 2))
    _check("no weights of the base in it", use(relation="distillation"), (2, 2))
    _check("base not found", use(id="o/nobody"), (0, 2))
    first = {"id": "o/first", "relation": "finetune", "license": "Research"}
    know.add(dict(_weights(), id="o/base", based_on=[first]))
    _check("base of the base", use(), (0, 0))
    know.add(dict(_weights(license="Gate"), id="o/base", based_on=[{"id": "o/r", "relation": "finetune"}]))
    know.add(dict(_weights(), based_on=[{"id": "o/base", "relation": "finetune"}]))
    _check("a circle", use(), (1, 1))
    for number in range(18):
        know.add(dict(_weights(), id="o/%d" % number,
                      based_on=[{"id": "o/%d" % (number + 1), "relation": "finetune"}]))
    know.add(dict(_weights(), id="o/18"))
    _check("sixteen bases deep", (use(id="o/3"), use(id="o/2")), ((2, 2), (0, 2)))


def _test_rubric(know):
    bare = [{"id": "low"}, {"id": "mid", "when": {"w": "partial"}},
            {"id": "top", "when": {"w": "full", "w_osi": "yes"}}]
    good = [{"weights": "top"}, {"data": "yes"}, {"judged": "yes"}]
    document = {
        "id": "r", "version": 1, "unknown": "undetermined", "not_applicable": "skip",
        "criteria": [{"id": "weights", "code": "W", "levels": bare},
                     {"id": "data", "code": "D", "when": {"data": "full"}},
                     {"id": "judged", "code": "J", "levels": [{"id": "no"}, {"id": "yes"}]},
                     {"id": "base", "code": "B", "levels": [
                         {"id": "a", "points": 1}, {"id": "b", "when": {"w_access": "api"}, "points": None},
                         {"id": "c", "when": {"w": "full"}, "points": 2}]}],
        "combine": [{"id": "class", "levels": [
                        {"id": "x"}, {"id": "y", "when": {"any": good[:2]}},
                        {"id": "z", "when": {"at_least": 2, "of": good}}]},
                    {"id": "share", "mean": {"weights": 2, "data": "1/2"}, "scale": 100},
                    {"id": "bonus", "mean": ["weights", "judged"], "optional": ["judged"]},
                    {"id": "least", "min": ["share", "base"]},
                    {"id": "placed", "band": "class", "of": [[0, 24], [25, 74], [75, 100]], "at": "share",
                     "scale": 100}],
        "result": {"level": "class", "score": "placed"},
    }
    rubric = Rubric(document, know)
    report = rubric.evaluate(Resolved(know, _weights(), None))
    _check("criteria", report["criteria"], {"weights": (2, 2), "data": (0, 1), "judged": (0, 1),
                                            "base": (2, 2)})
    _check("vector", report["vector"], "OPN1/r@1/W:2/D:?/J:?/B:2")
    _check("class", (report["ladders"]["class"], report["level"], report["applies"]),
           ((1, 2), "undetermined", "yes"))
    narrow = Rubric(dict(document, applies={"tuned": "yes"}), know).evaluate(Resolved(know, _weights(), None))
    _check("does not speak to it", (narrow["applies"], narrow["level"]), ("no", NOT_APPLICABLE))
    F = Fraction
    _check("share", report["scores"]["share"], (F(80), F(100)))
    _check("bonus", report["scores"]["bonus"], (F(1), F(1)))
    _check("least", report["scores"]["least"], (F(4, 5), F(1)))
    _check("placed", report["score"], (25 + 49 * F(4, 5), F(100)))
    _check("read back", rubric.read_vector(report["vector"])[0], report["criteria"])
    closed = rubric.evaluate(Resolved(know, _weights(access="api"), None))
    _check("abstains", (closed["criteria"]["base"], closed["scores"]["least"]),
           ((1, 1), (ABSTAINS, ABSTAINS)))
    gone = rubric.evaluate(Resolved(know, _weights(access=NOT_APPLICABLE, extent=NOT_APPLICABLE), None))
    _check("n/a", (gone["criteria"]["weights"], gone["vector"]), (None, "OPN1/r@1/W:-/D:?/J:?/B:-"))
    _check("nothing but an unmet bonus", gone["scores"]["bonus"], (F(0), F(1)))
    _check("n/a leaves the mean", gone["scores"]["share"], (F(0), F(100)))
    judged = dict(_weights(), assessments=[{"rubric": "r", "version": 1, "criterion": c, "level": v}
                                           for c, v in (("judged", "yes"), ("weights", "low"))])
    for mode, line in ((RECORD, "W:2/D:?/J:?/B:2"), (FILL, "W:2/D:?/J:1*/B:2"),
                       (ASSESSED, "W:0*/D:?/J:1*/B:2")):
        _check("mode", rubric.evaluate(Resolved(know, judged, None), mode)["vector"], "OPN1/r@1/" + line)
    strict = Rubric(dict(document, unknown="no", not_applicable="no"), know)
    gone = strict.evaluate(Resolved(know, _weights(access=NOT_APPLICABLE, extent=NOT_APPLICABLE), None))
    _check("unknown and n/a read as no", (gone["level"], gone["criteria"]["weights"]), ("x", (0, 0)))
    _check("empty all", holds({"all": []}, LOWER, None), True)
    _check("printed", [decimal_text(Fraction(*f), d) for f,
                       d in (((1, 8), 2), ((1, 2), 0), ((2, 3), 1), ((545, 10), 1))],
           ["0.13", "1", "0.7", "54.5"])


def main():
    for test in (_test_licenses, _test_facts, _test_days, _test_lineage, _test_rubric):
        test(_micro())
    print("oracle: self-test passed")


if __name__ == "__main__":
    main()
