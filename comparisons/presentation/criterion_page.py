"""One criterion: what it means, what earns which rating, and every framework ranked by it."""

from collections.abc import Iterable
from dataclasses import dataclass

from comparisons.models import Criterion, Framework, Verdict


@dataclass(frozen=True, kw_only=True)
class RankedVerdict:
    """A framework's place; those of equal rating share it."""

    rank: int
    verdict: Verdict
    is_tied: bool


@dataclass(frozen=True, kw_only=True)
class CriterionPage:
    criterion: Criterion
    ranked: tuple[RankedVerdict, ...]
    unknown: tuple[Framework, ...]


def build_criterion_page(
    *, criterion: Criterion, frameworks: Iterable[Framework], verdicts: Iterable[Verdict]
) -> CriterionPage:
    """Ranks all frameworks; those without a verdict stand apart, for unknown is not no.

    Args:
        criterion: whose page it is.
        frameworks: all published ones.
        verdicts: on this criterion, with framework, extensions and sources.
    """
    ordered = sorted(verdicts, key=lambda verdict: (-verdict.rating, verdict.framework.name.casefold()))
    ratings = [verdict.rating for verdict in ordered]
    judged = {verdict.framework_id for verdict in ordered}
    return CriterionPage(
        criterion=criterion,
        ranked=tuple(
            RankedVerdict(
                rank=ratings.index(verdict.rating) + 1,
                verdict=verdict,
                is_tied=ratings.count(verdict.rating) > 1,
            )
            for verdict in ordered
        ),
        unknown=tuple(framework for framework in frameworks if framework.pk not in judged),
    )
