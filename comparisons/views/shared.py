"""What several pages do in the same way."""

from django.http import HttpRequest, HttpResponseRedirect

from comparisons.presentation.addresses import Address


def redirect_to_short(request: HttpRequest, address: Address) -> HttpResponseRedirect | None:
    """A redirect to the same state without the empty parameters that a plain form sends; None when it is short."""
    has_empty = any(not value for values in request.GET.lists() for value in values[1])
    if not has_empty:
        return None
    return HttpResponseRedirect(str(address))
