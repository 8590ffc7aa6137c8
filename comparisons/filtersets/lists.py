"""The lists: frameworks, criteria, notable users, extensions and claims."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from comparisons.choices import (
    ClaimStatus,
    ExtensionStatus,
    FrameworkKind,
    Interface,
    Support,
    UsageStatus,
)
from comparisons.filtersets.base import CatalogueFilterSet, Counts, TextFilter, WordsFilter, count_by
from comparisons.models import (
    Category,
    Claim,
    Criterion,
    Extension,
    Framework,
    Industry,
    NotableUser,
    Verdict,
)
from comparisons.models.frameworks import INTERFACE_COLUMNS
from comparisons.models.publication import visible


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
        return count_by(rows.filter(visible("criteria")), "criteria__category__slug")
