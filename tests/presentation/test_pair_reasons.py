from itertools import combinations

import pytest

from comparisons.presentation.pair_reasons import (
    MOST_OF_A_CATEGORY,
    MOST_REASONS,
    SERVED,
    build_choice,
    build_either,
    build_neither,
)
from comparisons.presentation.pair_rows import build_pair_rows
from tests.presentation.matrices import (
    all_criteria,
    all_frameworks,
    all_verdicts,
    create_matrix,
    framework,
    keys_of,
)

pytestmark = pytest.mark.django_db


def rows_of(left="django", right="flask", *, summaries=()):
    return build_pair_rows(
        left=framework(left),
        right=framework(right),
        criteria=all_criteria(),
        verdicts=all_verdicts(),
        summaries=keys_of(*summaries),
    )


def said(choice):
    """The sentences as (category, [criteria])."""
    return [(group.category.slug, slugs(group.reasons)) for group in choice.groups]


def slugs(reasons):
    return [reason.criterion.slug for reason in reasons]


def test_leads_are_grouped_by_category_and_the_clearest_come_first():
    create_matrix(
        {
            "django": {"orm": 5, "forms": 5, "admin": 5, "async": 1},
            "flask": {"orm": 3, "forms": 2, "admin": 1, "async": 4},
        },
        categories={"admin": "content", "async": "network"},
    )

    left, right = (build_choice(rows_of(), for_left=for_left) for for_left in (True, False))

    assert said(left) == [("content", ["admin"]), ("data", ["forms", "orm"])]
    assert said(right) == [("network", ["async"])]
    assert [reason.cells[0].framework.slug for reason in right.reasons] == ["flask"]
    assert [reason.cells[1].framework.slug for reason in right.reasons] == ["django"]


def test_one_category_does_not_fill_the_list():
    many = [f"data-{number}" for number in range(9)]
    create_matrix(
        {"django": {**dict.fromkeys(many, 5), "async": 4}, "flask": {**dict.fromkeys(many, 1), "async": 1}},
        categories={"async": "network"},
    )

    choice = build_choice(rows_of(), for_left=True)

    assert said(choice) == [("data", many[:MOST_OF_A_CATEGORY]), ("network", ["async"])]
    assert slugs(choice.more) == many[MOST_OF_A_CATEGORY:]


def test_sentences_are_few_however_many_categories_there_are():
    names = [f"criterion-{number}" for number in range(10)]
    create_matrix(
        {"django": dict.fromkeys(names, 5), "flask": dict.fromkeys(names, 0)},
        categories={name: f"of-{name}" for name in names},
    )

    choice = build_choice(rows_of(), for_left=True)

    assert len(choice.sentences) == MOST_REASONS
    assert len(choice.reasons) == 10


def test_a_lead_of_one_step_is_close_and_stands_behind_every_clear_one():
    close = [f"close-{number}" for number in range(9)]
    create_matrix(
        {"django": {**dict.fromkeys(close, 4), "async": 5}, "flask": {**dict.fromkeys(close, 3), "async": 3}},
        categories={"async": "network"} | {name: f"of-{name}" for name in close},
    )

    choice = build_choice(rows_of(), for_left=True)

    assert slugs(choice.sentences) == ["async", *close[: MOST_REASONS - 1]]
    assert [reason.is_close for reason in choice.sentences] == [False] + [True] * (MOST_REASONS - 1)
    assert (choice.more, slugs(choice.close)) == ((), close[MOST_REASONS - 1 :])
    assert not choice.is_close


def test_a_choice_of_close_leads_only_says_so():
    create_matrix({"django": {"orm": 5}, "flask": {"orm": 4}})

    assert build_choice(rows_of(), for_left=True).is_close
    assert not build_choice(rows_of(), for_left=False)


def test_neither_unknown_verdicts_nor_summaries_nor_weak_leads_decide():
    create_matrix(
        {
            "django": {"orm": 5, "admin": 2, "overall": 5, "async": 4, "auth": None},
            "flask": {"orm": None, "admin": 0, "overall": 1, "async": 4, "auth": 5},
        }
    )
    rows = rows_of(summaries=["overall"])

    assert [build_choice(rows, for_left=for_left).reasons for for_left in (True, False)] == [(), ()]
    assert slugs(build_either(rows).reasons) == ["async"]
    assert slugs(build_neither(rows).reasons) == ["admin"]


