"""The table of a comparison as text: what `openness compare` prints, cell for cell."""

from __future__ import annotations

from typing import TYPE_CHECKING, List

from ._library import lib

if TYPE_CHECKING:
    from ._analysis import Comparison

NAME_MIN = 24


def _cell(text: str, width: int, pad: bool) -> str:
    if len(text) > width:
        text = text[:width - 1] + "\u2026"
    return text.ljust(width) if pad else text


def table_text(comparison: Comparison, width: int) -> str:
    """The table; several, each with the rubrics that fit, where one is too wide."""
    names = [release.id for release in comparison.releases]
    heads = [rubric.id for rubric in comparison.rubrics]
    cells = [[report.cell() for report in row] for row in comparison.reports]
    name_width = max([7] + [len(name) for name in names])
    if name_width > width // 2:
        name_width = max(width // 2, NAME_MIN)
    widths = [min(max(len(text) for text in [head] + [row[r] for row in cells]),
                  width - name_width - 2) for r, head in enumerate(heads)]
    parts: List[str] = []
    first = 0
    while first < len(heads):
        end, used = first, name_width
        while end < len(heads) and (end == first or used + 2 + widths[end] <= width):
            used += 2 + widths[end]
            end += 1
        lines = ["  ".join([_cell(name, name_width, True)]
                           + [_cell(row[r], widths[r], r + 1 < end) for r in range(first, end)])
                 for name, row in zip(["release", *names], [heads, *cells])]
        parts.append("\n".join(lines) + "\n")
        first = end
    versions = "  ".join(f"{rubric.id}@{rubric.version}" for rubric in comparison.rubrics)
    return "\n".join(parts) + (
        f"\n{versions}\na-b: lowest and highest, as unknowns turn out\n"
        f"data {lib().openness_data_version().decode()}, "
        f"sha256 {lib().openness_data_digest().decode()[:12]}\n")


def table_markdown(comparison: Comparison) -> str:
    """The table in Markdown."""
    heads = [f"{rubric.id}@{rubric.version}" for rubric in comparison.rubrics]
    rows = [["release", *heads], None,
            *([release.id, *(report.cell() for report in row)]
              for release, row in zip(comparison.releases, comparison.reports))]
    return "".join("|" + "---|" * (len(heads) + 1) + "\n" if row is None
                   else "| " + " | ".join(row) + " |\n" for row in rows)
