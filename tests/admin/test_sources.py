"""Sources: the inline of every statement, and the list of all."""

import pytest

from comparisons.models import Source
from tests.admin.forms import shown_values
from tests.admin.test_desks import address
from tests.factories import (
    create_claim,
    create_extension,
    create_notable_user,
    create_release,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db

PARENTS = [create_claim, create_extension, create_notable_user, create_release, create_verdict]

NEW_SOURCE = {
    "sources-TOTAL_FORMS": "1",
    "sources-0-url": "https://source.example/new",
    "sources-0-title": "A new page",
    "sources-0-supports": "Its first sentence.",
    "sources-0-read_on": "2026-02-01",
    "sources-0-position": "1",
}


def post_changes(client, create, row, changes):
    url = address(create, "change", row.pk)
    return client.post(url, shown_values(client.get(url)) | changes)


@pytest.mark.parametrize("create", PARENTS)
def test_a_source_is_added_on_the_page_of_its_statement(create, admin_client):
    row = create()

    response = post_changes(admin_client, create, row, NEW_SOURCE)

    assert response.status_code == 302
    assert Source.objects.get().parent == row
    assert Source.objects.get().url == "https://source.example/new"


@pytest.mark.parametrize("create", PARENTS)
def test_a_source_is_taken_away_on_the_page_of_its_statement(create, admin_client):
    row = create()
    create_source(**{row._meta.verbose_name.replace(" ", "_"): row})

    response = post_changes(admin_client, create, row, {"sources-0-DELETE": "on"})

    assert response.status_code == 302
    assert not Source.objects.exists()


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://source.example/"])
def test_a_source_with_a_wrong_link_is_refused_beside_it(link, admin_client):
    response = post_changes(admin_client, create_verdict, create_verdict(), NEW_SOURCE | {"sources-0-url": link})

    assert response.status_code == 200
    assert "A link must start with https:// or http://." in response.content.decode()
    assert not Source.objects.exists()


def test_an_address_is_not_cited_twice(admin_client):
    verdict = create_verdict()
    create_source(verdict=verdict, url="https://source.example/new")

    response = post_changes(
        admin_client,
        create_verdict,
        verdict,
        {name.replace("-0-", "-1-"): value for name, value in NEW_SOURCE.items()} | {"sources-TOTAL_FORMS": "2"},
    )

    assert response.status_code == 200
    assert verdict.sources.count() == 1


def test_a_source_of_nothing_is_refused_in_words(admin_client):
    source = create_source()

    response = post_changes(admin_client, create_source, source, {"verdict": ""})

    assert response.status_code == 200
    assert "A source belongs to one verdict, extension, notable user, claim or release." in response.content.decode()


@pytest.mark.parametrize("create", PARENTS)
def test_the_list_leads_to_what_a_source_supports(create, admin_client):
    row = create()
    create_source(**{row._meta.verbose_name.replace(" ", "_"): row})

    response = admin_client.get(address(create_source, "changelist"))

    assert f'<a href="{address(create, "change", row.pk)}">' in response.content.decode()
