import pytest

from comparisons.quiz.answers import AnswerSet
from comparisons.quiz.state import FORM, FULL, QuizState, other_query


def state_of(chosen, *, importance=None, softened=(), **fields):
    return QuizState(answers=AnswerSet(chosen=chosen, importance=importance or {}, softened=softened), **fields)


def given(parameters):
    """Without the empty ones, which an address leaves out."""
    return {name: kept for name, values in parameters.items() if (kept := tuple(value for value in values if value))}


FULL_STATE = state_of(
    {"size": ("small",), "needs": ("orm", "admin")},
    importance={"size": 4},
    softened=("needs",),
    edition=FULL,
    view=FORM,
    skipped=("team",),
    favourite="flask",
    other="size=large",
    revision=7,
)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (QuizState(), {}),
        (state_of({"size": ("small",)}), {"size": ("small",)}),
        # Normal importance goes without saying; of a question without an answer there is nothing to say.
        (state_of({"size": ("small",)}, importance={"size": 1, "needs": 4}), {"size": ("small",)}),
        (
            state_of({"size": ("small",)}, importance={"size": 0}),
            {"size": ("small",), "importance": ("size:0",)},
        ),
        (state_of({"size": ("small",)}, softened=("size", "needs")), {"size": ("small",), "soften": ("size",)}),
        (state_of({}, favourite="flask", revision=3), {"favourite": ("flask",), "revision": ("3",)}),
        (
            FULL_STATE,
            {
                "size": ("small",),
                "needs": ("orm", "admin"),
                "importance": ("size:4",),
                "soften": ("needs",),
                "favourite": ("flask",),
                "revision": ("7",),
                "other": ("size=large",),
            },
        ),
    ],
)
def test_a_link_to_the_result_carries_what_counts_in_a_fixed_order(state, expected):
    parameters = given(state.result_parameters())

    assert list(parameters.items()) == list(expected.items())


def test_a_page_on_the_way_carries_how_far_the_visitor_is_too():
    parameters = given(FULL_STATE.course_parameters())

    assert parameters == given(FULL_STATE.result_parameters()) | {
        "edition": ("full",),
        "view": ("form",),
        "skipped": ("team",),
    }


@pytest.mark.parametrize(
    ("change", "chosen", "importance", "softened", "skipped"),
    [
        (
            lambda state: state.with_answer("size", "large"),
            {"size": ("large",), "needs": ("orm", "admin")},
            {"size": 4},
            ("needs",),
            ("team",),
        ),
        (lambda state: state.with_answer("size"), {"needs": ("orm", "admin")}, {"size": 4}, ("needs",), ("team",)),
        (
            lambda state: state.with_importance("needs", 0),
            {"size": ("small",), "needs": ("orm", "admin")},
            {"size": 4, "needs": 0},
            ("needs",),
            ("team",),
        ),
        (
            lambda state: state.with_softened("size").with_softened("size"),
            {"size": ("small",), "needs": ("orm", "admin")},
            {"size": 4},
            ("needs", "size"),
            ("team",),
        ),
        (
            lambda state: state.without_question("team"),
            {"size": ("small",), "needs": ("orm", "admin")},
            {"size": 4},
            ("needs",),
            (),
        ),
        (lambda state: state.without_question("needs"), {"size": ("small",)}, {"size": 4}, ("needs",), ("team",)),
    ],
)
def test_a_change_makes_another_state_and_leaves_the_rest(change, chosen, importance, softened, skipped):
    changed = change(FULL_STATE)

    assert (changed.answers.chosen, changed.answers.importance) == (chosen, importance)
    assert (changed.answers.softened, changed.skipped) == (softened, skipped)
    assert (changed.edition, changed.favourite, changed.revision) == ("full", "flask", 7)
    assert FULL_STATE.answers.chosen == {"size": ("small",), "needs": ("orm", "admin")}


def test_the_revision_and_the_other_result_can_be_set_and_taken_away():
    assert FULL_STATE.at_revision(9).revision == 9
    assert FULL_STATE.at_revision(None).result_parameters()["revision"] == ()
    assert FULL_STATE.beside("size=huge").other == "size=huge"
    assert "other" not in given(FULL_STATE.beside("").result_parameters())


@pytest.mark.parametrize(
    ("link", "query"),
    [
        ("", ""),
        ("size=small&needs=orm", "size=small&needs=orm"),
        ("?size=small", "size=small"),
        ("/quiz/result/?size=small", "size=small"),
        ("  https://framewise.example/quiz/result/?size=small&revision=3#field-heading ", "size=small&revision=3"),
        # A third result would need a fourth, and so on.
        ("size=small&other=size%3Dlarge", "size=small"),
        ("other=a&size=small&other=b", "size=small"),
        ("https://framewise.example/quiz/result/", "https://framewise.example/quiz/result/"),
    ],
)
def test_the_query_of_a_pasted_link_is_found(link, query):
    assert other_query(link) == query
