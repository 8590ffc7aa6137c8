"""What `Explorer` says against paper, and against `scoring.rank` on every change there is.

The brute force here tries changes with `rank` on changed statements and knows nothing of the vectors.
"""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from comparisons.ranking.priorities import IMPORTANCES, Origin, Priorities, Wish
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable, fit, rank
from comparisons.ranking.sensitivity import Change, Explorer, Option, Stability, Statement, to_priorities
from tests.ranking.statements import (
    CRITERIA,
    SLUGS,
    answering,
    criteria,
    importances,
    no_requirements,
    options,
    statements,
    stating,
    tables,
)
from tests.ranking.tables import at_least, interval_of, parts, ranks_of, scores_of, table_of

# Django is good at the one, Quart at the other, Flask at neither.
TABLE = table_of(
    {
        "django": {"orm": 5, "async": 1, "batteries": 5},
        "flask": {"orm": 2, "async": 3, "batteries": 0},
        "quart": {"orm": 1, "async": 5},
    }
)
ALL = {"django", "flask", "quart"}
NOBODY = [at_least("orm", 3), at_least("async", 3)]


def first_of(table, stated):
    return {standing.candidate.slug for standing in rank(table, to_priorities(stated)).first}


def lead_of(table, stated):
    return rank(table, to_priorities(stated)).lead or Fraction(0)


# --- on paper


@pytest.mark.parametrize(
    ("stated", "first", "lead"),
    [
        # Nothing is weighed: everyone is first, nobody leads.
        ([], ALL, parts(0)),
        ([stating("a", ("orm", 1), importance=0)], ALL, parts(0)),
        ([stating("a", ("orm", 0))], ALL, parts(0)),
        ([stating("a")], ALL, parts(0)),
        # 5/5 before 2/5.
        ([stating("a", ("orm", 1))], {"django"}, parts(3, 5)),
        # The importance of the only question changes nothing.
        ([stating("a", ("orm", 1), importance=4)], {"django"}, parts(3, 5)),
        # 5 + 1 and 1 + 5 of 10: a tie leads by nothing.
        ([stating("a", ("orm", 1)), stating("b", ("async", 1))], {"django", "quart"}, parts(0)),
        # (2·5 + 1) − (2·2 + 3) of 15
        ([stating("a", ("orm", 1), importance=2), stating("b", ("async", 1))], {"django"}, parts(4, 15)),
        # The weight inside the answer counts as the importance outside: (2·5 + 1) again.
        ([stating("a", ("orm", 2)), stating("b", ("async", 1))], {"django"}, parts(4, 15)),
        # (4·5 + 1·5) − (4·3 + 1·2) of 25, Django out of it.
        (
            [stating("a", ("async", 1), importance=4), stating("b", ("orm", 1), requiring=[at_least("async", 2)])],
            {"quart"},
            parts(4 * 5 + 1 - 4 * 3 - 2, 25),
        ),
        # With target 0: Flask 1, Quart unknown ½, Django 0.
        ([stating("a", ("batteries", 1, 0))], {"flask"}, parts(1, 2)),
        # With target 2: Flask 1 − 2/5, Quart 1 − ½/5, Django 1 − 3/5.
        ([stating("a", ("batteries", 1, 2))], {"quart"}, parts(9, 10) - parts(3, 5)),
        # Requirements alone: who is left shares the first place.
        ([stating("a", requiring=[at_least("orm", 2)])], {"django", "flask"}, parts(0)),
        # The only one left leads nobody.
        ([stating("a", ("async", 1), requiring=[at_least("orm", 3)])], {"django"}, parts(0)),
        # A silenced requirement demands nothing.
        (
            [stating("a", ("async", 1)), stating("b", importance=0, requiring=[at_least("async", 1), *NOBODY])],
            {"quart"},
            parts(2, 5),
        ),
        # An unknown verdict excludes nobody.
        ([stating("a", ("async", 1), requiring=[at_least("batteries", 1)])], {"quart"}, parts(4, 5)),
        # Everyone is ruled out.
        ([stating("a", ("orm", 1), requiring=NOBODY)], set(), parts(0)),
        ([stating("a", requiring=NOBODY)], set(), parts(0)),
    ],
)
def test_who_is_first_and_by_how_much(stated, first, lead):
    explorer = Explorer(table=TABLE)

    outcome = explorer.outcome(stated)

    assert (outcome.first, outcome.lead) == (first, lead)
    assert explorer.first(stated) == first


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ([], {}),
        ([stating("a", ("orm", 1), importance=0)], {}),
        ([stating("a", requiring=[at_least("orm", 2)])], {}),
        ([stating("a", ("orm", 1), requiring=NOBODY)], {}),
        ([stating("a", ("orm", 1))], {"django": parts(1), "flask": parts(2, 5), "quart": parts(1, 5)}),
        # (2·5 + 4·1), (2·2 + 4·3), (2·1 + 4·5) of 5·6
        (
            [stating("a", ("orm", 1), importance=2), stating("b", ("async", 2), importance=2)],
            {"django": parts(14, 30), "flask": parts(16, 30), "quart": parts(22, 30)},
        ),
        # Without Flask; Quart's batteries are unknown: (1/5 + ½) / 2
        (
            [stating("a", ("orm", 1), ("batteries", 1), requiring=[at_least("batteries", 1)])],
            {"django": parts(1), "quart": parts(7, 20)},
        ),
    ],
)
def test_the_scores_of_everyone_who_is_not_ruled_out(stated, expected):
    assert Explorer(table=TABLE).scores(stated) == expected


