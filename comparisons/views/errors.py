"""The pages for what is not there and for what went wrong."""

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, HttpResponseServerError
from django.template import loader

LAST_RESORT = b"<!doctype html><title>Something went wrong</title><p>Something went wrong on our side."


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Names what was asked for and offers the ways on."""
    return HttpResponseNotFound(loader.render_to_string("404.html", {"path": request.path[:200]}, request))


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs neither the request nor the database: whatever broke must not break this page too."""
    try:
        return HttpResponseServerError(loader.render_to_string("500.html"))
    except Exception:  # the last step must not fail, so a broken template may hide nothing else
        return HttpResponseServerError(LAST_RESORT)
