"""How sure editors are of a notable user was told of changes once; the migration takes it out of the record."""

from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection
from django.urls import reverse

from comparisons.catalogue.revisions import record_revision
from comparisons.models import ContentChange, PublishedThing
from tests import factories

pytestmark = pytest.mark.django_db
migration = import_module("comparisons.migrations.0012_confidence_in_users")


def take_out():
    # Within a test's transaction SQLite opens no schema editor; the migration asks it for the connection only.
    migration.take_out(apps, SimpleNamespace(connection=connection))


def test_the_confidence_in_a_user_is_taken_out_and_that_in_a_verdict_stays():
    user, verdict = factories.create_notable_user(), factories.create_verdict()
    record_revision()
    user.note = "Another note."
    user.save()
    change = record_revision().changes.get()
    for content in (change.before, change.after):
        content["confidence"] = "high"
    change.save()
    thing = PublishedThing.objects.get(model="notableuser")
    thing.content["confidence"] = "high"
    thing.save()

    take_out()

    change.refresh_from_db()
    assert change.after == {"note": "Another note."}
    assert "confidence" not in change.before
    assert "confidence" not in PublishedThing.objects.get(model="notableuser").content
    assert PublishedThing.objects.get(model="verdict").content["confidence"] == verdict.confidence


def test_a_change_of_the_confidence_alone_is_no_change_any_more(client):
    user = factories.create_notable_user(name="Apple Orchards")
    record_revision()
    user.note = "Another note."
    user.save()
    revision = record_revision()
    change = revision.changes.get()
    change.before, change.after = {"confidence": "high"}, {"confidence": "low"}
    change.save()

    take_out()

    pages = [client.get(reverse(f"comparisons:{name}")) for name in ("change_list", "change_feed")]
    assert not revision.changes.exists()
    assert [page.status_code for page in pages] == [200, 200]
    assert not any("Apple Orchards" in page.content.decode() for page in pages)


def test_a_user_that_was_published_is_told_without_its_confidence():
    factories.create_framework()
    record_revision()
    factories.create_notable_user()
    published = record_revision().changes.get(model="notableuser")
    published.after = {"confidence": "high"}
    published.save()

    take_out()

    published.refresh_from_db()
    assert (published.action, published.after) == ("published", {})


def test_nothing_is_recorded_after_it_and_nothing_when_only_the_confidence_changes():
    user = factories.create_notable_user(confidence="high")
    record_revision()

    take_out()
    user.confidence = "low"
    user.save()

    newest = record_revision()
    assert (
        not newest
        or not ContentChange.objects.filter(revision=newest, model="notableuser", action="changed").exists()
    )
