"""Verdict table and priorities in, scores with intervals and contributions out.

The rule is a weighted mean of ratings on the fixed scale of 0 to 5, over what the visitor made matter:

    score(f) = Σ w · fit(f, c) / Σ w        fit = r / 5, or 1 − |target − r| / 5 for a preference between poles

It is additive, so that every answer's share can be printed, and adding or removing a framework cannot swap two
others. Requirements stand apart: they rule out, visibly, and never add or subtract. An unknown verdict counts as
half the scale, and the score carries the interval that it leaves open. Equal scores share a rank.

Pure: standard library only, no Django, no clock, no chance. Exact arithmetic, so that ties are ties.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from comparisons.ranking.priorities import (
    HIGHEST_RATING,
    NOT_APPLICABLE,
    SUPPORT_LEVELS,
    Priorities,
    Requirement,
    Wish,
)

UNKNOWN_RATING = Fraction(HIGHEST_RATING, 2)


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """Who is ranked. The name only orders those of equal score."""

    slug: str
    name: str


@dataclass(frozen=True, kw_only=True)
class Judgement:
    """What the engine sees of a verdict.

    Attributes:
        is_verified: whether it rests on more than an impression; it moves no score.
    """

    rating: int
    support: str
    is_verified: bool = False


@dataclass(frozen=True, kw_only=True)
class VerdictTable:
    """Candidates and what is known of them; a missing key is an unknown verdict.

    Attributes:
        candidates: in any order; it has no effect.
        judgements: by (candidate slug, criterion slug).
    """

    candidates: tuple[Candidate, ...]
    judgements: Mapping[tuple[str, str], Judgement]

    def judgement(self, candidate: Candidate, criterion: str) -> Judgement | None:
        return self.judgements.get((candidate.slug, criterion))


@dataclass(frozen=True, kw_only=True)
class Contribution:
    """One wish's share of a score.

    Attributes:
        judgement: None when the verdict is unknown.
        share: w · fit / Σ w, from 0 to 1; the shares of a candidate add up to its score.
        loss: w · (1 − fit) / Σ w, what is missing to the best possible.
    """

    wish: Wish
    judgement: Judgement | None
    share: Fraction
    loss: Fraction

    @property
    def is_unknown(self) -> bool:
        return self.judgement is None


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A candidate's place.

    Attributes:
        rank: 1 for the first; equal scores have equal ranks.
        score: 0 to 1, or None when nothing was weighed.
        lowest, highest: the interval that unknown verdicts leave open.
        contributions: in the order of the wishes.
        unverified: requirements that an unknown verdict neither meets nor fails.
    """

    candidate: Candidate
    rank: int
    score: Fraction | None
    lowest: Fraction | None
    highest: Fraction | None
    contributions: tuple[Contribution, ...]
    unverified: tuple[Requirement, ...] = ()

    @property
    def is_certain(self) -> bool:
        """Whether no unknown verdict could move the score."""
        return self.lowest == self.highest


@dataclass(frozen=True, kw_only=True)
class Exclusion:
    """A candidate that is ruled out, and every requirement that does it."""

    candidate: Candidate
    failed: tuple[Requirement, ...]


@dataclass(frozen=True, kw_only=True)
class Ranking:
    """The whole answer.

    Attributes:
        standings: best first; those of equal score in the order of their names.
        exclusions: in the order of the names.
    """

    priorities: Priorities
    standings: tuple[Standing, ...]
    exclusions: tuple[Exclusion, ...]
    _by_slug: Mapping[str, Standing] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_slug", {place.candidate.slug: place for place in self.standings})

    @property
    def first(self) -> tuple[Standing, ...]:
        """All that share the first place."""
        return tuple(standing for standing in self.standings if standing.rank == 1)

    @property
    def lead(self) -> Fraction | None:
        """How far the first is ahead of the next, 0 for a tie; None when there is nothing to be ahead of."""
        scores = [standing.score for standing in self.standings if standing.score is not None]
        return scores[0] - scores[1] if len(scores) > 1 else None

    def standing_of(self, slug: str) -> Standing | None:
        return self._by_slug.get(slug)

    def requirement_to_drop(self) -> tuple[Requirement, int] | None:
        """When everyone is ruled out: the one requirement whose removal brings back the most, and how many.

        None when somebody is left, or when no single one helps.
        """
        if self.standings or not self.exclusions:
            return None
        returning = [
            (sum(exclusion.failed == (requirement,) for exclusion in self.exclusions), requirement)
            for requirement in self.priorities.requirements
        ]
        most = max(count for count, _ in returning)
        if most == 0:
            return None
        return next((requirement, count) for count, requirement in returning if count == most)


