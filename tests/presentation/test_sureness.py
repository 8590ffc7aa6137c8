"""The facts about a first place: against hand-worked tables, and against trying everything with the ranking."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given

from comparisons.presentation.sureness import (
    Sureness,
    ahead_through,
    build_sureness,
    changes_by_statement,
    dominated_by,
)
from comparisons.ranking.priorities import IMPORTANCES
from comparisons.ranking.scoring import Judgement, VerdictTable, rank
from comparisons.ranking.sensitivity import Explorer, to_priorities
from tests.ranking.statements import answering, statements, stating, tables
from tests.ranking.tables import at_least, table_of


def ranking_of(table, answered):
    return rank(table, to_priorities(answered))


def first_of(table, answered):
    return {standing.candidate.slug for standing in ranking_of(table, answered).first}


def sureness_of(table, answered):
    return build_sureness(ranking_of(table, answered).first[0], answered, Explorer(table=table))


def verified(table, *keys):
    """The table with these judgements resting on more than an impression."""
    return VerdictTable(
        candidates=table.candidates,
        judgements={key: replace(judgement, is_verified=key in keys) for key, judgement in table.judgements.items()},
    )


@pytest.mark.parametrize(
    ("verified_keys", "importance", "coverage"),
    [
        ([], 1, 0),
        ([("apple", "orm")], 1, 50),
        ([("apple", "orm")], 2, 67),
        ([("apple", "orm")], 4, 80),
        ([("apple", "orm")], 0, 0),
        ([("apple", "orm"), ("apple", "admin")], 1, 100),
        # Only what the first place rests on counts.
        ([("pear", "orm"), ("pear", "admin")], 1, 0),
    ],
)
def test_coverage_is_the_share_of_the_weight_that_rests_on_verified_verdicts(verified_keys, importance, coverage):
    table = verified(table_of({"apple": {"orm": 5, "admin": 5}, "pear": {"orm": 1, "admin": 1}}), *verified_keys)

    sureness = sureness_of(table, [stating("data", ("orm", 1), importance=importance), stating("desk", ("admin", 1))])

    assert sureness.coverage == coverage


def test_unknown_verdicts_are_counted_once_however_often_they_are_weighed():
    table = table_of({"apple": {"orm": 5}})

    sureness = sureness_of(table, [stating("data", ("orm", 1), ("admin", 1)), stating("desk", ("admin", 2))])

    assert sureness.unknown == 1


def test_stability_counts_removals_and_single_steps():
    # Apple leads by the ORM alone, 3 : 2 at equal importance; each of the two pulls one way.
    table = table_of({"apple": {"orm": 5, "async": 0}, "pear": {"orm": 2, "async": 2}})
    answered = [stating("data", ("orm", 1)), stating("load", ("async", 1))]

    sureness = sureness_of(table, answered)

    # Tried: without data (pear), data important (apple); without load (apple), load important (pear).
    assert (sureness.kept, sureness.tried, sureness.stability) == (2, 4, 50)


def test_with_nothing_to_try_the_first_place_is_stable():
    assert Sureness(coverage=0, kept=0, tried=0, unknown=0).stability == 100


@given(table=tables(), answered=statements())
@pytest.mark.once
def test_coverage_and_stability_are_what_trying_everything_gives(table, answered):
    table = verified(table, *(key for number, key in enumerate(sorted(table.judgements)) if number % 3))
    ranking = ranking_of(table, answered)
    assume(ranking.first and ranking.first[0].score is not None)
    before = first_of(table, answered)
    kept = tried = 0
    for place, statement in enumerate(answered):
        others = answered[:place] + answered[place + 1 :]
        neighbours = [others] if others else []
        here = IMPORTANCES.index(statement.importance)
        for there in (here - 1, here + 1):
            # Down to 0 is the same as leaving the answer out, which is tried already.
            if 0 < there < len(IMPORTANCES):
                neighbours.append([*others, replace(statement, importance=IMPORTANCES[there])])
        tried += len(neighbours)
        kept += sum(first_of(table, neighbour) == before for neighbour in neighbours)
    first = ranking.first[0]
    weights = {True: 0, False: 0}
    for wish in to_priorities(answered).wishes:
        judgement = table.judgement(first.candidate, wish.criterion)
        weights[judgement is not None and judgement.is_verified] += wish.weight

    sureness = sureness_of(table, answered)

    assert (sureness.kept, sureness.tried) == (kept, tried)
    assert sureness.coverage == int(Fraction(100 * weights[True], sum(weights.values())) + Fraction(1, 2))


@pytest.mark.parametrize(
    ("ratings", "dominated"),
    [
        ({"apple": (5, 5), "pear": (4, 5)}, ("pear",)),
        ({"apple": (5, 5), "pear": (1, 1), "plum": (5, 4)}, ("plum", "pear")),
        # Better somewhere is enough to escape.
        ({"apple": (5, 3), "pear": (1, 4)}, ()),
        # Equal on everything is no dominance.
        ({"apple": (3, 3), "pear": (3, 3)}, ()),
        # What is not known proves nothing.
        ({"apple": (5, 5), "pear": (1, None)}, ()),
        ({"apple": (5, None), "pear": (1, 1)}, ()),
    ],
)
def test_whom_the_first_dominates(ratings, dominated):
    table = table_of(
        {
            slug: {name: rating for name, rating in zip(("orm", "admin"), row, strict=True) if rating is not None}
            for slug, row in ratings.items()
        }
    )
    ranking = ranking_of(table, [stating("data", ("orm", 3), ("admin", 1))])

    assert dominated_by(ranking.first[0], ranking) == dominated


def test_on_a_wish_between_poles_it_is_the_nearer_that_is_better():
    table = table_of({"apple": {"batteries": 1}, "pear": {"batteries": 5}, "plum": {"batteries": 0}})
    ranking = ranking_of(table, [stating("size", ("batteries", 1, 1))])

    assert dominated_by(ranking.first[0], ranking) == ("plum", "pear")


def test_who_is_ruled_out_is_not_called_dominated():
    table = table_of({"apple": {"orm": 5}, "pear": {"orm": 1}})
    ranking = ranking_of(table, [stating("data", ("orm", 1), requiring=[at_least("orm", 3)])])

    assert dominated_by(ranking.first[0], ranking) == ()


@given(table=tables(), answered=statements())
def test_dominance_is_true(table, answered):
    ranking = ranking_of(table, answered)
    assume(ranking.first and ranking.first[0].score is not None)
    first = ranking.first[0]
    names = set(dominated_by(first, ranking))

    for other in ranking.standings:
        if other.candidate == first.candidate:
            continue
        mine = {part.wish: part.judgement for part in first.contributions}
        theirs = {part.wish: part.judgement for part in other.contributions}
        is_known = None not in mine.values() and None not in theirs.values()
        gains = [
            _closeness(mine[wish], wish) - _closeness(theirs[wish], wish) for wish in mine if is_known and wish.weight
        ]
        assert (other.candidate.name in names) == (is_known and min(gains) >= 0 and max(gains) > 0)


def _closeness(judgement: Judgement, wish):
    return judgement.rating if wish.target is None else -abs(wish.target - judgement.rating)


@pytest.mark.parametrize(
    ("wishes", "expected"),
    [
        # Apple gains 4 of five on the ORM, 2 on the admin, loses 1 on async.
        ([("orm", 1), ("admin", 1), ("async", 1)], ("Mapper", "Desk")),
        ([("orm", 1), ("admin", 3), ("async", 1)], ("Desk", "Mapper")),
        ([("orm", 1)], ("Mapper",)),
        # What is weighed twice counts together; a criterion without a name keeps its slug.
        ([("orm", 1), ("other", 2), ("other", 2), ("admin", 1)], ("other", "Mapper")),
    ],
)
def test_the_lead_comes_from_the_criteria_with_the_largest_gain(wishes, expected):
    table = table_of(
        {
            "apple": {"orm": 5, "admin": 4, "async": 2, "other": 3},
            "pear": {"orm": 1, "admin": 2, "async": 3, "other": 1},
        }
    )
    standings = ranking_of(table, [stating("data", *wishes)]).standings

    through = ahead_through(standings[0], standings[1], {"orm": "Mapper", "admin": "Desk", "async": "Async"})

    assert through == expected


def test_every_single_change_is_there_with_who_comes_first_then():
    table = table_of({"apple": {"orm": 5, "async": 0}, "pear": {"orm": 2, "async": 2}})
    instead = answering("no", ("async", 1))
    answered = [stating("data", ("orm", 1), instead=[instead]), stating("load", ("async", 1))]

    changes = changes_by_statement(answered, Explorer(table=table))

    assert {key: set(change.first) for key, change in changes.items()} == {
        ("data", 0): {"pear"},
        ("data", 2): {"apple"},
        ("data", 4): {"apple"},
        ("data", ("no",)): {"pear"},
        ("load", 0): {"apple"},
        ("load", 2): {"pear"},
        ("load", 4): {"pear"},
    }
