"""The form of a published row: publishers save it, editors prepare a change of it, both see it before visitors do.

A change is tried by the very code that would save it, in a transaction that is rolled back, so that what is prepared
or previewed has passed every check that publishing it will meet. What the grid or a file changes is prepared in the
same way, as if it had been typed into the form.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from comparisons.admin.addressed_rows import row_number
from comparisons.admin.filled_forms import as_sent, emptied, refusals_of, sent_by_form
from comparisons.admin.prepared_differences import build_prepared_differences
from comparisons.admin.preview import place_on_page, public_page
from comparisons.admin.publishing import may_publish
from comparisons.admin.reasons import REASON
from comparisons.choices import PreparedState
from comparisons.models import PreparedChange
from comparisons.presentation.history import RowDifference
from comparisons.settled import is_settled

# Names in the form: what its buttons ask for, and the prepared change that it was filled with.
PREPARE, PREVIEW, PREPARED = "_prepare", "_preview", "prepared"
# Nothing of the browser's own business is kept.
NOT_KEPT = ("csrfmiddlewaretoken", PREPARE, PREVIEW, PREPARED)


class PreparesChanges:
    """For desks: prepare, preview and publish a change of what is published."""

    change_form_template: Any = "admin/comparisons/desk_change_form.html"

    def get_urls(self) -> list[Any]:
        desk: Any = self
        name = f"comparisons_{desk.opts.model_name}_preview"
        own = path("<path:object_id>/preview/", desk.admin_site.admin_view(self.preview_view), name=name)
        return [own, *super().get_urls()]  # type: ignore[misc]  # a mixin: the desk has it

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> Any:
        desk: Any = self
        row = desk.get_object(request, unquote(object_id)) if object_id else None
        if row is None:
            if PREVIEW in request.POST:
                return self._previewed(request, None, form_url)
            return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]  # a mixin: the desk has it
        protected = is_settled(row) and not may_publish(request)
        context = {
            **(extra_context or {}),
            "is_protected": protected,
            "may_prepare": is_settled(row),
            "prepared_changes": list(PreparedChange.objects.of(row).waiting()),
            "place_on_page": place_on_page(row),
        }
        if request.method == "POST":
            if PREPARE in request.POST:
                return self._prepared(request, row, form_url, context)
            if PREVIEW in request.POST:
                return self._previewed(request, row, form_url, context)
            if protected:
                # Published while the form was open, or a hand-made request: nothing is saved, and nothing is lost.
                request.refusal = _(  # type: ignore[attr-defined]  # a mark on the request
                    "Visitors see this by now, so your change was not saved. It stands below: press “Prepare this "
                    "change for review”, and a publisher decides."
                )
                refused: Any = super().changeform_view(request, object_id, form_url, context)  # type: ignore[misc]  # a mixin: the desk has it
                refused.status_code = 403
                return refused
            if PREPARED in request.POST:
                return self._published(request, row, form_url, context)
        elif PREPARED in request.GET:
            return self._filled_in(request, row, form_url, context)
        return super().changeform_view(request, object_id, form_url, context)  # type: ignore[misc]  # a mixin: the desk has it

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The public page with the row as it is saved, as if it were published."""
        desk: Any = self
        row = desk.get_object(request, unquote(object_id))
        if row is None:
            raise Http404(object_id)
        if not desk.has_view_permission(request, row):
            raise PermissionDenied
        with transaction.atomic():
            answer = public_page(request, row)
            transaction.set_rollback(True)
        return answer

    def log_change(self, request: HttpRequest, obj: Any, message: Any) -> Any:
        """While a change is only tried, its words are kept for the one who asked, not for the log."""
        if getattr(request, "tries_change", False):
            request.tried_message = message  # type: ignore[attr-defined]  # a mark on the request
            return None
        return super().log_change(request, obj, message)  # type: ignore[misc]  # a mixin: the desk has it

    def message_user(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if not getattr(request, "tries_change", False):
            super().message_user(request, *args, **kwargs)  # type: ignore[misc]  # a mixin: the desk has it

    def build_prepared_change(
        self,
        request: HttpRequest,
        row: Any,
        *,
        lists: Mapping[str, Sequence[models.Model]] | None = None,
        reason: str,
    ) -> PreparedChange:
        """The change that the form would have kept, not saved yet: for changes that come by the grid or a file.

        Args:
            row: as it is to be: read, changed in memory and not saved.
            lists: the rows of each relation that is to change.
            reason: what the history is to say when it is published.

        Raises:
            ValidationError: the form would refuse it. By field, and the rest as what concerns the whole.
        """
        desk: Any = self
        current = desk.get_object(request, str(row.pk))
        if current is None:
            gone = ValidationError(_("Somebody deleted this row in the meantime."), code="deleted")
            raise ValidationError({NON_FIELD_ERRORS: gone})
        attempt = as_sent(request, sent_by_form(desk, request, row, lists=lists or {}, reason=reason))
        with transaction.atomic():
            response: Any = self._tried(attempt, current, "", {})
            transaction.set_rollback(True)
        if not isinstance(response, HttpResponseRedirect):
            raise ValidationError(refusals_of(response))
        return _change_in(attempt, current)

    def new_prepared_change(self, request: HttpRequest, row: Any) -> PreparedChange:
        """What was posted and tried, as a record that waits for a publisher, not saved yet."""
        return _change_in(request, row)

    def _prepared(self, request: HttpRequest, row: Any, form_url: str, context: Any) -> HttpResponse:
        """Keeps the change for a publisher, if it passes every check."""
        desk: Any = self
        if not desk.has_change_permission(request, row):
            raise PermissionDenied
        with transaction.atomic():
            response = _rendered(self._tried(request, row, form_url, context))
            if isinstance(response, HttpResponseRedirect):
                transaction.set_rollback(True)
        if not isinstance(response, HttpResponseRedirect):
            return response
        self.new_prepared_change(request, row).save()
        messages.success(request, _("The change is prepared. Visitors see nothing of it until a publisher agrees."))
        self._tell_of_others(request, context["prepared_changes"])
        return HttpResponseRedirect(reverse(f"admin:comparisons_{desk.opts.model_name}_change", args=[row.pk]))

    def _tell_of_others(self, request: HttpRequest, others: list[PreparedChange]) -> None:
        """That changes of the row waited already: one by the same editor may be meant to be dropped now."""
        for change in others:
            link = format_html(
                _('Another change of this waits already: <a href="{}">{}</a>, prepared by {}.'),
                f"?{PREPARED}={change.pk}",
                change.changed or change.title,
                change.prepared_by or "?",
            )
            messages.warning(request, link)

    def _previewed(self, request: HttpRequest, row: Any, form_url: str, context: Any = None) -> HttpResponse:
        """The public page with what stands in the form, saved or not."""
        desk: Any = self
        allowed = desk.has_change_permission(request, row) if row else desk.has_add_permission(request)
        if not allowed:
            raise PermissionDenied
        with transaction.atomic():
            response = _rendered(self._tried(request, row, form_url, context))
            if isinstance(response, HttpResponseRedirect):
                response = public_page(request, request.tried_row)  # type: ignore[attr-defined]  # a mark on the request
                transaction.set_rollback(True)
                return response
        # Not the form: a second one of the same row, in another tab, would only mislead.
        page = {
            **desk.admin_site.each_context(request),
            "title": _("It cannot be previewed yet"),
            "opts": desk.opts,
            "problems": _problems_in(response),
        }
        return TemplateResponse(request, "admin/comparisons/preview_refused.html", page, status=422)

    def save_related(self, request: HttpRequest, form: Any, *args: Any) -> None:
        super().save_related(request, form, *args)  # type: ignore[misc]  # a mixin: the desk has it
        if getattr(request, "tries_change", False):
            request.tried_row = form.instance  # type: ignore[attr-defined]  # a mark on the request

    def _tried(self, request: HttpRequest, row: Any, form_url: str, context: Any) -> HttpResponse:
        """Saves as a publisher would. To be rolled back when it went well."""
        request.tries_change = True  # type: ignore[attr-defined]  # a mark on the request
        try:
            key = str(row.pk) if row else None
            response: HttpResponse = super().changeform_view(request, key, form_url, context)  # type: ignore[misc]  # a mixin: the desk has it
        finally:
            request.tries_change = False  # type: ignore[attr-defined]  # a mark on the request
        return response

    def _filled_in(self, request: HttpRequest, row: Any, form_url: str, context: Any) -> HttpResponse:
        """The form with a prepared change in it, checked against what is there now, and not saved."""
        change = _waiting_change(row, request.GET.get(PREPARED, ""))
        data = QueryDict(mutable=True)
        for name, values in change.form_data.items():
            data.setlist(name, values)
        shown: Any = as_sent(request, data)
        context |= _shown_change(change) | {"prepared_differences": self._differences(shown, row)}
        shown.only_shows = True
        response: HttpResponse = super().changeform_view(shown, str(row.pk), form_url, context)  # type: ignore[misc]  # a mixin: the desk has it
        return response

    def _differences(self, attempt: HttpRequest, row: Any) -> tuple[RowDifference, ...]:
        """What publishing it now would change; empty when it does not fit what is there by now."""
        with transaction.atomic():
            response = self._tried(attempt, row, "", {})
            fits = isinstance(response, HttpResponseRedirect)
            found = build_prepared_differences(row) if fits else ()
            transaction.set_rollback(True)
        return found

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]  # a mixin: the desk has it
        if getattr(request, "only_shows", False):
            return _shown_only(form)
        refusal = getattr(request, "refusal", "")
        return _refused(form, refusal) if refusal else form

    def response_change(self, request: HttpRequest, obj: Any) -> HttpResponse:
        return emptied(super().response_change(request, obj), PREPARED)  # type: ignore[misc]  # a mixin: the desk has it

    def _published(self, request: HttpRequest, row: Any, form_url: str, context: Any) -> HttpResponse:
        """Saves what a prepared change filled in and publishes the change, both or neither.

        It stays locked until both are done, so that nobody publishes it a second time or drops it in between.
        """
        with transaction.atomic():
            change = _change_of(PreparedChange.objects.of(row).locked(), request.POST[PREPARED])
            if change.state == PreparedState.WAITING:
                context |= _shown_change(change)
                request.published_change = change  # type: ignore[attr-defined]  # a mark on the request
            else:
                # The page that comes back is a plain form: the next save is a knowing one.
                request.refusal = _decision_in_words(change)  # type: ignore[attr-defined]  # a mark on the request
            response: HttpResponse = super().changeform_view(request, str(row.pk), form_url, context)  # type: ignore[misc]  # a mixin: the desk has it
            if isinstance(response, HttpResponseRedirect):
                PreparedChange.objects.decide(change.pk, PreparedState.PUBLISHED, by=request.user)
        return response


