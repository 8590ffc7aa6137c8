"""Small tasks in every framework: the files of `snippets/`, and the versions that the suite runs them with."""

import ast
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

FOLDER = settings.FIXTURES_DIR.parent / "snippets"
LOCK = settings.FIXTURES_DIR.parent / "requirements-snippets.txt"


@dataclass(frozen=True, kw_only=True)
class Task:
    """What every snippet of a folder does; `tests/snippets/` proves it.

    Attributes:
        slug: the name of its folder.
        module: what its file is called in a program, when it has only one.
    """

    slug: str
    title: Promise
    description: Promise
    module: str


TASKS = (
    Task(
        slug="hello",
        title=_("Hello, world"),
        description=_("Answers / with a line of text."),
        module="hello.py",
    ),
    Task(
        slug="json-endpoint",
        title=_("A JSON endpoint with validation"),
        description=_(
            "Takes a book as JSON and answers it with 201. A title that is missing or empty, or a year that is no "
            "number or before 1450, gets an error that names the field."
        ),
        module="books.py",
    ),
    Task(
        slug="form",
        title=_("A form"),
        description=_(
            "Shows a form for a book, checks what is sent, and shows it again with the values and a message beside "
            "each wrong field, or answers what was accepted."
        ),
        module="books.py",
    ),
    Task(
        slug="database",
        title=_("A database query"),
        description=_("Keeps books in a table of SQLite and lists those of one year as JSON, by title."),
        module="books.py",
    ),
    Task(
        slug="test",
        title=_("A test"),
        description=_("Tests the first task with pytest, without starting a server by hand."),
        module="test_hello.py",
    ),
)

# Within a snippet of several files: from the data to the page, as one would explain it.
READING_ORDER = (
    *("pytest.ini", "0.py", "models.py", "serializers.py", "forms.py", "views.py", "test_views.py", "urls.py"),
    *("books.py", "book_form.html", "book.html", "book.tpl"),
)

# Whose form snippet refuses a post that was forged on another site, since the framework or the package does so.
FORGERY_REFUSED = frozenset({"django", "fastapi", "flask", "litestar", "pyramid", "quart", "starlette", "tornado"})

# What a module that a snippet imports is called by its package.
PACKAGES = {
    "advanced_alchemy": "Advanced Alchemy",
    "aiohttp": "aiohttp",
    "aiohttp_jinja2": "aiohttp-jinja2",
    "aiohttp_pydantic": "aiohttp-pydantic",
    "bottle": "Bottle",
    "colander": "Colander",
    "deform": "Deform",
    "django": "Django",
    "falcon": "Falcon",
    "falcon_sqla": "falcon-sqla",
    "fastapi": "FastAPI",
    "flask": "Flask",
    "flask_sqlalchemy": "Flask-SQLAlchemy",
    "flask_wtf": "Flask-WTF",
    "jinja2": "Jinja2",
    "litestar": "Litestar",
    "markupsafe": "MarkupSafe",
    "msgspec": "msgspec",
    "peewee": "Peewee",
    "pydantic": "Pydantic",
    "pyramid": "Pyramid",
    "pytest": "pytest",
    "quart": "Quart",
    "quart_db": "Quart-DB",
    "quart_schema": "Quart-Schema",
    "quart_wtf": "Quart-WTForms",
    "rest_framework": "djangorestframework",
    "sanic": "Sanic",
    "sanic_ext": "sanic-ext",
    "sqlalchemy": "SQLAlchemy",
    "sqlmodel": "SQLModel",
    "starlette": "Starlette",
    "starlette_wtf": "Starlette-WTF",
    "tornado": "Tornado",
    "tortoise": "Tortoise ORM",
    "webtest": "WebTest",
    "wtforms": "WTForms",
    "zope": "zope.sqlalchemy",
}

