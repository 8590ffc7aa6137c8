"""The editors' start page: what to do next, by its effect on visitors, and how much waits where."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparisons.caching import content_state, remember
from comparisons.catalogue.lint import check_catalogue
from comparisons.choices import PublicationState, UsageStatus
from comparisons.findings import Finding
from comparisons.links.catalogue import broken_links
from comparisons.models import (
    Claim,
    Criterion,
    Extension,
    Framework,
    LinkCheck,
    NotableUser,
    PreparedChange,
    Question,
    Release,
    Scenario,
    Suggestion,
    Verdict,
)
from comparisons.quiz.cell_effect import Cell, cell_effects
from comparisons.quiz.measurement import QuizTrial, fetch_trial

T = TypeVar("T")

# Random visitors for the effect of a cell: enough to tell 1 % from 5 %, few enough for a second.
SAMPLE_SIZE = 400
SEED = 20261122
MOST_CELLS = 12
MOST_FINDINGS = 20
# What was computed is kept for as long as the content is what it was, and a day at most.
KEPT_SECONDS = 24 * 60 * 60


@dataclass(frozen=True, kw_only=True)
class WaitingCell:
    """A verdict to write or to look at again.

    Attributes:
        effect: the share of random visitors whose first place hangs on it.
        why: what is wrong with it, in words.
    """

    framework: str
    criterion: str
    effect: Fraction
    why: str
    address: str

    @property
    def percent(self) -> str:
        return f"{float(self.effect) * 100:.1f}"


@dataclass(frozen=True, kw_only=True)
class Pile:
    """Things of one kind that wait, and the filtered list that shows them."""

    count: int
    words: str
    address: str


@dataclass(frozen=True, kw_only=True)
class FoundByLint:
    """A finding, and the page on which it can be mended."""

    finding: Finding
    address: str


@dataclass(frozen=True, kw_only=True)
class StartPage:
    """All that the page shows.

    Attributes:
        cells: the first few by effect.
        more_cells: how many others wait.
    """

    cells: tuple[WaitingCell, ...]
    more_cells: int
    piles: tuple[Pile, ...]
    findings: tuple[FoundByLint, ...]
    finding_count: int

    @property
    def is_done(self) -> bool:
        return not (self.cells or self.piles or self.finding_count)


def build_start_page(request: HttpRequest) -> StartPage:
    """What waits for the signed-in editor; only of what they may see."""
    cells = _waiting_cells() if _may_see(request, Verdict) else []
    findings = _once_per_state("findings", check_catalogue)
    return StartPage(
        cells=tuple(cells[:MOST_CELLS]),
        more_cells=max(0, len(cells) - MOST_CELLS),
        piles=tuple(pile for model, make in PILES if _may_see(request, model) for pile in make() if pile.count),
        findings=tuple(
            FoundByLint(finding=finding, address=_where_to_mend(finding)) for finding in findings[:MOST_FINDINGS]
        ),
        finding_count=len(findings),
    )


def _may_see(request: HttpRequest, model: type[Model]) -> bool:
    name = f"{model._meta.app_label}.view_{model._meta.model_name}"
    return request.user.has_perm(name) or request.user.has_perm(name.replace("view_", "change_"))


def _waiting_cells() -> list[WaitingCell]:
    """Every published pair of framework and criterion whose verdict is missing, unpublished or overdue."""
    frameworks = {framework.slug: framework for framework in Framework.objects.published().in_order()}
    criteria = {criterion.slug: criterion for criterion in Criterion.objects.published().in_order()}
    verdicts = {
        (verdict.framework.slug, verdict.criterion.slug): verdict
        for verdict in Verdict.objects.select_related("framework", "criterion").defer("detail")
    }
    reasons = {
        (framework, criterion): reason
        for framework in frameworks
        for criterion in criteria
        if (reason := _why(verdicts.get((framework, criterion))))
    }
    effects = _effects(tuple(reasons))
    cells = [
        WaitingCell(
            framework=frameworks[framework].name,
            criterion=criteria[criterion].name,
            effect=effects[framework, criterion],
            why=reason,
            address=_cell_address(verdicts.get((framework, criterion)), frameworks[framework], criteria[criterion]),
        )
        for (framework, criterion), reason in reasons.items()
    ]
    # The sort is stable: equal effects stand as the table does.
    return sorted(cells, key=lambda cell: -cell.effect)


def _why(verdict: Verdict | None) -> str:
    if verdict is None:
        return _("no verdict yet")
    # What is scheduled will be seen without anybody doing anything.
    if not verdict.is_visible and not verdict.is_scheduled:
        return str(verdict.get_state_display())
    if verdict.review_due_on < timezone.localdate():
        return _("review was due")
    return ""


def _cell_address(verdict: Verdict | None, framework: Framework, criterion: Criterion) -> str:
    if verdict is not None:
        return reverse("admin:comparisons_verdict_change", args=[verdict.pk])
    prefilled = urlencode({"framework": framework.pk, "criterion": criterion.pk})
    return f"{reverse('admin:comparisons_verdict_add')}?{prefilled}"


def _where_to_mend(finding: Finding) -> str:
    if finding.row is None:
        return reverse("admin:comparisons_question_lint")
    model, number = finding.row
    return reverse(f"admin:comparisons_{model}_change", args=[number])


def _effects(cells: tuple[Cell, ...]) -> dict[Cell, Fraction]:
    if not cells:
        return {}

    def compute() -> dict[Cell, Fraction]:
        trial: QuizTrial = fetch_trial()
        return cell_effects(trial.pool, trial.table, cells, sample_size=SAMPLE_SIZE, seed=SEED)

    # Named by the cells too: one may become overdue without any change of content.
    cells_digest = hashlib.sha256(repr(cells).encode()).hexdigest()
    return _once_per_state(f"effects:{cells_digest}", compute)


def _once_per_state(name: str, compute: Callable[[], T]) -> T:
    """What was computed for the content as it is; a cache that is gone only costs the time again."""
    return remember(f"desk:{content_state().key}:{name}", compute, seconds=KEPT_SECONDS)


def _list_address(model: type[Model], **filters: str) -> str:
    return f"{reverse(f'admin:comparisons_{model._meta.model_name}_changelist')}?{urlencode(filters)}"


def _in_state(model: Any, state: PublicationState) -> Pile:
    count = model.objects.filter(state=state).count()
    words = _("%(names)s: %(state)s") % {"names": model._meta.verbose_name_plural, "state": state.label}
    return Pile(count=count, words=words, address=_list_address(model, state__exact=state.value))


def _on_the_way(model: Any) -> Callable[[], Iterator[Pile]]:
    """Drafts, and what waits for a review."""

    def piles() -> Iterator[Pile]:
        yield _in_state(model, PublicationState.IN_REVIEW)
        yield _in_state(model, PublicationState.DRAFT)

    return piles


def _overdue(model: Any) -> Callable[[], Iterator[Pile]]:
    def piles() -> Iterator[Pile]:
        count = model.objects.published().filter(review_due_on__lt=timezone.localdate()).count()
        words = _("%(names)s whose review was due") % {"names": model._meta.verbose_name_plural}
        yield Pile(count=count, words=words, address=_list_address(model, review="overdue"))

    return piles


def _prepared_changes() -> Iterator[Pile]:
    count = PreparedChange.objects.waiting().count()
    words = ngettext("change is prepared and waits for a publisher", "changes are prepared and wait", count)
    yield Pile(count=count, words=words, address=_list_address(PreparedChange, state__exact="waiting"))


def _suggestions() -> Iterator[Pile]:
    count = Suggestion.objects.waiting().count()
    words = ngettext("suggestion of a visitor", "suggestions of visitors", count)
    yield Pile(count=count, words=words, address=_list_address(Suggestion))


def _broken_links() -> Iterator[Pile]:
    count = broken_links().count()
    words = ngettext("broken link", "broken links", count)
    yield Pile(count=count, words=words, address=_list_address(LinkCheck, link="broken"))


def _abandoned_extensions() -> Iterator[Pile]:
    count = Extension.objects.published().abandoned_and_named().count()
    words = ngettext(
        "abandoned extension that a verdict still names", "abandoned extensions that verdicts still name", count
    )
    yield Pile(count=count, words=words, address=_list_address(Extension, named="abandoned"))


def _disputed_users() -> Iterator[Pile]:
    count = NotableUser.objects.published().filter(status=UsageStatus.DISPUTED).count()
    words = ngettext("disputed notable user", "disputed notable users", count)
    yield Pile(count=count, words=words, address=_list_address(NotableUser, status__exact=UsageStatus.DISPUTED.value))


# In the order in which they stand: what a publisher has to decide, what visitors see and is old, what is unfinished.
PILES: tuple[tuple[type[Model], Callable[[], Iterator[Pile]]], ...] = (
    (PreparedChange, _prepared_changes),
    (Suggestion, _suggestions),
    *((model, _overdue(model)) for model in (Verdict, NotableUser, Claim, Extension, Framework, Release)),
    (LinkCheck, _broken_links),
    (Extension, _abandoned_extensions),
    (NotableUser, _disputed_users),
    *(
        (model, _on_the_way(model))
        for model in (Verdict, NotableUser, Claim, Extension, Framework, Criterion, Release, Question, Scenario)
    ),
)
