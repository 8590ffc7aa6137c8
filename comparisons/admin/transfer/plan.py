"""What an import would do, line by line. Planning writes nothing; `writing.py` writes what was planned.

Two steps, so that the preview holds no lock, and so that what is confirmed is what was shown: the plan is made again
when the editor confirms, and must come out the same.
"""

import hashlib
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.db import models
from django.utils.translation import gettext as _
from import_export.results import RowResult

from comparisons.admin.transfer.columns import tidied
from comparisons.admin.transfer.resources import STATE_COLUMNS, CatalogueResource, LineResult
from comparisons.admin.transfer.tables import MAXIMUM_PROBLEMS, Cell, Line, Problem, Table
from comparisons.admin.transfer.words import as_text
from comparisons.choices import PublicationState
from comparisons.fields import shortened

# What a publisher can be asked to read one by one; each is also tried by its own form, which takes its time.
MAXIMUM_PREPARED = 100

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Change:
    """A field that a line would change; `before` is empty in a new row."""

    column: str
    label: str
    before: str
    after: str


@dataclass(frozen=True, kw_only=True)
class PlannedRow:
    """What a line would do.

    Attributes:
        row: as it would be saved; its lists are in `lists`.
        is_prepared: whether the change waits for a publisher, since visitors see the row or have seen it.
        is_seen: whether they see the change at once.
        wants_state: the state that the file gives a new row, which becomes a draft all the same; or empty.
    """

    line: int
    row: models.Model
    is_new: bool
    is_prepared: bool
    is_seen: bool
    wants_state: str
    changes: tuple[Change, ...]
    lists: dict[str, list[models.Model]]


@dataclass(frozen=True, kw_only=True)
class ImportPlan:
    """A whole file.

    Attributes:
        rows: the new and the changed ones, in the order of the file.
        unchanged: the numbers of the lines that say what the rows say already.
        problems: the first ones; any makes the whole import impossible.
        problem_count: of all.
    """

    rows: tuple[PlannedRow, ...]
    unchanged: tuple[int, ...]
    problems: tuple[Problem, ...]
    problem_count: int

    @property
    def can_be_written(self) -> bool:
        return bool(self.rows) and not self.problem_count

    @property
    def new(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_new]

    @property
    def changed(self) -> list[PlannedRow]:
        """The rows that are saved with their changes."""
        return [row for row in self.rows if not (row.is_new or row.is_prepared)]

    @property
    def prepared(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_prepared]

    @property
    def seen_at_once(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.is_seen]

    @property
    def kept_as_drafts(self) -> list[PlannedRow]:
        return [row for row in self.rows if row.wants_state]

    @property
    def digest(self) -> str:
        """The same for the same effect on the same rows."""
        plain = [
            (
                planned.line,
                planned.row.pk,
                getattr(planned.row, "version", 0),
                planned.is_prepared,
                planned.is_seen,
                [(change.column, change.before, change.after) for change in planned.changes],
            )
            for planned in self.rows
        ]
        text = json.dumps([plain, self.unchanged, self.problem_count], ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def plan_import(table: Table, resource: CatalogueResource) -> ImportPlan:
    """Compares the file with the database and writes nothing.

    Args:
        table: the file.
        resource: of the model; a new one, since it holds what it has fetched.
    """
    wrong_columns = tuple(_wrong_columns(table, resource))
    if wrong_columns:
        return ImportPlan(rows=(), unchanged=(), problems=wrong_columns, problem_count=len(wrong_columns))
    loader = resource._meta.instance_loader_class(resource)
    rows: list[PlannedRow] = []
    unchanged: list[int] = []
    problems: list[Problem] = []
    lines: dict[tuple[str, ...], int] = {}
    for line in table.lines:
        key = resource.key_in(line.cells)
        if key in lines:
            text = _("The same row stands in line %(line)s.") % {"line": lines[key]}
            problems.append(Problem(line=line.number, column=_named_key(resource, line), reason=text))
            continue
        lines[key] = line.number
        result: LineResult = resource.import_row(
            dict(line.cells), loader, row_number=line.number, dry_run=True, using_transactions=False
        )
        found = list(_problems(result, line.number))
        problems += found
        if result.import_type == RowResult.IMPORT_TYPE_SKIP:
            unchanged.append(line.number)
        elif not found:
            rows.append(_planned(result, line, resource))
    prepared = sum(row.is_prepared for row in rows)
    if prepared > MAXIMUM_PREPARED:
        problems.append(_too_many_to_read(prepared))
    return ImportPlan(
        rows=tuple(rows),
        unchanged=tuple(unchanged),
        problems=tuple(problems[:MAXIMUM_PROBLEMS]),
        problem_count=len(problems),
    )


def _too_many_to_read(prepared: int) -> Problem:
    return Problem(
        reason=_(
            "The file changes %(number)s published rows. At most %(limit)s changes are prepared from one file, for a "
            "publisher reads each of them: split it. A publisher can tick “Save changes of published rows at once”."
        )
        % {"number": f"{prepared:,}", "limit": MAXIMUM_PREPARED}
    )


def _wrong_columns(table: Table, resource: CatalogueResource) -> Iterator[Problem]:
    known = resource.column_names
    for name in table.columns:
        if name not in known:
            text = _("There is no such column here. Known are: %(names)s.") % {"names": ", ".join(known)}
            yield Problem(line=1, column=shortened(name), reason=text)
    for name in resource.needed_columns:
        if name not in table.columns:
            yield Problem(
                line=1, column=name, reason=_("This column is missing. Without it no line says which row it means.")
            )


def _named_key(resource: CatalogueResource, line: Line) -> str:
    return ", ".join(name for name in resource.key_columns if as_text(line.cells.get(name)))


def _problems(result: LineResult, line: int) -> Iterator[Problem]:
    if result.validation_error is not None:
        for column, errors in result.validation_error.message_dict.items():
            for reason in errors:
                yield Problem(line=line, column="" if column == NON_FIELD_ERRORS else column, reason=reason)
    for error in result.errors:
        logger.error("An import failed on line %s", line, exc_info=error.error)
        yield Problem(line=line, reason=_("This line cannot be imported; the reason stands in the site's log."))


def _planned(result: LineResult, line: Line, resource: CatalogueResource) -> PlannedRow:
    row: Any = result.instance
    is_new = result.import_type == RowResult.IMPORT_TYPE_NEW
    is_prepared = result.is_seen and not resource.changes_published
    state = as_text(line.cells.get(STATE_COLUMNS[0])).strip()
    is_kept_as_draft = is_new and "state" in resource.column_names and state not in ("", PublicationState.DRAFT)
    return PlannedRow(
        line=line.number,
        row=row,
        is_new=is_new,
        is_prepared=is_prepared,
        is_seen=result.is_seen and not is_prepared,
        wants_state=shortened(state) if is_kept_as_draft else "",
        changes=tuple(
            Change(column=column, label=resource.labels[column], before=_shown(before), after=_shown(after))
            for column, (before, after) in result.values.items()
            if before != after and not (is_new and as_text(after) == "")
        ),
        lists=result.lists,
    )


def _shown(cell: Cell) -> str:
    return tidied(as_text(cell))
