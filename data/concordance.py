#!/usr/bin/env python3
"""Writes docs/concordance.md: our verdicts beside the published ones.

usage: concordance.py [--check] [--verdicts FILE] COMMAND

COMMAND is the built `openness` program, which computes every verdict of ours
from facts alone. The published verdicts, and the explanation of each that
differs, are data/verdicts.json. With --check nothing is written; exit 1 when
the page is stale.

Exit 1 as well, and nothing is written, when the explanations do not hold:
- a verdict differs and nothing explains it;
- something explains a verdict that does not differ;
- an explanation names a fact that the rubric does not ask;
- the facts that it names do not explain it: with all of them left open in the
  record, the published verdict is still out of reach, or one of them changes
  nothing.
A record is never changed to make a verdict agree; the file says why it does
not.

Standard library only. The output depends on the documents alone.
"""

import argparse
import collections
import os
import re
import sys

from markup import cell, row, table
from verdicts import (CAUSES, DIFFERENT, INSIDE, ROOT, SAME, VERDICTS, Command, Comparison, Ours,
                      words)

PAGE = os.path.join(ROOT, "docs", "concordance.md")
MARKS = {SAME: "=", INSIDE: "~", DIFFERENT: "≠"}
COLUMNS = 7  # definitions side by side
OPEN = 4  # open facts named in one cell


def anchor(heading):
    """GitHub's anchor of a heading."""
    return "#" + re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-")


class Page(Comparison):
    """The comparison as Markdown."""

    def page(self):
        lines = [HEAD.format(releases=len(self.releases), rubrics=len(self.knowledge.rubrics))]
        lines += self.summary() + self.overview()
        for rubric in sorted(self.rows):
            lines += self.section(rubric)
        return "\n".join(lines + self.rest()).rstrip("\n") + "\n"

    def summary(self):
        lines = ["## In numbers", ""]
        lines += table("definition", "verdicts", "same", "inside", "different",
                       *CAUSES, "not independent") + self.summary_rows()
        lines += ["", "Part by part, where the authority publishes its marks: %s. Where it rated "
                  "this very release: %s." % (self.marks(False), self.marks(True))]
        return lines + ["", "Not independent: for a fact that decides, our record has no source but that "
                        "authority, so that agreement proves nothing there.", "", "Causes: " + "; ".join("**%s**, %s" % c for c in CAUSES.items()) + "."]

    def marks(self, very):
        """Counts of the parts of all verdicts, or of those on the very release."""
        count = collections.Counter()
        for entries in self.rows.values():
            for verdict, _, _ in entries:
                if verdict["about"]["same"] or not very:
                    count.update(how for _, _, how in self.compared[id(verdict)])
        return "%d compared, %d the same, %d inside our bounds, %d different" % (
            sum(count.values()), count[SAME], count[INSIDE], count[DIFFERENT])

    def summary_rows(self):
        lines, total = [], collections.Counter()
        for rubric in sorted(self.rows):
            count = self.count(rubric)
            total += count
            lines.append(self.count_row("[`%s`](%s)" % (rubric, anchor(rubric)), count))
        return lines + [self.count_row("all", total)]

    def count(self, rubric):
        count = collections.Counter()
        for verdict, ours, how in self.rows[rubric]:
            count.update(["all", how])
            count["leans"] += bool(ours.leans_on(verdict["by"], self.site(verdict)))
            if how == DIFFERENT:
                count[verdict["difference"]["cause"]] += 1
        return count

    @staticmethod
    def count_row(name, count):
        return row(name, *[str(count[key] or "") for key in
                           ["all", SAME, INSIDE, DIFFERENT, *CAUSES, "leans"]])

    def overview(self):
        lines = ["", "## Every release under every definition", "",
                 "Our verdicts, from facts alone. Two ends stand where unknown facts decide. Marked "
                 "where somebody published a verdict: `=` the same,", "`~` inside our bounds, `≠` "
                 "different (of several, the worst)."]
        names = sorted(self.knowledge.rubrics)
        for start in range(0, len(names), COLUMNS):
            part = names[start:start + COLUMNS]
            heads = ["[%s](%s)" % (n, anchor(n)) if n in self.rows else n for n in part]
            lines += [""] + table("release", *heads)
            for release in self.releases:
                lines.append(row(cell(release), *[self.overview_cell(release, n) for n in part]))
        return lines

    def overview_cell(self, release, rubric):
        report, document = self.reports[release, rubric], self.knowledge.rubrics[rubric]
        headline = [document["result"][kind] for kind in ("level", "score")
                    if kind in document["result"]]
        if report["applies"] == "no":
            text = "does not apply"
        elif headline:
            text = "; ".join(Ours(report, document, part, self.knowledge).span()
                             for part in headline)
        else:
            text = report["vector"].partition("@")[2].partition("/")[2].replace("/", " ")
        ways = [how for verdict, _, how in self.rows.get(rubric, [])
                if verdict["release"] == release]
        for how in (DIFFERENT, INSIDE, SAME):
            if how in ways:
                return "%s **%s**" % (cell(text), MARKS[how])
        return cell(text)

    def section(self, rubric):
        document = self.knowledge.rubrics[rubric]
        lines = ["", "## %s" % rubric, "", "%s, %s." % (cell(document["title"]),
                                                        cell(document["authority"])), ""]
        lines += table("release", "ours", "published", "by, date; what was rated", "",
                       "explanation")
        for verdict, ours, how in self.rows[rubric]:
            about = verdict["about"]
            rated = cell(about["name"]) if about["same"] else "*%s*" % cell(about["name"])
            where = " (%s)" % words(verdict["part"]) if "part" in verdict else ""
            lines.append(row(cell(verdict["release"]) + where, cell(ours.text()),
                             cell(words(verdict["verdict"])),
                             "%s, %s; %s" % (self.source(verdict), verdict["date"], rated),
                             MARKS[how], self.why(verdict, ours, how)))
        return lines

    @staticmethod
    def source(verdict):
        """A link, for a file of a repository too."""
        source = verdict["source"]
        found = re.fullmatch(r"(github\.com/[^/]+/[^@]+)@([0-9a-f]{7,40}):(.*)", source)
        if found:
            source = "https://%s/blob/%s/%s" % found.groups()
        return "[%s](%s)" % (cell(verdict["by"]), source.replace(" ", "%20").replace(")", "%29"))

    def parts_text(self, verdict):
        """How many parts agree, and which do not."""
        parts = self.compared[id(verdict)]
        if not parts:
            return ""
        ways = collections.Counter(how for _, _, how in parts)
        text = "Parts: %d of %d the same" % (ways[SAME], len(parts))
        text += ", %d inside" % ways[INSIDE] if ways[INSIDE] else ""
        differ = ["%s (ours %s, theirs %s)" % (words(ours.part), ours.text(), words(theirs))
                  for ours, theirs, how in parts if how == DIFFERENT]
        return cell(text + "; different: %s." % ", ".join(differ) if differ else text + ".")

    def why(self, verdict, ours, how):
        note = [cell(verdict["note"])] if "note" in verdict else []
        leaning = ours.leans_on(verdict["by"], self.site(verdict))
        if leaning:
            note.append("Not independent: our record has no other source for %s." % ", ".join(
                "`%s`" % fact for fact in leaning))
        return " ".join(self.why_first(verdict, ours, how) + note
                        + [self.parts_text(verdict)]).strip()

    def why_first(self, verdict, ours, how):
        if how == SAME:
            return []
        if how == INSIDE:
            facts = ours.open_facts()
            more = " and %d more" % (len(facts) - OPEN) if len(facts) > OPEN else ""
            named = ", ".join("`%s`" % fact for fact in facts[:OPEN]) + more
            return ["Open: %s." % (named or "rests on assessments alone")]
        difference, facts = verdict["difference"], []
        for fact in difference["facts"]:
            value = ours.value(fact)
            facts.append("`%s`" % fact + (" (ours: %s)" % cell(value) if value else ""))
        return ["**%s**: %s. %s" % (difference["cause"], ", ".join(facts),
                                    cell(difference["why"]))]

    def rest(self):
        shipped = [entry for entry in self.absent if entry["rubric"] in self.knowledge.rubrics]
        lines = ["", "## Nothing published", "",
                 "Definitions under which nobody has published a verdict for one of these "
                 "releases, as far as we found."]
        lines += [""] + table("definition", "looked at")
        lines += [row("`%s`" % entry["rubric"], "%s (%s)" % (cell(entry["looked"]), entry["read"]))
                  for entry in sorted(shipped, key=lambda e: e["rubric"])]
        for rubric in sorted(set(self.knowledge.rubrics) - set(self.rows)
                             - {entry["rubric"] for entry in self.absent}):
            lines.append(row("`%s`" % rubric, "not looked for yet"))
        waiting = set(self.waiting) | {e["rubric"] for e in self.absent} - set(
            self.knowledge.rubrics)
        if waiting:
            lines += ["", "Not shipped: " + ", ".join(
                "`%s` (verdicts: %d)" % (name, self.waiting[name]) if self.waiting[name]
                else "`%s`" % name for name in sorted(waiting)) + "."]
        return lines


