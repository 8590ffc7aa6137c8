"""Which links the catalogue has.

They are read from the models, so that a new column of addresses, or of long texts with links in them, is checked
without a thought. Of what is archived nothing is checked: visitors do not see it, and editors are done with it.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from comparisons.catalogue.files import CATALOGUE_MODELS
from comparisons.choices import PublicationState
from comparisons.links.targets import NotAllowed, Policy, parse_target
from comparisons.links.texts import TEXT_COLUMNS, addresses_in_texts, linking_rows
from comparisons.models import LinkCheck, Source, Verdict
from comparisons.models.link_checks import LinkCheckQuerySet
from comparisons.models.publication import PublishableModel
from comparisons.models.sources import PARENTS

ModelT = TypeVar("ModelT", bound=models.Model)

# Failing links are asked again the next day, whatever the interval, since different days decide. So are those whose
# failure was not counted and those that were not asked: a night without a network must not be remembered for a week.
FAILING_IS_DUE_AFTER = timedelta(hours=20)

_NEVER = datetime.min.replace(tzinfo=UTC)


def link_columns(model: type[models.Model]) -> list[str]:
    """The names of the model's columns that hold an address."""
    return [field.name for field in model._meta.concrete_fields if isinstance(field, models.URLField)]


# Every model with such columns, and the columns.
LINK_COLUMNS: dict[type[models.Model], list[str]] = {
    model: columns for model in CATALOGUE_MODELS if (columns := link_columns(model))
}

# What a source's parent needs to say its name.
SOURCE_RELATIONS = (
    "verdict__framework",
    "verdict__criterion",
    "extension",
    "notable_user__framework",
    "claim",
    "release__framework",
)
# What a row that names an address needs to say its own.
_NAMED_BY: dict[type[models.Model], tuple[str, ...]] = {
    Source: SOURCE_RELATIONS,
    Verdict: ("framework", "criterion"),
}
# What has sources, and by which name a source knows it.
SOURCED: dict[Any, str] = {Source._meta.get_field(name).related_model: name for name in PARENTS}


def cited_rows(model: type[models.Model]) -> QuerySet[Any]:
    """The rows whose links count: drafts too, archived ones no more."""
    rows = model._default_manager.all()
    if issubclass(model, PublishableModel):
        return rows.exclude(state=PublicationState.ARCHIVED)
    if model is Source:
        for parent in PARENTS:
            rows = rows.exclude(**{f"{parent}__state": PublicationState.ARCHIVED})
    return rows


def cited_addresses() -> set[str]:
    """Every address of the catalogue, once."""
    in_columns = {
        address
        for model, columns in LINK_COLUMNS.items()
        for row in cited_rows(model).order_by().values_list(*columns)
        for address in row
    }
    return in_columns | _addresses_in_cited_texts()


def cited_checks() -> LinkCheckQuerySet:
    """The checks of addresses that the catalogue still has; for the others nobody needs to do anything."""
    cited = Q(url__in=_addresses_in_cited_texts())
    for model, columns in LINK_COLUMNS.items():
        for column in columns:
            cited |= Q(url__in=cited_rows(model).order_by().values(column))
    return LinkCheck.objects.filter(cited)


def _addresses_in_cited_texts() -> set[str]:
    return {
        address for model in TEXT_COLUMNS for found in linking_rows(cited_rows(model)).values() for address in found
    }


def broken_links() -> LinkCheckQuerySet:
    """What an editor should mend, the longest broken first: for the start page of the desk."""
    return cited_checks().broken().worst_first()


def own_addresses(row: models.Model) -> list[str]:
    """The links of the row itself, in its columns and in its texts, each once."""
    in_columns = [getattr(row, column) for column in LINK_COLUMNS.get(type(row), ())]
    return list(dict.fromkeys([*filter(None, in_columns), *addresses_in_texts(row)]))


def addresses_of(rows: QuerySet[Any]) -> list[str]:
    """The links of these rows, with those of their sources: each once, those never checked or longest ago first."""
    addresses = [address for row in rows for address in own_addresses(row)]
    if parent := SOURCED.get(rows.model):
        sources = Source.objects.filter(**{f"{parent}__in": [row.pk for row in rows]})
        addresses += sources.in_order().values_list("url", flat=True)
    once = list(dict.fromkeys(addresses))
    checks = LinkCheck.objects.by_address(once)
    # Sorting keeps the order of the rows among those that were never checked.
    return sorted(once, key=lambda address: checks[address].last_checked_at if address in checks else _NEVER)


