"""What a visitor may ask for in an address: one FilterSet per list, for pages now and the API later.

Options made from rows are made in `__init__`, so that they are today's. Every value is checked against them in
Python before it meets the database; an unknown one is named beside its field and the filter is not applied.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from comparisons.choices import (
    ClaimStatus,
    ExtensionStatus,
    FrameworkKind,
    Interface,
    PublicationState,
    Support,
    UsageStatus,
)
from comparisons.fields import PairsField, WordsField
from comparisons.models import Category, Claim, Criterion, Extension, Framework, Industry, NotableUser, Verdict
from comparisons.models.frameworks import INTERFACE_COLUMNS
from comparisons.ranking.priorities import IMPORTANCES, SUPPORT_LEVELS, Priorities, Requirement, Wish

MOST_CHARACTERS = 100
DEFAULT_COLUMNS = 5

Counts = dict[str, int]


class WordsFilter(django_filters.MultipleChoiceFilter):
    """Several words of a list; a row stays when it fits any of them."""

    field_class = WordsField


class TextFilter(django_filters.CharFilter):
    """Free text, bounded; the form refuses NUL and trims."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=MOST_CHARACTERS, **options)


class PairsFilter(django_filters.Filter):
    """Settings that stand in the address without dropping a row."""

    field_class = PairsField

    def filter(self, qs: QuerySet[Any], value: Any) -> QuerySet[Any]:
        return qs


class CatalogueFilterSet(django_filters.FilterSet):
    """What all lists share: options from rows, and the number of rows that each option would give."""

    def offer(self, name: str, options: Iterable[tuple[str, Any]]) -> None:
        """Sets the options of a filter. Called from `__init__`, before the form is made."""
        self.filters[name].extra["choices"] = list(options)

    def queryset_without(self, name: str) -> QuerySet[Any]:
        """The rows that all filters but this one leave."""
        self.is_valid()
        rows: QuerySet[Any] = self.queryset.all()
        for other, value in self.form.cleaned_data.items():
            if other != name:
                rows = self.filters[other].filter(rows, value)
        return rows

    def counts(self, name: str) -> Counts:
        """How many rows each option would give, were it the only one chosen beside the other filters."""
        counter = getattr(self, f"count_{name}", None)
        return counter(self.queryset_without(name)) if counter else {}

    def chosen(self, name: str) -> list[str]:
        """The valid values of a filter, as words."""
        self.is_valid()
        value = self.form.cleaned_data.get(name)
        if not value:
            return []
        return list(value) if isinstance(value, list | tuple) else [str(value)]


def count_by(rows: QuerySet[Any], field: str) -> Counts:
    """How many rows there are of each value of the field."""
    # The order is dropped: Django would group by it too.
    grouped = rows.order_by().values_list(field).annotate(Count("pk", distinct=True))
    return {str(value): number for value, number in grouped}


