"""The desk of suggestions: its list, a suggestion's own page, and declining with a reason; by role and by address."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons.choices import SuggestionState
from comparisons.models import Suggestion
from tests.admin import roles
from tests.admin.test_desks import ODD_TEXTS
from tests.factories import create_claim, create_notable_user, create_suggestion, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db

LIST = "/admin/comparisons/suggestion/"
REASON = "The page that they name describes version 2."


def decline_address(suggestion):
    return reverse("admin:comparisons_suggestion_decline", args=[suggestion.pk])


def page_of(suggestion):
    return reverse("admin:comparisons_suggestion_change", args=[suggestion.pk])


def test_the_list_shows_what_waits_and_the_rest_when_asked_for(admin_client):
    waiting, accepted, declined = (create_suggestion() for _number in range(3))
    Suggestion.objects.decide(accepted.pk, SuggestionState.ACCEPTED, by=None)
    Suggestion.objects.decide(declined.pk, SuggestionState.DECLINED, by=None, reason=REASON)

    shown = {
        query: {row.pk for row in admin_client.get(LIST + query).context["cl"].result_list}
        for query in ("", "?decision=accepted", "?decision=declined", "?decision=any", "?decision=nonsense")
    }

    assert list(shown.values()) == [
        {waiting.pk},
        {accepted.pk},
        {declined.pk},
        {waiting.pk, accepted.pk, declined.pk},
        set(),
    ]


@pytest.mark.parametrize("query", ["?_facets=True", *(f"?o={number}" for number in range(1, 5)), "?kind=claim"])
def test_the_list_opens_in_every_order(admin_client, query):
    create_suggestion()

    assert admin_client.get(LIST + query).status_code == 200


@pytest.mark.parametrize("text", ODD_TEXTS)
def test_the_list_is_searched_for_anything(admin_client, text):
    create_suggestion()

    assert admin_client.get(LIST, {"q": text}).status_code == 200


def test_the_list_costs_the_same_for_few_and_many(admin_client, django_user_model):
    def grow(number):
        for _number in range(number):
            Suggestion.objects.decide(create_suggestion().pk, SuggestionState.ACCEPTED, by=editor)
            create_suggestion(proposed_rating=3)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(f"{LIST}?decision=any")
        return len(captured)

    editor = django_user_model.objects.get()
    grow(1)
    cost()
    cost_of_few = cost()
    grow(6)

    assert cost() == cost_of_few


@pytest.mark.parametrize("create", [create_verdict, create_notable_user, create_claim])
def test_the_page_of_one_leads_to_accepting_and_declining(admin_client, create):
    row = create()
    suggestion = create_suggestion(about=row, how_they_know="See https://a.example/page.")

    html = text_of(admin_client.get(page_of(suggestion)))

    change = reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])
    assert f'href="{change}?suggestion={suggestion.pk}"' in html
    assert f'href="{decline_address(suggestion)}"' in html
    assert '<a href="https://a.example/page" rel="nofollow noopener noreferrer">' in html
    assert 'name="_save"' not in html


def test_one_whose_row_is_gone_can_still_be_declined(admin_client):
    row = create_verdict()
    suggestion = create_suggestion(about=row)
    row.delete()

    html = text_of(admin_client.get(page_of(suggestion)))
    response = admin_client.post(decline_address(suggestion), {"reason": REASON})

    assert "not there any more" in html
    assert response.status_code == 302


def test_declining_wants_a_reason_and_says_who_when_and_why():
    client = roles.editor()
    suggestion = create_suggestion()

    opened = client.get(decline_address(suggestion))
    refused = client.post(decline_address(suggestion), {"reason": "  "})
    suggestion.refresh_from_db()
    state_after_refusal = suggestion.state
    response = client.post(decline_address(suggestion), {"reason": REASON}, follow=True)

    suggestion.refresh_from_db()
    assert (opened.status_code, refused.status_code, state_after_refusal) == (200, 200, "waiting")
    assert "This field is required" in text_of(refused)
    assert (suggestion.state, suggestion.decided_by, suggestion.decision_reason) == ("declined", client.user, REASON)
    assert suggestion.decided_at is not None
    assert f"Suggestion {suggestion.pk} is declined." in text_of(response)
    assert suggestion in client.get(f"{LIST}?decision=declined").context["cl"].result_list


def test_what_is_decided_is_not_declined_again(admin_client):
    suggestion = create_suggestion()
    Suggestion.objects.decide(suggestion.pk, SuggestionState.ACCEPTED, by=None)

    response = admin_client.post(decline_address(suggestion), {"reason": REASON}, follow=True)

    suggestion.refresh_from_db()
    assert (suggestion.state, suggestion.decision_reason) == ("accepted", "")
    assert "Somebody has decided on it already." in text_of(response)


def test_opening_the_page_declines_nothing(admin_client):
    suggestion = create_suggestion()

    admin_client.get(decline_address(suggestion), {"reason": REASON})

    suggestion.refresh_from_db()
    assert suggestion.state == "waiting"


def test_a_forged_post_declines_nothing():
    client = Client(enforce_csrf_checks=True)
    client.force_login(roles.superuser().user)

    assert client.post(decline_address(create_suggestion()), {"reason": REASON}).status_code == 403


@pytest.mark.parametrize("method", ["put", "patch", "delete", "trace"])
def test_the_page_is_read_or_sent_and_nothing_else(admin_client, method):
    assert getattr(admin_client, method)(decline_address(create_suggestion())).status_code == 405


def test_one_that_never_was_is_not_found(admin_client):
    assert admin_client.get("/admin/comparisons/suggestion/4711/decline/").status_code == 404


ALL = [200, 200, 200, 302]
READING = [200, 200, 403, 403]
NOTHING = [403, 403, 403, 403]


@pytest.mark.parametrize(
    ("group", "permissions", "expected"),
    [
        (None, [], NOTHING),
        ("Editor", [], ALL),
        ("Publisher", [], ALL),
        (None, ["view_suggestion"], READING),
        (None, ["view_suggestion", "change_suggestion"], READING),
        (None, ["view_suggestion", "change_verdict"], READING),
        (None, ["view_suggestion", "change_suggestion", "change_claim"], READING),
        (None, ["view_suggestion", "change_suggestion", "change_verdict"], ALL),
        (None, ["change_suggestion", "change_verdict"], NOTHING),
    ],
)
def test_each_address_asks_for_its_right(group, permissions, expected):
    client = roles.signed_in(group=group, permissions=permissions)
    suggestion = create_suggestion()

    responses = [
        client.get(LIST),
        client.get(page_of(suggestion)),
        client.get(decline_address(suggestion)),
        client.post(decline_address(suggestion), {"reason": REASON}),
    ]

    assert [response.status_code for response in responses] == expected
    suggestion.refresh_from_db()
    assert suggestion.state == ("declined" if expected == ALL else "waiting")


def test_a_stranger_is_sent_to_the_login(client):
    suggestion = create_suggestion()

    for address in (LIST, page_of(suggestion), decline_address(suggestion)):
        response = client.get(address)
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("admin:login"))


def test_nobody_adds_or_rewrites_one(admin_client):
    suggestion = create_suggestion()

    assert admin_client.get(f"{LIST}add/").status_code == 403
    assert admin_client.post(page_of(suggestion), {"what_is_wrong": "Other words."}).status_code == 403


def test_hostile_words_are_shown_as_text(admin_client):
    suggestion = create_suggestion(
        what_is_wrong="<script>alert(1)</script>",
        how_they_know='https://a.example/"onmouseover="alert(1) javascript:alert(2)',
        proposed_words="<b>Bold</b>",
        title="<i>Slanted</i>",
    )
    for page in (LIST, page_of(suggestion), decline_address(suggestion)):
        html = admin_client.get(page).content.decode()
        for mark in ("<script>alert", "<b>Bold", "<i>Slanted", 'href="javascript', '"onmouseover'):
            assert mark not in html, page
