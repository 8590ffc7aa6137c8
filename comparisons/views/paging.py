"""Which page of a long list an address asks for: one address a page, and none for what is not there."""

import re

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest

from comparisons.presentation.paging import PAGE

# Without a sign, a leading zero or the digits of another script: those would be copies of the same page.
_NUMBER = re.compile(r"[1-9][0-9]{0,6}")


def requested_page_number(request: HttpRequest, paginator: "Paginator[object]") -> int:
    """The number of the page, 1 when none is named.

    Raises:
        Http404: for a page that is not there, and for what is no page at all.
    """
    words = request.GET.getlist(PAGE)
    if not words:
        return 1
    if len(words) > 1 or not _NUMBER.fullmatch(words[0]) or int(words[0]) > paginator.num_pages:
        raise Http404("There is no such page of this list.")
    return int(words[0])
