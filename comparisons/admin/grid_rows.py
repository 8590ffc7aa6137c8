"""What the page of the grid shows: its rows, each with the form of its verdict, and what is wrong in them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from comparisons.admin.grid_forms import COLUMNS, FOLDED, VerdictRowForm
from comparisons.admin.lost_updates import TOKEN
from comparisons.choices import PublicationState
from comparisons.models import PreparedChange, Verdict
from comparisons.presentation.levelling import Level


@dataclass(frozen=True, kw_only=True)
class Rights:
    """What who asks may do with verdicts."""

    may_add: bool
    may_change: bool
    may_publish: bool

    @property
    def may_write(self) -> bool:
        return self.may_add or self.may_change


@dataclass(frozen=True, kw_only=True)
class CellError:
    """A line of the summary above the grid.

    Attributes:
        anchor: where it leads to.
    """

    where: str
    text: str
    anchor: str


@dataclass(frozen=True, kw_only=True)
class Row:
    """One framework on one criterion.

    Attributes:
        group: the category, on a framework's sheet.
        state: of the criterion or framework; empty where it is published, as most are.
        url: of the verdict's own page.
        verdict: as it is now; None where none stands.
        form: None where the row is only read.
        is_settled: whether visitors see the verdict, or have seen it.
        is_prepared: whether what is typed waits for a publisher then, instead of being saved.
        waiting: the changes of it that are prepared already.
        levels: the guidance, and what the other frameworks have; empty on a criterion's sheet, where it stands once.
    """

    key: int
    name: str
    group: str
    question: str
    state: str
    url: str
    verdict: Verdict | None
    form: VerdictRowForm | None
    is_settled: bool
    is_prepared: bool
    waiting: tuple[PreparedChange, ...]
    levels: tuple[Level, ...]

    @property
    def anchor(self) -> str:
        return f"row-{self.key}"

    @property
    def is_touched(self) -> bool:
        return self.form is not None and self.form.is_bound

    @property
    def state_label(self) -> str:
        return str(PublicationState(self.state).label) if self.state else ""

    @property
    def cells(self) -> list[BoundField]:
        return [self.form[name] for name in COLUMNS] if self.form else []

    @property
    def folded_cells(self) -> list[BoundField]:
        return [self.form[name] for name in FOLDED] if self.form else []

    @property
    def lacks_detail(self) -> bool:
        return self.verdict is not None and not self.verdict.detail

    @property
    def others(self) -> list[Level]:
        return [level for level in self.levels if level.holders]

    @property
    def is_fold_open(self) -> bool:
        return self.is_touched and any(name in self.form.errors for name in FOLDED)  # type: ignore[union-attr]  # touched

    @property
    def row_errors(self) -> list[Any]:
        """What concerns the row as a whole."""
        if self.form is None or not self.form.is_bound:
            return []
        return [*self.form.non_field_errors(), *self.form.errors.get(TOKEN, ())]


@dataclass(frozen=True, kw_only=True)
class Group:
    name: str
    rows: tuple[Row, ...]


def errors_of(row: Row) -> Iterator[CellError]:
    """All that is wrong in a row, the row as a whole first."""
    if row.form is None:
        return
    for error in row.form.non_field_errors().as_data():
        stale = _("somebody else saved it in between; its row says who and what.")
        yield CellError(where=row.name, text=stale if error.code == "stale" else error.messages[0], anchor=row.anchor)
    for name in (*COLUMNS, *FOLDED):
        for text in row.form.errors.get(name, ()):
            where = _("%(row)s, %(field)s") % {"row": row.name, "field": row.form.fields[name].label}
            yield CellError(where=where, text=str(text), anchor=row.form[name].auto_id)
