"""Rows that editors change: each save counts, so that no save overwrites one that its writer has not seen.

The check is one conditional UPDATE at the lowest level, so a form, a grid, an import, an action and a command are all
held to it, on every database.
"""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class LostUpdate(Exception):
    """Somebody else saved the row after this copy of it was read; nothing was written.

    Attributes:
        row: the copy that was to be saved.
    """

    def __init__(self, row: models.Model) -> None:
        super().__init__(f"{row._meta.verbose_name} {row.pk} was saved by somebody else in between")
        self.row = row


class EditedModel(models.Model):
    """A row with a version, which every save raises by one."""

    version = models.PositiveIntegerField(_("version"), default=1, editable=False, serialize=False)

    # The version that the row must still have when it is written; None for a new row.
    _version_read: int | None = None

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves the row if it is still as it was read.

        Raises:
            LostUpdate: somebody else has saved it since.
        """
        self._version_read = self.version if not self._state.adding else self._version_of_same_key()
        if self._version_read is not None:
            self.version = self._version_read + 1
        if kwargs.get("update_fields") is not None:
            kwargs["update_fields"] = {*kwargs["update_fields"], "version"}
        try:
            super().save(*args, **kwargs)
        except BaseException:
            if self._version_read is not None:
                self.version = self._version_read
            raise

    def _version_of_same_key(self) -> int | None:
        """For a copy made from a fixture, which carries the number of a row that is there already."""
        if self.pk is None:
            return None
        return type(self)._base_manager.filter(pk=self.pk).values_list("version", flat=True).first()

    def _do_update(self, base_qs: Any, *args: Any) -> Any:
        """Django's own step, with the version as one more condition of the UPDATE."""
        if self._version_read is None:
            return super()._do_update(base_qs, *args)
        updated = super()._do_update(base_qs.filter(version=self._version_read), *args)
        if not updated:
            raise LostUpdate(self)
        return updated
