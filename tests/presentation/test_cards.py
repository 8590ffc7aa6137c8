"""The words on the preview pictures."""

import pytest

from comparisons.models import Criterion, Framework, Verdict
from comparisons.presentation.cards import (
    build_criterion_card,
    build_framework_card,
    build_pair_card,
    build_scenario_card,
    build_site_card,
)
from comparisons.presentation.criterion_page import build_criterion_page
from comparisons.presentation.pair import build_pair_page
from comparisons.presentation.profile import build_category_means
from comparisons.presentation.scenarios import ScenarioEntry
from comparisons.presentation.standings import StandingView
from tests.factories import create_category, create_criterion, create_framework, create_scenario, create_verdict

pytestmark = pytest.mark.django_db


def test_a_pair_tells_what_its_page_tells():
    left, right = create_framework(name="Alpha"), create_framework(name="Beta")
    for ratings in ((5, 3), (4, 1), (2, 2), (1, 4)):
        criterion = create_criterion(category=create_category())
        for framework, rating in zip((left, right), ratings, strict=True):
            create_verdict(framework=framework, criterion=criterion, rating=rating)
    criteria = list(Criterion.objects.with_category().in_order())
    page = build_pair_page(
        left=left,
        right=right,
        criteria=criteria,
        verdicts=Verdict.objects.published().for_cells(frameworks=[left, right], criteria=criteria),
        summaries=frozenset(),
    )

    card = build_pair_card(page)

    assert (card.left.name, card.left.ahead) == ("Alpha", 2)
    assert (card.right.name, card.right.ahead) == ("Beta", 1)
    assert (card.level, card.counted) == (1, 4)


def test_a_framework_shows_its_facts_and_its_means():
    framework = create_framework(name="Alpha")
    criterion = create_criterion(category=create_category(name="Data"))
    create_verdict(framework=framework, criterion=criterion, rating=4)
    means = build_category_means(
        criteria=list(Criterion.objects.with_category()), verdicts=Verdict.objects.all(), summaries=frozenset()
    )

    card = build_framework_card(framework, means)

    assert card.tagline == framework.tagline
    assert f"since {framework.first_released_on.year}" in card.facts
    assert [(mean.category, mean.text, mean.percent) for mean in card.means] == [("Data", "4.0", 80)]


def test_a_criterion_groups_the_frameworks_by_rating_the_best_first():
    criterion = create_criterion(category=create_category())
    for name, rating in (("Alpha", 3), ("Beta", 5), ("Gamma", 3)):
        create_verdict(framework=create_framework(name=name), criterion=criterion, rating=rating)
    page = build_criterion_page(
        criterion=criterion,
        frameworks=Framework.objects.all(),
        verdicts=Verdict.objects.published().for_criterion(criterion),
    )

    card = build_criterion_card(page)

    assert [(group.rating, group.names) for group in card.groups] == [(5, ("Beta",)), (3, ("Alpha", "Gamma"))]
    assert card.groups[0].label == "outstanding"


def standing(name, *, rank, points):
    return StandingView(slug=name.lower(), name=name, address="/", rank=rank, points=points)


def entry(*standings):
    return ScenarioEntry(scenario=create_scenario(), standings=standings, result_address="/", quiz_address="/")


def test_a_scenario_shows_who_is_ranked_and_leaves_out_who_is_ruled_out():
    card = build_scenario_card(entry(standing("Alpha", rank=1, points=90), standing("Beta", rank=None, points=None)))

    assert [(place.rank, place.name, place.points) for place in card.standings] == [(1, "Alpha", 90)]


def test_a_scenario_that_weighs_nothing_puts_nobody_first():
    assert build_scenario_card(entry(standing("Alpha", rank=1, points=None))).standings == ()


def test_the_site_names_its_frameworks_and_counts_its_criteria():
    card = build_site_card([create_framework(name="Alpha")], 43)

    assert card.names == ("Alpha",)
    assert card.promise.startswith("43 criteria")
