"""Natural keys: how a row is named in fixtures, in addresses and between editors, without its number."""

from collections.abc import Collection
from typing import Any, Self, TypeVar

from django.db import models
from django.db.models.functions import Lower

ModelT = TypeVar("ModelT", bound=models.Model, covariant=True)


class SlugKeyedQuerySet(models.QuerySet[ModelT]):
    """Rows that are named by their slug."""

    def get_by_natural_key(self, slug: str) -> Any:
        return self.get(slug=slug)

    def named(self, slugs: Collection[str]) -> Self:
        """Those of these slugs."""
        return self.filter(slug__in=slugs)

    def by_name(self) -> Self:
        """In the order of the alphabet, capitals or not; two of the same name in the order of their slugs."""
        return self.order_by(Lower("name"), "slug")

    def names(self) -> list[str]:
        """Only what the rows are called."""
        return list(self.values_list("name", flat=True))


class SlugKeyedModel(models.Model):
    """A row whose natural key is its slug."""

    slug: "models.SlugField[str, str]"

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.slug,)
