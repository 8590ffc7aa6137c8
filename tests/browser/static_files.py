"""The stylesheets as production links them: in one file, so that a page asks for three and not for thirty."""

from django.contrib.staticfiles.finders import get_finders
from django.contrib.staticfiles.storage import StaticFilesStorage

from config.static_files import JoinedStaticFilesStorage, joined


class JoinedStorage(StaticFilesStorage):
    """Names the joined stylesheet without collecting and compressing everything, which takes ten seconds."""

    joined_stylesheet = JoinedStaticFilesStorage.joined_stylesheet


def write_joined_stylesheet(folder):
    """Writes it where a finder of this folder sees it."""
    paths = {path: (storage, path) for finder in get_finders() for path, storage in finder.list([])}
    file = folder / JoinedStorage.joined_stylesheet
    file.parent.mkdir(parents=True)
    file.write_bytes(joined(paths))
