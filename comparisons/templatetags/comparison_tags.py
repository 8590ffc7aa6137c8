"""Thin wrappers over tested functions, for templates."""

from typing import Any

from django import template
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.urls import reverse
from django.utils.html import format_html

from comparisons.models import Framework
from comparisons.presentation.cells import rating_label
from comparisons.presentation.pair import canonical_slug
from comparisons.text.markdown import render

register = template.Library()

# What editors wrote at length, sanitised on the way out: `{{ verdict.detail|markdown }}`.
register.filter("markdown", render)


@register.inclusion_tag("comparisons/includes/_rating.html")
def rating(value: int, *, word: bool = True) -> dict[str, Any]:
    """A disc filled by fifths, with the rating's word beside it or, without `word`, in its label."""
    return {"value": value, "label": rating_label(value), "word": word}


@register.simple_tag
def site_address(path: str) -> str:
    """The path as an absolute address, from the settings: a request's Host header is not to be believed."""
    return f"{settings.SITE_URL}{path}"


@register.simple_block_tag(end_name="endkeep")
def keep(content: str) -> str:
    """Keeps what stands inside under a name, as a block can be printed only once: `{% keep as page_title %}`."""
    return content


@register.simple_block_tag(end_name="endstylesheets")
def stylesheets(content: str) -> str:
    """The links inside, or one to the joined stylesheet where collectstatic made it (config/static_files.py)."""
    joined_stylesheet = getattr(staticfiles_storage, "joined_stylesheet", None)
    if joined_stylesheet is None:
        return content
    return format_html('<link rel="stylesheet" href="{}">', staticfiles_storage.url(joined_stylesheet))


@register.simple_tag
def pair_card_address(left: Framework, right: Framework) -> str:
    """Where the preview picture of the two is."""
    return reverse("comparisons:pair_card", args=[canonical_slug(left.slug, right.slug)])
