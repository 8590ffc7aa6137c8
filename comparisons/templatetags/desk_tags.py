"""Thin wrappers over tested functions, for the editors' desk."""

from typing import Any

from django import template

from comparisons.admin.start import build_start_page

register = template.Library()


@register.inclusion_tag("admin/comparisons/includes/_desk_start.html", takes_context=True)
def desk_start(context: Any) -> dict[str, Any]:
    """What to do next."""
    return {"page": build_start_page(context["request"])}
