"""What a visitor may ask for in an address: one FilterSet per list, for pages now and the API later.

Options made from rows are made in `__init__`, so that they are today's. Every value is checked against them in
Python before it meets the database; an unknown one is named beside its field and the filter is not applied.
"""

from comparisons.filtersets.base import (
    MOST_CHARACTERS,
    CatalogueFilterSet,
    PairsFilter,
    SettingWordsFilter,
    TextFilter,
    WordsFilter,
)
from comparisons.filtersets.changes import ChangeFilterSet
from comparisons.filtersets.columns import DEFAULT_COLUMNS, SCORE
from comparisons.filtersets.comparison import FORMATS, ComparisonFilterSet, demands
from comparisons.filtersets.lists import (
    ClaimFilterSet,
    CriterionFilterSet,
    ExtensionFilterSet,
    FrameworkFilterSet,
    NotableUserFilterSet,
)

__all__ = [
    "CatalogueFilterSet",
    "ChangeFilterSet",
    "ClaimFilterSet",
    "ComparisonFilterSet",
    "CriterionFilterSet",
    "DEFAULT_COLUMNS",
    "FORMATS",
    "ExtensionFilterSet",
    "FrameworkFilterSet",
    "MOST_CHARACTERS",
    "NotableUserFilterSet",
    "PairsFilter",
    "SCORE",
    "SettingWordsFilter",
    "TextFilter",
    "WordsFilter",
    "demands",
]
