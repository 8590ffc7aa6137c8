"""Renaming: suggestions follow the slug of what they are about, wherever that is saved, and at no cost elsewhere."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons.choices import SuggestionState
from comparisons.history.reverting import plan_reversion, revert
from comparisons.models import Claim, Framework, Suggestion
from comparisons.models.editing import LostUpdate
from comparisons.suggestions.subjects import subject_of
from tests.admin.forms import shown_values
from tests.admin.roles import editor, publisher
from tests.factories import (
    create_claim,
    create_criterion,
    create_framework,
    create_notable_user,
    create_suggestion,
    create_verdict,
)
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def renamed(row, slug="renamed"):
    row.slug = slug
    row.save()


def about(row):
    """The suggestions that the row's own page shows."""
    subject = subject_of(type(row))
    fresh = type(row).objects.get(pk=row.pk)
    return set(Suggestion.objects.about(subject.kind, subject.key_of(fresh)))


@pytest.mark.parametrize("create", [create_claim, create_notable_user])
def test_a_suggestion_follows_the_slug_of_its_row_be_it_decided_or_not(create):
    row, other = create(), create()
    waiting, declined, elsewhere = (create_suggestion(about=each) for each in (row, row, other))
    Suggestion.objects.decide(declined.pk, SuggestionState.DECLINED, by=None, reason="It is not so.")

    renamed(row)

    assert about(row) == {waiting, declined}
    assert about(other) == {elsewhere}


def test_a_suggestion_follows_the_slugs_of_its_framework_and_its_criterion():
    # Each slug stands inside of another, and at the other place of a key too.
    flask, flask_orm = create_framework(slug="flask"), create_framework(slug="flask-orm")
    orm, named_flask = create_criterion(slug="orm"), create_criterion(slug="flask")
    verdicts = [
        create_verdict(framework=framework, criterion=criterion)
        for framework in (flask, flask_orm)
        for criterion in (orm, named_flask)
    ]
    claim = create_claim(slug="flask")
    suggestions = {row: create_suggestion(about=row) for row in [*verdicts, claim]}

    renamed(flask, "quart")
    renamed(orm, "mapper")

    assert all(about(row) == {suggestion} for row, suggestion in suggestions.items())
    assert sorted(Suggestion.objects.filter(kind="verdict").values_list("key", flat=True)) == [
        "flask-orm/flask",
        "flask-orm/mapper",
        "quart/flask",
        "quart/mapper",
    ]


def test_an_editor_who_renames_a_draft_in_its_form_finds_the_suggestion_beside_it():
    claim = create_claim(state="draft")
    suggestion = create_suggestion(about=claim)
    client = editor()
    page = reverse("admin:comparisons_claim_change", args=[claim.pk])

    client.post(page, shown_values(client.get(page)) | {"slug": "renamed"})

    suggestion.refresh_from_db()
    assert suggestion.key == "renamed"
    assert "Suggestions waiting (1)" in text_of(client.get(page))
    own_page = client.get(reverse("admin:comparisons_suggestion_change", args=[suggestion.pk]))
    assert "not there any more" not in text_of(own_page)


def test_a_reversion_to_an_earlier_slug_takes_the_suggestion_along():
    claim = create_claim(state="draft", slug="first")
    moment = claim.history.latest().history_date
    renamed(claim, "second")
    suggestion = create_suggestion(about=claim)
    plan = plan_reversion(claim, moment)

    revert(claim, moment, digest=plan.digest, reason="")

    suggestion.refresh_from_db()
    assert suggestion.key == "first"


def test_a_preview_of_another_slug_moves_nothing():
    claim = create_claim(state="draft")
    suggestion = create_suggestion(about=claim)
    client = publisher()
    page = reverse("admin:comparisons_claim_change", args=[claim.pk])

    client.post(page, shown_values(client.get(page)) | {"slug": "renamed", "_preview": "1"})

    assert about(claim) == {suggestion}


def test_a_save_that_is_refused_moves_nothing():
    claim = create_claim()
    suggestion = create_suggestion(about=claim)
    stale = Claim.objects.get()
    claim.save()

    with pytest.raises(LostUpdate), transaction.atomic():
        renamed(stale)

    assert about(claim) == {suggestion}


def test_a_save_of_other_columns_moves_nothing():
    claim = create_claim()
    suggestion = create_suggestion(about=claim)

    claim.slug = "renamed"
    claim.save(update_fields=["explanation"])

    assert about(claim) == {suggestion}


def test_a_copy_that_was_fetched_again_takes_no_others_suggestions():
    claim = create_claim(slug="before")
    copy = Claim.objects.get()
    renamed(claim, "after")
    successor = create_claim(slug="before")
    suggestion = create_suggestion(about=successor)

    copy.refresh_from_db()
    copy.save()

    assert about(successor) == {suggestion}


def test_two_that_change_their_slugs_keep_their_own_suggestions():
    first, second = create_claim(slug="first"), create_claim(slug="second")
    of_first, of_second = create_suggestion(about=first), create_suggestion(about=second)

    renamed(first, "between")
    renamed(second, "first")
    renamed(first, "second")

    assert (about(first), about(second)) == ({of_first}, {of_second})


def test_a_row_of_which_the_slug_was_not_fetched_is_saved_as_ever():
    framework = create_framework(slug="flask")
    suggestion = create_suggestion(about=create_verdict(framework=framework))

    row = Framework.objects.only("name", "version").get()
    row.name = "Other"
    row.save()

    suggestion.refresh_from_db()
    assert suggestion.key.startswith("flask/")


@pytest.mark.parametrize("create", [create_framework, create_criterion, create_notable_user, create_claim])
def test_a_save_that_leaves_the_slug_asks_nothing_of_suggestions(create):
    row = create()
    create_suggestion()
    copy = type(row).objects.get(pk=row.pk)

    with CaptureQueriesContext(connection) as captured:
        copy.save()
        create()

    queries = [query["sql"] for query in captured]
    assert not any("comparisons_suggestion" in sql for sql in queries)
    assert not any(sql.startswith("SELECT") and "slug" in sql.partition(" FROM ")[0] for sql in queries)


@pytest.mark.parametrize("number", [1, 7])
def test_a_change_of_a_slug_asks_once_for_the_suggestions_however_many_there_are(number):
    claim = create_claim()
    for _number in range(number):
        create_suggestion(about=claim)

    with CaptureQueriesContext(connection) as captured:
        renamed(claim)

    asked = [query["sql"] for query in captured if query["sql"].startswith("SELECT")]
    assert len([sql for sql in asked if "comparisons_suggestion" in sql]) == 1
