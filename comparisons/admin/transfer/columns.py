"""What a column does with a cell: reads it strictly, says what is wrong with it, and writes it back.

django-import-export's own widgets read “perhaps” as no; ours refuse what they do not understand.
"""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.db import models
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from import_export.fields import Field
from import_export.widgets import ManyToManyWidget, Widget

from comparisons.admin.transfer.tables import Cell
from comparisons.admin.transfer.words import as_text
from comparisons.catalogue.rows import with_relations
from comparisons.fields import shortened
from comparisons.models.changes import KEY_SEPARATOR

LARGEST_NUMBER = 32_767
YES, NO = frozenset({"true", "yes", "1"}), frozenset({"false", "no", "0"})


def key_text(row: models.Model) -> str:
    """A row as a cell names it. Example: “django/orm” for a verdict."""
    return KEY_SEPARATOR.join(row.natural_key())  # type: ignore[attr-defined]  # every model of the catalogue has one


class Column(Field):  # type: ignore[misc]  # django-import-export ships no types
    """A column of the file and the field of the row that it fills."""

    def save(self, instance: models.Model, row: Any, is_m2m: bool = False, **kwargs: Any) -> None:
        """Fills the field, unless the cell is its text with other line breaks or spaces around it."""
        value = self.clean(row, **kwargs)
        current = self.get_value(instance)
        if not (isinstance(value, str) and isinstance(current, str) and value == tidied(current)):
            setattr(instance, self.attribute, value)


class TextWidget(Widget):  # type: ignore[misc]  # import-export has no types
    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> str:
        if isinstance(value, float) and not value.is_integer():
            raise ValueError(
                _("%(value)s is a number here, which loses zeros (5.10 becomes 5.1). Make the cell a text.")
                % {"value": value}
            )
        return tidied(as_text(value))

    def render(self, value: Any, **kwargs: Any) -> Cell:
        return value or ""


class WordWidget(Widget):  # type: ignore[misc]  # import-export has no types
    """One of a closed list, which may be numbers."""

    def __init__(self, choices: Any) -> None:
        super().__init__()
        self.values = {str(value): value for value, _label in choices}

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> Any:
        text = as_text(value).strip()
        if text and text not in self.values:
            raise ValueError(self._refusal(shortened(text)))
        return self.values[text] if text else self._nothing()

    def render(self, value: Any, **kwargs: Any) -> Cell:
        return "" if value is None else value

    def _is_of_numbers(self) -> bool:
        return all(isinstance(value, int) for value in self.values.values())

    def _nothing(self) -> str | None:
        return None if self._is_of_numbers() else ""

    def _refusal(self, text: str) -> str:
        words = list(self.values)
        if self._is_of_numbers():
            return _("“%(value)s” is not between %(lowest)s and %(highest)s.") % {
                "value": text,
                "lowest": words[0],
                "highest": words[-1],
            }
        return _("“%(value)s” is not possible; write one of %(words)s.") % {"value": text, "words": ", ".join(words)}


class NumberWidget(Widget):  # type: ignore[misc]  # import-export has no types
    """A whole number that the database can hold."""

    def __init__(self, *, if_empty: int | None) -> None:
        super().__init__()
        self.if_empty = if_empty

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> int | None:
        text = as_text(value).strip()
        if not text:
            return self.if_empty
        if not (text.isascii() and text.isdecimal() and len(text) < 9 and int(text) <= LARGEST_NUMBER):
            raise ValueError(
                _("“%(value)s” is not a whole number from 0 to %(highest)s.")
                % {"value": shortened(text), "highest": f"{LARGEST_NUMBER:,}"}
            )
        return int(text)

    def render(self, value: Any, **kwargs: Any) -> Cell:
        return value  # type: ignore[no-any-return]  # import-export has no types


