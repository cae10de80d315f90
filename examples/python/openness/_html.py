"""Rich display in notebooks: plain HTML without scripts or style sheets.

Colors are those of the page (currentColor, opacity), so that it reads in light and in dark. All text is
escaped; only http and https sources become links.
"""

from __future__ import annotations

import html
from typing import TYPE_CHECKING, Any, Dict, List

if TYPE_CHECKING:
    from ._analysis import Comparison
    from ._report import Report

_RULE = "border-bottom:1px solid currentColor;"
_CELL = "padding:.2em .8em .2em 0;text-align:left;vertical-align:top;background:none;color:inherit;"


def _text(value: object) -> str:
    return html.escape(str(value))


def _link(url: str, text: str) -> str:
    if not url.startswith(("http://", "https://")):
        return _text(text)
    return f'<a href="{_text(url)}" rel="noopener noreferrer" style="color:inherit">{_text(text)}</a>'


def pre(text: str) -> str:
    """Text of the library as it stands."""
    return (f'<pre style="white-space:pre-wrap;background:none;color:inherit;border:0">'
            f"{_text(text)}</pre>")


def _table(heads: List[str], rows: List[List[str]]) -> str:
    head = "".join(f'<th scope="col" style="{_CELL}{_RULE}">{name}</th>' for name in heads)
    body = "".join("<tr>" + "".join(f'<td style="{_CELL}">{cell}</td>' for cell in row) + "</tr>"
                   for row in rows)
    return (f'<table style="border-collapse:collapse;background:none;color:inherit">'
            f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>")


def _bar(low: float, high: float, label: str) -> str:
    """A bar from 0 to 1: sure up to low, open up to high."""
    return (f'<div role="img" aria-label="{_text(label)}" style="width:12em;height:.7em;'
            f'border:1px solid currentColor;display:flex">'
            f'<div style="width:{low * 100:.2f}%;background:currentColor;opacity:.75"></div>'
            f'<div style="width:{(high - low) * 100:.2f}%;background:currentColor;opacity:.3"></div>'
            f"</div>")


def _profile(scores: List[Dict[str, Any]]) -> str:
    rows = []
    for entry in scores:
        low, high = entry["lower"], entry["upper"]
        if low is None or high is None:
            continue
        span = low["text"] if low["text"] == high["text"] else f"{low['text']}-{high['text']}"
        ends = [end["num"] / end["den"] / entry["scale"] for end in (low, high)]
        title = entry.get("title") or entry["id"]
        name = f"<strong>{_text(title)}</strong>" if entry["headline"] else _text(title)
        rows.append([name, _bar(ends[0], ends[1], f"{title}: {span} of {entry['scale']}"),
                     _text(span)])
    return _table(["Score", "", ""], rows) if rows else ""


def _criteria(criteria: List[Dict[str, Any]]) -> str:
    rows = []
    for entry in criteria:
        level = entry["lower"] if entry["lower"] == entry["upper"] \
            else f"{entry['lower']} .. {entry['upper']}"
        sources = {claim["source"]: None for fact in entry["because"]
                   for claim in fact.get("claims", [])}
        links = ", ".join(_link(url, f"[{i}]") for i, url in enumerate(list(sources)[:3], 1))
        rows.append([_text(entry["title"]), _text(level.replace("_", " ")), links,
                     _text((entry["next"] or {}).get("text", ""))])
    return _table(["Criterion", "Level", "Sources", "Next"], rows)


def report_html(report: Report) -> str:
    """A report: headline, profile, and every criterion under a fold."""
    found = report.to_dict()
    rubric, release = found["rubric"], found["release"]
    name = f"{release['name']} ({release['id']})" if release else "A vector"
    label = report.label
    headline = "; ".join(part for part in (str(report.score or ""), label or "") if part)
    title = _link(rubric["url"], f"{rubric['title']} ({rubric['id']}@{rubric['version']})")
    coverage = found["coverage"]
    return (f'<div style="color:inherit"><div><strong>{_text(name)}</strong>: {title}</div>'
            f'<div style="font-size:1.3em">{_text(headline or report.cell())}</div>'
            f"{_profile(found['scores'])}"
            f"<details><summary>{coverage['decided']} of {coverage['applicable']} criteria decided"
            f"</summary>{_criteria(found['criteria'])}</details>"
            f'<div><code style="background:none;color:inherit;overflow-wrap:anywhere">'
            f"{_text(report.vector)}</code></div></div>")


def comparison_html(comparison: Comparison) -> str:
    """Releases x rubrics as a table."""
    heads = ["release"] + [f"{rubric.id}@{rubric.version}" for rubric in comparison.rubrics]
    return _table([_text(head) for head in heads],
                  [[_text(release.id)] + [_text(report.cell()) for report in row]
                   for release, row in zip(comparison.releases, comparison.reports)])
