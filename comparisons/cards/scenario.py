"""The picture of a scenario: the project, and the first places of the ranking computed for it."""

from django.utils.translation import gettext as _

from comparisons.cards.canvas import ACCENT, INNER, MARGIN, MUTED, RIGHT, RULE, Canvas
from comparisons.cards.typography import BOLD, SEMIBOLD, fit_text
from comparisons.presentation.cards import CardStanding, ScenarioCard

MOST_PLACES = 3
LAST_BASELINE = 516
PITCH = 58
NAME_LEFT = MARGIN + 48
NAME_WIDTH = 290
BAR_LEFT = NAME_LEFT + NAME_WIDTH + 20
BAR_WIDTH = RIGHT - BAR_LEFT - 76


def draw_scenario(card: ScenarioCard) -> bytes:
    """The card as a PNG."""
    canvas = Canvas(kicker=_("A typical project"))
    name = fit_text(card.name, width=INNER, sizes=range(72, 47, -2), weight=BOLD)
    if not name.is_whole:
        name = fit_text(card.name, width=INNER, sizes=range(48, 37, -2), weight=BOLD, most_lines=2)
    end = canvas.block(MARGIN, 140 + name.size, name)
    summary = fit_text(card.summary, width=INNER, sizes=range(34, 25, -1), most_lines=2)
    canvas.block(MARGIN, end - name.leading + 64, summary, fill=MUTED)
    places = card.standings[:MOST_PLACES]
    for number, standing in enumerate(reversed(places)):
        _draw_standing(canvas, standing, baseline=LAST_BASELINE - number * PITCH)
    if not places:
        canvas.text(MARGIN, LAST_BASELINE, _("Nobody is ahead for these answers."), size=32, fill=MUTED)
    return canvas.to_png()


def _draw_standing(canvas: Canvas, standing: CardStanding, *, baseline: int) -> None:
    canvas.text(MARGIN, baseline, str(standing.rank), size=32, fill=MUTED)
    name = fit_text(standing.name, width=NAME_WIDTH, sizes=range(38, 21, -1), weight=SEMIBOLD)
    canvas.block(NAME_LEFT, baseline, name)
    if standing.points is not None:
        canvas.bar(BAR_LEFT, baseline - 22, BAR_WIDTH, 20, fill=RULE)
        canvas.bar(BAR_LEFT, baseline - 22, BAR_WIDTH * standing.points / 100, 20, fill=ACCENT)
        canvas.text(RIGHT, baseline, str(standing.points), size=36, weight=SEMIBOLD, place="right")
