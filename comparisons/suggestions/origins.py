"""Whether a form was sent from our own page. It takes the place of Django's CSRF token, which needs a cookie.

A visitor gets no cookie, so there is no session that a foreign page could misuse: the most that a forged form does is
file a suggestion from the visitor's address, which an editor reads and declines. The browser says where a form stood,
and no page can change what it says; what is no browser can claim anything, with a token too.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest


def is_from_here(request: HttpRequest) -> bool:
    """False when the browser says that the form stood on another site.

    `Sec-Fetch-Site` comes with every request over HTTPS; `Origin` with every form, also over plain HTTP.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site in ("same-origin", "none")
    origin = request.headers.get("Origin")
    if origin is None:
        return True
    try:
        host = urlsplit(origin).netloc
    except ValueError:
        return False
    return host in (request.get_host(), urlsplit(settings.SITE_URL).netloc)
