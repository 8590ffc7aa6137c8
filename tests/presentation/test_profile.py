from fractions import Fraction

import pytest

from comparisons.presentation.profile import CategoryMean, build_category_means, counted
from tests.presentation.matrices import all_criteria, all_verdicts, create_matrix, keys_of


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
