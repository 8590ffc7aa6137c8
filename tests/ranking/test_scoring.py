from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.ranking.priorities import SUPPORT_LEVELS, Priorities, Requirement, Wish
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable, fit, meets, rank
from tests.ranking.tables import (
    at_least,
    interval_of,
    order_of,
    parts,
    ranks_of,
    scores_of,
    table_of,
    wishing,
)


@pytest.mark.parametrize(
    ("rating", "target", "expected"),
    [
        (0, None, parts(0)),
        (1, None, parts(1, 5)),
        (5, None, parts(1)),
        (parts(5, 2), None, parts(1, 2)),
        (0, 0, parts(1)),
        (5, 0, parts(0)),
        (2, 0, parts(3, 5)),
        (5, 5, parts(1)),
        (0, 5, parts(0)),
        (3, 3, parts(1)),
        (5, 3, parts(3, 5)),
        (1, 3, parts(3, 5)),
        (parts(5, 2), 2, parts(9, 10)),
    ],
)
def test_the_fit_is_the_rating_or_the_closeness_to_the_target(rating, target, expected):
    assert fit(rating, target) == expected


@pytest.mark.parametrize(
    ("ratings", "wishes", "expected"),
    [
        # One wish: the rating itself, of 5.
        ({"orm": 4}, [("orm", 1)], parts(4, 5)),
        ({"orm": 4}, [("orm", 4)], parts(4, 5)),
        # (2·4 + 1·1) / (5·3)
        ({"orm": 4, "admin": 1}, [("orm", 2), ("admin", 1)], parts(3, 5)),
        # (1·5 + 2·0 + 4·3) / (5·7)
        ({"orm": 5, "admin": 0, "async": 3}, [("orm", 1), ("admin", 2), ("async", 4)], parts(17, 35)),
        # A wish without weight neither helps nor dilutes.
        ({"orm": 4, "admin": 0}, [("orm", 1), ("admin", 0)], parts(4, 5)),
        # Two wishes for the same criterion count as one of both weights.
        ({"orm": 4, "admin": 1}, [("orm", 1), ("orm", 1), ("admin", 1)], parts(3, 5)),
        # Rated 4 with target 1: 1 − 3/5; beside a 5 of double weight: (2/5 + 2) / 3
        ({"batteries": 4, "orm": 5}, [("batteries", 1, 1), ("orm", 2)], parts(4, 5)),
        # Opposite poles of a known verdict always make one half of the weight: (4/5 + 1/5) / 2
        ({"batteries": 4}, [("batteries", 1, 5), ("batteries", 1, 0)], parts(1, 2)),
        # A criterion that nobody asked for has no effect.
        ({"orm": 4, "admin": 0}, [("orm", 1)], parts(4, 5)),
    ],
)
def test_the_score_is_the_weighted_mean(ratings, wishes, expected):
    table = table_of({"django": ratings})

    ranking = rank(table, wishing(*wishes))

    assert interval_of(ranking, "django") == (expected, expected, expected)
    assert ranking.standing_of("django").is_certain


@pytest.mark.parametrize(
    ("ratings", "wishes", "expected"),
    [
        # All unknown: half, and everything is open.
        ({}, [("orm", 1)], (parts(0), parts(1, 2), parts(1))),
        # (2·4/5 + 1·½) / 3, open by a third.
        ({"orm": 4}, [("orm", 2), ("admin", 1)], (parts(8, 15), parts(7, 10), parts(13, 15))),
        # With the target at a pole the fit is a half again, and the whole scale is open.
        ({}, [("batteries", 1, 0)], (parts(0), parts(1, 2), parts(1))),
        # With target 2 the fit lies between 2/5 (rated 5) and 1 (rated 2); half the scale is ½ away: 9/10.
        ({}, [("batteries", 1, 2)], (parts(2, 5), parts(9, 10), parts(1))),
        # Opposite targets for one unknown verdict: whatever it is, the two fits add up to 1.
        ({}, [("batteries", 1, 0), ("batteries", 1, 5)], (parts(1, 2), parts(1, 2), parts(1, 2))),
        # With three times the weight on the upper pole: from 1/4 (rated 0) to 3/4 (rated 5).
        ({}, [("batteries", 1, 0), ("batteries", 3, 5)], (parts(1, 4), parts(1, 2), parts(3, 4))),
        # Two different unknown verdicts are open independently.
        ({}, [("orm", 1), ("batteries", 1, 0)], (parts(0), parts(1, 2), parts(1))),
        # An unknown verdict without weight opens nothing.
        ({"orm": 4}, [("orm", 1), ("admin", 0)], (parts(4, 5), parts(4, 5), parts(4, 5))),
    ],
)
def test_an_unknown_verdict_counts_half_and_opens_an_interval(ratings, wishes, expected):
    table = table_of({"django": ratings})

    ranking = rank(table, wishing(*wishes))

    assert interval_of(ranking, "django") == expected
    assert ranking.standing_of("django").is_certain is (expected[0] == expected[2])


