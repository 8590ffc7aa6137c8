"""The files of previews on the disk of a site that is one machine (elsewhere the cache holds and forgets them)."""

import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils import timezone
from import_export.tmp_storages import TempFolderStorage

SECONDS_KEPT = 60 * 60
PREFIX = "framewise-import-"


class KeptFiles(TempFolderStorage):  # type: ignore[misc]  # django-import-export ships no types
    """A file in the folder for temporary ones; each new one takes those along whose time is over.

    Nobody comes back for a preview that was left, so nobody else would remove it.
    """

    name: str | None

    def save(self, data: bytes) -> None:
        _sweep()
        super().save(data)

    def _open(self, mode: str = "r") -> Any:
        if not self.name:
            with tempfile.NamedTemporaryFile(prefix=PREFIX, delete=False) as file:
                self.name = file.name
            mode = "wb"
        return super()._open(mode)


def _sweep() -> None:
    oldest = timezone.now().timestamp() - SECONDS_KEPT
    for path in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        # Another process may be sweeping too, and another user's file is theirs.
        with suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()
