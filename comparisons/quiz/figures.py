"""Figures in words, and the one statistic that several rules of the lint need."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import StatisticsError, correlation

from comparisons.quiz.measurement import QuizTrial


def percent(share: Fraction | float) -> str:
    """Of 1, with one decimal place and a space that does not break. Example: “21.4 %”."""
    return f"{100 * float(share):.1f}\N{NO-BREAK SPACE}%"


def correlation_of(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's r; 0 where one of them is constant or there are fewer than three pairs."""
    if len(one) < 3:
        return 0
    try:
        return correlation(one, other)
    except StatisticsError:
        return 0


def names_of(trial: QuizTrial) -> Mapping[str, str]:
    """The names of the frameworks by slug, in the order of the table."""
    return {candidate.slug: candidate.name for candidate in trial.table.candidates}
