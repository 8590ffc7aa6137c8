"""Static files as production serves them: compressed, named by content, the stylesheets of pages joined in one."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

STYLESHEET_FOLDER = "comparisons/css/"
# In this order within the file: what every page links (_stylesheets.html) before the parts of some pages, which
# adjust it. Between the layers the order is declared by tokens.css.
STYLESHEET_PATTERNS = (
    "tokens.css",
    "base.css",
    "layout.css",
    "components/site-header.css",
    "components/site-search.css",
    "components/site-footer.css",
    "components/theme-switch.css",
    "components/button.css",
    "components/card.css",
    "components/notice.css",
    "components/rating.css",
    "components/support-tag.css",
    "components/status-tag.css",
    "components/suggest-link.css",
    "components/rich-text.css",
    "components/*.css",
    "utilities.css",
)

# Where each collected file comes from, as collectstatic says it.
CollectedFiles = dict[str, tuple[StaticFilesStorage, str]]


class JoinedStaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # no types there
    """Whitenoise's storage, which also joins the stylesheets of the public pages when files are collected.

    Contributors have one small file per component, and a page links 15 to 30 of them. Asking for each takes time on a
    slow line (docs/lighthouse.md), and all of them joined weigh less, compressed, than those of one page apart.
    """

    joined_stylesheet = f"{STYLESHEET_FOLDER}site.css"

    def post_process(self, paths: CollectedFiles, dry_run: bool = False, **options: Any) -> Iterator[Any]:
        """Called by collectstatic with what it collected; the joined file is named and compressed like any other."""
        if not dry_run:
            self._write(self.joined_stylesheet, joined(paths))
            paths = {**paths, self.joined_stylesheet: (self, self.joined_stylesheet)}
        yield from super().post_process(paths, dry_run=dry_run, **options)

    def _write(self, name: str, content: bytes) -> None:
        with open(self.path(name), "wb") as file:
            file.write(content)


def joined(paths: CollectedFiles) -> bytes:
    """All stylesheets of public pages, one after the other."""
    return b"\n".join(_content(*paths[name]) for name in stylesheet_names(paths))


def stylesheet_names(names: Iterable[str]) -> list[str]:
    """The stylesheets of public pages among these files, each once, in the order in which they are joined."""
    ordered = sorted(names)
    matching = [
        name for pattern in STYLESHEET_PATTERNS for name in ordered if fnmatchcase(name, STYLESHEET_FOLDER + pattern)
    ]
    return list(dict.fromkeys(matching))


def _content(storage: StaticFilesStorage, path: str) -> bytes:
    with storage.open(path, "rb") as file:
        content: bytes = file.read()
    return content