def test_a_table_without_candidates_has_no_first():
    explorer = Explorer(table=table_of({}))
    stated = [stating("a", ("orm", 1), instead=[answering("no")])]

    assert explorer.first(stated) == set()
    assert explorer.scores(stated) == {}
    assert explorer.smallest_flip(stated) is None
    assert explorer.reach(stated, [answering("more", ("async", 1))]) == 0


def test_every_importance_and_every_other_answer_is_a_change():
    no = answering("no", ("batteries", 1, 0))
    stated = [stating("a", ("orm", 1), importance=2, instead=[no]), stating("b", ("async", 1))]

    changes = list(Explorer(table=TABLE).changes(stated))

    assert changes == [
        # Of the two that are left "async" alone counts: 5/5 before 3/5.
        Change(question="a", steps=2, importance=0, option=None, first=frozenset({"quart"}), lead=parts(2, 5)),
        Change(question="a", steps=1, importance=1, option=None, first=frozenset({"django", "quart"}), lead=parts(0)),
        # (4·5 + 1) − (4·2 + 3) of 25
        Change(question="a", steps=1, importance=4, option=None, first=frozenset({"django"}), lead=parts(10, 25)),
        # Twice the batteries with target 0, in fifths: Django 0 + 1, Flask 10 + 3, Quart 5 + 5.
        Change(question="a", steps=4, importance=None, option=no, first=frozenset({"flask"}), lead=parts(3, 15)),
        Change(question="b", steps=1, importance=0, option=None, first=frozenset({"django"}), lead=parts(3, 5)),
        # (2·5 + 2·1) and (2·1 + 2·5)
        Change(question="b", steps=1, importance=2, option=None, first=frozenset({"django", "quart"}), lead=parts(0)),
        # (2·1 + 4·5) − (2·2 + 4·3) of 30
        Change(question="b", steps=2, importance=4, option=None, first=frozenset({"quart"}), lead=parts(6, 30)),
    ]


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        # One step down is a tie, in which Django is still first; of the two changes of two steps (see above: "a" to
        # 0 leads by 2/5, "b" to 4 by 1/5) the clearer lead wins, whichever was asked first.
        ([stating("a", ("orm", 1), importance=2), stating("b", ("async", 1))], ("a", 2, 0, None, {"quart"})),
        ([stating("b", ("async", 1)), stating("a", ("orm", 1), importance=2)], ("a", 2, 0, None, {"quart"})),
        # Of equal steps and leads the question that was asked first. Quart has 23 of 35 before Django with 19;
        # without "a" it is 17 to 13 of 25 for Django, with "c" twice 34 to 26 of 50.
        (
            [stating("a", ("async", 2)), stating("b", ("async", 2)), stating("c", ("orm", 3))],
            ("a", 1, 0, None, {"django"}),
        ),
        (
            [stating("c", ("orm", 3)), stating("b", ("async", 2)), stating("a", ("async", 2))],
            ("c", 1, 2, None, {"django"}),
        ),
        # One question alone: silenced, everyone is first, Django among them; no other importance changes anything.
        ([stating("a", ("orm", 1))], None),
        # Any change of importance is smaller than a change of answer ...
        (
            [
                stating("a", ("orm", 1), importance=4, instead=[answering("no", ("async", 4))]),
                stating("b", ("async", 1)),
            ],
            # Three steps: 4 to 0.
            ("a", 3, 0, None, {"quart"}),
        ),
        # ... which is taken when nothing else does it.
        (
            [
                stating(
                    "a", ("orm", 1), instead=[answering("no", ("async", 1)), answering("few", ("batteries", 1, 0))]
                )
            ],
            # Quart leads by 2/5, Flask by 1/2.
            ("a", 4, None, "few", {"flask"}),
        ),
        # A requirement that is silenced lets the best one back in; more important it is no different.
        (
            [stating("a", ("orm", 1)), stating("b", requiring=[at_least("async", 2)])],
            ("b", 1, 0, None, {"django"}),
        ),
        # A demand may flip as well: "none at all" of an answer, and then Django is out.
        (
            [stating("a", ("orm", 1)), stating("b", instead=[answering("must", requiring=[at_least("async", 2)])])],
            ("b", 4, None, "must", {"flask"}),
        ),
        # An answer that rules everyone out puts nobody first.
        ([stating("a", ("orm", 1), instead=[answering("must", requiring=NOBODY)])], None),
        # A silenced question has no other answer to give, but can be made to count.
        (
            [
                stating("a", ("orm", 1)),
                stating(
                    "b", ("async", 2), importance=0, instead=[answering("must", requiring=[at_least("async", 2)])]
                ),
            ],
            ("b", 1, 1, None, {"quart"}),
        ),
        # Everyone shares the first place, so that nobody is "another".
        ([], None),
        ([stating("a", ("orm", 1), importance=0)], None),
        # Nobody is left: that is for `Ranking.requirement_to_drop`.
        ([stating("a", ("orm", 1)), stating("b", requiring=NOBODY)], None),
    ],
)
def test_the_smallest_single_change_that_puts_another_first(stated, expected):
    flip = Explorer(table=TABLE).smallest_flip(stated)

    assert (
        flip
        and (
            flip.question,
            flip.steps,
            flip.importance,
            flip.option and flip.option.answers[0],
            flip.first,
        )
    ) == expected


