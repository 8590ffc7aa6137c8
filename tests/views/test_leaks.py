"""What is not published leaks nowhere: no page, feed, sitemap, search, count, picture or cache knows of it."""

import re
from datetime import timedelta
from io import StringIO

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PublicationState, SearchKind
from comparisons.models import (
    Claim,
    Criterion,
    Extension,
    Framework,
    NotableUser,
    PreparedChange,
    Question,
    Release,
    Revision,
    Scenario,
    Verdict,
)
from tests.admin.forms import shown_values
from tests.admin.roles import editor
from tests.views.addresses import MACHINE_PAGES, PAGES
from tests.views.hidden import (
    WORD,
    asking_addresses,
    create_hidden,
    create_little_site,
    make_room,
    own_cards,
    own_forms,
    own_pages,
)

pytestmark = pytest.mark.walk

LATER = timedelta(days=1)
# The ways of being hidden, by the word that the hidden rows carry.
STATES = {
    f"{WORD}draft": {"state": PublicationState.DRAFT},
    f"{WORD}review": {"state": PublicationState.IN_REVIEW},
    f"{WORD}later": {"state": PublicationState.PUBLISHED, "publish_at": timezone.now() + LATER},
    f"{WORD}archived": {"state": PublicationState.ARCHIVED},
}
# Pages on which a hidden row would show, were it published, beside those of addresses.py.
NEIGHBOURS = [
    "/frameworks/sanic/",
    "/frameworks/tornado/",
    "/criteria/forms-validation/",
    "/extensions/left-behind-sanic/",
    "/quiz/?edition=full",
    "/quiz/?view=overview&building=content-site",
    "/compare/?differences=on&framework=bottle&framework=sanic",
    *(f"/compare/?format={name}" for name in ("csv", "json", "markdown")),
    "/cards/framework/django.png",
    "/cards/criterion/orm.png",
    "/cards/criterion/forms-validation.png",
    "/cards/scenario/content-site.png",
    "/cards/pair/django-vs-flask.png",
]
SEARCHES = [
    *(
        f"/{page}/?q={WORD}"
        for page in ("compare", "frameworks", "criteria", "extensions", "notable-users", "claims")
    ),
    f"/search/?q={WORD}",
    *(f"/search/?q={WORD}&kind={kind}" for kind in SearchKind.values),
    # One letter wrong: the nearest names are offered.
    f"/search/?q={WORD}draft+fremework",
]


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def walk(client, addresses):
    """What a visitor gets at each address, wherever it leads; without what each request makes anew."""
    return {address: _seen(client.get(address, follow=True)) for address in addresses}


