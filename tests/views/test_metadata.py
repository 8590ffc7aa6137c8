"""What a page tells those who link to it: title, description, canonical address, preview, structured data."""

import json
import re
from collections import Counter
from html import unescape

import pytest
from django.urls import reverse

from comparisons.models import Claim, Framework
from comparisons.sitemaps import FIXED_PAGES, CatalogueSitemap
from tests.views.addresses import PAGES

pytestmark = pytest.mark.usefixtures("catalogue")

CLEAN = [address for address in PAGES if "?" not in address]
# A result is shared; its canonical address gathers them, and its links to other answers are not followed.
RESULTS = [address for address in PAGES if address.startswith("/quiz/result/?")]
STATES = [address for address in PAGES if "?" in address and address not in RESULTS]
# Whose clean address is no page of its own: an empty result, and the forms for suggestions.
NEVER_INDEXED = ["/quiz/result/", "/search/", *(address for address in CLEAN if address.startswith("/suggest/"))]


def meta(html):
    """The page's meta elements by name or property."""
    found = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', html)
    assert len(found) == len(dict(found))
    return {name: unescape(content) for name, content in found}


def title(html):
    return unescape(re.search(r"<title>(.*?)</title>", html)[1])


def structured_data(html):
    """The nodes of the page's graph."""
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, flags=re.DOTALL)
    return [node for block in blocks for node in json.loads(block)["@graph"]]


def nodes_of(get, address, kind):
    return [node for node in structured_data(get(address).content.decode()) if node["@type"] == kind]


@pytest.mark.parametrize("address", CLEAN)
def test_a_clean_address_may_be_indexed(get, address):
    found = meta(get(address).content.decode())

    assert ("robots" in found) == (address in NEVER_INDEXED)


@pytest.mark.parametrize("address", [*STATES, *NEVER_INDEXED, "/claims/?page=2", "/method/?whatever", "/?utm=x"])
def test_a_state_is_not_indexed_and_points_to_the_clean_address(get, settings, address):
    html = get(address).content.decode()

    assert meta(html)["robots"] == "noindex, follow"
    assert f'<link rel="canonical" href="{settings.SITE_URL}{address.partition("?")[0]}">' in html
    assert structured_data(html) == []


@pytest.mark.parametrize("address", RESULTS)
def test_a_result_may_be_found_under_its_one_address_and_leads_no_robot_on(get, settings, address):
    html = get(address).content.decode()

    assert meta(html)["robots"] == "nofollow"
    assert f'<link rel="canonical" href="{settings.SITE_URL}/quiz/result/">' in html


def test_what_is_not_there_is_not_indexed(get):
    assert meta(get("/nowhere/").content.decode())["robots"] == "noindex"


def test_robots_may_fetch_whatever_says_noindex(get):
    from urllib.robotparser import RobotFileParser

    parser = RobotFileParser()
    parser.parse(get("/robots.txt").content.decode().splitlines())

    assert [address for address in PAGES if not parser.can_fetch("*", address)] == []
    assert not parser.can_fetch("*", "/admin/")


@pytest.mark.parametrize("address", PAGES)
def test_a_preview_says_what_the_page_says(get, settings, address):
    html = get(address).content.decode()

    found = meta(html)
    assert found["og:title"] == title(html).removesuffix(" · Framewise")
    assert found["og:description"] == found["description"]
    assert found["og:url"] == f"{settings.SITE_URL}{address.partition('?')[0]}"
    assert found["twitter:card"] == "summary_large_image"
    assert found["og:image"].startswith(f"{settings.SITE_URL}/cards/")
    assert len(found["og:image:alt"]) > 20


@pytest.mark.parametrize(
    ("address", "card", "words"),
    [
        ("/", "/cards/site.png", "Framewise: which Python web framework?"),
        ("/compare/django-vs-flask/", "/cards/pair/django-vs-flask.png", "Django or Flask? Django is ahead on"),
        ("/frameworks/django/", "/cards/framework/django.png", "Django: "),
        ("/criteria/orm/", "/cards/criterion/orm.png", "Who answers it best"),
        ("/scenarios/content-site/", "/cards/scenario/content-site.png", "first places"),
    ],
)
def test_a_page_shows_its_own_card(get, settings, address, card, words):
    found = meta(get(address).content.decode())

    assert found["og:image"] == f"{settings.SITE_URL}{card}"
    assert words in found["og:image:alt"]
    assert get(card)["Content-Type"] == "image/png"


