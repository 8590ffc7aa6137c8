"""The list of extensions, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.filtersets import ExtensionFilterSet
from comparisons.models import Extension
from comparisons.presentation.filters import build_filter_panel, current_address
from comparisons.views.shared import browse_response, redirect_to_short


@require_safe
def extension_list(request: HttpRequest) -> HttpResponse:
    """All extensions, with filters."""
    filterset = ExtensionFilterSet(request.GET, queryset=Extension.objects.published().for_list().by_name())
    address = current_address(request.path, request.GET, filterset.filters)
    if short := redirect_to_short(request, address):
        return short
    context = {
        "section": "extensions",
        "filterset": filterset,
        "panel": build_filter_panel(filterset, address, open_groups=("framework", "status")),
        "extensions": list(filterset.qs),
    }
    return browse_response(request, "comparisons/extension_list.html", context, address=address)


@require_safe
def extension_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One extension: what it adds to whom, its status and what replaced it."""
    extension = get_object_or_404(Extension.objects.published().for_page(), slug=slug)
    return TemplateResponse(
        request, "comparisons/extension_detail.html", {"section": "extensions", "extension": extension}
    )