@pytest.mark.parametrize(
    ("stated", "kept", "tried"),
    [
        # Nothing to change: nothing was tried.
        ([], 0, 0),
        # The only answer is not removed, neither by removing nor by silencing it: from 1 only up to 2.
        ([stating("a", ("orm", 1))], 1, 1),
        ([stating("a", ("orm", 1), importance=2)], 2, 2),
        ([stating("a", ("orm", 1), importance=4)], 1, 1),
        # "a": 1 ties, 4 keeps, without it Quart. "b": 2 ties, without it Django.
        ([stating("a", ("orm", 1), importance=2), stating("b", ("async", 1))], 2, 5),
        # A tie is kept only as the same tie: "a" and "b" raised break it, and so does removing either.
        ([stating("a", ("orm", 1)), stating("b", ("async", 1))], 0, 4),
        # Without the demand, or without the wish, another first; to the rest the importance is all the same.
        ([stating("a", ("orm", 1)), stating("b", requiring=[at_least("async", 2)])], 2, 4),
        # Everyone is ruled out, whatever "a" says; without "b" Django is there.
        ([stating("a", ("orm", 1)), stating("b", requiring=NOBODY)], 3, 4),
    ],
)
def test_how_many_small_changes_keep_the_first_place(stated, kept, tried):
    assert Explorer(table=TABLE).stability(stated) == Stability(kept=kept, tried=tried)


