"""The admin's style sheet: it follows the site's tokens, so a renamed token must not leave it colourless."""

import re
from pathlib import Path

import pytest
from django.contrib import admin
from django.contrib.staticfiles import finders

STYLES = Path(finders.find("comparisons/css/admin.css")).parent
DJANGO_STYLES = Path(admin.__file__).parent / "static" / "admin" / "css"


def test_every_variable_is_defined_somewhere():
    own = (STYLES / "admin.css").read_text()
    sheets = [own, (STYLES / "tokens.css").read_text(), (DJANGO_STYLES / "base.css").read_text()]
    defined = {name for sheet in sheets for name in re.findall(r"(--[\w-]+)\s*:", sheet)}

    used = set(re.findall(r"var\((--[\w-]+)\)", own))

    assert used
    assert used - defined == set()


def test_every_variable_that_is_set_for_django_exists_in_django():
    own = (STYLES / "admin.css").read_text()
    theirs = set(re.findall(r"(--[\w-]+)\s*:", (DJANGO_STYLES / "base.css").read_text()))

    for_django = set(re.findall(r"^  (--[\w-]+):", own, re.MULTILINE)) - {"--accent-strong", "--shade"}

    assert for_django - theirs == set()


@pytest.mark.parametrize("sheet", sorted(STYLES.rglob("*.css")), ids=lambda sheet: sheet.name)
def test_every_block_is_closed(sheet):
    """A browser complains of nothing: one brace that a merge lost put all that followed into a media query."""
    rules = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)

    assert rules.count("{") == rules.count("}")
