"""Random visitors, against results worked out by hand and against the engine."""

import random
from fractions import Fraction
from itertools import islice

import pytest

from comparisons.quiz import reach as reaching
from comparisons.quiz.reach import find_covered, find_reach, first_by_place
from comparisons.quiz.simulation import Pool, PoolQuestion, combine, draw, draw_many, simulate, tally_of
from comparisons.quiz.thresholds import SKIPPED, TICKED
from comparisons.ranking.priorities import Requirement, Wish
from comparisons.ranking.scoring import rank
from comparisons.ranking.sensitivity import Explorer, Option, Statement, to_priorities
from tests.ranking.tables import parts, table_of

TABLE = table_of(
    {
        "wide": {"orm": 5, "async": 1, "size": 1, "speed": 3},
        "quick": {"orm": 1, "async": 5, "size": 3, "speed": 5},
        "small": {"orm": 2, "async": 2, "size": 5, "speed": 4},
        "plain": {"orm": 1, "async": 1, "size": 4},
    }
)


def option(answer, *wishes, demands=()):
    """An answer: ("orm", 2) makes it matter, ("orm", 2, 0) at a target; `demands` as ("orm", 3)."""
    return Option(
        answers=(answer,),
        wishes=tuple(
            Wish(criterion=criterion, weight=weight, target=target[0] if target else None)
            for criterion, weight, *target in wishes
        ),
        requirements=tuple(
            Requirement(criterion=criterion, minimum_rating=minimum) for criterion, minimum in demands
        ),
    )


def pool_of(questions, *, several=(), contradictions=()):
    return Pool(
        questions=tuple(
            PoolQuestion(slug=slug, options=tuple(options), allows_several=slug in several)
            for slug, options in questions.items()
        ),
        contradictions=frozenset(frozenset(pair) for pair in contradictions),
    )


POOL = pool_of(
    {
        "data": [option("much", ("orm", 3)), option("none", ("size", 2), ("orm", 1, 0))],
        "wait": [option("long", ("async", 4)), option("short", ("async", 2, 1))],
        "rules": [option("quick", demands=[("speed", 4)]), option("tiny", demands=[("size", 4)])],
        "also": [option("speed", ("speed", 1)), option("size", ("size", 3)), option("orm", ("orm", 1))],
    },
    several=["also"],
    contradictions=[(("also", "size"), ("also", "orm")), (("data", "none"), ("also", "orm"))],
)


@pytest.fixture
def explorer():
    return Explorer(table=TABLE)


def drawn(number, *, pool=POOL, seed=5):
    return list(draw_many(pool, sample_size=number, seed=seed))


def answers_of(statements):
    return {statement.question: statement.chosen.answers for statement in statements}


def test_the_same_seed_draws_the_same_visitors_and_another_draws_others():
    assert drawn(50) == drawn(50)
    assert drawn(50) != drawn(50, seed=6)


def test_a_longer_sample_begins_with_the_shorter_one():
    assert list(islice(draw_many(POOL, sample_size=90, seed=5), 30)) == drawn(30)


def test_a_question_is_skipped_as_often_as_the_threshold_says():
    visitors = drawn(4000)

    skipped = sum("data" not in answers_of(visitor) for visitor in visitors) / len(visitors)

    # Three standard errors.
    assert abs(skipped - SKIPPED) < 3 * (SKIPPED * (1 - SKIPPED) / len(visitors)) ** 0.5


def test_one_answer_is_as_likely_as_the_other():
    chosen = [answers_of(visitor)["wait"] for visitor in drawn(4000) if "wait" in answers_of(visitor)]

    assert abs(chosen.count(("long",)) / len(chosen) - 0.5) < 0.03


def test_several_answers_come_in_their_order_each_as_often_as_the_threshold_says():
    visitors = [answers_of(visitor).get("also", ()) for visitor in drawn(4000)]

    ticked = sum("speed" in answers for answers in visitors) / len(visitors)

    assert ("speed", "size") in visitors
    assert ("size", "speed") not in visitors
    assert abs(ticked - (1 - SKIPPED) * TICKED) < 0.03


def test_what_contradicts_is_never_given_together():
    for visitor in map(answers_of, drawn(2000)):
        assert not {"size", "orm"} <= set(visitor.get("also", ()))
        assert not ("none" in visitor.get("data", ()) and "orm" in visitor.get("also", ()))


def test_a_question_without_fitting_answers_is_skipped():
    pool = pool_of(
        {"one": [option("a", ("orm", 1))], "two": [option("b", ("orm", 1))], "empty": []},
        contradictions=[(("one", "a"), ("two", "b"))],
    )

    assert all(set(answers_of(visitor)) in ({"one"}, {"two"}, set()) for visitor in drawn(300, pool=pool))


