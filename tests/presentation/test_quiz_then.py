"""A result that was shared: who came first then, and what made the difference."""

import pytest

from comparisons.catalogue.revisions import record_revision
from comparisons.models import ContentChange, Effect, Question, Revision, Verdict
from comparisons.presentation.quiz_then import build_then, table_of_then
from comparisons.quiz.answers import AnswerSet, build_priorities
from comparisons.quiz.verdict_table import build_verdict_table
from tests import factories
from tests.presentation.matrices import all_criteria, all_frameworks, create_matrix, criterion

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def content():
    """Apple leads on the ORM, Pear on async; only the ORM is asked about. Revision 1."""
    create_matrix({"apple": {"orm": 4, "async": 1}, "pear": {"orm": 3, "async": 5}, "plum": {"orm": 0}})
    answer = factories.create_answer(question=factories.create_question(slug="store"), slug="tables")
    factories.create_effect(answer=answer, criterion=criterion("orm"))
    record_revision()


def rate(framework, name, rating):
    """Publishes another rating, as a revision of its own."""
    Verdict.objects.filter(framework__slug=framework, criterion__slug=name).update(rating=rating)
    return record_revision()


def then_of(revision):
    questions = Question.objects.published().with_answers().in_order()
    return build_then(
        revision=revision,
        pinned=Revision.objects.numbered(revision),
        newest=Revision.objects.newest(),
        table=build_verdict_table(all_frameworks()),
        changes=ContentChange.objects.judgements_after(revision),
        priorities=build_priorities(questions, AnswerSet(chosen={"store": ("tables",)})),
        frameworks=all_frameworks(),
        criteria=all_criteria(),
    )


def changed(then):
    return [(change.framework.slug, change.criterion.slug, change.before, change.after) for change in then.changed]


def test_nothing_is_said_when_nothing_was_published_since():
    assert then_of(1) is None


def test_the_first_of_then_and_the_verdict_that_made_the_difference_are_named():
    rate("pear", "orm", 5)

    then = then_of(1)

    assert (then.leaders, then.is_same, then.is_unknown, then.quiz_changed) == ("Apple", False, False, False)
    assert changed(then) == [("pear", "orm", 3, 5)]
    assert then.changed[0].address == "/frameworks/pear/#orm"


def test_what_these_answers_do_not_rest_on_is_not_named():
    rate("pear", "async", 1)
    # Plum is first neither then nor now.
    rate("plum", "orm", 1)

    then = then_of(1)

    assert (then.leaders, then.is_same, changed(then)) == ("Apple", True, [])


def test_several_changes_of_one_verdict_are_one_and_a_change_that_was_taken_back_is_none():
    rate("pear", "orm", 4)
    rate("pear", "orm", 5)
    rate("apple", "orm", 2)
    rate("apple", "orm", 4)

    assert changed(then_of(1)) == [("pear", "orm", 3, 5)]
    assert changed(then_of(2)) == [("pear", "orm", 4, 5)]
    # At revision 2 they tied.
    assert (then_of(2).leaders, then_of(4).leaders) == ("Apple, Pear", "Pear")


def test_a_verdict_that_came_or_went_is_named_as_not_known_on_the_other_side():
    Verdict.objects.filter(framework__slug="apple", criterion__slug="orm").delete()
    record_revision()

    then = then_of(1)

    assert (then.leaders, then.is_same) == ("Apple", False)
    assert changed(then) == [("apple", "orm", 4, None)]
    factories.create_verdict(framework=all_frameworks()[0], criterion=criterion("orm"), rating=5, support="built_in")
    record_revision()
    assert changed(then_of(2)) == [("apple", "orm", None, 5)]


def test_a_changed_quiz_is_said():
    Effect.objects.update(weight=3)
    record_revision()

    then = then_of(1)

    assert (then.leaders, then.is_same, then.changed, then.quiz_changed) == ("Apple", True, (), True)


@pytest.mark.parametrize("revision", [2, 99, 10**9])
def test_a_revision_that_never_was_is_said_to_be_unknown(revision):
    then = then_of(revision)

    assert then.is_unknown
    assert (then.leaders, then.changed) == ("", ())


def test_without_any_revision_every_link_names_an_unknown_one():
    Revision.objects.all().delete()

    assert then_of(1).is_unknown


def test_who_was_ruled_out_by_everything_then_came_first_nowhere():
    question = Question.objects.get(slug="store")
    factories.create_requirement(answer=question.answers.get(), criterion=criterion("orm"), minimum_rating=5)
    record_revision()
    rate("pear", "orm", 5)

    then = then_of(2)

    assert (then.leaders, then.is_same) == ("nobody", False)


def test_the_table_of_then_is_the_table_that_was_there():
    before = build_verdict_table(all_frameworks())
    number = Revision.objects.current_number()
    rate("pear", "orm", 5)
    rate("pear", "orm", 0)
    Verdict.objects.filter(framework__slug="apple").delete()
    record_revision()
    Verdict.objects.filter(framework__slug="plum").update(support="none")
    record_revision()

    then = table_of_then(build_verdict_table(all_frameworks()), ContentChange.objects.judgements_after(number))

    def plain(table):
        return {key: (judgement.rating, judgement.support) for key, judgement in table.judgements.items()}

    assert plain(then) == plain(before)