def test_a_wish_lists_its_share_its_loss_and_whether_it_is_known():
    table = table_of({"django": {"orm": 4}})
    priorities = wishing(("orm", 2), ("admin", 1))

    known, unknown = rank(table, priorities).standing_of("django").contributions

    assert (known.share, known.loss, known.is_unknown) == (parts(8, 15), parts(2, 15), False)
    assert (unknown.share, unknown.loss, unknown.is_unknown) == (parts(1, 6), parts(1, 6), True)
    assert (known.wish, unknown.wish) == priorities.wishes


@pytest.mark.parametrize(
    ("judgement", "demand", "expected"),
    [
        (None, 1, None),
        (None, "custom_code", None),
        ((0, "none"), 1, False),
        ((2, "built_in"), 3, False),
        ((3, "custom_code"), 3, True),
        ((5, "not_applicable"), 4, True),
        ((3, "not_applicable"), 4, False),
        # Support of a question that is not about a feature is neither met nor failed.
        ((5, "not_applicable"), "built_in", None),
        ((0, "not_applicable"), "custom_code", None),
    ],
)
def test_a_requirement_is_met_failed_or_not_known(judgement, demand, expected):
    known = judgement and Judgement(rating=judgement[0], support=judgement[1])

    assert meets(known, at_least("orm", demand)) is expected


@pytest.mark.parametrize("demanded", SUPPORT_LEVELS)
@pytest.mark.parametrize("given_level", SUPPORT_LEVELS)
def test_support_meets_its_own_level_and_every_weaker_one(demanded, given_level):
    strongest_first = ["built_in", "official_extension", "third_party", "custom_code", "none"]
    expected = strongest_first.index(given_level) <= strongest_first.index(demanded)

    assert meets(Judgement(rating=3, support=given_level), at_least("orm", demanded)) is expected


def test_who_fails_a_requirement_is_ruled_out_by_each_that_it_fails():
    table = table_of({"django": {"orm": 5, "admin": 5}, "flask": {"orm": 2, "admin": 1}})
    demands = [at_least("orm", 3), at_least("admin", 2), at_least("orm", 1)]

    ranking = rank(table, wishing(("orm", 1), requiring=demands))

    assert order_of(ranking) == ["django"]
    assert [(e.candidate.slug, e.failed) for e in ranking.exclusions] == [("flask", (demands[0], demands[1]))]
    assert ranking.standing_of("flask") is None


def test_a_requirement_neither_adds_to_a_score_nor_takes_from_it():
    table = table_of({"django": {"orm": 4, "admin": 5}, "flask": {"orm": 3, "admin": 3}})

    ranking = rank(table, wishing(("orm", 1), requiring=[at_least("admin", 2)]))

    assert scores_of(ranking) == {"django": parts(4, 5), "flask": parts(3, 5)}


def test_an_unknown_verdict_excludes_nobody_and_is_reported_as_unverified():
    table = table_of({"django": {"orm": 5}, "quart": {}})
    demand = at_least("orm", 5)

    ranking = rank(table, wishing(requiring=[demand]))

    assert ranking.exclusions == ()
    assert ranking.standing_of("django").unverified == ()
    assert ranking.standing_of("quart").unverified == (demand,)


def test_a_question_that_is_no_feature_excludes_nobody_by_support():
    table = table_of({"django": {"maturity": 5}}, support={"django": {"maturity": "not_applicable"}})
    demand = at_least("maturity", "built_in")

    ranking = rank(table, wishing(requiring=[demand]))

    assert ranking.standing_of("django").unverified == (demand,)


