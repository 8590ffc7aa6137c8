"""The table's own weights and requirements: what is set, how to take it back, and what can be set."""

from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _

from comparisons.choices import IMPORTANCE_LABELS
from comparisons.filtersets import SCORE, ComparisonFilterSet, demands
from comparisons.models import Category, Criterion
from comparisons.presentation.addresses import Address
from comparisons.presentation.filters import Chip
from comparisons.presentation.standings import demand_in_words

# The parameters that drop no row: they rank, or choose a format.
SETTINGS = (
    "weight",
    "category_weight",
    "require",
    "answer",
    "importance",
    "soften",
    "sort",
    "baseline",
    "open",
    "format",
)
# Those of them that rank: the form of weights sets the first three, the quiz the others.
RANKING_SETTINGS = ("weight", "category_weight", "require", "answer", "importance", "soften")


@dataclass(frozen=True, kw_only=True)
class Choice:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class WeightControl:
    """A criterion with the weights that it can have of its own; without one it has its category's."""

    criterion: Criterion
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class WeightGroup:
    """A category with the weights that all its criteria can have, and the controls of each.

    Attributes:
        is_open: whether a criterion of it has a weight of its own.
    """

    category: Category
    choices: tuple[Choice, ...]
    controls: tuple[WeightControl, ...]

    @property
    def is_open(self) -> bool:
        return any(choice.is_chosen for control in self.controls for choice in control.choices)


@dataclass(frozen=True, kw_only=True)
class RequirementGroup:
    """A criterion with all that can be demanded of it."""

    criterion: Criterion
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """The form that ranks the columns.

    Attributes:
        groups: the categories with their criteria.
        hidden: the filters, which this form carries along.
        demanded: requirements that are set; each can be ticked off.
    """

    groups: tuple[WeightGroup, ...]
    requirements: tuple[RequirementGroup, ...]
    demanded: tuple[Choice, ...]
    chips: tuple[Chip, ...]
    hidden: tuple[tuple[str, str], ...]
    errors: tuple[str, ...]
    clear_address: str

    @property
    def is_active(self) -> bool:
        return bool(self.chips)

    @property
    def is_open(self) -> bool:
        """Folded when there is nothing to mend: what is set stands in the chips."""
        return bool(self.errors)


def build_weighing(filterset: ComparisonFilterSet, address: Address) -> Weighing:
    """Shapes the weights and requirements of a bound filterset."""
    filterset.is_valid()
    weights: dict[str, int] = filterset.form.cleaned_data.get("weight") or {}
    category_weights: dict[str, int] = filterset.form.cleaned_data.get("category_weight") or {}
    demanded: dict[str, int | str] = filterset.form.cleaned_data.get("require") or {}
    names = {criterion.slug: criterion.name for criterion in filterset.all_criteria}
    weight_chips = [
        Chip(
            label=f"{names[slug]}: {IMPORTANCE_LABELS[weight]}",
            address=str(address.without("weight", f"{slug}:{weight}")),
        )
        for slug, weight in weights.items()
    ]
    categories = {criterion.category.slug: criterion.category.name for criterion in filterset.all_criteria}
    category_chips = [
        Chip(
            label=_("all of %(category)s: %(weight)s")
            % {"category": categories[slug], "weight": IMPORTANCE_LABELS[weight]},
            address=str(address.without("category_weight", f"{slug}:{weight}")),
        )
        for slug, weight in category_weights.items()
    ]
    requirement_chips = [
        Chip(
            label=f"{names[slug]}: {demand_in_words(demand)}",
            address=str(address.without("require", f"{slug}:{demand}")),
        )
        for slug, demand in demanded.items()
    ]
    answer_chips = [
        Chip(label=answer.text, address=str(address.without("answer", f"{question.slug}:{answer.slug}")))
        for question in filterset.questions
        for answer in question.ordered_answers
        if filterset.answer_set.includes(answer, question)
    ]
    cleared = address.without("sort", SCORE)
    for name in RANKING_SETTINGS:
        cleared = cleared.without(name)
    return Weighing(
        groups=tuple(
            WeightGroup(
                category=category,
                choices=_weight_choices(category.slug, category_weights.get(category.slug)),
                controls=tuple(
                    WeightControl(
                        criterion=criterion,
                        choices=_weight_choices(criterion.slug, weights.get(criterion.slug)),
                    )
                    for criterion in members
                ),
            )
            for category, members in groupby(filterset.all_criteria, key=lambda criterion: criterion.category)
        ),
        requirements=tuple(
            RequirementGroup(
                criterion=criterion,
                choices=tuple(
                    Choice(value=f"{criterion.slug}:{value}", label=f"{criterion.name}: {demand_in_words(demand)}")
                    for value, demand in demands().items()
                ),
            )
            for criterion in filterset.all_criteria
            if criterion.slug not in demanded
        ),
        demanded=tuple(
            Choice(
                value=f"{slug}:{demand}",
                label=f"{names[slug]}: {demand_in_words(demand)}",
                is_chosen=True,
            )
            for slug, demand in demanded.items()
        ),
        chips=(*answer_chips, *category_chips, *weight_chips, *requirement_chips),
        hidden=tuple(
            (name, value)
            for name, values in address.parameters.items()
            if name not in ("weight", "category_weight", "require")
            for value in values
        ),
        errors=tuple(str(error) for name in RANKING_SETTINGS for error in filterset.form.errors.get(name, ())),
        clear_address=str(cleared),
    )


def _weight_choices(slug: str, chosen: int | None) -> tuple[Choice, ...]:
    return tuple(
        Choice(value=f"{slug}:{weight}", label=str(label), is_chosen=weight == chosen)
        for weight, label in IMPORTANCE_LABELS.items()
    )
