"""The few questions of the quiz that part a pair, each answer under the side that it speaks for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from comparisons.models import Answer, Framework, Question
from comparisons.presentation.pair_demands import FailedDemand, build_failed_demands, demanded_names
from comparisons.presentation.quiz_form import course_address
from comparisons.presentation.standings import to_points
from comparisons.quiz.answers import AnswerSet, build_options
from comparisons.quiz.parting import Lead, Parting, find_parting
from comparisons.quiz.simulation import PoolQuestion
from comparisons.quiz.state import FULL, SHORT, QuizState
from comparisons.ranking.scoring import VerdictTable


@dataclass(frozen=True, kw_only=True)
class PartingAnswer:
    """An answer, and what it alone makes of the two.

    Attributes:
        points: by how many of 100 the side it speaks for is ahead then; None when the other side is ruled out.
        failed: what rules out the other side.
        rules_out_both: whether it leaves neither.
        is_certain: whether no unknown verdict could turn the order round.
        address: the quiz with this answer given, to be continued.
    """

    answer: Answer
    points: int | None
    failed: tuple[FailedDemand, ...]
    rules_out_both: bool
    is_certain: bool
    address: str


@dataclass(frozen=True, kw_only=True)
class AnswersFor:
    """The answers that speak for one side; without a framework those that do not tell the two apart."""

    framework: Framework | None
    other: Framework | None
    answers: tuple[PartingAnswer, ...]


@dataclass(frozen=True, kw_only=True)
class PartingQuestion:
    """A question with its answers, sorted by whom they speak for.

    Attributes:
        sides: for the left one, for the right one, and, where there are such answers, for neither.
    """

    question: Question
    sides: tuple[AnswersFor, ...]


@dataclass(frozen=True, kw_only=True)
class PartingQuestions:
    """What the pair's page shows of the quiz.

    Attributes:
        address: the quiz with just these questions.
    """

    questions: tuple[PartingQuestion, ...]
    address: str

    def __bool__(self) -> bool:
        return bool(self.questions)


def build_parting_questions(
    *, left: Framework, right: Framework, questions: Sequence[Question], table: VerdictTable
) -> PartingQuestions:
    """The questions that matter most between the two.

    Args:
        left, right: the two; swapping them mirrors the sides and chooses the same questions.
        questions: all published ones, with answers, effects and requirements fetched.
        table: what is published.
    """
    pool = [PoolQuestion(slug=question.slug, options=build_options(question)) for question in questions]
    partings = find_parting(pool, table, left=left.slug, right=right.slug)
    by_slug = {question.slug: question for question in questions}
    names = demanded_names(questions)
    asked = [by_slug[parting.question] for parting in partings]
    skipped = tuple(question.slug for question in questions if question not in asked)
    return PartingQuestions(
        questions=tuple(
            _parting_question(question, parting, left=left, right=right, names=names)
            for question, parting in zip(asked, partings, strict=True)
        ),
        address=str(course_address(QuizState(edition=FULL, skipped=skipped))),
    )


def _parting_question(
    question: Question, parting: Parting, *, left: Framework, right: Framework, names: Mapping[str, str]
) -> PartingQuestion:
    # Those that speak loudest first; equal ones stand as the question lists them.
    entries = sorted(
        zip(question.ordered_answers, parting.answers, strict=True), key=lambda entry: -abs(entry[1].lead.size)
    )
    answers: dict[int, list[PartingAnswer]] = {1: [], -1: [], 0: []}
    for answer, answer_lead in entries:
        lead = answer_lead.lead
        failed = build_failed_demands(lead, left=left, right=right, names=names)
        answers[(lead.size > 0) - (lead.size < 0)].append(_parting_answer(question, answer, lead, failed))
    sides = (
        AnswersFor(framework=left, other=right, answers=tuple(answers[1])),
        AnswersFor(framework=right, other=left, answers=tuple(answers[-1])),
        AnswersFor(framework=None, other=None, answers=tuple(answers[0])),
    )
    return PartingQuestion(question=question, sides=tuple(side for side in sides if side.framework or side.answers))


def _parting_answer(
    question: Question, answer: Answer, lead: Lead, failed: tuple[FailedDemand, ...]
) -> PartingAnswer:
    is_ranked = lead.left is not None and lead.right is not None
    chosen = AnswerSet(chosen={question.slug: (answer.slug,)})
    return PartingAnswer(
        answer=answer,
        points=to_points(abs(lead.size)) if is_ranked else None,
        failed=failed,
        rules_out_both=lead.left is None and lead.right is None,
        is_certain=lead.is_certain,
        address=str(course_address(QuizState(answers=chosen, edition=SHORT))),
    )
