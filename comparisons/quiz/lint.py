"""The lint of the quiz: rules that a fair and understandable questionnaire keeps.

Works on rows already fetched; shared/ANCHORS.md, 5.9, is the source of the rules.
"""

import re
from collections.abc import Iterator, Sequence

from comparisons.findings import Finding
from comparisons.models import Answer, Criterion, Framework, Question

LEAST_ANSWERS = 2


def check_quiz(
    *, questions: Sequence[Question], criteria: Sequence[Criterion], frameworks: Sequence[Framework]
) -> Iterator[Finding]:
    """Every finding about the published quiz.

    Args:
        questions: with their answers, effects and requirements.
        criteria: all published ones, with what they sum up (`Criterion.objects.for_page()`).
        frameworks: all published ones.
    """
    yield from _names(questions, frameworks)
    for question in questions:
        yield from _answers(question)
        for answer in question.ordered_answers:
            yield from _double_counting(question, answer, criteria)
    yield from _unasked(questions, criteria)


def _names(questions: Sequence[Question], frameworks: Sequence[Framework]) -> Iterator[Finding]:
    """No framework is named: a name pulls, whatever the answer does."""
    names = re.compile(
        r"\b(" + "|".join(re.escape(framework.name) for framework in frameworks) + r")\b", re.IGNORECASE
    )
    for question in questions:
        texts = [question.text, question.why, question.explanation]
        for answer in question.ordered_answers:
            texts += [answer.text, answer.explanation]
        for text in texts:
            if frameworks and (found := names.search(text)):
                yield Finding(
                    rule="quiz-names-nobody",
                    subject=str(question),
                    message=f"names {found[0]} in “{text}”. Ask about the situation instead.",
                )


def _answers(question: Question) -> Iterator[Finding]:
    """A question has a choice to make, and each answer does something."""
    if len(question.ordered_answers) < LEAST_ANSWERS:
        yield Finding(
            rule="quiz-question-has-answers",
            subject=str(question),
            message=f"has fewer than {LEAST_ANSWERS} answers.",
        )
    for answer in question.ordered_answers:
        if not answer.published_effects and not answer.published_requirements:
            yield Finding(
                rule="quiz-answer-does-something",
                subject=str(question),
                message=f"the answer “{answer}” neither weighs nor demands anything.",
            )


def _double_counting(question: Question, answer: Answer, criteria: Sequence[Criterion]) -> Iterator[Finding]:
    """No answer weighs a criterion together with the one that sums it up."""
    weighed = {effect.criterion_id for effect in answer.published_effects}
    for criterion in criteria:
        if criterion.pk not in weighed:
            continue
        for part in criterion.summed_up:
            if part.pk in weighed:
                yield Finding(
                    rule="quiz-counts-once",
                    subject=str(question),
                    message=f"the answer “{answer}” weighs {criterion} and {part}, which it sums up.",
                )


def _unasked(questions: Sequence[Question], criteria: Sequence[Criterion]) -> Iterator[Finding]:
    """Every criterion can matter to somebody."""
    answers = [answer for question in questions for answer in question.ordered_answers]
    asked = {effect.criterion_id for answer in answers for effect in answer.published_effects}
    asked |= {requirement.criterion_id for answer in answers for requirement in answer.published_requirements}
    for criterion in criteria:
        if questions and criterion.pk not in asked:
            yield Finding(
                rule="quiz-asks-everything",
                subject=str(criterion),
                message="no answer of the quiz makes it matter.",
            )
