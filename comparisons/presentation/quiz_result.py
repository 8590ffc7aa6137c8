"""The result of the quiz: who comes first and why, how sure that is, what speaks against it and what would change
it, the field, and the answers behind it.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from django.urls import reverse

from comparisons.choices import IMPORTANCE_LABELS
from comparisons.models import Answer, Criterion, Framework, Question
from comparisons.presentation.addresses import Address
from comparisons.presentation.pair import canonical_slug
from comparisons.presentation.quiz_form import course_address
from comparisons.presentation.shares import Share, build_shares, decimal, reasons_by_origin
from comparisons.presentation.standings import (
    CLOSE_CALL_POINTS,
    StandingView,
    build_standings,
    in_words,
    name_list,
    to_points,
)
from comparisons.presentation.sureness import (
    Sureness,
    ahead_through,
    build_sureness,
    changes_by_statement,
    dominated_by,
)
from comparisons.quiz.answers import AnswerSet, build_statements
from comparisons.quiz.state import OTHER, OVERVIEW, QuizState
from comparisons.ranking.priorities import IMPORTANCES
from comparisons.ranking.scoring import Ranking, Standing, VerdictTable, rank
from comparisons.ranking.sensitivity import Change, Explorer, to_priorities

# Below this many answers a percentage would claim more than it knows (shared/ANCHORS.md, 5.5).
LEAST_ANSWERS_FOR_POINTS = 5
MOST_REASONS = 6
MOST_OBJECTIONS = 2


@dataclass(frozen=True, kw_only=True)
class ChangeOption:
    """An importance or an answer that could be chosen instead.

    Attributes:
        leaders: who would come first then, when that is another than now; empty otherwise.
    """

    label: str
    address: str
    is_chosen: bool
    leaders: str


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """A question with what was chosen, what that gives to the first place, and what could be changed.

    Attributes:
        points: of the first place's score, with one decimal; empty when it gives none.
    """

    question: Question
    answers: tuple[Answer, ...]
    points: str
    importance: tuple[ChangeOption, ...]
    alternatives: tuple[ChangeOption, ...]
    without_address: str


@dataclass(frozen=True, kw_only=True)
class Leader:
    """A first place: its reasons, and what speaks against it."""

    standing: StandingView
    framework: Framework
    reasons: tuple[Share, ...]
    objections: tuple[Share, ...]


@dataclass(frozen=True, kw_only=True)
class Flip:
    """The smallest single change that puts another first.

    Attributes:
        importance: the new importance in words, empty when an answer changes.
        answer: the new answer, empty when an importance changes.
    """

    question: Question
    importance: str
    answer: str
    leaders: str
    address: str


@dataclass(frozen=True, kw_only=True)
class RuledOut:
    """Who is ruled out, by what, and the address that asks "what if this were only important" of all of it."""

    standing: StandingView
    soften_address: str


@dataclass(frozen=True, kw_only=True)
class Favourite:
    """What the visitor would have picked anyway, beside the result."""

    framework: Framework
    standing: StandingView
    behind: int | None

    @property
    def is_first(self) -> bool:
        return self.standing.rank == 1


@dataclass(frozen=True, kw_only=True)
class QuizResult:
    """All that the page shows.

    Attributes:
        leaders: one, or several when they tie.
        lead: how far the first is ahead of the next, exactly; lead_points in points, None when there is no next.
        ahead_through: the criteria that make most of the lead over the next.
        hidden: all parameters but another result, for a form that adds one.
        to_drop: when everyone is ruled out: the requirement, in words, whose removal brings back the most.
    """

    leaders: tuple[Leader, ...]
    field: tuple[StandingView, ...]
    excluded: tuple[RuledOut, ...]
    given: tuple[GivenAnswer, ...]
    question_count: int
    lead: Fraction | None
    lead_points: int | None
    runner_up: StandingView | None
    ahead_through: tuple[str, ...]
    sureness: Sureness | None
    flip: Flip | None
    dominated: tuple[str, ...]
    favourite: Favourite | None
    to_drop: str
    to_drop_count: int
    change_address: str
    table_address: str
    share_address: str
    hidden: tuple[tuple[str, str], ...]
    pair_slug: str

    @property
    def answered(self) -> int:
        return len(self.given)

    @property
    def shows_points(self) -> bool:
        return self.answered >= LEAST_ANSWERS_FOR_POINTS

    @property
    def is_tie(self) -> bool:
        return len(self.leaders) > 1

    @property
    def is_close_call(self) -> bool:
        return self.lead is not None and not self.is_tie and self.lead * 100 < CLOSE_CALL_POINTS

    @property
    def is_weighed(self) -> bool:
        """Whether anything beyond requirements was answered."""
        return bool(self.leaders)

    @property
    def dominates_all(self) -> bool:
        return bool(self.dominated) and len(self.dominated) == len(self.field) - 1


def result_address(state: QuizState) -> Address:
    """The address that carries everything, in readable form."""
    return Address.of(reverse("comparisons:quiz_result"), state.result_parameters())


def answers_address(answers: AnswerSet) -> Address:
    """The result of answers that nobody gave by hand, such as a scenario's."""
    return result_address(QuizState(answers=answers))