def test_equal_scores_share_a_rank_and_the_next_one_skips():
    table = table_of({"a": {"orm": 5}, "b": {"orm": 3}, "c": {"orm": 3}, "d": {"orm": 3}, "e": {"orm": 1}})

    ranking = rank(table, wishing(("orm", 1)))

    assert ranks_of(ranking) == {"a": 1, "b": 2, "c": 2, "d": 2, "e": 5}


def test_those_of_equal_score_stand_in_the_order_of_their_names_whatever_their_case():
    names = {"one": "aiohttp", "two": "Bottle", "three": "Ähnlich", "four": "Zope", "five": "bottle"}
    table = table_of({slug: {"orm": 3} for slug in ("four", "three", "two", "five", "one")}, names=names)

    ranking = rank(table, wishing(("orm", 1)))

    # The two bottles differ in their slugs only: "five" before "two".
    assert order_of(ranking) == ["one", "five", "two", "four", "three"]
    assert set(ranks_of(ranking).values()) == {1}


def test_scores_that_only_look_equal_in_floating_point_are_told_apart_and_equal_ones_are_not():
    thirds = {f"c{number}": 1 for number in range(3)}
    table = table_of({"one": thirds, "other": {"c0": 3, "c1": 0, "c2": 0}, "more": {**thirds, "c0": 2}})

    ranking = rank(table, wishing(*((criterion, 1) for criterion in thirds)))

    assert ranks_of(ranking) == {"more": 1, "one": 2, "other": 2}


@pytest.mark.parametrize("priorities", [Priorities(), wishing(("orm", 0)), wishing(("orm", 0), ("admin", 0))])
def test_without_weights_everyone_is_first_without_a_score(priorities):
    table = table_of({"flask": {"orm": 2}, "django": {"orm": 5}, "quart": {}})

    ranking = rank(table, priorities)

    assert order_of(ranking) == ["django", "flask", "quart"]
    assert {standing.rank for standing in ranking.standings} == {1}
    assert scores_of(ranking) == {"django": None, "flask": None, "quart": None}
    assert all(standing.contributions == () for standing in ranking.standings)
    assert len(ranking.first) == 3
    assert ranking.lead is None


def test_requirements_alone_rule_out_and_leave_the_others_without_a_score():
    table = table_of({"flask": {"orm": 2}, "django": {"orm": 5}})

    ranking = rank(table, wishing(requiring=[at_least("orm", 3)]))

    assert scores_of(ranking) == {"django": None}
    assert [exclusion.candidate.slug for exclusion in ranking.exclusions] == ["flask"]


def test_a_table_without_candidates_gives_an_empty_ranking():
    ranking = rank(table_of({}), wishing(("orm", 1), requiring=[at_least("orm", 3)]))

    assert (ranking.standings, ranking.exclusions, ranking.first) == ((), (), ())
    assert ranking.lead is None
    assert ranking.requirement_to_drop() is None


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        ({"a": {"orm": 5}}, None),
        ({"a": {"orm": 5}, "b": {"orm": 5}}, parts(0)),
        ({"a": {"orm": 5}, "b": {"orm": 4}, "c": {"orm": 0}}, parts(1, 5)),
        # Whoever is ruled out is nobody to be ahead of.
        ({"a": {"orm": 5, "admin": 1}, "b": {"orm": 4, "admin": 0}}, None),
    ],
)
def test_the_lead_is_the_distance_to_the_next(ratings, expected):
    ranking = rank(table_of(ratings), wishing(("orm", 1), requiring=[at_least("admin", 1)]))

    assert ranking.lead == expected


def test_all_that_share_the_first_place_are_first():
    table = table_of({"a": {"orm": 4}, "b": {"orm": 4}, "c": {"orm": 3}})

    ranking = rank(table, wishing(("orm", 1)))

    assert [standing.candidate.slug for standing in ranking.first] == ["a", "b"]