@pytest.mark.parametrize(("kept", "tried", "share"), [(0, 0, parts(1)), (0, 4, parts(0)), (3, 4, parts(3, 4))])
def test_the_share_of_the_changes_that_keep_it_is_all_when_none_was_tried(kept, tried, share):
    assert Stability(kept=kept, tried=tried).share == share


ORM = answering("orm", ("orm", 1))
ASYNC = answering("async", ("async", 1))
INDIFFERENT = answering("indifferent")
MUST_ASYNC = answering("must-async", requiring=[at_least("async", 2)])


@pytest.mark.parametrize(
    ("stated", "further", "expected"),
    [
        ([], [], False),
        ([], [INDIFFERENT], False),
        ([], [INDIFFERENT, ORM], True),
        ([], [MUST_ASYNC], True),
        # 20 + 1 against 4 + 5
        ([stating("a", ("orm", 1), importance=4)], [ASYNC, ORM, INDIFFERENT], False),
        # 5 + 1 against 1 + 5: a tie is another first place.
        ([stating("a", ("orm", 1))], [ASYNC], True),
        # Django cannot be caught up with, but ruled out.
        ([stating("a", ("orm", 1), importance=4)], [ASYNC, MUST_ASYNC], True),
        # Whoever is out stays out, and Flask leads Quart without any say of the ORM.
        ([stating("a", ("orm", 4), requiring=[at_least("async", 2)])], [ORM, ASYNC], False),
        # Nobody is left, and nobody comes back.
        ([stating("a", ("orm", 1), requiring=NOBODY)], [ORM, ASYNC, MUST_ASYNC], False),
        # Ruling out everyone changes the first place, too.
        ([stating("a", ("orm", 1))], [answering("nobody", requiring=NOBODY)], True),
        # A silenced statement is as good as none.
        ([stating("a", ("async", 4), importance=0)], [ORM], True),
    ],
)
def test_whether_a_further_answer_can_change_the_first_place(stated, further, expected):
    assert Explorer(table=TABLE).can_change_first(stated, further) is expected


@pytest.mark.parametrize(
    ("stated", "further", "expected"),
    [
        ([], [], parts(0)),
        ([stating("a", ("orm", 1))], [], parts(0)),
        ([], [INDIFFERENT], parts(0)),
        # From ½ to 1, 2/5 and 1/5.
        ([], [ORM], parts(1, 2) + parts(1, 10) + parts(3, 10)),
        # The mean over the answers.
        ([], [ORM, INDIFFERENT], parts(9, 20)),
        # From 1, 2/5, 1/5 to 6/10, 5/10, 6/10.
        ([stating("a", ("orm", 1))], [ASYNC], parts(4 + 1 + 4, 10)),
        # The same again moves nothing.
        ([stating("a", ("orm", 1))], [ORM], parts(0)),
        # Ruled out: from 1 to 0, and nobody else moves.
        ([stating("a", ("orm", 1))], [MUST_ASYNC], parts(1)),
        # Ruled out before anything was weighed: from ½ to 0.
        ([], [MUST_ASYNC], parts(1, 2)),
        # Everyone ruled out: from 1, 2/5 and 1/5, or from ½ each.
        ([stating("a", ("orm", 1))], [answering("nobody", requiring=NOBODY)], parts(8, 5)),
        ([], [answering("nobody", requiring=NOBODY)], parts(3, 2)),
        # Who is out already does not move: the others go from ½ to 2/5 and 1/5.
        ([stating("a", requiring=[at_least("async", 2)])], [MUST_ASYNC], parts(0)),
        ([stating("a", requiring=[at_least("async", 2)])], [ORM], parts(1, 10) + parts(3, 10)),
        ([stating("a", ("orm", 1), requiring=NOBODY)], [ORM, ASYNC], parts(0)),
    ],
)
def test_how_far_a_question_moves_all_scores_together(stated, further, expected):
    assert Explorer(table=TABLE).reach(stated, further) == expected


