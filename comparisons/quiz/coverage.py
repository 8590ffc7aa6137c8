"""The part of the lint that asks what the quiz covers: what its questions part, and how evenly they weigh.

shared/ANCHORS.md, 5.9, is the source of the rules; `lint.py` lists them, `thresholds.py` has the bounds.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from statistics import fmean, pstdev

from comparisons.findings import Finding
from comparisons.models import Answer, Criterion, Question
from comparisons.quiz.figures import correlation_of, percent
from comparisons.quiz.measurement import QuizTrial
from comparisons.quiz.thresholds import (
    COVERAGE_FACTOR,
    HIGHEST_CORRELATION,
    LEAST_SPREAD,
    LEAST_SPREAD_OF_AN_ANSWER,
    MOST_QUESTIONS_PER_CRITERION,
    TICKED,
    UNKNOWN_ABOVE_MEAN,
    WEIGHT_OF_A_REQUIREMENT,
)
from comparisons.ranking.sensitivity import UNIT, Option


def separates(trial: QuizTrial) -> Iterator[Finding]:
    """What lies behind a question differs between frameworks; a requirement rules out some, and not all."""
    everyone = len(trial.table.candidates)
    if everyone < 2:
        return
    for question, asked in zip(trial.questions, trial.pool.questions, strict=True):
        spreads = []
        for answer, option in zip(question.ordered_answers, asked.options, strict=True):
            out = len(trial.explorer.vector(option).excluded)
            spread = spread_of(trial, option)
            if spread is not None:
                spreads.append(spread)
            if option.requirements and out in (0, everyone):
                yield _about(
                    "quiz-separates",
                    question,
                    answer,
                    f"rules out {'everyone' if out else 'nobody'}. Demand something else.",
                )
            elif spread is not None and spread < LEAST_SPREAD_OF_AN_ANSWER:
                yield _about(
                    "quiz-separates",
                    question,
                    answer,
                    f"spreads the frameworks by {spread:.1f} points; {LEAST_SPREAD_OF_AN_ANSWER} part somebody.",
                )
        if spreads and fmean(spreads) < LEAST_SPREAD:
            yield Finding(
                rule="quiz-separates",
                subject=str(question),
                message=f"spreads the frameworks by {fmean(spreads):.1f} points on average; "
                f"{LEAST_SPREAD} are worth asking for.",
            )


def coverage(trial: QuizTrial) -> Iterator[Finding]:
    """Each category weighs about as much as its share of the criteria, and no criterion is asked again and again."""
    if not trial.can_run:
        return
    of_category: dict[str, list[str]] = defaultdict(list)
    for criterion in trial.criteria:
        of_category[criterion.category.name].append(criterion.slug)
    weights = weight_by_criterion(trial)
    whole = sum(weights.values())
    for name, slugs in of_category.items():
        share = sum(weights.get(slug, 0) for slug in slugs) / whole if whole else 0
        even = Fraction(len(slugs), len(trial.criteria))
        if not even / COVERAGE_FACTOR <= share <= even * COVERAGE_FACTOR:
            heaviest = max(slugs, key=lambda slug: weights.get(slug, 0))
            yield Finding(
                rule="quiz-coverage",
                subject=name,
                message=f"has {percent(share)} of the weight and {percent(even)} of the criteria "
                f"(its heaviest is {heaviest}).",
            )
    for criterion in trial.criteria:
        asking = [question for question in trial.questions if criterion.slug in _weighed(question)]
        if len(asking) > MOST_QUESTIONS_PER_CRITERION:
            yield Finding(
                rule="quiz-coverage",
                subject=str(criterion),
                message=f"is weighed by {len(asking)} questions, more than {MOST_QUESTIONS_PER_CRITERION}: "
                + ", ".join(f"“{question}”" for question in asking),
            )


def correlated(trial: QuizTrial) -> Iterator[Finding]:
    """No answer weighs two criteria whose ratings go together: that is one strength counted twice."""
    ratings = {criterion.slug: _ratings(trial, criterion) for criterion in trial.criteria}
    for question in trial.questions:
        for answer in question.ordered_answers:
            weighed = [effect.criterion for effect in answer.published_effects]
            for number, criterion in enumerate(weighed):
                for other in weighed[:number]:
                    pairs = [
                        (one, two)
                        for one, two in zip(ratings.get(criterion.slug, ()), ratings.get(other.slug, ()), strict=True)
                        if one is not None and two is not None
                    ]
                    together = correlation_of([one for one, _ in pairs], [two for _, two in pairs])
                    if abs(together) > HIGHEST_CORRELATION:
                        yield _about(
                            "quiz-counts-once",
                            question,
                            answer,
                            f"weighs {other} and {criterion}, whose ratings go together (r = {together:.2f}). "
                            "Weigh one of them.",
                        )


def evidence_parity(trial: QuizTrial) -> Iterator[Finding]:
    """No framework has far more unknown verdicts than the others."""
    if not trial.criteria or not trial.table.candidates:
        return
    unknown = {
        candidate: Fraction(
            sum(trial.table.judgement(candidate, criterion.slug) is None for criterion in trial.criteria),
            len(trial.criteria),
        )
        for candidate in trial.table.candidates
    }
    mean = sum(unknown.values(), Fraction(0)) / len(unknown)
    for candidate, share in unknown.items():
        if share > mean + UNKNOWN_ABOVE_MEAN:
            yield Finding(
                rule="quiz-evidence-parity",
                subject=candidate.name,
                message=f"{percent(share)} of its verdicts are unknown, {percent(mean)} on average: its scores are "
                "less certain than the others'. Write the missing verdicts.",
            )


def spread_of(trial: QuizTrial, option: Option) -> float | None:
    """How far the option alone parts the frameworks: the standard deviation of their scores, in points of 100.

    None for an option that weighs nothing.
    """
    vector = trial.explorer.vector(option)
    if not vector.weight or not vector.points:
        return None
    return pstdev(100 * points / (UNIT * vector.weight) for points in vector.points)


def weight_by_criterion(trial: QuizTrial) -> Mapping[str, float]:
    """The weight that a random visitor gives to each criterion on average: of each question the mean of its answers.

    Where several answers may be ticked, each counts as often as a random visitor ticks it.
    """
    weights: dict[str, float] = defaultdict(float)
    for question in trial.pool.questions:
        for option in question.options:
            often = TICKED if question.allows_several else 1 / len(question.options)
            for wish in option.wishes:
                weights[wish.criterion] += often * wish.weight
            for requirement in option.requirements:
                weights[requirement.criterion] += often * WEIGHT_OF_A_REQUIREMENT
    return weights


def _weighed(question: Question) -> set[str]:
    return {effect.criterion.slug for answer in question.ordered_answers for effect in answer.published_effects}


def _ratings(trial: QuizTrial, criterion: Criterion) -> list[int | None]:
    judged = [trial.table.judgement(candidate, criterion.slug) for candidate in trial.table.candidates]
    return [None if judgement is None else judgement.rating for judgement in judged]


def _about(rule: str, question: Question, answer: Answer, what: str) -> Finding:
    return Finding(rule=rule, subject=str(question), message=f"the answer “{answer}” {what}")
