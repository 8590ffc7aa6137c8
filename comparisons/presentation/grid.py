"""The table: frameworks as columns, criteria as rows in their categories, a cell for every pair."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from comparisons.models import Category, Criterion, Framework, Verdict
from comparisons.presentation.cells import Cell
from comparisons.presentation.standings import StandingView, build_standings
from comparisons.ranking.scoring import Ranking


@dataclass(frozen=True, kw_only=True)
class Column:
    """A framework, and its place when the visitor set weights or requirements."""

    framework: Framework
    standing: StandingView | None = None

    @property
    def is_excluded(self) -> bool:
        return self.standing is not None and self.standing.is_excluded


@dataclass(frozen=True, kw_only=True)
class Row:
    criterion: Criterion
    cells: tuple[Cell, ...]
    weight: int | None = None


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


def build_grid(
    *,
    frameworks: Sequence[Framework],
    criteria: Iterable[Criterion],
    verdicts: Iterable[Verdict],
    ranking: Ranking | None = None,
    criterion_names: Mapping[str, str] | None = None,
) -> Grid:
    """Fills every cell, those without a verdict included.

    Args:
        frameworks: the columns, in their order when nothing is ranked.
        criteria: the rows in the order of their categories, with their category fetched.
        verdicts: of these frameworks and criteria, with `published_extensions`.
        ranking: of the same frameworks; then the columns stand in its order, and those ruled out last.
        criterion_names: by slug, of all that may be demanded, shown or not.
    """
    columns = _columns(frameworks, ranking, criterion_names or {})
    found = {(verdict.framework_id, verdict.criterion_id): verdict for verdict in verdicts}
    weights: Counter[str] = Counter()
    for wish in ranking.priorities.wishes if ranking else ():
        weights[wish.criterion] += wish.weight
    groups = tuple(
        Group(
            category=category,
            rows=tuple(_row(criterion, columns, found, weights[criterion.slug] or None) for criterion in members),
        )
        for category, members in groupby(criteria, key=lambda criterion: criterion.category)
    )
    return Grid(columns=columns, groups=groups)


def best_rating(ratings: Iterable[int | None]) -> int | None:
    """The rating that stands out: the highest, if at least one known rating is lower."""
    known = [rating for rating in ratings if rating is not None]
    if not known or min(known) == max(known):
        return None
    return max(known)


def _columns(
    frameworks: Sequence[Framework], ranking: Ranking | None, criterion_names: Mapping[str, str]
) -> tuple[Column, ...]:
    if ranking is None:
        return tuple(Column(framework=framework) for framework in frameworks)
    by_slug = {framework.slug: framework for framework in frameworks}
    return tuple(
        Column(framework=by_slug[standing.slug], standing=standing)
        for standing in build_standings(ranking, frameworks, criterion_names)
    )


def _row(
    criterion: Criterion,
    columns: Sequence[Column],
    found: dict[tuple[int, int], Verdict],
    weight: int | None,
) -> Row:
    verdicts = [found.get((column.framework.pk, criterion.pk)) for column in columns]
    best = best_rating(verdict.rating if verdict else None for verdict in verdicts)
    cells = tuple(
        Cell(
            framework=column.framework,
            criterion=criterion,
            verdict=verdict,
            is_best=best is not None and verdict is not None and verdict.rating == best,
        )
        for column, verdict in zip(columns, verdicts, strict=True)
    )
    return Row(criterion=criterion, cells=cells, weight=weight)
