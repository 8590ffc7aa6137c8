"""Two results side by side: where they agree, and which answers part them."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.models import Framework, Question
from comparisons.presentation.quiz_result import result_address
from comparisons.presentation.standings import StandingView, build_standings, name_list
from comparisons.quiz.answers import build_statements
from comparisons.quiz.state import QuizState
from comparisons.ranking.priorities import NORMAL_IMPORTANCE
from comparisons.ranking.scoring import VerdictTable, rank
from comparisons.ranking.sensitivity import Explorer, to_priorities


@dataclass(frozen=True, kw_only=True)
class ComparedQuestion:
    """One question with both answers; empty where one skipped it.

    Attributes:
        mine, theirs: the answers in words, with the importance where it is not normal.
        leaders: who would come first in mine with their answer to this question, when that is another than now.
    """

    question: Question
    mine: str
    theirs: str
    leaders: str


@dataclass(frozen=True, kw_only=True)
class QuizComparison:
    """The other result beside this one.

    Attributes:
        places: everyone with both ranks.
        agreed: questions with the same answers.
        parting: the others, those that would change my first place before the rest.
    """

    other_address: str
    mine_first: str
    theirs_first: str
    places: tuple[tuple[StandingView, StandingView], ...]
    agreed: tuple[ComparedQuestion, ...]
    parting: tuple[ComparedQuestion, ...]
    alone_address: str

    @property
    def same_first(self) -> bool:
        return self.mine_first == self.theirs_first


def build_quiz_comparison(
    *,
    mine: QuizState,
    theirs: QuizState,
    alone: QuizState,
    questions: Sequence[Question],
    frameworks: Sequence[Framework],
    table: VerdictTable,
) -> QuizComparison:
    """Lays two results beside each other.

    Args:
        mine, theirs: the two states.
        alone: mine, without the other.
        questions: with answers and effects.
        frameworks: all candidates.
        table: what is published about them.
    """
    explorer = Explorer(table=table)
    my_statements = build_statements(questions, mine.answers)
    their_statements = build_statements(questions, theirs.answers)
    my_ranking, their_ranking = (
        rank(table, to_priorities(statements)) for statements in (my_statements, their_statements)
    )
    first = frozenset(standing.candidate.slug for standing in my_ranking.first)
    by_question = {statement.question: statement for statement in their_statements}
    rows = []
    for question in questions:
        my_words, their_words = _words(question, mine), _words(question, theirs)
        if not my_words and not their_words:
            continue
        leaders = ""
        if my_words != their_words:
            swapped = [statement for statement in my_statements if statement.question != question.slug]
            if question.slug in by_question:
                swapped.append(by_question[question.slug])
            after = explorer.first(swapped)
            leaders = name_list(after, frameworks) if after != first else ""
        rows.append(ComparedQuestion(question=question, mine=my_words, theirs=their_words, leaders=leaders))
    theirs_by_slug = {standing.slug: standing for standing in build_standings(their_ranking, frameworks)}
    return QuizComparison(
        other_address=str(result_address(theirs)),
        mine_first=name_list((s.candidate.slug for s in my_ranking.first), frameworks),
        theirs_first=name_list((s.candidate.slug for s in their_ranking.first), frameworks),
        places=tuple(
            (standing, theirs_by_slug[standing.slug]) for standing in build_standings(my_ranking, frameworks)
        ),
        agreed=tuple(row for row in rows if row.mine == row.theirs),
        parting=tuple(sorted((row for row in rows if row.mine != row.theirs), key=lambda row: not row.leaders)),
        alone_address=str(result_address(alone)),
    )


def _words(question: Question, state: QuizState) -> str:
    texts = [answer.text for answer in question.ordered_answers if state.answers.includes(answer, question)]
    if not texts:
        return ""
    importance = state.answers.importance_of(question.slug)
    words = "; ".join(texts)
    if importance != NORMAL_IMPORTANCE:
        words += f" (×{importance})"
    if question.slug in state.answers.softened:
        words += _(" (only important)")
    return words
