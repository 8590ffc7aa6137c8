"""Whether the words of a form can be read: ours are sent in UTF-8."""

import codecs

from django.http import HttpRequest


def is_in_utf8(request: HttpRequest) -> bool:
    """False when the request names another charset.

    To be asked before `request.POST`: Django would decode the form by any codec of Python with that name, also by one
    that is no charset ("hex") or that makes characters which no database takes ("unicode_escape").
    """
    charset = (request.content_params or {}).get("charset", "utf-8")
    try:
        return codecs.lookup(charset).name == "utf-8"
    except LookupError:
        return False