def test_as_priorities_every_wish_counts_as_often_as_its_question_is_important():
    demand = at_least("orm", 2)
    stated = [
        stating("a", ("orm", 3), ("batteries", 1, 0), importance=4),
        stating("silenced", ("orm", 2), importance=0, requiring=[at_least("async", 5)]),
        stating("b", ("orm", 1), ("async", 0), importance=2, requiring=[demand]),
    ]

    said = Origin(question="", answer="yes")
    assert to_priorities(stated) == Priorities(
        wishes=(
            Wish(criterion="orm", weight=12, origin=said),
            Wish(criterion="batteries", weight=4, target=0, origin=said),
            Wish(criterion="orm", weight=2, origin=said),
            Wish(criterion="async", weight=0, origin=said),
        ),
        # A demand is no stronger for being important.
        requirements=(demand,),
    )


@pytest.mark.parametrize(
    "stated", [[], [stating("a", ("orm", 1), importance=0, requiring=[at_least("orm", 5)])], [stating("a")]]
)
def test_nothing_stated_makes_empty_priorities(stated):
    assert to_priorities(stated) == Priorities()


# --- against the engine, on random problems


def neighbours_of(stated):
    """Every single change: (number of steps, question, changed statements), in the order of the questions."""
    for place, statement in enumerate(stated):
        changed = [
            (abs(IMPORTANCES.index(importance) - IMPORTANCES.index(statement.importance)), {"importance": importance})
            for importance in IMPORTANCES
            if importance != statement.importance
        ]
        changed += [(len(IMPORTANCES), {"chosen": option}) for option in statement.alternatives]
        for steps, difference in changed:
            neighbour = list(stated)
            neighbour[place] = replace(statement, **difference)
            yield steps, statement.question, neighbour


def with_change(stated, change):
    return [
        statement
        if statement.question != change.question
        else replace(statement, importance=change.importance)
        if change.option is None
        else replace(statement, chosen=change.option)
        for statement in stated
    ]


@settings(max_examples=200)
@given(table=tables(), stated=statements())
def test_the_explorer_counts_as_the_engine_does(table, stated):
    explorer = Explorer(table=table)
    ranking = rank(table, to_priorities(stated))

    assert explorer.first(stated) == {standing.candidate.slug for standing in ranking.first}
    assert explorer.outcome(stated).lead == (ranking.lead or 0)
    assert explorer.scores(stated) == {slug: score for slug, score in scores_of(ranking).items() if score is not None}
    assert all(type(score) is Fraction for score in explorer.scores(stated).values())


@settings(max_examples=60)
@given(table=tables(), stated=statements(most=4, most_alternatives=2))
def test_the_changes_are_all_there_are_and_come_out_as_the_engine_says(table, stated):
    changes = list(Explorer(table=table).changes(stated))

    assert [(change.steps, change.question, change.first, change.lead) for change in changes] == [
        (steps, question, first_of(table, neighbour), lead_of(table, neighbour))
        for steps, question, neighbour in neighbours_of(stated)
    ]
    assert [with_change(stated, change) for change in changes] == [
        neighbour for _, _, neighbour in neighbours_of(stated)
    ]


@settings(max_examples=100)
@given(table=tables(), stated=statements())
def test_the_stated_flip_flips_and_no_smaller_change_does(table, stated):
    before = first_of(table, stated)
    flipping = []
    for order, (steps, question, neighbour) in enumerate(neighbours_of(stated)):
        first = first_of(table, neighbour)
        if before and first and not first & before:
            flipping.append((steps, -lead_of(table, neighbour), order, question, neighbour))

    flip = Explorer(table=table).smallest_flip(stated)

    if not flipping:
        assert flip is None
        return
    steps, minus_lead, _, question, neighbour = min(flipping, key=lambda found: found[:3])
    after = first_of(table, with_change(stated, flip))
    assert after
    assert not after & before
    assert (flip.first, flip.steps, flip.lead) == (after, steps, -minus_lead)
    assert flip.question == question
    assert with_change(stated, flip) == neighbour


