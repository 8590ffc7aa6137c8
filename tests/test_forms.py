import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from comparisons.forms import LONGEST_OTHER, MOST_PROBLEMS, QuizForm
from comparisons.models import Framework, Question
from comparisons.quiz.answers import AnswerSet
from comparisons.quiz.state import QuizState
from tests import factories


@pytest.fixture
def questions(db):
    """One question with one answer to choose, and one that takes several, two of which contradict each other."""
    size = factories.create_question(slug="size", text="How large?", position=1)
    for position, slug in enumerate(("small", "large")):
        factories.create_answer(question=size, slug=slug, text=slug.capitalize(), position=position)
    needs = factories.create_question(slug="needs", text="What do you need?", position=2, allows_several=True)
    admin = factories.create_answer(question=needs, slug="admin", text="An admin", position=1)
    factories.create_answer(question=needs, slug="orm", text="An ORM", position=2)
    factories.create_answer(question=needs, slug="none", text="None of these", position=3, contradicts=[admin])
    return list(Question.objects.published().with_answers().in_order())


def form_for(questions, query):
    frameworks = [Framework(slug=slug) for slug in ("django", "flask")]
    return QuizForm(QueryDict(query), questions=questions, frameworks=frameworks)


@pytest.mark.parametrize(
    ("query", "chosen", "importance"),
    [
        ("", {}, {}),
        ("size=", {}, {}),
        ("size=small", {"size": ("small",)}, {}),
        ("needs=orm&needs=admin", {"needs": ("orm", "admin")}, {}),
        ("needs=orm&needs=orm", {"needs": ("orm",)}, {}),
        ("size=large&needs=orm", {"size": ("large",), "needs": ("orm",)}, {}),
        ("size=small&importance=size:4", {"size": ("small",)}, {"size": 4}),
        ("importance=size:0&importance=needs:2", {}, {"size": 0, "needs": 2}),
        # The number of the content's revision belongs to the link and says nothing about the answers.
        ("size=small&revision=12", {"size": ("small",)}, {}),
    ],
)
def test_a_good_address_is_read_without_a_problem(questions, query, chosen, importance):
    form = form_for(questions, query)

    assert form.answer_set == AnswerSet(chosen=chosen, importance=importance)
    assert form.problems == []


@pytest.mark.parametrize(
    ("query", "chosen", "problems"),
    [
        (
            "size=huge&needs=orm",
            {"needs": ("orm",)},
            ["“huge” is not an answer to “How large?” (any more), so it does not count."],
        ),
        (
            "needs=orm&needs=magic&needs=admin&needs=luck",
            {"needs": ("orm", "admin")},
            [
                "“magic” is not an answer to “What do you need?” (any more), so it does not count.",
                "“luck” is not an answer to “What do you need?” (any more), so it does not count.",
            ],
        ),
        # An answer to another question is no answer here.
        (
            "size=orm",
            {},
            ["“orm” is not an answer to “How large?” (any more), so it does not count."],
        ),
        (
            "size=small&colour=red",
            {"size": ("small",)},
            ["There is no question “colour” (any more), so its answer does not count."],
        ),
        (
            "size=large&size=small",
            {"size": ("large",)},
            ["“How large?” takes one answer; only the first counts."],
        ),
        # The unknown one is no second answer.
        (
            "size=huge&size=small",
            {"size": ("small",)},
            ["“huge” is not an answer to “How large?” (any more), so it does not count."],
        ),
        (
            "needs=admin&needs=none",
            {"needs": ("admin", "none")},
            ["“An admin” and “None of these” contradict each other. Both count until you drop one."],
        ),
        (
            "size=small&importance=size:3",
            {"size": ("small",)},
            ["“3” is not possible; choose one of 0|1|2|4."],
        ),
        ("importance=colour:2", {}, ["There is no question “colour”."]),
        ("importance=size", {}, ["“size” is not of the form <question>:<0|1|2|4>."]),
        ("edition=long", {}, ["“long” does not exist here (any more), so it does not count."]),
        ("view=upside-down", {}, ["“upside-down” does not exist here (any more), so it does not count."]),
        ("favourite=rails", {}, ["“rails” does not exist here (any more), so it does not count."]),
        ("revision=new", {}, ["The revision is a whole number from 1, so what is named there does not count."]),
        ("revision=0", {}, ["The revision is a whole number from 1, so what is named there does not count."]),
        (
            "soften=colour&skipped=taste",
            {},
            [
                "“colour” does not exist here (any more), so it does not count.",
                "“taste” does not exist here (any more), so it does not count.",
            ],
        ),
    ],
)
def test_what_does_not_count_is_listed_and_the_rest_counts(questions, query, chosen, problems):
    form = form_for(questions, query)

    assert form.answer_set.chosen == chosen
    assert form.problems == problems


