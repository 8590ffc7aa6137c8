"""The record of edits is complete: every way of writing leaves a record, with its user and its reason."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from simple_history.middleware import _context_manager

from comparisons.choices import ExtensionStatus
from comparisons.models import Extension, Verdict
from comparisons.models.history import EditHistory, one_change
from tests.factories import (
    create_answer,
    create_claim,
    create_extension,
    create_framework,
    create_notable_user,
    create_scenario,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db


def types(row):
    return [record.history_type for record in row.history.order_by("history_id")]


def linked(record, relation):
    field = record.instance_type._meta.get_field(relation)
    return sorted(getattr(record, relation).values_list(field.m2m_reverse_name(), flat=True))


def newest(row):
    return row.history.order_by("-history_id").first()


def test_a_plain_save_is_recorded():
    framework = create_framework()

    framework.save()

    assert types(framework) == ["+", "~"]


def test_all_that_is_written_as_one_change_has_one_moment_and_one_reason():
    with one_change("Flask 3.1 came out"):
        verdict, source = create_verdict(), create_source()
        source.delete()

    records = [newest(verdict), *source.history.model.objects.filter(id=source.history.model.objects.first().id)]
    assert len({record.history_date for record in records}) == 1
    assert {record.history_change_reason for record in records} == {"Flask 3.1 came out"}


def test_a_part_of_a_change_gives_its_own_reason():
    with one_change("outer"):
        outer = create_framework()
        with one_change("inner"):
            inner = create_framework()

    assert [newest(row).history_change_reason for row in (outer, inner)] == ["outer", "inner"]
    assert newest(outer).history_date == newest(inner).history_date


def test_a_row_brings_its_own_reason():
    framework = create_framework()
    framework._change_reason = "its own"

    with one_change("of the change"):
        framework.save()

    assert newest(framework).history_change_reason == "its own"


def test_relations_that_are_set_after_the_save_belong_to_the_same_record():
    verdict, extension = create_verdict(), create_extension()

    with one_change():
        verdict.save()
        verdict.extensions.set([extension])

    assert types(verdict) == ["+", "~"]
    assert linked(newest(verdict), "extensions") == [extension.pk]


def test_relations_that_are_set_without_a_save_make_a_record():
    verdict, extension = create_verdict(), create_extension()

    verdict.extensions.set([extension])

    assert types(verdict) == ["+", "~"]
    assert linked(newest(verdict), "extensions") == [extension.pk]


@pytest.mark.parametrize("clear", [True, False])
def test_relations_that_are_set_from_their_other_end_are_recorded_where_they_belong(clear):
    verdict, extension = create_verdict(), create_extension()
    of_extension = types(extension)

    extension.verdicts.add(verdict)
    named = linked(newest(verdict), "extensions")
    if clear:
        extension.verdicts.clear()
    else:
        extension.verdicts.remove(verdict)

    assert (named, linked(newest(verdict), "extensions")) == ([extension.pk], [])
    assert (types(verdict), types(extension)) == (["+", "~", "~"], of_extension)


def test_a_relation_that_holds_in_both_directions_is_recorded_at_both_ends():
    one, other = create_answer(), create_answer()

    one.contradicts.add(other)
    one.contradicts.clear()

    assert types(one) == types(other) == ["+", "~", "~"]


def test_a_deletion_is_recorded_with_what_it_takes_along_and_with_the_relations_that_were():
    extension = create_extension()
    verdict = create_verdict()
    source = create_source(verdict=verdict)
    verdict.extensions.add(extension)
    framework = verdict.framework
    records = [Verdict.history.model, source.history.model]
    keys = verdict.pk, source.pk

    framework.delete()

    of_verdict, of_source = (
        model.objects.get(id=key, history_type="-") for model, key in zip(records, keys, strict=True)
    )
    assert of_verdict.history_date == of_source.history_date
    assert linked(of_verdict, "extensions") == [extension.pk]


def test_who_loses_a_relation_because_something_was_deleted_has_it_recorded():
    extension, replaced = create_extension(), create_extension(status=ExtensionStatus.ABANDONED)
    verdict, claim = create_verdict(), create_claim(notable_user=create_notable_user())
    verdict.extensions.add(extension)
    replaced.replaced_by = extension
    replaced.save()

    with one_change("it never existed"):
        extension.delete()
        claim.notable_user.delete()

    assert linked(newest(verdict), "extensions") == []
    assert newest(replaced).replaced_by_id is None
    assert newest(claim).notable_user_id is None
    assert {newest(row).history_change_reason for row in (verdict, replaced, claim)} == {"it never existed"}


def test_the_answers_of_a_scenario_that_a_deletion_took_are_recorded():
    answer, scenario = create_answer(), create_scenario()
    scenario.answers.add(answer)

    key = answer.pk
    answer.question.delete()

    assert key not in linked(newest(scenario), "answers")


def test_gathered_records_are_the_same_as_those_written_one_by_one():
    extension = create_extension()
    with one_change("load", gathered=True):
        verdict = create_verdict()
        verdict.extensions.set([extension])
        gone = create_framework()
        key = gone.pk
        gone.delete()

    assert types(verdict) == ["+"]
    assert linked(newest(verdict), "extensions") == [extension.pk]
    gone_records = gone.history.model.objects.filter(id=key).order_by("history_id")
    assert [record.history_type for record in gone_records] == ["+", "-"]
    assert {record.history_change_reason for record in gone_records} == {"load"}


def test_gathered_records_are_not_written_when_it_fails():
    with pytest.raises(RuntimeError), one_change(gathered=True):
        create_framework()
        raise RuntimeError("the disk is full")

    assert create_framework().history.model.objects.count() == 1


@pytest.mark.walk
def test_a_load_records_each_row_once_with_its_reason():
    before = timezone.now()

    call_command("load_catalogue", verbosity=0)

    for model, kept in EditHistory.of_model.items():
        records = kept.record_model.objects.filter(history_date__gte=before)
        assert set(records.values_list("history_change_reason", flat=True)) <= {"load_catalogue"}
        assert set(records.values_list("id", flat=True)) == set(model._base_manager.values_list("pk", flat=True))
    extension = Extension.objects.filter(frameworks__isnull=False).first()
    assert types(extension) == ["+"]
    assert linked(newest(extension), "frameworks") == sorted(extension.frameworks.values_list("pk", flat=True))


def test_a_request_is_one_change_by_itself(rf):
    with _context_manager(rf.post("/")):
        framework, verdict = create_framework(), create_verdict()
    other = create_framework()

    moments = [newest(row).history_date for row in (framework, verdict, other)]
    assert moments[0] == moments[1] != moments[2]


def test_a_load_within_a_request_belongs_to_its_change(rf):
    with _context_manager(rf.post("/")), one_change("import"):
        framework = create_framework()
        with one_change(gathered=True):
            verdict = create_verdict()

    assert newest(framework).history_date == newest(verdict).history_date
    assert newest(verdict).history_change_reason == "import"
