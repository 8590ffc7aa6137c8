"""The result of the quiz: who comes first and why, what speaks against it, the field, and the answers behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.urls import reverse

from comparisons.choices import IMPORTANCE_LABELS
from comparisons.models import Answer, Criterion, Framework, Question
from comparisons.presentation.addresses import Address
from comparisons.presentation.pair import canonical_slug
from comparisons.presentation.standings import (
    CLOSE_CALL_POINTS,
    StandingView,
    build_standings,
    in_words,
    to_points,
)
from comparisons.quiz.answers import AnswerSet
from comparisons.ranking.priorities import IMPORTANCES
from comparisons.ranking.scoring import Contribution, Ranking, Standing

# Below this many answers a percentage would claim more than it knows (shared/ANCHORS.md, 5.5).
LEAST_ANSWERS_FOR_POINTS = 5
MOST_REASONS = 6
MOST_OBJECTIONS = 2


@dataclass(frozen=True, kw_only=True)
class Share:
    """What one wish gives to a score, or takes from the best possible.

    Attributes:
        points: of 100, with one decimal, as text.
        rating: None when the verdict is unknown.
        because: the reasons that the answers give.
    """

    criterion: Criterion
    verdict_address: str
    points: str
    rating: int | None
    target: int | None
    because: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class AnswerShare:
    """What one answer contributed to the first place's score."""

    answer: Answer
    points: str
    percent: int


@dataclass(frozen=True, kw_only=True)
class GivenAnswer:
    """A question with what was chosen, and the address that changes it."""

    question: Question
    answers: tuple[Answer, ...]
    shares: tuple[AnswerShare, ...]
    importance: int
    importance_label: str
    without_address: str
    importance_options: tuple["ImportanceOption", ...]


@dataclass(frozen=True, kw_only=True)
class ImportanceOption:
    value: int
    label: str
    address: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class Leader:
    """A first place: its reasons, and what speaks against it."""

    standing: StandingView
    framework: Framework
    reasons: tuple[Share, ...]
    objections: tuple[Share, ...]


@dataclass(frozen=True, kw_only=True)
class QuizResult:
    """All that the page shows.

    Attributes:
        leaders: one, or several when they tie.
        lead_points: how far the first is ahead of the next, None when there is no next or a tie.
        to_drop: when everyone is ruled out: the requirement, in words, whose removal brings back the most.
    """

    leaders: tuple[Leader, ...]
    field: tuple[StandingView, ...]
    excluded: tuple[StandingView, ...]
    given: tuple[GivenAnswer, ...]
    question_count: int
    lead: Fraction | None
    lead_points: int | None
    runner_up: StandingView | None
    to_drop: str
    to_drop_count: int
    change_address: str
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
        return bool(self.leaders) and self.leaders[0].standing.points is not None


def result_address(answers: AnswerSet, *, path: str | None = None) -> Address:
    """The address that carries everything: answers and importance, in readable form."""
    importance = [
        f"{question}:{value}"
        for question, value in answers.importance.items()
        if value != 1 and question in answers.chosen
    ]
    return Address.of(path or reverse("comparisons:quiz_result"), {**answers.chosen, "importance": importance})


def build_quiz_result(
    *,
    ranking: Ranking,
    frameworks: Sequence[Framework],
    criteria: Iterable[Criterion],
    questions: Sequence[Question],
    answers: AnswerSet,
) -> QuizResult:
    """Shapes a ranking by quiz answers.

    Args:
        ranking: of these frameworks, by the priorities of these answers.
        frameworks: all candidates.
        criteria: all published ones.
        questions: with their answers and effects fetched, in the order of the quiz.
        answers: what the visitor chose.
    """
    criteria_by_slug = {criterion.slug: criterion for criterion in criteria}
    names = {slug: criterion.name for slug, criterion in criteria_by_slug.items()}
    frameworks_by_slug = {framework.slug: framework for framework in frameworks}
    standings = build_standings(ranking, frameworks, names)
    field = tuple(standing for standing in standings if not standing.is_excluded)
    first = ranking.first
    reasons = _reasons_by_origin(questions)
    weighed = bool(first) and first[0].score is not None
    leaders = tuple(
        Leader(
            standing=view,
            framework=frameworks_by_slug[view.slug],
            reasons=_shares(standing, criteria_by_slug, reasons, view.address, gained=True)[:MOST_REASONS],
            objections=_shares(standing, criteria_by_slug, reasons, view.address, gained=False)[:MOST_OBJECTIONS],
        )
        for standing, view in zip(first, field, strict=False)
        if weighed
    )
    second = next((view for view in field if view.rank != 1), None)
    lead = ranking.lead
    dropping = ranking.requirement_to_drop()
    return QuizResult(
        leaders=leaders,
        field=field,
        excluded=tuple(standing for standing in standings if standing.is_excluded),
        given=_given(questions, answers, first[0] if weighed else None),
        question_count=len(questions),
        lead=lead,
        lead_points=to_points(lead) if lead is not None and len(leaders) == 1 else None,
        runner_up=second,
        to_drop=in_words(dropping[0], names) if dropping else "",
        to_drop_count=dropping[1] if dropping else 0,
        change_address=str(result_address(answers, path=reverse("comparisons:quiz"))),
        pair_slug=_pair_slug(field),
    )