def test_the_sitemap_has_every_clean_page_and_no_state():
    listed = [page for page, _ in CatalogueSitemap().items()]

    assert set(CLEAN) - set(NEVER_INDEXED) <= set(listed)
    assert [page for page in listed if "?" in page or page in NEVER_INDEXED] == []
    assert [page for page, times in Counter(listed).items() if times > 1] == []
    assert len([page for page in listed if "-vs-" in page]) == 66


def test_the_days_in_the_sitemap_are_those_of_the_statements():
    framework = Framework.objects.get(slug="django")
    days = dict(CatalogueSitemap().items())

    newest = framework.verdicts.latest("written_on").written_on
    assert days[framework.get_absolute_url()] == max(newest, framework.written_on)
    assert days["/compare/django-vs-flask/"] >= newest
    assert days[reverse("comparisons:method")] is None


def test_the_sitemap_costs_the_same_however_many_pairs_there_are(django_assert_num_queries):
    with django_assert_num_queries(5):
        CatalogueSitemap().items()


@pytest.mark.once
def test_titles_are_unique_and_descriptions_fit_on_every_page_of_the_sitemap(get):
    titles, descriptions, misfits = Counter(), Counter(), []
    for page, _ in CatalogueSitemap().items():
        html = get(page).content.decode()
        found = meta(html)
        titles[title(html)] += 1
        descriptions[found["description"]] += 1
        if "robots" in found or not 50 <= len(found["description"]) <= 160 or len(title(html)) > 75:
            misfits.append((page, title(html), len(found["description"])))

    assert sum(titles.values()) > len(FIXED_PAGES) + 66
    assert [text for text, times in titles.items() if times > 1] == []
    assert [text for text, times in descriptions.items() if times > 1] == []
    assert misfits == []


@pytest.mark.parametrize(
    ("address", "kinds"),
    [
        ("/", ["WebSite"]),
        ("/compare/", ["Dataset"]),
        ("/compare/django-vs-flask/", ["TechArticle", "BreadcrumbList"]),
        ("/frameworks/", ["ItemList"]),
        ("/frameworks/django/", ["SoftwareSourceCode", "BreadcrumbList"]),
        ("/criteria/", ["ItemList"]),
        ("/criteria/orm/", ["ItemList", "BreadcrumbList"]),
        ("/extensions/", ["ItemList"]),
        ("/extensions/flask-sqlalchemy/", ["SoftwareSourceCode", "BreadcrumbList"]),
        ("/scenarios/", ["ItemList"]),
        ("/scenarios/content-site/", ["ItemList", "BreadcrumbList"]),
        ("/method/", []),
    ],
)
def test_a_page_tells_programs_what_it_is(get, address, kinds):
    assert [node["@type"] for node in structured_data(get(address).content.decode())] == kinds


def test_the_data_promises_only_addresses_that_answer(get, settings):
    (site,) = nodes_of(get, "/", "WebSite")
    (table,) = nodes_of(get, "/compare/", "Dataset")
    promised = [
        site["potentialAction"]["target"]["urlTemplate"].replace("{search_term_string}", "orm"),
        *(download["contentUrl"] for download in table["distribution"]),
    ]

    answers = [get(address.removeprefix(settings.SITE_URL)) for address in promised]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    media = [answer["Content-Type"].partition(";")[0] for answer in answers[1:]]
    assert media == [download["encodingFormat"] for download in table["distribution"]]


def test_a_claim_is_told_with_our_word_on_it(get):
    reviews = nodes_of(get, "/claims/", "ClaimReview")

    assert len(reviews) == Claim.objects.published().count()
    assert {"Holds", "Outdated"} <= {review["reviewRating"]["alternateName"].capitalize() for review in reviews}


def test_no_page_claims_stars_or_answers_to_frequent_questions(get):
    kinds = {node["@type"] for page in CLEAN for node in structured_data(get(page).content.decode())}

    assert not kinds & {"AggregateRating", "Review", "FAQPage", "Product"}