def _rendered(response: HttpResponse) -> HttpResponse:
    """A form that is shown again, while the transaction that it was made in is still open."""
    return response.render() if isinstance(response, TemplateResponse) else response


def _change_in(request: HttpRequest, row: models.Model) -> PreparedChange:
    return PreparedChange(
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        title=str(row)[:300],
        form_data=_kept_data(request),
        changed=_in_words(getattr(request, "tried_message", "")),
        why=request.POST.get(REASON, "")[:240],
        prepared_by=request.user,  # type: ignore[misc]  # who is here has signed in
        prepared_at=timezone.now(),
    )


def _kept_data(request: HttpRequest) -> dict[str, list[str]]:
    # What the form knows has no NUL, or it would have been refused; PostgreSQL keeps none of the others either.
    return {
        name: values
        for name, values in request.POST.lists()
        if name not in NOT_KEPT and not any("\x00" in text for text in (name, *values))
    }


def _waiting_change(row: Any, key: str) -> PreparedChange:
    return _change_of(PreparedChange.objects.of(row).waiting(), key)


def _change_of(changes: QuerySet[PreparedChange], key: str) -> PreparedChange:
    number = row_number(key)
    found = changes.filter(pk=number).first() if number is not None else None
    if found is None:
        raise Http404(key)
    return found


