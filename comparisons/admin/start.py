"""The editors' start page: what to do next, by its effect on visitors, and how much waits where."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar
from urllib.parse import urlencode

from django.apps import apps
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparisons.caching import content_state, remember
from comparisons.catalogue.lint import check_catalogue
from comparisons.choices import PreparedState, PublicationState, UsageStatus
from comparisons.findings import Finding
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
# As many stand open; the others are folded below them.
MOST_FINDINGS = 20
# The rule whose findings are cells without a verdict that visitors see.
CELL_RULE = "verdict-missing"
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
    """Things of one kind that wait, and the filtered list that shows them.

    Attributes:
        has_cells: some of them are cells of the table, or are where the cells are missing.
    """

    count: int
    words: str
    address: str
    has_cells: bool


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
        findings: the first few, in the order of the rules.
        more_findings: all others.
        has_all: nothing is left out because the signed-in person may not open it.
    """

    cells: tuple[WaitingCell, ...]
    more_cells: int
    piles: tuple[Pile, ...]
    findings: tuple[FoundByLint, ...]
    more_findings: tuple[FoundByLint, ...]
    has_all: bool

    @property
    def finding_count(self) -> int:
        return len(self.findings) + len(self.more_findings)

    @property
    def cell_piles(self) -> tuple[Pile, ...]:
        """Where the other cells stand, if there are others."""
        return tuple(pile for pile in self.piles if pile.has_cells and self.more_cells)

    @property
    def other_piles(self) -> tuple[Pile, ...]:
        """Those that are not named beneath the cells."""
        return tuple(pile for pile in self.piles if pile not in self.cell_piles)

    @property
    def is_done(self) -> bool:
        return not (self.cells or self.piles or self.findings)


def build_start_page(request: HttpRequest) -> StartPage:
    """What waits for the signed-in editor; only of what they may open."""
    cells = list(_waiting_cells(request))
    findings = list(_findings(request))
    return StartPage(
        cells=tuple(cells[:MOST_CELLS]),
        more_cells=max(0, len(cells) - MOST_CELLS),
        piles=tuple(_piles(request)),
        findings=tuple(findings[:MOST_FINDINGS]),
        more_findings=tuple(findings[MOST_FINDINGS:]),
        has_all=_may_fill_cells(request) and all(_may_open(request, kind.model) for kind in KINDS),
    )


def _desk(model: type[Model]) -> Any:
    return admin.site.get_model_admin(model)


def _may_open(request: HttpRequest, model: type[Model]) -> bool:
    """Asks the desk, as its pages do: some desks have rules of their own."""
    return bool(_desk(model).has_view_or_change_permission(request))


def _may_fill_cells(request: HttpRequest) -> bool:
    """Whether cells without a verdict are shown: they lead to the form of a new one, and stand on its framework."""
    may_add = bool(_desk(Verdict).has_add_permission(request))
    return may_add and _may_open(request, Verdict) and _may_open(request, Framework)


def _waiting_cells(request: HttpRequest) -> Iterator[WaitingCell]:
    """Every published pair of framework and criterion whose verdict is missing, unpublished or overdue."""
    if not _may_open(request, Verdict):
        return
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
    # The sort is stable: equal effects stand as the table does.
    for framework, criterion in sorted(reasons, key=lambda cell: -effects[cell]):
        verdict = verdicts.get((framework, criterion))
        if verdict is not None or _may_fill_cells(request):
            yield WaitingCell(
                framework=frameworks[framework].name,
                criterion=criteria[criterion].name,
                effect=effects[framework, criterion],
                why=reasons[framework, criterion],
                address=_cell_address(verdict, frameworks[framework], criteria[criterion]),
            )


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


def _findings(request: HttpRequest) -> Iterator[FoundByLint]:
    """What the lint finds, without what the cells above it say already."""
    are_cells_shown = _may_fill_cells(request)
    for finding in _once_per_state("findings", check_catalogue):
        model, address = _where_to_mend(finding)
        if _may_open(request, model) and not (are_cells_shown and finding.rule == CELL_RULE):
            yield FoundByLint(finding=finding, address=address)