def points_of(table, slug, option):
    """What the answer is worth to the candidate, in fits."""
    judgements = {wish: table.judgements.get((slug, wish.criterion)) for wish in option.wishes}
    return sum(
        (
            wish.weight * fit(Fraction(5, 2) if judgements[wish] is None else judgements[wish].rating, wish.target)
            for wish in option.wishes
        ),
        Fraction(0),
    )


@settings(max_examples=120)
@given(
    table=tables(slugs=SLUGS[:2]),
    stated=statements(most_alternatives=0, requiring=no_requirements),
)
def test_two_meet_where_the_closed_form_says(table, stated):
    # w_k' = w_k − D / (a_k − b_k), D = Σ w (a − b)
    ahead, behind = SLUGS[:2]
    gaps = [points_of(table, ahead, s.chosen) - points_of(table, behind, s.chosen) for s in stated]
    distance = sum(statement.importance * gap for statement, gap in zip(stated, gaps, strict=True))
    if distance < 0:
        ahead, behind = behind, ahead
        gaps, distance = [-gap for gap in gaps], -distance
    assume(distance > 0)
    explorer = Explorer(table=table)

    smallest = None
    for place, (statement, gap) in enumerate(zip(stated, gaps, strict=True)):
        meeting = statement.importance - distance / gap if gap else None
        for importance in IMPORTANCES:
            neighbour = [*stated[:place], replace(statement, importance=importance), *stated[place + 1 :]]
            if meeting is None or (importance - meeting) * gap > 0:
                expected = {ahead}
            elif importance == meeting:
                expected = {ahead, behind}
            else:
                expected = {behind}
                steps = abs(IMPORTANCES.index(importance) - IMPORTANCES.index(statement.importance))
                smallest = steps if smallest is None else min(steps, smallest)
            assert explorer.first(neighbour) == expected
        if meeting is not None and meeting >= 0:
            # On the meeting point itself, between the steps: everything times its denominator.
            at_meeting = Priorities(
                wishes=tuple(
                    replace(wish, weight=wish.weight * int(importance * meeting.denominator))
                    for number, other in enumerate(stated)
                    for importance in [meeting if number == place else Fraction(other.importance)]
                    for wish in other.chosen.wishes
                )
            )
            assert set(ranks_of(rank(table, at_meeting)).values()) == {1}

    flip = explorer.smallest_flip(stated)
    assert (flip and flip.steps) == smallest


@settings(max_examples=100)
@given(table=tables(), stated=statements(most_alternatives=1))
def test_the_stability_is_the_count_of_all_small_changes(table, stated):
    before = first_of(table, stated)
    tried = []
    for place, statement in enumerate(stated):
        rest = [other for number, other in enumerate(stated) if number != place]
        if rest:
            tried.append(rest)
        for importance in {0: [1], 1: [2], 2: [1, 4], 4: [2]}[statement.importance]:
            tried.append([*stated[:place], replace(statement, importance=importance), *stated[place + 1 :]])

    stability = Explorer(table=table).stability(stated)

    assert stability.tried == len(tried)
    assert stability.kept == sum(first_of(table, neighbour) == before for neighbour in tried)


@settings(max_examples=100)
@given(table=tables(), stated=statements(most_alternatives=0), further=st.lists(options(), max_size=4))
def test_whether_and_how_far_a_question_can_change_agrees_with_trying_it(table, stated, further):
    def standing(priorities):
        scores = scores_of(rank(table, priorities))
        # Who is ruled out has no standing, who is not weighed none but a half.
        return {
            candidate.slug: (scores[candidate.slug] if priorities.total_weight else Fraction(1, 2))
            if candidate.slug in scores
            else Fraction(0)
            for candidate in table.candidates
        }

    before = standing(to_priorities(stated))
    asked = [[*stated, Statement(question="further", chosen=option)] for option in further]
    moved = sum(
        (
            abs(score - before[slug])
            for answered in asked
            for slug, score in standing(to_priorities(answered)).items()
        ),
        Fraction(0),
    )
    explorer = Explorer(table=table)

    assert explorer.can_change_first(stated, further) is any(
        first_of(table, answered) != first_of(table, stated) for answered in asked
    )
    assert explorer.reach(stated, further) == (moved / len(further) if further else 0)


