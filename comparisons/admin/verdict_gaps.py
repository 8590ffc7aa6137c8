"""What is missing in the table: counted for the lists, named on the pages of a framework and a criterion."""

from typing import Any, TypedDict, cast
from urllib.parse import urlencode

from django.contrib import admin
from django.db.models import Count, F, IntegerField, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comparisons.admin.generics import ModelT
from comparisons.models import Criterion, Framework, Verdict
from comparisons.models.frameworks import FrameworkQuerySet
from comparisons.models.publication import visible, waiting


class Link(TypedDict):
    """A row that the page names, and the form it leads to."""

    label: str
    group: str
    url: str


def counted_frameworks(frameworks: QuerySet[Framework]) -> QuerySet[Framework]:
    """Annotates `published_verdicts`, `draft_verdicts`, `missing_verdicts`, `asked`: all on published criteria."""
    counted: QuerySet[Framework] = cast("FrameworkQuerySet", frameworks).with_verdict_counts()
    return _with_missing(counted, asked=Criterion.objects.published())


def counted_criteria(criteria: QuerySet[Criterion]) -> QuerySet[Criterion]:
    """Annotates the same on criteria, all about published frameworks."""
    shown = visible("verdicts__framework")
    counted = criteria.annotate(
        published_verdicts=Count("verdicts", filter=shown & visible("verdicts"), distinct=True),
        draft_verdicts=Count("verdicts", filter=shown & waiting("verdicts"), distinct=True),
    )
    return _with_missing(counted, asked=Framework.objects.published())


def _with_missing(rows: QuerySet[ModelT], *, asked: QuerySet[Any]) -> QuerySet[ModelT]:
    number = asked.order_by().values("state").annotate(number=Count("pk")).values("number")
    counted: Any = rows.annotate(
        asked=Coalesce(Subquery(number, output_field=IntegerField()), Value(0)),
    ).annotate(missing_verdicts=F("asked") - F("published_verdicts") - F("draft_verdicts"))
    return cast("QuerySet[ModelT]", counted)


def count_in_words(row: Any) -> str:
    """Example: "41 of 43, 2 missing, 1 draft": the draft is one of the 41."""
    written = row.published_verdicts + row.draft_verdicts
    parts = [gettext("%(written)d of %(asked)d") % {"written": written, "asked": row.asked}]
    if row.missing_verdicts:
        parts.append(gettext("%d missing") % row.missing_verdicts)
    if row.draft_verdicts:
        parts.append(ngettext("%d draft", "%d drafts", row.draft_verdicts) % row.draft_verdicts)
    return ", ".join(parts)


class VerdictCountColumn:
    """The list's column, for the desks of frameworks and criteria."""

    @admin.display(description=_("verdicts"), ordering="missing_verdicts")
    def verdict_count(self, row: Any) -> SafeString:
        return format_html(
            '<a href="{}" class="{}">{}</a> · <a href="{}">{}</a>',
            verdict_list_url(row),
            "verdict-count verdict-count-gap" if row.missing_verdicts else "verdict-count",
            count_in_words(row),
            grid_url(row),
            format_html(gettext('edit all<span class="visually-hidden"> verdicts of {row}</span>'), row=row),
        )


def verdict_list_url(row: Framework | Criterion) -> str:
    return f"{reverse('admin:comparisons_verdict_changelist')}?{row._meta.model_name}__id__exact={row.pk}"


def grid_url(row: Framework | Criterion) -> str:
    return reverse(f"admin:comparisons_{row._meta.model_name}_grid", args=[row.pk])


def describe_framework(framework: Framework) -> SafeString:
    """The panel of a framework's page: its missing criteria and its drafts."""
    verdicts = {verdict.criterion_id: verdict for verdict in framework.verdicts.all()}
    missing: list[Link] = []
    drafts: list[Link] = []
    for criterion in Criterion.objects.published().with_category().in_order():
        _note(
            verdicts.get(criterion.pk),
            label=criterion.name,
            group=criterion.category.name,
            prefill={"framework": framework.pk, "criterion": criterion.pk},
            missing=missing,
            drafts=drafts,
        )
    return _panel(framework, missing=missing, drafts=drafts)


def describe_criterion(criterion: Criterion) -> SafeString:
    """The panel of a criterion's page: the frameworks that nobody judged on it, and its drafts."""
    verdicts = {verdict.framework_id: verdict for verdict in criterion.verdicts.all()}
    missing: list[Link] = []
    drafts: list[Link] = []
    for framework in Framework.objects.published().in_order():
        _note(
            verdicts.get(framework.pk),
            label=framework.name,
            group="",
            prefill={"framework": framework.pk, "criterion": criterion.pk},
            missing=missing,
            drafts=drafts,
        )
    return _panel(criterion, missing=missing, drafts=drafts)


def _note(
    verdict: Verdict | None,
    *,
    label: str,
    group: str,
    prefill: dict[str, int],
    missing: list[Link],
    drafts: list[Link],
) -> None:
    if verdict is None:
        url = f"{reverse('admin:comparisons_verdict_add')}?{urlencode(prefill)}"
        missing.append({"label": label, "group": group, "url": url})
    elif not verdict.is_visible:
        url = reverse("admin:comparisons_verdict_change", args=[verdict.pk])
        drafts.append({"label": label, "group": group, "url": url})


def _panel(row: Framework | Criterion, *, missing: list[Link], drafts: list[Link]) -> SafeString:
    return render_to_string(
        "admin/comparisons/includes/_verdict_gaps.html",
        {
            "row": row,
            "missing": missing,
            "drafts": drafts,
            "all_url": verdict_list_url(row),
            "grid_url": grid_url(row),
        },
    )
