"""What the search found: hits grouped by kind, the nearest first."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum
from itertools import combinations
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from comparisons.choices import SearchKind
from comparisons.models import Claim, Criterion, Extension, Framework, NotableUser, Scenario, Verdict
from comparisons.models.search import squeezed, words_of
from comparisons.presentation.addresses import Address
from comparisons.presentation.excerpts import Marker, Segments
from comparisons.presentation.pair import canonical_slug
from comparisons.text.markdown import plain

# Of each kind on the page of all kinds; and when only one kind is shown.
MOST_PER_KIND = 6
MOST_OF_ONE_KIND = 100
# Three frameworks in one search make three pairs; more would push everything else off the page.
MOST_NAMED = 3
MOST_SUGGESTIONS = 3
# A framework's name has at most this many parts when it is typed with spaces.
_MOST_PARTS = 3

# The lists that can be asked the same words.
FILTERED_LISTS = {
    SearchKind.FRAMEWORKS: "comparisons:framework_list",
    SearchKind.CRITERIA: "comparisons:criterion_list",
    SearchKind.EXTENSIONS: "comparisons:extension_list",
    SearchKind.CLAIMS: "comparisons:claim_list",
    SearchKind.NOTABLE_USERS: "comparisons:notable_user_list",
}


class Nearness(IntEnum):
    """How near a hit is to what was looked for."""

    THE_NAME = 0
    IN_THE_NAME = 1
    IN_THE_TEXT = 2


@dataclass(frozen=True, kw_only=True)
class Entry:
    """What there is to read of a row.

    Attributes:
        names: what the row is called. The title need not be one of them.
        texts: what is said of it, the most telling first.
        status, status_label: its status as value and word, where it has one: a claim must not be read without.
    """

    address: str
    title: str
    names: tuple[str, ...]
    texts: tuple[str, ...]
    status: str = ""
    status_label: str = ""


@dataclass(frozen=True, kw_only=True)
class Hit:
    """One row that was found, with its words marked."""

    address: str
    title: Segments
    context: Segments
    status: str
    status_label: str


@dataclass(frozen=True, kw_only=True)
class HitGroup:
    """The hits of one kind.

    Attributes:
        hits: those that are shown.
        count: how many there are.
        all_address: where all of them stand; empty when all are shown.
    """

    kind: SearchKind
    hits: tuple[Hit, ...]
    count: int
    all_address: str

    @property
    def label(self) -> str:
        return str(self.kind.label)

    @property
    def hidden_count(self) -> int:
        """How many are not shown here."""
        return self.count - len(self.hits)


@dataclass(frozen=True, kw_only=True)
class SearchPage:
    """What was found.

    Attributes:
        text: what was looked for.
        groups: those with hits, the kind with the nearest hit first.
        count: of hits of all kinds.
        every_kind_address: the search over all kinds; empty when it is that.
    """

    text: str
    groups: tuple[HitGroup, ...]
    count: int
    every_kind_address: str


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """A name that was perhaps meant, and the search for it."""

    name: str
    address: str


Rows = Mapping[SearchKind, Iterable[Any]]


def build_search_page(
    *, address: Address, text: str, kind: SearchKind | None, frameworks: Iterable[Framework], rows: Rows
) -> SearchPage:
    """Orders and shapes what the database found.

    Within a kind the hits stand by nearness: the name is what was typed, the name has the words, the text has them.
    Of the same nearness they keep the order of their list. The kinds stand by their nearest hit, then as in
    `SearchKind`.

    Args:
        address: of the search as it was asked for.
        text: what is looked for.
        kind: the only one to show, or None for all.
        frameworks: all published ones, for pairs.
        rows: what has all the words, by kind, each in the order of its list; only those to show are iterated.
    """
    marker = Marker(words=words_of(text))
    entries = {SearchKind.PAIRS: _pairs(named_frameworks(marker.words, frameworks))}
    for each, found in rows.items():
        # What is not shown is not fetched.
        if kind in (None, each):
            entries[each] = sorted(map(_ENTRIES[each], found), key=lambda entry: _nearness(entry, marker))
    shown = [each for each in SearchKind if entries.get(each) and kind in (None, each)]
    shown.sort(key=lambda each: _nearness(entries[each][0], marker))
    most = MOST_OF_ONE_KIND if kind else MOST_PER_KIND
    return SearchPage(
        text=text,
        groups=tuple(
            HitGroup(
                kind=each,
                hits=tuple(_hit(entry, marker) for entry in entries[each][:most]),
                count=len(entries[each]),
                all_address=_address_of_all(each, address, text) if len(entries[each]) > most else "",
            )
            for each in shown
        ),
        count=sum(len(entries[each]) for each in shown),
        every_kind_address=str(address.without("kind")) if kind else "",
    )


def named_frameworks(words: Sequence[str], frameworks: Iterable[Framework]) -> list[Framework]:
    """The frameworks whose whole names stand among the words, in their order. Example: "fast api flask" names two."""
    by_spelling = {
        squeezed(spelling): framework for framework in frameworks for spelling in (framework.slug, framework.name)
    }
    named: list[Framework] = []
    place = 0
    while place < len(words):
        for parts in range(_MOST_PARTS, 0, -1):
            framework = by_spelling.get(squeezed("".join(words[place : place + parts])))
            if framework:
                break
        else:
            parts = 1
        if framework and framework not in named:
            named.append(framework)
        place += parts
    return named


def build_suggestions(address: Address, text: str, *, names: Iterable[str]) -> tuple[Suggestion, ...]:
    """The nearest names that are written nearly like the text. Example: "djnago" suggests "Django".

    Args:
        names: those that visitors mean most often first; so stand the suggestions.
    """
    by_spelling: dict[str, str] = {}
    for name in names:
        by_spelling.setdefault(squeezed(name), name)
    near = set(get_close_matches(squeezed(text), by_spelling, n=MOST_SUGGESTIONS))
    return tuple(
        Suggestion(
            name=by_spelling[spelling], address=str(address.without("kind").with_only("q", by_spelling[spelling]))
        )
        for spelling in by_spelling
        if spelling in near
    )


def _address_of_all(kind: SearchKind, address: Address, text: str) -> str:
    if kind in FILTERED_LISTS:
        return str(Address.of(reverse(FILTERED_LISTS[kind]), {"q": [text]}))
    return str(address.with_only("kind", kind.value)) if kind.value not in address.parameters.get("kind", ()) else ""


def _nearness(entry: Entry, marker: Marker) -> Nearness:
    letters = squeezed("".join(marker.words))
    if letters in {squeezed(name) for name in entry.names}:
        return Nearness.THE_NAME
    if any(marker.is_spelled_in(name) for name in entry.names):
        return Nearness.IN_THE_NAME
    return Nearness.IN_THE_TEXT


def _hit(entry: Entry, marker: Marker) -> Hit:
    is_named = _nearness(entry, marker) is not Nearness.IN_THE_TEXT
    return Hit(
        address=entry.address,
        title=marker.mark_name(entry.title),
        # Where the name says it all, the text is there to say what it is, not to repeat the name.
        context=marker.excerpt(entry.texts[:1] if is_named else entry.texts),
        status=entry.status,
        status_label=entry.status_label,
    )


def _pairs(named: Sequence[Framework]) -> list[Entry]:
    named = sorted(named[:MOST_NAMED], key=lambda framework: framework.slug)
    return [_of_pair(one, other) for one, other in combinations(named, 2)]


def _of_pair(one: Framework, other: Framework) -> Entry:
    return Entry(
        address=reverse("comparisons:pair_detail", args=[canonical_slug(one.slug, other.slug)]),
        title=_("%(one)s or %(other)s?") % {"one": one.name, "other": other.name},
        names=(f"{one.name} {other.name}", f"{other.name} {one.name}"),
        texts=(_("Both side by side: when to choose which, with the verdicts behind it."),),
    )


def _of_framework(framework: Framework) -> Entry:
    return Entry(
        address=framework.get_absolute_url(),
        title=framework.name,
        names=(framework.name, framework.slug),
        texts=(framework.tagline, plain(framework.description), framework.governance),
    )


def _of_criterion(criterion: Criterion) -> Entry:
    return Entry(
        address=criterion.get_absolute_url(),
        title=criterion.name,
        names=(criterion.name, criterion.slug),
        texts=(criterion.question, plain(criterion.meaning)),
    )


def _of_scenario(scenario: Scenario) -> Entry:
    return Entry(
        address=scenario.get_absolute_url(),
        title=scenario.name,
        names=(scenario.name,),
        texts=(scenario.summary, plain(scenario.description)),
    )


def _of_extension(extension: Extension) -> Entry:
    return Entry(
        address=extension.get_absolute_url(),
        title=extension.name,
        names=(extension.name, extension.slug),
        texts=(extension.purpose, extension.status_detail),
        status=extension.status,
        status_label=extension.get_status_display(),
    )


def _of_claim(claim: Claim) -> Entry:
    return Entry(
        address=claim.get_absolute_url(),
        title=claim.statement,
        names=(claim.statement,),
        texts=(plain(claim.explanation),),
        status=claim.status,
        status_label=claim.get_status_display(),
    )


def _of_notable_user(user: NotableUser) -> Entry:
    return Entry(
        address=user.get_absolute_url(),
        title=str(user),
        names=(user.name,),
        texts=(user.usage, user.note),
        status=user.status,
        status_label=user.get_status_display(),
    )


def _of_verdict(verdict: Verdict) -> Entry:
    return Entry(
        address=verdict.get_absolute_url(),
        title=str(verdict),
        names=tuple(f"{verdict.framework.name} {name}" for name in (verdict.criterion.slug, verdict.criterion.name)),
        texts=(verdict.summary, plain(verdict.detail)),
    )


_ENTRIES: Mapping[SearchKind, Callable[[Any], Entry]] = {
    SearchKind.FRAMEWORKS: _of_framework,
    SearchKind.CRITERIA: _of_criterion,
    SearchKind.SCENARIOS: _of_scenario,
    SearchKind.EXTENSIONS: _of_extension,
    SearchKind.CLAIMS: _of_claim,
    SearchKind.NOTABLE_USERS: _of_notable_user,
    SearchKind.VERDICTS: _of_verdict,
}
