"""From the visitor's answers to priorities.

The chosen answers and their importance come from a form (or a scenario); what they do is read off the rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from comparisons.models import Answer, Question, Scenario
from comparisons.ranking.priorities import NORMAL_IMPORTANCE, Origin, Priorities, Requirement, Wish


@dataclass(frozen=True, kw_only=True)
class AnswerSet:
    """What a visitor answered.

    Attributes:
        chosen: slugs of the answers, by the slug of their question. A question that is not there was skipped,
            which is not the same as being answered in the middle.
        importance: 0, 1, 2 or 4 by the slug of the question; 1 where nothing is said.
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    importance: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.chosen)

    def importance_of(self, question: str) -> int:
        return self.importance.get(question, NORMAL_IMPORTANCE)

    def includes(self, answer: Answer, question: Question) -> bool:
        return answer.slug in self.chosen.get(question.slug, ())

    @classmethod
    def of_scenario(cls, scenario: Scenario) -> "AnswerSet":
        """The answers that a scenario stands for (fetched by `Scenario.objects.with_answers()`)."""
        chosen: dict[str, tuple[str, ...]] = {}
        for answer in scenario.published_answers:
            slug = answer.question.slug
            chosen[slug] = (*chosen.get(slug, ()), answer.slug)
        return cls(chosen=chosen)


def build_priorities(questions: Iterable[Question], answers: AnswerSet) -> Priorities:
    """What the answers make matter and demand.

    The weight of a wish is the importance of its question times the weight of the effect. An importance of 0
    silences the question: it neither weighs nor demands.

    Args:
        questions: with their answers, effects and requirements (`Question.objects.with_answers()`).
        answers: what the visitor chose.
    """
    wishes: list[Wish] = []
    requirements: list[Requirement] = []
    for question in questions:
        importance = answers.importance_of(question.slug)
        if importance == 0:
            continue
        for answer in question.ordered_answers:
            if not answers.includes(answer, question):
                continue
            origin = Origin(question=question.slug, answer=answer.slug)
            wishes += [
                Wish(
                    criterion=effect.criterion.slug,
                    weight=importance * effect.weight,
                    target=effect.target,
                    origin=origin,
                )
                for effect in answer.published_effects
            ]
            requirements += [
                Requirement(
                    criterion=requirement.criterion.slug,
                    minimum_rating=requirement.minimum_rating,
                    minimum_support=requirement.minimum_support or None,
                    origin=origin,
                )
                for requirement in answer.published_requirements
            ]
    return Priorities(wishes=tuple(wishes), requirements=tuple(requirements))
