"""What each criterion gives to a score, and what it takes from the best possible, with the answers' reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from comparisons.models import Criterion, Question
from comparisons.ranking.scoring import Contribution, Standing


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one wish gives to a score, or takes from the best possible.

    Attributes:
        points: of 100, with one decimal, as text.
        rating: None when the verdict is unknown.
        because: the reasons that the answers give; none for what the visitor weighed in the table.
    """

    criterion: Criterion
    verdict_address: str
    points: str
    rating: int | None
    target: int | None
    because: tuple[str, ...]


def reasons_by_origin(questions: Iterable[Question]) -> dict[tuple[str, str, str], str]:
    """The "because …" of every effect and requirement, by question, answer and criterion."""
    reasons: dict[tuple[str, str, str], str] = {}
    for question in questions:
        for answer in question.ordered_answers:
            for requirement in answer.published_requirements:
                reasons[question.slug, answer.slug, requirement.criterion.slug] = requirement.reason
            for effect in answer.published_effects:
                reasons[question.slug, answer.slug, effect.criterion.slug] = effect.reason
    return reasons


def build_shares(
    standing: Standing,
    criteria: Mapping[str, Criterion],
    reasons: Mapping[tuple[str, str, str], str],
    framework_address: str,
    *,
    gained: bool,
) -> tuple[Share, ...]:
    """The contributions by criterion, the largest first: what was gained, or what was lost."""
    parts: dict[tuple[str, int | None], list[Contribution]] = {}
    for part in standing.contributions:
        parts.setdefault((part.wish.criterion, part.wish.target), []).append(part)
    totals = {
        key: sum((part.share if gained else part.loss for part in members), Fraction(0))
        for key, members in parts.items()
    }
    ordered = sorted(parts, key=lambda key: (-totals[key], key[0], key[1] or 0))
    return tuple(
        Share(
            criterion=criteria[slug],
            verdict_address=f"{framework_address}#{slug}",
            points=decimal(totals[slug, target]),
            rating=members[0].judgement.rating if members[0].judgement else None,
            target=target,
            because=tuple(
                dict.fromkeys(
                    reason
                    for part in members
                    if (reason := reasons.get((part.wish.origin.question, part.wish.origin.answer, slug)))
                )
            ),
        )
        for slug, target in ordered
        if (members := parts[slug, target]) and totals[slug, target] > 0
    )


def decimal(share: Fraction) -> str:
    """A share of 1 as points of 100, with one decimal. Example: "4.8"."""
    return f"{float(share * 100):.1f}"
