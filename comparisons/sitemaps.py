"""Every public page that a search engine should know; absolute addresses come from the settings, not the request."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from comparisons.models import Criterion, Extension, Framework, Scenario
from comparisons.presentation.pair import canonical_slug

FIXED_PAGES = (
    "home",
    "comparison_table",
    "framework_list",
    "criterion_list",
    "notable_user_list",
    "extension_list",
    "claim_list",
    "scenario_list",
    "quiz",
    "method",
)


if TYPE_CHECKING:
    _Sitemap = Sitemap[tuple[str, date | None]]
else:
    _Sitemap = Sitemap  # Django's own class takes no parameter at run time


class CatalogueSitemap(_Sitemap):
    """Pages as (path, day of the last change or None)."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def items(self) -> list[tuple[str, date | None]]:
        return [*self._fixed(), *self._rows(), *self._pairs()]

    def location(self, item: tuple[str, date | None]) -> str:
        return item[0]

    def lastmod(self, item: tuple[str, date | None]) -> date | None:
        return item[1]

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc

    def _fixed(self) -> Iterable[tuple[str, None]]:
        return ((reverse(f"comparisons:{name}"), None) for name in FIXED_PAGES)

    def _rows(self) -> Iterable[tuple[str, date | None]]:
        for framework in Framework.objects.published().in_order():
            yield framework.get_absolute_url(), framework.written_on
        for criterion in Criterion.objects.published().in_order():
            yield criterion.get_absolute_url(), None
        for extension in Extension.objects.published().by_name():
            yield extension.get_absolute_url(), extension.written_on
        for scenario in Scenario.objects.published().in_order():
            yield scenario.get_absolute_url(), None

    def _pairs(self) -> Iterable[tuple[str, None]]:
        slugs = Framework.objects.published().order_by("slug").values_list("slug", flat=True)
        for first, second in combinations(slugs, 2):
            yield reverse("comparisons:pair_detail", args=[canonical_slug(first, second)]), None