def _seen(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return response.redirect_chain, response.status_code, re.sub(rb'name="note" value="[^"]+"', b"", body)


def differing(before, after):
    """The addresses that do not answer as before, each with the hidden words that it tells."""
    return {
        address: sorted(set(re.findall(WORD.encode() + b"[a-z]*", after[address][2].lower())))
        for address in before
        if before[address] != after[address]
    }


@pytest.mark.usefixtures("catalogue")
def test_what_is_hidden_leaves_every_answer_of_the_site_as_it_is_byte_for_byte(client):
    room = make_room(STATES)
    record_revision()
    addresses = [*PAGES, *MACHINE_PAGES, *NEIGHBOURS, *SEARCHES, *asking_addresses(STATES)]
    for word in STATES:
        # What is archived leads on, which a test of its own shows.
        addresses += [*own_cards(word), *own_forms(word), *(own_pages(word) if "archived" not in word else ())]
    before = walk(client, addresses)

    for word, state in STATES.items():
        create_hidden(word, **room[word], **state)
    revision = record_revision()
    # A picture that was kept would look the same whatever it showed.
    cache.clear()
    after = walk(client, addresses)

    assert differing(before, after) == {}
    assert revision is None


# From here on a little site, which is walked in a moment: what is hidden among the real content is shown above.

SHOWN = f"{WORD}shown"
PUBLISHED = {"state": PublicationState.PUBLISHED, "publish_at": None}
# Pages that show the rows when they are published, and pictures that show it without words.
SHOWING = [
    "/",
    "/compare/",
    "/frameworks/",
    "/frameworks/django/",
    "/criteria/",
    "/criteria/orm/",
    "/extensions/",
    "/extensions/flask-sqlalchemy/",
    "/extensions/left-behind-bottle/",
    "/notable-users/",
    "/claims/",
    "/scenarios/",
    "/scenarios/content-site/",
    "/quiz/?view=form",
    "/quiz/result/?building=content-site",
    "/sitemap.xml",
    f"/search/?q={WORD}",
    *(f"/compare/?format={name}&framework=django&framework=bottle" for name in ("csv", "json", "markdown")),
    *own_pages(SHOWN),
    *own_forms(SHOWN),
]
PICTURES = ["/cards/site.png", "/cards/framework/django.png", "/cards/scenario/content-site.png"]


@pytest.fixture
def room(db):
    create_little_site()
    return make_room([SHOWN])[SHOWN]


def put_in_state(rows, state):
    for row in rows:
        type(row).objects.filter(pk=row.pk).update(**state)


def telling(client, addresses=SHOWING):
    """Those of the addresses whose answer tells the word; an address that is not found may repeat itself."""
    answers = {address: client.get(address, follow=True) for address in addresses}
    return {
        address
        for address, answer in answers.items()
        if answer.status_code == 200 and SHOWN in answer.content.decode().lower()
    }


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_the_addresses_of_what_is_hidden_are_not_found_and_what_is_archived_leads_on(client, room, state):
    create_hidden(SHOWN, **room, **state)

    pages = {address: client.get(address) for address in own_pages(SHOWN)}
    others = {address: client.get(address).status_code for address in (*own_forms(SHOWN), *own_cards(SHOWN))}

    if state["state"] == PublicationState.ARCHIVED:
        assert {address: page.get("Location") for address, page in pages.items()} == own_pages(SHOWN)
    else:
        assert {page.status_code for page in pages.values()} == {404}
    assert set(others.values()) == {404}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_what_is_withdrawn_is_gone_from_every_answer_that_was_kept(client, room, state):
    rows = create_hidden(SHOWN, **room, **PUBLISHED)
    record_revision()
    told_while_published = telling(client)
    kept = {address: client.get(address) for address in [*PICTURES, *own_cards(SHOWN)]}

    put_in_state(rows, state)
    record_revision()
    told_afterwards = telling(client)
    asked_again = {
        address: client.get(address, headers={"if-none-match": picture["ETag"]}) for address, picture in kept.items()
    }

    assert told_while_published == set(SHOWING)
    # The first page tells, as /changes/ does, that something of this name was withdrawn.
    assert told_afterwards == {"/"}
    # None is told that the picture it has is still the one.
    assert {address: answer.status_code for address, answer in asked_again.items()} == {
        **dict.fromkeys(PICTURES, 200),
        **dict.fromkeys(own_cards(SHOWN), 404),
    }


def test_what_is_to_come_shows_at_its_moment_although_answers_were_kept_and_nobody_did_anything(
    client, room, monkeypatch
):
    moment = timezone.now() + timedelta(hours=1)
    create_hidden(SHOWN, **room, **PUBLISHED | {"publish_at": moment})
    record_revision()
    told_before = telling(client)
    kept = {address: client.get(address) for address in PICTURES}

    monkeypatch.setattr(timezone, "now", lambda: moment)
    told_at_its_moment = telling(client)
    asked_again = [
        client.get(address, headers={"if-none-match": picture["ETag"]}).status_code
        for address, picture in kept.items()
    ]

    assert told_before == set()
    assert told_at_its_moment == set(SHOWING)
    assert set(asked_again) == {200}


def test_the_record_of_changes_tells_what_came_at_its_moment_and_not_before(client, room, monkeypatch):
    record_revision()
    moment = timezone.now() + timedelta(hours=1)
    create_hidden(SHOWN, **room, **PUBLISHED | {"publish_at": moment})
    record = ["/changes/", "/changes/feed/"]
    out = StringIO()

    call_command("record_revision", stdout=out)
    told_before = telling(client, record)
    feed = client.get("/changes/feed/")
    monkeypatch.setattr(timezone, "now", lambda: moment)
    call_command("record_revision", stdout=out)
    told_at_its_moment = telling(client, record)

    assert out.getvalue().startswith("Nothing to record.\nRevision 2: ")
    assert (told_before, told_at_its_moment) == (set(), set(record))
    assert client.get("/changes/feed/", headers={"if-none-match": feed["ETag"]}).status_code == 200


# A long text of every kind that has a form.
TEXTS = {
    Framework: "tagline",
    Criterion: "meaning",
    Verdict: "summary",
    Extension: "purpose",
    NotableUser: "usage",
    Claim: "explanation",
    Release: "support_note",
    Question: "why",
    Scenario: "summary",
}


def test_a_prepared_change_of_what_is_published_shows_nowhere(client, room):
    plain = f"{WORD}plain"
    rows = create_hidden(plain, **room, **PUBLISHED)
    record_revision()
    emma = editor()
    for row in rows:
        address = reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])
        values = shown_values(emma.get(address))
        emma.post(address, values | {TEXTS[type(row)]: SHOWN, "_prepare": "1"})

    pages = [address.replace(SHOWN, plain) for address in SHOWING]
    told = telling(client, [*pages, "/changes/", "/changes/feed/", f"/search/?q={plain}"])

    assert PreparedChange.objects.filter(changed__gt="").count() == len(rows)
    assert told == set()
    assert (record_revision(), Revision.objects.count()) == (None, 1)
