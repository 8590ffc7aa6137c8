"""Thin wrappers over tested functions, for the editors' desk."""

from typing import Any

from django import template

from comparisons.admin.form_errors import build_form_errors
from comparisons.admin.start import build_start_page

register = template.Library()


@register.inclusion_tag("admin/comparisons/includes/_desk_start.html", takes_context=True)
def desk_start(context: Any) -> dict[str, Any]:
    """What to do next."""
    return {"page": build_start_page(context["request"])}


@register.inclusion_tag("admin/comparisons/includes/_form_errors.html", takes_context=True)
def form_errors(context: Any) -> dict[str, Any]:
    """What is wrong with a form, each error with the way to its field."""
    # A prepared change that is only shown may have errors too, but nobody has typed in it.
    return {
        "errors": build_form_errors(context["adminform"], context["inline_admin_formsets"]),
        "is_typed": not getattr(context["request"], "only_shows", False),
    }
