"""The picture of all pages without one of their own: the question that the site answers."""

from django.utils.translation import gettext as _

from comparisons.cards.canvas import ACCENT, INNER, MARGIN, MUTED, RIGHT, Canvas
from comparisons.cards.typography import BOLD, fit_text
from comparisons.presentation.cards import SiteCard

DISC = 250
QUESTION_WIDTH = INNER - DISC - 60


def draw_site(card: SiteCard) -> bytes:
    """The card as a PNG."""
    canvas = Canvas(kicker=_("Python web frameworks, compared"), footer=card.promise)
    question = fit_text(card.question, width=QUESTION_WIDTH, sizes=range(74, 49, -2), weight=BOLD, most_lines=3)
    canvas.block(MARGIN, 140 + question.size, question)
    canvas.disc(RIGHT - DISC, 154, DISC, fifths=4, fill=ACCENT)
    names = fit_text(", ".join(card.names), width=INNER, sizes=range(31, 23, -1), most_lines=2)
    canvas.block(MARGIN, 514 - (len(names.lines) - 1) * names.leading, names, fill=MUTED)
    return canvas.to_png()
