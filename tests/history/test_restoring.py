"""What was deleted comes back exactly, with all that the same deletion took along."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.catalogue.rows import to_plain
from comparisons.choices import ExtensionStatus, PublicationState
from comparisons.history.restoring import deleted, plan_restoration, restore
from comparisons.history.writing import CannotPutBack
from comparisons.models import (
    Answer,
    Claim,
    Criterion,
    Effect,
    Extension,
    Framework,
    NotableUser,
    Question,
    Release,
    Requirement,
    Scenario,
    Source,
    Verdict,
)
from comparisons.models.history import one_change
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
    create_requirement,
    create_scenario,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db

MODELS = [Framework, Criterion, Verdict, Extension, NotableUser, Claim, Release, Question, Answer, Effect]
MODELS += [Requirement, Scenario, Source]


def everything():
    return {
        model: [(row.pk, plain) for row, plain in zip(rows, to_plain(rows), strict=True)]
        for model in MODELS
        if (rows := list(model._base_manager.order_by("pk"))) is not None
    }


def brought_back(model, *, may_publish=True):
    return restore(deleted(model).first(), may_publish=may_publish, reason="restored")


def test_a_verdict_comes_back_with_its_sources_and_its_extensions():
    verdict = create_verdict()
    verdict.extensions.set([create_extension()])
    create_source(verdict=verdict)
    create_source(verdict=verdict)
    as_it_was = everything()

    verdict.delete()
    brought_back(Verdict)

    assert everything() == as_it_was


@pytest.mark.parametrize("as_one", [True, False])
def test_a_framework_comes_back_with_all_that_hung_on_it(as_one):
    framework = create_framework()
    create_source(verdict=create_verdict(framework=framework))
    create_source(notable_user=create_notable_user(framework=framework))
    create_source(release=create_release(framework=framework))
    create_extension().frameworks.add(framework)
    create_claim().frameworks.add(framework)
    as_it_was = everything()

    if as_one:
        with one_change():
            framework.delete()
    else:
        Framework.objects.filter(pk=framework.pk).delete()
    brought_back(Framework)

    assert everything() == as_it_was


def test_a_question_comes_back_with_its_answers_and_what_they_do():
    question = create_question()
    answer, other = create_answer(question=question), create_answer(question=question)
    answer.contradicts.add(other)
    create_answer().contradicts.add(answer)
    create_effect(answer=answer)
    create_requirement(answer=other)
    create_scenario(answers=[answer])
    as_it_was = everything()

    question.delete()
    brought_back(Question)

    assert everything() == as_it_was


def test_an_extension_is_named_again_by_those_that_named_it():
    extension = create_extension()
    create_verdict().extensions.add(extension)
    create_extension(status=ExtensionStatus.ABANDONED, replaced_by=extension)
    as_it_was = everything()

    extension.delete()
    brought_back(Extension)

    assert everything() == as_it_was


def test_two_that_went_in_one_action_come_back_one_by_one():
    verdict = create_verdict()
    extensions = [create_extension(), create_extension()]
    verdict.extensions.set(extensions)
    as_it_was = everything()

    with one_change():
        Extension.objects.filter(pk__in=[extension.pk for extension in extensions]).delete()
    brought_back(Extension)
    brought_back(Extension)

    assert everything() == as_it_was


def test_what_was_deleted_earlier_stays_away():
    verdict = create_verdict()
    source = create_source(verdict=verdict)
    source.delete()
    as_it_was = everything()

    verdict.delete()
    brought_back(Verdict)

    assert everything() == as_it_was


def test_the_version_goes_on():
    verdict = create_verdict()
    verdict.save()

    verdict.delete()

    assert brought_back(Verdict).version == 3


def test_it_is_recorded_as_a_new_change_with_its_reason():
    key = create_verdict().pk
    Verdict.objects.get(pk=key).delete()

    brought_back(Verdict)

    newest = Verdict.history.filter(id=key).order_by("-history_id").first()
    assert (newest.history_type, newest.history_change_reason) == ("+", "restored")


def test_the_list_has_each_gone_row_once_last_deleted_first():
    first, second, back = create_framework(), create_framework(), create_framework()
    keys = first.pk, second.pk
    for row in (first, back, second):
        row.delete()
    restore(deleted(Framework).get(name=back.name), may_publish=True, reason="")

    assert [record.id for record in deleted(Framework)] == [keys[1], keys[0]]


def test_what_is_gone_by_now_is_named_and_left_out():
    verdict, extension = create_verdict(), create_extension()
    verdict.extensions.set([extension])
    key = extension.pk
    verdict.delete()
    extension.delete()

    plan = plan_restoration(deleted(Verdict).first())
    restored = brought_back(Verdict)

    assert [lost.key for lost in plan.missing] == [key]
    assert list(restored.extensions.all()) == []


def test_what_hung_on_something_that_is_gone_by_now_is_left_out():
    framework, criterion = create_framework(), create_criterion()
    create_verdict(framework=framework, criterion=criterion)
    kept = create_verdict(framework=framework).pk
    framework.delete()
    criterion.delete()

    plan = plan_restoration(deleted(Framework).first())
    brought_back(Framework)

    assert [state.model for state in plan.left_out] == [Verdict]
    assert list(Verdict.objects.values_list("pk", flat=True)) == [kept]


def test_a_source_of_a_deleted_verdict_does_not_come_back_alone():
    create_source().verdict.delete()

    with pytest.raises(CannotPutBack) as refusal:
        brought_back(Source)

    assert "verdict" in " ".join(refusal.value.reasons)
    assert not Source.objects.exists()


def test_a_place_that_was_taken_in_the_meantime_is_named_and_nothing_is_written():
    verdict = create_verdict()
    cell = {"framework": verdict.framework, "criterion": verdict.criterion}
    create_source(verdict=verdict)
    verdict.delete()
    create_verdict(**cell)

    with pytest.raises(CannotPutBack) as refusal:
        brought_back(Verdict)

    assert "This framework already has a verdict on this criterion" in " ".join(refusal.value.reasons)
    assert not Source.objects.exists()


def test_twice_is_refused():
    create_verdict().delete()
    record = deleted(Verdict).first()
    restore(record, may_publish=True, reason="")

    with pytest.raises(CannotPutBack):
        restore(record, may_publish=True, reason="")


def test_who_may_not_publish_gets_drafts():
    framework = create_framework()
    create_verdict(framework=framework)
    framework.delete()

    brought_back(Framework, may_publish=False)

    assert {row.state for row in [*Framework.objects.all(), *Verdict.objects.all()]} == {PublicationState.DRAFT}


def test_who_may_not_publish_does_not_touch_the_published_rows_that_named_it():
    verdict, extension = create_verdict(), create_extension()
    verdict.extensions.set([extension])
    extension.delete()

    brought_back(Extension, may_publish=False)

    assert list(verdict.extensions.all()) == []


def test_two_that_named_each_other_and_went_together_name_each_other_again():
    first, second = (create_extension(status=ExtensionStatus.ABANDONED) for _number in range(2))
    for row, other in ((first, second), (second, first)):
        row.replaced_by = other
        row.save()
    as_it_was = everything()

    Extension.objects.filter(pk__in=[first.pk, second.pk]).delete()
    plan = plan_restoration(deleted(Extension).first())
    brought_back(Extension)
    brought_back(Extension)

    assert len(plan.states) == len(plan.missing) == 1
    assert everything() == as_it_was


def test_what_named_it_and_was_deleted_along_by_chance_stays_away():
    user = create_notable_user()
    claim = create_claim(notable_user=user)
    with one_change():
        claim.delete()
        user.delete()

    brought_back(NotableUser)

    assert not Claim.objects.exists()


def test_it_does_not_take_the_place_of_what_was_named_instead():
    replaced, other = create_extension(), create_extension()
    abandoned = create_extension(status=ExtensionStatus.ABANDONED, replaced_by=replaced)
    replaced.delete()
    abandoned.refresh_from_db()
    abandoned.replaced_by = other
    abandoned.save()

    plan = plan_restoration(deleted(Extension).first())
    brought_back(Extension)

    abandoned.refresh_from_db()
    assert (plan.named_by, abandoned.replaced_by) == ((), other)


def abandoned_and_its_deleted_successor():
    successor = create_extension()
    abandoned = create_extension(status=ExtensionStatus.ABANDONED, replaced_by=successor)
    successor.delete()
    abandoned.refresh_from_db()
    return abandoned


def test_one_that_cannot_name_it_any_more_keeps_nothing_from_coming_back():
    other = abandoned_and_its_deleted_successor()
    other.status = ExtensionStatus.ACTIVE
    other.save()

    plan = plan_restoration(deleted(Extension).first())
    restored = brought_back(Extension)

    (named,) = plan.named_by
    other.refresh_from_db()
    assert named.refusals == ("Only an abandoned extension names what replaced it.",)
    assert (other.replaced_by, other.version, restored.replaces.count()) == (None, 2, 0)


def test_what_else_a_draft_lacks_does_not_keep_it_from_naming_again():
    user = create_notable_user()
    claim = create_claim(notable_user=user, state=PublicationState.DRAFT, explanation="")
    user.delete()

    restored = brought_back(NotableUser)

    claim.refresh_from_db()
    assert claim.notable_user == restored


def test_the_plan_knows_who_will_name_it_again_by_whose_right():
    extension = create_extension()
    published, draft = create_verdict(), create_verdict(state=PublicationState.DRAFT)
    for verdict in (published, draft):
        verdict.extensions.add(extension)
    extension.delete()

    plan = plan_restoration(deleted(Extension).first())

    by_right = [
        {named.key for named in plan.named_by if named.will_name(may_publish=may_publish)}
        for may_publish in (True, False)
    ]
    assert by_right == [{published.pk, draft.pk}, {draft.pk}]


def test_many_that_named_it_cost_no_more_queries():
    def queries_with(number):
        extension = create_extension()
        for verdict in [create_verdict() for _number in range(number)]:
            verdict.extensions.add(extension)
        extension.delete()
        record = deleted(Extension).first()
        with CaptureQueriesContext(connection) as queries:
            assert len(plan_restoration(record).named_by) == number
        return len(queries)

    assert queries_with(2) == queries_with(6)
