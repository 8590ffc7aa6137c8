"""What the desks share: publishing, dates, links that are web addresses, and an honest "view on site"."""

from typing import TYPE_CHECKING, Any, Generic, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.widgets import AdminTextareaWidget
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.core.validators import URLValidator
from django.db import models, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PublicationState
from comparisons.models.publication import DatedModel, PublishableModel

ModelT = TypeVar("ModelT", bound=models.Model)
ParentT = TypeVar("ParentT", bound=models.Model)
ResponseT = TypeVar("ResponseT")
PublishableT = TypeVar("PublishableT", bound=PublishableModel)

# The stubs have these classes generic; Django itself does not.
if TYPE_CHECKING:

    class _ModelAdmin(admin.ModelAdmin[ModelT]):
        pass

    class _StackedInline(admin.StackedInline[ModelT, ParentT]):
        pass

    class _TabularInline(admin.TabularInline[ModelT, ParentT]):
        pass

    class _ModelForm(forms.ModelForm[ModelT]):
        pass
else:

    class _ModelAdmin(admin.ModelAdmin, Generic[ModelT]):
        pass

    class _StackedInline(admin.StackedInline, Generic[ModelT, ParentT]):
        pass

    class _TabularInline(admin.TabularInline, Generic[ModelT, ParentT]):
        pass

    class _ModelForm(forms.ModelForm, Generic[ModelT]):
        pass


def _web_address(value: str) -> None:
    if not value.startswith(("https://", "http://")):
        raise ValidationError(_("A link must start with https:// or http://."), code="not_a_web_address")


class LinkField(forms.URLField):
    """Says beside the field what the database's constraint would say of the whole form. No scheme means https."""

    default_validators = [_web_address, URLValidator()]


class SentenceField(forms.CharField):
    """One line of text in a box that shows all of it; a line break in it is a space."""

    widget = AdminTextareaWidget

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return " ".join(text.split()) if isinstance(text, str) else text


# From this length on a line does not fit into an ordinary text box.
SENTENCE_LENGTH = 120


class _ReadableFields:
    """For desks and inlines: links are checked as the database checks them, and sentences are seen whole."""

    def formfield_for_dbfield(
        self, db_field: "models.Field[Any, Any]", request: HttpRequest, **kwargs: Any
    ) -> forms.Field | None:
        if isinstance(db_field, models.URLField):
            kwargs |= {"form_class": LinkField, "assume_scheme": "https"}
        elif (
            type(db_field) is models.CharField
            and db_field.choices is None
            and (db_field.max_length or 0) >= SENTENCE_LENGTH
        ):
            kwargs |= {"form_class": SentenceField, "widget": AdminTextareaWidget(attrs={"rows": 2, "cols": 80})}
        field: forms.Field | None = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin: the desk has it
        return field


class SettledSlugForm(_ModelForm[ModelT]):
    """A published row keeps its slug, since addresses and shared links are made of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields and self._is_published():
            self.fields["slug"].disabled = True
            self.fields["slug"].help_text = _("Published addresses and shared links contain it, so it stays.")

    def _is_published(self) -> bool:
        return bool(self.instance.pk) and getattr(self.instance, "state", "") == PublicationState.PUBLISHED


def _recorded(request: HttpRequest, response: ResponseT) -> ResponseT:
    """After whatever may have written: if visitors would now see something else, that is a new revision."""
    if request.method == "POST":
        record_revision()
    return response


class Desk(_ReadableFields, _ModelAdmin[ModelT]):
    """A list, and a form that teaches; relations are found by typing."""

    save_on_top = True

    def changeform_view(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return _recorded(request, super().changeform_view(request, *args, **kwargs))

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
            related: Any = self.model._meta.get_field(name).related_model
        except FieldDoesNotExist:
            return False
        if related is None:
            return True
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

    form = SettledSlugForm  # type: ignore[assignment]  # a class attribute cannot be generic
    actions = ["publish", "make_draft"]

    def get_view_on_site_url(self, obj: models.Model | None = None) -> str | None:
        """The row's address, and none while visitors would meet "not found" there."""
        if obj is None or not hasattr(obj, "get_absolute_url"):
            return None
        seen_by_visitors: QuerySet[Any] = self.model._default_manager.published()  # type: ignore[attr-defined]  # every publishable has it
        return str(obj.get_absolute_url()) if seen_by_visitors.filter(pk=obj.pk).exists() else None

    @admin.display(description=_("state"), ordering="state")
    def publication(self, row: PublishableModel) -> SafeString:
        return format_html('<span class="mark mark-{}">{}</span>', row.state, row.get_state_display())

    @admin.action(description=_("Publish"), permissions=["change"])
    def publish(self, request: HttpRequest, queryset: QuerySet[PublishableT]) -> None:
        changed = self._set_state(request, queryset, PublicationState.PUBLISHED)
        self._report(request, ngettext("%d row published.", "%d rows published.", changed) % changed, changed=changed)

    @admin.action(description=_("Make draft"), permissions=["change"])
    def make_draft(self, request: HttpRequest, queryset: QuerySet[PublishableT]) -> None:
        changed = self._set_state(request, queryset, PublicationState.DRAFT)
        self._report(
            request, ngettext("%d row made a draft.", "%d rows made drafts.", changed) % changed, changed=changed
        )

    def _set_state(self, request: HttpRequest, queryset: QuerySet[PublishableT], state: PublicationState) -> int:
        """Saves row by row, not with `update()`, so that whatever watches a save sees each of them."""
        keys = list(queryset.values_list("pk", flat=True))
        with transaction.atomic():
            # A plain queryset: the list's own has counts, and grouped rows cannot be locked.
            rows = list(
                self.model._default_manager.select_for_update()
                .filter(pk__in=keys)
                .exclude(state=state)
                .order_by("pk")
            )
            for row in rows:
                row.state = state
                row.save()
                self.log_change(request, row, [{"changed": {"fields": [str(_("publication state"))]}}])
        return len(rows)

    def _report(self, request: HttpRequest, text: str, *, changed: int) -> None:
        if changed:
            self.message_user(request, text, messages.SUCCESS)
        else:
            self.message_user(request, _("All of them were so already: nothing changed."), messages.WARNING)


class DeskStackedInline(_ReadableFields, _StackedInline[ModelT, ParentT]):
    pass


class DeskTabularInline(_ReadableFields, _TabularInline[ModelT, ParentT]):
    pass
