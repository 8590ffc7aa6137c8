"""Which models the record of changes keeps, and what of a row names it: a new model is one entry here.

Every column of a published row is recorded unless it is named here as none of the visitors' business, so a new column
is recorded without a thought.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, QuerySet

from comparisons.choices import ChangeKind
from comparisons.models import (
    Answer,
    Category,
    Claim,
    Criterion,
    Effect,
    Extension,
    Framework,
    Industry,
    NotableUser,
    Question,
    Release,
    Requirement,
    Scenario,
    Source,
    Verdict,
)
from comparisons.models.publication import visible
from comparisons.models.sources import PARENTS

# Every row of the state is published; the number of a row and how often it was saved are nobody's business.
LEFT_OUT = frozenset({"id", "state", "publish_at", "version"})


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """How a model is recorded.

    Attributes:
        rows: what visitors see of it.
        key: the columns of its natural key.
        title: the columns that it is called by.
        editors_alone: the columns that no visitor reads.
    """

    model: type[Model]
    rows: "Callable[[], QuerySet[Any]]"
    key: tuple[str, ...] = ("slug",)
    title: tuple[str, ...] = ("name",)
    editors_alone: frozenset[str] = frozenset()

    @property
    def own_fields(self) -> list[Any]:
        """Columns and relations to one that are not already said by the key or by the place."""
        said = {lookup.partition("__")[0] for lookup in self.key}
        left_out = said | LEFT_OUT | self.editors_alone
        return [field for field in self.model._meta.concrete_fields if field.name not in left_out]


@dataclass(frozen=True, kw_only=True)
class RecordedThing(Recorded):
    """What has a title and an address of its own."""

    kind: ChangeKind


@dataclass(frozen=True, kw_only=True)
class RecordedPart(Recorded):
    """What belongs to a thing, or to another part.

    Attributes:
        owners: the relations of which one leads to what it belongs to.
        place: the name of the list there.
    """

    owners: tuple[str, ...]
    place: str

    @property
    def own_fields(self) -> list[Any]:
        return [field for field in super().own_fields if field.name not in self.owners]


# In the order in which a revision tells them.
THINGS: tuple[RecordedThing, ...] = (
    RecordedThing(model=Framework, kind=ChangeKind.FRAMEWORK, rows=Framework.objects.published),
    RecordedThing(
        model=Release,
        kind=ChangeKind.FRAMEWORK,
        rows=Release.objects.published,
        key=("framework__slug", "series"),
        title=("framework__name", "series"),
    ),
    RecordedThing(model=Category, kind=ChangeKind.CRITERION, rows=Category.objects.with_published_criteria),
    RecordedThing(model=Criterion, kind=ChangeKind.CRITERION, rows=Criterion.objects.published),
    RecordedThing(
        model=Verdict,
        kind=ChangeKind.VERDICT,
        rows=Verdict.objects.published,
        key=("framework__slug", "criterion__slug"),
        title=("framework__name", "criterion__name"),
    ),
    RecordedThing(model=Extension, kind=ChangeKind.EXTENSION, rows=Extension.objects.published),
    RecordedThing(model=Industry, kind=ChangeKind.NOTABLE_USER, rows=Industry.objects.with_published_users),
    RecordedThing(
        model=NotableUser,
        kind=ChangeKind.NOTABLE_USER,
        rows=NotableUser.objects.published,
        editors_alone=frozenset({"confidence"}),
    ),
    RecordedThing(model=Claim, kind=ChangeKind.CLAIM, rows=Claim.objects.published, title=("statement",)),
    RecordedThing(model=Question, kind=ChangeKind.QUIZ, rows=Question.objects.published, title=("text",)),
    RecordedThing(model=Scenario, kind=ChangeKind.SCENARIO, rows=Scenario.objects.published),
)


def _effective(model: Any) -> "Callable[[], QuerySet[Any]]":
    """An effect or requirement on a draft criterion does nothing yet."""
    return lambda: model.objects.filter(visible("criterion"))


# What belongs to another part comes after it.
PARTS: tuple[RecordedPart, ...] = (
    RecordedPart(
        model=Answer,
        rows=Answer.objects.all,
        owners=("question",),
        place="answers",
        key=("question__slug", "slug"),
        title=("text",),
    ),
    RecordedPart(
        model=Effect,
        rows=_effective(Effect),
        owners=("answer",),
        place="effects",
        key=("criterion__slug",),
        title=("criterion__name",),
    ),
    RecordedPart(
        model=Requirement,
        rows=_effective(Requirement),
        owners=("answer",),
        place="requirements",
        key=("criterion__slug",),
        title=("criterion__name",),
    ),
    RecordedPart(
        model=Source, rows=Source.objects.all, owners=PARENTS, place="sources", key=("url",), title=("title",)
    ),
)
