"""The lines for cron stand in the documents as they can be copied: each names a command that takes its arguments."""

import re
import shlex
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import get_commands, load_command_class

DOCUMENTS = [*Path(settings.BASE_DIR).glob("*.md"), *(Path(settings.BASE_DIR) / "docs").glob("*.md")]
LINE = re.compile(r"cd /srv/framewise && \.venv/bin/python manage\.py ([a-z_]+)([^`\n]*)")
LINES = {
    (path.name, *found.groups()) for path in DOCUMENTS for found in LINE.finditer(path.read_text(encoding="utf-8"))
}


@pytest.mark.parametrize(("document", "name", "arguments"), sorted(LINES))
def test_the_command_takes_the_arguments(document, name, arguments):
    command = load_command_class(get_commands()[name], name)

    options = command.create_parser("manage.py", name).parse_args(shlex.split(arguments))

    # Cron sends a mail of every word.
    assert options.verbosity == 0


def test_the_readme_has_each_command_that_is_for_cron():
    assert {name for document, name, _arguments in LINES if document == "README.md"} == {
        "check_links",
        "forget_senders",
        "record_revision",
    }
