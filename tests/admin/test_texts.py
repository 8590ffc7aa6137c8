"""Every desk: its long texts can be previewed, its short ones count, and its help texts are the manual."""

import re

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db import models
from django.urls import reverse

from comparisons.admin.lost_updates import TOKEN
from comparisons.admin.reasons import REASON
from comparisons.admin.texts import CountedInput, CountedTextarea, LongTextField, PreviewedTextarea, SentenceField
from comparisons.models.editing import EditedModel
from tests import factories
from tests.admin.forms import shown_values
from tests.admin.test_desks import DESKS, address, model_of

# What Django adds to a row of an inline, and the line that asks why, which is no field of the row.
TECHNICAL = {TOKEN, REASON, "id", "DELETE"}
# Help that needs no example: a box to tick, a relation that is better set elsewhere, what the desk adds.
WITHOUT_EXAMPLE = {
    "named_by_article",
    "in_short_edition",
    "state",
    *(f"source.{parent}" for parent in ("verdict", "extension", "notable_user", "claim", "release")),
    "answer.question",
}
SHORTEST_HELP = 20


def desks():
    """Those of what editors write; the records that the site makes itself are only decided on."""
    return [desk for model, desk in admin.site._registry.items() if issubclass(model, EditedModel)]


def asked_fields(desk, request):
    """Name, model and form field of all that the desk's form and its inlines ask for."""
    yield from ((name, desk.model, field) for name, field in desk.get_form(request)().fields.items())
    for inline in desk.get_inline_instances(request):
        formset = inline.get_formset(request)
        shown = formset(queryset=inline.model._default_manager.none()).empty_form.fields
        yield from ((name, inline.model, field) for name, field in shown.items() if name != formset.fk.name)


def long_texts(model):
    return [field.name for field in model._meta.concrete_fields if type(field) is models.TextField]


@pytest.fixture
def request_of_chief(rf, admin_user):
    request = rf.get("/admin/")
    request.user = admin_user
    return request


@pytest.mark.parametrize("desk", desks(), ids=str)
def test_every_field_says_what_to_write(desk, request_of_chief):
    fields = [entry for entry in asked_fields(desk, request_of_chief) if entry[0] not in TECHNICAL]

    short = [
        f"{model._meta.model_name}.{name}"
        for name, model, field in fields
        if len(str(field.help_text)) < SHORTEST_HELP
    ]
    without_example = {
        f"{model._meta.model_name}.{name}"
        for name, model, field in fields
        if "Example:" not in str(field.help_text) and not WITHOUT_EXAMPLE & {name, f"{model._meta.model_name}.{name}"}
    }

    assert fields
    assert short == []
    assert without_example == set()


@pytest.mark.parametrize("desk", desks(), ids=str)
def test_long_texts_are_previewed_and_short_ones_counted(desk, request_of_chief):
    for name, model, field in asked_fields(desk, request_of_chief):
        if name in TECHNICAL:
            continue
        db_field = model._meta.get_field(name)
        is_short = type(db_field) is models.CharField and not db_field.choices
        assert isinstance(field.widget, PreviewedTextarea) == (type(db_field) is models.TextField), name
        assert isinstance(field.widget, CountedInput | CountedTextarea) == is_short, name
        if is_short:
            assert f"At most {db_field.max_length} characters." in str(field.help_text)


def test_the_browser_cuts_nothing_off(admin_client):
    page = admin_client.get(reverse("admin:comparisons_verdict_add")).content.decode()

    summary = re.search(r'<textarea name="summary"[^>]*>', page)[0]
    assert 'data-character-limit="160"' in summary
    assert "maxlength" not in summary


def test_what_is_too_long_is_said_and_kept(admin_client):
    claim = factories.create_claim()
    address = reverse("admin:comparisons_claim_change", args=[claim.pk])
    long = "a" * 161

    response = admin_client.post(address, {"statement": long, "version_read": claim.version})

    form = response.context["adminform"].form
    assert form.errors["statement"] == ["Ensure this value has at most 160 characters (it has 161)."]
    assert form["statement"].value() == long


def test_spaces_and_line_breaks_of_a_sentence_do_not_count(admin_client):
    claim = factories.create_claim()
    address = reverse("admin:comparisons_claim_change", args=[claim.pk])

    response = admin_client.post(
        address, {"statement": f"  {'a' * 80}\r\n  {'b' * 79}  ", "version_read": claim.version}
    )

    assert "statement" not in response.context["adminform"].form.errors


# What a browser makes of a line break


@pytest.mark.parametrize("sent", ["a\nb", "a\r\nb", "a\rb", "\r\na\r\nb\r\n"])
def test_every_line_break_is_one_character(sent):
    assert LongTextField(max_length=3).clean(sent) == "a\nb"


@pytest.mark.parametrize("stored", ["a\n\nb", "a\r\n\r\nb", "a\r\rb", " a\n\nb\n"])
@pytest.mark.parametrize("field", [LongTextField(), SentenceField()])
def test_a_text_that_comes_back_from_a_browser_has_not_changed(field, stored):
    assert not field.has_changed(stored, "a\r\n\r\nb")
    assert field.has_changed(stored, "a\r\n\r\nc")


@pytest.mark.parametrize("create", [create for create in DESKS if long_texts(model_of(create))])
def test_a_form_that_is_saved_as_it_was_opened_changes_no_text(create, admin_client):
    text = "One.\n\n- two\n- three"
    # What was checked has a day.
    others = {"checked_on": "2026-01-02"} if create is factories.create_verdict else {}
    row = create(**dict.fromkeys(long_texts(model_of(create)), text), **others)
    page = address(create, "change", row.pk)

    response = admin_client.post(page, shown_values(admin_client.get(page)))

    assert response.status_code == 302
    row.refresh_from_db()
    assert {getattr(row, name) for name in long_texts(model_of(create))} == {text}
    assert LogEntry.objects.get().get_change_message() == "No fields changed."


def test_a_row_beneath_a_form_is_not_saved_for_its_line_breaks(admin_client):
    answer = factories.create_answer(explanation="One.\n\nTwo.")
    page = address(factories.create_question, "change", answer.question_id)

    admin_client.post(page, shown_values(admin_client.get(page)) | {"why": "It decides much."})

    assert LogEntry.objects.get().get_change_message() == "Changed Why we ask."
    assert answer.history.count() == 1