class ComparisonFilterSet(CatalogueFilterSet):
    """The table: columns (`framework`), rows (the other filters), and what to rank by (`weight`, `require`)."""

    framework = WordsFilter(label=_("Frameworks"), method="choose_columns")
    category = WordsFilter(label=_("Category"), field_name="category__slug")
    criterion = WordsFilter(label=_("Criteria"), field_name="slug")
    support = WordsFilter(label=_("Support"), method="keep_supported", choices=Support.choices)
    q = TextFilter(label=_("Search criteria"), method="keep_matching")
    differences = WordsFilter(
        label=_("Show"),
        method="keep_differing",
        choices=[("on", _("Only differences"))],
    )
    weight = PairsFilter(label=_("Weights"))
    require = PairsFilter(label=_("Requirements"))

    class Meta:
        model = Criterion
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("framework", ((framework.slug, framework.name) for framework in self.all_frameworks))
        categories = {criterion.category.slug: criterion.category.name for criterion in self.all_criteria}
        self.offer("category", categories.items())
        criteria = {criterion.slug: criterion.name for criterion in self.all_criteria}
        self.offer("criterion", criteria.items())
        self.filters["weight"].extra.update(
            names=criteria, values={str(weight): weight for weight in IMPORTANCES}, what=_("criterion")
        )
        self.filters["require"].extra.update(names=criteria, values=demands(), what=_("criterion"))

    @cached_property
    def all_frameworks(self) -> list[Framework]:
        return list(Framework.objects.published().in_order())

    @cached_property
    def all_criteria(self) -> list[Criterion]:
        return list(Criterion.objects.published().with_category().in_order())

    @cached_property
    def frameworks(self) -> list[Framework]:
        """The columns: those chosen, or the first few."""
        chosen = self.chosen("framework")
        if not chosen:
            return self.all_frameworks[:DEFAULT_COLUMNS]
        return [framework for framework in self.all_frameworks if framework.slug in chosen]

    @cached_property
    def priorities(self) -> Priorities:
        """The visitor's own weights and requirements, for the same engine as the quiz's."""
        self.is_valid()
        weights: dict[str, int] = self.form.cleaned_data.get("weight") or {}
        demanded: dict[str, int | str] = self.form.cleaned_data.get("require") or {}
        return Priorities(
            wishes=tuple(Wish(criterion=slug, weight=weight) for slug, weight in weights.items()),
            requirements=tuple(
                Requirement(criterion=slug, minimum_rating=demand)
                if isinstance(demand, int)
                else Requirement(criterion=slug, minimum_support=demand)
                for slug, demand in demanded.items()
            ),
        )

    def choose_columns(self, rows: QuerySet[Criterion], name: str, value: list[str]) -> QuerySet[Criterion]:
        return rows

    def keep_supported(self, rows: Any, name: str, value: list[str]) -> QuerySet[Criterion]:
        kept: QuerySet[Criterion] = rows.supported_as(value, frameworks=self.frameworks)
        return kept

    def keep_matching(self, rows: Any, name: str, value: str) -> QuerySet[Criterion]:
        kept: QuerySet[Criterion] = rows.matching(value, frameworks=self.frameworks)
        return kept

    def keep_differing(self, rows: Any, name: str, value: list[str]) -> QuerySet[Criterion]:
        kept: QuerySet[Criterion] = rows.differing_between(self.frameworks)
        return kept

    def count_framework(self, rows: QuerySet[Criterion]) -> Counts:
        return count_by(Verdict.objects.published().filter(criterion__in=rows.order_by()), "framework__slug")

    def count_category(self, rows: QuerySet[Criterion]) -> Counts:
        return count_by(rows, "category__slug")

    def count_criterion(self, rows: QuerySet[Criterion]) -> Counts:
        return count_by(rows, "slug")

    def count_support(self, rows: QuerySet[Criterion]) -> Counts:
        verdicts = Verdict.objects.published().filter(
            criterion__in=rows.order_by(), framework__in=[framework.pk for framework in self.frameworks]
        )
        grouped = verdicts.order_by().values_list("support").annotate(Count("criterion", distinct=True))
        return dict(grouped)

    def count_differences(self, rows: Any) -> Counts:
        return {"on": rows.differing_between(self.frameworks).count()}


def demands() -> dict[str, int | str]:
    """What `require=<criterion>:…` may demand, as it stands in the address."""
    levels: dict[str, int | str] = {level: level for level in SUPPORT_LEVELS if level != Support.NONE}
    return levels | {str(rating): rating for rating in range(1, 6)}


class FrameworkFilterSet(CatalogueFilterSet):
    kind = WordsFilter(label=_("Kind"), choices=FrameworkKind.choices)
    interface = WordsFilter(label=_("Interface"), method="keep_speaking", choices=Interface.choices)
    built_in = WordsFilter(label=_("Built in"), method="keep_building_in")
    q = TextFilter(label=_("Search frameworks"), method="keep_matching")

    class Meta:
        model = Framework
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.criteria = list(Criterion.objects.published().in_order().shipped_by_some())
        self.offer("built_in", ((criterion.slug, criterion.name) for criterion in self.criteria))

    def keep_speaking(self, rows: Any, name: str, value: list[str]) -> QuerySet[Framework]:
        kept: QuerySet[Framework] = rows.with_interface(value)
        return kept

    def keep_building_in(self, rows: Any, name: str, value: list[str]) -> QuerySet[Framework]:
        wanted = [criterion for criterion in self.criteria if criterion.slug in value]
        kept: QuerySet[Framework] = rows.building_in(wanted)
        return kept

    def keep_matching(self, rows: Any, name: str, value: str) -> QuerySet[Framework]:
        kept: QuerySet[Framework] = rows.matching(value)
        return kept

    def count_kind(self, rows: QuerySet[Framework]) -> Counts:
        return count_by(rows, "kind")

    def count_interface(self, rows: QuerySet[Framework]) -> Counts:
        columns = list(rows.order_by().values(*INTERFACE_COLUMNS.values()))
        return {
            interface.value: sum(row[column] for row in columns) for interface, column in INTERFACE_COLUMNS.items()
        }

    def count_built_in(self, rows: QuerySet[Framework]) -> Counts:
        shipped = Verdict.objects.published().filter(
            framework__in=rows.order_by().values("pk"), support=Support.BUILT_IN
        )
        return count_by(shipped, "criterion__slug")


