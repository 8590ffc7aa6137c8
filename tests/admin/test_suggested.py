"""Suggestions beside the row: seen, filled into the form, and accepted by the save that follows."""

import re

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons.choices import SuggestionState
from comparisons.models import PreparedChange, Suggestion
from tests.admin.forms import shown_values
from tests.admin.roles import editor, publisher, signed_in
from tests.factories import create_claim, create_notable_user, create_source, create_suggestion, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def change_address(row):
    return reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])


def accept_address(suggestion, row):
    return f"{change_address(row)}?suggestion={suggestion.pk}"


def proposal(**fields):
    """A verdict, and a suggestion that would have it otherwise."""
    row = create_verdict(rating=3, support="built_in", summary="As it was.")
    proposed = {"proposed_rating": 5, "proposed_support": "third_party", "proposed_words": "As it is."}
    return row, create_suggestion(about=row, **proposed | fields)


@pytest.mark.parametrize("create", [create_verdict, create_notable_user, create_claim])
def test_what_waits_stands_beside_the_row(admin_client, create):
    row = create()
    first, second = create_suggestion(about=row, what_is_wrong="The first reason."), create_suggestion(about=row)
    create_suggestion(about=create(), what_is_wrong="About another.")
    decided = create_suggestion(about=row, what_is_wrong="Decided long ago.")
    Suggestion.objects.decide(decided.pk, SuggestionState.ACCEPTED, by=None)

    html = text_of(admin_client.get(change_address(row)))

    assert "Suggestions waiting (2)" in html
    assert "The first reason." in html
    for suggestion in (first, second):
        assert f'href="{accept_address(suggestion, row)}"' in html
        assert f'href="/admin/comparisons/suggestion/{suggestion.pk}/decline/"' in html
    assert "About another." not in html
    assert "Decided long ago." not in html


@pytest.mark.parametrize("create", [create_verdict, create_notable_user, create_claim])
def test_a_row_without_suggestions_and_a_new_one_have_no_box(admin_client, create):
    row = create()
    add = reverse(f"admin:comparisons_{row._meta.model_name}_add")

    assert "Suggestions waiting" not in text_of(admin_client.get(change_address(row)))
    assert "Suggestions waiting" not in text_of(admin_client.get(add))


def test_accepting_opens_the_form_with_the_proposals_and_saves_nothing_yet(admin_client):
    row, suggestion = proposal()

    response = admin_client.get(accept_address(suggestion, row))

    values = shown_values(response)
    assert (values["rating"], values["support"], values["summary"]) == (5, "third_party", "As it is.")
    assert "nothing is saved yet" in text_of(response)
    assert "3 adequate → <ins>5 outstanding</ins>" in text_of(response)
    row.refresh_from_db()
    suggestion.refresh_from_db()
    assert (row.rating, row.summary, suggestion.state) == (3, "As it was.", "waiting")


def test_the_form_is_sent_back_to_the_address_that_names_the_suggestion(admin_client):
    row, suggestion = proposal()

    html = admin_client.get(accept_address(suggestion, row)).content.decode()

    form = re.search(r'<form[^>]*id="verdict_form"[^>]*>', html)[0]
    assert "action=" not in form


def test_the_save_accepts_it_and_the_history_names_it():
    client = publisher()
    row, suggestion = proposal()
    values = shown_values(client.get(accept_address(suggestion, row)))

    response = client.post(
        accept_address(suggestion, row), values | {"summary": "As the editor has it."}, follow=True
    )

    row.refresh_from_db()
    suggestion.refresh_from_db()
    assert (row.rating, row.support, row.summary) == (5, "third_party", "As the editor has it.")
    assert (suggestion.state, suggestion.decided_by) == ("accepted", client.user)
    assert suggestion.decided_at is not None
    assert f"Suggestion {suggestion.pk} is accepted." in text_of(response)
    record = row.history.latest()
    assert record.history_change_reason == f"Suggestion {suggestion.pk} by a visitor, accepted."
    assert record.history_user == client.user
    assert suggestion in client.get("/admin/comparisons/suggestion/?decision=accepted").context["cl"].result_list


@pytest.mark.parametrize(("create", "status"), [(create_notable_user, "past"), (create_claim, "outdated")])
def test_users_and_claims_are_filled_in_too(admin_client, create, status):
    row = create()
    suggestion = create_suggestion(about=row, proposed_status=status, proposed_words="What holds now.")
    values = shown_values(admin_client.get(accept_address(suggestion, row)))

    response = admin_client.post(accept_address(suggestion, row), values)

    row.refresh_from_db()
    suggestion.refresh_from_db()
    assert response.status_code == 302
    assert (row.status, suggestion.state) == (status, "accepted")
    assert "What holds now." in (getattr(row, "usage", ""), getattr(row, "explanation", ""))