def rank(table: VerdictTable, priorities: Priorities) -> Ranking:
    """Ranks the candidates of the table by the priorities.

    Args:
        table: who is ranked and what is known.
        priorities: weights and requirements; empty ones give everyone the first rank and no score.

    Returns:
        The ranking; each score with the contribution of every wish, adding up exactly.
    """
    scored: list[Standing] = []
    exclusions: list[Exclusion] = []
    for candidate in sorted(table.candidates, key=_alphabetical):
        outcomes = [
            (requirement, meets(table.judgement(candidate, requirement.criterion), requirement))
            for requirement in priorities.requirements
        ]
        failed = tuple(requirement for requirement, met in outcomes if met is False)
        if failed:
            exclusions.append(Exclusion(candidate=candidate, failed=failed))
            continue
        unverified = tuple(requirement for requirement, met in outcomes if met is None)
        scored.append(_unranked(table, candidate, priorities, unverified))
    return Ranking(priorities=priorities, standings=tuple(_with_ranks(scored)), exclusions=tuple(exclusions))


def fit(rating: Fraction | int, target: int | None) -> Fraction:
    """How well a rating serves a wish, from 0 to 1.

    More is better without a target; otherwise the city-block distance to it counts.
    """
    if target is None:
        return Fraction(rating) / HIGHEST_RATING
    return 1 - abs(target - Fraction(rating)) / HIGHEST_RATING


def meets(judgement: Judgement | None, requirement: Requirement) -> bool | None:
    """Whether the verdict meets the demand; None when that is not known.

    Support of a question that is not about a feature can be neither met nor failed.
    """
    if judgement is None:
        return None
    if requirement.minimum_rating is not None:
        return judgement.rating >= requirement.minimum_rating
    if judgement.support == NOT_APPLICABLE:
        return None
    demanded = SUPPORT_LEVELS.index(str(requirement.minimum_support))
    return SUPPORT_LEVELS.index(judgement.support) <= demanded


def _alphabetical(candidate: Candidate) -> tuple[str, str]:
    return (candidate.name.casefold(), candidate.slug)


def _ranking_key(standing: Standing) -> tuple[Fraction, tuple[str, str]]:
    """Best score first; the alphabet only orders those of equal score, it gives no one a better rank."""
    return (-(standing.score or Fraction(0)), _alphabetical(standing.candidate))


def _with_ranks(standings: Iterable[Standing]) -> Iterable[Standing]:
    rank_number = 0
    previous: Fraction | None = None
    for place, standing in enumerate(sorted(standings, key=_ranking_key), start=1):
        if place == 1 or standing.score != previous:
            rank_number = place
        previous = standing.score
        yield replace(standing, rank=rank_number)


def _unranked(
    table: VerdictTable, candidate: Candidate, priorities: Priorities, unverified: tuple[Requirement, ...]
) -> Standing:
    total = priorities.total_weight
    if total == 0:
        return Standing(
            candidate=candidate,
            rank=1,
            score=None,
            lowest=None,
            highest=None,
            contributions=(),
            unverified=unverified,
        )
    contributions = tuple(
        _contribution(table.judgement(candidate, wish.criterion), wish, total) for wish in priorities.counted()
    )
    score = sum((contribution.share for contribution in contributions), Fraction(0))
    lowest, highest = _interval(contributions, total)
    return Standing(
        candidate=candidate,
        rank=0,
        score=score,
        lowest=lowest,
        highest=highest,
        contributions=contributions,
        unverified=unverified,
    )


def _contribution(judgement: Judgement | None, wish: Wish, total: int) -> Contribution:
    rating = UNKNOWN_RATING if judgement is None else judgement.rating
    share = Fraction(wish.weight, total) * fit(rating, wish.target)
    return Contribution(wish=wish, judgement=judgement, share=share, loss=Fraction(wish.weight, total) - share)


def _interval(contributions: tuple[Contribution, ...], total: int) -> tuple[Fraction, Fraction]:
    """The lowest and highest score over all that the unknown verdicts may turn out to be.

    Several wishes may name the same unknown criterion, in different directions, so each criterion is tried with
    each rating as a whole.
    """
    known = sum((part.share for part in contributions if not part.is_unknown), Fraction(0))
    lowest = highest = known
    for criterion in sorted({part.wish.criterion for part in contributions if part.is_unknown}):
        wishes = [part.wish for part in contributions if part.wish.criterion == criterion]
        sums = [
            sum((Fraction(wish.weight, total) * fit(rating, wish.target) for wish in wishes), Fraction(0))
            for rating in range(HIGHEST_RATING + 1)
        ]
        lowest += min(sums)
        highest += max(sums)
    return lowest, highest
