from functools import partial
from http import HTTPStatus

import pytest
from django.test import Client
from django.urls import reverse

from comparisons.admin.text_preview import LONGEST_PREVIEW
from comparisons.models import Verdict
from tests import factories
from tests.admin.roles import signed_in, superuser

ADDRESS = "/admin/comparisons/verdict/preview-text/?field=detail"
FETCHED = {"HTTP_X_REQUESTED_WITH": "fetch"}


@pytest.mark.django_db
@pytest.mark.parametrize("who", [{"group": "Editor"}, {"group": "Publisher"}, {"permissions": ["add_verdict"]}])
def test_whoever_may_see_or_write_the_row_sees_the_preview(who):
    client = signed_in(**who)

    response = client.post(ADDRESS, {"detail": "See **this**."}, **FETCHED)

    assert response.status_code == HTTPStatus.OK
    assert "<p>See <strong>this</strong>.</p>" in response.content.decode()


@pytest.mark.django_db
def test_staff_without_the_right_are_refused():
    client = signed_in(permissions=["change_claim"])

    assert client.post(ADDRESS, {"detail": "See **this**."}).status_code == HTTPStatus.FORBIDDEN


@pytest.mark.django_db
@pytest.mark.parametrize("client_of", [Client, partial(signed_in, staff=False)])
def test_everybody_else_is_sent_to_sign_in(client_of):
    response = client_of().post(ADDRESS, {"detail": "See **this**."})

    assert response.status_code == HTTPStatus.FOUND
    assert response["Location"].startswith("/admin/login/")


@pytest.mark.django_db
def test_it_wants_the_token_of_the_form():
    client = Client(enforce_csrf_checks=True)
    client.force_login(superuser().user)

    assert client.post(ADDRESS, {"detail": "See this."}).status_code == HTTPStatus.FORBIDDEN


def test_it_is_not_for_reading(admin_client):
    assert admin_client.get(ADDRESS).status_code == HTTPStatus.METHOD_NOT_ALLOWED


def test_a_script_gets_the_fragment_alone(admin_client):
    response = admin_client.post(ADDRESS, {"detail": "- one\n- two"}, **FETCHED)

    assert response.content.decode().startswith('<div class="text-preview-text"><ul>')


def test_without_script_the_whole_form_gets_a_page(admin_client):
    response = admin_client.post(ADDRESS, {"detail": "See `this`.", "summary": "Kept.", "rating": "9"})

    page = response.content.decode()
    assert "<code>this</code>" in page
    assert "Nothing is saved" in page


def test_nothing_is_saved(admin_client):
    verdict = factories.create_verdict(detail="As it was.")

    admin_client.post(ADDRESS, {"detail": "As it might be."})

    assert Verdict.objects.get(pk=verdict.pk).detail == "As it was."


@pytest.mark.parametrize("fields", [{}, FETCHED])
def test_an_empty_text_is_no_mistake(admin_client, fields):
    response = admin_client.post(ADDRESS, {"detail": ""}, **fields)

    assert response.status_code == HTTPStatus.OK
    assert "Nothing is written yet." in response.content.decode()


@pytest.mark.parametrize("fields", [{}, FETCHED])
@pytest.mark.parametrize(
    ("sent", "problem"),
    [
        ({}, "There is no such text in the form."),
        ({"detail": "a" * (LONGEST_PREVIEW + 1)}, f"{LONGEST_PREVIEW + 1} characters is too long to preview"),
    ],
)
def test_what_cannot_be_shown_is_said(admin_client, fields, sent, problem):
    response = admin_client.post(ADDRESS, sent, **fields)

    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert problem in response.content.decode()


def test_the_address_of_the_button_is_that_of_the_desk(admin_client):
    page = admin_client.get(reverse("admin:comparisons_claim_add")).content.decode()

    assert 'formaction="/admin/comparisons/claim/preview-text/?field=explanation"' in page
