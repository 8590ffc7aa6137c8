"""Filters for what is unfinished, stale or thin: what an editor looks for in a list."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from comparisons.choices import ExtensionStatus, SuggestionState
from comparisons.links.catalogue import with_link_among, with_link_never_checked
from comparisons.models import Extension, LinkCheck, PreparedChange
from comparisons.models.link_checks import LinkCheckQuerySet

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django_stubs_ext import StrOrPromise


class _ConditionListFilter(admin.SimpleListFilter):
    """Named conditions. A condition that does not exist keeps no row, since a full list would look like an answer."""

    options: "tuple[tuple[str, StrOrPromise], ...]"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> "tuple[tuple[str, StrOrPromise], ...]":
        return self.options

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value is None:
            return queryset
        if value not in dict(self.options):
            return queryset.none()
        return self.keep(queryset, value)

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        raise NotImplementedError


class ReviewListFilter(_ConditionListFilter):
    title = _("review")
    parameter_name = "review"
    options = (("overdue", _("past its day")), ("later", _("not due yet")))

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        today = timezone.localdate()
        if value == "overdue":
            return queryset.filter(review_due_on__lt=today)
        return queryset.filter(review_due_on__gte=today)


class SeenListFilter(_ConditionListFilter):
    """What visitors see now. The state does not tell: a published row may be scheduled, or stand behind a draft."""

    title = _("visitors")
    parameter_name = "seen"
    options = (("yes", _("they see it")), ("no", _("they do not see it")))

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        seen = queryset.model._default_manager.published()
        return queryset.filter(pk__in=seen) if value == "yes" else queryset.exclude(pk__in=seen)


class SourcesListFilter(_ConditionListFilter):
    title = _("sources")
    parameter_name = "evidence"
    options = (("without", _("without a source")), ("with", _("with sources")))

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(source_total=0) if value == "without" else queryset.filter(source_total__gt=0)


class VerdictGapsListFilter(_ConditionListFilter):
    """For frameworks and criteria, whose desks count their verdicts."""

    title = _("verdicts")
    parameter_name = "gaps"
    options = (
        ("missing", _("some are missing")),
        ("draft", _("some are drafts")),
        ("complete", _("all are published")),
    )

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "missing":
            return queryset.filter(missing_verdicts__gt=0)
        if value == "draft":
            return queryset.filter(draft_verdicts__gt=0)
        return queryset.filter(missing_verdicts=0, draft_verdicts=0)


class ReplacementListFilter(_ConditionListFilter):
    title = _("replacement")
    parameter_name = "replacement"
    options = (
        ("unnamed", _("abandoned, nothing named instead")),
        ("named", _("abandoned, and replaced")),
    )

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(status=ExtensionStatus.ABANDONED, replaced_by__isnull=value == "unnamed")


class NamedListFilter(_ConditionListFilter):
    title = _("named by verdicts")
    parameter_name = "named"
    options = (("abandoned", _("abandoned, and still named")),)

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=Extension.objects.published().abandoned_and_named())


class AnswerPartsListFilter(_ConditionListFilter):
    title = _("what it does")
    parameter_name = "does"
    options = (
        ("nothing", _("nothing yet")),
        ("effects", _("makes criteria matter")),
        ("requirements", _("demands a minimum")),
    )

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "nothing":
            return queryset.filter(effect_total=0, requirement_total=0)
        if value == "effects":
            return queryset.filter(effect_total__gt=0)
        return queryset.filter(requirement_total__gt=0)


class LinksListFilter(_ConditionListFilter):
    """For what has links or sources with links: whether some of them answer."""

    title = _("links")
    parameter_name = "link"
    options = (
        ("broken", _("broken")),
        ("failing", _("failing, not yet broken")),
        ("moved", _("moved for good")),
        ("refused", _("refused by the site")),
        ("answers", _("answering")),
        ("never", _("never checked")),
    )

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        if value == "never":
            return with_link_never_checked(queryset)
        return with_link_among(queryset, _checks(value))


class CheckedLinksListFilter(_ConditionListFilter):
    """For the list of checked links."""

    title = _("state")
    parameter_name = "link"
    options = LinksListFilter.options[:-1]

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(pk__in=_checks(value).values("pk"))


def _checks(value: str) -> LinkCheckQuerySet:
    """Those that an option of the two filters names."""
    checks = LinkCheck.objects.all()
    return {
        "broken": checks.broken,
        "failing": checks.failing,
        "moved": checks.moved,
        "refused": checks.refused,
        "answers": checks.answering,
    }[value]()


class ParentListFilter(_ConditionListFilter):
    """For sources: what they support."""

    title = _("what it supports")
    parameter_name = "supports"
    options = (
        ("verdict", _("verdicts")),
        ("extension", _("extensions")),
        ("notable_user", _("notable users")),
        ("claim", _("claims")),
        ("release", _("releases")),
    )

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(**{f"{value}__isnull": False})


class PreparedOfListFilter(_ConditionListFilter):
    """For prepared changes: of which kind of row. Django's own filter would offer every table of the site."""

    title = _("what it changes")
    parameter_name = "of"

    def lookups(
        self, request: HttpRequest, model_admin: "admin.ModelAdmin[Any]"
    ) -> "tuple[tuple[str, StrOrPromise], ...]":
        kinds = ContentType.objects.filter(pk__in=PreparedChange.objects.values("content_type")).order_by("model")
        self.options = tuple(
            (kind.model, str(model._meta.verbose_name_plural)) for kind in kinds if (model := kind.model_class())
        )
        return self.options

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset.filter(content_type__model=value)


class DecisionListFilter(_ConditionListFilter):
    """For suggestions: those that wait, unless others are asked for."""

    title = _("decision")
    parameter_name = "decision"
    options = (
        (SuggestionState.ACCEPTED, _("accepted")),
        (SuggestionState.DECLINED, _("declined")),
        ("any", _("waiting or decided")),
    )

    def choices(self, changelist: Any) -> "Iterator[Any]":
        waiting, *others = super().choices(changelist)
        yield {**waiting, "display": _("waiting")}
        yield from others

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return super().queryset(request, queryset) if self.value() else queryset.filter(state=SuggestionState.WAITING)

    def keep(self, queryset: QuerySet[Any], value: str) -> QuerySet[Any]:
        return queryset if value == "any" else queryset.filter(state=value)
