import pytest

from comparisons.presentation.pair_rows import build_pair_rows
from tests.presentation.matrices import all_criteria, all_verdicts, create_matrix, framework, keys_of

pytestmark = pytest.mark.django_db


def rows_of(left, right, *, summaries=()):
    rows = build_pair_rows(
        left=framework(left),
        right=framework(right),
        criteria=all_criteria(),
        verdicts=all_verdicts(),
        summaries=keys_of(*summaries),
    )
    return {row.criterion.slug: row for row in rows}


@pytest.fixture
def rows():
    create_matrix(
        {
            "django": {"orm": 5, "admin": 4, "async": 3, "nosql": 0, "auth": 3, "forms": 2, "openapi": None},
            "flask": {"orm": 2, "admin": 3, "async": 3, "nosql": 5, "auth": 3},
        },
        support={"flask": {"auth": "third_party"}},
    )
    return rows_of("django", "flask", summaries=["admin"])


def test_there_is_a_row_for_every_criterion_in_the_order_of_the_table(rows):
    assert list(rows) == [criterion.slug for criterion in all_criteria()]
    assert [slug for slug, row in rows.items() if row.is_summary] == ["admin"]


@pytest.mark.parametrize(
    ("criterion", "lead", "words"),
    [
        ("orm", 3, "Django ahead by 3 steps"),
        ("admin", 1, "Django ahead by 1 step"),
        ("nosql", -5, "Flask ahead by 5 steps"),
        ("async", 0, "level"),
        ("auth", 0, "level, served in another way"),
        ("forms", None, "not known for both"),
        ("openapi", None, "not known for both"),
    ],
)
def test_the_lead_is_a_number_and_words(rows, criterion, lead, words):
    assert (rows[criterion].lead, rows[criterion].lead_in_words) == (lead, words)


def test_rows_differ_in_rating_or_in_support_but_not_by_what_is_unknown(rows):
    assert [slug for slug, row in rows.items() if row.differs] == ["orm", "admin", "nosql", "auth"]
    assert [slug for slug, row in rows.items() if not row.is_known] == ["forms", "openapi"]


def test_the_bar_grows_from_the_middle_towards_the_side_that_is_ahead(rows):
    bars = {slug: (rows[slug].bar_start, rows[slug].bar_width) for slug in ("orm", "nosql", "async", "forms")}

    assert bars == {"orm": (20, 30), "nosql": (50, 50), "async": (50, 0), "forms": (50, 0)}


def test_swapping_the_two_mirrors_each_row(rows):
    swapped = rows_of("flask", "django")

    for slug, row in rows.items():
        other = swapped[slug]
        assert (other.left.rating, other.right.rating) == (row.right.rating, row.left.rating)
        assert other.lead == (None if row.lead is None else -row.lead)
        assert other.lead_in_words == row.lead_in_words
        assert other.bar_width == row.bar_width
        assert other.bar_start == 100 - row.bar_start - row.bar_width
