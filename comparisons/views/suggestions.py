"""The visitor's side of suggestions: the form about one statement, and the thanks."""

from typing import Any

from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from comparisons.models import Revision
from comparisons.models.changes import KEY_SEPARATOR
from comparisons.suggestions.charsets import is_in_utf8
from comparisons.suggestions.filing import NotFiled, file_suggestion
from comparisons.suggestions.forms import FORMS, SuggestionForm
from comparisons.suggestions.openings import Opening
from comparisons.suggestions.origins import is_from_here
from comparisons.suggestions.senders import address_of
from comparisons.suggestions.subjects import SUBJECTS

AN_HOUR = "3600"


# Exempt, since Django's token needs a cookie: suggestions/origins.py says what takes its place and why that suffices.
# Not kept by shared caches, for the form carries a note of its own; not "no-store", or the browser's way back would
# come to an empty form.
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
@cache_control(private=True, no_cache=True)
def suggest(request: HttpRequest, kind: str, **slugs: str) -> HttpResponse:
    """The statement as it is, and the form. What is refused comes back with everything typed."""
    row, key = _published_row(kind, slugs)
    if request.method != "POST":
        return _page(request, FORMS[kind](row=row, key=key), status=200)
    if not is_in_utf8(request):
        message = _("The form was not sent in UTF-8, so it could not be read. Please send it again from its page.")
        return HttpResponseBadRequest(message, content_type="text/plain; charset=utf-8")
    form = FORMS[kind](request.POST, row=row, key=key)
    if not is_from_here(request):
        form.add_error(
            None, _("The form was sent from another site. If you wrote this yourself, send it again from here.")
        )
        return _page(request, form, status=403)
    if not form.is_valid():
        return _page(request, form, status=400)
    try:
        file_suggestion(form.suggestion(), address=address_of(request))
    except NotFiled as refusal:
        form.add_error(None, str(refusal.message))
        return _page(request, form, status=refusal.status)
    except OperationalError:
        form.add_error(
            None, _("It could not be stored just now. Your words stand below: send them again in a minute.")
        )
        return _page(request, form, status=503)
    return HttpResponseRedirect(SUBJECTS[form.kind].sent_address(key))


@require_safe
def suggestion_sent(request: HttpRequest, kind: str, **slugs: str) -> HttpResponse:
    """Says that it has arrived and what happens now."""
    row, _key = _published_row(kind, slugs)
    return TemplateResponse(request, "comparisons/suggestion_sent.html", {"row": row})


def _published_row(kind: str, slugs: dict[str, str]) -> tuple[Any, str]:
    """The statement at this address and its natural key."""
    key = KEY_SEPARATOR.join(slugs.values())
    row = SUBJECTS[kind].published_row(key)
    if row is None:
        raise Http404(f"no published {kind} {key}")
    return row, key


def _page(request: HttpRequest, form: SuggestionForm, *, status: int) -> HttpResponse:
    opening = Opening(
        about=form.about,
        revision=Revision.objects.current_number(),
        opened_at=int(timezone.now().timestamp()),
    )
    context = {"form": form, "kind": form.kind, "row": form.row, "note": opening.signed()}
    response = TemplateResponse(request, "comparisons/suggest.html", context, status=status)
    if status == 429:
        response.headers["Retry-After"] = AN_HOUR
    return response
