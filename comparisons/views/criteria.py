"""The list of criteria, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.filtersets import CriterionFilterSet
from comparisons.models import Criterion, Framework, Verdict
from comparisons.presentation.criterion_page import build_criterion_page
from comparisons.presentation.filters import build_filter_panel, current_address
from comparisons.views.shared import browse_response, redirect_to_short


@require_safe
def criterion_list(request: HttpRequest) -> HttpResponse:
    """All criteria in their categories, with filters."""
    filterset = CriterionFilterSet(request.GET, queryset=Criterion.objects.published().with_category().in_order())
    address = current_address(request.path, request.GET, filterset.filters)
    if short := redirect_to_short(request, address):
        return short
    context = {
        "section": "criteria",
        "filterset": filterset,
        "panel": build_filter_panel(filterset, address, open_groups=("category",)),
        "criteria": list(filterset.qs),
    }
    return browse_response(request, "comparisons/criterion_list.html", context, address=address)


@require_safe
def criterion_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One criterion: what it means, what earns which rating, and everyone ranked."""
    criterion = get_object_or_404(Criterion.objects.published().for_page(), slug=slug)
    page = build_criterion_page(
        criterion=criterion,
        frameworks=Framework.objects.published().in_order(),
        verdicts=Verdict.objects.published().for_criterion(criterion),
    )
    return TemplateResponse(
        request,
        "comparisons/criterion_detail.html",
        {"section": "criteria", "page": page, "criterion": criterion},
    )
