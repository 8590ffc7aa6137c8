"""What is scheduled turns over everywhere at its moment, and not before, even where nothing records it yet."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from comparisons import caching
from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PublicationState
from comparisons.models import Revision
from comparisons.models.publication import PublishableModel, Schedule, publication_schedule
from tests.clock import clock as clock
from tests.factories import create_claim, create_criterion, create_framework, create_verdict
from tests.models.test_constraints import FACTORIES
from tests.views.addresses import MACHINE_PAGES

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
BEFORE = NINE - timedelta(minutes=1)
NOT_YET = "Not before its day."
CARDS = ["/cards/framework/flask.png", "/cards/criterion/orm.png", "/cards/pair/django-vs-flask.png"]
# What shows the summary of a verdict, or the framework that is scheduled itself.
PAGES = {
    "/frameworks/flask/": NOT_YET,
    "/criteria/orm/": NOT_YET,
    "/compare/": "/frameworks/sanic/",
    "/compare/?format=json": "sanic",
    "/frameworks/": "/frameworks/sanic/",
    "/sitemap.xml": "/frameworks/sanic/",
    "/search/?q=sanic": "/frameworks/sanic/",
}


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def scheduled(clock):
    """A verdict and a framework that are seen from nine on, recorded for the last time a minute before."""
    clock.stands_at(BEFORE)
    orm, flask, django = create_criterion(slug="orm"), create_framework(slug="flask"), create_framework(slug="django")
    create_verdict(framework=django, criterion=orm, rating=3)
    create_framework(slug="sanic", name="Sanic", publish_at=NINE)
    verdict = create_verdict(framework=flask, criterion=orm, rating=5, summary=NOT_YET, publish_at=NINE)
    record_revision()
    return verdict


@pytest.mark.parametrize("address", PAGES)
def test_a_page_shows_it_from_its_moment_on(address, scheduled, clock, client):
    before = client.get(address).content.decode()
    clock.stands_at(NINE)
    after = client.get(address).content.decode()

    assert PAGES[address] not in before
    assert PAGES[address] in after


@pytest.mark.parametrize("address", CARDS)
def test_a_picture_is_drawn_anew_at_its_moment_and_kept_again(address, scheduled, clock, client, monkeypatch):
    before = client.get(address)
    clock.stands_at(BEFORE + timedelta(seconds=59))
    assert client.get(address, headers={"if-none-match": before["ETag"]}).status_code == 304
    clock.stands_at(NINE)
    after = client.get(address, headers={"if-none-match": before["ETag"]})
    clock.stands_at(NINE + timedelta(hours=3))

    assert (after.status_code, Revision.objects.current_number()) == (200, 1)
    assert after.content != before.content
    assert client.get(address, headers={"if-none-match": after["ETag"]}).status_code == 304


@pytest.mark.parametrize("address", CARDS)
def test_a_picture_may_be_kept_until_the_next_moment_and_a_day_at_most(address, scheduled, clock, client):
    def kept_for(moment):
        clock.stands_at(moment)
        return client.get(address)["Cache-Control"]

    assert kept_for(NINE - timedelta(hours=30)) == "public, max-age=86400"
    assert kept_for(NINE - timedelta(seconds=90)) == "public, max-age=90"
    assert kept_for(NINE - timedelta(milliseconds=500)) == "public, max-age=0"
    assert kept_for(NINE) == "public, max-age=86400"


def test_the_feed_and_its_validators_turn_over_with_the_record(scheduled, clock, client):
    before = client.get("/changes/feed/")
    clock.stands_at(NINE)
    unrecorded = client.get("/changes/feed/", headers={"if-none-match": before["ETag"]})
    record_revision()
    after = client.get("/changes/feed/", headers={"if-none-match": before["ETag"]})
    since = client.get("/changes/feed/", headers={"if-modified-since": before["Last-Modified"]})

    # It tells of records only, so until then what a reader has is still all there is.
    assert unrecorded.status_code == 304
    assert after.status_code == since.status_code == 200
    assert b"Sanic" in after.content


def test_nothing_else_lets_a_cache_keep_a_page(scheduled, client):
    for address in [*PAGES, "/", "/changes/", *MACHINE_PAGES]:
        if address.startswith("/cards/") or address == "/changes/feed/":
            continue
        response = client.get(address)
        kept = re.search(r"max-age=[1-9]", response.get("Cache-Control", ""))
        assert (kept, response.get("ETag"), response.get("Last-Modified")) == (None, None, None), address


@pytest.mark.parametrize(
    "create", [create for create in FACTORIES if issubclass(create.__annotations__["return"], PublishableModel)]
)
def test_the_schedule_knows_every_kind_of_row(create):
    create(publish_at=NINE)

    assert publication_schedule(BEFORE) == Schedule(last=None, next=NINE)
    assert publication_schedule(NINE) == Schedule(last=NINE, next=None)


def test_the_schedule_is_of_all_rows_together_and_of_no_draft():
    for hours in (-5, -2, 3, 7):
        create_framework(publish_at=NINE + timedelta(hours=hours))
        create_claim(publish_at=NINE + timedelta(hours=hours, minutes=-30), frameworks=[])
    for state in (PublicationState.DRAFT, PublicationState.IN_REVIEW, PublicationState.ARCHIVED):
        create_framework(state=state, publish_at=NINE)

    assert publication_schedule(NINE) == Schedule(
        last=NINE - timedelta(hours=2), next=NINE + timedelta(hours=2, minutes=30)
    )


def test_the_state_of_the_content_is_another_at_each_moment_and_each_revision(scheduled, clock):
    keys = []
    for moment in (BEFORE, BEFORE + timedelta(seconds=30), NINE, NINE + timedelta(days=1)):
        clock.stands_at(moment)
        keys.append(caching.content_state().key)
    record_revision()
    keys.append(caching.content_state().key)

    assert keys[0] == keys[1] != keys[2] == keys[3] != keys[4]
    assert len(set(keys)) == 3


def test_the_state_of_the_content_costs_two_queries(django_assert_num_queries):
    for minutes in range(5):
        create_framework(publish_at=NINE + timedelta(minutes=minutes))

    with django_assert_num_queries(2):
        caching.content_state()