def build_quiz_result(
    *,
    table: VerdictTable,
    frameworks: Sequence[Framework],
    criteria: Iterable[Criterion],
    questions: Sequence[Question],
    state: QuizState,
) -> QuizResult:
    """Ranks by the answers and shapes all that follows from it.

    Args:
        table: what is published about the frameworks.
        frameworks: all candidates.
        criteria: all published ones.
        questions: with their answers and effects fetched, in the order of the quiz.
        state: what the visitor chose, the revision of the content included.
    """
    statements = build_statements(questions, state.answers)
    ranking = rank(table, to_priorities(statements))
    explorer = Explorer(table=table)
    criteria_by_slug = {criterion.slug: criterion for criterion in criteria}
    names = {slug: criterion.name for slug, criterion in criteria_by_slug.items()}
    standings = build_standings(ranking, frameworks, names)
    field = tuple(standing for standing in standings if not standing.is_excluded)
    first = ranking.first
    is_weighed = bool(first) and first[0].score is not None
    leaders = _leaders(first, field, frameworks, criteria_by_slug, questions) if is_weighed else ()
    second = next((standing for standing in ranking.standings if standing.rank != 1), None)
    dropping = ranking.requirement_to_drop()
    changes = changes_by_statement(statements, explorer) if is_weighed else {}
    return QuizResult(
        leaders=leaders,
        field=field,
        excluded=_ruled_out(ranking, standings, state),
        given=_given(questions, state, first, changes, frameworks) if first or statements else (),
        question_count=len(questions),
        lead=ranking.lead,
        lead_points=to_points(ranking.lead) if ranking.lead is not None and len(leaders) == 1 else None,
        runner_up=next((view for view in field if view.rank != 1), None),
        ahead_through=ahead_through(first[0], second, names) if second and len(leaders) == 1 else (),
        sureness=build_sureness(first[0], statements, explorer) if is_weighed else None,
        flip=_flip(explorer.smallest_flip(statements), questions, state, frameworks) if is_weighed else None,
        dominated=dominated_by(first[0], ranking) if is_weighed and len(leaders) == 1 else (),
        favourite=_favourite(state, frameworks, standings, ranking),
        to_drop=in_words(dropping[0], names) if dropping else "",
        to_drop_count=dropping[1] if dropping else 0,
        change_address=str(course_address(replace(state, view=OVERVIEW, edition="", skipped=()))),
        table_address=str(_table_address(state)),
        share_address=str(result_address(state)),
        hidden=tuple(
            (name, value)
            for name, values in state.result_parameters().items()
            for value in values
            if value and name != OTHER
        ),
        pair_slug=canonical_slug(field[0].slug, field[1].slug) if len(field) > 1 else "",
    )


def _leaders(
    first: Sequence[Standing],
    field: Sequence[StandingView],
    frameworks: Sequence[Framework],
    criteria: Mapping[str, Criterion],
    questions: Sequence[Question],
) -> tuple[Leader, ...]:
    frameworks_by_slug = {framework.slug: framework for framework in frameworks}
    reasons = reasons_by_origin(questions)
    return tuple(
        Leader(
            standing=view,
            framework=frameworks_by_slug[view.slug],
            reasons=build_shares(standing, criteria, reasons, view.address, gained=True)[:MOST_REASONS],
            objections=build_shares(standing, criteria, reasons, view.address, gained=False)[:MOST_OBJECTIONS],
        )
        for standing, view in zip(first, field, strict=False)
    )