def _pair_slug(field: Sequence[StandingView]) -> str:
    return canonical_slug(field[0].slug, field[1].slug) if len(field) > 1 else ""


def _reasons_by_origin(questions: Iterable[Question]) -> dict[tuple[str, str, str], str]:
    """The "because …" of every effect, by question, answer and criterion."""
    return {
        (question.slug, answer.slug, effect.criterion.slug): effect.reason
        for question in questions
        for answer in question.ordered_answers
        for effect in answer.published_effects
    }


def _shares(
    standing: Standing,
    criteria: Mapping[str, Criterion],
    reasons: Mapping[tuple[str, str, str], str],
    framework_address: str,
    *,
    gained: bool,
) -> tuple[Share, ...]:
    """The contributions by criterion, the largest first: what was gained, or what was lost."""
    parts: dict[tuple[str, int | None], list[Contribution]] = {}
    for part in standing.contributions:
        parts.setdefault((part.wish.criterion, part.wish.target), []).append(part)
    totals = {
        key: sum((part.share if gained else part.loss for part in members), Fraction(0))
        for key, members in parts.items()
    }
    ordered = sorted(parts, key=lambda key: (-totals[key], key[0]))
    return tuple(
        Share(
            criterion=criteria[slug],
            verdict_address=f"{framework_address}#{slug}",
            points=f"{float(totals[slug, target] * 100):.1f}",
            rating=members[0].judgement.rating if members[0].judgement else None,
            target=target,
            because=tuple(
                dict.fromkeys(reasons[part.wish.origin.question, part.wish.origin.answer, slug] for part in members)
            ),
        )
        for slug, target in ordered
        if (members := parts[slug, target]) and totals[slug, target] > 0
    )


def _given(questions: Iterable[Question], answers: AnswerSet, first: Standing | None) -> tuple[GivenAnswer, ...]:
    address = result_address(answers)
    by_answer: dict[tuple[str, str], Fraction] = {}
    for part in first.contributions if first else ():
        key = (part.wish.origin.question, part.wish.origin.answer)
        by_answer[key] = by_answer.get(key, Fraction(0)) + part.share
    given = []
    for question in questions:
        chosen = tuple(answer for answer in question.ordered_answers if answers.includes(answer, question))
        if not chosen:
            continue
        importance = answers.importance_of(question.slug)
        given.append(
            GivenAnswer(
                question=question,
                answers=chosen,
                shares=tuple(
                    AnswerShare(answer=answer, points=f"{float(share * 100):.1f}", percent=round(share * 100))
                    for answer in chosen
                    for share in (by_answer.get((question.slug, answer.slug), Fraction(0)),)
                ),
                importance=importance,
                importance_label=str(IMPORTANCE_LABELS[importance]),
                without_address=str(address.without(question.slug)),
                importance_options=tuple(
                    ImportanceOption(
                        value=value,
                        label=str(IMPORTANCE_LABELS[value]),
                        address=str(_with_importance(answers, question.slug, value)),
                        is_chosen=value == importance,
                    )
                    for value in IMPORTANCES
                ),
            )
        )
    return tuple(given)


def _with_importance(answers: AnswerSet, question: str, value: int) -> Address:
    changed = AnswerSet(chosen=answers.chosen, importance={**answers.importance, question: value})
    return result_address(changed)
