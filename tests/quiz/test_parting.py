from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from comparisons.quiz.parting import MOST_QUESTIONS, find_parting, lead_of, table_of_two
from comparisons.quiz.simulation import PoolQuestion
from comparisons.ranking.priorities import Priorities, Requirement, Wish
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable, rank
from comparisons.ranking.sensitivity import Statement, to_priorities
from tests.ranking.statements import answering, options, tables


def table_of(**ratings):
    """A table from `django={"orm": 5}`; what is not named is unknown."""
    return VerdictTable(
        candidates=tuple(Candidate(slug=slug, name=slug) for slug in ratings),
        judgements={
            (slug, criterion): Judgement(rating=rating, support="built_in")
            for slug, row in ratings.items()
            for criterion, rating in row.items()
        },
    )


def question(slug, *answers):
    return PoolQuestion(slug=slug, options=answers)


TWO = table_of(django={"orm": 5, "size": 1, "async": 3}, flask={"orm": 1, "size": 5, "async": 3})
DATA = question("data", answering("much", ("orm", 1)), answering("little", ("size", 1)))
WAITING = question("waiting", answering("long", ("async", 1)))
# Its answers speak for one of the two, more or less.
TABLES = question("tables", answering("many", ("orm", 1)), answering("some", ("orm", 1), ("async", 1)))


def sizes(parting):
    return [(answer.option.answers[0], answer.lead.size) for answer in parting.answers]


def test_a_question_with_an_answer_for_either_side_parts_the_two():
    (parting,) = find_parting([DATA], TWO, left="django", right="flask")

    assert parting.question == "data"
    assert sizes(parting) == [("much", Fraction(4, 5)), ("little", Fraction(-4, 5))]
    assert (parting.parts, parting.spread) == (True, Fraction(8, 5))


def test_a_question_that_tells_the_two_apart_by_no_answer_is_left_out():
    assert find_parting([WAITING, question("empty")], TWO, left="django", right="flask") == ()


def test_those_that_part_stand_before_those_that_only_lean_and_the_widest_first():
    wide = question("wide", answering("much", ("orm", 1)), answering("none", ("async", 1)))
    narrow = question("narrow", answering("a", ("orm", 1), ("async", 9)), answering("b", ("size", 1), ("async", 9)))

    found = find_parting([TABLES, wide, narrow, DATA], TWO, left="django", right="flask", most=4)

    assert [parting.question for parting in found] == ["data", "narrow", "wide", "tables"]


def test_of_equal_ones_the_earlier_in_the_quiz_is_taken_and_they_are_few():
    questions = [question(f"q{number}", *DATA.options) for number in range(MOST_QUESTIONS + 2)]

    found = find_parting(questions, TWO, left="django", right="flask")

    assert [parting.question for parting in found] == [f"q{number}" for number in range(MOST_QUESTIONS)]


@pytest.mark.parametrize(
    ("demanded", "size", "is_out"),
    [
        (("orm", 3), 1, (False, True)),
        (("size", 3), -1, (True, False)),
        (("async", 5), 0, (True, True)),
        (("async", 3), 0, (False, False)),
    ],
)
def test_who_is_ruled_out_is_behind_by_the_whole_scale(demanded, size, is_out):
    criterion, minimum = demanded
    demand = Priorities(requirements=(Requirement(criterion=criterion, minimum_rating=minimum),))

    lead = lead_of(demand, TWO, left="django", right="flask")

    assert lead.size == size
    assert (lead.left is None, lead.right is None) == is_out
    assert (bool(lead.left_failed), bool(lead.right_failed)) == is_out


@pytest.mark.parametrize(
    ("left", "right", "is_certain"),
    [
        ({"orm": 5}, {"orm": 1}, True),
        ({"orm": 3}, {"orm": 3}, True),
        # What is unknown may turn out to be 0 or 5, on both sides of 3.
        ({"orm": 3}, {}, False),
        ({}, {}, False),
    ],
)
def test_a_lead_is_certain_when_no_unknown_verdict_could_turn_it(left, right, is_certain):
    table = table_of(django=left, flask=right)

    lead = lead_of(Priorities(wishes=(Wish(criterion="orm", weight=1),)), table, left="django", right="flask")

    assert lead.is_certain is is_certain


