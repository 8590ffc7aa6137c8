from fractions import Fraction

import pytest

from comparisons.models import Criterion, Question
from comparisons.presentation.shares import build_shares, decimal, reasons_by_origin
from comparisons.ranking.scoring import rank
from tests import factories
from tests.ranking.tables import table_of, wishing


def shares_of(ratings, *wishes, gained=True):
    """The shares of the only candidate, each with a reason per question."""
    (standing,) = rank(table_of({"apple": ratings}), wishing(*wishes)).standings
    names = {name for name, *_rest in wishes}
    return build_shares(
        standing,
        {name: Criterion(slug=name, name=name.title()) for name in names},
        {(f"question-{number}", "yes", name): f"reason {number}" for number, (name, *_rest) in enumerate(wishes)},
        "/frameworks/apple/",
        gained=gained,
    )


def short(shares):
    return [(share.criterion.slug, share.points, share.rating, share.target) for share in shares]


def test_what_was_gained_stands_with_the_largest_first():
    shares = shares_of({"orm": 4, "admin": 5}, ("orm", 1), ("admin", 1))

    assert short(shares) == [("admin", "50.0", 5, None), ("orm", "40.0", 4, None)]
    assert shares[0].verdict_address == "/frameworks/apple/#admin"


def test_what_was_lost_stands_with_the_largest_first_and_without_what_lost_nothing():
    shares = shares_of({"orm": 4, "admin": 5, "async": 1}, ("orm", 1), ("admin", 1), ("async", 2), gained=False)

    assert short(shares) == [("async", "40.0", 1, None), ("orm", "5.0", 4, None)]


def test_several_answers_about_one_criterion_are_one_share_with_each_reason_once():
    (share,) = shares_of({"orm": 5}, ("orm", 1), ("orm", 3))

    assert (share.points, share.because) == ("100.0", ("reason 0", "reason 1"))


def test_a_wish_between_poles_stands_apart_from_a_plain_one():
    assert short(shares_of({"batteries": 5}, ("batteries", 1), ("batteries", 1, 4))) == [
        ("batteries", "50.0", 5, None),
        ("batteries", "40.0", 5, 4),
    ]


def test_of_equal_shares_the_slug_decides():
    shares = shares_of({"orm": 5, "admin": 5}, ("orm", 1), ("admin", 1))

    assert [share.criterion.slug for share in shares] == ["admin", "orm"]


def test_an_unknown_verdict_gives_half_and_loses_half():
    assert short(shares_of({}, ("orm", 1))) == short(shares_of({}, ("orm", 1), gained=False))
    assert short(shares_of({}, ("orm", 1))) == [("orm", "50.0", None, None)]


@pytest.mark.parametrize(
    ("share", "expected"),
    [(Fraction(1), "100.0"), (Fraction(1, 3), "33.3"), (Fraction(12, 250), "4.8"), (Fraction(1, 3000), "0.0")],
)
def test_a_share_is_written_in_points_with_one_decimal(share, expected):
    assert decimal(share) == expected


@pytest.mark.django_db
def test_the_reasons_of_effects_and_requirements_are_found_by_who_gave_them():
    orm, hidden = factories.create_criterion(slug="orm"), factories.create_criterion(slug="hidden", state="draft")
    answer = factories.create_answer(question=factories.create_question(slug="store"), slug="tables")
    factories.create_effect(answer=answer, criterion=orm, reason="data lives in tables")
    factories.create_effect(answer=answer, criterion=hidden, reason="nobody may see this")
    other = factories.create_answer(question=factories.create_question(slug="rules"), slug="must")
    factories.create_requirement(answer=other, criterion=orm, reason="nothing less will do")

    reasons = reasons_by_origin(Question.objects.published().with_answers())

    assert reasons == {
        ("store", "tables", "orm"): "data lives in tables",
        ("rules", "must", "orm"): "nothing less will do",
    }
