"""What editors changed, as lines that a visitor understands, by day and revision."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.apps import apps
from django.urls import reverse
from django.utils import timezone

from comparisons.choices import ChangeAction
from comparisons.models import ContentChange, Criterion, Framework, Release, Revision, Verdict
from comparisons.presentation.change_sentences import build_change_sentence
from comparisons.presentation.rewording import Rewording


@dataclass(frozen=True, kw_only=True)
class ChangeLine:
    """One change as a sentence, parted around the title.

    Attributes:
        address: of what the title names; empty when visitors can no longer open it.
        rewordings: long texts that changed, to unfold.
    """

    before: str
    title: str
    after: str
    address: str
    rewordings: tuple[Rewording, ...]

    @property
    def sentence(self) -> str:
        return f"{self.before}{self.title}{self.after}"


@dataclass(frozen=True, kw_only=True)
class ChangedRevision:
    """A revision with what it changed.

    Attributes:
        more: the number of changes for which there is no line here.
    """

    revision: Revision
    lines: tuple[ChangeLine, ...]
    more: int = 0

    @property
    def day(self) -> date:
        return timezone.localdate(self.revision.recorded_at)

    @property
    def address(self) -> str:
        """Where all its changes stand."""
        return f"{reverse('comparisons:change_list')}?revision={self.revision.number}"


@dataclass(frozen=True, kw_only=True)
class ChangeDay:
    day: date
    revisions: tuple[ChangedRevision, ...]


@dataclass(frozen=True, kw_only=True)
class LatestChanges:
    """What the first page says of changes.

    Attributes:
        first_published_on: the day since which nothing has changed; None when something has.
    """

    revisions: tuple[ChangedRevision, ...]
    first_published_on: date | None


def build_change_days(
    changes: Iterable[ContentChange], *, published: Collection[tuple[str, str]]
) -> tuple[ChangeDay, ...]:
    """Groups changes by day and by revision, in the order in which they come.

    Args:
        changes: with their revisions.
        published: model and key of those things that visitors can open.
    """
    revisions = [
        ChangedRevision(
            revision=revision, lines=tuple(build_change_line(change, published=published) for change in its_changes)
        )
        for revision, its_changes in groupby(changes, key=lambda change: change.revision)
    ]
    return tuple(
        ChangeDay(day=day, revisions=tuple(its_revisions))
        for day, its_revisions in groupby(revisions, key=lambda changed: changed.day)
    )


def build_changed_revisions(
    revisions: Iterable[Revision], *, published: Collection[tuple[str, str]]
) -> tuple[ChangedRevision, ...]:
    """The revisions of `for_feed()`, each with its first lines and the number of the others."""
    return tuple(
        ChangedRevision(
            revision=revision,
            lines=tuple(build_change_line(change, published=published) for change in revision.first_changes),
            more=revision.change_count - len(revision.first_changes),
        )
        for revision in revisions
    )


def build_latest_changes(
    revisions: Sequence[Revision], *, published: Collection[tuple[str, str]]
) -> LatestChanges | None:
    """The newest of what changed since the first record; None before that.

    Args:
        revisions: from `for_feed()`.
        published: model and key of those things that visitors can open.
    """
    changed = build_changed_revisions(revisions, published=published)
    if not changed:
        return None
    single = tuple(
        its_lines
        for its_lines, revision in zip(changed, revisions, strict=True)
        if revision.first_changes[0].action != ChangeAction.FIRST
    )
    return LatestChanges(revisions=single, first_published_on=None if single else changed[0].day)


def build_change_line(change: ContentChange, *, published: Collection[tuple[str, str]]) -> ChangeLine:
    """One change in words; `published` holds model and key of those things that visitors can open."""
    sentence = build_change_sentence(change)
    return ChangeLine(
        before=sentence.before,
        title=change.title,
        after=sentence.after,
        address=_address(change) if (change.model, change.key) in published else "",
        rewordings=sentence.rewordings,
    )


def _address(change: ContentChange) -> str:
    """Where visitors read the thing. Made from its key, so an old line leads to the address of today."""
    slug, *rest = change.key_parts
    match change.model:
        case "verdict":
            return Verdict(framework=Framework(slug=slug), criterion=Criterion(slug=rest[0])).get_absolute_url()
        case "release":
            return Release(framework=Framework(slug=slug), series=rest[0]).get_absolute_url()
        case "category":
            return f"{reverse('comparisons:criterion_list')}?category={slug}"
        case "industry":
            return f"{reverse('comparisons:notable_user_list')}?industry={slug}"
        case "question":
            return f"{reverse('comparisons:quiz')}?view=form#{slug}"
        case _:
            row: Any = apps.get_model("comparisons", change.model)(slug=slug)
            return str(row.get_absolute_url())
