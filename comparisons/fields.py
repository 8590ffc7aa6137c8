"""Form fields for what stands in an address: words from a list, and pairs such as `weight=orm:2`."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# A value from an address is repeated in a message, so it is cut to what a person can read.
SHOWN_LENGTH = 60


def shortened(value: str) -> str:
    """The value as it may be repeated in a message: printable, and of bounded length."""
    readable = "".join(character if character.isprintable() else "�" for character in value)
    return readable if len(readable) <= SHOWN_LENGTH else f"{readable[:SHOWN_LENGTH]}…"


class WordsField(forms.MultipleChoiceField):
    """Any number of known words, each counted once.

    Args:
        lenient: whether an unknown word is noted in `problems` and the rest still counts. Otherwise it is named in
            an error of the whole field.
    """

    default_error_messages = {
        "invalid_choice": _("“%(value)s” does not exist here, so this filter is not applied."),
        "not_counted": _("“%(value)s” does not exist here (any more), so it does not count."),
    }

    def __init__(self, *, lenient: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.lenient = lenient
        self.problems: list[str] = []

    def to_python(self, value: Any) -> list[str]:
        words = list(dict.fromkeys(word for word in super().to_python(value) if word))
        self.problems = []
        if not self.lenient:
            return words
        self.problems = [
            self.error_messages["not_counted"] % {"value": shortened(word)}
            for word in words
            if not self.valid_value(word)
        ]
        return [word for word in words if self.valid_value(word)]

    def validate(self, value: Any) -> None:
        for word in value:
            if not self.valid_value(word):
                raise ValidationError(
                    self.error_messages["invalid_choice"],
                    code="invalid_choice",
                    params={"value": shortened(word)},
                )


class PairsField(forms.Field):
    """Repeated pairs `<name>:<value>`, cleaned to a dictionary.

    Args:
        names: the names that are known, slug to label.
        values: the values that are known, as they stand in the address, to what they mean.
        what: the kind of name, for messages. Example: "criterion".
        lenient: whether a pair that does not count is noted in `problems` and the rest still counts. Otherwise
            the first such pair is an error of the whole field.
    """

    widget = forms.SelectMultiple
    default_error_messages = {
        "shape": _("“%(value)s” is not of the form <%(what)s>:<%(values)s>."),
        "name": _("There is no %(what)s “%(value)s”."),
        "value": _("“%(value)s” is not possible; choose one of %(values)s."),
        "twice": _("“%(value)s” is named twice with different values; leave one of them."),
    }

    def __init__(
        self,
        *,
        names: Mapping[str, str],
        values: Mapping[str, Any],
        what: "StrOrPromise",
        lenient: bool = False,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.names = names
        self.values = values
        self.what = what
        self.lenient = lenient
        self.problems: list[str] = []

    def to_python(self, value: Any) -> dict[str, Any]:
        pairs: dict[str, Any] = {}
        self.problems = []
        for entry in dict.fromkeys(entry for entry in value or [] if entry):
            try:
                name, meaning = self._read(str(entry))
                if name in pairs:
                    raise self._error("twice", name)
            except ValidationError as error:
                if not self.lenient:
                    raise
                self.problems += error.messages
            else:
                pairs[name] = meaning
        return pairs

    def _read(self, entry: str) -> tuple[str, Any]:
        name, separator, chosen = entry.partition(":")
        if not separator:
            raise self._error("shape", entry)
        if name not in self.names:
            raise self._error("name", name)
        if chosen not in self.values:
            raise self._error("value", chosen)
        return name, self.values[chosen]

    def _error(self, code: str, value: str) -> ValidationError:
        return ValidationError(
            self.error_messages[code],
            code=code,
            params={"value": shortened(value), "what": self.what, "values": "|".join(self.values)},
        )
