"""What a page is about, told to programs in the words of schema.org (JSON-LD).

Only what the page shows is told: no rating by stars and no date that is not a fact.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from comparisons.models import Claim, Criterion, Extension, Framework, Scenario
from comparisons.presentation.criterion_page import CriterionPage
from comparisons.presentation.pair import PairPage, canonical_slug
from comparisons.presentation.scenarios import ScenarioEntry
from comparisons.text.markdown import plain

Node = dict[str, Any]

LANGUAGE = "en-GB"
SITE_NAME = "Framewise"
# As Django's `json_script`: nothing in the text can end the element, or begin another.
ESCAPES = {ord(character): f"\\u{ord(character):04X}" for character in "<>&\u2028\u2029"}


class Listed(Protocol):
    """What a list can name: a row with a name and a page."""

    name: str

    def get_absolute_url(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class StructuredData:
    """The nodes of one page, as the element that carries them: a block of data, which no browser executes."""

    nodes: tuple[Node, ...]

    def as_json(self) -> str:
        """The graph as JSON that may stand inside an element."""
        graph = {"@context": "https://schema.org", "@graph": self.nodes}
        return json.dumps(graph, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)

    def __html__(self) -> str:
        return f'<script type="application/ld+json">{self.as_json()}</script>'


def describe_site() -> StructuredData:
    """The first page: the site and how to search it."""
    return StructuredData(
        nodes=(
            {
                "@type": "WebSite",
                "name": SITE_NAME,
                "url": _absolute(reverse("comparisons:home")),
                "inLanguage": LANGUAGE,
                "potentialAction": {
                    "@type": "SearchAction",
                    "target": {
                        "@type": "EntryPoint",
                        "urlTemplate": f"{_absolute(reverse('comparisons:search'))}?q={{search_term_string}}",
                    },
                    "query-input": "required name=search_term_string",
                },
            },
        )
    )


def describe_table(criteria: int, frameworks: int) -> StructuredData:
    """The table: a set of data that can be taken away. It states no licence, as none is given."""
    address = _absolute(reverse("comparisons:comparison_table"))
    return StructuredData(
        nodes=(
            {
                "@type": "Dataset",
                "name": _("Python web frameworks, compared"),
                "description": _(
                    "%(frameworks)s Python web frameworks by %(criteria)s criteria: "
                    "support, rating from 0 to 5, reason and sources in every cell."
                )
                % {"frameworks": frameworks, "criteria": criteria},
                "url": address,
                "inLanguage": LANGUAGE,
                "isAccessibleForFree": True,
                "creator": _publisher(),
                "distribution": [
                    {"@type": "DataDownload", "encodingFormat": media, "contentUrl": f"{address}?format={name}"}
                    for name, media in (("csv", "text/csv"), ("json", "application/json"))
                ],
            },
        )
    )


def describe_list(rows: Iterable[Listed]) -> StructuredData:
    """A page that lists pages, in the order in which it shows them."""
    return StructuredData(nodes=(_item_list((row.name, row.get_absolute_url()) for row in rows),))


def describe_scenario_list(entries: Iterable[ScenarioEntry]) -> StructuredData:
    """The page of scenarios."""
    return describe_list(entry.scenario for entry in entries)


def describe_framework(framework: Framework) -> StructuredData:
    """A framework's page."""
    address = framework.get_absolute_url()
    node = _software(framework, description=framework.tagline, page=address) | {
        "codeRepository": framework.repository_url,
        "programmingLanguage": "Python",
        "datePublished": framework.first_released_on.isoformat(),
    }
    if framework.latest_released_on:
        node["dateModified"] = framework.latest_released_on.isoformat()
    return StructuredData(
        nodes=(
            node,
            _trail((_("Frameworks"), reverse("comparisons:framework_list")), (framework.name, address)),
        )
    )


def describe_extension(extension: Extension) -> StructuredData:
    """An extension's page."""
    address = extension.get_absolute_url()
    return StructuredData(
        nodes=(
            _software(extension, description=extension.purpose, page=address) | {"programmingLanguage": "Python"},
            _trail((_("Extensions"), reverse("comparisons:extension_list")), (extension.name, address)),
        )
    )