HEAD = """\
# Concordance

Generated by `data/concordance.py` from `data/verdicts.json` and the program; change those, not this page.

What {releases} releases get under {rubrics} definitions, and what others have published about them. Where the two differ, the fact or the
reading that parts them is named. The program holds each explanation against the record: with the named facts left open, the
published verdict must come within reach, and each of them must matter. A record is never changed to make a verdict agree.

In *italics* stands what was rated where it is not this release: another version or size, a family by its newest member, a
developer. In (brackets) stands what a definition would say of a release that it does not speak to, since it rates others of its family.
How to add a verdict: [CONTRIBUTING.md](../CONTRIBUTING.md).
"""


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--check", action="store_true", help="fail when the page is stale")
    parser.add_argument("--verdicts", default=VERDICTS, help="other published verdicts")
    parser.add_argument("command", help="the built openness program")
    arguments = parser.parse_args()
    found = Page(Command(arguments.command), arguments.verdicts)
    for problem in found.problems:
        print(problem)
    if found.problems:
        return 1
    text, old = found.page(), None
    if os.path.exists(PAGE):
        with open(PAGE, encoding="utf-8") as file:
            old = file.read()
    count = sum(len(entries) for entries in found.rows.values())
    if arguments.check:
        if text != old:
            print("docs/concordance.md is stale: run data/concordance.py")
        print("%d verdicts compared, %d wait" % (count, sum(found.waiting.values())))
        return 1 if text != old else 0
    with open(PAGE, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    print("%d verdicts compared, %d wait" % (count, sum(found.waiting.values())))
    return 0


if __name__ == "__main__":
    sys.exit(main())
