"""What stands beside each option: how many rows it would give."""

import pytest
from django.http import QueryDict

from comparisons import filtersets
from comparisons.filtersets import (
    ChangeFilterSet,
    ClaimFilterSet,
    ComparisonFilterSet,
    CriterionFilterSet,
    ExtensionFilterSet,
    FrameworkFilterSet,
    NotableUserFilterSet,
)
from tests.filtersets.contents import CONTENT, FILTERSETS, create_comparison, filtered, published_rows


@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_each_count_is_the_number_of_rows_that_choosing_only_that_option_gives(catalogue, filterset_class):
    unfiltered = filtered(filterset_class)

    for name, its_filter in unfiltered.filters.items():
        counts = unfiltered.counts(name)
        if isinstance(its_filter, filtersets.SettingWordsFilter):
            continue  # drops no row, so nothing is counted for it
        for value, _label in its_filter.extra.get("choices", ()):
            rows = filtered(filterset_class, f"{name}={value}").qs.count()
            assert counts.get(value, 0) == rows, f"{name}={value}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filterset_class", "query"),
    [
        (ComparisonFilterSet, "category=data&framework=django&framework=flask"),
        (ComparisonFilterSet, "differences=on&q=o"),
        (ComparisonFilterSet, "support=built_in&category=network"),
        (FrameworkFilterSet, "kind=micro&interface=wsgi"),
        (FrameworkFilterSet, "built_in=sessions&q=a"),
        (CriterionFilterSet, "category=data&q=e"),
        (NotableUserFilterSet, "industry=media&status=current&status=disputed"),
        (ExtensionFilterSet, "framework=django&framework=flask&criterion=orm"),
        (ClaimFilterSet, "framework=django&framework=flask&category=data&status=holds"),
        (ChangeFilterSet, "framework=django&framework=flask&kind=verdict&revision=8"),
    ],
)
def test_counts_look_at_all_filters_but_their_own(filterset_class, query):
    CONTENT[filterset_class]()
    filterset = filtered(filterset_class, query)
    others = QueryDict(query, mutable=True)

    for name, its_filter in filterset.filters.items():
        if name == "framework" and filterset_class is ComparisonFilterSet:
            continue  # Columns, not rows.
        if isinstance(its_filter, filtersets.SettingWordsFilter):
            continue  # drops no row, so nothing is counted for it
        counts = filterset.counts(name)
        for value, _label in its_filter.extra.get("choices", ()):
            data = others.copy()
            data.setlist(name, [value])
            rows = filterset_class(data, queryset=published_rows(filterset_class)).qs
            assert counts.get(value, 0) == rows.count(), f"{name}={value}"


@pytest.mark.django_db
def test_a_column_counts_the_rows_on_which_something_is_known_of_it():
    create_comparison()

    counts = filtered(ComparisonFilterSet).counts("framework")

    assert counts == {"django": 3, "flask": 2}


@pytest.mark.django_db
@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_counting_an_empty_catalogue_counts_nothing(filterset_class):
    filterset = filtered(filterset_class)

    assert all(not any(filterset.counts(name).values()) for name in filterset.filters)


@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_filtering_and_counting_cost_a_bounded_number_of_queries(
    catalogue, filterset_class, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        filterset = filtered(filterset_class)
        len(filterset.qs)
        for name in filterset.filters:
            filterset.counts(name)
