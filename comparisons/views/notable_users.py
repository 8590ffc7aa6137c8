"""Who uses what, told honestly."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from comparisons.filtersets import NotableUserFilterSet
from comparisons.models import NotableUser
from comparisons.presentation.filters import build_filter_panel, current_address
from comparisons.views.shared import browse_response, redirect_to_short


@require_safe
def notable_user_list(request: HttpRequest) -> HttpResponse:
    """All notable users, with filters."""
    filterset = NotableUserFilterSet(request.GET, queryset=NotableUser.objects.published().for_list().by_name())
    address = current_address(request.path, request.GET, filterset.filters)
    if short := redirect_to_short(request, address):
        return short
    context = {
        "section": "users",
        "filterset": filterset,
        "panel": build_filter_panel(filterset, address, open_groups=("framework", "status")),
        "users": list(filterset.qs),
    }
    return browse_response(request, "comparisons/notable_user_list.html", context, address=address)
