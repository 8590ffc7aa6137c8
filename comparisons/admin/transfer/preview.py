"""What the preview shows of a plan: the first rows in full, the rest in a line each."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, replace

from django.db import models
from django.urls import reverse
from django.utils.text import Truncator

from comparisons.admin.transfer.plan import Change, ImportPlan, PlannedRow
from comparisons.admin.transfer.tables import Problem
from comparisons.models import PreparedChange

# What an editor reads through before saying yes; 2,400 rows in full would be a page of megabytes.
ROWS_IN_FULL = 100
SHOWN_CHARACTERS = 240
# Of what stays the same, before the first difference.
SHOWN_BEFORE = 60


@dataclass(frozen=True, kw_only=True)
class PreviewedRow:
    """A line of the file; `changes` are empty where only the columns are named.

    Attributes:
        is_prepared: whether the change waits for a publisher.
        waiting_url: of a change of the row that waits already.
    """

    line: int
    name: str
    url: str
    waiting_url: str
    is_new: bool
    is_prepared: bool
    is_seen: bool
    wants_state: str
    columns: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, kw_only=True)
class ImportPreview:
    file_name: str
    rows: tuple[PreviewedRow, ...]
    new_count: int
    changed_count: int
    prepared_count: int
    unchanged_count: int
    seen_count: int
    kept_as_drafts_count: int
    refusals: tuple[Problem, ...]


def build_preview(
    plan: ImportPlan, *, file_name: str, refusals: list[Problem], waiting: Mapping[int, PreparedChange]
) -> ImportPreview:
    """
    Args:
        waiting: what is prepared already, by the key of its row.
    """
    return ImportPreview(
        file_name=file_name,
        rows=tuple(
            _row(planned, in_full=number < ROWS_IN_FULL, waiting=waiting.get(planned.row.pk))
            for number, planned in enumerate(plan.rows)
        ),
        new_count=len(plan.new),
        changed_count=len(plan.changed),
        prepared_count=len(plan.prepared),
        unchanged_count=len(plan.unchanged),
        seen_count=len(plan.seen_at_once),
        kept_as_drafts_count=len(plan.kept_as_drafts),
        refusals=tuple(refusals),
    )


def _row(planned: PlannedRow, *, in_full: bool, waiting: PreparedChange | None) -> PreviewedRow:
    url = "" if planned.is_new else _address(planned.row)
    return PreviewedRow(
        line=planned.line,
        name=Truncator(str(planned.row)).chars(SHOWN_CHARACTERS),
        url=url,
        waiting_url=f"{url}?prepared={waiting.pk}" if waiting else "",
        is_new=planned.is_new,
        is_prepared=planned.is_prepared,
        is_seen=planned.is_seen,
        wants_state=planned.wants_state,
        columns=", ".join(change.label for change in planned.changes),
        changes=tuple(map(_shortened, planned.changes)) if in_full else (),
    )


def _shortened(change: Change) -> Change:
    """Cut to where the two part, so that a word in a long text is found; a new text from its beginning."""
    same = len(os.path.commonprefix([change.before, change.after]))
    start = max(same - SHOWN_BEFORE, 0)
    return replace(change, before=_part(change.before, start=start), after=_part(change.after, start=start))


def _part(text: str, *, start: int) -> str:
    shown = Truncator(text[start:]).chars(SHOWN_CHARACTERS)
    return f"…{shown}" if start and text else shown


def _address(row: models.Model) -> str:
    return reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])
