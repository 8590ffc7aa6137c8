"""Conventions worth keeping (shared/STYLE.md), each a test."""

import ast
import inspect
import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.forms import BaseForm, BaseFormSet, Field, Widget
from django.views import View

from tests.filtersets.contents import CASES, FILTERSETS

ROOT = Path(settings.BASE_DIR)
PACKAGE = ROOT / "comparisons"
RANKING = PACKAGE / "ranking"


def modules(folder):
    return [path for path in sorted(folder.rglob("*.py")) if "migrations" not in path.parts]


def relative(path):
    return str(path.relative_to(ROOT))


def parsed(path):
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def imported_by(path):
    """The full names of all that a module imports, wherever in it."""
    names = set()
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        if isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


@pytest.mark.parametrize("path", modules(RANKING), ids=relative)
def test_the_ranking_names_only_the_standard_library_and_itself(path):
    foreign = {
        name
        for name in imported_by(path)
        if name.partition(".")[0] not in sys.stdlib_module_names and not name.startswith("comparisons.ranking")
    }

    assert foreign == set()


def test_the_ranking_can_be_imported_where_no_package_is_installed():
    names = [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in modules(RANKING)]
    program = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r})\n"
        + "".join(f"import {name.removesuffix('.__init__')}\n" for name in names)
        + "foreign = {name.partition('.')[0] for name in sys.modules} - set(sys.stdlib_module_names)\n"
        + "print(sorted(foreign - {'__main__', 'comparisons', 'sitecustomize', 'usercustomize'}))\n"
    )

    # -S leaves out site-packages, -I the current folder and the environment's paths.
    finished = subprocess.run(
        [sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False
    )

    assert finished.stderr == ""
    assert finished.stdout == "[]\n"


def test_the_packages_above_the_ranking_stay_empty():
    for path in (PACKAGE / "__init__.py", RANKING / "__init__.py"):
        assert path.read_text(encoding="utf-8") == "", relative(path)


def names_that_django_calls():
    """Methods whose order of arguments is Django's, not ours."""
    from django.contrib.admin import ModelAdmin, SimpleListFilter
    from django.contrib.sitemaps import Sitemap
    from django.core.management.base import BaseCommand
    from django_filters import Filter, FilterSet
    from import_export.fields import Field as ImportedField
    from import_export.resources import ModelResource

    owners = (
        *(ModelAdmin, SimpleListFilter, Sitemap, BaseCommand, BaseForm, BaseFormSet, Field, Widget, View),
        *(models.Model, models.QuerySet, models.Manager, models.Field, Filter, FilterSet),
        *(ImportedField, ModelResource),
    )
    return {name for owner in owners for name, member in inspect.getmembers(owner) if callable(member)}


def positional_booleans(path):
    """Functions with a boolean that a caller can pass without its name."""
    for node in ast.walk(parsed(path)):
        if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        arguments = [*node.args.posonlyargs, *node.args.args]
        defaults = [None] * (len(arguments) - len(node.args.defaults)) + node.args.defaults
        for argument, default in zip(arguments, defaults, strict=True):
            annotated = argument.annotation is not None and re.search(r"\bbool\b", ast.unparse(argument.annotation))
            if annotated or (isinstance(default, ast.Constant) and isinstance(default.value, bool)):
                yield node.name, argument.arg


@pytest.mark.parametrize("path", modules(PACKAGE), ids=relative)
def test_booleans_are_keyword_only(path):
    known = names_that_django_calls()

    found = [f"{name}({argument})" for name, argument in positional_booleans(path) if name not in known]

    assert found == []


@pytest.mark.parametrize("path", modules(PACKAGE / "views"), ids=relative)
def test_views_ask_by_name(path):
    asked = [
        f"line {node.lineno}: .{node.func.attr}("
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in ("filter", "exclude", "annotate", "raw", "extra")
    ]

    assert asked == []


def templates():
    return sorted((ROOT / "templates").rglob("*.html"))


FORBIDDEN_IN_TEMPLATES = {
    "markup from free text": re.compile(r"\|\s*safe\b|\bsafeseq\b|autoescape\s+off"),
    "an inline style": re.compile(r"<style\b|\sstyle\s*=", re.IGNORECASE),
    "an inline script": re.compile(r"<script\b(?![^>]*\bsrc\s*=)", re.IGNORECASE),
    "an inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a script as a link": re.compile(r"javascript:", re.IGNORECASE),
    "a query": re.compile(r"\.(objects|all|filter|exclude)\b(?!_)(?=[\s|%}.])"),
}


@pytest.mark.parametrize("what", FORBIDDEN_IN_TEMPLATES)
@pytest.mark.parametrize("path", templates(), ids=relative)
def test_templates_hold_nothing_that_the_policy_refuses_or_that_escapes_escaping(path, what):
    text = re.sub(r"\{% comment .*?endcomment %\}|\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert FORBIDDEN_IN_TEMPLATES[what].findall(text) == []


@pytest.mark.parametrize(
    ("what", "markup"),
    [
        ("markup from free text", "{{ text|safe }}"),
        ("markup from free text", "{% autoescape off %}"),
        ("an inline style", '<p style="color: red">'),
        ("an inline script", "<script>alert(1)</script>"),
        ("an inline handler", '<a href="#" onclick="go()">'),
        ("a query", "{% for user in framework.notable_users.all %}"),
    ],
)
def test_the_patterns_find_what_they_are_for(what, markup):
    assert FORBIDDEN_IN_TEMPLATES[what].search(markup)


# The one place where markup is made of free text: after it was sanitised (tests/text/).
SANITISED = PACKAGE / "text" / "markdown.py"


@pytest.mark.parametrize("path", [path for path in modules(PACKAGE) if path != SANITISED], ids=relative)
def test_no_text_is_declared_safe_in_code(path):
    called = {
        getattr(node.func, "id", getattr(node.func, "attr", ""))
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call)
    }

    assert not called & {"mark_safe", "SafeString", "SafeText"}


# In two halves, so that this file does not name them either.
REGISTRIES = re.compile(
    "|".join(
        re.escape(first + last)
        for first, last in (
            ("pypi", ".org"),
            ("pythonhosted", ".org"),
            ("pypi.python", ".org"),
            ("registry.npmjs", ".org"),
            ("registry.yarnpkg", ".com"),
            ("proxy.golang", ".org"),
            ("index.crates", ".io"),
            ("conda.anaconda", ".org"),
        )
    ),
    re.IGNORECASE,
)


def tracked_files():
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("this is no checkout of git")
    return [ROOT / name for name in listed.stdout.decode().split("\0") if name]


def test_no_file_names_the_host_of_a_package_registry():
    # The content may: such a registry is itself the notable user of a framework.
    naming = [
        relative(path)
        for path in tracked_files()
        if path.is_file()
        and settings.FIXTURES_DIR not in path.parents
        and REGISTRIES.search(path.read_bytes().decode(errors="replace"))
    ]

    assert naming == []


def all_filtersets():
    from comparisons import filtersets

    return {
        member
        for _name, member in inspect.getmembers(filtersets, inspect.isclass)
        if issubclass(member, filtersets.CatalogueFilterSet) and member is not filtersets.CatalogueFilterSet
    }


def test_every_filterset_is_tested():
    assert set(FILTERSETS) == set(CASES) == all_filtersets()


@pytest.mark.parametrize("filterset_class", sorted(all_filtersets(), key=lambda member: member.__name__))
def test_every_filter_is_tested(filterset_class):
    tested = {name for name, cases in CASES[filterset_class].items() if cases}

    assert tested == set(filterset_class.base_filters)


@pytest.mark.django_db
def test_the_migrations_say_what_the_models_say():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_folder_of_tests_is_a_package():
    folders = {path.parent for path in (ROOT / "tests").rglob("test_*.py")}

    assert [relative(folder) for folder in sorted(folders) if not (folder / "__init__.py").exists()] == []
