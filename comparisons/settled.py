"""What is settled: visitors see it or have seen it, so only who may publish changes it."""

from typing import Any

from comparisons.choices import SETTLED_STATES
from comparisons.history.records import owners_of
from comparisons.models import Category, Industry
from comparisons.models.publication import PublishableModel

PUBLISH = "comparisons.publish_content"


def is_settled(row: Any) -> bool:
    """Whether a change of the row, or of the statement that it is a part of, changes what visitors have met."""
    if isinstance(row, PublishableModel):
        return row.state in SETTLED_STATES
    if isinstance(row, Category):
        return row.criteria.filter(state__in=SETTLED_STATES).exists()
    if isinstance(row, Industry):
        return row.notable_users.filter(state__in=SETTLED_STATES).exists()
    return any(is_settled(owner) for owner in owners_of(row))
