"""A result that was shared: who came first when the link was made, and which verdicts made the difference since."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from comparisons.models import Criterion, Framework, JudgementChange, Revision
from comparisons.presentation.standings import name_list
from comparisons.ranking.priorities import Priorities
from comparisons.ranking.scoring import Judgement, VerdictTable, rank


@dataclass(frozen=True, kw_only=True)
class ChangedVerdict:
    """A verdict that these answers weigh or demand and that has changed since; None stands for unknown."""

    framework: Framework
    criterion: Criterion
    address: str
    before: int | None
    after: int | None


@dataclass(frozen=True, kw_only=True)
class Then:
    """The result of then beside the result of today.

    Attributes:
        revision: the one that the link names.
        leaders: who came first then, by name.
        is_same: whether the same come first today.
        changed: what these answers rest on and what has changed since, of those who came first then or do so now.
        quiz_changed: whether questions or their effects have changed too; then the answers may mean something else.
        is_unknown: whether the link names a revision that does not exist here.
    """

    revision: int
    leaders: str
    is_same: bool
    changed: tuple[ChangedVerdict, ...]
    quiz_changed: bool
    is_unknown: bool = False


def table_of_then(table: VerdictTable, changes: Iterable[JudgementChange]) -> VerdictTable:
    """Today's table with the later changes taken back, the newest first."""
    judgements = dict(table.judgements)
    for change in reversed(list(changes)):
        key = (change.framework, change.criterion)
        if change.rating_before is None:
            judgements.pop(key, None)
        else:
            judgements[key] = Judgement(rating=change.rating_before, support=change.support_before)
    return VerdictTable(candidates=table.candidates, judgements=judgements)


def build_then(
    *,
    revision: int,
    pinned: Revision | None,
    newest: Revision | None,
    table: VerdictTable,
    changes: Sequence[JudgementChange],
    priorities: Priorities,
    frameworks: Iterable[Framework],
    criteria: Iterable[Criterion],
) -> Then | None:
    """Compares the result of a revision with today's.

    Args:
        revision: the number in the link.
        pinned, newest: the revision of that number, and the newest.
        table: of today.
        changes: of judgements since, oldest first.
        priorities: of the answers in the link.
        frameworks, criteria: all published ones.

    Returns:
        None when nothing has been published since the link was made.
    """
    if newest is not None and revision == newest.number:
        return None
    if pinned is None or newest is None:
        return Then(revision=revision, leaders="", is_same=True, changed=(), quiz_changed=False, is_unknown=True)
    frameworks_by_slug = {framework.slug: framework for framework in frameworks}
    criteria_by_slug = {criterion.slug: criterion for criterion in criteria}
    then = {standing.candidate.slug for standing in rank(table_of_then(table, changes), priorities).first}
    today = {standing.candidate.slug for standing in rank(table, priorities).first}
    return Then(
        revision=revision,
        leaders=name_list(then, frameworks_by_slug.values()),
        is_same=then == today,
        changed=tuple(
            ChangedVerdict(
                framework=frameworks_by_slug[slug],
                criterion=criteria_by_slug[criterion],
                address=f"{frameworks_by_slug[slug].get_absolute_url()}#{criterion}",
                before=before,
                after=after,
            )
            for (slug, criterion), (before, after) in _net(changes).items()
            if slug in then | today
            and criterion in priorities.criteria
            and slug in frameworks_by_slug
            and criterion in criteria_by_slug
        ),
        quiz_changed=pinned.quiz_digest != newest.quiz_digest,
    )


def _net(changes: Iterable[JudgementChange]) -> dict[tuple[str, str], tuple[int | None, int | None]]:
    """What is left of several changes of the same judgement: the first "before" and the last "after"."""
    net: dict[tuple[str, str], tuple[int | None, int | None]] = {}
    for change in changes:
        key = (change.framework, change.criterion)
        before = net[key][0] if key in net else change.rating_before
        net[key] = (before, change.rating_after)
    return {key: (before, after) for key, (before, after) in net.items() if before != after}