def test_the_tally_says_who_the_engine_says(explorer):
    for statements in drawn(300):
        leaders = {TABLE.candidates[place].slug for place in tally_of(explorer, statements).leaders()}
        ranking = rank(TABLE, to_priorities(statements))

        if ranking.priorities.total_weight:
            assert leaders == {standing.candidate.slug for standing in ranking.first}
        else:
            assert leaders == set()


def test_what_is_added_and_taken_away_again_leaves_nothing(explorer):
    for statements in drawn(50):
        tally = tally_of(explorer, statements)
        for statement in statements:
            tally = tally.plus(explorer, statement.chosen, times=-1)

        assert tally == tally_of(explorer, [])


def test_the_figures_are_those_of_the_engine_on_the_same_sets(explorer):
    simulation = simulate(explorer, POOL, sample_size=250, seed=5)
    first, close, close_calls, flipped, without = {}, {}, 0, 0, {}
    counted = 0
    for statements in drawn(250):
        ranking = rank(TABLE, to_priorities(statements))
        if not ranking.standings or not ranking.priorities.total_weight:
            continue
        counted += 1
        leaders = {standing.candidate.slug for standing in ranking.first}
        for slug in leaders:
            first[slug] = first.get(slug, 0) + Fraction(1, len(leaders))
        near = [s for s in ranking.standings if ranking.standings[0].score - s.score < Fraction(3, 100)]
        for standing in near:
            close[standing.candidate.slug] = close.get(standing.candidate.slug, 0) + 1
        close_calls += len(near) > 1
        changes = [change for change in explorer.changes(statements) if change.steps == 1]
        flipped += any(
            change.first and not change.first & leaders for change in changes if weighs(statements, change)
        )
        rest = rank(TABLE, to_priorities([s for s in statements if s.question != "data"]))
        if rest.standings and rest.priorities.total_weight:
            without.setdefault("sets", []).append({s.candidate.slug for s in rest.first})

    assert simulation.counted == counted
    assert simulation.first == {c.slug: Fraction(first.get(c.slug, 0), counted) for c in TABLE.candidates}
    assert simulation.first_or_close == {c.slug: Fraction(close.get(c.slug, 0), counted) for c in TABLE.candidates}
    assert simulation.close_calls == Fraction(close_calls, counted)
    assert simulation.flipped == Fraction(flipped, counted)
    assert sum(simulation.first.values()) == 1


def weighs(statements, change):
    """Whether something still weighs after the change; the engine puts everyone first when nothing does."""
    left = sum(
        wish.weight * (change.importance if statement.question == change.question else 1)
        for statement in statements
        for wish in statement.chosen.wishes
    )
    return left > 0


def test_leaving_a_question_out_is_drawing_without_it(explorer):
    simulation = simulate(explorer, POOL, sample_size=200, seed=5)
    sets = [[s for s in statements if s.question != "wait"] for statements in drawn(200)]
    leaders = [tally_of(explorer, statements).leaders() for statements in sets]
    leaders = [places for places in leaders if places]
    wide = sum((Fraction(0 in places, len(places)) for places in leaders), Fraction(0)) / len(leaders)

    assert simulation.without["wait"]["wide"] == wide
    assert simulation.influence("wait", "wide") == simulation.first["wide"] - wide


def test_the_question_responsible_comes_first_with_its_answer(explorer):
    pool = pool_of(
        {
            "dull": [option("a", ("speed", 1)), option("b", ("speed", 1, 4))],
            "telling": [option("orm", ("orm", 4)), option("more", ("orm", 4), ("async", 1, 0))],
        }
    )

    simulation = simulate(explorer, pool, sample_size=300, seed=1)

    assert simulation.questions_responsible("wide")[0][0] == "telling"
    assert simulation.best_answer("telling", "wide") in ("orm", "more")
    assert simulation.given["telling", "orm"]["wide"] > simulation.given["dull", "a"]["wide"]


def test_a_shared_first_place_is_split(explorer):
    twins = Explorer(table=table_of({"one": {"orm": 4}, "two": {"orm": 4}, "three": {"orm": 1}}))
    pool = pool_of({"data": [option("much", ("orm", 3))]})

    simulation = simulate(twins, pool, sample_size=50, seed=1)

    assert simulation.first == {"one": parts(1, 2), "two": parts(1, 2), "three": 0}
    assert simulation.close_calls == 1
    assert simulation.flipped == 0


def test_sets_that_weigh_nothing_or_leave_nobody_are_not_counted(explorer):
    pool = pool_of({"rules": [option("all", ("orm", 1), demands=[("orm", 5)])]})
    nobody = Explorer(table=table_of({"one": {"orm": 4}, "two": {"orm": 4}}))

    simulation = simulate(nobody, pool, sample_size=50, seed=1)

    assert (simulation.drawn, simulation.counted) == (50, 0)
    assert simulation.first == {"one": 0, "two": 0}
    assert (simulation.close_calls, simulation.flipped) == (0, 0)


