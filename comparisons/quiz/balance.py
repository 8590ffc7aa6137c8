"""The part of the lint that asks whom the quiz favours: who can be first, who is too often, and by which answers.

shared/ANCHORS.md, 5.9, is the source of the rules; `lint.py` lists them, `thresholds.py` has the bounds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from math import sqrt
from statistics import fmean

from comparisons.choices import QuestionKind
from comparisons.findings import Finding
from comparisons.models import Criterion, Question
from comparisons.quiz.figures import correlation_of, names_of, percent
from comparisons.quiz.measurement import QuizTrial
from comparisons.quiz.reach import first_by_place
from comparisons.quiz.thresholds import (
    EXPLAINED_BY,
    HIGHEST_LOW_TARGET,
    LEAST_POLE_SHARE,
    MOST_PLACES_WON,
    ORDER_STANDARD_ERRORS,
)
from comparisons.ranking.priorities import HIGHEST_RATING
from comparisons.ranking.sensitivity import UNIT, Option

PLACES = ("first", "middle", "last")


def reachable(trial: QuizTrial) -> Iterator[Finding]:
    """Some plausible set of answers puts each framework first."""
    names = names_of(trial)
    for reach in trial.reaches if trial.can_run else ():
        if reach.is_reachable:
            continue
        ahead = ", ".join(names[slug] for slug in reach.ahead)
        covered = trial.covered(reach.framework)
        always = (
            f" {names[covered.by]} is at least as good on {covered.effects} of {covered.of} effects."
            if covered
            else ""
        )
        yield Finding(
            rule="quiz-reachable",
            subject=names[reach.framework],
            message=f"no set of answers puts it first; at its best {ahead or 'nobody'} stands before it.{always} "
            "Ask about something that it does better, or say why nobody should choose it.",
        )


def random_share(trial: QuizTrial) -> Iterator[Finding]:
    """Nobody is first in far more or, without a reason, far less than an even share of random sets."""
    names = names_of(trial)
    for slug, share in trial.simulation.first.items() if trial.can_run else ():
        if share > trial.highest_share:
            yield Finding(
                rule="quiz-random-share",
                subject=names[slug],
                message=f"is first in {percent(share)} of random answer sets, more than "
                f"{percent(trial.highest_share)}. "
                f"{_responsible(trial, slug)}",
            )
        elif share < trial.lowest_share:
            yield from _below(trial, slug, share, names[slug])


def measured(trial: QuizTrial) -> Iterator[Finding]:
    """The figures that visitors read on /method/ are those of this content."""
    if trial.can_run and not trial.is_measured:
        yield Finding(
            rule="quiz-measured",
            subject="/method/",
            message="the figures were never measured."
            if trial.measurement is None
            else f"the figures of {trial.measurement.measured_on} are of other content. Run manage.py measure_quiz.",
        )


def both_directions(trial: QuizTrial) -> Iterator[Finding]:
    """Preferences point to both ends of the scale equally often."""
    low = total = 0
    for question in trial.questions:
        if question.kind != QuestionKind.PREFERENCE:
            continue
        for criterion, targets in _targets(question).items():
            below = sum(target <= HIGHEST_LOW_TARGET for target in targets)
            low, total = low + below, total + len(targets)
            if below in (0, len(targets)):
                end = "lower" if below == 0 else "upper"
                yield Finding(
                    rule="quiz-both-directions",
                    subject=str(question),
                    message=f"no answer points to the {end} half of {criterion}; a preference has two poles.",
                )
    if total and not LEAST_POLE_SHARE <= Fraction(low, total) <= 1 - LEAST_POLE_SHARE:
        yield Finding(
            rule="quiz-both-directions",
            subject="the preference questions",
            message=f"{low} of {total} effects point to the lower half of the scale; "
            f"between {percent(LEAST_POLE_SHARE)} and {percent(1 - LEAST_POLE_SHARE)} are even.",
        )


def places(trial: QuizTrial) -> Iterator[Finding]:
    """Nobody gains by where the answers stand: not who always takes the same place, nor place by place."""
    if not trial.can_run:
        return
    names = names_of(trial)
    winners = {place: first_by_place(trial.explorer, trial.pool, place) for place in PLACES}
    for slug, name in names.items():
        won = [place for place in PLACES if slug in winners[place]]
        if len(won) > MOST_PLACES_WON and len(names) > 1:
            yield Finding(
                rule="quiz-places",
                subject=name,
                message="is first for who always takes the first, the middle or the last answer. "
                "Turn the order of the answers in some questions.",
            )
    where, gains = _gains_by_place(trial)
    bound = ORDER_STANDARD_ERRORS / sqrt(len(where)) if where else 1
    for slug, name in names.items():
        together = correlation_of(where, [gain[slug] for gain in gains])
        if abs(together) > bound:
            end = "later" if together > 0 else "earlier"
            yield Finding(
                rule="quiz-places",
                subject=name,
                message=f"gains from {end} answers (r = {together:.2f}, at most {bound:.2f}), most in "
                f"“{_most_ordered(trial, slug, together)}”. Turn the order of its answers.",
            )


def _below(trial: QuizTrial, slug: str, share: Fraction, name: str) -> Iterator[Finding]:
    covered = trial.covered(slug)
    if covered is not None and covered.share >= EXPLAINED_BY:
        if trial.measurement is not None and trial.measurement.explains(slug):
            return
        remedy = (
            f"{names_of(trial)[covered.by]} is at least as good on {covered.effects} of {covered.of} effects, which "
            "explains it; run manage.py measure_quiz, so that /method/ says so."
        )
    else:
        remedy = "No other framework does nearly all that it does: the quiz does not ask about its strengths."
    against = min(
        ((trial.simulation.influence(question, slug), question) for question in trial.simulation.without),
        default=(Fraction(0), ""),
    )
    text = next((str(question) for question in trial.questions if question.slug == against[1]), "")
    worst = f" The question that takes most from it: “{text}”." if against[0] < 0 else ""
    yield Finding(
        rule="quiz-random-share",
        subject=name,
        message=f"is first in {percent(share)} of random answer sets, less than {percent(trial.lowest_share)}. "
        f"{remedy}{worst}",
    )


def _responsible(trial: QuizTrial, slug: str) -> str:
    """The question that adds most to the share, and its answer that does."""
    question_slug, influence = trial.simulation.questions_responsible(slug)[0]
    question = next(question for question in trial.questions if question.slug == question_slug)
    best = trial.simulation.best_answer(question_slug, slug)
    answer = next((answer for answer in question.ordered_answers if answer.slug == best), "")
    return (
        f"“{question}” adds {100 * float(influence):.1f} points of it, most with “{answer}”. "
        "Ask what others do better, or weigh that less."
    )


def _targets(question: Question) -> Mapping[Criterion, list[int]]:
    """Where its answers point, by criterion, for criteria that at least one answer wants at a certain place."""
    wanted: dict[Criterion, list[int | None]] = defaultdict(list)
    for answer in question.ordered_answers:
        for effect in answer.published_effects:
            wanted[effect.criterion].append(effect.target)
    return {
        criterion: [HIGHEST_RATING if target is None else target for target in targets]
        for criterion, targets in wanted.items()
        if any(target is not None for target in targets)
    }


def _gains_by_place(trial: QuizTrial) -> tuple[list[float], list[Mapping[str, float]]]:
    """Of every answer that weighs: its place, -1 for the first to 1 for the last, and what each framework gains."""
    where: list[float] = []
    gains: list[Mapping[str, float]] = []
    for question in trial.pool.questions:
        rows = _gains(trial, question.options)
        for number, gain in rows.items():
            where.append(2 * number / (len(question.options) - 1) - 1 if len(question.options) > 1 else 0)
            gains.append(gain)
    return where, gains


def _gains(trial: QuizTrial, options: Sequence[Option]) -> Mapping[int, Mapping[str, float]]:
    """By the number of the answer: each framework's score less the mean of all, and less its mean in the question."""
    scores: dict[int, list[float]] = {}
    for number, option in enumerate(options):
        vector = trial.explorer.vector(option)
        if vector.weight:
            row = [points / (UNIT * vector.weight) for points in vector.points]
            scores[number] = [score - fmean(row) for score in row]
    means = [fmean(column) for column in zip(*scores.values(), strict=True)]
    return {
        number: {
            candidate.slug: score - mean
            for candidate, score, mean in zip(trial.table.candidates, row, means, strict=True)
        }
        for number, row in scores.items()
    }


def _most_ordered(trial: QuizTrial, slug: str, direction: float) -> Question:
    """The question in which place and gain go together most, in the direction."""

    def together(number: int) -> float:
        rows = _gains(trial, trial.pool.questions[number].options)
        return sum(place * gain[slug] for place, gain in rows.items()) * direction

    return trial.questions[max(range(len(trial.questions)), key=together)]
