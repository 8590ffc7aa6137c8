"""The files of snippets/: for whom they are, how long they may be, and what is said about them."""

import json

import pytest
from django.conf import settings

from comparisons.snippets import FOLDER, FORGERY_REFUSED, LOCK, PACKAGES, READING_ORDER, TASKS, read_snippets

FRAMEWORKS = sorted(
    row["fields"]["slug"]
    for row in json.loads((settings.FIXTURES_DIR / "frameworks.json").read_text(encoding="utf-8"))
    if row["fields"]["state"] == "published"
)

# A framework and a task that have no snippet, with the reason; the page says "no snippet yet".
STATED_GAPS = {}

MOST_LINES = 50
WIDEST_LINE = 76


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.slug)
@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_every_framework_has_every_task_or_a_stated_gap(framework, task):
    assert ((task.slug, framework) in read_snippets()) != ((task.slug, framework) in STATED_GAPS)


def test_every_snippet_is_of_a_known_framework_and_a_known_task():
    assert {framework for _task, framework in read_snippets()} <= set(FRAMEWORKS)
    folders = {path.name for path in FOLDER.iterdir() if path.is_dir() and not path.name.startswith(".")}

    assert folders == {task.slug for task in TASKS}


@pytest.mark.parametrize("key", read_snippets(), ids="-".join)
def test_two_snippets_fit_side_by_side(key):
    lines = [line for file in read_snippets()[key].files for line in file.text.splitlines()]

    assert len(lines) <= MOST_LINES
    assert [line for line in lines if len(line) > WIDEST_LINE] == []


@pytest.mark.parametrize("key", read_snippets(), ids="-".join)
def test_a_snippet_names_the_versions_it_was_run_with_its_framework_first(key):
    snippet = read_snippets()[key]

    assert snippet.packages[0].name == PACKAGES[snippet.framework]
    for package in snippet.packages:
        assert f"=={package.version} " in LOCK.read_text(encoding="utf-8")


def test_django_is_the_newest_release_for_the_lowest_python():
    """As its note says: 6.0 and later need Python 3.12."""
    (version,) = {
        snippet.packages[0].version for snippet in read_snippets().values() if snippet.framework == "django"
    }

    assert version.startswith("5.2.")


def test_the_lists_about_snippets_name_nothing_that_is_gone():
    names = {file.name.rpartition("/")[2] for snippet in read_snippets().values() for file in snippet.files}
    used = {package.name for snippet in read_snippets().values() for package in snippet.packages}

    assert set(READING_ORDER) <= names
    assert set(PACKAGES.values()) == used & set(PACKAGES.values())
    assert set(FORGERY_REFUSED) <= set(FRAMEWORKS)