def test_the_whole_state_is_read(questions):
    form = form_for(
        questions,
        "needs=orm&importance=needs:2&soften=needs&favourite=flask&revision=7&other=size%3Dlarge"
        "&edition=short&view=form&skipped=size",
    )

    assert form.state == QuizState(
        answers=AnswerSet(chosen={"needs": ("orm",)}, importance={"needs": 2}, softened=("needs",)),
        edition="short",
        view="form",
        skipped=("size",),
        favourite="flask",
        other="size=large",
        revision=7,
    )
    assert form.problems == []


def test_a_question_that_was_ticked_and_then_skipped_is_skipped(questions):
    state = form_for(questions, "size=small&needs=orm&skipped=size").state

    assert state.answers.chosen == {"needs": ("orm",)}
    assert state.skipped == ("size",)


@pytest.mark.parametrize("query", ["", "edition=long&view=x&favourite=rails&revision=x&soften=x&skipped=x"])
def test_what_does_not_count_leaves_an_empty_state(questions, query):
    assert form_for(questions, query).state == QuizState()


@pytest.mark.parametrize("name", ["soften", "skipped"])
def test_beside_an_unknown_question_the_known_ones_still_count(questions, name):
    state = form_for(questions, f"{name}=gone&{name}=size&{name}=needs").state

    assert {"soften": state.answers.softened, "skipped": state.skipped}[name] == ("size", "needs")


@pytest.mark.parametrize("name", ["edition", "view", "favourite"])
def test_where_one_word_counts_it_is_the_first_known_one(questions, name):
    known = {"edition": ("short", "full"), "view": ("form", "overview"), "favourite": ("flask", "django")}[name]

    state = form_for(questions, f"{name}=gone&{name}={known[0]}&{name}={known[1]}").state

    assert getattr(state, name) == known[0]


@pytest.mark.parametrize("other", ["x" * (LONGEST_OTHER + 1), "a%00b"])
def test_another_link_that_cannot_be_read_is_listed_and_left_out(questions, other):
    form = form_for(questions, f"size=small&other={other}")

    assert form.state.other == ""
    assert len(form.problems) == 1


def test_contradictory_answers_are_named_once(questions):
    problems = form_for(questions, "needs=none&needs=admin&needs=orm").problems

    assert len(problems) == 1


@pytest.mark.parametrize("asked_first", ["problems", "answer_set"])
def test_problems_and_answers_can_be_asked_for_in_any_order_and_again(questions, asked_first):
    form = form_for(questions, "size=huge&needs=orm")

    getattr(form, asked_first)

    assert form.answer_set.chosen == {"needs": ("orm",)}
    assert len(form.problems) == len(form.problems) == 1


@pytest.mark.parametrize(
    "query",
    [
        "&".join(f"needs=word-{number}" for number in range(900)),
        "&".join(f"question-{number}=yes" for number in range(900)),
        "&".join(f"importance=size:{number}" for number in range(900)),
        f"size={'x' * 10_000}",
        f"{'x' * 10_000}=yes",
        f"importance={'x' * 10_000}",
        "size=%00&%00=1&importance=%00",
        "size=%FF%FE",
        "importance=size:4&importance=size:2",
        "&".join(f"soften=word-{number}&skipped=word-{number}" for number in range(450)),
        f"favourite={'x' * 10_000}&edition=%00&view=%FF&revision={'9' * 400}&soften={'x' * 10_000}",
        f"revision=-1&revision={'9' * 5000}",
    ],
)
def test_hostile_addresses_give_a_bounded_list_of_problems(questions, query):
    form = form_for(questions, query)

    problems = form.problems

    assert not form.answer_set
    assert 1 <= len(problems) <= MOST_PROBLEMS + 1
    assert all(len(problem) < 250 and problem.isprintable() for problem in problems)


def test_the_problems_beyond_the_first_are_counted(questions):
    problems = form_for(questions, "&".join(f"needs=word-{number}" for number in range(25))).problems

    assert problems[-1] == "… and 15 more of this kind."


def test_a_quiz_without_questions_takes_any_address(db):
    form = form_for([], "size=small&importance=size:2")

    assert not form.answer_set
    assert len(form.problems) == 2


@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    pairs=st.lists(
        st.tuples(
            st.sampled_from(
                ["size", "needs", "importance", "revision", "soften", "skipped", "favourite", "other", "view"]
            )
            | st.text(max_size=5),
            st.sampled_from(["small", "large", "orm", "admin", "none", "size:2", "needs:0", ""])
            | st.text(max_size=9),
        ),
        max_size=8,
    )
)
def test_no_address_breaks_the_form(questions, pairs):
    data = QueryDict(mutable=True)
    for name, value in pairs:
        data.appendlist(name, value)

    form = QuizForm(data, questions=questions)

    assert form.state.answers == form.answer_set
    assert set(form.answer_set.chosen) <= {"size", "needs"}
    assert len(form.answer_set.chosen.get("size", ())) <= 1
    assert all(isinstance(problem, str) for problem in form.problems)
