"""What several pages do in the same way."""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.cache import patch_vary_headers
from django_htmx.http import push_url

from comparisons.presentation.addresses import Address

if TYPE_CHECKING:
    from django_htmx.middleware import HtmxDetails


def redirect_to_short(request: HttpRequest, address: Address) -> HttpResponseRedirect | None:
    """A redirect to the same state without the empty parameters that a plain form sends; None when it is short.

    A swap needs none: its answer carries the short address.
    """
    has_empty = any(not value for values in request.GET.lists() for value in values[1])
    if not has_empty or is_swap(request):
        return None
    return HttpResponseRedirect(str(address))


def is_swap(request: HttpRequest) -> bool:
    """Whether htmx asks for a part of the page. Back and forward ask through htmx too, but for the whole of it."""
    details: HtmxDetails | None = getattr(request, "htmx", None)
    return bool(details) and not (details and details.history_restore_request)


def browse_response(
    request: HttpRequest, template: str, context: dict[str, Any], *, address: Address
) -> HttpResponse:
    """A page with a filter panel: whole, or for a swap its part `browse`, which is then shown as at `address`."""
    if not is_swap(request):
        response: HttpResponse = TemplateResponse(request, template, context)
    else:
        part = TemplateResponse(request, f"{template}#browse", {**context, "is_swap": True})
        response = push_url(part, str(address))
    # A cache must not give the part to who asks for the page.
    patch_vary_headers(response, ["HX-Request"])
    return response