def _problems_in(response: Any) -> list[str]:
    """Why the form was refused, each with the name of its field."""
    fields = response.context_data["adminform"].form.fields
    return [
        f"{fields[name].label}: {text}" if name in fields else text
        for name, errors in refusals_of(response).items()
        for error in errors
        for text in error.messages
    ]


def _shown_change(change: PreparedChange) -> dict[str, Any]:
    """For the notice above the form, which carries the change to the save."""
    drop = reverse("admin:comparisons_preparedchange_drop", args=[change.pk])
    return {"prepared_change": change, "drop_url": drop}


def _decision_in_words(change: PreparedChange) -> str:
    text = (
        _(
            "%(who)s published this prepared change on %(when)s, after you opened it. What you typed stands below: "
            "compare, then save again to put it over what is there."
        )
        if change.state == PreparedState.PUBLISHED
        else _(
            "%(who)s dropped this prepared change on %(when)s, after you opened it: “%(reason)s” What you typed "
            "stands below: save again to publish it all the same."
        )
    )
    when = date_format(change.decided_at, "j F Y, H:i") if change.decided_at else ""
    return text % {"who": change.decided_by or "?", "when": when, "reason": change.reason}


def _refused(form: Any, refusal: str) -> Any:
    """The same form, refused for a reason of its own beside those that it finds."""

    def full_clean(self: Any) -> None:
        form.full_clean(self)
        self.add_error(None, ValidationError(refusal, code="decided"))

    return type(form.__name__, (form,), {"full_clean": full_clean})


def _shown_only(form: Any) -> Any:
    """The same form, which is never saved."""

    def is_valid(self: Any) -> bool:
        form.is_valid(self)
        return False

    return type(form.__name__, (form,), {"is_valid": is_valid})


def _in_words(message: Any) -> str:
    entry = LogEntry(action_flag=CHANGE)
    entry.change_message = json.dumps(message) if isinstance(message, list) else message
    return entry.get_change_message()
