"""The one bridge from rows to the ranking engine: verdicts in, a plain table out."""

from collections.abc import Iterable

from comparisons.models import Framework, Verdict
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable


def build_verdict_table(frameworks: Iterable[Framework], verdicts: Iterable[Verdict] | None = None) -> VerdictTable:
    """The table of what is published about the frameworks.

    Args:
        frameworks: the candidates.
        verdicts: rows already fetched, with framework and criterion; without them one query fetches all
            published ones.
    """
    candidates = tuple(Candidate(slug=framework.slug, name=framework.name) for framework in frameworks)
    if verdicts is None:
        verdicts = Verdict.objects.published().judgements()
    return VerdictTable(
        candidates=candidates,
        judgements={
            (verdict.framework.slug, verdict.criterion.slug): Judgement(
                rating=verdict.rating, support=verdict.support, is_verified=verdict.is_verified
            )
            for verdict in verdicts
        },
    )
