"""Which frameworks the table shows, and in which order.

Pure but for the rows that it is given: elimination first, then the order that the visitor asked for.
"""

from collections.abc import Sequence

from comparisons.models import Framework
from comparisons.ranking.scoring import Candidate, Ranking, VerdictTable

# What is shown before the visitor has chosen columns, and how many of those that fail one requirement beside them.
DEFAULT_COLUMNS = 5
MOST_NEAR_MISSES = 3

SCORE = "score"


def in_asked_order(
    frameworks: Sequence[Framework],
    *,
    sort: Sequence[str] = (),
    table: VerdictTable | None = None,
    ranking: Ranking | None = None,
) -> list[Framework]:
    """The frameworks as columns, best first, those ruled out last.

    Args:
        frameworks: in the order of the catalogue, which decides where nothing else does.
        sort: SCORE or slugs of criteria; the second decides where the first leaves a tie. A verdict that is not
            known stands behind every known one, for it cannot be placed.
        table: the judgements on these criteria.
        ranking: of the same frameworks; the score decides ties, and everything when `sort` is empty. Those that
            share a place stand as they stand there, so that the table has the order of the quiz's result.
    """
    scored = [standing for standing in ranking.standings if standing.score is not None] if ranking else []
    positions = {standing.candidate.slug: index for index, standing in enumerate(scored)}
    for index, exclusion in enumerate(ranking.exclusions if ranking else ()):
        positions[exclusion.candidate.slug] = index

    def key(framework: Framework) -> tuple[bool, tuple[int, ...], int]:
        standing = ranking.standing_of(framework.slug) if ranking else None
        place = standing.rank if standing else 0
        wanted = tuple(place if name == SCORE else _by_rating(table, framework, name) for name in sort)
        return (ranking is not None and standing is None, wanted, positions.get(framework.slug, 0))

    return sorted(frameworks, key=key)


def first_few(frameworks: Sequence[Framework], ranking: Ranking | None) -> list[Framework]:
    """What stands in the table before the visitor chooses: the first few that are not ruled out, and near misses."""
    failed = {exclusion.candidate.slug: exclusion.failed for exclusion in ranking.exclusions} if ranking else {}
    kept = [framework for framework in frameworks if framework.slug not in failed]
    near = [framework for framework in frameworks if len(failed.get(framework.slug, ())) == 1]
    return kept[:DEFAULT_COLUMNS] + near[:MOST_NEAR_MISSES]


def _by_rating(table: VerdictTable | None, framework: Framework, criterion: str) -> int:
    """Smaller is better; not known is the largest."""
    candidate = Candidate(slug=framework.slug, name=framework.name)
    judgement = table.judgement(candidate, criterion) if table else None
    return -judgement.rating if judgement else 1
