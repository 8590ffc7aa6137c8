"""Answers for machines: health, robots, and where researchers of holes write to."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PLAIN_TEXT = "text/plain; charset=utf-8"


@require_safe
@never_cache
def healthz(request: HttpRequest) -> HttpResponse:
    """The process answers. Touches nothing else, so that a database hiccup restarts no worker."""
    return HttpResponse("ok\n", content_type=PLAIN_TEXT)


@require_safe
@never_cache
def readyz(request: HttpRequest) -> HttpResponse:
    """The process can serve pages: the database answers. The cache is not asked, for the site works without it."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("the database does not answer\n", content_type=PLAIN_TEXT, status=503)
    return HttpResponse("ok\n", content_type=PLAIN_TEXT)


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Keeps robots out of the editors' desk and of files made to be taken away.

    States of a page (filters, answers) are not named: a robot that may not fetch a page never sees its `noindex`.
    """
    lines = [
        "User-agent: *",
        f"Disallow: {reverse('admin:index')}",
        f"Disallow: {reverse('comparisons:comparison_table')}*format=",
        f"Sitemap: {settings.SITE_URL}{reverse('comparisons:sitemap')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN_TEXT)


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """RFC 9116; only where the operator named a contact."""
    if not settings.SECURITY_CONTACT:
        raise Http404("no SECURITY_CONTACT is set")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {settings.SECURITY_TXT_EXPIRES}",
        "Preferred-Languages: en",
        f"Canonical: {settings.SITE_URL}{reverse('comparisons:security_txt')}",
        "",
    ]
    return HttpResponse("\n".join(lines), content_type=PLAIN_TEXT)
