"""Suggestions follow a row whose slug is changed, since they know it by its natural key.

Through signals, for a save is the one step that the form, a prepared change, a reversion and a command share, and the
models of the catalogue know nothing of suggestions. A verdict that is moved to another cell leaves its suggestions
behind: they are about what the framework does there, not about the row.
"""

from typing import Any

from django.db.models import Model
from django.db.models.signals import post_init, post_save, pre_save

from comparisons.models import Suggestion
from comparisons.suggestions.subjects import SUBJECTS


def connect() -> None:
    """Watches the rows whose slugs make keys; once, when the app is ready."""
    for model in {model for subject in SUBJECTS.values() for model in subject.named_by}:
        post_init.connect(_remember_slug, sender=model)
        pre_save.connect(_note_old_slug, sender=model)
        post_save.connect(_follow_new_slug, sender=model)


def move_suggestions(model: type[Model], *, before: str, after: str) -> None:
    """Ties the suggestions about a row, or about what is named by it, to its new slug."""
    for subject in SUBJECTS.values():
        for place, named_by in enumerate(subject.named_by):
            if named_by is model:
                Suggestion.objects.rename(subject.kind, place, before=before, after=after)


def _remember_slug(instance: Any, **_signal: Any) -> None:
    """So that a save which leaves the slug as it was asks nothing of the database. None where it was not fetched."""
    instance._slug_read = instance.__dict__.get("slug")


def _note_old_slug(sender: Any, instance: Any, update_fields: Any, **_signal: Any) -> None:
    instance._slug_before = None
    is_written = update_fields is None or "slug" in update_fields
    if instance._state.adding or not is_written or instance.__dict__.get("slug") == instance._slug_read:
        return
    # The database knows it better than this copy, which may have been fetched again since.
    stored = sender._base_manager.filter(pk=instance.pk).values_list("slug", flat=True).first()
    if stored != instance.slug:
        instance._slug_before = stored


def _follow_new_slug(sender: Any, instance: Any, **_signal: Any) -> None:
    """Only now, since a save that is refused moves nothing."""
    before, instance._slug_before = instance._slug_before, None
    instance._slug_read = instance.__dict__.get("slug")
    if before:
        move_suggestions(sender, before=before, after=instance.slug)
