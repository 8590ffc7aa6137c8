"""A row is made exactly what it was, with its parts; what does not fit today is said and nothing is written."""

import pytest

from comparisons.catalogue.rows import to_plain
from comparisons.choices import PublicationState
from comparisons.history.reverting import ChangedInBetween, plan_reversion, revert
from comparisons.history.snapshots import snapshots_of_rows
from comparisons.history.writing import CannotPutBack
from comparisons.models import Answer, Effect, Source
from comparisons.models.history import one_change
from comparisons.settled import PUBLISH, is_beneath_settled
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


def test_whether_parts_belong_to_something_published_costs_the_same_for_few_and_many(django_assert_num_queries):
    answer = create_answer(question=create_question(state=PublicationState.DRAFT))
    effects = [create_effect(answer=answer) for _number in range(6)]
    states = list(snapshots_of_rows(effects).values())

    for some in (states[:1], states):
        with django_assert_num_queries(2):  # the questions of the answers, and which of them are settled
            assert not is_beneath_settled(some)


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


def test_an_address_that_moved_from_one_source_to_another_goes_back():
    with one_change():
        verdict = create_verdict()
        left, entered = (create_source(verdict=verdict, url=f"https://{name}.example/") for name in ("a", "b"))
    as_they_were, then = dump(verdict, Source), now(verdict)
    left.url, entered.url = "https://c.example/", left.url
    left.save()
    entered.save()

    made_as_it_was(verdict, then)

    assert dump(verdict, Source) == as_they_were
    assert [source.history.count() for source in (left, entered)] == [3, 3]
    assert verdict.history.count() == 1


def test_an_address_that_another_source_took_after_a_deletion_goes_back():
    with one_change():
        verdict = create_verdict()
        deleted, entered = (create_source(verdict=verdict, url=f"https://{name}.example/") for name in ("a", "b"))
    as_they_were, numbers, then = dump(verdict, Source), keys(Source), now(verdict)
    address = deleted.url
    deleted.delete()
    entered.url = address
    entered.save()

    made_as_it_was(verdict, then)

    assert dump(verdict, Source) == as_they_were
    assert keys(Source) == numbers


def test_slugs_that_were_swapped_are_swapped_back():
    with one_change():
        question = create_question()
        yes, no = (create_answer(question=question, slug=slug) for slug in ("yes", "no"))
    as_they_were, then = dump(question, Answer), now(question)
    for answer, slug in ((yes, "perhaps"), (no, "yes"), (yes, "no")):
        answer.slug = slug
        answer.save()

    made_as_it_was(question, then)

    assert dump(question, Answer) == as_they_were
    assert [answer.history.count() for answer in (yes, no)] == [4, 3]
    assert owners_in_history(Answer, "question_id") == {question.pk}


def test_criteria_that_two_effects_swapped_are_swapped_back():
    spare = create_criterion()
    with one_change():
        answer = create_answer()
        first, second = create_effect(answer=answer, weight=1), create_effect(answer=answer, weight=2)
    as_they_were, then = dump(answer, Effect), now(answer)
    criteria = first.criterion, second.criterion
    for effect, criterion in ((first, spare), (second, criteria[0]), (first, criteria[1])):
        effect.criterion = criterion
        effect.save()

    made_as_it_was(answer, then)

    assert dump(answer, Effect) == as_they_were
    assert owners_in_history(Effect, "answer_id") == {answer.pk}


def test_an_effect_that_moved_to_a_later_answer_does_not_go_with_it():
    with one_change():
        question = create_question()
        answer = create_answer(question=question)
        effect = create_effect(answer=answer)
    as_they_were, numbers, then = dump(question, Answer, Effect), keys(Answer, Effect), now(question)
    later = create_answer(question=question)
    effect.answer = later
    effect.save()
    owners = {answer.pk, later.pk}

    made_as_it_was(question, then)

    assert dump(question, Answer, Effect) == as_they_were
    assert keys(Answer, Effect) == numbers
    assert effect.history.filter(history_type="-").count() == 0
    assert owners_in_history(Effect, "answer_id") == owners


def test_answers_that_contradict_each_other_again_have_one_record_each():
    with one_change():
        question = create_question()
        first, second = (create_answer(question=question, text="As it was") for _number in range(2))
        first.contradicts.add(second)
        second.save()
    as_they_were, then = dump(question, Answer), now(question)
    with one_change():
        first.contradicts.clear()
        for answer in (first, second):
            answer.text = "Another"
            answer.save()
    before = [answer.history.count() for answer in (first, second)]

    made_as_it_was(question, then)

    assert dump(question, Answer) == as_they_were
    assert list(fresh(first).contradicts.all()) == [second]
    assert [answer.history.count() for answer in (first, second)] == [number + 1 for number in before]


def test_the_records_of_answers_that_lose_one_which_goes_name_their_question():
    with one_change():
        question = create_question()
        kept = create_answer(question=question, text="As it was")
    then = now(question)
    kept.text = "Another"
    kept.save()
    create_answer(question=question).contradicts.add(kept)

    made_as_it_was(question, then)

    assert (fresh(kept).text, fresh(kept).contradicts.count()) == ("As it was", 0)
    assert owners_in_history(Answer, "question_id") == {question.pk}


def owners_in_history(model, column):
    """What the records of a model ever had in the column."""
    return set(model.history.values_list(column, flat=True))
