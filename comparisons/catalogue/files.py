"""Which rows stand in which file of fixtures/, and in which order.

The files are Django fixtures in JSON with natural keys: one file a topic, the verdicts one file a framework, each
statement followed by its sources, so that a reviewer can read a change.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.db.models import Model

from comparisons.models import (
    Answer,
    Category,
    Claim,
    Criterion,
    Effect,
    Extension,
    Framework,
    Industry,
    NotableUser,
    Question,
    QuizMeasurement,
    Release,
    Requirement,
    Scenario,
    Source,
    Verdict,
)

# In the order in which they are loaded: what others point at comes first.
CATALOGUE_MODELS: tuple[type[Model], ...] = (
    Category,
    Criterion,
    Framework,
    Extension,
    Industry,
    NotableUser,
    Claim,
    Verdict,
    Release,
    Source,
    Question,
    Answer,
    Effect,
    Requirement,
    Scenario,
    QuizMeasurement,
)

MODELS_BY_LABEL = {model._meta.label_lower: model for model in CATALOGUE_MODELS}

# Where a row stands, from its natural key.
_FILE_OF: dict[type[Model], Callable[[tuple[str, ...]], str]] = {
    Category: lambda key: "criteria.json",
    Criterion: lambda key: "criteria.json",
    Framework: lambda key: "frameworks.json",
    Extension: lambda key: "extensions.json",
    Industry: lambda key: "notable_users.json",
    NotableUser: lambda key: "notable_users.json",
    Claim: lambda key: "claims.json",
    Verdict: lambda key: f"verdicts/{key[0]}.json",
    Release: lambda key: "releases.json",
    Source: lambda key: _file_of_source(key),
    Question: lambda key: "quiz.json",
    Answer: lambda key: "quiz.json",
    Effect: lambda key: "quiz.json",
    Requirement: lambda key: "quiz.json",
    Scenario: lambda key: "scenarios.json",
    QuizMeasurement: lambda key: "quiz_measurement.json",
}

# A natural key stands on one line. Strings hold no line break in JSON, so nothing inside one can match.
_JSON_STRING = re.compile(r'"(?:[^"\\]|\\.)*"')
_SHORT_LIST = re.compile(rf"\[\n\s+{_JSON_STRING.pattern}(?:,\n\s+{_JSON_STRING.pattern})*\n\s+\]")

_PARTS_OF_A_QUESTION: tuple[type[Model], ...] = (Answer, Effect, Requirement)

_SOURCE_FILES = {
    "extension": "extensions.json",
    "notable_user": "notable_users.json",
    "claim": "claims.json",
    "release": "releases.json",
}


@dataclass(frozen=True, kw_only=True)
class FixtureObject:
    """One object of a fixture, and where it was read.

    Attributes:
        data: {"model": …, "fields": {…}}, as Django writes it.
        file: relative to the folder of the fixtures.
        number: 1 for the first of its file.
    """

    data: dict[str, Any]
    file: str
    number: int

    @property
    def place(self) -> str:
        return f"{self.file}, object {self.number}"

    @property
    def model(self) -> type[Model]:
        return MODELS_BY_LABEL[self.data["model"]]


class BrokenFixture(Exception):
    """A fixture that cannot be used: the message names the file and the object."""


def file_of(model: type[Model], key: tuple[str, ...]) -> str:
    """The file in which the row of this natural key stands, relative to the folder of the fixtures."""
    return _FILE_OF[model](key)


def sort_key(model: type[Model], key: tuple[str, ...], position: int) -> tuple[Any, ...]:
    """The place of a row within its file: a statement, then its sources, then the next statement.

    Args:
        model: the row's model.
        key: its natural key.
        position: its number among its siblings, 0 where it has none.
    """
    heading = 0 if model in (Category, Industry) else 1
    if model is Source:
        # Behind its parent, whose key stands between the name of the parent's model and the address.
        return (heading, key[1:-1], 1, (), position, key[-1:])
    if model in _PARTS_OF_A_QUESTION:
        # Behind its question: each answer, then what it does.
        return (heading, key[:1], 1, key[1:2], _PARTS_OF_A_QUESTION.index(model), key)
    return (heading, key, 0, (), 0, ())


def read_fixtures(folder: Path) -> list[FixtureObject]:
    """All objects of all files, in the order in which they can be loaded.

    Raises:
        BrokenFixture: a file that is not JSON, or not a list of objects with a model of the catalogue.
    """
    if not folder.is_dir():
        raise BrokenFixture(f"There is no folder {folder}.")
    objects = [
        fixture_object for path in sorted(folder.rglob("*.json")) for fixture_object in read_file(path, folder)
    ]
    order = list(MODELS_BY_LABEL)
    return sorted(objects, key=lambda fixture_object: order.index(fixture_object.data["model"]))


def write_file(path: Path, objects: Iterable[dict[str, Any]]) -> bool:
    """Writes the objects, one readable block each. Returns whether the file changed."""
    text = json.dumps(list(objects), indent=2, ensure_ascii=False) + "\n"
    text = _SHORT_LIST.sub(lambda found: "[" + ", ".join(_JSON_STRING.findall(found[0])) + "]", text)
    if path.exists() and path.read_text(encoding="utf-8") == text:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return True


def read_file(path: Path, folder: Path) -> Iterator[FixtureObject]:
    """The objects of one file.

    Raises:
        BrokenFixture: as `read_fixtures`.
    """
    name = str(path.relative_to(folder))
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (ValueError, OSError) as error:
        raise BrokenFixture(f"{name}: not readable as JSON: {error}") from None
    except RecursionError:
        raise BrokenFixture(f"{name}: not readable as JSON: it is nested too deeply.") from None
    if not isinstance(content, list):
        raise BrokenFixture(f"{name}: a fixture is a list of objects.")
    for number, data in enumerate(content, start=1):
        fixture_object = FixtureObject(data=data, file=name, number=number)
        if (
            not isinstance(data, dict)
            or not isinstance(data.get("model"), str)
            or not isinstance(data.get("fields"), dict)
        ):
            raise BrokenFixture(f"{fixture_object.place}: an object has a “model” and “fields”.")
        if data["model"] not in MODELS_BY_LABEL:
            raise BrokenFixture(f"{fixture_object.place}: {data['model']!r} is no model of the catalogue.")
        yield fixture_object


def _file_of_source(key: tuple[str, ...]) -> str:
    parent, *parent_key, _url = key
    if parent == "verdict":
        return f"verdicts/{parent_key[0]}.json"
    return _SOURCE_FILES[parent]
