"""The table: which columns and rows it shows, and what it ranks, sorts and measures by."""

from functools import cached_property
from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext_lazy as _

from comparisons.choices import Support
from comparisons.filtersets.base import (
    CatalogueFilterSet,
    Counts,
    PairsFilter,
    SettingWordsFilter,
    TextFilter,
    WordsFilter,
    count_by,
)
from comparisons.filtersets.columns import SCORE, first_few, in_asked_order
from comparisons.models import Criterion, Framework, Question, Verdict
from comparisons.quiz.answers import AnswerSet, build_priorities
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.priorities import IMPORTANCES, SUPPORT_LEVELS, Priorities, Requirement, Wish
from comparisons.ranking.scoring import Ranking, VerdictTable, rank

# What the table can be taken away as, beside the page.
FORMATS = ("csv", "json", "markdown")


class ComparisonFilterSet(CatalogueFilterSet):
    """The table: columns (`framework`), rows (the other filters), and settings, which drop no row.

    Settings: what to rank by (`weight`, `category_weight`, `require`, and the quiz's `answer`, `importance`,
    `soften`), what to sort columns by (`sort`), whom to measure the others against (`baseline`), and which verdicts
    stand open in full (`open`).
    """

    framework = WordsFilter(label=_("Frameworks"), method="choose_columns")
    category = WordsFilter(label=_("Category"), field_name="category__slug")
    criterion = WordsFilter(label=_("Criteria"), field_name="slug")
    support = WordsFilter(label=_("Support"), method="keep_supported", choices=Support.choices)
    q = TextFilter(label=_("Search criteria"), method="keep_matching")
    differences = WordsFilter(
        label=_("Show"),
        method="keep_differing",
        choices=[("on", _("Only differences"))],
    )
    weight = PairsFilter(label=_("Weights"))
    category_weight = PairsFilter(label=_("Weights of categories"))
    require = PairsFilter(label=_("Requirements"))
    answer = SettingWordsFilter(label=_("Answers of the quiz"))
    importance = PairsFilter(label=_("Importance"))
    soften = SettingWordsFilter(label=_("Requirements as wishes"))
    sort = SettingWordsFilter(label=_("Sorted by"))
    baseline = SettingWordsFilter(label=_("Baseline"))
    open = PairsFilter(label=_("Open verdicts"))
    format = SettingWordsFilter(label=_("Format"), choices=[(name, name) for name in FORMATS])

    class Meta:
        model = Criterion
        fields: list[str] = []

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.offer("framework", ((framework.slug, framework.name) for framework in self.all_frameworks))
        categories = {criterion.category.slug: criterion.category.name for criterion in self.all_criteria}
        self.offer("category", categories.items())
        criteria = {criterion.slug: criterion.name for criterion in self.all_criteria}
        self.offer("criterion", criteria.items())
        self.filters["weight"].extra.update(
            names=criteria, values={str(weight): weight for weight in IMPORTANCES}, what=_("criterion")
        )
        self.filters["category_weight"].extra.update(
            names=categories, values={str(weight): weight for weight in IMPORTANCES}, what=_("category")
        )
        self.filters["require"].extra.update(names=criteria, values=demands(), what=_("criterion"))
        self.offer("sort", {SCORE: _("score"), **criteria}.items())
        self.offer("baseline", ((framework.slug, framework.name) for framework in self.all_frameworks))
        slugs = {framework.slug: framework.slug for framework in self.all_frameworks}
        self.filters["open"].extra.update(names=criteria, values=slugs, what=_("criterion"))
        texts = {question.slug: question.text for question in self.questions}
        self.offer(
            "answer",
            (
                (f"{question.slug}:{answer.slug}", answer.text)
                for question in self.questions
                for answer in question.ordered_answers
            ),
        )
        self.filters["importance"].extra.update(
            names=texts, values={str(importance): importance for importance in IMPORTANCES}, what=_("question")
        )
        self.offer("soften", texts.items())

    @cached_property
    def all_frameworks(self) -> list[Framework]:
        return list(Framework.objects.published().in_order())

    @cached_property
    def all_criteria(self) -> list[Criterion]:
        return list(Criterion.objects.published().with_category().in_order())

    @cached_property
    def questions(self) -> list[Question]:
        """The quiz, but only when the address brings answers along: most do not."""
        if not any(name in self.data for name in ("answer", "importance", "soften")):
            return []
        return list(Question.objects.published().with_answers().in_order())

    @cached_property
    def answer_set(self) -> AnswerSet:
        """The quiz answers that the address brings along."""
        chosen: dict[str, tuple[str, ...]] = {}
        for pair in self.chosen("answer"):
            question, _separator, answer = pair.partition(":")
            chosen[question] = (*chosen.get(question, ()), answer)
        return AnswerSet(
            chosen=chosen,
            importance=self.form.cleaned_data.get("importance") or {},
            softened=tuple(self.chosen("soften")),
        )

    @cached_property
    def baseline_framework(self) -> Framework | None:
        """The framework that the others are measured against."""
        chosen = self.chosen("baseline")[:1]
        return next((framework for framework in self.all_frameworks if framework.slug in chosen), None)

    @cached_property
    def field(self) -> list[Framework]:
        """Who takes part: the frameworks chosen and the baseline, or everybody."""
        chosen = self.chosen("framework")
        if not chosen:
            return self.all_frameworks
        return [
            framework
            for framework in self.all_frameworks
            if framework.slug in chosen or framework == self.baseline_framework
        ]

    @cached_property
    def verdict_table(self) -> VerdictTable | None:
        """What the ranking and the order of the columns look at; None, and no query, when they look at nothing."""
        looked_at = self.priorities.criteria | {name for name in self.chosen("sort") if name != SCORE}
        if not looked_at:
            return None
        return build_verdict_table(self.field, Verdict.objects.published().judgements().on_criteria(looked_at))

    @cached_property
    def ranking(self) -> Ranking | None:
        """The whole field by the visitor's priorities; None when there are none."""
        if not self.priorities or self.verdict_table is None:
            return None
        return rank(self.verdict_table, self.priorities)

    @cached_property
    def frameworks(self) -> list[Framework]:
        """The columns in their order: the baseline, then those chosen, or the first few of the field."""
        columns = in_asked_order(self.field, sort=self.chosen("sort"), table=self.verdict_table, ranking=self.ranking)
        if not self.chosen("framework"):
            columns = first_few(columns, self.ranking)
        if self.baseline_framework is None:
            return columns
        others = [framework for framework in columns if framework != self.baseline_framework]
        return [self.baseline_framework, *others]

    @cached_property
    def weights(self) -> dict[str, int]:
        """The weight of each criterion, by slug: its own, or that of its category.

        A category's weight is that of each of its criteria, but for those that sum up others: they would count the
        same strength twice.
        """
        self.is_valid()
        own: dict[str, int] = self.form.cleaned_data.get("weight") or {}
        by_category: dict[str, int] = self.form.cleaned_data.get("category_weight") or {}
        if not by_category:
            return own
        summaries = Criterion.objects.summary_keys()
        inherited = {
            criterion.slug: by_category[criterion.category.slug]
            for criterion in self.all_criteria
            if criterion.category.slug in by_category and criterion.pk not in summaries
        }
        return inherited | own

    @cached_property
    def priorities(self) -> Priorities:
        """The visitor's own weights and requirements and the quiz answers, for the same engine as the quiz's."""
        self.is_valid()
        demanded: dict[str, int | str] = self.form.cleaned_data.get("require") or {}
        answered = build_priorities(self.questions, self.answer_set)
        return Priorities(
            wishes=(
                *answered.wishes,
                *(Wish(criterion=slug, weight=weight) for slug, weight in self.weights.items()),
            ),
            requirements=(
                *answered.requirements,
                *(
                    Requirement(criterion=slug, minimum_rating=demand)
                    if isinstance(demand, int)
                    else Requirement(criterion=slug, minimum_support=demand)
                    for slug, demand in demanded.items()
                ),
            ),
        )

    @cached_property
    def opened(self) -> dict[str, str]:
        """The slug of the framework whose verdict stands open, by the slug of the criterion."""
        self.is_valid()
        return self.form.cleaned_data.get("open") or {}

    def choose_columns(self, rows: QuerySet[Criterion], name: str, value: list[str]) -> QuerySet[Criterion]:
        return rows

    def keep_supported(self, rows: Any, name: str, value: list[str]) -> QuerySet[Criterion]:
        kept: QuerySet[Criterion] = rows.supported_as(value, frameworks=self.frameworks)
        return kept

    def keep_matching(self, rows: Any, name: str, value: str) -> QuerySet[Criterion]:
        kept: QuerySet[Criterion] = rows.matching(value, frameworks=self.frameworks)
        return kept

    def keep_differing(self, rows: Any, name: str, value: list[str]) -> QuerySet[Criterion]:
        kept: QuerySet[Criterion] = rows.differing_between(self.frameworks)
        return kept

    def count_framework(self, rows: QuerySet[Criterion]) -> Counts:
        return count_by(Verdict.objects.published().filter(criterion__in=rows.order_by()), "framework__slug")

    def count_category(self, rows: QuerySet[Criterion]) -> Counts:
        return count_by(rows, "category__slug")

    def count_criterion(self, rows: QuerySet[Criterion]) -> Counts:
        return count_by(rows, "slug")

    def count_support(self, rows: QuerySet[Criterion]) -> Counts:
        verdicts = Verdict.objects.published().filter(
            criterion__in=rows.order_by(), framework__in=[framework.pk for framework in self.frameworks]
        )
        grouped = verdicts.order_by().values_list("support").annotate(Count("criterion", distinct=True))
        return dict(grouped)

    def count_differences(self, rows: Any) -> Counts:
        return {"on": rows.differing_between(self.frameworks).count()}


def demands() -> dict[str, int | str]:
    """What `require=<criterion>:…` may demand, as it stands in the address."""
    levels: dict[str, int | str] = {level: level for level in SUPPORT_LEVELS if level != Support.NONE}
    return levels | {str(rating): rating for rating in range(1, 6)}