@pytest.mark.parametrize(
    ("ratings", "support", "is_either"),
    [
        ((4, 4), ("built_in", "built_in"), True),
        ((5, 5), ("built_in", "third_party"), True),
        ((4, 4), ("not_applicable", "not_applicable"), True),
        ((5, 4), ("built_in", "built_in"), False),
        ((3, 3), ("built_in", "built_in"), False),
        ((4, 4), ("built_in", "custom_code"), False),
    ],
)
def test_either_will_do_where_both_are_equally_good_without_code_of_ones_own(ratings, support, is_either):
    create_matrix(
        {"django": {"orm": ratings[0]}, "flask": {"orm": ratings[1]}},
        support={"django": {"orm": support[0]}, "flask": {"orm": support[1]}},
    )

    assert bool(build_either(rows_of())) is is_either


@pytest.mark.parametrize(("ratings", "is_neither"), [((2, 2), True), ((1, 2), True), ((0, 0), True), ((2, 3), False)])
def test_neither_is_at_its_best_where_even_the_better_one_is_weak(ratings, is_neither):
    create_matrix({"django": {"orm": ratings[0]}, "flask": {"orm": ratings[1]}})

    choice = build_neither(rows_of())

    assert bool(choice) is is_neither
    assert not any(reason.is_close for reason in choice.reasons)


def statements_of(rows):
    """All that the page would say, as plain data, the chosen side first."""

    def plain(choice, *, is_sided):
        return [
            (
                kind,
                reason.criterion.slug,
                reason.is_close,
                tuple(cell.address for cell in reason.cells)
                if is_sided
                else frozenset(cell.address for cell in reason.cells),
            )
            for kind, reasons in (("said", choice.sentences), ("more", choice.more), ("close", choice.close))
            for reason in reasons
        ]

    return {
        "left": plain(build_choice(rows, for_left=True), is_sided=True),
        "right": plain(build_choice(rows, for_left=False), is_sided=True),
        "either": plain(build_either(rows), is_sided=False),
        "neither": plain(build_neither(rows), is_sided=False),
    }


@pytest.mark.usefixtures("catalogue")
def test_every_published_pair_mirrors_and_no_sentence_is_without_its_two_verdicts():
    frameworks, criteria, verdicts = all_frameworks(), all_criteria(), all_verdicts()
    summaries = type(criteria[0]).objects.summary_keys()
    pairs = list(combinations(frameworks, 2))

    for one, other in pairs:
        known = {"criteria": criteria, "verdicts": verdicts, "summaries": summaries}
        rows = build_pair_rows(left=one, right=other, **known)
        said_here = statements_of(rows)
        said_there = statements_of(build_pair_rows(left=other, right=one, **known))

        assert said_there["left"] == said_here["right"]
        assert said_there["right"] == said_here["left"]
        assert said_there["either"] == said_here["either"]
        assert said_there["neither"] == said_here["neither"]
        _assert_each_reason_is_borne_out(rows)

    assert len(pairs) == 66


def _assert_each_reason_is_borne_out(rows):
    sides = [build_choice(rows, for_left=for_left) for for_left in (True, False)]
    either, neither = build_either(rows), build_neither(rows)
    for choice in sides:
        for reason in choice.reasons:
            chosen, other = (cell.verdict for cell in reason.cells)
            assert chosen.rating > other.rating
            assert reason.is_close == (chosen.rating - other.rating == 1)
    for reason in either.reasons:
        one, other = (cell.verdict for cell in reason.cells)
        assert one.rating == other.rating >= 4
        assert {one.support, other.support} <= set(SERVED)
    for reason in neither.reasons:
        assert max(cell.verdict.rating for cell in reason.cells) <= 2
    everything = [reason.criterion.slug for choice in (*sides, either, neither) for reason in choice.reasons]
    assert len(everything) == len(set(everything))
