"""Every kind of card, with ordinary words and with the longest that the models let in."""

from io import BytesIO

import pytest
from PIL import Image

from comparisons.cards.canvas import ACCENT, HEIGHT, WARM, WIDTH
from comparisons.cards.criterion import draw_criterion
from comparisons.cards.framework import draw_framework
from comparisons.cards.pair import draw_pair
from comparisons.cards.scenario import draw_scenario
from comparisons.cards.site import draw_site
from comparisons.presentation.cards import (
    CardMean,
    CardSide,
    CardStanding,
    CriterionCard,
    FrameworkCard,
    PairCard,
    RatingGroup,
    ScenarioCard,
    SiteCard,
)
from tests.cards.pictures import keeps_its_margins, opened

SIXTY = "Wm" * 30
FACTS = f"full-stack · since 2005 · {'9' * 30}"


def pair(*, left=21, level=15, right=7, name="Django"):
    return PairCard(
        left=CardSide(name=name, facts=FACTS, ahead=left),
        right=CardSide(name="Flask", facts="micro · since 2010 · 3.1", ahead=right),
        level=level,
    )


def framework(*, name="Django", means=8):
    return FrameworkCard(
        name=name,
        facts=FACTS,
        tagline="a wide tagline " * 9,
        means=tuple(
            CardMean(category=SIXTY if number else "Data", text="5.0", percent=100) for number in range(means)
        ),
    )


def criterion(*, question="Is there an ORM?", groups=3, names=4):
    return CriterionCard(
        category=SIXTY,
        question=question,
        groups=tuple(
            RatingGroup(rating=5 - number, label="outstanding", names=("Litestar",) * names)
            for number in range(groups)
        ),
    )


def scenario(*, name="An internal service", places=3, points=88):
    return ScenarioCard(
        name=name,
        summary="Many small services, " * 7,
        standings=tuple(CardStanding(rank=1, name=SIXTY, points=points) for _ in range(places)),
    )


def site(*, names=12):
    return SiteCard(question="Which Python web framework?", promise="43 criteria", names=("Starlette",) * names)


CARDS = {
    "a pair": (draw_pair, pair()),
    "a pair with a long name": (draw_pair, pair(name=SIXTY)),
    "a pair with one side ahead": (draw_pair, pair(level=0, right=0)),
    "a pair without a verdict": (draw_pair, pair(left=0, level=0, right=0)),
    "a framework": (draw_framework, framework()),
    "a framework with a long name and many categories": (draw_framework, framework(name=SIXTY, means=20)),
    "a framework without a category": (draw_framework, framework(means=0)),
    "a criterion": (draw_criterion, criterion()),
    "a criterion with a long question": (draw_criterion, criterion(question="Wide words " * 14, groups=6, names=30)),
    "a criterion without a verdict": (draw_criterion, criterion(groups=0)),
    "a scenario": (draw_scenario, scenario()),
    "a scenario with a long name": (draw_scenario, scenario(name="WIDE " * 16, places=12)),
    "a scenario without points": (draw_scenario, scenario(points=None)),
    "a scenario without a ranking": (draw_scenario, scenario(places=0)),
    "the site": (draw_site, site()),
    "the site with many frameworks": (draw_site, site(names=60)),
    "the site without content": (draw_site, site(names=0)),
}


@pytest.mark.parametrize("what", CARDS)
def test_a_card_is_a_small_png_of_the_size_that_previews_ask_for(what):
    draw, card = CARDS[what]

    png = draw(card)

    picture = Image.open(BytesIO(png))
    assert (picture.format, picture.size) == ("PNG", (WIDTH, HEIGHT)) == ("PNG", (1200, 630))
    assert len(png) < 60_000


@pytest.mark.parametrize("what", CARDS)
def test_nothing_on_a_card_leaves_its_place(what):
    draw, card = CARDS[what]

    assert keeps_its_margins(draw(card))


@pytest.mark.parametrize("what", CARDS)
def test_the_same_words_give_the_same_bytes(what):
    draw, card = CARDS[what]

    assert draw(card) == draw(card)


def test_the_bar_of_a_pair_is_split_as_the_counts_are():
    picture = opened(draw_pair(pair(left=2, level=1, right=1)))

    bar = [picture.getpixel((x, 415)) for x in range(72, 1128)]
    assert bar.count(_rgb(ACCENT)) == 528
    assert bar.count(_rgb(WARM)) == 264


def _rgb(colour):
    return tuple(bytes.fromhex(colour.removeprefix("#")))