def test_one_without_proposals_is_accepted_with_what_the_editor_makes_of_it(admin_client):
    row = create_verdict()
    suggestion = create_suggestion(about=row)
    opened = admin_client.get(accept_address(suggestion, row))

    admin_client.post(accept_address(suggestion, row), shown_values(opened) | {"summary": "Better."})

    row.refresh_from_db()
    suggestion.refresh_from_db()
    assert "It proposes no values." in text_of(opened)
    assert (row.summary, suggestion.state) == ("Better.", "accepted")


def test_a_save_without_the_address_decides_nothing(admin_client):
    row, suggestion = proposal()

    admin_client.post(change_address(row), shown_values(admin_client.get(change_address(row))))

    suggestion.refresh_from_db()
    assert suggestion.state == "waiting"
    assert row.history.latest().history_change_reason is None


def test_a_refused_save_accepts_nothing_and_keeps_what_was_typed(admin_client):
    row, suggestion = proposal()
    values = shown_values(admin_client.get(accept_address(suggestion, row)))

    response = admin_client.post(accept_address(suggestion, row), values | {"summary": "", "detail": "Typed."})

    suggestion.refresh_from_db()
    assert (response.status_code, suggestion.state) == (200, "waiting")
    assert "Typed." in text_of(response)


def test_another_save_in_between_refuses_and_accepts_nothing(admin_client):
    row, suggestion = proposal()
    values = shown_values(admin_client.get(accept_address(suggestion, row)))
    row.summary = "Another was quicker."
    row.save()

    refused = admin_client.post(accept_address(suggestion, row), values)
    suggestion.refresh_from_db()
    state_after_refusal = suggestion.state
    knowing = admin_client.post(accept_address(suggestion, row), shown_values(refused))

    suggestion.refresh_from_db()
    assert (refused.status_code, state_after_refusal) == (200, "waiting")
    assert (knowing.status_code, suggestion.state) == (302, "accepted")


def test_a_failure_after_the_save_takes_both_back(admin_client, monkeypatch):
    row, suggestion = proposal()
    values = shown_values(admin_client.get(accept_address(suggestion, row)))
    monkeypatch.setattr("comparisons.admin.verdicts.VerdictDesk.save_related", _break)

    with pytest.raises(RuntimeError):
        admin_client.post(accept_address(suggestion, row), values)

    row.refresh_from_db()
    suggestion.refresh_from_db()
    assert (row.summary, suggestion.state) == ("As it was.", "waiting")


def _break(*args, **kwargs):
    raise RuntimeError("the disk is full")


@pytest.mark.parametrize("which", ["decided", "about another", "never was", "nonsense"])
def test_a_suggestion_that_does_not_wait_here_fills_in_nothing_and_says_so(admin_client, which):
    row, suggestion = proposal()
    _other, elsewhere = proposal()
    if which == "decided":
        Suggestion.objects.decide(suggestion.pk, SuggestionState.ACCEPTED, by=None)
    number = {"decided": suggestion.pk, "about another": elsewhere.pk, "never was": 4711, "nonsense": "x"}[which]

    response = admin_client.get(change_address(row), {"suggestion": number})
    saved = admin_client.post(f"{change_address(row)}?suggestion={number}", shown_values(response))

    assert shown_values(response)["summary"] == "As it was."
    assert text_of(response).count("does not wait here (any more)") == 1
    assert saved.status_code == 302
    elsewhere.refresh_from_db()
    assert elsewhere.state == "waiting"


def test_who_may_not_see_suggestions_sees_none():
    client = signed_in(permissions=["view_verdict", "change_verdict"])
    row, suggestion = proposal()

    response = client.get(accept_address(suggestion, row))
    client.post(accept_address(suggestion, row), shown_values(response))

    suggestion.refresh_from_db()
    assert "Suggestions waiting" not in text_of(response)
    assert shown_values(response)["summary"] == "As it was."
    assert suggestion.state == "waiting"


