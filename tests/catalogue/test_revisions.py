"""The number that grows when visitors would see something else, and what it remembers."""

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from comparisons.catalogue.published_state import published_state
from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PublicationState
from comparisons.models import ContentChange, Framework, PublishedThing, Revision, Verdict
from tests.factories import (
    create_answer,
    create_claim,
    create_criterion,
    create_effect,
    create_extension,
    create_framework,
    create_notable_user,
    create_question,
    create_release,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def verdict():
    verdict = create_verdict(
        framework=create_framework(slug="flask"),
        criterion=create_criterion(slug="orm"),
        rating=3,
        support="third_party",
    )
    record_revision()
    return verdict


def test_the_first_revision_is_number_one_and_one_line_with_the_number_of_things(verdict):
    change = ContentChange.objects.get()

    assert Revision.objects.current_number() == 1
    assert (change.action, change.kind, change.model, change.before) == ("first", "", "", {})
    assert change.after == {"framework": 1, "category": 1, "criterion": 1, "verdict": 1}


def test_a_revision_of_nothing_has_no_line_and_what_comes_next_is_the_first():
    record_revision()
    assert ContentChange.objects.count() == 0

    create_framework()

    assert record_revision().changes.get().action == "first"


def test_saving_without_a_change_makes_no_revision(verdict):
    verdict.save()

    assert record_revision() is None


def test_a_new_rating_is_a_revision_that_remembers_the_old_one(verdict):
    verdict.rating = 4
    verdict.save()

    revision = record_revision()

    change = revision.changes.get()
    assert revision.number == 2
    assert (change.model, change.key, change.title) == ("verdict", "flask/orm", "Flask · Orm")
    # The support has not changed, but whoever takes the judgement back needs both.
    assert change.before == {"rating": 3, "support": "third_party"}
    assert change.after == {"rating": 4, "support": "third_party"}


def test_a_new_sentence_is_a_revision_without_a_change_of_judgement(verdict):
    verdict.summary = "Another sentence for the same rating."
    verdict.save()

    revision = record_revision()

    assert revision.number == 2
    assert revision.changes.get().after == {"summary": "Another sentence for the same rating."}
    assert ContentChange.objects.judgements_after(1) == []


def test_a_draft_moves_nothing(verdict):
    create_verdict(
        state=PublicationState.DRAFT, framework=verdict.framework, criterion=create_criterion(state="draft")
    )

    assert record_revision() is None


def test_the_sources_of_a_draft_move_nothing(verdict):
    draft = create_verdict(state=PublicationState.DRAFT, framework=verdict.framework, criterion=create_criterion())
    record_revision()

    create_source(verdict=draft)

    assert record_revision() is None


def test_making_a_draft_of_it_is_a_revision_that_says_not_known(verdict):
    verdict.state = PublicationState.DRAFT
    verdict.save()

    record_revision()

    (change,) = ContentChange.objects.judgements_after(1)
    assert (change.framework, change.criterion) == ("flask", "orm")
    assert (change.rating_before, change.rating_after, change.support_after) == (3, None, "")


def test_a_new_source_is_a_revision(verdict):
    create_source(verdict=verdict)

    assert record_revision().number == 2


def test_a_new_weight_in_the_quiz_changes_the_digest_of_the_quiz(verdict):
    effect = create_effect(answer=create_answer(question=create_question()), criterion=verdict.criterion, weight=1)
    before = record_revision()
    effect.weight = 3
    effect.save()

    after = record_revision()

    assert before.quiz_digest != after.quiz_digest


def test_the_record_adds_up_to_what_is_published(verdict):
    other = create_verdict(framework=verdict.framework, criterion=create_criterion(slug="admin"))
    record_revision()
    verdict.delete()
    other.rating = 1
    other.save()
    record_revision()

    recorded = {thing.key: (thing.title, thing.content) for thing in PublishedThing.objects.all()}
    assert recorded == {thing.key: (thing.title, thing.content) for thing in published_state()}


@pytest.mark.walk
def test_loading_the_catalogue_records_a_revision_once():
    call_command("load_catalogue", verbosity=0)
    call_command("load_catalogue", verbosity=0)

    assert Revision.objects.current_number() == 1
    assert ContentChange.objects.get().after["verdict"] == 516


def test_an_editors_save_in_the_admin_records_a_revision(admin_client, verdict):
    answer = admin_client.post(
        "/admin/comparisons/verdict/", {"action": "make_draft", "_selected_action": [verdict.pk], "index": 0}
    )

    assert answer.status_code == 302
    assert Revision.objects.current_number() == 2


def changes_of(revision):
    return [(change.action, change.model, change.key) for change in revision.changes.in_order()]


def test_a_change_by_update_or_by_plain_sql_is_caught_at_the_next_record(verdict):
    Verdict.objects.update(since="1.7")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE comparisons_framework SET tagline = 'Another line.' WHERE slug = 'flask'")

    assert changes_of(record_revision()) == [
        ("changed", "framework", "flask"),
        ("changed", "verdict", "flask/orm"),
    ]


def test_a_framework_that_becomes_a_draft_takes_with_it_what_hangs_on_it(verdict):
    create_notable_user(slug="river", framework=verdict.framework)
    create_release(framework=verdict.framework, series="3.1")
    record_revision()
    Framework.objects.update(state=PublicationState.DRAFT)

    revision = record_revision()

    assert {("withdrawn", "framework", "flask"), ("withdrawn", "release", "flask/3.1")} < set(changes_of(revision))
    assert {("withdrawn", "verdict", "flask/orm"), ("withdrawn", "notableuser", "river")} < set(changes_of(revision))


def test_another_order_is_a_revision_without_a_change(verdict):
    Framework.objects.update(position=7)

    revision = record_revision()

    assert (revision.number, changes_of(revision)) == (2, [])


def test_another_name_is_one_change_and_not_one_of_all_that_points_there(verdict):
    create_extension(frameworks=[verdict.framework])
    record_revision()
    Framework.objects.update(name="Flask 4")

    revision = record_revision()

    assert changes_of(revision) == [("changed", "framework", "flask")]
    assert PublishedThing.objects.get(model="verdict").title == "Flask 4 · Orm"


def test_a_change_knows_the_frameworks_that_it_speaks_of_before_and_after(verdict):
    django = create_framework(slug="django")
    claim = create_claim(slug="small", frameworks=[verdict.framework])
    record_revision()
    claim.frameworks.set([django])

    change = record_revision().changes.get()

    assert set(change.frameworks.values_list("slug", flat=True)) == {"flask", "django"}


def test_recording_costs_the_same_number_of_queries_however_much_there_is_and_changes(catalogue):
    record_revision()

    with CaptureQueriesContext(connection) as unchanged:
        record_revision()
    Verdict.objects.filter(pk=Verdict.objects.published().first().pk).update(rating=1, summary="One.")
    with CaptureQueriesContext(connection) as one_changed:
        record_revision()
    Verdict.objects.update(review_due_on="2098-01-01")
    with CaptureQueriesContext(connection) as all_changed:
        record_revision()

    assert len(unchanged) == 27
    assert len(one_changed) == 33
    # Many rows are written in a few batches.
    assert len(all_changed) < 60


@pytest.mark.django_db(transaction=True)
def test_two_who_record_at_one_moment_get_two_numbers(apart):
    framework = create_framework(slug="flask")
    for slug in ("orm", "admin"):
        create_verdict(framework=framework, criterion=create_criterion(slug=slug), rating=3)
    record_revision()

    def publish(slug):
        with transaction.atomic():
            Verdict.objects.filter(criterion__slug=slug).update(rating=5)
            return record_revision().number

    numbers = apart.at_one_moment(lambda: publish("orm"), lambda: publish("admin"))

    assert sorted(numbers) == [2, 3]
    keys = apart.then(lambda: sorted(ContentChange.objects.exclude(action="first").values_list("key", flat=True)))
    assert keys == ["flask/admin", "flask/orm"]
