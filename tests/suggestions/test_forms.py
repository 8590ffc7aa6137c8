"""The form: what each protection refuses, and that the words come back without what cannot be shown."""

import pytest
from django.utils.functional import Promise

from comparisons.suggestions.forms import FORMS, MOST_LINKS
from comparisons.suggestions.subjects import subject_of
from tests.factories import create_claim, create_framework, create_notable_user, create_verdict
from tests.suggestions.sending import note, typed

pytestmark = pytest.mark.django_db


def form_about(row, **fields):
    subject = subject_of(type(row))
    return FORMS[subject.kind](typed(row, **fields), row=row, key=subject.key_of(row))


def codes(form):
    return {error.code for errors in form.errors.as_data().values() for error in errors}


@pytest.mark.parametrize("create", [create_verdict, create_notable_user, create_claim])
def test_two_texts_are_enough(create):
    row = create()
    form = form_about(row)

    assert form.is_valid(), form.errors
    suggestion = form.suggestion()
    assert (suggestion.title, suggestion.proposed_rating, suggestion.proposed_words) == (str(row), None, "")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"what_is_wrong": ""}, {"required"}),
        ({"how_they_know": "   "}, {"required"}),
        ({"what_is_wrong": "wrong"}, {"min_length"}),
        ({"how_they_know": "x" * 2001}, {"max_length"}),
        ({"proposed_words": "x" * 161}, {"max_length"}),
        ({"what_is_wrong": "There is a NUL \x00 in this."}, {"unreadable"}),
        ({"what_is_wrong": "There is an escape \x1b[31m in this."}, {"unreadable"}),
        ({"how_they_know": "This is \u202eturned round."}, {"unreadable"}),
        ({"homepage": "https://spam.example/"}, {"trapped"}),
        ({"note": ""}, {"forged"}),
        ({"note": "nonsense\x00"}, {"null_characters_not_allowed", "forged"}),
        ({"proposed_support": "magic"}, {"invalid_choice"}),
        ({"proposed_rating": "6"}, {"invalid_choice"}),
        ({"proposed_rating": "٣"}, {"invalid_choice"}),
    ],
)
def test_what_a_form_may_not_hold_is_named(fields, expected):
    assert codes(form_about(create_verdict(), **fields)) == expected


@pytest.mark.parametrize("form", FORMS.values())
def test_every_choice_is_put_into_words_when_it_is_shown(form):
    labels = [label for field in form.base_fields.values() for _, label in getattr(field, "choices", ())]

    assert labels
    assert [label for label in labels if not isinstance(label, Promise)] == []


@pytest.mark.parametrize(("seconds_ago", "expected"), [(0, "too_soon"), (90_000, "too_late")])
def test_a_form_is_sent_neither_at_once_nor_a_day_later(seconds_ago, expected):
    row = create_verdict()
    about = f"verdict/{row.framework.slug}/{row.criterion.slug}"

    assert codes(form_about(row, note=note(about, seconds_ago=seconds_ago))) == {expected}


def test_a_note_of_another_statement_does_not_serve():
    assert codes(form_about(create_verdict(), note=note("verdict/other/other"))) == {"forged"}


def test_links_are_counted_over_all_texts():
    link = "see https://a.example/ "
    few = form_about(create_verdict(), what_is_wrong=link * 3, how_they_know=link * (MOST_LINKS - 3))
    many = form_about(
        create_verdict(), what_is_wrong=link * 3, how_they_know=link * (MOST_LINKS - 3) + "WWW.b.example"
    )

    assert few.is_valid()
    assert codes(many) == {"links"}


def test_a_line_break_counts_once_as_in_the_browser():
    row = create_verdict()
    form = form_about(row, what_is_wrong="wrong line\r\n" * 181 + "x" * 9)

    assert form.is_valid(), form.errors
    assert len(form.cleaned_data["what_is_wrong"]) == 2000


def test_ordinary_text_of_any_language_passes():
    row = create_verdict()

    assert form_about(row, what_is_wrong="Tab\there,\nline, emoji 👩‍💻, नमस्ते, می‌خواهم").is_valid()


def test_what_cannot_be_shown_is_taken_out_of_what_comes_back():
    form = form_about(create_verdict(), what_is_wrong="Before\x00 and \u202eafter.")

    assert form["what_is_wrong"].value() == "Before and after."


def test_proposals_become_values_and_what_stands_there_already_is_none():
    row = create_verdict(rating=3, support="built_in")

    changed = form_about(row, proposed_rating="0", proposed_support="none", proposed_words="So it is.")
    same = form_about(row, proposed_rating="3", proposed_support="built_in", proposed_words=row.summary)

    assert changed.is_valid() and same.is_valid()
    suggestion = changed.suggestion()
    assert (suggestion.proposed_rating, suggestion.proposed_support) == (0, "none")
    assert subject_of(type(row)).proposed_values(suggestion) == {
        "support": "none",
        "rating": 0,
        "summary": "So it is.",
    }
    assert subject_of(type(row)).proposed_values(same.suggestion()) == {}


@pytest.mark.parametrize(("create", "status"), [(create_notable_user, "disputed"), (create_claim, "outdated")])
def test_users_and_claims_have_a_status_of_their_own(create, status):
    row = create()
    form = form_about(row, proposed_status=status, proposed_words="What holds is this.")

    assert form.is_valid(), form.errors
    values = subject_of(type(row)).proposed_values(form.suggestion())
    assert values["status"] == status
    assert "What holds is this." in values.values()
    assert codes(form_about(create(), proposed_status="past-bearing")) == {"invalid_choice"}


def test_the_longest_title_fits():
    row = create_verdict(framework=create_framework(name="N" * 40))

    form = form_about(row)

    assert form.is_valid()
    form.suggestion().full_clean(exclude=["words_digest"])
