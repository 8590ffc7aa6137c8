"""What the desks share: publishing, dates, links that are web addresses, and an honest "view on site"."""

import copy
from collections.abc import Collection
from typing import Any, TypeVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, models, transaction
from django.db.models import QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comparisons.admin.deleted import DeletedPages
from comparisons.admin.generics import (
    GenericStackedInline,
    GenericTabularInline,
    ModelT,
    ParentT,
)
from comparisons.admin.history import HistoryPages
from comparisons.admin.list_filters import SeenListFilter
from comparisons.admin.lost_updates import TOKEN, VersionedForm, VersionedFormSet
from comparisons.admin.named_widgets import named_options
from comparisons.admin.preparing import PreparesChanges
from comparisons.admin.publishing import FormByRights, RightsByState
from comparisons.admin.reasons import ReasonedForm
from comparisons.admin.text_preview import TextPreview
from comparisons.admin.texts import text_options
from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PublicationState
from comparisons.models.publication import DatedModel, PublishableModel
from comparisons.settled import was_ever_settled

# How many rows that could not be published are named one by one.
MOST_NAMED = 10

ResponseT = TypeVar("ResponseT")
PublishableT = TypeVar("PublishableT", bound=PublishableModel)


def _web_address(value: str) -> None:
    if not value.startswith(("https://", "http://")):
        raise ValidationError(_("A link must start with https:// or http://."), code="not_a_web_address")


class LinkField(forms.URLField):
    """Says beside the field what the database's constraint would say of the whole form. No scheme means https."""

    default_validators = [_web_address, URLValidator()]


class _ReadableFields:
    """For desks and inlines: links are checked as the database checks them, boxes have names, and texts get help."""

    class Media:
        # Deferred, and so after Django's own, which draws what this names.
        js = [Script("comparisons/js/autocomplete-names.js", defer=True)]

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.URLField):
            kwargs |= {"form_class": LinkField, "assume_scheme": "https"}
        kwargs |= text_options(db_field) | named_options(self, db_field, request)
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin: the desk has it
        return field


class DeskForm(FormByRights, ReasonedForm[ModelT]):
    """Knows what its editor may decide, which version they have read, and asks why."""


