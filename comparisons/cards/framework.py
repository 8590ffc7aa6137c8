"""The picture of a framework: what it is, and its mean rating in each category."""

from django.utils.translation import gettext as _

from comparisons.cards.canvas import ACCENT, MARGIN, MUTED, RIGHT, RULE, Canvas
from comparisons.cards.typography import BOLD, SEMIBOLD, FittedText, fit_alike, fit_text
from comparisons.presentation.cards import CardMean, FrameworkCard

TEXT_WIDTH = 450
MEANS_LEFT = 590
LABEL_WIDTH = 284
BAR_LEFT = MEANS_LEFT + LABEL_WIDTH + 18
BAR_WIDTH = 174
FIRST_BASELINE = 168
MEANS_HEIGHT = 392
# More would be too small to read; the page has them all.
MOST_MEANS = 10
LARGEST_PITCH = 49


def draw_framework(card: FrameworkCard) -> bytes:
    """The card as a PNG."""
    canvas = Canvas(kicker=_("A Python web framework"))
    name = fit_text(card.name, width=TEXT_WIDTH, sizes=range(104, 35, -4), weight=BOLD, most_lines=2)
    end = canvas.block(MARGIN, 232 if len(name.lines) == 1 else 180, name)
    facts = fit_text(card.facts, width=TEXT_WIDTH, sizes=range(29, 19, -1))
    end = canvas.block(MARGIN, end - name.leading + 62, facts, fill=MUTED)
    tagline = fit_text(card.tagline, width=TEXT_WIDTH, sizes=range(33, 25, -1), most_lines=5)
    canvas.block(MARGIN, end + 28, tagline)
    means = card.means[:MOST_MEANS]
    pitch = min(LARGEST_PITCH, MEANS_HEIGHT / max(len(means), 1))
    labels = fit_alike([mean.category for mean in means], width=LABEL_WIDTH, sizes=range(26, 17, -1))
    for number, (mean, label) in enumerate(zip(means, labels, strict=True)):
        _draw_mean(canvas, mean, label, baseline=FIRST_BASELINE + number * pitch)
    return canvas.to_png()


def _draw_mean(canvas: Canvas, mean: CardMean, label: FittedText, *, baseline: float) -> None:
    canvas.block(MEANS_LEFT, baseline, label)
    canvas.bar(BAR_LEFT, baseline - 17, BAR_WIDTH, 16, fill=RULE)
    canvas.bar(BAR_LEFT, baseline - 17, BAR_WIDTH * mean.percent / 100, 16, fill=ACCENT)
    canvas.text(RIGHT, baseline, mean.text, size=27, weight=SEMIBOLD, place="right")
