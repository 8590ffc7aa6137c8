"""What `load_catalogue` last wrote: how it knows which rows an editor has touched since."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedObject(models.Model):
    """One fixture object as it was last loaded, and the row that it became."""

    model = models.CharField(_("model"), max_length=60)
    key = models.CharField(_("natural key"), max_length=600, help_text=_("As JSON."))
    fixture_digest = models.CharField(_("digest of the fixture object"), max_length=64)
    row_digest = models.CharField(_("digest of the row"), max_length=64)

    objects = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["model", "key"], name="loadedobject_once_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