def with_link_among(rows: QuerySet[ModelT], checks: LinkCheckQuerySet) -> QuerySet[ModelT]:
    """Those rows of which some link, or some link of a source, is among the checked ones."""
    addresses = checks.order_by().values("url")
    return _with_link(
        rows,
        lambda column: Q(**{f"{column}__in": addresses}),
        lambda in_texts: set(checks.filter(url__in=in_texts).values_list("url", flat=True)),
    )


def with_link_never_checked(rows: QuerySet[ModelT]) -> QuerySet[ModelT]:
    """Those rows of which some link, or some link of a source, was never asked."""
    known = LinkCheck.objects.values("url")
    return _with_link(
        rows,
        lambda column: ~Q(**{f"{column}__in": known}),
        lambda in_texts: in_texts - set(known.filter(url__in=in_texts).values_list("url", flat=True)),
    )


def _with_link(
    rows: QuerySet[ModelT], condition: Callable[[str], Q], meant: Callable[[set[str]], set[str]]
) -> QuerySet[ModelT]:
    """
    Args:
        condition: that the address in a column is meant.
        meant: of the addresses in texts, which no query can see, those that are meant.
    """
    found = Q(pk__in=_keys_linking(rows.model, meant))
    for column in LINK_COLUMNS.get(rows.model, ()):
        found |= condition(column)
    if parent := SOURCED.get(rows.model):
        found |= Q(Exists(Source.objects.filter(condition("url"), **{parent: OuterRef("pk")})))
    return rows.filter(found)


def _keys_linking(model: type[models.Model], meant: Callable[[set[str]], set[str]]) -> list[Any]:
    linking = linking_rows(model._default_manager.all())
    wanted = meant({address for found in linking.values() for address in found}) if linking else set()
    return [key for key, found in linking.items() if not wanted.isdisjoint(found)]


def citations(addresses: Iterable[str]) -> dict[str, list[models.Model]]:
    """Per address the rows that name it: in a column, in a text, or by a source of what it supports."""
    citing: dict[str, list[models.Model]] = {}
    wanted = set(addresses)
    for model in dict.fromkeys([*LINK_COLUMNS, *TEXT_COLUMNS]):
        rows = cited_rows(model).select_related(*_NAMED_BY.get(model, ()))
        found = Q(pk__in=[key for key, linked in linking_rows(cited_rows(model)).items() if wanted & set(linked)])
        for column in LINK_COLUMNS.get(model, ()):
            found |= Q(**{f"{column}__in": wanted})
        for row in rows.filter(found).order_by("pk"):
            for address in wanted.intersection(own_addresses(row)):
                citing.setdefault(address, []).append(row.parent if isinstance(row, Source) else row)
    return citing


def due_addresses(*, checked_before: datetime, now: datetime, hosts: Iterable[str] = ()) -> list[str]:
    """Those never checked, then those not checked for longest; those worth another day after a day.

    Args:
        hosts: only links to these; all when empty.
    """
    checks = {check.url: check for check in LinkCheck.objects.all()}
    cited = sorted(_of_hosts(cited_addresses(), frozenset(hosts)))
    never = [address for address in cited if address not in checks]
    known = [checks[address] for address in cited if address in checks]
    due = [
        check
        for check in known
        if check.last_checked_at <= checked_before
        or (check.is_worth_another_day and check.last_checked_at <= now - FAILING_IS_DUE_AFTER)
    ]
    return [*never, *(check.url for check in sorted(due, key=lambda check: check.last_checked_at))]


def addresses_that_answered(*, not_at_the_hosts_of: Iterable[str], policy: Policy, most: int) -> list[str]:
    """Of other hosts than these addresses have: one of each host, those that are due soonest first."""
    # What may not be asked has no host.
    hosts = {"", *(_host(address, policy=policy) for address in not_at_the_hosts_of)}
    found: dict[str, str] = {}
    for address in cited_checks().reached().order_by("last_checked_at", "url").values_list("url", flat=True):
        host = _host(address, policy=policy)
        if len(found) < most and host not in hosts:
            found.setdefault(host, address)
    return list(found.values())


def forget_uncited() -> int:
    """Deletes the checks of addresses that the catalogue no longer has, and tells how many."""
    deleted, _per_model = LinkCheck.objects.exclude(pk__in=cited_checks().values("pk")).delete()
    return deleted


def _of_hosts(addresses: Iterable[str], hosts: frozenset[str]) -> list[str]:
    return [address for address in addresses if not hosts or _host(address, policy=Policy()) in hosts]


def _host(address: str, *, policy: Policy) -> str:
    try:
        return parse_target(address, policy=policy).host
    except NotAllowed:
        return ""
