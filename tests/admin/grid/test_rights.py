"""Who may see the grid and write in it, and what a forged post achieves: nothing."""

import pytest
from django.urls import reverse

from comparisons.choices import PublicationState
from comparisons.models import Verdict
from tests.admin import roles
from tests.admin.grid.pages import a_verdict, grid_address, opened, problems, save, shown, typed
from tests.factories import create_criterion, create_framework, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db


# Who may


def test_an_editor_writes_in_every_row_and_gives_no_state_of_a_publishers(editor):
    published = create_verdict(summary="It is out.")
    framework = published.framework
    draft = create_verdict(framework=framework, state="draft")
    empty = create_criterion()

    response = editor.get(grid_address(framework))

    states = {
        row.key: [value for value, _label in row.form.fields["state"].choices]
        for row in response.context["sheet"].rows
    }
    assert states == {
        published.criterion_id: ["draft", "in_review", "published"],
        draft.criterion_id: ["draft", "in_review"],
        empty.pk: ["draft", "in_review"],
    }


def test_an_editor_publishes_nothing_by_address(editor):
    verdict = create_verdict(state="draft", criterion=create_criterion(name="Admin"))
    values = opened(editor, verdict.framework) | typed(verdict.criterion, state="published")

    response = save(editor, verdict.framework, values)

    assert "published is not one of the available choices" in problems(response)[0]
    verdict.refresh_from_db()
    assert verdict.state == PublicationState.DRAFT


def test_who_may_only_look_sees_no_control_and_saves_nothing():
    verdict = create_verdict(summary="As it was.")
    create_criterion()
    client = roles.signed_in(permissions=["view_framework", "view_verdict"])

    response = client.get(grid_address(verdict.framework))
    answer = save(client, verdict.framework, typed(verdict.criterion, version_read=1, summary="Mine."))

    assert not any(row.form for row in response.context["sheet"].rows)
    assert "Save all" not in text_of(response)
    assert answer.status_code == 403
    verdict.refresh_from_db()
    assert verdict.summary == "As it was."


def test_who_may_change_but_not_add_finds_no_empty_row_to_fill():
    verdict = create_verdict(state="draft")
    empty = create_criterion()
    client = roles.signed_in(permissions=["view_framework", "view_verdict", "change_verdict"])

    save(client, verdict.framework, opened(client, verdict.framework) | a_verdict(empty, version_read=0))

    assert Verdict.objects.get() == verdict


@pytest.mark.parametrize("codenames", [[], ["view_framework"], ["view_verdict"]])
def test_who_may_not_see_both_is_refused(codenames):
    framework = create_framework()

    client = roles.signed_in(permissions=codenames)

    assert client.get(grid_address(framework)).status_code == 403
    assert save(client, framework, {}).status_code == 403


@pytest.mark.parametrize("create", [create_framework, create_criterion])
def test_a_stranger_is_sent_to_the_login(client, create):
    row = create()

    for response in (client.get(grid_address(row)), save(client, row, {})):
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("admin:login"))


def test_only_reading_and_saving_are_known(anna):
    assert anna.delete(grid_address(create_framework())).status_code == 405


def test_what_does_not_exist_is_not_found(anna):
    assert anna.get("/admin/comparisons/framework/999999/grid/").status_code == 404
    assert anna.get("/admin/comparisons/framework/99999999999999999999999/grid/").status_code == 404


# Hostile posts


def test_a_page_without_its_rows_is_refused_with_a_word(anna):
    verdict = create_verdict()

    for values in ({}, {"why": "because"}, {"row-x-summary": "?", "form-TOTAL_FORMS": "-1"}):
        response = save(anna, verdict.framework, values)
        assert "The page came back without its rows, so nothing was saved." in text_of(response)
        assert response.status_code == 400


def test_a_row_of_another_page_saves_nothing_and_shows_what_was_typed(anna):
    framework, criterion = create_framework(), create_criterion()
    foreign = typed(create_criterion(state="archived"), version_read=0, summary="Typed elsewhere.", rating=3)

    response = save(anna, framework, opened(anna, framework) | a_verdict(criterion) | foreign)

    assert response.status_code == 200
    assert "Typed elsewhere." in text_of(response)
    assert not Verdict.objects.exists()
    assert save(anna, framework, shown(response)).status_code == 302
    assert Verdict.objects.get().criterion == criterion


@pytest.mark.parametrize("token", ["", "abc", "-1", "99", "9" * 5000, "1.5", "²", "\x00"])
def test_a_forged_version_overwrites_nothing(anna, token):
    verdict = create_verdict(summary="As it was.")
    empty = create_criterion()
    values = opened(anna, verdict.framework)
    values |= typed(verdict.criterion, version_read=token, summary="Blind.") | a_verdict(empty, version_read=token)

    response = save(anna, verdict.framework, values)

    assert response.status_code == 200
    assert [verdict.summary for verdict in Verdict.objects.all()] == ["As it was."]


@pytest.mark.parametrize("day", ["", "soon", "9999-12-31", "0001-01-01", "\x00"])
def test_a_forged_day_of_opening_breaks_nothing(anna, day):
    framework, criterion = create_framework(), create_criterion()

    response = save(anna, framework, opened(anna, framework) | a_verdict(criterion) | {"opened_on": day})

    assert response.status_code in (200, 302)


def test_a_wrong_reason_is_named_and_nothing_is_saved(anna):
    verdict = create_verdict()
    values = opened(anna, verdict.framework) | typed(verdict.criterion, rating=1) | {"why": "a" * 195}

    response = save(anna, verdict.framework, values)

    assert "at most 194 characters" in text_of(response)
    assert Verdict.objects.get().rating == 3


@pytest.mark.walk
def test_ten_thousand_fields_are_read_and_one_more_is_refused_with_a_word(anna):
    framework, _criterion = create_framework(), create_criterion()
    values = {f"row-{number}-summary": "?" for number in range(100_000, 109_999)}

    read = save(anna, framework, values)
    refused = save(anna, framework, values | {"one": "1", "more": "1"})

    assert read.status_code == 200
    assert refused.status_code == 400
    assert "Nothing was saved" in text_of(refused)
    assert not Verdict.objects.exists()


def test_a_verdict_of_another_framework_is_out_of_reach(anna):
    own, foreign = create_framework(), create_verdict(summary="As it was.")
    values = opened(anna, own) | a_verdict(foreign.criterion, id=foreign.pk, framework=foreign.framework_id)

    save(anna, own, values)

    foreign.refresh_from_db()
    assert foreign.summary == "As it was."
    assert Verdict.objects.get(framework=own).criterion == foreign.criterion


def test_what_was_written_is_shown_as_text(anna):
    verdict = create_verdict(
        summary="<script>alert(1)</script>",
        framework=create_framework(name="<b>Bold</b>"),
        criterion=create_criterion(name="<i>Slanted</i>", earns_5="<u>Under</u>"),
    )
    create_verdict(criterion=verdict.criterion, framework=create_framework(name="<s>Struck</s>"))

    for row in (verdict.framework, verdict.criterion):
        content = anna.get(grid_address(row)).content.decode()
        for mark in ("<script>alert", "<b>Bold", "<i>Slanted", "<u>Under", "<s>Struck"):
            assert mark not in content
