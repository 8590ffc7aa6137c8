"""The table, and the page of a pair."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from comparisons.filtersets import FORMATS, ComparisonFilterSet
from comparisons.models import Claim, Criterion, Framework, NotableUser, Revision, Verdict
from comparisons.presentation.addresses import Address
from comparisons.presentation.exports import to_csv, to_json, to_markdown
from comparisons.presentation.filters import build_filter_panel, current_address
from comparisons.presentation.grid import Grid, build_grid
from comparisons.presentation.pair import build_pair_page, canonical_slug, split_slug
from comparisons.presentation.weights import SETTINGS, build_weighing
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.scoring import rank
from comparisons.views.shared import redirect_to_short

# The pair page quotes a few; the page of claims has them all.
MOST_CLAIMS = 8


@require_safe
def comparison_table(request: HttpRequest) -> HttpResponse:
    """Frameworks as columns, criteria as rows, ranked when the visitor set weights or requirements."""
    filterset = ComparisonFilterSet(request.GET, queryset=Criterion.objects.published().with_category().in_order())
    address = current_address(request.path, request.GET, filterset.filters)
    if short := redirect_to_short(request, address):
        return short
    address = address.without("format")
    criteria = list(filterset.qs)
    frameworks = filterset.frameworks
    verdicts = Verdict.objects.published().for_cells(frameworks=frameworks, criteria=criteria)
    ranking = None
    if filterset.priorities:
        ranking = rank(build_verdict_table(frameworks), filterset.priorities)
    grid = build_grid(
        frameworks=frameworks,
        criteria=criteria,
        verdicts=verdicts,
        ranking=ranking,
        criterion_names={criterion.slug: criterion.name for criterion in filterset.all_criteria},
    )
    if formats := filterset.chosen("format"):
        return _as_file(formats[0], grid, address)
    equal_rows = 0
    if filterset.chosen("differences"):
        equal_rows = filterset.queryset_without("differences").count() - grid.row_count
    return TemplateResponse(
        request,
        "comparisons/comparison_table.html",
        {
            "section": "compare",
            "filterset": filterset,
            "panel": build_filter_panel(
                filterset,
                address,
                carried=SETTINGS,
                open_groups=("framework", "category", "differences"),
            ),
            "weighing": build_weighing(filterset, address),
            "grid": grid,
            "equal_rows": equal_rows,
            "downloads": [(name, str(address.with_only("format", name))) for name in FORMATS],
            "total_criteria": len(filterset.all_criteria),
            "total_frameworks": len(filterset.all_frameworks),
            "all_columns_address": str(
                address.with_only("framework", *(framework.slug for framework in filterset.all_frameworks))
            ),
        },
    )


def _as_file(name: str, grid: Grid, address: Address) -> HttpResponse:
    """The table in one of FORMATS, with the address of the page it was taken from."""
    absolute = f"{settings.SITE_URL}{address}"
    if name == "csv":
        content, media_type, ending = to_csv(grid), "text/csv", "csv"
    elif name == "json":
        revision = Revision.objects.current_number()
        content, media_type, ending = to_json(grid, address=absolute, revision=revision), "application/json", "json"
    else:
        content, media_type, ending = to_markdown(grid, address=absolute), "text/markdown", "md"
    return HttpResponse(
        content,
        content_type=f"{media_type}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="framewise.{ending}"'},
    )


@require_safe
def pair_detail(request: HttpRequest, pair: str) -> HttpResponse:
    """Two frameworks side by side. One address per pair; the other order redirects to it for good."""
    slugs = split_slug(pair)
    if slugs is None:
        raise Http404(pair)
    canonical = canonical_slug(*slugs)
    published = Framework.objects.published()
    left, right = (get_object_or_404(published, slug=slug) for slug in sorted(slugs))
    if pair != canonical:
        return HttpResponsePermanentRedirect(reverse("comparisons:pair_detail", args=[canonical]))
    frameworks = [left, right]
    criteria = list(Criterion.objects.published().with_category().in_order())
    page = build_pair_page(
        left=left,
        right=right,
        criteria=criteria,
        verdicts=Verdict.objects.published().for_cells(frameworks=frameworks, criteria=criteria),
        summaries=Criterion.objects.summary_keys(),
        claims=Claim.objects.published()
        .about_only(frameworks)
        .about_use(included=False)
        .for_list()
        .broadest_first()[:MOST_CLAIMS],
        users=NotableUser.objects.published().of(frameworks).for_list().by_name(),
    )
    return TemplateResponse(request, "comparisons/pair_detail.html", {"section": "compare", "page": page})