def _given(
    questions: Iterable[Question],
    state: QuizState,
    first: Sequence[Standing],
    changes: Mapping[tuple[str, int | tuple[str, ...]], Change],
    frameworks: Sequence[Framework],
) -> tuple[GivenAnswer, ...]:
    leaders = frozenset(standing.candidate.slug for standing in first)
    gained: dict[str, Fraction] = {}
    for part in first[0].contributions if first else ():
        gained[part.wish.origin.question] = gained.get(part.wish.origin.question, Fraction(0)) + part.share
    given = []
    for question in questions:
        chosen = tuple(answer for answer in question.ordered_answers if state.answers.includes(answer, question))
        if not chosen:
            continue

        def leaders_after(key: int | tuple[str, ...], slug: str = question.slug) -> str:
            change = changes.get((slug, key))
            return name_list(change.first, frameworks) if change and change.first != leaders else ""

        importance = state.answers.importance_of(question.slug)
        share = gained.get(question.slug, Fraction(0))
        given.append(
            GivenAnswer(
                question=question,
                answers=chosen,
                points=decimal(share) if share else "",
                importance=tuple(
                    ChangeOption(
                        label=str(IMPORTANCE_LABELS[value]),
                        address=str(result_address(state.with_importance(question.slug, value))),
                        is_chosen=value == importance,
                        leaders=leaders_after(value),
                    )
                    for value in IMPORTANCES
                ),
                alternatives=tuple(
                    ChangeOption(
                        label=answer.text,
                        address=str(result_address(state.with_answer(question.slug, answer.slug))),
                        is_chosen=False,
                        leaders=leaders_after((answer.slug,)),
                    )
                    for answer in question.ordered_answers
                    if chosen != (answer,)
                ),
                without_address=str(result_address(state.with_answer(question.slug))),
            )
        )
    return tuple(given)


def _flip(
    change: Change | None, questions: Iterable[Question], state: QuizState, frameworks: Sequence[Framework]
) -> Flip | None:
    if change is None:
        return None
    question = next(question for question in questions if question.slug == change.question)
    if change.option is None:
        assert change.importance is not None
        importance, answer = str(IMPORTANCE_LABELS[change.importance]), ""
        changed = state.with_importance(question.slug, change.importance)
    else:
        texts = [a.text for a in question.ordered_answers if a.slug in change.option.answers]
        importance, answer = "", ", ".join(texts)
        changed = state.with_answer(question.slug, *change.option.answers)
    return Flip(
        question=question,
        importance=importance,
        answer=answer,
        leaders=name_list(change.first, frameworks),
        address=str(result_address(changed)),
    )


def _ruled_out(ranking: Ranking, standings: Iterable[StandingView], state: QuizState) -> tuple[RuledOut, ...]:
    views = {standing.slug: standing for standing in standings}
    ruled_out = []
    for exclusion in ranking.exclusions:
        softened = state
        for requirement in exclusion.failed:
            softened = softened.with_softened(requirement.origin.question)
        ruled_out.append(
            RuledOut(standing=views[exclusion.candidate.slug], soften_address=str(result_address(softened)))
        )
    return tuple(ruled_out)


def _favourite(
    state: QuizState, frameworks: Iterable[Framework], standings: Iterable[StandingView], ranking: Ranking
) -> Favourite | None:
    framework = next((framework for framework in frameworks if framework.slug == state.favourite), None)
    view = next((standing for standing in standings if standing.slug == state.favourite), None)
    if framework is None or view is None:
        return None
    standing = ranking.standing_of(framework.slug)
    best = ranking.first[0].score if ranking.first else None
    behind = None
    if standing is not None and standing.score is not None and best is not None:
        behind = to_points(best - standing.score)
    return Favourite(framework=framework, standing=view, behind=behind)


def _table_address(state: QuizState) -> Address:
    """The table, ranked by the same answers."""
    parameters = {
        name: values
        for name, values in state.result_parameters().items()
        if name not in state.answers.chosen and name in ("importance", "soften")
    }
    pairs = tuple(f"{question}:{answer}" for question, answers in state.answers.chosen.items() for answer in answers)
    return Address.of(reverse("comparisons:comparison_table"), {"answer": pairs, **parameters})
