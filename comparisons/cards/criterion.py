"""The picture of a criterion: its question, and who answers it best."""

from django.utils.translation import gettext as _

from comparisons.cards.canvas import INNER, MARGIN, MUTED, RIGHT, Canvas
from comparisons.cards.typography import BOLD, SEMIBOLD, fit_text
from comparisons.presentation.cards import CriterionCard, RatingGroup

MOST_GROUPS = 3
LAST_BASELINE = 516
PITCH = 54
DISC = 32
LABEL_LEFT = MARGIN + 50
NAMES_LEFT = MARGIN + 250


def draw_criterion(card: CriterionCard) -> bytes:
    """The card as a PNG."""
    canvas = Canvas(kicker=card.category)
    question = fit_text(card.question, width=INNER, sizes=range(64, 47, -2), weight=BOLD, most_lines=3)
    if not question.is_whole:
        question = fit_text(card.question, width=INNER, sizes=range(46, 37, -2), weight=BOLD, most_lines=4)
    canvas.block(MARGIN, 142 + question.size, question)
    groups = card.groups[:MOST_GROUPS]
    for number, group in enumerate(reversed(groups)):
        _draw_group(canvas, group, baseline=LAST_BASELINE - number * PITCH)
    if not groups:
        canvas.text(MARGIN, LAST_BASELINE, _("No framework has a verdict on this yet."), size=32, fill=MUTED)
    return canvas.to_png()


def _draw_group(canvas: Canvas, group: RatingGroup, *, baseline: int) -> None:
    canvas.disc(MARGIN, baseline - DISC + 5, DISC, fifths=group.rating)
    label = fit_text(group.label, width=NAMES_LEFT - LABEL_LEFT - 16, sizes=range(31, 19, -1))
    canvas.block(LABEL_LEFT, baseline, label, fill=MUTED)
    names = fit_text(", ".join(group.names), width=RIGHT - NAMES_LEFT, sizes=range(33, 23, -1), weight=SEMIBOLD)
    canvas.block(NAMES_LEFT, baseline, names)
