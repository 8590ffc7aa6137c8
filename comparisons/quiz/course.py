"""The course of the quiz: which question comes next, and when the rest can change nothing any more.

Requirements come first, for they are cheap and shrink the field. Then theme by theme, in the editors' order, so that
nobody is thrown about; within a theme first the question whose answers can move the scores furthest. All of it
follows from the answers, so the same address always shows the same question.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from comparisons.choices import QuestionKind
from comparisons.models import Question
from comparisons.quiz.answers import build_options, build_statements
from comparisons.quiz.state import SHORT, QuizState
from comparisons.ranking.scoring import VerdictTable
from comparisons.ranking.sensitivity import Explorer, Statement


@dataclass(frozen=True, kw_only=True)
class Course:
    """How far a visitor is.

    Attributes:
        passed: the questions that were answered or skipped, in the order in which they were asked.
        current: the next question, None at the end.
        total: how many the edition has.
        is_settled: whether no single answer to what is left could change the first place.
    """

    passed: tuple[Question, ...]
    current: Question | None
    total: int
    is_settled: bool

    @property
    def number(self) -> int:
        """The place of the current question, from 1."""
        return len(self.passed) + 1


def questions_of(questions: Sequence[Question], state: QuizState) -> list[Question]:
    """The edition's questions, and what was answered beyond it."""
    return [
        question
        for question in questions
        if state.edition != SHORT or question.in_short_edition or question.slug in state.answers.chosen
    ]


def build_course(*, questions: Sequence[Question], state: QuizState, table: VerdictTable) -> Course:
    """Follows the visitor's way through the quiz up to the first question that is neither answered nor skipped.

    Args:
        questions: all published ones, with answers and effects.
        state: answers, skipped questions and edition.
        table: what is published.
    """
    explorer = Explorer(table=table)
    left = questions_of(questions, state)
    total = len(left)
    statements = {statement.question: statement for statement in build_statements(questions, state.answers)}
    heard: list[Statement] = []
    passed: list[Question] = []
    current = None
    while left:
        question = _next(left, heard, explorer)
        if question.slug not in statements and question.slug not in state.skipped:
            current = question
            break
        left.remove(question)
        passed.append(question)
        if question.slug in statements:
            heard.append(statements[question.slug])
    everything = list(statements.values())
    open_questions = [q for q in left if q.slug not in statements and q.slug not in state.skipped]
    is_settled = (
        bool(everything)
        and bool(open_questions)
        and not any(explorer.can_change_first(everything, build_options(question)) for question in open_questions)
    )
    return Course(passed=tuple(passed), current=current, total=total, is_settled=is_settled)


def _next(left: Sequence[Question], heard: Sequence[Statement], explorer: Explorer) -> Question:
    demanding = [question for question in left if question.kind == QuestionKind.REQUIREMENT]
    if demanding:
        return demanding[0]
    theme = left[0].theme
    return max(
        (question for question in left if question.theme == theme),
        # Of equal ones the editors' order decides; the position is negative because the largest wins.
        key=lambda question: (explorer.reach(heard, build_options(question)), -left.index(question)),
    )
