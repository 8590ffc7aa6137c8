"""A row is made exactly what it was, with its parts; what does not fit today is said and nothing is written."""

import pytest

from comparisons.catalogue.rows import to_plain
from comparisons.choices import PublicationState
from comparisons.history.reverting import ChangedInBetween, plan_reversion, revert
from comparisons.history.writing import CannotPutBack
from comparisons.models import Answer, Effect, Source
from comparisons.models.history import one_change
from comparisons.settled import PUBLISH
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
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db


def now(row):
    return row.history.order_by("-history_id").first().history_date


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def made_as_it_was(row, moment):
    plan = plan_reversion(fresh(row), moment)
    return revert(fresh(row), moment, digest=plan.digest, reason="as it was")


def dump(row, *parts):
    return [to_plain([fresh(row)]), *(to_plain(part.objects.order_by("pk")) for part in parts)]


def keys(*parts):
    return [list(part.objects.order_by("pk").values_list("pk", flat=True)) for part in parts]


def test_fields_and_relations_are_as_they_were():
    extension = create_extension()
    with one_change():
        verdict = create_verdict(rating=4, summary="As it was.")
        verdict.extensions.set([extension])
    as_it_was, then = dump(verdict), now(verdict)
    with one_change():
        verdict.rating, verdict.summary = 1, "Another."
        verdict.save()
        verdict.extensions.set([])

    made_as_it_was(verdict, then)

    assert dump(verdict) == as_it_was
    newest = verdict.history.order_by("-history_id").first()
    assert (newest.version, newest.history_change_reason) == (3, "as it was")


@pytest.mark.parametrize("create", [create_verdict, create_extension, create_claim, create_release])
def test_the_sources_are_as_they_were(create):
    with one_change():
        row = create()
        name = str(row._meta.verbose_name)
        changed, deleted = (create_source(**{name: row}, position=position) for position in range(2))
    as_they_were, numbers, then = dump(row, Source), keys(Source), now(row)
    with one_change():
        row.save()
        changed.title = "Another title"
        changed.save()
        deleted.delete()
        create_source(**{name: row})

    made_as_it_was(row, then)

    assert dump(row, Source) == as_they_were
    assert keys(Source) == numbers


def test_a_question_has_its_answers_effects_and_requirements_again():
    criterion = create_criterion()
    with one_change():
        question = create_question()
        answer = create_answer(question=question)
        create_effect(answer=answer, criterion=criterion, weight=3)
        create_requirement(answer=answer, criterion=criterion)
    as_it_was, numbers, then = dump(question, Answer, Effect), keys(Answer, Effect), now(question)
    with one_change():
        question.save()
        answer.delete()
        create_effect(answer=create_answer(question=question))

    made_as_it_was(question, then)

    assert dump(question, Answer, Effect) == as_it_was
    assert keys(Answer, Effect) == numbers


def test_a_source_that_was_moved_away_comes_back():
    with one_change():
        verdict = create_verdict()
        source = create_source(verdict=verdict)
    then = now(verdict)
    with one_change():
        verdict.save()
        source.verdict = create_verdict()
        source.save()

    made_as_it_was(verdict, then)

    assert fresh(source).verdict == verdict


def test_a_part_that_is_older_than_its_record_stays():
    verdict = create_verdict()
    source = create_source(verdict=verdict)
    source.history.model.objects.all().delete()
    then = now(verdict)
    verdict.save()

    made_as_it_was(verdict, then)

    assert fresh(source).verdict == verdict


def test_the_slug_of_a_published_row_stays():
    framework = create_framework(slug="early", state=PublicationState.DRAFT, name="Early")
    then = now(framework)
    framework.slug, framework.name, framework.state = "settled", "Settled", PublicationState.PUBLISHED
    framework.save()

    plan = plan_reversion(fresh(framework), then)
    made_as_it_was(framework, then)

    assert plan.keeps_slug
    assert (fresh(framework).slug, fresh(framework).name) == ("settled", "Early")


def test_what_is_gone_is_left_out_of_a_list_and_named():
    extension = create_extension()
    verdict = create_verdict()
    verdict.extensions.set([extension])
    then, key = now(verdict), extension.pk
    extension.delete()

    plan = plan_reversion(fresh(verdict), then)
    made_as_it_was(verdict, then)

    assert [lost.key for lost in plan.missing] == [key]
    assert list(fresh(verdict).extensions.all()) == []


def test_what_breaks_a_rule_of_today_is_refused_and_nothing_is_written():
    verdict = create_verdict(framework=create_framework(), summary="As it was.")
    then, criterion = now(verdict), verdict.criterion
    verdict.criterion, verdict.summary = create_criterion(), "Another."
    verdict.save()
    create_verdict(framework=verdict.framework, criterion=criterion)

    with pytest.raises(CannotPutBack) as refusal:
        made_as_it_was(verdict, then)

    assert "This framework already has a verdict on this criterion" in " ".join(refusal.value.reasons)
    assert fresh(verdict).summary == "Another."


def test_another_plan_than_the_one_that_was_agreed_to_is_not_carried_out():
    verdict = create_verdict(summary="As it was.")
    then = now(verdict)
    verdict.summary = "Another."
    verdict.save()
    plan = plan_reversion(fresh(verdict), then)
    create_source(verdict=verdict)

    with pytest.raises(ChangedInBetween):
        revert(fresh(verdict), then, digest=plan.digest, reason="")

    assert fresh(verdict).summary == "Another."


def test_only_who_may_publish_makes_a_published_row_something_else():
    published, draft = create_verdict(), create_verdict(state=PublicationState.DRAFT)
    wanted = []

    for verdict in (published, draft):
        then = now(verdict)
        verdict.summary = "Another."
        verdict.save()
        wanted.append(plan_reversion(fresh(verdict), then).permissions)

    assert wanted == [{"comparisons.change_verdict", PUBLISH}, {"comparisons.change_verdict"}]


def test_a_row_that_was_not_there_yet_has_no_plan():
    before = now(create_framework())

    assert plan_reversion(create_framework(), before) is None


def test_a_part_that_comes_back_goes_on_after_its_last_version():
    with one_change():
        verdict = create_verdict()
        source = create_source(verdict=verdict)
    then = now(verdict)
    with one_change():
        verdict.save()
        source.title = "Another title"
        source.save()
    last = fresh(source)
    with one_change():
        verdict.save()
        last.delete()

    made_as_it_was(verdict, then)

    assert fresh(source).version == 3


def test_one_that_was_named_and_is_gone_is_left_out_and_named():
    user = create_notable_user()
    claim = create_claim(notable_user=user)
    then, key = now(claim), user.pk
    claim.statement = "Another."
    claim.save()
    user.delete()

    plan = plan_reversion(fresh(claim), then)
    made_as_it_was(claim, then)

    assert [lost.key for lost in plan.missing] == [key]
    assert fresh(claim).notable_user is None
