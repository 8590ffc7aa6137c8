"""Answered questions for the tests of the sensitivity: short ways to write them down, and hypothesis strategies.

The random problems are small on purpose: few criteria, so that questions pull at the same verdicts and ties, flips
and exclusions are common.
"""

from hypothesis import strategies as st

from comparisons.ranking.priorities import IMPORTANCES, SUPPORT_LEVELS, Origin, Requirement, Wish
from comparisons.ranking.scoring import Candidate, Judgement, VerdictTable
from comparisons.ranking.sensitivity import Option, Statement

CRITERIA = ("admin", "async", "batteries", "orm")
SLUGS = ("aiohttp", "bottle", "django", "flask", "pyramid", "quart")


def answering(answer, *wishes, requiring=()):
    """An option from `("orm", 2)`, or `("batteries", 1, 0)` with a target."""
    return Option(
        answers=(answer,),
        wishes=tuple(
            Wish(
                criterion=criterion,
                weight=weight,
                target=target[0] if target else None,
                origin=Origin(question="", answer=answer),
            )
            for criterion, weight, *target in wishes
        ),
        requirements=tuple(requiring),
    )


def stating(question, *wishes, importance=1, requiring=(), instead=()):
    """A statement whose answer is called "yes"; `instead` are the options it was preferred to."""
    return Statement(
        question=question,
        chosen=answering("yes", *wishes, requiring=requiring),
        importance=importance,
        alternatives=tuple(instead),
    )


def tables(*, slugs=SLUGS):
    """Two to six candidates; any verdict may be missing, some are about no feature."""
    ratings = st.builds(
        Judgement, rating=st.integers(0, 5), support=st.sampled_from((*SUPPORT_LEVELS, "not_applicable"))
    )
    rows = st.fixed_dictionaries({criterion: st.none() | ratings for criterion in CRITERIA})
    return st.dictionaries(st.sampled_from(slugs), rows, min_size=2, max_size=len(slugs)).map(_table)


def _table(rows):
    return VerdictTable(
        candidates=tuple(Candidate(slug=slug, name=slug) for slug in rows),
        judgements={
            (slug, criterion): judgement
            for slug, row in rows.items()
            for criterion, judgement in row.items()
            if judgement
        },
    )


criteria = st.sampled_from(CRITERIA)
importances = st.sampled_from(IMPORTANCES)
wishes = st.builds(Wish, criterion=criteria, weight=st.integers(0, 3), target=st.none() | st.integers(0, 5))
# Low demands, so that somebody is mostly left.
requirements = st.builds(Requirement, criterion=criteria, minimum_rating=st.integers(1, 3)) | st.builds(
    Requirement, criterion=criteria, minimum_support=st.sampled_from(SUPPORT_LEVELS[1:])
)
no_requirements = st.just(())
few_requirements = st.one_of(no_requirements, no_requirements, st.lists(requirements, max_size=2).map(tuple))


@st.composite
def options(draw, answer="more", *, requiring=few_requirements):
    return Option(
        answers=(answer,),
        wishes=tuple(draw(st.lists(wishes, max_size=3))),
        requirements=draw(requiring),
    )


@st.composite
def statements(draw, *, most=6, most_alternatives=3, requiring=few_requirements):
    """One to six answered questions, each with what else could have been answered."""
    return [
        Statement(
            question=f"question-{number}",
            chosen=draw(options("chosen", requiring=requiring)),
            importance=draw(importances),
            alternatives=tuple(
                draw(options(f"other-{other}", requiring=requiring))
                for other in range(draw(st.integers(0, most_alternatives)))
            ),
        )
        for number in range(draw(st.integers(1, most)))
    ]
