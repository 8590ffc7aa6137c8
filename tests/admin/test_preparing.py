"""What a form of something published says while it is prepared, previewed, decided or too late."""

import pytest
from django.urls import reverse

from comparisons.choices import PublicationState
from comparisons.models import PreparedChange, Verdict
from tests.admin.forms import shown_values
from tests.admin.roles import editor, publisher, signed_in
from tests.admin.test_desks import DESKS, address, create_with_relations
from tests.factories import (
    create_answer,
    create_category,
    create_criterion,
    create_effect,
    create_prepared_change,
    create_question,
    create_verdict,
)
from tests.responses import text_of

pytestmark = pytest.mark.django_db

DRAFT, PUBLISHED = PublicationState.DRAFT, PublicationState.PUBLISHED


def form_of(row):
    return address(create_verdict, "change", row.pk)


def prepared(client, row, **values):
    client.post(form_of(row), shown_values(client.get(form_of(row))) | {"_prepare": "1", **values})
    return PreparedChange.objects.of(row).first()


# Preview


@pytest.mark.parametrize("create", DESKS)
def test_every_row_can_be_previewed_by_its_link_and_by_its_form(create, admin_client):
    row = create_with_relations(create)
    form = address(create, "change", row.pk)

    by_link = admin_client.get(address(create, "preview", row.pk))
    by_form = admin_client.post(form, shown_values(admin_client.get(form)) | {"_preview": "1"})

    for preview in (by_link, by_form):
        assert preview.status_code == 200
        assert 'class="site-header' in text_of(preview)


def test_a_question_a_category_and_an_industry_are_previewed_where_visitors_meet_them(admin_client):
    question = create_question(text="Is it a draft?", state=DRAFT)
    create_effect(answer=create_answer(question=question))
    category = create_category(name="Things")
    create_criterion(category=category, name="Thing of the category")
    create_criterion(name="Thing of another")

    quiz = text_of(admin_client.get(reverse("admin:comparisons_question_preview", args=[question.pk])))
    table = text_of(admin_client.get(reverse("admin:comparisons_category_preview", args=[category.pk])))

    assert "Is it a draft?" in quiz
    assert "Thing of the category" in table
    assert "Thing of another</a>" not in table


def test_a_preview_leads_to_the_place_of_the_row_on_its_page(admin_client):
    verdict = create_verdict()

    html = text_of(admin_client.get(form_of(verdict)))

    assert f'href="{address(create_verdict, "preview", verdict.pk)}#{verdict.criterion.slug}"' in html
    assert f'formtarget="_blank" formaction="#{verdict.criterion.slug}"' in html


def test_what_cannot_be_previewed_yet_says_why_and_is_no_second_form(admin_client):
    verdict = create_verdict()
    values = shown_values(admin_client.get(form_of(verdict)))

    response = admin_client.post(form_of(verdict), values | {"summary": "", "_preview": "1"})

    assert response.status_code == 422
    assert "Summary: This field is required." in text_of(response)
    assert "<textarea" not in text_of(response)


# Too late


def test_a_draft_that_was_published_while_its_form_was_open_is_refused_with_all_that_was_typed():
    verdict = create_verdict(state=DRAFT, summary="As it was.")
    ed = editor()
    values = shown_values(ed.get(form_of(verdict)))
    Verdict.objects.filter(pk=verdict.pk).update(state=PUBLISHED)

    response = ed.post(form_of(verdict), values | {"summary": "An hour of typing."})
    prepare = ed.post(form_of(verdict), shown_values(response) | {"_prepare": "1"})

    verdict.refresh_from_db()
    assert response.status_code == 403
    assert "so your change was not saved" in text_of(response)
    assert "An hour of typing." in text_of(response)
    assert verdict.summary == "As it was."
    assert prepare.status_code == 302
    assert PreparedChange.objects.get().form_data["summary"] == ["An hour of typing."]


# Deciding