@pytest.mark.parametrize(
    ("ratings", "expected"),
    [
        # Somebody is left: nothing to drop.
        ({"a": {"orm": 5, "admin": 5, "async": 5}, "b": {"orm": 0}}, None),
        # Without the demand on the ORM two come back, without the one on the admin one.
        ({"a": {"orm": 0}, "b": {"orm": 0}, "c": {"admin": 0}}, ("orm", 2)),
        ({"a": {"admin": 0}, "b": {"orm": 0, "admin": 0}, "c": {"admin": 1}}, ("admin", 2)),
        # Equally many: the one that was stated first.
        ({"a": {"admin": 0}, "b": {"orm": 0}}, ("orm", 1)),
        # Everyone fails two of them, so no single one helps.
        ({"a": {"orm": 0, "admin": 0}, "b": {"admin": 0, "async": 0}}, None),
    ],
)
def test_when_everyone_is_ruled_out_the_requirement_that_brings_back_the_most_is_named(ratings, expected):
    demands = [at_least("orm", 3), at_least("admin", 3), at_least("async", 3)]

    dropping = rank(table_of(ratings), wishing(("orm", 1), requiring=demands)).requirement_to_drop()

    assert (dropping and (dropping[0].criterion, dropping[1])) == expected


CRITERIA = ("admin", "async", "batteries", "orm")
SLUGS = ("aiohttp", "bottle", "django", "flask", "pyramid")

ratings_of_one = st.dictionaries(st.sampled_from(CRITERIA), st.integers(0, 5))
tables = st.dictionaries(st.sampled_from(SLUGS), ratings_of_one, min_size=1).map(table_of)
weights = st.sampled_from((0, 1, 2, 4))
plain_wishes = st.builds(Wish, criterion=st.sampled_from(CRITERIA), weight=weights)
any_wishes = st.builds(
    Wish,
    criterion=st.sampled_from(CRITERIA),
    weight=weights,
    target=st.none() | st.integers(0, 5),
)
requirements = st.builds(Requirement, criterion=st.sampled_from(CRITERIA), minimum_rating=st.integers(1, 5))


def priorities_of(wishes, *, most_requirements=2):
    return st.builds(
        Priorities,
        wishes=st.lists(wishes, max_size=6).map(tuple),
        requirements=st.lists(requirements, max_size=most_requirements).map(tuple),
    )


def with_rating(table, slug, criterion, rating):
    judgement = Judgement(rating=rating, support="built_in")
    return VerdictTable(candidates=table.candidates, judgements={**table.judgements, (slug, criterion): judgement})


@given(table=tables, priorities=priorities_of(plain_wishes), data=st.data())
def test_raising_a_verdict_never_lowers_its_framework(table, priorities, data):
    slug = data.draw(st.sampled_from([candidate.slug for candidate in table.candidates]))
    criterion = data.draw(st.sampled_from(CRITERIA))
    lower = data.draw(st.integers(0, 4))
    higher = data.draw(st.integers(lower + 1, 5))

    before = rank(with_rating(table, slug, criterion, lower), priorities).standing_of(slug)
    after = rank(with_rating(table, slug, criterion, higher), priorities)

    if before:
        assert after.standing_of(slug).rank <= before.rank
        assert (after.standing_of(slug).score or 0) >= (before.score or 0)


@given(table=tables, priorities=priorities_of(any_wishes), new_names=st.permutations(SLUGS))
def test_renaming_the_candidates_renames_the_result_and_changes_nothing_else(table, priorities, new_names):
    renamed = dict(zip(SLUGS, new_names, strict=True))
    other_table = VerdictTable(
        candidates=tuple(Candidate(slug=renamed[c.slug], name=renamed[c.name]) for c in table.candidates),
        judgements={(renamed[slug], criterion): j for (slug, criterion), j in table.judgements.items()},
    )

    ranking = rank(table, priorities)
    other = rank(other_table, priorities)

    assert {renamed[slug]: score for slug, score in scores_of(ranking).items()} == scores_of(other)
    assert {renamed[slug]: place for slug, place in ranks_of(ranking).items()} == ranks_of(other)


@given(table=tables, priorities=priorities_of(any_wishes), data=st.data())
def test_the_order_of_the_candidates_has_no_effect(table, priorities, data):
    shuffled = VerdictTable(
        candidates=tuple(data.draw(st.permutations(table.candidates))), judgements=table.judgements
    )

    assert rank(shuffled, priorities) == rank(table, priorities)


