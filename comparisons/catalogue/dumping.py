"""Writes the database back to fixtures/: sorted and stable, so that content can be reviewed in git."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from comparisons.catalogue.files import CATALOGUE_MODELS, BrokenFixture, file_of, read_file, sort_key, write_file
from comparisons.catalogue.natural_keys import natural_key_in, natural_key_of
from comparisons.catalogue.rows import PlainRow, to_plain, with_relations


@dataclass(frozen=True, kw_only=True)
class DumpedFiles:
    """The names of the files that changed, relative to the folder."""

    written: list[str]
    removed: list[str]


def dump(folder: Path) -> DumpedFiles:
    """Writes every row of the catalogue into its file; a file of it that has no rows any more is removed."""
    files: dict[str, list[tuple[tuple[Any, ...], PlainRow]]] = defaultdict(list)
    for model in CATALOGUE_MODELS:
        rows = list(with_relations(model))
        for row, plain in zip(rows, to_plain(rows), strict=True):
            key = natural_key_of(row)
            place = sort_key(model, key, getattr(row, "position", 0))
            files[file_of(model, key)].append((place, plain))
    written = [
        name
        for name, objects in sorted(files.items())
        if write_file(folder / name, [plain for _, plain in sorted(objects, key=lambda entry: entry[0])])
    ]
    removed = []
    for path in sorted(folder.rglob("*.json")):
        name = str(path.relative_to(folder))
        if name not in files and _is_of_a_dump(path, folder):
            path.unlink()
            removed.append(name)
    return DumpedFiles(written=written, removed=removed)


def _is_of_a_dump(path: Path, folder: Path) -> bool:
    """Whether all that stands in the file would be written just there; what is not ours is left alone."""
    name = str(path.relative_to(folder))
    try:
        places = [file_of(found.model, natural_key_in(found)) for found in read_file(path, folder)]
    except BrokenFixture:
        return False
    return set(places) == {name}
