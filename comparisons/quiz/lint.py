"""The lint of the quiz: rules that a fair and understandable questionnaire keeps.

Works on rows already fetched; shared/ANCHORS.md, 5.9, is the source of the rules. Those that read words and rows
stand here, those that reckon in `balance.py`, `coverage.py` and `soundness.py`.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from comparisons.findings import Finding
from comparisons.models import Effect, Question, Requirement
from comparisons.quiz import balance, coverage, soundness
from comparisons.quiz.measurement import QuizTrial
from comparisons.quiz.thresholds import LOADED_PHRASES
from comparisons.text.markdown import plain

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

LEAST_ANSWERS = 2


@dataclass(frozen=True, kw_only=True)
class Rule:
    """One thing that the lint looks after.

    Attributes:
        title: for the editor's page. Example: "Reachable".
        meaning: what it asks for, one sentence.
        check: yields what breaks it.
    """

    title: "StrOrPromise"
    meaning: "StrOrPromise"
    check: Callable[[QuizTrial], Iterator[Finding]]


def check_quiz(trial: QuizTrial) -> Iterator[Finding]:
    """Every finding about the published quiz, in the order of the rules.

    Args:
        trial: the quiz and the verdicts it is tried on (`measurement.fetch_trial()`).
    """
    for rule in RULES:
        yield from rule.check(trial)


def names(trial: QuizTrial) -> Iterator[Finding]:
    """No framework, maker or advertisement is named: a name pulls, whatever the answer does."""
    words = [*(framework.name for framework in trial.frameworks), *LOADED_PHRASES]
    loaded = re.compile(r"(?<!\w)(" + "|".join(re.escape(word) for word in words) + r")(?!\w)", re.IGNORECASE)
    for question in trial.questions:
        texts = [question.text, question.why, plain(question.explanation)]
        for answer in question.ordered_answers:
            texts += [answer.text, answer.explanation]
        for text in texts:
            if found := loaded.search(text):
                yield Finding(
                    rule="quiz-names-nobody",
                    subject=str(question),
                    message=f"says “{found[0]}” in “{text}”. Ask about the situation instead.",
                )


def answers(trial: QuizTrial) -> Iterator[Finding]:
    """A question has a choice to make, and each answer does something."""
    for question in trial.questions:
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


def counted_once(trial: QuizTrial) -> Iterator[Finding]:
    """No answer weighs a criterion together with the one that sums it up, or with one that goes along with it."""
    for question in trial.questions:
        yield from _summed_up(trial, question)
    yield from coverage.correlated(trial)


def everything_asked(trial: QuizTrial) -> Iterator[Finding]:
    """Every criterion can matter to somebody."""
    given = [answer for question in trial.questions for answer in question.ordered_answers]
    asked = {effect.criterion_id for answer in given for effect in answer.published_effects}
    asked |= {requirement.criterion_id for answer in given for requirement in answer.published_requirements}
    for criterion in trial.criteria:
        if trial.questions and criterion.pk not in asked:
            yield Finding(
                rule="quiz-asks-everything",
                subject=str(criterion),
                message="no answer of the quiz makes it matter.",
            )


def explained(trial: QuizTrial) -> Iterator[Finding]:
    """Every question says why it is asked, every effect and requirement why it follows from the answer."""
    for question in trial.questions:
        if not question.why.strip():
            yield Finding(rule="quiz-explained", subject=str(question), message="does not say why it is asked.")
        for answer in question.ordered_answers:
            parts: list[Effect | Requirement] = [*answer.published_effects, *answer.published_requirements]
            for part in parts:
                if not part.reason.strip():
                    yield Finding(
                        rule="quiz-explained",
                        subject=str(question),
                        message=f"the answer “{answer}” does not say why it moves {part.criterion}.",
                    )


def _summed_up(trial: QuizTrial, question: Question) -> Iterator[Finding]:
    for answer in question.ordered_answers:
        weighed = {effect.criterion_id for effect in answer.published_effects}
        for criterion in trial.criteria:
            if criterion.pk not in weighed:
                continue
            for part in criterion.summed_up:
                if part.pk in weighed:
                    yield Finding(
                        rule="quiz-counts-once",
                        subject=str(question),
                        message=f"the answer “{answer}” weighs {criterion} and {part}, which it sums up.",
                    )


RULES = (
    Rule(
        title=_("Reachable"),
        meaning=_("Some plausible set of answers puts each framework first."),
        check=balance.reachable,
    ),
    Rule(
        title=_("Random share"),
        meaning=_(
            "Of random answer sets nobody wins more than three times an even share, or less than a third of it "
            "without a reason."
        ),
        check=balance.random_share,
    ),
    Rule(
        title=_("Measured"),
        meaning=_("The figures on the method page are those of this content."),
        check=balance.measured,
    ),
    Rule(
        title=_("Separates"),
        meaning=_("The verdicts behind a question differ between frameworks."),
        check=coverage.separates,
    ),
    Rule(
        title=_("Both directions"),
        meaning=_("Preferences point to both poles equally often."),
        check=balance.both_directions,
    ),
    Rule(
        title=_("Order of the answers"),
        meaning=_("Nobody gains by where the answers stand."),
        check=balance.places,
    ),
    Rule(
        title=_("Coverage"),
        meaning=_("Each category weighs about its share of criteria, and no criterion is asked too often."),
        check=coverage.coverage,
    ),
    Rule(title=_("Asks everything"), meaning=_("Every criterion can matter to somebody."), check=everything_asked),
    Rule(
        title=_("Counts once"),
        meaning=_("No answer weighs the same strength under two names."),
        check=counted_once,
    ),
    Rule(
        title=_("Evidence parity"),
        meaning=_("No framework has far more unknown verdicts than the others."),
        check=coverage.evidence_parity,
    ),
    Rule(
        title=_("Names"),
        meaning=_("No framework, maker or advertisement is named in a question or answer."),
        check=names,
    ),
    Rule(
        title=_("Monotone and symmetric"),
        meaning=_("A higher rating never lowers a score, and a name decides nothing."),
        check=soundness.sound,
    ),
    Rule(
        title=_("Answers"),
        meaning=_("A question has a choice to make, and each answer does something."),
        check=answers,
    ),
    Rule(
        title=_("Explained"),
        meaning=_("Every question says why it is asked, and every effect why it follows."),
        check=explained,
    ),
)