def describe_criterion(page: CriterionPage) -> StructuredData:
    """A criterion's page: everyone in the order of their rating; equal ratings share a position."""
    criterion: Criterion = page.criterion
    return StructuredData(
        nodes=(
            {
                "@type": "ItemList",
                "name": criterion.question,
                "itemListOrder": "https://schema.org/ItemListOrderDescending",
                "numberOfItems": len(page.ranked),
                "itemListElement": [
                    _item(place.rank, place.verdict.framework.name, place.verdict.framework.get_absolute_url())
                    for place in page.ranked
                ],
            },
            _trail(
                (_("Criteria"), reverse("comparisons:criterion_list")),
                (criterion.name, criterion.get_absolute_url()),
            ),
        )
    )


def describe_scenario(entry: ScenarioEntry) -> StructuredData:
    """A scenario's page: who is ranked for it. Who is ruled out has no position."""
    scenario: Scenario = entry.scenario
    ranked = [standing for standing in entry.standings if standing.rank is not None] if entry.is_weighed else []
    return StructuredData(
        nodes=(
            {
                "@type": "ItemList",
                "name": scenario.name,
                "description": scenario.summary,
                "itemListOrder": "https://schema.org/ItemListOrderDescending",
                "numberOfItems": len(ranked),
                "itemListElement": [_item(place.rank, place.name, place.address) for place in ranked],
            },
            _trail(
                (_("Scenarios"), reverse("comparisons:scenario_list")),
                (scenario.name, scenario.get_absolute_url()),
            ),
        )
    )


def describe_pair(page: PairPage) -> StructuredData:
    """A pair's page: an article about two pieces of software, as old as its newest verdict."""
    both = (page.left.framework, page.right.framework)
    headline = _("%(left)s or %(right)s?") % {"left": both[0].name, "right": both[1].name}
    address = reverse("comparisons:pair_detail", args=[canonical_slug(both[0].slug, both[1].slug)])
    node: Node = {
        "@type": "TechArticle",
        "headline": headline,
        "url": _absolute(address),
        "inLanguage": LANGUAGE,
        "author": _publisher(),
        "about": [
            _software(framework, description=framework.tagline, page=framework.get_absolute_url())
            for framework in both
        ],
    }
    written = [
        cell.verdict.written_on
        for row in (*page.differing, *page.equal)
        for cell in (row.left, row.right)
        if cell.verdict
    ]
    if written:
        node["dateModified"] = max(written).isoformat()
    return StructuredData(
        nodes=(node, _trail((_("Compare"), reverse("comparisons:comparison_table")), (headline, address)))
    )


def describe_claims(claims: Sequence[Claim]) -> StructuredData:
    """The page of claims: each with our word on it. The word is the whole rating, for ours is no scale of numbers."""
    return StructuredData(
        nodes=tuple(
            {
                "@type": "ClaimReview",
                "url": _absolute(claim.get_absolute_url()),
                "claimReviewed": claim.statement,
                "reviewBody": plain(claim.explanation),
                "reviewRating": {"@type": "Rating", "alternateName": claim.get_status_display()},
                "datePublished": claim.written_on.isoformat(),
                "author": _publisher(),
            }
            for claim in claims
        )
    )


def _software(row: Framework | Extension, *, description: str, page: str) -> Node:
    node = {
        "@type": "SoftwareSourceCode",
        "name": row.name,
        "description": description,
        "url": row.homepage,
        "mainEntityOfPage": _absolute(page),
    }
    if row.latest_version:
        node["version"] = row.latest_version
    return node


def _item_list(entries: Iterable[tuple[str, str]]) -> Node:
    items = [_item(position, name, path) for position, (name, path) in enumerate(entries, start=1)]
    return {"@type": "ItemList", "numberOfItems": len(items), "itemListElement": items}


def _item(position: int | None, name: str, path: str) -> Node:
    return {"@type": "ListItem", "position": position, "name": name, "url": _absolute(path)}


def _trail(*steps: tuple[str, str]) -> Node:
    """The way from the first page to this one."""
    places = [(SITE_NAME, reverse("comparisons:home")), *steps]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": name, "item": _absolute(path)}
            for position, (name, path) in enumerate(places, start=1)
        ],
    }


def _publisher() -> Node:
    return {"@type": "Organization", "name": SITE_NAME, "url": _absolute(reverse("comparisons:home"))}


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"
