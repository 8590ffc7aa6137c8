"""How a constraint is tested: it speaks to the editor, and it holds when somebody goes around the form."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction


def assert_refused(row: models.Model, *, message: str, **values: Any) -> None:
    """The values are refused by the database in an `update()`, and by the model in the editor's words."""
    with pytest.raises(IntegrityError), transaction.atomic():
        type(row)._default_manager.filter(pk=row.pk).update(**values)

    for name, value in values.items():
        setattr(row, name, value)
    with pytest.raises(ValidationError) as refusal:
        row.validate_constraints()
    assert message in refusal.value.messages
    # `full_clean()` may say it of the field instead ("not a valid choice"), but it lets nothing pass.
    with pytest.raises(ValidationError):
        row.full_clean()
