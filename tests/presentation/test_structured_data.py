"""What programs are told about a page, and that no text can break out of the element that tells it."""

import json
from datetime import date

import pytest
from django.template import Context, Template
from django.test import override_settings

from comparisons.models import Claim
from comparisons.presentation.criterion_page import CriterionPage, RankedVerdict
from comparisons.presentation.scenarios import ScenarioEntry
from comparisons.presentation.standings import StandingView
from comparisons.presentation.structured_data import (
    StructuredData,
    describe_claims,
    describe_criterion,
    describe_framework,
    describe_list,
    describe_scenario,
    describe_site,
    describe_table,
)
from tests.factories import (
    create_category,
    create_claim,
    create_criterion,
    create_framework,
    create_scenario,
    create_verdict,
)

HOSTILE = "</script><script>alert(1)</script> & <!-- \u2028\u2029 \"'\\"


def test_no_text_can_end_the_element():
    element = StructuredData(nodes=({"name": HOSTILE},)).__html__()

    content = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set(content) & set("<>&\u2028\u2029")
    assert json.loads(content)["@graph"][0]["name"] == HOSTILE


def test_a_template_prints_the_element_as_it_is():
    html = Template("{% load structured_data_tags %}{% describe_site %}").render(Context())

    assert html.startswith('<script type="application/ld+json">{"@context":"https://schema.org"')


@override_settings(SITE_URL="https://framewise.example")
def test_the_site_says_how_to_search_it():
    (node,) = describe_site().nodes

    assert node["url"] == "https://framewise.example/"
    assert node["potentialAction"]["target"]["urlTemplate"] == (
        "https://framewise.example/search/?q={search_term_string}"
    )


def test_the_table_states_no_licence_as_none_is_given():
    (node,) = describe_table(43, 12).nodes

    assert "license" not in node
    assert node["description"].startswith("12 Python web frameworks by 43 criteria")


@pytest.mark.django_db
def test_a_framework_has_the_days_of_its_releases_and_no_other():
    framework = create_framework(
        slug="alpha", first_released_on=date(2005, 7, 21), latest_released_on=None, latest_version="5.2"
    )

    software, trail = describe_framework(framework).nodes

    assert software["datePublished"] == "2005-07-21"
    assert "dateModified" not in software
    assert software["version"] == "5.2"
    assert [step["name"] for step in trail["itemListElement"]] == ["Framewise", "Frameworks", framework.name]


@pytest.mark.django_db
def test_a_list_counts_from_one():
    (node,) = describe_list([create_framework(name="Alpha"), create_framework(name="Beta")]).nodes

    assert node["numberOfItems"] == 2
    assert [(item["position"], item["name"]) for item in node["itemListElement"]] == [(1, "Alpha"), (2, "Beta")]


@pytest.mark.django_db
def test_equal_ratings_share_a_position():
    criterion = create_criterion(category=create_category())
    verdicts = [create_verdict(criterion=criterion, rating=4) for _ in range(2)]
    page = CriterionPage(
        criterion=criterion,
        ranked=tuple(RankedVerdict(rank=1, verdict=verdict, is_tied=True) for verdict in verdicts),
        unknown=(),
    )

    ranking, _ = describe_criterion(page).nodes

    assert [item["position"] for item in ranking["itemListElement"]] == [1, 1]


@pytest.mark.django_db
def test_who_is_ruled_out_of_a_scenario_has_no_position():
    standings = (
        StandingView(slug="a", name="Alpha", address="/a/", rank=1, points=90),
        StandingView(slug="b", name="Beta", address="/b/", rank=None, failed=("no admin",)),
    )
    entry = ScenarioEntry(scenario=create_scenario(), standings=standings, result_address="/", quiz_address="/")

    ranking, _ = describe_scenario(entry).nodes

    assert [item["name"] for item in ranking["itemListElement"]] == ["Alpha"]


@pytest.mark.django_db
def test_a_claim_carries_our_word_and_no_number():
    create_claim(statement="Alpha does not scale", status="outdated", written_on=date(2026, 10, 1))

    (node,) = describe_claims(list(Claim.objects.all())).nodes

    assert node["claimReviewed"] == "Alpha does not scale"
    assert node["datePublished"] == "2026-10-01"
    assert set(node["reviewRating"]) == {"@type", "alternateName"}