# What a snippet uses without importing it: found by pytest, named in a string, or asked for by the framework.
UNIMPORTED = {
    ("database", "aiohttp"): ("aiosqlite",),
    ("database", "litestar"): ("aiosqlite",),
    ("database", "pyramid"): ("pyramid-tm",),
    ("database", "starlette"): ("aiosqlite",),
    ("database", "tornado"): ("aiosqlite",),
    ("test", "aiohttp"): ("pytest-aiohttp",),
    ("test", "django"): ("pytest-django",),
    ("test", "fastapi"): ("httpx2",),
    ("test", "quart"): ("pytest-asyncio",),
    ("test", "sanic"): ("sanic-testing",),
    ("test", "starlette"): ("httpx2",),
}


@dataclass(frozen=True, kw_only=True)
class SnippetFile:
    """A file of a snippet, by its name in the program."""

    name: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Package:
    """A package that a snippet uses, with the version that the test suite ran."""

    name: str
    version: str


@dataclass(frozen=True, kw_only=True)
class Snippet:
    """One task in one framework."""

    task: Task
    framework: str
    files: tuple[SnippetFile, ...]
    packages: tuple[Package, ...]

    @property
    def notes(self) -> tuple[Promise, ...]:
        """What the code does not show."""
        notes = []
        if self.framework == "django":
            notes.append(_("The newest release for Python 3.11."))
            notes.append(_("In a project made with startproject; its settings are not shown."))
        if self.task.slug == "form":
            refused = self.framework in FORGERY_REFUSED
            notes.append(
                _("Refuses forged posts.") if refused else _("As it stands, it does not refuse forged posts.")
            )
        return tuple(notes)


@cache
def read_snippets() -> dict[tuple[str, str], Snippet]:
    """All snippets, by the slugs of task and framework. Who has none for a task is not in it."""
    versions = dict(re.findall(r"^([a-z0-9.-]+)==([^\s;]+)", LOCK.read_text(encoding="utf-8"), flags=re.MULTILINE))
    return {
        (task.slug, path.stem): _read(task, path, versions)
        for task in TASKS
        for path in sorted((FOLDER / task.slug).iterdir())
        if path.suffix == ".py" or path.is_dir()
    }


def _read(task: Task, path: Path, versions: dict[str, str]) -> Snippet:
    files = tuple(_files(task, path))
    names = [PACKAGES[path.stem], *_imported(files), *UNIMPORTED.get((task.slug, path.stem), ())]
    if task.slug == "test":
        names.append("pytest")
    return Snippet(
        task=task,
        framework=path.stem,
        files=files,
        # A dictionary rather than a set: the framework stays first.
        packages=tuple(Package(name=name, version=versions[_normalised(name)]) for name in dict.fromkeys(names)),
    )


def _files(task: Task, path: Path) -> Iterator[SnippetFile]:
    if path.is_file():
        yield SnippetFile(name=task.module, text=path.read_text(encoding="utf-8"))
        return
    inside = [file for file in path.rglob("*") if file.is_file() and "__pycache__" not in file.parts]
    for file in sorted(inside, key=lambda file: READING_ORDER.index(file.name)):
        yield SnippetFile(name=file.relative_to(path).as_posix(), text=file.read_text(encoding="utf-8"))


def _imported(files: tuple[SnippetFile, ...]) -> Iterator[str]:
    """The packages that the files import, without the standard library and each other."""
    own = {name for file in files for name in file.name.removesuffix(".py").split("/")}
    for file in files:
        if not file.name.endswith(".py"):
            continue
        for node in ast.walk(ast.parse(file.text)):
            modules: list[str] = []
            if isinstance(node, ast.Import):
                modules = [alias.name for alias in node.names]
            if isinstance(node, ast.ImportFrom) and node.module:
                modules = [node.module]
            for module in modules:
                root = module.partition(".")[0]
                if root not in sys.stdlib_module_names and root not in own and root != "hello":
                    yield PACKAGES[root]


def _normalised(name: str) -> str:
    """The name as the lock writes it. Example: "Tortoise ORM" gives "tortoise-orm"."""
    return re.sub(r"[\s._-]+", "-", name).lower()
