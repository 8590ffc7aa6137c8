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
DECLINE_SELECTED = f"{LIST}decline/"
REASON = "The page that they name describes version 2."


def decline_address(suggestion):
    return reverse("admin:comparisons_suggestion_decline", args=[suggestion.pk])


def select(client, suggestions, address=LIST, **data):
    """The action of the list, up to its question for the reason."""
    chosen = {"action": "decline_selected", "index": 0, "_selected_action": [each.pk for each in suggestions]}
    return client.post(address, chosen | data)


def decline_all(client, suggestions, reason=REASON):
    """The answer to the question."""
    chosen = {"_selected_action": [each.pk for each in suggestions], "reason": reason}
    return client.post(DECLINE_SELECTED, chosen, follow=True)


def states():
    return list(Suggestion.objects.order_by("pk").values_list("state", flat=True))


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


def test_many_are_declined_with_one_reason():
    client = roles.editor()
    spam = [create_suggestion(about=create()) for create in (create_verdict, create_notable_user, create_claim)]
    good = create_suggestion()

    asked = select(client, spam)
    states_when_asked = states()
    response = decline_all(client, spam)

    html = text_of(asked)
    assert (asked.status_code, states_when_asked) == (200, ["waiting"] * 4)
    assert "Decline 3 suggestions" in html
    assert f'action="{DECLINE_SELECTED}"' in html
    assert [html.count(f'name="_selected_action" value="{each.pk}"') for each in [*spam, good]] == [1, 1, 1, 0]
    assert all(f'href="{page_of(each)}"' in html for each in spam)
    assert response.redirect_chain == [(LIST, 302)]
    assert "3 suggestions are declined." in text_of(response)
    assert set(Suggestion.objects.decided().values_list("decided_by", "decision_reason")) == {
        (client.user.pk, REASON)
    }
    assert list(Suggestion.objects.waiting()) == [good]


def test_a_flood_of_more_than_a_page_is_declined_at_once(admin_client):
    claim, kept = create_claim(), create_suggestion()
    for _number in range(120):
        spam = create_suggestion(about=claim)

    asked = select(admin_client, [spam], f"{LIST}?kind=claim", select_across=1)
    response = decline_all(admin_client, asked.context["selected"])

    assert "120 suggestions are declined." in text_of(response)
    assert list(Suggestion.objects.waiting()) == [kept]


@pytest.mark.parametrize("reason", ["", "  ", "x" * 1001])
def test_declining_many_wants_a_reason_and_keeps_the_selection(admin_client, reason):
    suggestions = [create_suggestion(), create_suggestion()]

    response = decline_all(admin_client, suggestions, reason)

    html = text_of(response)
    assert (response.status_code, response.redirect_chain) == (200, [])
    assert "Nothing is declined yet." in html
    assert 'aria-invalid="true"' in html
    assert all(f'name="_selected_action" value="{each.pk}"' in html for each in suggestions)
    assert states() == ["waiting", "waiting"]


def test_only_what_waits_is_asked_for(admin_client):
    waiting, decided = create_suggestion(), create_suggestion()
    Suggestion.objects.decide(decided.pk, SuggestionState.ACCEPTED, by=None)

    response = select(admin_client, [waiting, decided], f"{LIST}?decision=any")

    assert list(response.context["selected"]) == [waiting]


@pytest.mark.parametrize("number", [1, 2])
def test_what_others_decided_on_meanwhile_stays_and_is_counted(admin_client, number):
    suggestions = [create_suggestion() for _number in range(3)]
    for suggestion in suggestions[:number]:
        Suggestion.objects.decide(suggestion.pk, SuggestionState.ACCEPTED, by=None)

    response = decline_all(admin_client, suggestions)

    html = text_of(response)
    assert states() == ["accepted"] * number + ["declined"] * (3 - number)
    assert f"{3 - number} suggestion" in html
    assert f"{number} did not wait any more" in html