class SettledSlugForm(DeskForm[ModelT]):
    """What is or was published keeps its slug, since addresses and shared links are made of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self.instance.pk and was_ever_settled(self.instance):
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("Published addresses and shared links contain it, so it stays.")


def _missing_in(row: PublishableModel) -> list[str]:
    """The names of the fields for which the form would refuse to publish the row as it is."""
    complete = copy.copy(row)
    complete.state = PublicationState.PUBLISHED
    refusals: dict[str, Any] = {}
    for check in (complete.clean_fields, complete.clean):
        try:
            check()
        except ValidationError as error:
            refusals |= error.update_error_dict({})
    fields = {field.name: str(field.verbose_name) for field in row._meta.fields}
    return [fields.get(name, str(row._meta.verbose_name)) for name in refusals]


def _recorded(request: HttpRequest, response: ResponseT) -> ResponseT:
    """After whatever may have written: if visitors would now see something else, that is a new revision."""
    if request.method == "POST":
        record_revision()
    return response


class Desk(
    PreparesChanges,
    RightsByState,
    _ReadableFields,
    TextPreview[ModelT],
    HistoryPages[ModelT],
    DeletedPages[ModelT],
):
    """A list, and a form that teaches; relations are found by typing, and nobody overwrites unseen."""

    form: Any = DeskForm
    save_on_top = True

    def get_fieldsets(self, request: HttpRequest, obj: ModelT | None = None) -> Any:
        """With the version that was read, hidden."""
        first, *others = super().get_fieldsets(request, obj)
        heading, options = first
        return [(heading, {**options, "fields": [*options["fields"], TOKEN]}), *others]

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            response = super().changeform_view(request, *args, **kwargs)
        except IntegrityError:
            # Another was faster between the look and the save: the second look sees what they did and says so.
            response = super().changeform_view(request, *args, **kwargs)
        return _recorded(request, response)

    def delete_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _recorded(request, super().delete_view(request, *args, **kwargs))

    def changelist_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _recorded(request, super().changelist_view(request, *args, **kwargs))

    def get_changeform_initial_data(self, request: HttpRequest) -> dict[str, Any]:
        """What the address of the add form prefills, without rows that do not exist; and today as day of writing."""
        prefilled = super().get_changeform_initial_data(request)
        initial: dict[str, Any] = {name: value for name, value in prefilled.items() if self._can_prefill(name, value)}
        if issubclass(self.model, DatedModel):
            initial.setdefault("written_on", timezone.localdate())
        return initial

    def _can_prefill(self, name: str, value: Any) -> bool:
        try:
            field: Any = self.model._meta.get_field(name)
        except FieldDoesNotExist:
            return False
        related = field.related_model
        if related is None:
            # A moment has two boxes, which take no text.
            return not isinstance(field, models.DateTimeField)
        keys = value if isinstance(value, list) else [value]
        try:
            return all(related._default_manager.filter(pk=key).exists() for key in keys)
        except (TypeError, ValueError):
            return False

    @admin.display(description=_("review due"), ordering="review_due_on")
    def review_due(self, row: DatedModel) -> str | SafeString:
        day = date_format(row.review_due_on, "j M Y")
        if row.review_due_on < timezone.localdate():
            return format_html('{} <span class="mark mark-gap">{}</span>', day, _("overdue"))
        return day


class PublishableDesk(Desk[PublishableT]):
    """A desk whose rows are drafts until an editor publishes them."""

    form: Any = SettledSlugForm
    actions = ["ask_for_review", "publish", "make_draft", "archive"]

    def get_list_filter(self, request: HttpRequest) -> Any:
        """Whatever may be a draft is asked first whether visitors see it."""
        return [SeenListFilter, *super().get_list_filter(request)]

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """The row's address, and none while visitors would meet "not found" there."""
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        seen_by_visitors: QuerySet[Any] = self.model._default_manager.published()  # type: ignore[attr-defined]  # every publishable has it
        return str(obj.get_absolute_url()) if seen_by_visitors.filter(pk=obj.pk).exists() else None

    @admin.display(description=_("state"), ordering="state")
    def publication(self, row: PublishableModel) -> SafeString:
        if row.is_scheduled and row.publish_at is not None:
            moment = date_format(timezone.localtime(row.publish_at), "j M Y, H:i")
            return format_html('<span class="mark">{}</span> <span class="quiet">{}</span>', _("scheduled"), moment)
        return format_html('<span class="mark mark-{}">{}</span>', row.state, row.get_state_display())

    @admin.action(description=_("Ask for review"), permissions=["change"])
    def ask_for_review(self, request: HttpRequest, queryset: QuerySet[PublishableT]) -> None:
        """Of drafts alone: what a publisher decided meanwhile stays as it was."""
        drafts = queryset.filter(state=PublicationState.DRAFT)
        rows = self._set_complete(request, drafts, PublicationState.IN_REVIEW, only=[PublicationState.DRAFT])
        if rows is not None:
            text = ngettext("%d row waits for a review.", "%d rows wait for a review.", len(rows)) % len(rows)
            self._report(request, text, changed=len(rows))

    @admin.action(description=_("Publish"), permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[PublishableT]) -> None:
        rows = self._set_complete(request, queryset, PublicationState.PUBLISHED)
        if rows is None:
            return
        scheduled = sum(row.is_scheduled for row in rows)
        seen = len(rows) - scheduled
        if seen or not scheduled:
            self._report(request, ngettext("%d row published.", "%d rows published.", seen) % seen, changed=seen)
        if scheduled:
            text = ngettext(
                "%d row is scheduled: visitors see it from its moment on.",
                "%d rows are scheduled: visitors see them from their moments on.",
                scheduled,
            )
            self._report(request, text % scheduled, changed=scheduled)

    @admin.action(description=_("Make draft"), permissions=["publish"])
    def make_draft(self, request: HttpRequest, queryset: QuerySet[PublishableT]) -> None:
        changed = len(self._set_state(request, queryset, PublicationState.DRAFT)[0])
        self._report(
            request, ngettext("%d row made a draft.", "%d rows made drafts.", changed) % changed, changed=changed
        )

    @admin.action(description=_("Archive"), permissions=["publish"])
    def archive(self, request: HttpRequest, queryset: QuerySet[PublishableT]) -> None:
        changed = len(self._set_state(request, queryset, PublicationState.ARCHIVED)[0])
        self._report(request, ngettext("%d row archived.", "%d rows archived.", changed) % changed, changed=changed)

    def _set_complete(
        self,
        request: HttpRequest,
        queryset: QuerySet[PublishableT],
        state: PublicationState,
        *,
        only: Collection[PublicationState] = tuple(PublicationState),
    ) -> list[PublishableT] | None:
        """Moves the rows that are complete, and names what is missing in the others: a draft may lack much.

        Returns:
            The rows that were moved; None when there is nothing to say of them, for all were incomplete.
        """
        moved, incomplete = self._set_state(request, queryset, state, only=only, if_complete=True)
        for row, missing in incomplete[:MOST_NAMED]:
            text = _("%(row)s stays as it was, for it is not complete: %(fields)s.")
            self.message_user(request, text % {"row": row, "fields": ", ".join(missing)}, messages.ERROR)
        if len(incomplete) > MOST_NAMED:
            more = len(incomplete) - MOST_NAMED
            others = ngettext("And %d more is not complete.", "And %d more are not complete.", more) % more
            self.message_user(request, others, messages.ERROR)
        return moved if moved or not incomplete else None

    def _set_state(
        self,
        request: HttpRequest,
        queryset: QuerySet[PublishableT],
        state: PublicationState,
        *,
        only: Collection[PublicationState] = tuple(PublicationState),
        if_complete: bool = False,
    ) -> tuple[list[PublishableT], list[tuple[PublishableT, list[str]]]]:
        """Saves row by row, not with `update()`, so that whatever watches a save sees each of them.

        Args:
            only: the states that a row must have; asked again once it is locked, for somebody may have been quicker.
            if_complete: leave out what the form would refuse.

        Returns:
            The rows that were moved, and those that were left out with what they miss.
        """
        keys = list(queryset.values_list("pk", flat=True))
        moved, incomplete = [], []
        with transaction.atomic():
            # A plain queryset: the list's own has counts, and grouped rows cannot be locked.
            rows = (
                self.model._default_manager.select_for_update()
                .filter(pk__in=keys, state__in=only)
                .exclude(state=state)
                .order_by("pk")
            )
            for row in rows:
                missing = _missing_in(row) if if_complete else []
                if missing:
                    incomplete.append((row, missing))
                    continue
                row.state = state
                row.save()
                self.log_change(request, row, [{"changed": {"fields": [str(_("publication state"))]}}])
                moved.append(row)
        return moved, incomplete

    def _report(self, request: HttpRequest, text: str, *, changed: int) -> None:
        if changed:
            self.message_user(request, text, messages.SUCCESS)
        else:
            self.message_user(request, _("All of them were so already: nothing changed."), messages.WARNING)


class _VersionedRows:
    """For inlines: each row carries the version that was read."""

    form: Any = VersionedForm
    formset: Any = VersionedFormSet

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """With the version that was read, hidden."""
        return [*super().get_fields(request, obj), TOKEN]  # type: ignore[misc]  # a mixin: the inline has it


class DeskStackedInline(_ReadableFields, _VersionedRows, GenericStackedInline[ModelT, ParentT]):
    pass


class DeskTabularInline(_ReadableFields, _VersionedRows, GenericTabularInline[ModelT, ParentT]):
    template = "admin/comparisons/tabular.html"
