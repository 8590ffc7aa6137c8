"""The pictures for link previews: one per pair, framework, criterion and scenario, and one for all other pages."""

import hashlib
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from comparisons.caching import content_state, remember
from comparisons.cards.criterion import draw_criterion
from comparisons.cards.framework import draw_framework
from comparisons.cards.pair import draw_pair
from comparisons.cards.scenario import draw_scenario
from comparisons.cards.site import draw_site
from comparisons.models import Criterion, Framework, Question, Scenario, Verdict
from comparisons.presentation.cards import (
    build_criterion_card,
    build_framework_card,
    build_pair_card,
    build_scenario_card,
    build_site_card,
)
from comparisons.presentation.criterion_page import build_criterion_page
from comparisons.presentation.pair import build_pair_page, canonical_slug, split_slug
from comparisons.presentation.profile import build_category_means
from comparisons.presentation.scenarios import build_scenario_entries
from comparisons.quiz.verdict_table import build_verdict_table

# Grows with the look of the cards, so that no picture of the old look is left in a cache.
EDITION = 1
ONE_DAY = 24 * 60 * 60


@require_safe
def pair_card(request: HttpRequest, pair: str) -> HttpResponse:
    """Both names and who is ahead on how many criteria."""
    slugs = split_slug(pair)
    if slugs is None or pair != canonical_slug(*slugs):
        raise Http404(pair)
    frameworks = [get_object_or_404(Framework.objects.published(), slug=slug) for slug in slugs]

    def draw() -> bytes:
        criteria = list(Criterion.objects.published().with_category().in_order())
        page = build_pair_page(
            left=frameworks[0],
            right=frameworks[1],
            criteria=criteria,
            verdicts=Verdict.objects.published().for_cells(frameworks=frameworks, criteria=criteria),
            summaries=Criterion.objects.summary_keys(),
        )
        return draw_pair(build_pair_card(page))

    return _picture(request, f"pair:{pair}", draw)


@require_safe
def framework_card(request: HttpRequest, slug: str) -> HttpResponse:
    """Name, tagline and the profile by category."""
    framework = get_object_or_404(Framework.objects.published(), slug=slug)

    def draw() -> bytes:
        means = build_category_means(
            criteria=list(Criterion.objects.published().with_category().in_order()),
            verdicts=Verdict.objects.published().for_framework(framework),
            summaries=Criterion.objects.summary_keys(),
        )
        return draw_framework(build_framework_card(framework, means))

    return _picture(request, f"framework:{slug}", draw)


@require_safe
def criterion_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The question, and who answers it best."""
    criterion = get_object_or_404(Criterion.objects.published().with_category(), slug=slug)

    def draw() -> bytes:
        page = build_criterion_page(
            criterion=criterion,
            frameworks=Framework.objects.published().in_order(),
            verdicts=Verdict.objects.published().for_criterion(criterion),
        )
        return draw_criterion(build_criterion_card(page))

    return _picture(request, f"criterion:{slug}", draw)


@require_safe
def scenario_card(request: HttpRequest, slug: str) -> HttpResponse:
    """The project, and its first places."""
    scenario = get_object_or_404(Scenario.objects.published().with_answers(), slug=slug)

    def draw() -> bytes:
        frameworks = list(Framework.objects.published().in_order())
        (entry,) = build_scenario_entries(
            scenarios=[scenario],
            questions=list(Question.objects.published().with_answers().in_order()),
            frameworks=frameworks,
            table=build_verdict_table(frameworks),
        )
        return draw_scenario(build_scenario_card(entry))

    return _picture(request, f"scenario:{slug}", draw)


@require_safe
def site_card(request: HttpRequest) -> HttpResponse:
    """For every page without a picture of its own."""

    def draw() -> bytes:
        frameworks = list(Framework.objects.published().in_order())
        return draw_site(build_site_card(frameworks, Criterion.objects.published().count()))

    return _picture(request, "site", draw)


def _picture(request: HttpRequest, name: str, draw: Callable[[], bytes]) -> HttpResponse:
    """The picture from the cache or, once per state of the content, drawn. A query in the address changes nothing.

    Only names of published rows come here, so a stranger cannot fill the cache.
    """
    state = content_state()
    content = remember(f"card:{EDITION}:{state.key}:{name}", draw, seconds=ONE_DAY)
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(
        content,
        content_type="image/png",
        headers={"ETag": etag, "Cache-Control": f"public, max-age={state.at_most(ONE_DAY)}"},
    )
    return get_conditional_response(request, etag=etag, response=response) or response
