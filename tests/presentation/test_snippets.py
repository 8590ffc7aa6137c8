"""The same task in two frameworks, side by side."""

import html
import re

import pytest
from django.conf import settings
from django.template.loader import render_to_string

from comparisons.models import Framework
from comparisons.presentation.snippets import ROLES, build_shared_tasks, highlighted
from comparisons.snippets import TASKS, SnippetFile, read_snippets

STYLESHEET = settings.FIXTURES_DIR.parent / "comparisons/static/comparisons/css/components/snippet.css"
DJANGO = Framework(slug="django", name="Django")
FLASK = Framework(slug="flask", name="Flask")
UNKNOWN = Framework(slug="unknown", name="Unknown")


def test_every_task_is_there_in_its_order():
    tasks = build_shared_tasks(left=DJANGO, right=FLASK)

    assert [shared.task for shared in tasks] == list(TASKS)


def test_each_side_has_the_files_of_its_framework():
    shared = build_shared_tasks(left=DJANGO, right=FLASK)[0]

    assert [code.name for code in shared.left.files] == ["hello/views.py", "config/urls.py"]
    assert [code.name for code in shared.right.files] == ["hello.py"]


def test_swapping_the_pair_mirrors_the_tasks():
    one_way = build_shared_tasks(left=DJANGO, right=FLASK)
    other_way = build_shared_tasks(left=FLASK, right=DJANGO)

    assert [shared.sides for shared in one_way] == [tuple(reversed(shared.sides)) for shared in other_way]


def test_a_missing_snippet_is_said():
    shared = build_shared_tasks(left=DJANGO, right=UNKNOWN)[0]

    page = render_to_string("comparisons/includes/_snippets.html", {"tasks": [shared]})

    assert shared.right.files == ()
    assert page.count("No snippet yet.") == 1


def test_the_versions_stand_below_the_code():
    page = render_to_string(
        "comparisons/includes/_snippets.html", {"tasks": build_shared_tasks(left=DJANGO, right=FLASK)}
    )

    for snippet in (read_snippets()["database", "flask"], read_snippets()["form", "django"]):
        line = ", ".join(f"{package.name} {package.version}" for package in snippet.packages)
        assert f"Run with {line}." in page


@pytest.mark.parametrize("key", read_snippets(), ids="-".join)
def test_the_colours_change_no_character(key):
    for file in read_snippets()[key].files:
        markup = highlighted(file)

        assert html.unescape(re.sub(r"</?span[^>]*>", "", markup)) == file.text


def test_code_is_escaped():
    file = SnippetFile(name="a.py", text='x = "<script>"  # </code>\n')

    markup = highlighted(file)

    assert "<script>" not in markup
    assert "</code>" not in markup


def test_every_colour_has_its_rule():
    rules = STYLESHEET.read_text(encoding="utf-8")

    assert {role for _kind, role in ROLES} == set(re.findall(r"^  \.code-([a-z]+)", rules, flags=re.MULTILINE))
