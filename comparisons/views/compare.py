"""The table."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comparisons.filtersets import FORMATS, ComparisonFilterSet
from comparisons.models import Criterion, Revision, Verdict
from comparisons.presentation.addresses import Address
from comparisons.presentation.arrangement import build_arrangement
from comparisons.presentation.elimination import build_elimination
from comparisons.presentation.exports import to_csv, to_json, to_markdown
from comparisons.presentation.filters import build_filter_panel, current_address
from comparisons.presentation.grid import Grid, build_grid
from comparisons.presentation.shares import reasons_by_origin
from comparisons.presentation.standings import build_standings
from comparisons.presentation.table_links import TableLinks
from comparisons.presentation.weights import SETTINGS, build_weighing
from comparisons.views.shared import browse_response, redirect_to_short


@require_safe
def comparison_table(request: HttpRequest) -> HttpResponse:
    """Frameworks as columns, criteria as rows; sorted, measured and ranked as the visitor set it."""
    filterset = ComparisonFilterSet(request.GET, queryset=Criterion.objects.published().with_category().in_order())
    address = current_address(request.path, request.GET, filterset.filters)
    if short := redirect_to_short(request, address):
        return short
    address = address.without("format")
    valid_address = _without_errors(address, filterset)
    criteria = list(filterset.qs)
    frameworks = filterset.frameworks
    verdicts = Verdict.objects.published()
    names = {criterion.slug: criterion.name for criterion in filterset.all_criteria}
    standings = build_standings(filterset.ranking, filterset.field, names) if filterset.ranking else ()
    links = TableLinks(address=valid_address)
    grid = build_grid(
        frameworks=frameworks,
        criteria=criteria,
        verdicts=verdicts.for_cells(frameworks=frameworks, criteria=criteria),
        links=links,
        ranking=filterset.ranking,
        standings=standings,
        known_criteria={criterion.slug: criterion for criterion in filterset.all_criteria},
        reasons=reasons_by_origin(filterset.questions),
        baseline=filterset.baseline_framework,
        sort=filterset.chosen("sort"),
        opened=verdicts.opened(filterset.opened) if filterset.opened else (),
    )
    if formats := filterset.chosen("format"):
        return _as_file(formats[0], grid, address)
    equal_rows = 0
    if filterset.chosen("differences"):
        equal_rows = filterset.queryset_without("differences").count() - grid.row_count
    panel = build_filter_panel(
        filterset, address, carried=SETTINGS, open_groups=("framework", "category", "differences")
    )
    weighing = build_weighing(filterset, address)
    arrangement = build_arrangement(filterset, address)
    context = {
        "section": "compare",
        "filterset": filterset,
        "panel": panel,
        "weighing": weighing,
        "arrangement": arrangement,
        "chips": (*weighing.chips, *arrangement.chips, *panel.chips),
        "clear_address": address.path,
        "elimination": build_elimination(filterset.ranking, standings),
        "grid": grid,
        "equal_rows": equal_rows,
        "address": str(address),
        "downloads": [(name, str(address.with_only("format", name))) for name in FORMATS],
        "total_criteria": len(filterset.all_criteria),
        "total_frameworks": len(filterset.all_frameworks),
        "all_columns_address": links.showing_only(framework.slug for framework in filterset.all_frameworks),
        "all_rows_address": str(address.without("differences")),
    }
    return browse_response(request, "comparisons/comparison_table.html", context, address=address)


def _without_errors(address: Address, filterset: ComparisonFilterSet) -> Address:
    """The address without the parameters that are not applied: each cell has a link, so nonsense would multiply."""
    for name in filterset.form.errors:
        address = address.without(name)
    return address


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
