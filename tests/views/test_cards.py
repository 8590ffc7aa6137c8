"""The pictures for link previews: published only, bounded, cached per revision."""

from datetime import UTC, datetime
from itertools import combinations

import pytest
from django.core.cache import cache

from comparisons.cards.typography import printable
from comparisons.models import Category, Criterion, Framework, Revision, Scenario
from tests.cards.pictures import keeps_its_margins
from tests.factories import create_framework

CARDS = [
    "/cards/site.png",
    "/cards/pair/django-vs-flask.png",
    "/cards/framework/django.png",
    "/cards/criterion/orm.png",
    "/cards/scenario/content-site.png",
]


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("address", CARDS)
def test_a_card_is_a_picture_that_everyone_may_keep_for_a_day(client, address):
    response = client.get(address)

    assert response.status_code == 200
    assert response["Content-Type"] == "image/png"
    assert response["Cache-Control"] == "public, max-age=86400"
    assert response["ETag"]
    assert "Cookie" not in response.get("Vary", "")
    assert not response.cookies
    assert len(response.content) < 60_000


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("address", CARDS)
def test_who_has_the_picture_is_told_so(client, address):
    etag = client.get(address)["ETag"]

    response = client.get(address, headers={"if-none-match": etag})

    assert response.status_code == 304
    assert response.content == b""


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("address", CARDS)
def test_only_reading_is_allowed(client, address):
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("address", CARDS)
def test_a_second_request_draws_nothing_and_costs_few_queries(client, address, django_assert_max_num_queries):
    first = client.get(address)

    # The rows that the address names, the number of the revision, and what is scheduled.
    with django_assert_max_num_queries(4):
        second = client.get(f"{address}?v=7&anything=else")

    assert second.content == first.content


@pytest.mark.usefixtures("catalogue")
def test_a_change_of_the_content_makes_a_new_picture(client):
    before = client.get("/cards/framework/flask.png")
    Framework.objects.update(tagline="Something else.")
    kept = client.get("/cards/framework/flask.png")
    Revision.objects.create(number=1, recorded_at=datetime(2026, 11, 1, tzinfo=UTC))
    after = client.get("/cards/framework/flask.png")

    assert kept["ETag"] == before["ETag"] != after["ETag"]


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(
    "address",
    [
        "/cards/pair/flask-vs-django.png",
        "/cards/pair/django-vs-django.png",
        "/cards/pair/django-vs-nobody.png",
        "/cards/pair/django.png",
        "/cards/framework/nobody.png",
        "/cards/criterion/nothing.png",
        "/cards/scenario/nothing.png",
        "/cards/framework/dj%00ango.png",
        "/cards/",
    ],
)
def test_what_is_not_there_has_no_card(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.django_db
def test_a_draft_has_no_card(client):
    create_framework(slug="public")
    create_framework(slug="secret", state="draft")

    assert client.get("/cards/framework/public.png").status_code == 200
    assert client.get("/cards/framework/secret.png").status_code == 404
    assert client.get("/cards/pair/public-vs-secret.png").status_code == 404


@pytest.mark.django_db
def test_the_site_has_a_card_before_it_has_content(client):
    assert client.get("/cards/site.png").status_code == 200


@pytest.mark.once
@pytest.mark.usefixtures("catalogue")
def test_every_card_of_the_content_keeps_its_margins(client):
    slugs = sorted(Framework.objects.published().values_list("slug", flat=True))
    addresses = [
        "/cards/site.png",
        # Every fourth pair stands for its neighbours: the widest names are among them all the same.
        *[f"/cards/pair/{one}-vs-{other}.png" for one, other in combinations(slugs, 2)][::4],
        *(f"/cards/framework/{slug}.png" for slug in slugs),
        *(f"/cards/criterion/{criterion.slug}.png" for criterion in Criterion.objects.published()),
        *(f"/cards/scenario/{scenario.slug}.png" for scenario in Scenario.objects.published()),
    ]

    crowded = [address for address in addresses if not keeps_its_margins(client.get(address).content)]

    assert len(addresses) > 70
    assert crowded == []


@pytest.mark.usefixtures("catalogue")
def test_the_font_has_every_character_that_the_cards_of_the_content_need():
    texts = [
        *(text for row in Framework.objects.all() for text in (row.name, row.tagline, row.latest_version)),
        *(text for row in Criterion.objects.all() for text in (row.name, row.question)),
        *(text for row in Scenario.objects.all() for text in (row.name, row.summary)),
        *(row.name for row in Category.objects.all()),
    ]

    assert [text for text in texts if printable(text) != text] == []