@given(table=tables, priorities=priorities_of(any_wishes), factor=st.integers(1, 1000))
def test_only_the_ratio_of_the_weights_matters(table, priorities, factor):
    scaled = Priorities(
        wishes=tuple(
            Wish(criterion=wish.criterion, weight=wish.weight * factor, target=wish.target)
            for wish in priorities.wishes
        ),
        requirements=priorities.requirements,
    )

    ranking = rank(table, priorities)
    other = rank(table, scaled)

    assert order_of(other) == order_of(ranking)
    assert ranks_of(other) == ranks_of(ranking)
    assert [(s.lowest, s.score, s.highest) for s in other.standings] == [
        (s.lowest, s.score, s.highest) for s in ranking.standings
    ]


@given(table=tables, priorities=priorities_of(any_wishes), data=st.data())
def test_removing_a_framework_changes_neither_scores_nor_order_of_the_others(table, priorities, data):
    gone = data.draw(st.sampled_from(table.candidates))
    smaller = VerdictTable(
        candidates=tuple(candidate for candidate in table.candidates if candidate != gone),
        judgements=table.judgements,
    )

    ranking = rank(table, priorities)
    other = rank(smaller, priorities)

    assert order_of(other) == [slug for slug in order_of(ranking) if slug != gone.slug]
    assert scores_of(other) == {slug: s for slug, s in scores_of(ranking).items() if slug != gone.slug}
    if gone.slug not in [standing.candidate.slug for standing in ranking.first]:
        assert [s.candidate for s in other.first] == [s.candidate for s in ranking.first]


@given(table=tables, priorities=priorities_of(any_wishes))
def test_shares_add_up_to_the_score_and_with_the_losses_to_the_weight(table, priorities):
    ranking = rank(table, priorities)

    for standing in ranking.standings:
        for part in standing.contributions:
            assert part.share + part.loss == Fraction(part.wish.weight, priorities.total_weight)
        if standing.score is not None:
            assert sum(part.share for part in standing.contributions) == standing.score
            assert sum(part.loss for part in standing.contributions) == 1 - standing.score


@given(table=tables, priorities=priorities_of(any_wishes, most_requirements=0), data=st.data())
def test_whatever_the_unknown_turns_out_to_be_the_score_stays_in_its_interval(table, priorities, data):
    filled = table
    for candidate in table.candidates:
        for criterion in CRITERIA:
            if table.judgement(candidate, criterion) is None:
                filled = with_rating(filled, candidate.slug, criterion, data.draw(st.integers(0, 5)))

    ranking = rank(table, priorities)
    known = rank(filled, priorities)

    for standing in ranking.standings:
        if standing.score is not None:
            score = known.standing_of(standing.candidate.slug).score
            assert 0 <= standing.lowest <= standing.score <= standing.highest <= 1
            assert standing.lowest <= score <= standing.highest


@given(ratings=ratings_of_one, wishes=st.lists(any_wishes, min_size=1, max_size=3))
def test_both_ends_of_the_interval_can_really_happen(ratings, wishes):
    table = table_of({"django": ratings})
    priorities = Priorities(wishes=tuple(wishes))
    standing = rank(table, priorities).standing_of("django")
    filled = [table]
    for criterion in sorted(priorities.criteria - set(ratings)):
        filled = [with_rating(one, "django", criterion, rating) for one in filled for rating in range(6)]

    possible = {rank(one, priorities).standing_of("django").score for one in filled}

    assert {standing.lowest, standing.highest} <= possible


@given(table=tables, priorities=priorities_of(plain_wishes, most_requirements=0), data=st.data())
def test_raising_the_weight_of_a_criterion_never_hurts_who_is_best_on_it(table, priorities, data):
    criterion = data.draw(st.sampled_from(CRITERIA))
    best = data.draw(st.sampled_from(table.candidates))
    # An unknown verdict of another counts half the scale, so the best has at least a 3.
    known = [judgement.rating for (_, name), judgement in table.judgements.items() if name == criterion]
    table = with_rating(table, best.slug, criterion, data.draw(st.integers(max([3, *known]), 5)))
    extra = data.draw(st.integers(1, 8))
    heavier = Priorities(wishes=(*priorities.wishes, Wish(criterion=criterion, weight=extra)))

    before = rank(table, priorities).standing_of(best.slug)
    after = rank(table, heavier).standing_of(best.slug)

    if before.score is not None:
        assert after.rank <= before.rank