class CriterionFilterSet(CatalogueFilterSet):
    category = WordsFilter(label=_("Category"), field_name="category__slug")
    q = TextFilter(label=_("Search criteria"), method="keep_matching")

    class Meta:
        model = Criterion
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        categories = Category.objects.with_published_criteria().in_order()
        self.offer("category", ((category.slug, category.name) for category in categories))

    def keep_matching(self, rows: Any, name: str, value: str) -> QuerySet[Criterion]:
        kept: QuerySet[Criterion] = rows.matching_own_words(value)
        return kept

    def count_category(self, rows: QuerySet[Criterion]) -> Counts:
        return count_by(rows, "category__slug")


class NotableUserFilterSet(CatalogueFilterSet):
    framework = WordsFilter(label=_("Framework"), field_name="framework__slug")
    industry = WordsFilter(label=_("Industry"), field_name="industry__slug")
    status = WordsFilter(label=_("Status"), choices=UsageStatus.choices)
    q = TextFilter(label=_("Search organisations"), method="keep_matching")

    class Meta:
        model = NotableUser
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        frameworks = Framework.objects.published().in_order()
        self.offer("framework", ((framework.slug, framework.name) for framework in frameworks))
        industries = Industry.objects.with_published_users().by_name()
        self.offer("industry", ((industry.slug, industry.name) for industry in industries))

    def keep_matching(self, rows: Any, name: str, value: str) -> QuerySet[NotableUser]:
        kept: QuerySet[NotableUser] = rows.matching(value)
        return kept

    def count_framework(self, rows: QuerySet[NotableUser]) -> Counts:
        return count_by(rows, "framework__slug")

    def count_industry(self, rows: QuerySet[NotableUser]) -> Counts:
        return count_by(rows, "industry__slug")

    def count_status(self, rows: QuerySet[NotableUser]) -> Counts:
        return count_by(rows, "status")


class ExtensionFilterSet(CatalogueFilterSet):
    framework = WordsFilter(label=_("Framework"), field_name="frameworks__slug")
    status = WordsFilter(label=_("Status"), choices=ExtensionStatus.choices)
    criterion = WordsFilter(label=_("Helps with"), field_name="criteria__slug")
    q = TextFilter(label=_("Search extensions"), method="keep_matching")

    class Meta:
        model = Extension
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        frameworks = Framework.objects.published().in_order()
        self.offer("framework", ((framework.slug, framework.name) for framework in frameworks))
        criteria = Criterion.objects.published().in_order().helped_by_extensions()
        self.offer("criterion", ((criterion.slug, criterion.name) for criterion in criteria))

    def keep_matching(self, rows: Any, name: str, value: str) -> QuerySet[Extension]:
        kept: QuerySet[Extension] = rows.matching(value)
        return kept

    def count_framework(self, rows: QuerySet[Extension]) -> Counts:
        return count_by(rows, "frameworks__slug")

    def count_status(self, rows: QuerySet[Extension]) -> Counts:
        return count_by(rows, "status")

    def count_criterion(self, rows: QuerySet[Extension]) -> Counts:
        return count_by(rows, "criteria__slug")


class ClaimFilterSet(CatalogueFilterSet):
    framework = WordsFilter(label=_("Framework"), field_name="frameworks__slug")
    status = WordsFilter(label=_("Today"), choices=ClaimStatus.choices)
    category = WordsFilter(label=_("About"), method="keep_about")
    q = TextFilter(label=_("Search claims"), method="keep_matching")

    class Meta:
        model = Claim
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        frameworks = Framework.objects.published().with_published_claims().in_order()
        self.offer("framework", ((framework.slug, framework.name) for framework in frameworks))
        categories = Category.objects.with_published_criteria().in_order()
        self.offer("category", ((category.slug, category.name) for category in categories))

    def keep_about(self, rows: Any, name: str, value: list[str]) -> QuerySet[Claim]:
        kept: QuerySet[Claim] = rows.about_categories(value)
        return kept

    def keep_matching(self, rows: Any, name: str, value: str) -> QuerySet[Claim]:
        kept: QuerySet[Claim] = rows.matching(value)
        return kept

    def count_framework(self, rows: QuerySet[Claim]) -> Counts:
        return count_by(rows, "frameworks__slug")

    def count_status(self, rows: QuerySet[Claim]) -> Counts:
        return count_by(rows, "status")

    def count_category(self, rows: QuerySet[Claim]) -> Counts:
        return count_by(rows.filter(criteria__state=PublicationState.PUBLISHED), "criteria__category__slug")
