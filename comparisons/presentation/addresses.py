"""The state of a page as an address: what is chosen, and the links that change one thing of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

Values = tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Address:
    """A path and its parameters, in a fixed order and without empty or repeated ones.

    Attributes:
        path: Example: "/compare/".
        parameters: the values by name.
    """

    path: str
    parameters: Mapping[str, Values] = field(default_factory=dict)

    @classmethod
    def of(cls, path: str, parameters: Mapping[str, Iterable[str]]) -> Self:
        """The address with each value once and no empty one."""
        return cls(
            path=path,
            parameters={
                name: kept
                for name, values in parameters.items()
                if (kept := tuple(dict.fromkeys(value for value in values if value)))
            },
        )

    def __str__(self) -> str:
        # A colon is safe in a query and makes `weight=orm:2` readable.
        query = urlencode(self.parameters, doseq=True, safe=":")
        return f"{self.path}?{query}" if query else self.path

    def with_only(self, name: str, *values: str) -> Self:
        """The same, with exactly these values of the parameter."""
        return self.of(self.path, {**self.parameters, name: values})

    def without(self, name: str, value: str | None = None) -> Self:
        """The same without the parameter, or without one of its values."""
        kept = () if value is None else tuple(v for v in self.parameters.get(name, ()) if v != value)
        return self.with_only(name, *kept)

    def with_also(self, name: str, value: str) -> Self:
        """The same with one more value of the parameter."""
        return self.with_only(name, *self.parameters.get(name, ()), value)
