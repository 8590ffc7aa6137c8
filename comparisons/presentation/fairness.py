"""The measured figures of the quiz as /method/ shows them: who wins random answers, how surely, and why seldom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from comparisons.models import Framework, QuizMeasurement
from comparisons.quiz.thresholds import HIGHEST_SHARE, LOWEST_SHARE


@dataclass(frozen=True, kw_only=True)
class ShareRow:
    """One framework's share of first places.

    Attributes:
        first, first_or_close, ruled_out: percentages as text. Example: “21.4 %”.
        is_ruled_out: whether requirements ever do.
        width: of the bar, 0 to 100 of the scale.
        reason: why it is seldom first, a sentence; empty where its share needs none.
    """

    framework: Framework
    first: str
    first_or_close: str
    ruled_out: str
    is_ruled_out: bool
    width: float
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Fairness:
    """The figures of one edition.

    Attributes:
        is_current: whether the content is still what was measured.
        even, lowest, highest: the even share and its bounds, percentages as text.
        even_place, lowest_place, highest_place: where they lie on the scale of the bars, 0 to 100.
        rows: the published frameworks, the most often first on top.
        seldom: the rows with a reason.
    """

    measured_on: date
    seed: int
    sample_size: int
    is_current: bool
    close_calls: str
    flipped: str
    unreachable: int
    even: str
    lowest: str
    highest: str
    even_place: float
    lowest_place: float
    highest_place: float
    rows: tuple[ShareRow, ...]

    @property
    def seldom(self) -> tuple[ShareRow, ...]:
        return tuple(row for row in self.rows if row.reason)


def build_fairness(measurement: QuizMeasurement, *, frameworks: Iterable[Framework], content_digest: str) -> Fairness:
    """The stored figures, for the frameworks that visitors see.

    Args:
        measurement: as stored. A framework that was published since has no figures yet and no row.
        frameworks: the published ones.
        content_digest: of the content as it is now (`quiz.measurement.digest_content`).
    """
    figures = measurement.figures["frameworks"]
    shown = {framework.slug: framework for framework in frameworks if framework.slug in figures}
    even = 100 / len(figures) if figures else 0
    # The bound above closes the scale, unless somebody is beyond it.
    scale = max([HIGHEST_SHARE * even, *(row["first"] for row in figures.values())], default=0) or 1
    rows = sorted(
        (
            ShareRow(
                framework=framework,
                first=_percent(figures[slug]["first"]),
                first_or_close=_percent(figures[slug]["first_or_close"]),
                ruled_out=_percent(figures[slug]["ruled_out"]),
                is_ruled_out=figures[slug]["ruled_out"] > 0,
                width=_place(figures[slug]["first"], scale),
                reason=_reason(figures[slug], shown),
            )
            for slug, framework in shown.items()
        ),
        key=lambda row: (-figures[row.framework.slug]["first"], row.framework.name),
    )
    return Fairness(
        measured_on=measurement.measured_on,
        seed=measurement.seed,
        sample_size=measurement.sample_size,
        is_current=measurement.content_digest == content_digest,
        close_calls=_percent(measurement.figures["close_calls"]),
        flipped=_percent(measurement.figures["flipped"]),
        unreachable=measurement.figures["unreachable"],
        even=_percent(even),
        lowest=_percent(float(LOWEST_SHARE) * even),
        highest=_percent(HIGHEST_SHARE * even),
        even_place=_place(even, scale),
        lowest_place=_place(float(LOWEST_SHARE) * even, scale),
        highest_place=_place(HIGHEST_SHARE * even, scale),
        rows=tuple(rows),
    )


def _reason(figures: dict[str, dict[str, str]], shown: dict[str, Framework]) -> str:
    covered = figures.get("covered")
    if not covered:
        return ""
    if covered["by"] not in shown:
        return (
            _("Another framework is at least as good on %(effects)s of the %(of)s effects of all answers.") % covered
        )
    return _("%(name)s is at least as good on %(effects)s of the %(of)s effects of all answers.") % {
        **covered,
        "name": shown[covered["by"]].name,
    }


def _place(share: float, scale: float) -> float:
    return round(100 * share / scale, 1)


def _percent(share: float) -> str:
    """With a space that does not break."""
    return f"{share:.1f}\N{NO-BREAK SPACE}%"
