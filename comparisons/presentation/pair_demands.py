"""The demands that rule one of a pair out, each with the verdict that does not meet it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from comparisons.models import Framework, Question
from comparisons.presentation.standings import in_words
from comparisons.quiz.parting import Lead
from comparisons.ranking.priorities import Requirement


@dataclass(frozen=True, kw_only=True)
class FailedDemand:
    """What is demanded, in words, and where the verdict stands in full that lies below it."""

    words: str
    address: str


def build_failed_demands(
    lead: Lead, *, left: Framework, right: Framework, names: Mapping[str, str]
) -> tuple[FailedDemand, ...]:
    """What rules out the one that is behind; nothing when both are ranked or both ruled out.

    Args:
        lead: of the left one over the right one.
        left, right: the two.
        names: of the criteria, by slug (`demanded_names`).
    """
    if (lead.left is None) == (lead.right is None):
        return ()
    framework, failed = (left, lead.left_failed) if lead.left is None else (right, lead.right_failed)
    return tuple(_failed_demand(framework, requirement, names) for requirement in failed)


def demanded_names(questions: Iterable[Question]) -> dict[str, str]:
    """The names of all criteria that answers demand something of, by slug."""
    return {
        requirement.criterion.slug: requirement.criterion.name
        for question in questions
        for answer in question.ordered_answers
        for requirement in answer.published_requirements
    }


def _failed_demand(framework: Framework, requirement: Requirement, names: Mapping[str, str]) -> FailedDemand:
    return FailedDemand(
        words=in_words(requirement, names),
        address=f"{framework.get_absolute_url()}#{requirement.criterion}",
    )
