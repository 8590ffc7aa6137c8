"""The table: frameworks as columns, criteria as rows in their categories, a cell for every pair."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from comparisons.models import Category, Criterion, Framework, Verdict
from comparisons.presentation.cells import Cell
from comparisons.presentation.shares import Share, build_shares
from comparisons.presentation.standings import StandingView
from comparisons.presentation.table_links import TableLinks, row_id
from comparisons.ranking.scoring import Ranking


@dataclass(frozen=True, kw_only=True)
class Column:
    """A framework, and its place when the visitor set weights or requirements.

    Attributes:
        shares: what each weighed criterion gives to its score.
        is_baseline: whether the others are measured against it.
        baseline_address: the table with the others measured against this one.
        remove_address: the table without this column; empty when it is the only one.
    """

    framework: Framework
    standing: StandingView | None = None
    shares: tuple[Share, ...] = ()
    is_baseline: bool = False
    baseline_address: str
    remove_address: str

    @property
    def is_excluded(self) -> bool:
        return self.standing is not None and self.standing.is_excluded


@dataclass(frozen=True, kw_only=True)
class TableCell(Cell):
    """A cell that can be opened in place, and that may be measured against another one.

    Attributes:
        steps: how many steps better it is than the baseline's, negative when worse; None when there is no baseline,
            when this is the baseline, or when one of the two is not known.
        is_open: whether its verdict stands in full beneath its row.
        toggle_address: opens it, or closes it again.
    """

    steps: int | None = None
    is_open: bool = False
    toggle_address: str

    @property
    def is_better(self) -> bool:
        return self.steps is not None and self.steps > 0

    @property
    def is_worse(self) -> bool:
        return self.steps is not None and self.steps < 0

    @property
    def is_same(self) -> bool:
        return self.steps == 0

    @property
    def distance(self) -> int:
        """The steps without their direction."""
        return abs(self.steps or 0)


@dataclass(frozen=True, kw_only=True)
class Row:
    """One criterion.

    Attributes:
        weight: all that is wished of the criterion together; None when nothing is.
        is_sorted: whether the columns stand in the order of this row.
        sort_address: sorts them by it, or takes that back.
        opened: the verdict that stands in full beneath it.
        close_address: the table without it.
    """

    criterion: Criterion
    cells: tuple[TableCell, ...]
    weight: int | None = None
    is_sorted: bool = False
    sort_address: str
    opened: Verdict | None = None
    close_address: str

    @property
    def identifier(self) -> str:
        return row_id(self.criterion.slug)


@dataclass(frozen=True, kw_only=True)
class Group:
    category: Category
    rows: tuple[Row, ...]


@dataclass(frozen=True, kw_only=True)
class Grid:
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]

    @property
    def row_count(self) -> int:
        return sum(len(group.rows) for group in self.groups)

    @property
    def column_span(self) -> int:
        """The cells of a full row, its heading included."""
        return len(self.columns) + 1

    @property
    def is_ranked(self) -> bool:
        return any(column.standing for column in self.columns)

    @property
    def baseline(self) -> Framework | None:
        """The framework that the others are measured against."""
        return next((column.framework for column in self.columns if column.is_baseline), None)


def build_grid(
    *,
    frameworks: Sequence[Framework],
    criteria: Iterable[Criterion],
    verdicts: Iterable[Verdict],
    links: TableLinks,
    ranking: Ranking | None = None,
    standings: Iterable[StandingView] = (),
    known_criteria: Mapping[str, Criterion] | None = None,
    reasons: Mapping[tuple[str, str, str], str] | None = None,
    baseline: Framework | None = None,
    sort: Sequence[str] = (),
    opened: Iterable[Verdict] = (),
) -> Grid:
    """Fills every cell, those without a verdict included.

    Args:
        frameworks: the columns, in their order.
        criteria: the rows in the order of their categories, with their category fetched.
        verdicts: of these frameworks and criteria, with `published_extensions`.
        links: that change the table.
        ranking: of these frameworks and perhaps others.
        standings: the same ranking as it is shown.
        known_criteria: by slug, all that may be weighed, shown or not.
        reasons: that the quiz's answers give for what they weigh (`reasons_by_origin`).
        baseline: one of the frameworks, which the others are measured against.
        sort: what the columns are sorted by.
        opened: verdicts to be shown in full, with extensions and sources.
    """
    places = {standing.slug: standing for standing in standings}
    columns = tuple(
        Column(
            framework=framework,
            standing=places.get(framework.slug),
            shares=_shares(framework, ranking, known_criteria or {}, reasons or {}),
            is_baseline=framework == baseline,
            baseline_address=links.measured_against(framework.slug),
            # The one that the others are measured against would stay for that alone.
            remove_address=_without(framework, frameworks, links.unmeasured() if framework == baseline else links),
        )
        for framework in frameworks
    )
    shown = {framework.pk for framework in frameworks}
    builder = _Rows(
        columns=columns,
        verdicts={(verdict.framework_id, verdict.criterion_id): verdict for verdict in verdicts},
        weights=_weights(ranking),
        baseline=baseline,
        sort=sort,
        opened={verdict.criterion_id: verdict for verdict in opened if verdict.framework_id in shown},
        links=links,
    )
    groups = tuple(
        Group(category=category, rows=tuple(builder.row(criterion) for criterion in members))
        for category, members in groupby(criteria, key=lambda criterion: criterion.category)
    )
    return Grid(columns=columns, groups=groups)


def best_rating(ratings: Iterable[int | None]) -> int | None:
    """The rating that stands out: the highest, if at least one known rating is lower."""
    known = [rating for rating in ratings if rating is not None]
    if not known or min(known) == max(known):
        return None
    return max(known)


def _weights(ranking: Ranking | None) -> Counter[str]:
    weights: Counter[str] = Counter()
    for wish in ranking.priorities.wishes if ranking else ():
        weights[wish.criterion] += wish.weight
    return weights


def _without(framework: Framework, frameworks: Sequence[Framework], links: TableLinks) -> str:
    """The table without this column; empty when it is the only one."""
    others = [other.slug for other in frameworks if other != framework]
    return links.showing_only(others) if others else ""


def _shares(
    framework: Framework,
    ranking: Ranking | None,
    criteria: Mapping[str, Criterion],
    reasons: Mapping[tuple[str, str, str], str],
) -> tuple[Share, ...]:
    standing = ranking.standing_of(framework.slug) if ranking else None
    if standing is None:
        return ()
    return build_shares(standing, criteria, reasons, framework.get_absolute_url(), gained=True)


@dataclass(frozen=True, kw_only=True)
class _Rows:
    """All that the rows are made from."""

    columns: Sequence[Column]
    verdicts: Mapping[tuple[int, int], Verdict]
    weights: Counter[str]
    baseline: Framework | None
    sort: Sequence[str]
    opened: Mapping[int, Verdict]
    links: TableLinks

    def row(self, criterion: Criterion) -> Row:
        verdicts = [self.verdicts.get((column.framework.pk, criterion.pk)) for column in self.columns]
        best = best_rating(verdict.rating if verdict else None for verdict in verdicts)
        measure = self.verdicts.get((self.baseline.pk, criterion.pk)) if self.baseline else None
        is_sorted = criterion.slug in self.sort
        opened = self.opened.get(criterion.pk)
        return Row(
            criterion=criterion,
            cells=tuple(
                self._cell(criterion, column.framework, verdict, best, measure, opened)
                for column, verdict in zip(self.columns, verdicts, strict=True)
            ),
            weight=self.weights[criterion.slug] or None,
            is_sorted=is_sorted,
            sort_address=self.links.unsorted() if is_sorted else self.links.sorted_by(criterion.slug),
            opened=opened,
            close_address=self.links.closed(criterion.slug),
        )

    def _cell(
        self,
        criterion: Criterion,
        framework: Framework,
        verdict: Verdict | None,
        best: int | None,
        measure: Verdict | None,
        opened: Verdict | None,
    ) -> TableCell:
        is_open = opened is not None and verdict is not None and opened.pk == verdict.pk
        return TableCell(
            framework=framework,
            criterion=criterion,
            verdict=verdict,
            is_best=best is not None and verdict is not None and verdict.rating == best,
            steps=verdict.rating - measure.rating if verdict and measure and framework != self.baseline else None,
            is_open=is_open,
            toggle_address=self.links.closed(criterion.slug)
            if is_open
            else self.links.opened(criterion.slug, framework.slug),
        )
