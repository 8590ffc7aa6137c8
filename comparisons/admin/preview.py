"""What visitors would see, for staff only: the public page itself, rendered in a transaction that is rolled back."""

import copy
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import Model
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import resolve

from comparisons.choices import PublicationState
from comparisons.models import Answer, Effect, NotableUser, Release, Requirement, Source, Verdict
from comparisons.models.publication import PublishableModel


def public_page(request: HttpRequest, row: Model) -> HttpResponse:
    """The page on which visitors would meet the row, as if it and what it hangs on were published.

    Must be called within a transaction that is rolled back afterwards: it publishes.
    """
    page_row = _publish(row)
    path: str = page_row.get_absolute_url().partition("#")[0]
    view, arguments, named = resolve(path)
    visit: Any = copy.copy(request)
    visit.method, visit.path, visit.path_info = "GET", path, path
    visit.GET, visit.POST, visit.user = QueryDict(), QueryDict(), AnonymousUser()
    answer = view(visit, *arguments, **named)
    if hasattr(answer, "render"):
        answer.render()
    preview = HttpResponse(answer.content, content_type=answer["Content-Type"], status=answer.status_code)
    preview["Cache-Control"] = "no-store"
    preview["X-Robots-Tag"] = "noindex"
    return preview


def _publish(row: Any) -> Any:
    """Publishes the row and what visitors must see before they can see it. Returns the row that has a page."""
    if isinstance(row, PublishableModel):
        # Not `save()`: nothing of this is kept, so neither a version nor a history entry is made of it.
        type(row)._base_manager.filter(pk=row.pk).update(state=PublicationState.PUBLISHED, publish_at=None)
    if isinstance(row, Source):
        return _publish(row.parent)
    if isinstance(row, Effect | Requirement):
        return _publish(row.answer)
    if isinstance(row, Answer):
        return _publish(row.question)
    if isinstance(row, Verdict):
        _publish(row.criterion)
    if isinstance(row, Verdict | NotableUser | Release):
        _publish(row.framework)
    return row
