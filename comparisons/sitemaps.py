"""Every public page that a search engine should know; absolute addresses come from the settings, not the request."""

from collections.abc import Iterable
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.sitemaps import Sitemap
from django.urls import reverse

from comparisons.models import Criterion, Extension, Framework, Scenario, Verdict
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
    "change_list",
    "method",
)

Page = tuple[str, date | None]

if TYPE_CHECKING:
    _Sitemap = Sitemap[Page]
else:
    _Sitemap = Sitemap  # Django's own class takes no parameter at run time


class CatalogueSitemap(_Sitemap):
    """Pages as (path, the day on which the newest statement on it was written, or None)."""

    protocol = urlsplit(settings.SITE_URL).scheme

    def items(self) -> list[Page]:
        frameworks = list(Framework.objects.published().in_order())
        days = list(Verdict.objects.published().days_written())
        by_framework = _newest((framework, day) for framework, _, day in days)
        by_criterion = _newest((criterion, day) for _, criterion, day in days)
        return [
            *((reverse(f"comparisons:{name}"), None) for name in FIXED_PAGES),
            *_framework_pages(frameworks, by_framework),
            *_criterion_pages(by_criterion),
            *_extension_pages(),
            *_scenario_pages(),
            *_pair_pages(frameworks, by_framework),
        ]

    def location(self, item: Page) -> str:
        return item[0]

    def lastmod(self, item: Page) -> date | None:
        return item[1]

    def get_domain(self, site: Any = None) -> str:
        return urlsplit(settings.SITE_URL).netloc


def _newest(days: Iterable[tuple[int, date]]) -> dict[int, date]:
    """The latest day of each key."""
    newest: dict[int, date] = {}
    for key, day in days:
        newest[key] = max(day, newest.get(key, day))
    return newest


def _framework_pages(frameworks: Iterable[Framework], by_framework: dict[int, date]) -> Iterable[Page]:
    for framework in frameworks:
        written_on = framework.written_on
        yield framework.get_absolute_url(), max(written_on, by_framework.get(framework.pk, written_on))


def _criterion_pages(by_criterion: dict[int, date]) -> Iterable[Page]:
    for criterion in Criterion.objects.published().in_order():
        yield criterion.get_absolute_url(), by_criterion.get(criterion.pk)


def _extension_pages() -> Iterable[Page]:
    for extension in Extension.objects.published().by_name():
        yield extension.get_absolute_url(), extension.written_on


def _scenario_pages() -> Iterable[Page]:
    for scenario in Scenario.objects.published().in_order():
        yield scenario.get_absolute_url(), None


def _pair_pages(frameworks: Iterable[Framework], by_framework: dict[int, date]) -> Iterable[Page]:
    for first, second in combinations(frameworks, 2):
        days = [by_framework[each.pk] for each in (first, second) if each.pk in by_framework]
        slug = canonical_slug(first.slug, second.slug)
        yield reverse("comparisons:pair_detail", args=[slug]), max(days, default=None)