def test_who_is_ruled_out_is_counted(explorer):
    pool = pool_of({"rules": [option("fast", ("orm", 1), demands=[("speed", 4)])]})

    simulation = simulate(explorer, pool, sample_size=50, seed=1)

    # What is not known rules nobody out.
    assert simulation.ruled_out == {"wide": 1, "quick": 0, "small": 0, "plain": 0}


@pytest.mark.parametrize("framework", ["wide", "quick", "small"])
def test_a_framework_is_reached_by_answers_that_the_engine_agrees_with(explorer, framework):
    found = find_reach(explorer, POOL, framework, seed=1)

    ranking = rank(TABLE, to_priorities(found.statements))

    assert found.is_reachable
    assert framework in {standing.candidate.slug for standing in ranking.first}
    assert len(found.statements) >= 2
    assert found == find_reach(explorer, POOL, framework, seed=1)


def test_a_framework_that_is_nowhere_better_is_not_reached():
    table = table_of(
        {"good": {"orm": 4, "async": 3}, "poor": {"orm": 3, "async": 2}, "other": {"orm": 1, "async": 5}}
    )
    pool = pool_of({"data": [option("a", ("orm", 1)), option("b", ("async", 1))]})

    found = find_reach(Explorer(table=table), pool, "poor", seed=1)

    assert not found.is_reachable
    assert found.lead == parts(-1, 5)
    assert found.ahead == ("good",)


def test_a_framework_that_every_answer_rules_out_is_not_reached():
    table = table_of({"good": {"orm": 4}, "poor": {"orm": 1}})
    pool = pool_of({"data": [option("a", ("orm", 1), demands=[("orm", 3)])]})

    found = find_reach(Explorer(table=table), pool, "poor", seed=1)

    assert not found.is_reachable
    assert found.ahead == ("good",)


def test_the_search_takes_no_answers_that_contradict_each_other():
    pool = pool_of(
        {"one": [option("a", ("orm", 1)), option("b", ("async", 1))], "two": [option("c", ("orm", 1))]},
        contradictions=[(("one", "a"), ("two", "c"))],
    )

    found = find_reach(Explorer(table=TABLE), pool, "wide", seed=1)

    assert found.is_reachable
    assert not {("a",), ("c",)} <= {statement.chosen.answers for statement in found.statements}


def test_the_search_starts_anew_when_the_first_climb_ends_below(monkeypatch):
    started = []
    start = reaching._start

    def watched(explorer, pool, place, dice):
        started.append(dice)
        return start(explorer, pool, place, dice)

    monkeypatch.setattr(reaching, "_start", watched)
    table = table_of({"good": {"orm": 4}, "poor": {"orm": 3}})

    find_reach(Explorer(table=table), pool_of({"data": [option("a", ("orm", 1))]}), "poor", seed=1)

    assert len(started) == reaching.SEARCH_STARTS
    assert started[0] is None
    assert all(isinstance(dice, random.Random) for dice in started[1:])


@pytest.mark.parametrize(("place", "expected"), [("first", {"wide"}), ("middle", {"quick"}), ("last", {"small"})])
def test_who_always_takes_the_same_place(explorer, place, expected):
    pool = pool_of({"data": [option("a", ("orm", 1)), option("b", ("async", 1)), option("c", ("size", 1))]})

    assert first_by_place(explorer, pool, place) == expected


def test_of_an_even_number_the_earlier_of_the_middle_is_taken(explorer):
    options = [option("a", ("orm", 1)), option("b", ("async", 1)), option("c", ("size", 1)), option("d", ("size", 1))]

    assert first_by_place(explorer, pool_of({"data": options}), "middle") == {"quick"}


def test_who_covers_another_is_counted_over_effects_and_unknown_is_the_middle():
    wishes = [Wish(criterion="orm", weight=4), Wish(criterion="size", weight=1), Wish(criterion="speed", weight=1)]

    covered = find_covered(TABLE, wishes, "plain")

    # orm 1: all; size 4: only small; speed not known, so 2.5: all three.
    assert (covered.by, covered.effects, covered.of) == ("small", 3, 3)
    assert find_covered(TABLE, [Wish(criterion="orm", weight=1, target=2)], "small").effects == 0
    assert find_covered(TABLE, [], "small") is None


def test_several_answers_make_one_option():
    both = combine([option("a", ("orm", 1)), option("b", ("async", 2), demands=[("orm", 3)])])

    assert both.answers == ("a", "b")
    assert [wish.criterion for wish in both.wishes] == ["orm", "async"]
    assert len(both.requirements) == 1


def test_nothing_to_draw_draws_nobody():
    assert draw(Pool(questions=()), random.Random(1)) == ()
    assert tally_of(Explorer(table=TABLE), [Statement(question="q", chosen=Option(answers=("a",)))]).leaders() == []
