"""What visitors would see, for staff only: the public page itself, rendered in a transaction that is rolled back."""

import copy
from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve, reverse

from comparisons.choices import PublicationState
from comparisons.models import (
    Answer,
    Category,
    Effect,
    Industry,
    NotableUser,
    Question,
    Release,
    Requirement,
    Source,
    Verdict,
)
from comparisons.models.publication import PublishableModel


def public_page(request: HttpRequest, row: Model) -> HttpResponse:
    """The page on which visitors would meet the row, as if it and what it hangs on were published.

    Must be called within a transaction that is rolled back afterwards: it publishes.
    """
    address = urlsplit(_page_address(_publish(row)))
    view, arguments, named = resolve(address.path)
    visit: Any = copy.copy(request)
    visit.method, visit.path, visit.path_info = "GET", address.path, address.path
    visit.GET, visit.POST, visit.user = QueryDict(address.query), QueryDict(), AnonymousUser()
    answer = view(visit, *arguments, **named)
    if hasattr(answer, "render"):
        answer.render()
    preview = HttpResponse(answer.content, content_type=answer["Content-Type"], status=answer.status_code)
    preview["Cache-Control"] = "no-store"
    preview["X-Robots-Tag"] = "noindex"
    return preview


def place_on_page(row: Any) -> str:
    """Where on its public page the row stands, as the end of an address; empty for what has the page to itself."""
    address = urlsplit(_page_address(_page_row(row)))
    return f"#{address.fragment}" if address.fragment else ""


def _page_address(row: Any) -> str:
    """Where visitors meet the row; what has no page of its own stands in a list."""
    if isinstance(row, Question):
        return f"{reverse('comparisons:quiz')}?view=form"
    if isinstance(row, Category):
        return f"{reverse('comparisons:comparison_table')}?category={row.slug}"
    if isinstance(row, Industry):
        return f"{reverse('comparisons:notable_user_list')}?industry={row.slug}"
    address: str = row.get_absolute_url()
    return address


def _page_row(row: Any) -> Any:
    """The row that has a page, for what is a part of it."""
    if isinstance(row, Source):
        return _page_row(row.parent)
    if isinstance(row, Effect | Requirement):
        return _page_row(row.answer)
    return row.question if isinstance(row, Answer) else row


def _publish(row: Any) -> Any:
    """Publishes the row and what visitors must see before they can see it. Returns the row that has a page."""
    if isinstance(row, PublishableModel):
        # Not `save()`: nothing of this is kept, so neither a version nor a history entry is made of it.
        type(row)._base_manager.filter(pk=row.pk).update(state=PublicationState.PUBLISHED, publish_at=None)
    page_row = _page_row(row)
    if page_row is not row:
        return _publish(page_row)
    if isinstance(row, Verdict):
        _publish(row.criterion)
    if isinstance(row, Verdict | NotableUser | Release):
        _publish(row.framework)
    return row
