"""Exactly the table that the page shows, as CSV, JSON or Markdown."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any

from comparisons.models import Verdict
from comparisons.presentation.cells import rating_label
from comparisons.presentation.grid import Grid
from comparisons.presentation.standings import StandingView

UNKNOWN = "not known"

# What a spreadsheet takes for a formula when a cell begins with it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def to_csv(grid: Grid) -> str:
    """One line a criterion; three columns a framework: support, rating, summary."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    heading = ["category", "criterion", "question"]
    for column in grid.columns:
        name = column.framework.name
        heading += [f"{name}: support", f"{name}: rating", f"{name}: summary"]
    writer.writerow(map(_harmless, heading))
    if grid.is_ranked:
        scores = ["", "score", "points out of 100"]
        for column in grid.columns:
            scores += ["", _score(column.standing.points if column.standing else None), ""]
        writer.writerow(map(_harmless, scores))
    for group in grid.groups:
        for row in group.rows:
            line = [group.category.name, row.criterion.name, row.criterion.question]
            for cell in row.cells:
                verdict = cell.verdict
                line += [verdict.support, str(verdict.rating), verdict.summary] if verdict else [UNKNOWN, "", ""]
            writer.writerow(map(_harmless, line))
    return text.getvalue()


def to_json(grid: Grid, *, address: str, revision: int) -> str:
    """The table as data.

    Args:
        grid: what the page shows.
        address: of the page, absolute.
        revision: of the content.
    """
    content = {
        "address": address,
        "revision": revision,
        "frameworks": [
            {
                "slug": column.framework.slug,
                "name": column.framework.name,
                "version": column.framework.latest_version,
                **_standing(column.standing),
            }
            for column in grid.columns
        ],
        "criteria": [
            {
                "slug": row.criterion.slug,
                "name": row.criterion.name,
                "category": group.category.slug,
                "question": row.criterion.question,
                "verdicts": {cell.framework.slug: _verdict(cell.verdict) for cell in row.cells},
            }
            for group in grid.groups
            for row in group.rows
        ],
    }
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


def to_markdown(grid: Grid, *, address: str) -> str:
    """A table to paste into an issue or a decision record, with the address it came from."""
    return "\n".join(_markdown_lines(grid, address)) + "\n"


def _markdown_lines(grid: Grid, address: str) -> Iterator[str]:
    names = [_plain(column.framework.name) for column in grid.columns]
    yield f"| Criterion | {' | '.join(names)} |"
    yield "| --- |" + " --- |" * len(names)
    if grid.is_ranked:
        scores = [_score(column.standing.points if column.standing else None) for column in grid.columns]
        yield f"| **Score of 100** | {' | '.join(scores)} |"
    for group in grid.groups:
        yield f"| **{_plain(group.category.name)}** |" + " |" * len(names)
        for row in group.rows:
            cells = [
                f"{rating_label(cell.verdict.rating)} ({cell.verdict.rating}), {cell.verdict.get_support_display()}"
                if cell.verdict
                else UNKNOWN
                for cell in row.cells
            ]
            yield f"| {_plain(row.criterion.name)} | {' | '.join(map(_plain, cells))} |"
    yield ""
    yield f"From <{address}>"


def _verdict(verdict: Verdict | None) -> dict[str, Any] | None:
    if verdict is None:
        return None
    return {
        "support": verdict.support,
        "rating": verdict.rating,
        "since": verdict.since,
        "summary": verdict.summary,
        "confidence": verdict.confidence,
        "extensions": [extension.slug for extension in verdict.published_extensions],
        "written_on": verdict.written_on.isoformat(),
        "checked_on": verdict.checked_on.isoformat() if verdict.checked_on else None,
        "review_due_on": verdict.review_due_on.isoformat(),
    }


def _standing(standing: StandingView | None) -> dict[str, Any]:
    if standing is None:
        return {}
    return {
        "rank": standing.rank,
        "points": standing.points,
        "lowest": standing.lowest,
        "highest": standing.highest,
        "ruled_out_by": list(standing.failed),
    }


def _score(points: int | None) -> str:
    return "ruled out" if points is None else str(points)


def _harmless(cell: str) -> str:
    """The cell so that no spreadsheet runs it."""
    return f"'{cell}" if cell.startswith(FORMULA_STARTS) else cell


def _plain(text: str) -> str:
    """Text inside a Markdown table: no bar, no line break, no tag."""
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;")
