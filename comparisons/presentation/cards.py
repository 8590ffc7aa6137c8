"""What stands on the pictures for link previews, as finished words; `cards/` draws them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from comparisons.models import Framework
from comparisons.presentation.cells import rating_label
from comparisons.presentation.criterion_page import CriterionPage
from comparisons.presentation.pair import PairPage, Side
from comparisons.presentation.profile import CategoryMean
from comparisons.presentation.scenarios import ScenarioEntry


@dataclass(frozen=True, kw_only=True)
class CardSide:
    """One of a pair: its name, what it is in a few words, and on how many criteria it leads."""

    name: str
    facts: str
    ahead: int


@dataclass(frozen=True, kw_only=True)
class PairCard:
    left: CardSide
    right: CardSide
    level: int

    @property
    def counted(self) -> int:
        return self.left.ahead + self.level + self.right.ahead


@dataclass(frozen=True, kw_only=True)
class CardMean:
    """A category's mean; `percent` is 0 when nothing is known, and the text says so with a dash."""

    category: str
    text: str
    percent: int


@dataclass(frozen=True, kw_only=True)
class FrameworkCard:
    name: str
    facts: str
    tagline: str
    means: tuple[CardMean, ...]


@dataclass(frozen=True, kw_only=True)
class RatingGroup:
    """All frameworks that share a rating, best rating first."""

    rating: int
    label: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class CriterionCard:
    category: str
    question: str
    groups: tuple[RatingGroup, ...]


@dataclass(frozen=True, kw_only=True)
class CardStanding:
    """A framework's place in a scenario; points are None when the answers weigh nothing."""

    rank: int
    name: str
    points: int | None


@dataclass(frozen=True, kw_only=True)
class ScenarioCard:
    name: str
    summary: str
    standings: tuple[CardStanding, ...]


@dataclass(frozen=True, kw_only=True)
class SiteCard:
    """For all pages without a picture of their own."""

    question: str
    promise: str
    names: tuple[str, ...]


Card = PairCard | FrameworkCard | CriterionCard | ScenarioCard | SiteCard


def build_pair_card(page: PairPage) -> PairCard:
    return PairCard(left=_side(page.left), right=_side(page.right), level=page.level)


def build_framework_card(framework: Framework, means: Iterable[CategoryMean]) -> FrameworkCard:
    return FrameworkCard(
        name=framework.name,
        facts=_facts(framework),
        tagline=framework.tagline,
        means=tuple(CardMean(category=mean.category.name, text=mean.text, percent=mean.percent) for mean in means),
    )


def build_criterion_card(page: CriterionPage) -> CriterionCard:
    by_rating = groupby(page.ranked, key=lambda place: place.verdict.rating)
    return CriterionCard(
        category=page.criterion.category.name,
        question=page.criterion.question,
        groups=tuple(
            RatingGroup(
                rating=rating,
                label=rating_label(rating),
                names=tuple(place.verdict.framework.name for place in places),
            )
            for rating, places in by_rating
        ),
    )


def build_scenario_card(entry: ScenarioEntry) -> ScenarioCard:
    """The ranked ones only: who is ruled out has no place."""
    return ScenarioCard(
        name=entry.scenario.name,
        summary=entry.scenario.summary,
        standings=tuple(
            CardStanding(rank=standing.rank, name=standing.name, points=standing.points)
            for standing in entry.standings
            if standing.rank is not None
        )
        if entry.is_weighed
        else (),
    )


def build_site_card(frameworks: Sequence[Framework], criterion_count: int) -> SiteCard:
    return SiteCard(
        question=_("Which Python web framework fits your project?"),
        promise=ngettext(
            "%(number)s criterion, every verdict with its reason, sources and date",
            "%(number)s criteria, every verdict with its reason, sources and date",
            criterion_count,
        )
        % {"number": criterion_count},
        names=tuple(framework.name for framework in frameworks),
    )


def _side(side: Side) -> CardSide:
    return CardSide(name=side.framework.name, facts=_facts(side.framework), ahead=side.ahead)


def _facts(framework: Framework) -> str:
    """Example: "full-stack · since 2005 · 5.2.7"."""
    return _("%(kind)s · since %(year)s · %(version)s") % {
        "kind": framework.get_kind_display(),
        "year": framework.first_released_on.year,
        "version": framework.latest_version,
    }
