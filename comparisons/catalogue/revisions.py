"""Records a revision when the published content has changed, whoever changed it: the admin, a load, a command, SQL.

The content itself is compared with what it was at the last revision, not the act of saving, so a save that changes
nothing makes no revision and no way of writing can be forgotten: the next record catches up.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone

from comparisons.catalogue.differences import Content, difference
from comparisons.catalogue.published_state import ThingState, frameworks_of, published_state
from comparisons.catalogue.recorded_models import THINGS, RecordedThing
from comparisons.choices import ChangeAction, ChangeKind
from comparisons.models import ChangedFramework, ContentChange, PublishedThing, Revision

ThingKey = tuple[str, str]


@dataclass(frozen=True, kw_only=True)
class _Difference:
    """A thing at the last revision and now; None where it was or is not published."""

    recorded: RecordedThing
    key: str
    before: PublishedThing | None
    after: ThingState | None


def record_revision() -> Revision | None:
    """Makes the next revision if visitors would see something else than at the last one.

    Returns:
        The new revision, or None when nothing published has changed.
    """
    try:
        with transaction.atomic():
            return _record_next()
    except IntegrityError:
        # Before the first revision there is no row to lock: of two who make it at one moment, the database lets one
        # have the number. The other waited for that, and now finds the lock.
        with transaction.atomic():
            return _record_next()


def _record_next() -> Revision | None:
    # The first revision is the lock that all recorders share, where the database locks rows: two editors who
    # publish at one moment get two numbers. Locking the newest would let the second one read an old "newest".
    Revision.objects.select_for_update().order_by("number").first()
    newest = Revision.objects.newest()
    state = published_state()
    content_digest = _digest(state)
    if newest is not None and newest.content_digest == content_digest:
        return None
    revision = Revision.objects.create(
        number=newest.number + 1 if newest else 1,
        recorded_at=timezone.now(),
        content_digest=content_digest,
        quiz_digest=_digest(thing for thing in state if thing.recorded.kind == ChangeKind.QUIZ),
    )
    known = {(thing.model, thing.key): thing for thing in PublishedThing.objects.all()}
    if known:
        differences = list(_differences(known, state))
        _record_changes(revision, differences)
        _remember(differences)
    else:
        _record_first(revision, state)
    return revision


def _differences(known: dict[ThingKey, PublishedThing], state: list[ThingState]) -> Iterator[_Difference]:
    """What is not as it was, in the order in which it is told."""
    published = {(_label(thing.recorded), thing.key): thing for thing in state}
    for recorded in THINGS:
        keys = {key for model, key in known.keys() | published.keys() if model == _label(recorded)}
        for key in sorted(keys):
            before, after = known.get((_label(recorded), key)), published.get((_label(recorded), key))
            if before and after and (before.title, before.content) == (after.title, after.content):
                continue
            yield _Difference(recorded=recorded, key=key, before=before, after=after)


def _record_changes(revision: Revision, differences: list[_Difference]) -> None:
    changes = []
    for thing in differences:
        before, after = difference(
            thing.before.content if thing.before else {}, thing.after.content if thing.after else {}
        )
        if before or after:
            named = thing.after or thing.before
            change = ContentChange(
                revision=revision,
                action=_action(thing),
                kind=thing.recorded.kind,
                model=_label(thing.recorded),
                key=thing.key,
                title=named.title if named else "",
                before=before,
                after=after,
            )
            changes.append((change, _frameworks(thing)))
    ContentChange.objects.bulk_create(change for change, _frameworks in changes)
    ChangedFramework.objects.bulk_create(
        ChangedFramework(change=change, slug=slug) for change, slugs in changes for slug in sorted(slugs)
    )


def _remember(differences: list[_Difference]) -> None:
    """Brings the published things up to the revision."""
    gone = [thing.before.pk for thing in differences if thing.before]
    PublishedThing.objects.filter(pk__in=gone).delete()
    _add(thing.after for thing in differences if thing.after)


def _record_first(revision: Revision, state: list[ThingState]) -> None:
    """The first record is one line with the number of things, not a line for each."""
    counts = Counter(_label(thing.recorded) for thing in state)
    if counts:
        ContentChange.objects.create(revision=revision, action=ChangeAction.FIRST, after=counts)
    _add(state)


def _add(state: Iterable[ThingState]) -> None:
    PublishedThing.objects.bulk_create(
        PublishedThing(model=_label(thing.recorded), key=thing.key, title=thing.title, content=thing.content)
        for thing in state
    )


def _action(thing: _Difference) -> ChangeAction:
    if thing.before is None:
        return ChangeAction.PUBLISHED
    return ChangeAction.CHANGED if thing.after else ChangeAction.WITHDRAWN


def _frameworks(thing: _Difference) -> set[str]:
    contents: list[Content] = [side.content for side in (thing.before, thing.after) if side]
    return {slug for content in contents for slug in frameworks_of(thing.recorded, thing.key, content)}


def _label(recorded: RecordedThing) -> str:
    """The name of the model in the record. Example: "notableuser"."""
    return str(recorded.model._meta.model_name)


def _digest(state: Iterable[ThingState]) -> str:
    """A fingerprint of what visitors see, the order of things included."""
    plain = [[_label(thing.recorded), thing.key, thing.title, thing.content] for thing in state]
    text = json.dumps(plain, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
