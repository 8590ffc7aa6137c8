"""The ways through the quiz as pages show them: the start, one question, the whole form, and the overview."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from django.urls import reverse

from comparisons.choices import IMPORTANCE_LABELS
from comparisons.models import Answer, Criterion, Question
from comparisons.presentation.addresses import Address
from comparisons.quiz.course import Course, questions_of
from comparisons.quiz.state import EDITION, FAVOURITE, FORM, FULL, IMPORTANCE, OVERVIEW, SHORT, VIEW, QuizState
from comparisons.ranking.priorities import NORMAL_IMPORTANCE

Hidden = tuple[tuple[str, str], ...]


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
class StartPage:
    """Where the quiz begins: two editions, or everything on one page.

    Attributes:
        hidden: what the form carries along; answers that were given already, mostly none.
    """

    short_count: int
    full_count: int
    hidden: Hidden


@dataclass(frozen=True, kw_only=True)
class FormPage:
    """All questions of the full edition on one page."""

    themes: tuple[Theme, ...]
    question_count: int
    hidden: Hidden


@dataclass(frozen=True, kw_only=True)
class StepPage:
    """One question, and the way back and out.

    Attributes:
        hidden: what the form carries along: everything but this question.
        back_address: the question before, or the start.
        progress: passed questions, in percent of the edition.
    """

    view: QuestionView
    total: int
    answered: int
    progress: int
    is_settled: bool
    hidden: Hidden
    back_address: str
    enough_address: str
    form_address: str


@dataclass(frozen=True, kw_only=True)
class ImportanceChoice:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class OverviewRow:
    """An answered question with its importance, ready to be set."""

    question: Question
    answers: tuple[Answer, ...]
    choices: tuple[ImportanceChoice, ...]
    change_address: str


@dataclass(frozen=True, kw_only=True)
class OverviewPage:
    """All answers on one page, before the result: what matters more, what less."""

    rows: tuple[OverviewRow, ...]
    hidden: Hidden
    left: tuple[Question, ...]
    more_address: str


def build_start_page(questions: Sequence[Question], state: QuizState) -> StartPage:
    return StartPage(
        short_count=sum(question.in_short_edition for question in questions),
        full_count=len(questions),
        hidden=_hidden(state.course_parameters(), but=[EDITION, VIEW, FAVOURITE]),
    )


def build_form_page(questions: Sequence[Question], state: QuizState) -> FormPage:
    """Shapes the questions, in their order; neighbours of the same theme stand under one heading."""
    views = [_question_view(question, number, state) for number, question in enumerate(questions, start=1)]
    return FormPage(
        themes=tuple(
            Theme(name=name, questions=tuple(members))
            for name, members in groupby(views, key=lambda view: view.question.theme)
        ),
        question_count=len(questions),
        hidden=_hidden(state.result_parameters(), but=[question.slug for question in questions]),
    )


def build_step_page(course: Course, state: QuizState) -> StepPage | None:
    """The current question of the course, None at its end."""
    if course.current is None:
        return None
    return StepPage(
        view=_question_view(course.current, course.number, state),
        total=course.total,
        answered=len(state.answers.chosen),
        progress=round(100 * len(course.passed) / course.total),
        is_settled=course.is_settled,
        hidden=_hidden(state.course_parameters(), but=[]),
        back_address=_back_address(course, state),
        enough_address=str(course_address(replace(state, view=OVERVIEW))),
        form_address=str(course_address(replace(state, view=FORM))),
    )


def build_overview_page(questions: Sequence[Question], course: Course, state: QuizState) -> OverviewPage:
    """The answers so far, each with its importance."""
    rows = []
    for question in questions:
        answers = tuple(answer for answer in question.ordered_answers if state.answers.includes(answer, question))
        if not answers:
            continue
        importance = state.answers.importance_of(question.slug)
        rows.append(
            OverviewRow(
                question=question,
                answers=answers,
                choices=tuple(
                    ImportanceChoice(
                        # Normal importance goes without saying, in the address too.
                        value="" if value == NORMAL_IMPORTANCE else f"{question.slug}:{value}",
                        label=str(label),
                        is_chosen=value == importance,
                    )
                    for value, label in IMPORTANCE_LABELS.items()
                ),
                change_address=f"{course_address(replace(state, view=FORM))}#{question.slug}",
            )
        )
    left = tuple(question for question in questions_of(questions, state) if question.slug not in state.answers.chosen)
    # What was skipped is asked again by "go on"; otherwise the way on would lead straight back here.
    going_on = replace(
        state, view="", edition=state.edition or FULL, skipped=() if course.current is None else state.skipped
    )
    return OverviewPage(
        rows=tuple(rows),
        hidden=_hidden(state.result_parameters(), but=[IMPORTANCE]),
        left=left,
        more_address=str(course_address(going_on)),
    )


def course_address(state: QuizState) -> Address:
    """The address of a page on the way to the result."""
    return Address.of(reverse("comparisons:quiz"), state.course_parameters())


def _back_address(course: Course, state: QuizState) -> str:
    # A question beyond the edition is asked no more once its answer is taken back; the one before it is.
    asked = [question for question in course.passed if state.edition != SHORT or question.in_short_edition]
    if not asked:
        return str(course_address(replace(state, edition="", view="")))
    return str(course_address(state.without_question(asked[-1].slug)))


def _hidden(parameters: dict[str, tuple[str, ...]], *, but: Sequence[str]) -> Hidden:
    return tuple((name, value) for name, values in parameters.items() if name not in but for value in values if value)


def _question_view(question: Question, number: int, state: QuizState) -> QuestionView:
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
            AnswerOption(answer=answer, is_chosen=state.answers.includes(answer, question))
            for answer in question.ordered_answers
        ),
        moves=tuple(sorted(moved.values(), key=lambda criterion: criterion.name)),
    )
