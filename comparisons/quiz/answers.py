"""From the visitor's answers to priorities.

The chosen answers and their importance come from a form (or a scenario); what they do is read off the rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from comparisons.models import Answer, Question, Scenario
from comparisons.ranking.priorities import NORMAL_IMPORTANCE, Origin, Priorities, Requirement, Wish
from comparisons.ranking.sensitivity import Option, Statement, to_priorities

# A requirement that is "only important" weighs as much as the strongest effect that editors can give.
SOFTENED_WEIGHT = 4


@dataclass(frozen=True, kw_only=True)
class AnswerSet:
    """What a visitor answered.

    Attributes:
        chosen: slugs of the answers, by the slug of their question. A question that is not there was skipped,
            which is not the same as being answered in the middle.
        importance: 0, 1, 2 or 4 by the slug of the question; 1 where nothing is said.
        softened: questions whose requirements are to be wishes only: "what if this were only important".
    """

    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    importance: Mapping[str, int] = field(default_factory=dict)
    softened: tuple[str, ...] = ()

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


def build_statements(questions: Iterable[Question], answers: AnswerSet) -> tuple[Statement, ...]:
    """The answered questions as the engine takes them, in the order of the quiz.

    Args:
        questions: with their answers, effects and requirements (`Question.objects.with_answers()`).
        answers: what the visitor chose.
    """
    statements = []
    for question in questions:
        chosen = tuple(answer for answer in question.ordered_answers if answers.includes(answer, question))
        if chosen:
            soften = question.slug in answers.softened
            statements.append(
                Statement(
                    question=question.slug,
                    chosen=build_option(question, chosen, soften=soften),
                    importance=answers.importance_of(question.slug),
                    alternatives=tuple(
                        option
                        for option in build_options(question, soften=soften)
                        if option.answers != tuple(answer.slug for answer in chosen)
                    ),
                )
            )
    return tuple(statements)


def build_options(question: Question, *, soften: bool = False) -> tuple[Option, ...]:
    """What the question may be answered with: each of its answers by itself."""
    return tuple(build_option(question, (answer,), soften=soften) for answer in question.ordered_answers)


def build_option(question: Question, answers: Sequence[Answer], *, soften: bool = False) -> Option:
    """What these answers make matter and demand, at normal importance.

    Args:
        question: the question.
        answers: the chosen ones of its answers.
        soften: whether what is demanded is to weigh, as the strongest effect does, instead of ruling out.
    """
    wishes: list[Wish] = []
    requirements: list[Requirement] = []
    for answer in answers:
        origin = Origin(question=question.slug, answer=answer.slug)
        wishes += [
            Wish(criterion=effect.criterion.slug, weight=effect.weight, target=effect.target, origin=origin)
            for effect in answer.published_effects
        ]
        if soften:
            wishes += [
                Wish(criterion=requirement.criterion.slug, weight=SOFTENED_WEIGHT, origin=origin)
                for requirement in answer.published_requirements
            ]
            continue
        requirements += [
            Requirement(
                criterion=requirement.criterion.slug,
                minimum_rating=requirement.minimum_rating,
                minimum_support=requirement.minimum_support or None,
                origin=origin,
            )
            for requirement in answer.published_requirements
        ]
    return Option(
        answers=tuple(answer.slug for answer in answers),
        wishes=tuple(wishes),
        requirements=tuple(requirements),
    )


def build_priorities(questions: Iterable[Question], answers: AnswerSet) -> Priorities:
    """What the answers make matter and demand.

    The weight of a wish is the importance of its question times the weight of the effect. An importance of 0
    silences the question: it neither weighs nor demands.
    """
    return to_priorities(build_statements(questions, answers))