@pytest.mark.parametrize(
    "permissions",
    [["view_verdict", "view_suggestion", "change_suggestion"], ["change_verdict", "view_suggestion"]],
    ids=["who may not change the row", "who may not decide"],
)
def test_who_may_only_look_gets_no_way_to_decide_and_a_row_as_it_is(permissions):
    client = signed_in(permissions=permissions)
    row, suggestion = proposal()

    response = client.get(accept_address(suggestion, row))

    html = text_of(response)
    assert "Suggestions waiting (1)" in html
    assert f"suggestion={suggestion.pk}" not in html
    assert "/decline/" not in html
    assert "As it was." in html
    assert client.user.user_permissions.count() == Permission.objects.filter(codename__in=permissions).count()
    values = shown_values(response) if "change_verdict" in permissions else {"summary": "Sent by hand."}
    client.post(accept_address(suggestion, row), values)
    suggestion.refresh_from_db()
    row.refresh_from_db()
    assert (suggestion.state, row.summary) == ("waiting", "As it was.")


def test_a_page_costs_the_same_for_one_and_for_ten_suggestions(admin_client):
    row, _suggestion = proposal()
    create_source(verdict=row)

    def cost():
        with CaptureQueriesContext(connection) as captured:
            admin_client.get(change_address(row))
        return len(captured)

    cost()
    cost_of_one = cost()
    for _number in range(9):
        create_suggestion(about=row)

    assert cost() == cost_of_one


def prepared_from(client, suggestion, row):
    values = shown_values(client.get(accept_address(suggestion, row)))
    client.post(accept_address(suggestion, row), values | {"_prepare": "1", "summary": "As the editor has it."})
    return PreparedChange.objects.get()


def test_an_editor_prepares_from_it_and_the_publisher_who_publishes_that_accepts_it():
    row, suggestion = proposal()
    ed, paula = editor(), publisher()
    opened = text_of(ed.get(accept_address(suggestion, row)))

    change = prepared_from(ed, suggestion, row)
    suggestion.refresh_from_db()
    state_while_it_waits = suggestion.state
    beside = text_of(ed.get(change_address(row)))
    page = f"{change_address(row)}?prepared={change.pk}"
    response = paula.post(page, shown_values(paula.get(page)) | {"prepared": change.pk}, follow=True)

    row.refresh_from_db()
    suggestion.refresh_from_db()
    assert "publishing it accepts the suggestion" in opened
    assert "Saving accepts" not in opened
    assert (change.suggestion, state_while_it_waits) == (suggestion, "waiting")
    assert f'href="{page}"' in beside
    assert accept_address(suggestion, row) not in beside
    assert (row.rating, row.summary) == (5, "As the editor has it.")
    assert (suggestion.state, suggestion.decided_by) == ("accepted", paula.user)
    assert f"Suggestion {suggestion.pk} is accepted." in text_of(response)
    assert f"Suggestion {suggestion.pk} by a visitor, accepted." in row.history.latest().history_change_reason


def test_a_prepared_change_that_is_dropped_leaves_it_waiting_to_be_accepted_again():
    row, suggestion = proposal()
    ed = editor()
    change = prepared_from(ed, suggestion, row)

    ed.post(f"/admin/comparisons/preparedchange/{change.pk}/drop/", {"drop_reason": "Not so."})

    suggestion.refresh_from_db()
    assert suggestion.state == "waiting"
    assert accept_address(suggestion, row) in text_of(ed.get(change_address(row)))


def test_a_prepared_change_whose_suggestion_was_declined_meanwhile_is_published_with_a_word():
    row, suggestion = proposal()
    change = prepared_from(editor(), suggestion, row)
    Suggestion.objects.decide(suggestion.pk, SuggestionState.DECLINED, by=None, reason="No.")
    paula, page = publisher(), f"{change_address(row)}?prepared={change.pk}"

    response = paula.post(page, shown_values(paula.get(page)) | {"prepared": change.pk}, follow=True)

    row.refresh_from_db()
    suggestion.refresh_from_db()
    assert (row.rating, suggestion.state) == (5, "declined")
    assert "does not wait here (any more)" in text_of(response)
    assert "accepted" not in (row.history.latest().history_change_reason or "")


@pytest.mark.parametrize("name", ["suggestion", "prepared"])
def test_a_save_that_goes_on_editing_leaves_what_was_decided(name):
    row, suggestion = proposal()
    paula = publisher()
    page = accept_address(suggestion, row)
    if name == "prepared":
        change = prepared_from(editor(), suggestion, row)
        page = f"{change_address(row)}?prepared={change.pk}"
    values = shown_values(paula.get(page)) | ({"prepared": change.pk} if name == "prepared" else {})

    response = paula.post(page, values | {"_continue": "1"}, follow=True)

    assert response.redirect_chain == [(change_address(row), 302)]
    assert response.status_code == 200
    assert "does not wait here" not in text_of(response)
