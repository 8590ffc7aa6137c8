from fractions import Fraction

import pytest

from comparisons.presentation.profile import (
    CategoryMean,
    CategoryStanding,
    build_category_means,
    build_category_standings,
    counted,
)
from tests.presentation.matrices import all_criteria, all_verdicts, create_matrix, criterion, keys_of


def means_of(slug, *, summaries=()):
    return build_category_means(
        criteria=all_criteria(),
        verdicts=[verdict for verdict in all_verdicts() if verdict.framework.slug == slug],
        summaries=keys_of(*summaries),
    )


@pytest.mark.django_db
def test_the_mean_of_a_category_is_over_what_is_known_and_counted():
    create_matrix(
        {"django": {"orm": 5, "admin": 4, "nosql": None, "overall": 0, "async": None}},
        categories={"async": "network"},
    )

    means = means_of("django", summaries=["overall"])

    assert [(mean.category.slug, mean.mean, mean.known, mean.total) for mean in means] == [
        ("data", Fraction(9, 2), 2, 3),
        ("network", None, 0, 1),
    ]


@pytest.mark.django_db
def test_criteria_that_sum_up_others_are_not_counted():
    create_matrix({"django": {"orm": 5, "overall": 5}})

    assert [criterion.slug for criterion in counted(all_criteria(), summaries=keys_of("overall"))] == ["orm"]


@pytest.mark.parametrize(
    ("mean", "text", "percent"),
    [(None, "–", 0), (Fraction(0), "0.0", 0), (Fraction(5), "5.0", 100), (Fraction(7, 3), "2.3", 47)],
)
def test_a_mean_is_shown_as_text_and_as_a_bar(mean, text, percent):
    shown = CategoryMean(category=None, mean=mean, known=0, total=0)

    assert (shown.text, shown.percent, shown.percent_left) == (text, percent, 100 - percent)


@pytest.mark.django_db
def test_a_standing_sets_the_means_of_the_others_beside_the_own():
    create_matrix({"django": {"orm": None, "admin": None, "overall": None}})
    orm, admin, overall = (criterion(slug).pk for slug in ("orm", "admin", "overall"))

    (standing,) = build_category_standings(
        criteria=all_criteria(),
        own={orm: 5, admin: 4, overall: 0},
        # The second is known in part, the third only where it does not count.
        field=[{orm: 1, admin: 2}, {orm: 4}, {overall: 5}],
        summaries=keys_of("overall"),
    )

    assert standing.own.mean == Fraction(9, 2)
    assert standing.others == (Fraction(3, 2), 4)


@pytest.mark.parametrize(
    ("others", "texts", "percents"),
    [
        ((), ("–", "–", "–"), (0, 0, 0)),
        ((Fraction(2),), ("2.0", "2.0", "2.0"), (40, 40, 40)),
        ((Fraction(0), Fraction(3, 2), Fraction(5)), ("0.0", "2.2", "5.0"), (0, 43, 100)),
    ],
)
def test_the_others_are_shown_as_text_and_as_a_line(others, texts, percents):
    standing = CategoryStanding(own=CategoryMean(category=None, mean=None, known=0, total=0), others=others)

    assert (standing.lowest_text, standing.others_text, standing.highest_text) == texts
    assert (standing.percent_lowest, standing.percent_of_others, standing.percent_highest) == percents
