"""The questions of the quiz that part two frameworks: one answer speaks for the one, another for the other.

Every answer is ranked by itself, by the same engine as a result. Pure: no database, no clock, no chance.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from fractions import Fraction

from comparisons.quiz.simulation import PoolQuestion
from comparisons.ranking.priorities import Priorities, Requirement
from comparisons.ranking.scoring import Standing, VerdictTable, rank
from comparisons.ranking.sensitivity import Option, Statement, to_priorities

# More would be the quiz itself.
MOST_QUESTIONS = 3


@dataclass(frozen=True, kw_only=True)
class Lead:
    """Where two frameworks stand to each other.

    Attributes:
        left, right: their standings; None for who is ruled out.
        left_failed, right_failed: the demands that rule them out.
    """

    left: Standing | None
    right: Standing | None
    left_failed: tuple[Requirement, ...] = ()
    right_failed: tuple[Requirement, ...] = ()

    @property
    def size(self) -> Fraction:
        """How far the left one is ahead, -1 to 1; who is ruled out is behind by the whole scale."""
        if self.left is None or self.right is None:
            return Fraction((self.left is not None) - (self.right is not None))
        return (self.left.score or Fraction(0)) - (self.right.score or Fraction(0))

    @property
    def is_certain(self) -> bool:
        """Whether the order stays the same whatever the unknown verdicts turn out to be."""
        if self.left is None or self.right is None:
            return not any(standing.unverified for standing in (self.left, self.right) if standing)
        if self.left.unverified or self.right.unverified:
            return False
        if self.left.is_certain and self.right.is_certain:
            return True
        ahead, behind = (self.left, self.right) if self.size > 0 else (self.right, self.left)
        return (ahead.lowest or 0) > (behind.highest or 0)


@dataclass(frozen=True, kw_only=True)
class AnswerLead:
    """What one answer alone makes of the two."""

    option: Option
    lead: Lead


@dataclass(frozen=True, kw_only=True)
class Parting:
    """A question, with the lead that each of its answers gives, in the order in which they are shown."""

    question: str
    answers: tuple[AnswerLead, ...]

    @property
    def spread(self) -> Fraction:
        """How far the answer that speaks most for the one is from the answer that speaks most for the other."""
        sizes = [answer.lead.size for answer in self.answers]
        return max(sizes) - min(sizes)

    @property
    def parts(self) -> bool:
        """Whether one answer puts the left one first and another the right one."""
        sizes = [answer.lead.size for answer in self.answers]
        return max(sizes) > 0 > min(sizes)


def find_parting(
    questions: Iterable[PoolQuestion], table: VerdictTable, *, left: str, right: str, most: int = MOST_QUESTIONS
) -> tuple[Parting, ...]:
    """The questions whose answers matter most between the two.

    Those with an answer for either side come first, then those of the widest spread; of equal ones the earlier in the
    quiz. A question that no answer of which tells the two apart is left out.

    Args:
        questions: in the order of the quiz.
        table: what is published.
        left, right: slugs. Swapping them turns every lead round and chooses the same questions.
        most: how many questions at most.
    """
    both = table_of_two(table, left, right)
    partings = [
        Parting(
            question=question.slug,
            answers=tuple(
                AnswerLead(option=option, lead=lead_of(_alone(option), both, left=left, right=right))
                for option in question.options
            ),
        )
        for question in questions
        if question.options
    ]
    telling = [parting for parting in partings if parting.spread]
    return tuple(sorted(telling, key=lambda parting: (not parting.parts, -parting.spread))[:most])


def table_of_two(table: VerdictTable, left: str, right: str) -> VerdictTable:
    """The same table with these two only; leaving the others out moves no score."""
    return replace(table, candidates=tuple(each for each in table.candidates if each.slug in (left, right)))


def lead_of(priorities: Priorities, table: VerdictTable, *, left: str, right: str) -> Lead:
    """How the two stand to each other by these priorities."""
    ranking = rank(table, priorities)
    failed = {exclusion.candidate.slug: exclusion.failed for exclusion in ranking.exclusions}
    return Lead(
        left=ranking.standing_of(left),
        right=ranking.standing_of(right),
        left_failed=failed.get(left, ()),
        right_failed=failed.get(right, ()),
    )


def _alone(option: Option) -> Priorities:
    return to_priorities([Statement(question="", chosen=option)])