def test_who_decides_sees_word_by_word_what_would_change():
    verdict = create_verdict(summary="It is there.", rating=3)
    change = prepared(editor(), verdict, summary="It is not there.", rating="1")

    html = text_of(publisher().get(f"{form_of(verdict)}?prepared={change.pk}"))

    verdict.refresh_from_db()
    assert "It is <ins" in html
    assert "adequate (3)" in html
    assert "poor (1)" in html
    assert (verdict.summary, verdict.history.count()) == ("It is there.", 1)


def test_a_second_change_of_the_same_row_names_the_one_that_waits():
    verdict = create_verdict()
    ed = editor()
    first = prepared(ed, verdict, summary="One.")

    response = ed.post(
        form_of(verdict), shown_values(ed.get(form_of(verdict))) | {"_prepare": "1", "summary": "Two."}, follow=True
    )

    assert "Another change of this waits already" in text_of(response)
    assert f'href="?prepared={first.pk}"' in text_of(response)


def test_the_list_says_who_decided_and_why():
    verdict = create_verdict()
    ed = editor()
    change = prepared(ed, verdict, summary="No.")
    publisher().post(reverse("admin:comparisons_preparedchange_drop", args=[change.pk]), {"drop_reason": "Not so."})

    html = text_of(ed.get(reverse("admin:comparisons_preparedchange_changelist")))

    assert "paula, " in html
    assert ": Not so." in html


def test_dropping_sends_the_reason_alone():
    verdict = create_verdict()
    change = prepared(editor(), verdict, summary="No.")

    html = text_of(publisher().get(f"{form_of(verdict)}?prepared={change.pk}"))

    drop = reverse("admin:comparisons_preparedchange_drop", args=[change.pk])
    assert f'<form id="drop-prepared" method="post" action="{drop}">' in html
    assert 'name="drop_reason" maxlength="240" required form="drop-prepared">' in html


def test_what_was_prepared_of_a_row_that_is_gone_can_be_read_and_dropped():
    verdict = create_verdict()
    change = prepared(editor(), verdict, summary="An hour of typing.")
    verdict.delete()
    paula, page = publisher(), reverse("admin:comparisons_preparedchange_change", args=[change.pk])
    drop = reverse("admin:comparisons_preparedchange_drop", args=[change.pk])

    html = text_of(paula.get(page))
    without_reason = paula.post(drop)
    paula.post(drop, {"drop_reason": "It is gone."})

    change.refresh_from_db()
    assert "An hour of typing." in html
    assert f'action="{drop}"' in html
    assert reverse("admin:comparisons_verdict_deleted") in html
    assert without_reason["Location"] == page
    assert (change.state, change.reason) == ("dropped", "It is gone.")
    assert "It is gone." in text_of(paula.get(page))


def test_who_may_only_look_cannot_drop_what_is_gone():
    change = create_prepared_change(of=create_verdict())
    Verdict.objects.all().delete()
    viewer = signed_in("vera", permissions=["view_preparedchange", "view_verdict"])

    html = text_of(viewer.get(reverse("admin:comparisons_preparedchange_change", args=[change.pk])))

    assert "drop-reason" not in html


# Bad input


@pytest.mark.parametrize("values", [{"change_reason": "a\x00b"}, {"some\x00thing": "x"}, {"something": "a\x00b"}])
def test_a_nul_is_no_error_of_the_server(values):
    verdict = create_verdict()
    ed = editor()

    response = ed.post(
        form_of(verdict), shown_values(ed.get(form_of(verdict))) | {"_prepare": "1", "summary": "New."} | values
    )
    change = PreparedChange.objects.first()

    assert response.status_code in (200, 302)
    assert change is None or change.form_data["summary"] == ["New."]


def test_a_reason_with_a_nul_is_kept_without_it():
    verdict = create_verdict()
    paula = publisher()
    change = create_prepared_change(of=verdict)

    paula.post(reverse("admin:comparisons_preparedchange_drop", args=[change.pk]), {"drop_reason": "a\x00b"})
    paula.post(address(create_verdict, "delete", verdict.pk), {"post": "yes", "change_reason": "c\x00d"})

    change.refresh_from_db()
    assert change.reason == "ab"
    assert Verdict.history.order_by("-history_id").first().history_change_reason == "cd"
