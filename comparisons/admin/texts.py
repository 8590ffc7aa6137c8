"""The boxes that editors write in: a long text has a preview, a short one counts its characters.

Neither needs script: the preview then opens as a page, and the help text says how long the line may be.
"""

from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget, AdminTextInputWidget
from django.db import models
from django.forms.widgets import Script
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

# From this length on a line does not fit into an ordinary text box.
SENTENCE_LENGTH = 120

HOW_TO_MARK = _(
    "A line break stays one, an empty line begins a paragraph. *Emphasis*, **strong**, `code`, “- ” for a list, "
    "[text](https://…) for a link."
)


class PreviewedTextarea(AdminTextareaWidget):
    """A long text, with a button that shows it as visitors will see it.

    Args:
        model: whose desk shows the preview.
    """

    class Media:
        css = {"all": ["comparisons/css/admin-texts.css"]}
        js = [Script("comparisons/js/text-preview.js", defer=True)]

    def __init__(self, model: type[models.Model], attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.model = model

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        return render_to_string(
            "admin/comparisons/includes/_previewed_textarea.html",
            {
                "textarea": super().render(name, value, attrs, renderer),
                "name": name,
                "box": f"{(attrs or {}).get('id', name)}_preview",
                "address": preview_address(self.model),
            },
        )


def preview_address(model: type[models.Model]) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_preview_text")


class _CountedWidget(forms.Widget):
    """Counts what is typed. The browser cuts nothing off what is pasted: the server says what is too long."""

    class Media:
        css = {"all": ["comparisons/css/admin-texts.css"]}
        js = [Script("comparisons/js/character-count.js", defer=True)]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        limit = context["widget"]["attrs"].pop("maxlength", None)
        if limit is not None:
            context["widget"]["attrs"] |= {
                "data-character-limit": limit,
                "data-counted": _("{count} of {limit} characters"),
                "data-left": _("{count} of {limit} characters, {left} left"),
                "data-over": _("{count} of {limit} characters, {over} too many"),
            }
        return context

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Wrapped, so that the count stands under the box wherever the box stands."""
        return format_html('<div class="counted">{}</div>', super().render(name, value, attrs, renderer))


class CountedInput(_CountedWidget, AdminTextInputWidget):
    """A line of text that counts its characters."""


class CountedTextarea(_CountedWidget, AdminTextareaWidget):
    """A sentence, seen whole, that counts its characters."""


class _BoxField(forms.CharField):
    """Text in a box of several lines."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        """What stands there may have come otherwise than by a form: it is compared as a form would save it."""
        return super().has_changed(self.to_python(initial), data)


class LongTextField(_BoxField):
    """Text of several lines. Browsers send CR and LF for a line break; what is saved has LF, as the fixtures have."""

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return text.replace("\r\n", "\n").replace("\r", "\n") if isinstance(text, str) else text


class SentenceField(_BoxField):
    """One line of text in a box that shows all of it; a line break in it is a space."""

    widget = CountedTextarea

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return " ".join(text.split()) if isinstance(text, str) else text


def text_options(db_field: "models.Field[Any, Any]") -> dict[str, Any]:
    """How a field of text is asked for; empty for a field of another kind."""
    if type(db_field) is models.TextField:
        return {
            "form_class": LongTextField,
            "widget": PreviewedTextarea(db_field.model),
            "help_text": format_lazy("{} {}", db_field.help_text, HOW_TO_MARK),
        }
    if type(db_field) is not models.CharField or db_field.choices is not None or db_field.max_length is None:
        return {}
    limit = format_lazy(_("At most {} characters."), db_field.max_length)
    help_text = format_lazy("{} {}", db_field.help_text, limit)
    if db_field.max_length < SENTENCE_LENGTH:
        return {"widget": CountedInput(), "help_text": help_text}
    widget = CountedTextarea(attrs={"rows": 2, "cols": 80})
    return {"form_class": SentenceField, "widget": widget, "help_text": help_text}
