"""Thin wrappers over tested functions, for templates."""

from typing import Any

from django import template
from django.conf import settings

from comparisons.presentation.cells import rating_label

register = template.Library()


@register.inclusion_tag("comparisons/includes/_rating.html")
def rating(value: int, *, word: bool = True) -> dict[str, Any]:
    """A disc filled by fifths, with the rating's word beside it or, without `word`, in its label."""
    return {"value": value, "label": rating_label(value), "word": word}


@register.simple_tag
def site_address(path: str) -> str:
    """The path as an absolute address, from the settings: a request's Host header is not to be believed."""
    return f"{settings.SITE_URL}{path}"
