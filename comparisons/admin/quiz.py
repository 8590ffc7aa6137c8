"""The desks of the quiz: a question with its answers, and on an answer's own page what it does to the ranking."""

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.widgets import RelatedFieldWidgetWrapper
from django.db.models import Count, Field, QuerySet
from django.forms import CheckboxSelectMultiple
from django.forms.models import ModelChoiceIterator
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from comparisons.admin.addressed_rows import row_number
from comparisons.admin.base import Desk, DeskTabularInline, SettledSlugForm
from comparisons.admin.list_filters import AnswerPartsListFilter, LinksListFilter
from comparisons.admin.named_widgets import RowsField
from comparisons.admin.own_links import OwnLinksColumn
from comparisons.admin.quiz_lint import LintedQuiz
from comparisons.models import Answer, Effect, Question, Requirement
from comparisons.models.history import relation_keys

if TYPE_CHECKING:
    from collections.abc import Iterator


class _GroupedByQuestion(ModelChoiceIterator):  # type: ignore[type-arg]  # not generic at runtime
    def __iter__(self) -> "Iterator[Any]":
        groups: dict[str, list[Any]] = {}
        for answer in self.queryset:
            groups.setdefault(answer.question.text, []).append(self.choice(answer))
        yield from groups.items()


class AnswersField(RowsField):
    """The quiz as a visitor meets it: answers to tick under their questions, since "Yes" alone says nothing."""

    iterator = _GroupedByQuestion
    widget = CheckboxSelectMultiple

    def __init__(self, queryset: QuerySet[Answer], **kwargs: Any) -> None:
        in_order = queryset.select_related("question").order_by(
            "question__position", "question__slug", "position", "slug"
        )
        super().__init__(in_order, **kwargs)


class TickedAnswers:
    """For desks with an `AnswersField`: no buttons beside it, since an answer is added on its question's page."""

    def formfield_for_dbfield(self, db_field: "Field[Any, Any]", request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]  # a mixin: the desk has it
        if isinstance(field, AnswersField) and isinstance(field.widget, RelatedFieldWidgetWrapper):
            field.widget = field.widget.widget
        return field


class AnswerForm(SettledSlugForm[Answer]):
    """An answer is published with its question."""

    class Meta:
        field_classes = {"contradicts": AnswersField}

    def full_clean(self) -> None:
        if self.is_bound and "contradicts" in self.fields:
            self._lock_both_ends()
        super().full_clean()

    def _lock_both_ends(self) -> None:
        """In one order for all: two who set a contradiction from its two ends would wait for each other for ever."""
        sent: Any = self.data
        keys: set[Any] = {row_number(key) for key in sent.getlist(self.add_prefix("contradicts"))} - {None}
        keys |= {self.instance.pk, *_contradicted(self.instance)} if self.instance.pk else set()
        list(Answer.objects.select_for_update().filter(pk__in=keys).order_by("pk"))


class AnswerInline(DeskTabularInline[Answer, Question]):
    model = Answer
    form = AnswerForm
    extra = 0
    fields = ["text", "slug", "explanation", "position"]
    ordering = ["position", "slug"]
    show_change_link = True
    verbose_name_plural = _("answers (save, then “Change” leads to what an answer does)")


@admin.register(Question)
class QuestionDesk(OwnLinksColumn, LintedQuiz):
    list_display = ["text", "theme", "kind", "allows_several", "answer_total", "publication", "position"]
    list_filter = ["state", LinksListFilter, "kind", "theme", "in_short_edition", "allows_several"]
    ordering = ["position", "slug"]
    search_fields = ["text", "slug", "theme", "why", "explanation"]
    search_help_text = _("Searches text, slug, theme, reason and explanation.")
    prepopulated_fields = {"slug": ["theme"]}
    inlines = [AnswerInline]
    fieldsets = [
        (
            None,
            {
                "fields": [
                    "text",
                    "slug",
                    ("state", "publish_at"),
                    "theme",
                    "kind",
                    "allows_several",
                    "in_short_edition",
                ],
                "description": _(
                    "Ask about the visitor's project, not about technology: “Who will edit the content?”, not “Do "
                    "you need an admin?”. A question whose answers change nothing wastes the visitor's time."
                ),
            },
        ),
        (_("For the visitor who hesitates"), {"fields": ["why", "explanation"]}),
        (_("Place"), {"fields": ["position"], "description": _("The quiz asks in the order of this number.")}),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Question]:
        return super().get_queryset(request).annotate(answer_total=Count("answers"))

    @admin.display(description=_("answers"), ordering="answer_total")
    def answer_total(self, question: Any) -> int:
        return int(question.answer_total)


class EffectInline(DeskTabularInline[Effect, Answer]):
    model = Effect
    extra = 0
    fields = ["criterion", "weight", "target", "reason"]
    autocomplete_fields = ["criterion"]
    ordering = ["-weight", "criterion__slug"]
    verbose_name_plural = _("effects: the criteria that this answer makes matter")


class RequirementInline(DeskTabularInline[Requirement, Answer]):
    model = Requirement
    extra = 0
    fields = ["criterion", "minimum_support", "minimum_rating", "reason"]
    autocomplete_fields = ["criterion"]
    ordering = ["criterion__slug"]
    verbose_name_plural = _("requirements: who is known to lie below is ruled out, so demand little")


def _contradicted(answer: Answer) -> set[Any]:
    return set(relation_keys(Answer._meta.get_field("contradicts"), answer.pk))


@admin.register(Answer)
class AnswerDesk(TickedAnswers, Desk[Answer]):
    form = AnswerForm
    list_display = ["text", "question", "effect_total", "requirement_total", "position"]
    list_filter = [AnswerPartsListFilter, "question"]
    ordering = ["question__position", "question__slug", "position", "slug"]
    search_fields = ["text", "slug", "question__text"]
    search_help_text = _("Searches text, slug and the question's text.")
    autocomplete_fields = ["question"]
    prepopulated_fields = {"slug": ["text"]}
    inlines = [EffectInline, RequirementInline]
    fieldsets = [
        (
            None,
            {
                "fields": ["question", "text", "slug", "explanation", "position"],
                "description": _(
                    "Below stands what this answer does to the ranking. An answer without effects and requirements "
                    "counts for nothing, which is right for “I do not know” and for nothing else."
                ),
            },
        ),
        (
            _("Makes no sense together with"),
            {
                "fields": ["contradicts"],
                "classes": ["collapse"],
                "description": _("Holds in both directions: tick it on one of the two."),
            },
        ),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Answer]:
        return (
            super()
            .get_queryset(request)
            .select_related("question")
            .annotate(
                effect_total=Count("effects", distinct=True),
                requirement_total=Count("requirements", distinct=True),
            )
        )

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """A contradiction changes the answer at its other end too, so a form of that one is stale from now on."""
        before, after = _contradicted(form.instance), {answer.pk for answer in form.cleaned_data["contradicts"]}
        others = list(Answer.objects.filter(pk__in=(before ^ after) - {form.instance.pk}).order_by("pk"))
        # Before the relation is set, so that the record of this save is the one that tells it.
        for answer in others:
            answer.save()
        super().save_related(request, form, formsets, change)
        for answer in others:
            if answer.pk in after:
                # Added already: Django told the record of it before this end was written, and tells it once more.
                answer.contradicts.add(form.instance)

    @admin.display(description=_("effects"), ordering="effect_total")
    def effect_total(self, answer: Any) -> int:
        return int(answer.effect_total)

    @admin.display(description=_("requirements"), ordering="requirement_total")
    def requirement_total(self, answer: Any) -> int:
        return int(answer.requirement_total)