def test_a_demand_that_could_not_be_verified_makes_a_lead_uncertain():
    table = table_of(django={"orm": 5}, flask={"orm": 1})
    priorities = Priorities(
        wishes=(Wish(criterion="orm", weight=1),), requirements=(Requirement(criterion="admin", minimum_rating=3),)
    )

    assert not lead_of(priorities, table, left="django", right="flask").is_certain


@st.composite
def problems(draw):
    """A table, two of its candidates, and a quiz."""
    table = draw(tables())
    left, right = draw(st.permutations([candidate.slug for candidate in table.candidates]))[:2]
    questions = [
        question(f"q{number}", *(draw(options(f"a{place}")) for place in range(draw(st.integers(1, 4)))))
        for number in range(draw(st.integers(1, 5)))
    ]
    return table, left, right, questions


@given(problems())
def test_giving_the_answer_really_gives_that_order(problem):
    table, left, right, questions = problem

    for parting in find_parting(questions, table, left=left, right=right):
        for answer in parting.answers:
            # In the whole field, as the quiz ranks it.
            ranking = rank(table, to_priorities([Statement(question=parting.question, chosen=answer.option)]))
            mine, theirs = ranking.standing_of(left), ranking.standing_of(right)
            if answer.lead.size > 0:
                assert mine is not None
                assert theirs is None or mine.rank < theirs.rank
            elif answer.lead.size < 0:
                assert theirs is not None
                assert mine is None or theirs.rank < mine.rank
            else:
                assert (mine is None) == (theirs is None)
                assert mine is None or mine.rank == theirs.rank


@given(problems())
def test_swapping_the_two_mirrors_every_lead_and_chooses_the_same_questions(problem):
    table, left, right, questions = problem

    found = find_parting(questions, table, left=left, right=right)
    swapped = find_parting(questions, table, left=right, right=left)

    assert [parting.question for parting in swapped] == [parting.question for parting in found]
    for one, other in zip(found, swapped, strict=True):
        assert sizes(other) == [(answer, -size) for answer, size in sizes(one)]
        assert [answer.lead.is_certain for answer in one.answers] == [
            answer.lead.is_certain for answer in other.answers
        ]


@given(problems())
@pytest.mark.once
def test_no_question_left_out_tells_more(problem):
    table, left, right, questions = problem

    every = find_parting(questions, table, left=left, right=right, most=len(questions))
    few = find_parting(questions, table, left=left, right=right, most=2)

    assert few == every[:2]
    assert all(
        (one.parts, one.spread) >= (other.parts, other.spread) for one, other in zip(every, every[1:], strict=False)
    )


@given(problems())
def test_a_certain_lead_stays_whatever_the_unknown_verdicts_are(problem):
    table, left, right, questions = problem
    options_given = [option for asked in questions for option in asked.options]
    criteria = {wish.criterion for option in options_given for wish in option.wishes} | {
        demand.criterion for option in options_given for demand in option.requirements
    }

    for option in options_given:
        priorities = to_priorities([Statement(question="", chosen=option)])
        lead = lead_of(priorities, table, left=left, right=right)
        if not lead.is_certain:
            continue
        for own, others in ((0, 5), (5, 0), (5, 5), (0, 0)):
            judgements = {
                (slug, criterion): Judgement(rating=rating, support="built_in")
                for slug, rating in ((left, own), (right, others))
                for criterion in criteria
            } | dict(table.judgements)
            filled = lead_of(
                priorities,
                VerdictTable(candidates=table.candidates, judgements=judgements),
                left=left,
                right=right,
            )
            assert (filled.size > 0, filled.size < 0) == (lead.size > 0, lead.size < 0)


@given(tables())
def test_a_table_of_two_keeps_just_the_two(table):
    one, other = (candidate.slug for candidate in table.candidates[:2])

    both = table_of_two(table, one, other)

    assert {candidate.slug for candidate in both.candidates} == {one, other}
    assert both.judgements == table.judgements
