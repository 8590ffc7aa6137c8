"""The page of one framework: its plot in words, its releases, and what is nearest to it."""

import re
from datetime import date

import html5lib
import pytest

from comparisons.choices import PublicationState
from tests.factories import create_framework, create_release, create_source
from tests.presentation.matrices import create_matrix, framework

pytestmark = pytest.mark.django_db


def page_of(client, slug):
    response = client.get(f"/frameworks/{slug}/")
    assert response.status_code == 200
    return html5lib.parse(response.content, namespaceHTMLElements=False)


def of_class(page, name):
    return [element for element in page.iter() if name in element.get("class", "").split()]


def words(element):
    return " ".join(" ".join(element.itertext()).split())


def rows_of(page, table):
    """The words of each cell of the table's body."""
    return [[words(cell) for cell in row] for row in of_class(page, table)[0].iterfind("tbody/tr")]


def links_of(element):
    return [link.get("href") for link in element.iter("a")]


def test_the_plot_is_told_in_numbers(client):
    create_matrix({"apple": {"orm": 5, "admin": 4}, "pear": {"orm": 3, "admin": 2}, "plum": {"orm": 1, "admin": 1}})

    page = page_of(client, "apple")

    assert rows_of(page, "category-standings") == [["Data", "4.5", "Others 1.8", "1.0 to 2.5"]]
    assert [plot.get("aria-hidden") for plot in of_class(page, "category-standings__plot")] == ["true"]


def test_what_is_not_known_is_not_drawn_as_nothing(client):
    create_matrix({"apple": {"orm": None}, "pear": {"orm": None}})

    page = page_of(client, "apple")

    assert rows_of(page, "category-standings") == [["Data 0 of 1 known", "not known", "Others not known", "–"]]
    assert of_class(page, "category-standings__range") == []


def test_releases_are_listed_with_their_days_and_sources(client):
    apple = create_framework(slug="apple")
    release = create_release(
        framework=apple,
        series="5.2",
        latest_version="5.2.19",
        released_on=date(2025, 4, 2),
        latest_released_on=date(2026, 11, 3),
        bug_fixes_until=date(2025, 12, 3),
        security_fixes_until=date(2028, 4, 30),
        is_long_term_support=True,
    )
    create_source(release=release, title="Release notes", url="https://apple.example/5.2/")

    page = page_of(client, "apple")

    (row,) = rows_of(page, "release-table")
    assert row[:5] == [
        "5.2 long-term support",
        "First release 2 Apr 2025",
        "Latest version 5.2.19 3 Nov 2026",
        "Bug fixes until 3 Dec 2025",
        "Security fixes until 30 Apr 2028",
    ]
    assert links_of(page.find(".//*[@id='release-5.2']")) == ["https://apple.example/5.2/"]


def test_a_day_that_is_not_stated_is_said_to_be_so(client):
    create_release(
        framework=create_framework(slug="apple"),
        bug_fixes_until=None,
        security_fixes_until=None,
        latest_released_on=None,
        support_note="Only the newest series gets fixes.",
    )

    page = page_of(client, "apple")

    (row,) = rows_of(page, "release-table")
    assert row[2:5] == [
        "Latest version 1.0.2 day not known",
        "Bug fixes until no day is stated",
        "Security fixes until no day is stated",
    ]
    assert row[5].startswith("Only the newest series gets fixes.")


def test_the_newest_series_stands_first_and_drafts_are_hidden(client):
    apple = create_framework(slug="apple")
    create_release(framework=apple, series="1.0", released_on=date(2024, 1, 1))
    create_release(framework=apple, series="2.0", released_on=date(2025, 1, 1))
    create_release(framework=apple, series="3.0", state=PublicationState.DRAFT)

    page = page_of(client, "apple")

    assert [row[0] for row in rows_of(page, "release-table")] == ["2.0", "1.0"]


def test_a_framework_without_releases_says_so(client):
    create_framework(slug="apple")

    assert "No release is listed yet." in words(page_of(client, "apple"))


def test_nothing_says_what_is_supported_today(client):
    """Days are facts; what they mean depends on the day on which somebody reads them."""
    create_release(framework=create_framework(slug="apple"), security_fixes_until=date(2026, 5, 1))

    section = page_of(client, "apple").find(".//section[@aria-labelledby='releases']")

    assert not re.search(r"\b(today|currently|expired|end of life|still supported|no longer)\b", words(section), re.I)


def test_the_nearest_alternatives_lead_to_verdicts_and_pairs(client):
    create_matrix({"apple": {"orm": 5, "admin": 1}, "pear": {"orm": 3, "admin": 3}, "plum": {"orm": 4, "admin": 1}})

    page = page_of(client, "apple")

    cards = of_class(page, "alternative")
    assert [words(card.find("h3")) for card in cards] == ["Plum", "Pear"]
    assert "2.0 steps apart on average, over 2 criteria" in words(cards[1])
    assert links_of(cards[1]) == [
        "/frameworks/pear/",
        "#orm",
        "/frameworks/pear/#orm",
        "#admin",
        "/frameworks/pear/#admin",
        "/compare/apple-vs-pear/",
    ]
    assert [words(each) for each in of_class(cards[0], "difference-list")][1] == "Apple is behind on Nowhere."


def test_draft_verdicts_make_no_alternative(client):
    create_matrix({"apple": {"orm": 5}, "pear": {"orm": 5}})
    framework("pear").verdicts.update(state=PublicationState.DRAFT)

    assert of_class(page_of(client, "apple"), "alternative") == []
