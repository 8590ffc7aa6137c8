"""The filter panel of a list: groups of options with their counts, chips for what is active, and the ways back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import QueryDict

from comparisons.filtersets import CatalogueFilterSet, TextFilter
from comparisons.presentation.addresses import Address


@dataclass(frozen=True, kw_only=True)
class FilterOption:
    """One option of a group.

    Attributes:
        count: the rows that it would give, were it the only one chosen of its group.
    """

    value: str
    label: str
    count: int
    is_chosen: bool


@dataclass(frozen=True, kw_only=True)
class FilterGroup:
    """One filter with its options, and what was wrong with the values in the address."""

    name: str
    label: str
    options: tuple[FilterOption, ...]
    errors: tuple[str, ...]
    is_open: bool


@dataclass(frozen=True, kw_only=True)
class SearchBox:
    name: str
    label: str
    value: str
    errors: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Chip:
    """An active filter value, and the address of the list without it."""

    label: str
    address: str


@dataclass(frozen=True, kw_only=True)
class FilterPanel:
    """All that a list's filter form shows.

    Attributes:
        hidden: parameters that other forms of the page set and that this one must carry along.
        action: where the form goes.
        clear_address: the list without any filter, what is carried along kept.
    """

    search: SearchBox | None
    groups: tuple[FilterGroup, ...]
    chips: tuple[Chip, ...]
    hidden: tuple[tuple[str, str], ...]
    action: str
    clear_address: str

    @property
    def errors(self) -> tuple[str, ...]:
        found = [error for group in self.groups for error in group.errors]
        return (*(self.search.errors if self.search else ()), *found)


def current_address(path: str, data: QueryDict, names: Iterable[str]) -> Address:
    """The address of a list as it was asked for, reduced to parameters that it knows, in a fixed order."""
    return Address.of(path, {name: data.getlist(name) for name in names})


def build_filter_panel(
    filterset: CatalogueFilterSet,
    address: Address,
    *,
    carried: Sequence[str] = (),
    open_groups: Sequence[str] = (),
) -> FilterPanel:
    """Shapes a filterset for its template.

    Args:
        filterset: bound to the request's data.
        address: of the list as it was asked for.
        carried: filters that have no options in the panel and are carried along as hidden fields.
        open_groups: groups that are unfolded from the start; one with a chosen option or an error always is.
    """
    groups: list[FilterGroup] = []
    chips: list[Chip] = []
    search: SearchBox | None = None
    filterset.is_valid()
    for name, its_filter in filterset.filters.items():
        errors = tuple(str(error) for error in filterset.form.errors.get(name, ()))
        if isinstance(its_filter, TextFilter):
            value = filterset.form.cleaned_data.get(name) or ""
            search = SearchBox(name=name, label=str(its_filter.label), value=value, errors=errors)
            if value:
                chips.append(Chip(label=f"“{value}”", address=str(address.without(name))))
            continue
        if name in carried:
            continue
        chosen = filterset.chosen(name)
        counts = filterset.counts(name)
        options = tuple(
            FilterOption(
                value=str(value),
                label=str(label),
                count=counts.get(str(value), 0),
                is_chosen=str(value) in chosen,
            )
            for value, label in its_filter.extra.get("choices", ())
        )
        groups.append(
            FilterGroup(
                name=name,
                label=str(its_filter.label),
                options=options,
                errors=errors,
                is_open=bool(chosen or errors) or name in open_groups,
            )
        )
        chips += [
            Chip(label=option.label, address=str(address.without(name, option.value)))
            for option in options
            if option.is_chosen
        ]
    hidden = tuple((name, value) for name in carried for value in address.parameters.get(name, ()))
    return FilterPanel(
        search=search,
        groups=tuple(groups),
        chips=tuple(chips),
        hidden=hidden,
        action=address.path,
        clear_address=str(Address.of(address.path, {name: address.parameters.get(name, ()) for name in carried})),
    )
