"""The lint of the quiz as editors read it: findings by rule, shares as bars, and what each question does."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from statistics import fmean
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparisons.findings import Finding
from comparisons.models import Answer, Question
from comparisons.quiz.coverage import spread_of
from comparisons.quiz.figures import names_of, percent
from comparisons.quiz.lint import RULES
from comparisons.quiz.measurement import QuizTrial
from comparisons.quiz.reach import Reach
from comparisons.quiz.thresholds import LEAST_SPREAD
from comparisons.ranking.sensitivity import Option

# The bars of the spread end here: a standard deviation of 40 points of 100 hardly occurs.
WIDEST_SPREAD = 40


@dataclass(frozen=True, kw_only=True)
class RuleGroup:
    """One rule and what breaks it."""

    title: str
    meaning: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, kw_only=True)
class ShareBar:
    """One framework's share of first places in random sets.

    Attributes:
        width: of the bar, 0 to 100 of the scale.
        is_out_of_bounds: above the upper or below the lower bound.
        mostly: the question that adds most to the share, in words; empty when none adds anything.
        reach_url: the result of a set of answers that puts it first; empty when none was found.
    """

    name: str
    share: str
    close: str
    ruled_out: str
    width: float
    is_out_of_bounds: bool
    mostly: str
    reach_url: str


@dataclass(frozen=True, kw_only=True)
class AnswerLine:
    """What one answer does: whom it parts, and who is first most often among the sets that contain it."""

    text: str
    does: str
    first: str


@dataclass(frozen=True, kw_only=True)
class QuestionRow:
    """What a question does.

    Attributes:
        spread: how far its answers part the frameworks on average, in points of 100; empty when it only rules out.
        width: of its bar.
        raised, lowered: whose share it raises and lowers most, in words.
    """

    text: str
    theme: str
    url: str
    spread: str
    width: float
    is_flat: bool
    raised: str
    lowered: str
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, kw_only=True)
class LintPage:
    """The whole page.

    Attributes:
        broken, kept: the rules with and without findings.
        even_place, lowest_place, highest_place: where the even share and its bounds lie on the bars, 0 to 100.
    """

    finding_count: int
    broken: tuple[RuleGroup, ...]
    kept: tuple[RuleGroup, ...]
    sample_size: int
    seed: int
    close_calls: str
    flipped: str
    even: str
    lowest: str
    highest: str
    even_place: float
    lowest_place: float
    highest_place: float
    spread_place: float
    bars: tuple[ShareBar, ...]
    questions: tuple[QuestionRow, ...]


def build_lint_page(trial: QuizTrial) -> LintPage:
    """Runs the lint and lays out what it found.

    Args:
        trial: the published quiz (`quiz.measurement.fetch_trial()`).
    """
    groups = [
        RuleGroup(title=str(rule.title), meaning=str(rule.meaning), findings=tuple(rule.check(trial)))
        for rule in RULES
    ]
    simulation = trial.simulation if trial.can_run else None
    scale = max([trial.highest_share, *(simulation.first.values() if simulation else ())]) or Fraction(1)
    return LintPage(
        finding_count=sum(len(group.findings) for group in groups),
        broken=tuple(group for group in groups if group.findings),
        kept=tuple(group for group in groups if not group.findings),
        sample_size=trial.sample_size,
        seed=trial.seed,
        close_calls=percent(simulation.close_calls) if simulation else "",
        flipped=percent(simulation.flipped) if simulation else "",
        even=percent(trial.even_share),
        lowest=percent(trial.lowest_share),
        highest=percent(trial.highest_share),
        even_place=_place(trial.even_share, scale),
        lowest_place=_place(trial.lowest_share, scale),
        highest_place=_place(trial.highest_share, scale),
        spread_place=100 * LEAST_SPREAD / WIDEST_SPREAD,
        bars=tuple(_bars(trial, scale)) if simulation else (),
        questions=tuple(_rows(trial)) if simulation else (),
    )


def _bars(trial: QuizTrial, scale: Fraction) -> Iterator[ShareBar]:
    simulation = trial.simulation
    texts = {question.slug: str(question) for question in trial.questions}
    reaches = {reach.framework: reach for reach in trial.reaches}
    names = names_of(trial)
    for slug in sorted(names, key=lambda slug: (-simulation.first[slug], names[slug])):
        share = simulation.first[slug]
        question, influence = simulation.questions_responsible(slug)[0]
        yield ShareBar(
            name=names[slug],
            share=percent(share),
            close=percent(simulation.first_or_close[slug]),
            ruled_out=percent(simulation.ruled_out[slug]),
            width=_place(share, scale),
            is_out_of_bounds=not trial.lowest_share <= share <= trial.highest_share,
            mostly=f"{texts[question]} {_signed(influence)}" if influence > 0 else "",
            reach_url=_result_url(reaches[slug]) if reaches[slug].is_reachable else "",
        )


def _rows(trial: QuizTrial) -> Iterator[QuestionRow]:
    for question, asked in zip(trial.questions, trial.pool.questions, strict=True):
        spreads = [spread for option in asked.options if (spread := spread_of(trial, option)) is not None]
        mean = fmean(spreads) if spreads else None
        raised, lowered = _effect_on_shares(trial, question)
        yield QuestionRow(
            text=str(question),
            theme=question.theme,
            url=reverse("admin:comparisons_question_change", args=[question.pk]),
            spread="" if mean is None else f"{mean:.1f}",
            width=0 if mean is None else round(min(100, 100 * mean / WIDEST_SPREAD), 1),
            is_flat=mean is not None and mean < LEAST_SPREAD,
            raised=raised,
            lowered=lowered,
            answers=tuple(
                _line(trial, question, answer, option)
                for answer, option in zip(question.ordered_answers, asked.options, strict=True)
            ),
        )


def _effect_on_shares(trial: QuizTrial, question: Question) -> tuple[str, str]:
    """Whose share the question raises most and lowers most. Example: ("Django +3.9", "Flask −1.2")."""
    names = names_of(trial)
    influences = {slug: trial.simulation.influence(question.slug, slug) for slug in names}
    highest = max(names, key=lambda slug: (influences[slug], slug))
    lowest = min(names, key=lambda slug: (influences[slug], slug))
    return (
        f"{names[highest]} {_signed(influences[highest])}" if influences[highest] > 0 else "",
        f"{names[lowest]} {_signed(influences[lowest])}" if influences[lowest] < 0 else "",
    )


def _line(trial: QuizTrial, question: Question, answer: Answer, option: Option) -> AnswerLine:
    out = len(trial.explorer.vector(option).excluded)
    spread = spread_of(trial, option)
    parts = [] if spread is None else [_("parts them by %(points).1f points") % {"points": spread}]
    if option.requirements:
        parts.append(ngettext("rules out %(number)d", "rules out %(number)d", out) % {"number": out})
    shares = trial.simulation.given.get((question.slug, answer.slug), {})
    first = max(sorted(shares), key=lambda slug: shares[slug], default="")
    return AnswerLine(
        text=str(answer),
        does=", ".join(parts),
        first=f"{names_of(trial)[first]} {percent(shares[first])}" if first and shares[first] else "",
    )


def _result_url(reach: Reach) -> str:
    pairs = [(statement.question, answer) for statement in reach.statements for answer in statement.chosen.answers]
    return f"{reverse('comparisons:quiz_result')}?{urlencode(pairs)}"


def _signed(share: Fraction) -> str:
    """In points of 100, with a minus that is as wide as a plus."""
    return f"{100 * float(share):+.1f}".replace("-", "\N{MINUS SIGN}")


def _place(share: Fraction, scale: Fraction) -> float:
    return round(100 * float(share / scale), 1)
