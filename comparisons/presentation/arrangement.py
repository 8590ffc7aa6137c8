"""How the table's columns stand: the form that sorts and measures them, and a chip for what is set."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from comparisons.filtersets import SCORE, ComparisonFilterSet
from comparisons.presentation.addresses import Address
from comparisons.presentation.filters import Chip

# The parameters that the form sets.
ARRANGING = ("sort", "baseline")


@dataclass(frozen=True, kw_only=True)
class ArrangementOption:
    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class ArrangementGroup:
    """Criteria of one category, to sort by."""

    label: str
    options: tuple[ArrangementOption, ...]


@dataclass(frozen=True, kw_only=True)
class Arrangement:
    """What the columns can be sorted by and measured against.

    Attributes:
        sorts_by_score: whether the score decides when nothing else is chosen.
        hidden: all other parameters, which the form carries along.
    """

    sorts_by_score: bool
    criteria: tuple[ArrangementGroup, ...]
    baselines: tuple[ArrangementOption, ...]
    chips: tuple[Chip, ...]
    errors: tuple[str, ...]
    hidden: tuple[tuple[str, str], ...]


def build_arrangement(filterset: ComparisonFilterSet, address: Address) -> Arrangement:
    """Shapes `sort` and `baseline` of a bound filterset."""
    sorted_by = filterset.chosen("sort")
    baseline = filterset.baseline_framework
    groups: dict[str, list[ArrangementOption]] = {}
    for criterion in filterset.all_criteria:
        groups.setdefault(criterion.category.name, []).append(
            ArrangementOption(value=criterion.slug, label=criterion.name, is_chosen=criterion.slug in sorted_by[:1])
        )
    return Arrangement(
        sorts_by_score=filterset.ranking is not None,
        criteria=tuple(ArrangementGroup(label=label, options=tuple(options)) for label, options in groups.items()),
        baselines=tuple(
            ArrangementOption(value=framework.slug, label=framework.name, is_chosen=framework == baseline)
            for framework in filterset.all_frameworks
        ),
        chips=_chips(filterset, address),
        errors=tuple(
            str(error) for name in (*ARRANGING, "open", "format") for error in filterset.form.errors.get(name, ())
        ),
        hidden=tuple(
            (name, value) for name, values in address.parameters.items() if name not in ARRANGING for value in values
        ),
    )


def _chips(filterset: ComparisonFilterSet, address: Address) -> tuple[Chip, ...]:
    names = {criterion.slug: criterion.name for criterion in filterset.all_criteria} | {SCORE: _("score")}
    sorted_by = [
        Chip(
            label=_("Sorted by %(name)s") % {"name": names[name]},
            address=str(address.without("sort", name)),
        )
        for name in filterset.chosen("sort")
    ]
    if filterset.baseline_framework is None:
        return tuple(sorted_by)
    measured = Chip(
        label=_("Measured against %(name)s") % {"name": filterset.baseline_framework.name},
        address=str(address.without("baseline")),
    )
    return (*sorted_by, measured)
