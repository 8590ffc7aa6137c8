"""The picture of a pair: both names, and the split bar of who is ahead on how many criteria."""

from django.utils.translation import gettext as _

from comparisons.cards.canvas import ACCENT, INNER, MARGIN, MUTED, RIGHT, RULE, WARM, WIDTH, Canvas, Place
from comparisons.cards.typography import BOLD, SEMIBOLD, FittedText, fit_alike, fit_text
from comparisons.presentation.cards import CardSide, PairCard

NAME_WIDTH = 460
# Both names stand on this baseline with their last line, however many lines each needs.
NAME_BASELINE = 288
BAR_TOP = 404
BAR_HEIGHT = 24
COUNT_BASELINE = 490


def draw_pair(card: PairCard) -> bytes:
    """The card as a PNG."""
    canvas = Canvas(kicker=_("Two Python web frameworks"))
    # In one size: neither name may look greater than the other.
    left, right = fit_alike(
        [card.left.name, card.right.name], width=NAME_WIDTH, sizes=range(124, 35, -4), weight=BOLD, most_lines=3
    )
    _draw_side(canvas, card.left, left, x=MARGIN, colour=ACCENT, place="left")
    _draw_side(canvas, card.right, right, x=RIGHT, colour=WARM, place="right")
    canvas.text(WIDTH / 2, NAME_BASELINE, _("or"), size=50, fill=MUTED, place="middle")
    canvas.text(
        WIDTH / 2,
        COUNT_BASELINE,
        _("level on %(count)s") % {"count": card.level},
        size=36,
        fill=MUTED,
        place="middle",
    )
    _draw_bar(canvas, card)
    return canvas.to_png()


def _draw_side(canvas: Canvas, side: CardSide, name: FittedText, *, x: int, colour: str, place: Place) -> None:
    canvas.block(x, NAME_BASELINE - (len(name.lines) - 1) * name.leading, name, place=place)
    facts = fit_text(side.facts, width=NAME_WIDTH, sizes=range(29, 19, -1))
    canvas.block(x, NAME_BASELINE + 68, facts, fill=MUTED, place=place)
    ahead = _("ahead on %(count)s") % {"count": side.ahead}
    canvas.text(x, COUNT_BASELINE, ahead, size=36, weight=SEMIBOLD, fill=colour, place=place)


def _draw_bar(canvas: Canvas, card: PairCard) -> None:
    canvas.bar(MARGIN, BAR_TOP, INNER, BAR_HEIGHT, fill=RULE)
    if card.counted:
        left, right = (INNER * side.ahead / card.counted for side in (card.left, card.right))
        canvas.bar(MARGIN, BAR_TOP, left, BAR_HEIGHT, fill=ACCENT)
        canvas.bar(RIGHT - right, BAR_TOP, right, BAR_HEIGHT, fill=WARM)