@pytest.mark.parametrize("reason", ["", REASON])
def test_when_all_were_decided_on_meanwhile_the_editor_is_told(admin_client, reason):
    suggestions = [create_suggestion(), create_suggestion()]
    for suggestion in suggestions:
        Suggestion.objects.decide(suggestion.pk, SuggestionState.ACCEPTED, by=None)

    response = decline_all(admin_client, suggestions, reason)

    assert response.redirect_chain == [(LIST, 302)]
    assert "None of them waits for you to decide on it." in text_of(response)
    assert states() == ["accepted", "accepted"]


@pytest.mark.parametrize("numbers", [[], ["x"], ["9" * 30], ["-1"], ["²"], ["4711"]])
def test_what_is_no_number_of_a_suggestion_declines_nothing(admin_client, numbers):
    create_suggestion()

    response = admin_client.post(DECLINE_SELECTED, {"_selected_action": numbers, "reason": REASON}, follow=True)

    assert "None of them waits for you to decide on it." in text_of(response)
    assert states() == ["waiting"]


def test_who_may_change_one_kind_declines_only_those():
    client = roles.signed_in(permissions=["view_suggestion", "change_suggestion", "change_claim"])
    about_claim, about_verdict = create_suggestion(about=create_claim()), create_suggestion()

    asked = select(client, [about_claim, about_verdict])
    forged = decline_all(client, [about_claim, about_verdict])
    states_after_forgery = states()
    decline_all(client, [about_claim])

    assert list(asked.context["selected"]) == [about_claim]
    assert "1 suggestion is left out: you may not change what it is about." in text_of(asked)
    assert (forged.status_code, states_after_forgery) == (403, ["waiting", "waiting"])
    assert states() == ["declined", "waiting"]


@pytest.mark.parametrize(
    ("group", "permissions", "is_offered", "status"),
    [
        (None, [], False, 403),
        ("Editor", [], True, 200),
        ("Publisher", [], True, 200),
        (None, ["view_suggestion"], False, 403),
        (None, ["view_suggestion", "change_suggestion"], False, 403),
        (None, ["view_suggestion", "change_verdict"], False, 403),
        (None, ["view_suggestion", "change_suggestion", "change_claim"], True, 403),
        (None, ["view_suggestion", "change_suggestion", "change_verdict"], True, 200),
        (None, ["change_suggestion", "change_verdict"], False, 403),
    ],
)
def test_declining_many_asks_for_the_rights_of_declining_one(group, permissions, is_offered, status):
    client = roles.signed_in(group=group, permissions=permissions)
    suggestion = create_suggestion()

    offered = 'value="decline_selected"' in client.get(LIST).content.decode()
    asked = select(client, [suggestion])
    state_when_asked = states()
    response = decline_all(client, [suggestion])

    assert offered is is_offered
    assert (b'name="reason"' in asked.content, state_when_asked) == (status == 200, ["waiting"])
    assert response.status_code == status
    assert states() == ["declined" if status == 200 else "waiting"]


@pytest.mark.parametrize("method", ["get", "head", "put", "patch", "delete", "trace"])
def test_many_are_declined_by_a_post_only(admin_client, method):
    assert getattr(admin_client, method)(DECLINE_SELECTED).status_code == 405


def test_a_forged_post_declines_none_of_many():
    client = Client(enforce_csrf_checks=True)
    client.force_login(roles.superuser().user)

    assert decline_all(client, [create_suggestion()]).status_code == 403
    assert states() == ["waiting"]


def test_asking_for_the_reason_costs_the_same_for_few_and_many(admin_client):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            select(admin_client, Suggestion.objects.all())
        return len(captured)

    create_suggestion()
    cost()
    cost_of_few = cost()
    for _number in range(6):
        create_suggestion(about=create_claim())

    assert cost() == cost_of_few


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

    for address in (LIST, page_of(suggestion), decline_address(suggestion), DECLINE_SELECTED):
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
        _assert_harmless(admin_client.get(page))
    _assert_harmless(select(admin_client, [suggestion]))


def _assert_harmless(response):
    html = response.content.decode()
    for mark in ("<script>alert", "<b>Bold", "<i>Slanted", 'href="javascript', '"onmouseover'):
        assert mark not in html
