"""Writes the database back to fixtures/: sorted and stable, so that content can be reviewed in git."""

from collections import defaultdict
from pathlib import Path
from typing import Any

from comparisons.catalogue.files import CATALOGUE_MODELS, file_of, sort_key, write_file
from comparisons.catalogue.natural_keys import natural_key_of
from comparisons.catalogue.rows import PlainRow, to_plain, with_relations


def dump(folder: Path) -> list[str]:
    """Writes every row of the catalogue into its file; a file that has no rows any more is removed.

    Returns:
        The names of the files that changed, relative to the folder.
    """
    files: dict[str, list[tuple[tuple[Any, ...], PlainRow]]] = defaultdict(list)
    for model in CATALOGUE_MODELS:
        rows = list(with_relations(model))
        for row, plain in zip(rows, to_plain(rows), strict=True):
            key = natural_key_of(row)
            place = sort_key(model, key, getattr(row, "position", 0))
            files[file_of(model, key)].append((place, plain))
    changed = [
        name
        for name, objects in sorted(files.items())
        if write_file(folder / name, [plain for _, plain in sorted(objects, key=lambda entry: entry[0])])
    ]
    for path in sorted(folder.rglob("*.json")):
        name = str(path.relative_to(folder))
        if name not in files:
            path.unlink()
            changed.append(name)
    return changed