def _where_to_mend(finding: Finding) -> tuple[type[Model], str]:
    """The page, and the model at whose desk it is."""
    if finding.row is None:
        return Question, reverse("admin:comparisons_question_lint")
    name, number = finding.row
    return apps.get_model("comparisons", name), reverse(f"admin:comparisons_{name}_change", args=[number])


@dataclass(frozen=True, kw_only=True)
class _Kind:
    """What may wait.

    Attributes:
        query: what the list is asked for; its own filters count the pile, so the number is that of the list.
        words: what stands after the number.
        has_cells: as in `Pile`.
    """

    model: type[Model]
    query: Mapping[str, str]
    words: Callable[[int], str]
    has_cells: bool = False


def _piles(request: HttpRequest) -> Iterator[Pile]:
    for kind in KINDS:
        if _may_open(request, kind.model) and (count := _listed(request, kind).count()):
            address = reverse(f"admin:comparisons_{kind.model._meta.model_name}_changelist")
            yield Pile(
                count=count,
                words=kind.words(count),
                address=f"{address}?{urlencode(kind.query)}" if kind.query else address,
                has_cells=kind.has_cells,
            )


def _listed(request: HttpRequest, kind: _Kind) -> QuerySet[Any]:
    """The rows of the list, without a `ChangeList`: that asks the database for the choices of every filter."""
    desk = _desk(kind.model)
    rows: QuerySet[Any] = desk.get_queryset(request)
    asked = {name: [value] for name, value in kind.query.items()}
    for list_filter in desk.get_list_filter(request):
        # A filter takes its parameter out of `asked`. The others are names of fields, and their parameters lookups.
        if isinstance(list_filter, type):
            rows = list_filter(request, asked, kind.model, desk).queryset(request, rows)
    return rows.filter(**{lookup: value for lookup, (value,) in asked.items()})


def _in_state(model: type[Model], state: PublicationState) -> _Kind:
    def words(_count: int) -> str:
        return _("%(names)s: %(state)s") % {"names": model._meta.verbose_name_plural, "state": state.label}

    return _Kind(model=model, query={"state__exact": state.value}, words=words, has_cells=model is Verdict)


def _overdue(model: type[Model]) -> _Kind:
    """Of what visitors see: what is archived is over, and a draft is looked at anyway before it is published."""

    def words(_count: int) -> str:
        return _("%(names)s whose review was due") % {"names": model._meta.verbose_name_plural}

    return _Kind(model=model, query={"review": "overdue", "seen": "yes"}, words=words, has_cells=model is Verdict)


# In the order in which they stand: what a publisher has to decide, what visitors see and is old, what is unfinished.
KINDS: tuple[_Kind, ...] = (
    _Kind(
        model=PreparedChange,
        query={"state__exact": PreparedState.WAITING.value},
        words=lambda count: ngettext(
            "change is prepared and waits for a publisher", "changes are prepared and wait", count
        ),
    ),
    _Kind(
        model=Suggestion,
        # The list shows those that wait unless it is asked for others.
        query={},
        words=lambda count: ngettext("suggestion of a visitor", "suggestions of visitors", count),
    ),
    *(_overdue(model) for model in (Verdict, NotableUser, Claim, Extension, Framework, Release)),
    _Kind(
        model=LinkCheck,
        query={"link": "broken"},
        words=lambda count: ngettext("broken link", "broken links", count),
    ),
    _Kind(
        model=Extension,
        query={"named": "abandoned"},
        words=lambda count: ngettext(
            "abandoned extension that a verdict still names", "abandoned extensions that verdicts still name", count
        ),
    ),
    _Kind(
        model=NotableUser,
        query={"status__exact": UsageStatus.DISPUTED.value, "seen": "yes"},
        words=lambda count: ngettext("disputed notable user", "disputed notable users", count),
    ),
    _Kind(
        model=Framework,
        query={"gaps": "missing", "seen": "yes"},
        words=lambda count: ngettext("framework with unknown cells", "frameworks with unknown cells", count),
        has_cells=True,
    ),
    *(
        _in_state(model, state)
        for model in (Verdict, NotableUser, Claim, Extension, Framework, Criterion, Release, Question, Scenario)
        for state in (PublicationState.IN_REVIEW, PublicationState.DRAFT)
    ),
)
