"""Claims, checked."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comparisons.filtersets import ClaimFilterSet
from comparisons.models import Claim
from comparisons.presentation.filters import build_filter_panel, current_address
from comparisons.views.shared import browse_response, redirect_to_short


@require_safe
def claim_list(request: HttpRequest) -> HttpResponse:
    """All claims with what holds today, with filters."""
    filterset = ClaimFilterSet(request.GET, queryset=Claim.objects.published().for_list().in_order())
    address = current_address(request.path, request.GET, filterset.filters)
    if short := redirect_to_short(request, address):
        return short
    context = {
        "section": "claims",
        "filterset": filterset,
        "panel": build_filter_panel(filterset, address, open_groups=("status", "framework", "category")),
        "claims": list(filterset.qs),
    }
    return browse_response(request, "comparisons/claim_list.html", context, address=address)
