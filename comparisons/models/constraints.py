"""Constraints that several models share, each with a message that an editor understands."""

from typing import TYPE_CHECKING

from django.db.models import CheckConstraint, Q, TextChoices
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


def http_only(field: str, *, name: str) -> CheckConstraint:
    """The column holds an http(s) address: Django's URLField lets ftp through, and fixtures skip validators."""
    condition = Q(**{f"{field}__startswith": "https://"}) | Q(**{f"{field}__startswith": "http://"})
    return CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=_("A link must start with https:// or http://."),
    )


def one_of(field: str, choices: type[TextChoices], *, name: str, message: "StrOrPromise") -> CheckConstraint:
    """The column holds a word of the vocabulary; `choices` alone does not stop `update()`."""
    return CheckConstraint(
        condition=Q(**{f"{field}__in": list(choices.values)}), name=name, violation_error_message=message
    )


def rating_range(
    field: str, *, name: str, lowest: int = 0, highest: int = 5, optional: bool = False
) -> CheckConstraint:
    """The column holds a whole number from `lowest` to `highest`."""
    condition = Q(**{f"{field}__gte": lowest}) & Q(**{f"{field}__lte": highest})
    if optional:
        condition |= Q(**{f"{field}__isnull": True})
    return CheckConstraint(
        condition=condition,
        name=name,
        violation_error_message=_("Give a whole number from %(lowest)s to %(highest)s.")
        % {"lowest": lowest, "highest": highest},
    )
