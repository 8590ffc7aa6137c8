"""The quiz's questions as the page shows them, under their themes, with what is already chosen."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from comparisons.models import Answer, Criterion, Question
from comparisons.quiz.answers import AnswerSet


@dataclass(frozen=True, kw_only=True)
class AnswerOption:
    answer: Answer
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """A question with its options.

    Attributes:
        number: its place in the quiz, from 1.
        moves: the criteria that its answers move or demand.
    """

    question: Question
    number: int
    options: tuple[AnswerOption, ...]
    moves: tuple[Criterion, ...]

    @property
    def is_answered(self) -> bool:
        return any(option.is_chosen for option in self.options)


@dataclass(frozen=True, kw_only=True)
class Theme:
    name: str
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, kw_only=True)
class QuizPage:
    """All themes in order.

    Attributes:
        importance: pairs as they stand in the address, carried along.
    """

    themes: tuple[Theme, ...]
    question_count: int
    importance: tuple[str, ...]


def build_quiz_page(questions: Sequence[Question], answers: AnswerSet) -> QuizPage:
    """Shapes the questions, in their order; neighbours of the same theme stand under one heading."""
    views = [_question_view(question, number, answers) for number, question in enumerate(questions, start=1)]
    return QuizPage(
        themes=tuple(
            Theme(name=name, questions=tuple(members))
            for name, members in groupby(views, key=lambda view: view.question.theme)
        ),
        question_count=len(questions),
        importance=tuple(f"{question}:{value}" for question, value in answers.importance.items()),
    )


def _question_view(question: Question, number: int, answers: AnswerSet) -> QuestionView:
    moved = {
        criterion.slug: criterion
        for answer in question.ordered_answers
        for criterion in (
            *(requirement.criterion for requirement in answer.published_requirements),
            *(effect.criterion for effect in answer.published_effects),
        )
    }
    return QuestionView(
        question=question,
        number=number,
        options=tuple(
            AnswerOption(answer=answer, is_chosen=answers.includes(answer, question))
            for answer in question.ordered_answers
        ),
        moves=tuple(sorted(moved.values(), key=lambda criterion: criterion.name)),
    )
