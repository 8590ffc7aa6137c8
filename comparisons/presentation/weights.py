"""The table's own weights and requirements: what is set, how to take it back, and what can be set."""

from dataclasses import dataclass

from comparisons.choices import IMPORTANCE_LABELS
from comparisons.filtersets import ComparisonFilterSet, demands
from comparisons.models import Criterion
from comparisons.presentation.addresses import Address
from comparisons.presentation.filters import Chip
from comparisons.presentation.standings import demand_in_words

# The parameters that drop no row: they rank, or choose a format.
SETTINGS = ("weight", "require", "answer", "importance", "soften", "format")


@dataclass(frozen=True, kw_only=True)
class Choice:
    value: str
    label: str
    is_chosen: bool = False


@dataclass(frozen=True, kw_only=True)
class WeightControl:
    """A criterion with the weights that it can have; the first choice leaves it out."""

    criterion: Criterion
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class RequirementGroup:
    """A criterion with all that can be demanded of it."""

    criterion: Criterion
    choices: tuple[Choice, ...]


@dataclass(frozen=True, kw_only=True)
class Weighing:
    """The form that ranks the columns.

    Attributes:
        hidden: the filters, which this form carries along.
        demanded: requirements that are set; each can be ticked off.
    """

    weights: tuple[WeightControl, ...]
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
    demanded: dict[str, int | str] = filterset.form.cleaned_data.get("require") or {}
    names = {criterion.slug: criterion.name for criterion in filterset.all_criteria}
    weight_chips = [
        Chip(
            label=f"{names[slug]}: {IMPORTANCE_LABELS[weight]}",
            address=str(address.without("weight", f"{slug}:{weight}")),
        )
        for slug, weight in weights.items()
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
    cleared = address
    for name in SETTINGS:
        cleared = cleared.without(name)
    return Weighing(
        weights=tuple(
            WeightControl(
                criterion=criterion,
                choices=tuple(
                    Choice(
                        value=f"{criterion.slug}:{weight}",
                        label=str(label),
                        is_chosen=weights.get(criterion.slug) == weight,
                    )
                    for weight, label in IMPORTANCE_LABELS.items()
                    if weight
                ),
            )
            for criterion in filterset.all_criteria
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
        chips=(*answer_chips, *weight_chips, *requirement_chips),
        hidden=tuple(
            (name, value)
            for name, values in address.parameters.items()
            if name not in ("weight", "require")
            for value in values
        ),
        errors=tuple(str(error) for name in SETTINGS for error in filterset.form.errors.get(name, ())),
        clear_address=str(cleared),
    )