class DecimalWidget(Widget):  # type: ignore[misc]  # import-export has no types
    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> Decimal | None:
        text = as_text(value).strip()
        try:
            number = Decimal(text) if text else None
        except InvalidOperation:
            number = Decimal("NaN")
        if number is not None and not number.is_finite():
            raise ValueError(_("“%(value)s” is not a number such as 4.20.") % {"value": shortened(text)})
        return number

    def render(self, value: Any, **kwargs: Any) -> Cell:
        return value  # type: ignore[no-any-return]  # import-export has no types


class DayWidget(Widget):  # type: ignore[misc]  # import-export has no types
    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> date | None:
        if isinstance(value, date):
            return value.date() if isinstance(value, datetime) else value
        text = as_text(value).strip()
        try:
            day = parse_date(text) if text else None
        except ValueError:
            day = None
        if text and day is None:
            raise ValueError(_("“%(value)s” is not a day. Write it as 2026-05-31.") % {"value": shortened(text)})
        return day

    def render(self, value: Any, **kwargs: Any) -> Cell:
        # A moment, such as that of publishing, is told to the second.
        return value.isoformat(sep=" ") if isinstance(value, datetime) else value


class YesNoWidget(Widget):  # type: ignore[misc]  # import-export has no types
    def __init__(self, *, if_empty: bool) -> None:
        super().__init__()
        self.if_empty = if_empty

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> bool:
        word = as_text(value).strip().lower()
        if not word:
            return self.if_empty
        if word not in YES | NO:
            raise ValueError(_("“%(value)s” is neither true nor false.") % {"value": shortened(word)})
        return word in YES

    def render(self, value: Any, **kwargs: Any) -> Cell:
        return bool(value)


class KeyWidget(Widget):  # type: ignore[misc]  # import-export has no types
    """A related row by its natural key. All of them are fetched once, with the first cell."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__()
        self.rows = RowsByKey(model)

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> models.Model | None:
        key = as_text(value).strip()
        return self.rows.named(key) if key else None

    def render(self, value: Any, **kwargs: Any) -> Cell:
        return "" if value is None else key_text(value)


class KeysWidget(ManyToManyWidget):  # type: ignore[misc]  # import-export has no types
    """Related rows by their slugs, with commas between them."""

    def __init__(self, model: type[models.Model]) -> None:
        super().__init__(model)
        self.rows = RowsByKey(model)

    def clean(self, value: Cell, row: Any = None, **kwargs: Any) -> list[models.Model]:
        words = value if isinstance(value, list) else as_text(value).replace(",", " ").replace(";", " ").split()
        return [self.rows.named(key) for key in dict.fromkeys(words)]

    def render(self, value: Any, **kwargs: Any) -> Cell:
        return [] if value is None else keys_text(value.all())


class RowsByKey:
    def __init__(self, model: type[models.Model]) -> None:
        self.model = model
        self._rows: dict[str, models.Model] | None = None

    def named(self, key: str) -> models.Model:
        """Raises ValueError with the key that does not exist."""
        if self._rows is None:
            self._rows = {key_text(row): row for row in with_relations(self.model)}
        if key not in self._rows:
            raise ValueError(
                _("There is no %(what)s “%(key)s”.") % {"what": self.model._meta.verbose_name, "key": shortened(key)}
            )
        return self._rows[key]


def keys_text(rows: Any) -> list[str]:
    return sorted(key_text(row) for row in rows)


def tidied(text: str) -> str:
    """As a form would hand it on: without spaces around it, and with one kind of line break."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def widget_for(field: Any) -> Widget:
    """The widget that suits the model's field."""
    if isinstance(field, models.ManyToManyField):
        return KeysWidget(field.related_model)
    if isinstance(field, models.ForeignKey):
        return KeyWidget(field.related_model)
    if field.choices:
        return WordWidget(field.flatchoices)
    if isinstance(field, models.BooleanField):
        return YesNoWidget(if_empty=field.get_default())
    if isinstance(field, models.DecimalField):
        return DecimalWidget()
    if isinstance(field, models.IntegerField):
        return NumberWidget(if_empty=field.get_default())
    if isinstance(field, models.DateField):
        return DayWidget()
    return TextWidget()
