"""Links inside of long texts: no column of their own holds them, so the texts are parsed as they are for visitors."""

from typing import Any

from django.db.models import Model, Q, QuerySet, TextField

from comparisons.catalogue.files import CATALOGUE_MODELS
from comparisons.models.sources import ADDRESS_LENGTH
from comparisons.text.markdown import linked_addresses

# No link is written without it, so most texts need no parser.
_PART_OF_EVERY_LINK = "]("


def text_columns(model: type[Model]) -> list[str]:
    """The names of the model's columns that hold Markdown."""
    return [field.name for field in model._meta.concrete_fields if type(field) is TextField]


# Every model with such columns, and the columns.
TEXT_COLUMNS: dict[type[Model], list[str]] = {
    model: columns for model in CATALOGUE_MODELS if (columns := text_columns(model))
}


def addresses_in_texts(row: Model) -> list[str]:
    """What the row's texts link to, each address once."""
    return _addresses(getattr(row, column) for column in TEXT_COLUMNS.get(type(row), ()))


def linking_rows(rows: QuerySet[Any]) -> dict[Any, list[str]]:
    """By key the rows with a link in a text, and what they link to. One query, and none without such columns."""
    columns = TEXT_COLUMNS.get(rows.model)
    if columns is None:
        return {}
    may_link = Q()
    for column in columns:
        may_link |= Q(**{f"{column}__contains": _PART_OF_EVERY_LINK})
    found = {
        key: _addresses(texts) for key, *texts in rows.filter(may_link).order_by("pk").values_list("pk", *columns)
    }
    return {key: addresses for key, addresses in found.items() if addresses}


def _addresses(texts: Any) -> list[str]:
    """Those that are short enough to be kept: a source could not hold a longer one either."""
    linking = (text for text in texts if _PART_OF_EVERY_LINK in text)
    addresses = dict.fromkeys(address for text in linking for address in linked_addresses(text))
    return [address for address in addresses if len(address) <= ADDRESS_LENGTH]
