"""The list above a refused form: each error with the place where it is mended."""

import pytest
from django.urls import reverse
from django.utils.html import strip_tags

from tests.admin.forms import shown_values
from tests.admin.roles import signed_in
from tests.factories import create_source, create_verdict

pytestmark = pytest.mark.django_db

DJANGOS_OWN = "Please correct the error"


def send(row, **changed):
    client = signed_in("chief", superuser=True)
    address = reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])
    return client.post(address, shown_values(client.get(address)) | changed)


def linked(response):
    """What the list says, by where its links lead."""
    found = response.content.decode().partition('id="form-errors"')[2].partition("</ul>")[0]
    links = [item.partition("</a>") for item in found.split('<a href="#')[1:]]
    return {link.partition('"')[0]: strip_tags(link.partition(">")[2] + rest) for link, _mark, rest in links}


def test_each_error_is_listed_once_with_the_way_to_its_field():
    verdict = create_verdict()

    response = send(verdict, summary="", rating="", confidence="")

    assert list(linked(response)) == ["id_rating", "id_summary", "id_confidence"]
    assert linked(response)["id_summary"] == "Summary: This field is required."
    assert DJANGOS_OWN not in response.content.decode()
    assert "<title>Error:" in response.content.decode()


def test_an_error_in_a_row_beneath_the_form_names_the_row():
    verdict = create_verdict()
    create_source(verdict=verdict)
    create_source(verdict=verdict)

    response = send(verdict, **{"sources-1-url": "ftp://example.org/"})

    assert linked(response) == {"id_sources-1-url": "Source 2, Address: A link must start with https:// or http://."}


def test_a_row_that_is_to_be_deleted_is_not_asked_to_be_mended():
    verdict = create_verdict()
    create_source(verdict=verdict)

    response = send(verdict, summary="", **{"sources-0-url": "", "sources-0-DELETE": "on"})

    assert list(linked(response)) == ["id_summary"]


def test_a_moment_is_mended_in_its_first_box():
    response = send(create_verdict(), publish_at_0="nonsense", publish_at_1="09:00")

    assert list(linked(response)) == ["id_publish_at_0"]


def test_what_concerns_the_whole_form_is_said_once_and_leads_nowhere():
    verdict = create_verdict()
    form = {"version_read": str(verdict.version + 1)}

    response = send(verdict, **form)

    assert linked(response) == {}
    assert response.content.decode().count("after you opened it") == 1


def test_a_form_that_nobody_sent_lists_nothing():
    client = signed_in("chief", superuser=True)

    response = client.get(reverse("admin:comparisons_verdict_add"))

    assert "form-errors" not in response.content.decode().partition("<body")[2]
