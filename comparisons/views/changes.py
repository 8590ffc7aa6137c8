"""What editors changed."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.views.decorators.http import require_safe

from comparisons.filtersets import ChangeFilterSet
from comparisons.models import ContentChange, PublishedThing
from comparisons.presentation.changes import build_change_days
from comparisons.presentation.filters import build_filter_panel, current_address
from comparisons.presentation.paging import PAGE, build_page_links
from comparisons.views.paging import requested_page_number
from comparisons.views.shared import browse_response, redirect_to_short

CHANGES_PER_PAGE = 50


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    """All changes, newest revision first, with filters and pages."""
    filterset = ChangeFilterSet(request.GET, queryset=ContentChange.objects.newest_first())
    address = current_address(request.path, request.GET, (*filterset.filters, PAGE))
    if short := redirect_to_short(request, address):
        return short
    paginator = Paginator(filterset.qs, CHANGES_PER_PAGE)
    number = requested_page_number(request, paginator)
    if PAGE in address.parameters and number == 1:
        return HttpResponsePermanentRedirect(str(address.without(PAGE)))
    page = paginator.page(number)
    changes = list(page)
    context = {
        "section": "changes",
        "filterset": filterset,
        "panel": build_filter_panel(
            filterset,
            address.without(PAGE),
            carried=() if "revision" in request.GET else ("revision",),
            open_groups=("framework", "kind", "revision"),
        ),
        "count": paginator.count,
        "days": build_change_days(changes, published=PublishedThing.objects.keys_among(changes)),
        "pages": build_page_links(page, address),
    }
    return browse_response(request, "comparisons/change_list.html", context, address=address)
