"""The command for cron: it records what became visible by itself, once, whoever else records at that moment."""

import re
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from comparisons.catalogue.published_state import published_state
from comparisons.catalogue.revisions import record_revision
from comparisons.models import ContentChange, Framework, PublishedThing, Revision, Verdict
from tests.factories import create_criterion, create_framework, create_verdict

BEFORE = datetime(2026, 12, 1, 8, 59, tzinfo=UTC)
NINE = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
DOCUMENTED_IN = ("README.md", "docs/editing.md")


def said(*arguments, **options):
    out = StringIO()
    call_command("record_revision", *arguments, stdout=out, **options)
    return out.getvalue()


@pytest.fixture
def scheduled(db, clock):
    """A verdict that is seen from nine on, recorded for the last time a minute before."""
    clock.stands_at(BEFORE)
    verdict = create_verdict(
        framework=create_framework(slug="flask"), criterion=create_criterion(slug="orm"), publish_at=NINE
    )
    record_revision()
    return verdict


def test_nothing_is_recorded_before_the_time_has_come(scheduled):
    assert said() == "Nothing to record.\n"
    assert Revision.objects.current_number() == 1


def test_what_became_visible_by_itself_is_a_revision_and_stands_among_the_changes(scheduled, clock, client):
    clock.stands_at(NINE)

    assert said() == "Revision 2: 1 published.\n"

    change = ContentChange.objects.get(revision__number=2)
    assert (change.action, change.model, change.key) == ("published", "verdict", "flask/orm")
    assert "Flask · Orm" in client.get("/changes/").content.decode()
    assert "Flask · Orm" in client.get("/changes/feed/").content.decode()


def test_a_second_run_records_nothing(scheduled, clock):
    clock.stands_at(NINE)
    said()

    assert said() == "Nothing to record.\n"
    assert Revision.objects.current_number() == 2


def test_what_was_written_past_the_desk_is_recorded_too(scheduled, clock):
    Framework.objects.update(tagline="Written by SQL.")
    clock.stands_at(NINE)

    assert said() == "Revision 2: 1 published, 1 changed.\n"


def test_what_went_is_told(scheduled):
    Framework.objects.update(state="archived")

    assert said() == "Revision 2: 1 withdrawn.\n"


def test_another_order_is_told_as_such(scheduled):
    Framework.objects.update(position=7)

    assert said() == "Revision 2: only the order changed.\n"


@pytest.mark.django_db
def test_the_first_record_is_told_as_such():
    create_framework()

    assert said() == "Revision 1: first record, 1 published.\n"


def test_it_is_silent_for_cron(scheduled, clock):
    clock.stands_at(NINE)

    assert said(verbosity=0) == ""
    assert Revision.objects.current_number() == 2


@pytest.mark.parametrize("document", DOCUMENTED_IN)
def test_the_command_runs_as_it_is_documented(document, scheduled, clock):
    text = (Path(settings.BASE_DIR) / document).read_text(encoding="utf-8")
    (arguments,) = set(
        re.findall(r"cd /srv/framewise && \.venv/bin/python manage\.py record_revision([^`\n]*)", text)
    )
    clock.stands_at(NINE)

    said(*arguments.split())

    assert Revision.objects.current_number() == 2


def numbers():
    return list(Revision.objects.order_by("number").values_list("number", flat=True))


def recorded():
    return {(thing.key, thing.title): thing.content for thing in PublishedThing.objects.all()}


def seen():
    return {(thing.key, thing.title): thing.content for thing in published_state()}


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_one_moment_record_it_once(scheduled, clock, apart):
    clock.stands_at(NINE)

    answers = apart.at_one_moment(said, said)

    assert sorted(answers) == ["Nothing to record.\n", "Revision 2: 1 published.\n"]
    assert apart.then(numbers) == [1, 2]


@pytest.mark.django_db(transaction=True)
def test_two_first_runs_at_one_moment_record_it_once(apart):
    create_framework()

    answers = apart.at_one_moment(said, said)

    assert sorted(answers) == ["Nothing to record.\n", "Revision 1: first record, 1 published.\n"]
    assert apart.then(numbers) == [1]


@pytest.mark.django_db(transaction=True)
def test_a_save_of_an_editor_at_the_same_moment_is_recorded_too(scheduled, clock, apart):
    other = create_verdict(framework=scheduled.framework, criterion=create_criterion(slug="admin"), rating=2)
    record_revision()
    clock.stands_at(NINE)

    def save():
        row = Verdict.objects.get(pk=other.pk)
        row.rating = 5
        row.save()
        # As the desk does after each save.
        record_revision()

    apart.at_one_moment(said, save)

    keys = apart.then(lambda: set(ContentChange.objects.filter(revision__number__gt=2).values_list("key", flat=True)))
    assert keys == {"flask/orm", "flask/admin"}
    assert apart.then(numbers) in ([1, 2, 3], [1, 2, 3, 4])
    assert apart.then(recorded) == apart.then(seen)