@settings(max_examples=100)
@given(table=tables(), stated=statements(most_alternatives=0), data=st.data())
def test_whatever_the_unknown_turns_out_to_be_the_score_stays_in_its_interval(table, stated, data):
    ranking = rank(table, to_priorities(stated))
    unknown = [
        (candidate.slug, criterion)
        for candidate in table.candidates
        for criterion in CRITERIA
        if (candidate.slug, criterion) not in table.judgements
    ]
    # The ends of the scale are where the interval ends, mostly.
    ratings = data.draw(
        st.lists(st.sampled_from((0, 5)) | st.integers(0, 5), min_size=len(unknown), max_size=len(unknown))
    )
    found = {key: Judgement(rating=rating, support="built_in") for key, rating in zip(unknown, ratings, strict=True)}
    known = VerdictTable(candidates=table.candidates, judgements={**table.judgements, **found})

    # Who turns out to fail a requirement has no score.
    for slug, score in Explorer(table=known).scores(stated).items():
        lowest, expected, highest = interval_of(ranking, slug)
        assert 0 <= lowest <= expected <= highest <= 1
        assert lowest <= score <= highest


@settings(max_examples=120)
@given(table=tables(), stated=statements(most_alternatives=0), criterion=criteria, data=st.data())
def test_raising_the_importance_of_a_question_never_hurts_who_is_best_on_its_criterion(
    table, stated, criterion, data
):
    target = data.draw(st.none() | st.integers(0, 5))
    only = Option(
        answers=("yes",), wishes=(Wish(criterion=criterion, weight=data.draw(st.integers(1, 3)), target=target),)
    )
    place = data.draw(st.integers(0, len(stated)))
    lower, higher = sorted(data.draw(st.tuples(importances, importances)))

    def ranks_at(importance):
        asked = Statement(question="raised", chosen=only, importance=importance)
        return ranks_of(rank(table, to_priorities([*stated[:place], asked, *stated[place:]])))

    before, after = ranks_at(lower), ranks_at(higher)

    assert before.keys() == after.keys()
    worth = {slug: points_of(table, slug, only) for slug in before}
    for slug in before:
        if worth[slug] == max(worth.values()):
            assert after[slug] <= before[slug]


@settings(max_examples=100)
@given(
    table=tables(),
    stated=statements(most_alternatives=2),
    further=st.lists(options(), max_size=2),
    new_names=st.permutations(SLUGS),
    data=st.data(),
)
def test_renaming_the_candidates_permutes_and_changes_nothing_else(table, stated, further, new_names, data):
    renamed = dict(zip(SLUGS, new_names, strict=True))
    other_table = VerdictTable(
        candidates=tuple(
            Candidate(slug=renamed[candidate.slug], name=renamed[candidate.slug])
            for candidate in data.draw(st.permutations(table.candidates))
        ),
        judgements={(renamed[slug], criterion): found for (slug, criterion), found in table.judgements.items()},
    )
    explorer, other = Explorer(table=table), Explorer(table=other_table)

    def rename(change):
        return change and replace(change, first=frozenset(renamed[slug] for slug in change.first))

    assert {renamed[slug] for slug in explorer.first(stated)} == other.first(stated)
    assert {renamed[slug]: score for slug, score in explorer.scores(stated).items()} == other.scores(stated)
    assert [rename(change) for change in explorer.changes(stated)] == list(other.changes(stated))
    assert rename(explorer.smallest_flip(stated)) == other.smallest_flip(stated)
    assert explorer.stability(stated) == other.stability(stated)
    assert explorer.reach(stated, further) == other.reach(stated, further)
    assert explorer.can_change_first(stated, further) is other.can_change_first(stated, further)
