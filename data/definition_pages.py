"""Pages about the definitions, generated from data/rubrics/: an index, and one page for each.

Takes the rubric documents, gives {path under docs/: text}. Used by data/docs.py alone.
"""

import json

from markup import cell, row, table

UNKNOWN = {
    "no": "counts as not given: the verdict is the lower end",
    "undetermined": "leaves the verdict open until both ends agree",
}
NOT_APPLICABLE = {"skip": "leaves the count", "no": "counts as the lowest level"}
MANY = 60  # criteria: beyond that the page only lists them


def title(level):
    return level.get("title", level["id"].replace("_", " "))


def predicate(when):
    """A predicate in words; tests of facts link to the page of facts."""
    parts = []
    for name, value in when.items():
        if name == "all":
            parts.append(" and ".join(predicate(part) for part in value) or "nothing more")
        elif name == "any":
            parts.append("(" + " or ".join(predicate(part) for part in value) + ")")
        elif name == "of":
            parts.append("at least %d of (%s)" % (when["at_least"], "; ".join(map(predicate, value))))
        elif name != "at_least":
            parts.append("`%s` ≥ %s" % (name, cell(str(value).replace("_", " "))))
    return ", ".join(parts)


def levels(node):
    """(title, condition) of each level, worst first."""
    if "levels" not in node:
        return [("no", ""), ("yes", predicate(node["when"]))]
    return [(title(level), predicate(level["when"]) if "when" in level else
             ("" if number == 0 else "by assessment only"))
            for number, level in enumerate(node["levels"])]


def result_words(rubric):
    nodes = {node["id"]: node for node in rubric.get("combine", [])}
    said = []
    if "level" in rubric["result"]:
        node = nodes[rubric["result"]["level"]]
        said.append(" < ".join(name for name, _ in levels(node)))
    if "score" in rubric["result"]:
        node = nodes[rubric["result"]["score"]]
        said.append("score of %s" % node.get("scale", 1))
    return "; ".join(said) or "a profile of %d criteria" % len(rubric["criteria"])


def combination(node):
    if "levels" in node or "when" in node:
        return "; ".join("%s: %s" % (cell(name), condition or "else") for name, condition in reversed(levels(node)))
    if "band" in node:
        return "band by `%s`, at `%s`: %s" % (node["band"], node["at"], ", ".join(
            "%s-%s" % (low, high) for low, high in node["of"]))
    kind = next(kind for kind in ("mean", "min", "geometric") if kind in node)
    terms = node[kind]
    named = ["`%s`%s" % (name, "" if isinstance(terms, list) or terms[name] == 1 else " x %s" % terms[name])
             for name in terms]
    if len(named) > 20:
        return "%s of %d terms" % (kind, len(named))
    optional = node.get("optional")
    return "%s of %s%s" % (kind, ", ".join(named),
                           "; counted only when met: %s" % ", ".join("`%s`" % o for o in optional) if optional else "")


def criteria_table(rubric):
    lines = table("code", "criterion", "levels, worst first", "source") if len(rubric["criteria"]) <= MANY \
        else table("code", "criterion", "source")
    for criterion in rubric["criteria"]:
        name = "%s<br>`%s`" % (cell(criterion["title"]), criterion["id"])
        if "reading" in criterion:
            name += "<br>*%s*" % cell(criterion["reading"])
        steps = "<br>".join("**%s**%s" % (cell(level), ": " + condition if condition else "")
                            for level, condition in levels(criterion))
        cells = [criterion["code"], name, steps, cell(criterion["cite"])]
        lines.append(row(*cells) if len(rubric["criteria"]) <= MANY else row(cells[0], name, cells[3]))
    return lines


def page(rubric, generated):
    lines = ["# %s" % cell(rubric["title"]), "", generated, "", cell(rubric["purpose"]), ""]
    lines += table("", "")
    lines += [row("rubric", "`%s`, version %d" % (rubric["id"], rubric["version"])),
              row("of", "%s, %s" % (cell(rubric["authority"]), rubric["date"])),
              row("source", "<%s>" % rubric["url"]),
              row("result", cell(result_words(rubric))),
              row("what is unknown", UNKNOWN[rubric["unknown"]]),
              row("what does not apply", NOT_APPLICABLE[rubric["not_applicable"]])]
    if "applies" in rubric:
        lines.append(row("speaks to", predicate(rubric["applies"])))
    if rubric.get("note"):
        lines += ["", cell(rubric["note"])]
    lines += ["", "## Criteria", ""] + criteria_table(rubric)
    if rubric.get("combine"):
        lines += ["", "## Combination", ""] + table("node", "is", "source")
        lines += [row("%s<br>`%s`" % (cell(node["title"]), node["id"]), combination(node), cell(node.get("cite", "")))
                  for node in rubric["combine"]]
    if rubric.get("lint_exceptions"):
        lines += ["", "## Stated exceptions", ""] + table("finding", "at", "reason")
        lines += [row("`%s`" % e["finding"], "`%s`" % e["pointer"], cell(e["reason"]))
                  for e in rubric["lint_exceptions"]]
    return "\n".join(lines) + "\n"


def pages(paths, generated):
    """All pages. paths: the rubric documents; generated: what says where a page comes from, by source."""
    rubrics = []
    for path in sorted(paths):
        with open(path, encoding="utf-8") as file:
            rubrics.append(json.load(file))
    lines = ["# Definitions", "", generated("data/rubrics/"), "",
             "Every definition is one JSON file in the language of [rubrics.md](../rubrics.md). Beside what others "
             "have published: [concordance.md](../concordance.md).",
             "Texts that define no openness: [other-texts.md](../other-texts.md).", ""]
    lines += table("rubric", "of", "asks", "result")
    lines += [row("[`%s`](%s.md)" % (r["id"], r["id"]), "%s, %s" % (cell(r["authority"]), r["date"][:4]),
                  cell(r["purpose"]), cell(result_words(r))) for r in rubrics]
    result = {"definitions/%s.md" % r["id"]: page(r, generated("data/rubrics/%s.json" % r["id"])) for r in rubrics}
    result["definitions/README.md"] = "\n".join(lines) + "\n"
    return result
