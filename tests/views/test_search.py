"""/search/: what it finds on the real content, what it says of nothing and of nonsense, and what it never shows."""

import re

import pytest

from comparisons.choices import PublicationState
from comparisons.models import Framework
from tests import factories
from tests.views.addresses import PAGES

pytestmark = pytest.mark.django_db


def main_of(response):
    html = response.content.decode()
    return html[html.index("<main") : html.index("</main>")]


def first_hit(client, text):
    page = client.get("/search/", {"q": text}).context["page"]
    return page.groups[0].hits[0].address


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("django", "/frameworks/django/"),
        ("DJANGO", "/frameworks/django/"),
        ("fast api", "/frameworks/fastapi/"),
        ("flask django", "/compare/django-vs-flask/"),
        ("flask vs django", "/compare/django-vs-flask/"),
        ("orm", "/criteria/orm/"),
        ("web sockets", "/criteria/websockets/"),
        ("flask sqlalchemy", "/extensions/flask-sqlalchemy/"),
        ("flasksqlalchemy", "/extensions/flask-sqlalchemy/"),
        ("flask orm", "/frameworks/flask/#orm"),
        ("instagram", "/notable-users/#instagram"),
    ],
)
def test_what_was_looked_for_comes_first(client, catalogue, text, address):
    assert first_hit(client, text) == address


def test_without_words_it_says_what_can_be_looked_for_and_asks_the_database_nothing(
    client, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = client.get("/search/")

    assert response.status_code == 200
    assert "?q=flask+django" in main_of(response)


def test_an_empty_field_leads_to_the_short_address(client):
    response = client.get("/search/?q=&kind=")

    assert response.status_code == 302
    assert response["Location"] == "/search/"


def test_nothing_found_says_so_and_offers_ways_on(client, catalogue):
    response = client.get("/search/?q=zzzz")

    html = main_of(response)
    assert response.status_code == 200
    assert "Nothing speaks of “zzzz”" in html
    assert 'href="/criteria/"' in html


def test_a_word_typed_wrong_gets_the_name_that_was_perhaps_meant(client, catalogue):
    html = main_of(client.get("/search/?q=djnago"))

    assert '<a href="/search/?q=Django">Django</a>' in html


def test_a_kind_with_nothing_offers_all_kinds(client, catalogue):
    html = main_of(client.get("/search/?q=websockets&kind=claims"))

    assert '<a href="/search/?q=websockets">Search all kinds</a>' in html


def test_the_words_are_marked_and_the_text_is_escaped(client):
    factories.create_framework(name="A <b>bold</b> name", tagline="A bold <script> tag.")

    html = main_of(client.get("/search/?q=bold"))

    assert "A &lt;b&gt;<mark>bold</mark>&lt;/b&gt; name" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ({"q": "a" * 101}, "At most 100 characters can be looked for, and these are 101."),
        ({"q": "nul\x00"}, "Null characters are not allowed."),
    ],
)
def test_words_that_cannot_be_looked_for_are_refused_beside_the_field(client, query, message):
    response = client.get("/search/", query)

    html = main_of(response)
    assert response.status_code == 200
    assert re.search(rf'id="search-q-error">{re.escape(message)}', html)
    assert 'aria-describedby="search-q-error"' in html
    assert f'value="{query["q"][:100].strip(chr(0))}"' in html


def test_spaces_around_the_words_do_not_count(client):
    framework = factories.create_framework(slug="sought")

    assert first_hit(client, "   sought  ") == framework.get_absolute_url()


def test_a_kind_that_does_not_exist_is_named_and_all_kinds_are_shown(client):
    factories.create_framework(slug="sought")

    response = client.get("/search/?q=sought&kind=planets")

    assert "There is no such kind of content" in main_of(response)
    assert response.context["page"].count == 1


def test_only_what_is_published_is_ever_found(client):
    draft = {"state": PublicationState.DRAFT}
    hidden = factories.create_framework(name="Sought framework", **draft)
    shown = factories.create_framework()
    factories.create_criterion(name="Sought criterion", **draft)
    factories.create_verdict(framework=hidden, summary="Sought verdict of a hidden framework.")
    factories.create_verdict(framework=shown, summary="Sought verdict.", **draft)
    factories.create_verdict(
        framework=shown, criterion=factories.create_criterion(**draft), summary="Sought verdict on a hidden question."
    )
    factories.create_extension(name="Sought extension", **draft)
    factories.create_notable_user(name="Sought user", framework=shown, **draft)
    factories.create_notable_user(name="Sought user of a hidden framework", framework=hidden)
    factories.create_claim(statement="Sought claim", **draft)
    factories.create_scenario(name="Sought scenario", **draft)

    page = client.get("/search/?q=sought").context["page"]
    suggested = client.get("/search/?q=sought+framewrok")

    assert page.groups == ()
    assert "Sought framework" not in suggested.content.decode()


def test_a_draft_makes_no_pair(client):
    factories.create_framework(slug="shown")
    factories.create_framework(slug="hidden", state=PublicationState.DRAFT)

    assert client.get("/search/?q=shown+hidden").context["page"].groups == ()


@pytest.mark.parametrize("text", ["orm", "django", "flask"])
def test_the_way_to_all_of_a_kind_leads_to_as_many(client, catalogue, text):
    groups = client.get("/search/", {"q": text}).context["page"].groups
    rows = {
        "extensions": "extensions",
        "claims": "claims",
        "notable-users": "users",
        "frameworks": "frameworks",
    }

    for group in groups:
        if group.all_address and group.kind in rows:
            listed = client.get(group.all_address).context[rows[group.kind]]
            assert len(listed) == group.count, group.kind


def test_it_costs_the_same_however_much_is_found(client, django_assert_num_queries):
    for number in range(2):
        factories.create_verdict(
            framework=factories.create_framework(tagline="Sought."),
            criterion=factories.create_criterion(question="Sought?"),
            summary="Sought.",
            extensions=[factories.create_extension(purpose="Sought.")],
        )
        factories.create_notable_user(usage="Sought.")
        factories.create_claim(statement=f"Sought {number}.")
        factories.create_scenario(summary="Sought.")

        with django_assert_num_queries(8):
            client.get("/search/?q=sought")


@pytest.mark.parametrize("address", [*PAGES, "/nowhere/"])
def test_every_page_has_one_field_to_search_everything(get, address):
    html = get(address).content.decode()

    assert html.count("data-search-field") == 1
    assert re.search(r'<form class="(site-search|search-form)" action="/search/" method="get"', html)


@pytest.mark.parametrize("address", ["/search/", "/search/?q=orm"])
def test_the_search_stays_out_of_search_engines(client, address):
    assert '<meta name="robots" content="noindex, follow">' in client.get(address).content.decode()


def test_the_list_of_frameworks_finds_a_name_written_in_parts(client):
    framework = factories.create_framework(name="FastAPI")
    factories.create_framework()

    assert list(client.get("/frameworks/?q=fast+api").context["frameworks"]) == [framework]
    assert Framework.objects.count() == 2
