"""Each save counts, so that no save overwrites one that its writer has not seen."""

import pytest
from django.db import transaction

from comparisons.models import Framework
from comparisons.models.editing import LostUpdate
from tests.factories import create_framework

pytestmark = pytest.mark.django_db


def copies():
    """The same row, read twice."""
    key = create_framework(name="As it was").pk
    return Framework.objects.get(pk=key), Framework.objects.get(pk=key)


def test_every_save_raises_the_version_by_one():
    framework = create_framework()

    framework.save()
    framework.save(update_fields=["name"])

    assert (framework.version, Framework.objects.get(pk=framework.pk).version) == (3, 3)


def test_a_stale_copy_is_not_saved():
    mine, theirs = copies()
    theirs.name = "Theirs"
    theirs.save()
    mine.name = "Mine"

    with pytest.raises(LostUpdate) as refusal, transaction.atomic():
        mine.save()

    assert refusal.value.row is mine
    assert (mine.version, Framework.objects.get(pk=mine.pk).name) == (1, "Theirs")


def test_a_stale_copy_is_not_saved_field_by_field_either():
    mine, theirs = copies()
    theirs.save()

    with pytest.raises(LostUpdate):
        mine.save(update_fields=["name"])


def test_a_copy_from_a_fixture_goes_on_from_the_version_that_is_there():
    mine, _theirs = copies()
    mine.save()
    made = Framework(pk=mine.pk)
    for field in Framework._meta.concrete_fields:
        if field.name != "version":
            setattr(made, field.attname, getattr(mine, field.attname))

    made.save()

    assert Framework.objects.get(pk=mine.pk).version == 3
