"""Every snippet does its task: the same exchanges for all frameworks, over HTTP, in the snippets' own environment."""

import json
import shutil
import sqlite3

import pytest

from comparisons.snippets import FORGERY_REFUSED, TASKS
from tests.snippets.exchanges import Fields, posted
from tests.snippets.programs import lay_out, run_test, serving
from tests.snippets.test_files import FRAMEWORKS

pytestmark = pytest.mark.usefixtures("snippet_environment")

TEST = next(task for task in TASKS if task.slug == "test")
HELLO = next(task for task in TASKS if task.slug == "hello")


@pytest.fixture(scope="session", params=FRAMEWORKS)
def served(request, snippet_environment, tmp_path_factory):
    """The served tasks of one framework."""
    with serving(request.param, tmp_path_factory.mktemp(request.param)) as programs:
        yield programs


def test_hello_is_answered(served):
    answer = served.ask("hello", "GET", "/")

    assert (answer.status, answer.text) == (200, "Hello, world")


def send_book(served, body):
    return served.ask("json-endpoint", "POST", "/books", body=body, headers={"Content-Type": "application/json"})


def test_a_good_book_is_taken(served):
    book = {"title": "Cien años de soledad", "year": 1967}

    answer = send_book(served, json.dumps(book))

    assert answer.status == 201, answer.text
    assert answer.content_type == "application/json"
    assert json.loads(answer.text) == book


@pytest.mark.parametrize(
    ("book", "field"),
    [
        ({"title": "Dune", "year": "soon"}, "year"),
        ({"title": "Dune", "year": 1449}, "year"),
        ({"title": "Dune"}, "year"),
        ({"year": 1965}, "title"),
        ({"title": "", "year": 1965}, "title"),
    ],
    ids=str,
)
def test_a_bad_book_is_refused_with_the_name_of_its_field(served, book, field):
    answer = send_book(served, json.dumps(book))

    assert answer.status in (400, 422), answer.text
    assert field in answer.text


@pytest.mark.parametrize("body", ["", "{", "[]", '"Dune"', "null"])
def test_a_body_that_is_no_book_at_all_is_refused(served, body):
    answer = send_book(served, body)

    assert answer.status in (400, 415, 422), answer.text


def opened_form(served):
    answer = served.ask("form", "GET", "/books/new")
    assert (answer.status, answer.content_type) == (200, "text/html"), answer.text
    return answer, Fields(answer.text)


def send_values(served, **values):
    page, fields = opened_form(served)
    return served.ask("form", "POST", "/books/new", **posted(fields.values | values, cookies=page.cookies))


def test_the_form_is_shown_empty(served):
    _, fields = opened_form(served)

    assert fields.forms == 1
    assert (fields.values["title"], fields.values["year"]) == ("", "")


def test_an_accepted_form_is_answered(served):
    answer = send_values(served, title="Cien años de soledad", year="1967")

    assert answer.status == 200, answer.text
    assert "Saved: Cien años de soledad (1967)" in answer.text


@pytest.mark.parametrize(("title", "year"), [("Dune", "soon"), ("Dune", "1449"), ("Dune", ""), ("", "1965")])
def test_a_bad_form_is_shown_again_with_a_message_and_what_was_written(served, title, year):
    answer = send_values(served, title=title, year=year)

    empty, _ = opened_form(served)
    assert "Saved" not in answer.text
    assert answer.status in (200, 400, 422), answer.text
    assert answer.content_type == "text/html"
    again = Fields(answer.text)
    assert (again.values["title"], again.values["year"]) == (title, year)
    assert len(words(answer.text)) > len(words(empty.text))


def words(page):
    """What is read on a page."""
    return Fields(page).text.split()


def test_what_is_shown_again_is_escaped(served):
    answer = send_values(served, title='"><b>Dune', year="soon")

    assert Fields(answer.text).values["title"] == '"><b>Dune'
    assert "<b>" not in answer.text


def test_what_is_accepted_is_escaped(served):
    answer = send_values(served, title="<b>Dune", year="1965")

    assert answer.content_type == "text/plain" or "<b>" not in answer.text
    assert "Saved" in answer.text


def test_the_page_says_who_refuses_a_forged_post(served):
    values = {"title": "Dune", "year": "1965"}

    answer = served.ask("form", "POST", "/books/new", **posted(values, cookies={}))

    assert ("Saved" not in answer.text) == (served.framework in FORGERY_REFUSED)
    assert answer.status < 500


def test_the_books_of_a_year_are_listed(served):
    empty = served.ask("database", "GET", "/books/1965")
    add_books(served.folder / "database", [("The Magus", 1965), ("Dune", 1965), ("Pale Fire", 1962)])

    answer = served.ask("database", "GET", "/books/1965")

    assert json.loads(empty.text) == {"books": []}
    assert answer.status == 200, answer.text
    assert answer.content_type == "application/json"
    assert json.loads(answer.text) == {
        "books": [{"title": "Dune", "year": 1965}, {"title": "The Magus", "year": 1965}]
    }


def test_a_year_that_is_none_is_no_server_error(served):
    answer = served.ask("database", "GET", "/books/soon")

    assert 400 <= answer.status < 500


def add_books(folder, books):
    """Writes books into the table that the program made, whatever it is called."""
    (file,) = folder.rglob("*.sqlite3")
    connection = sqlite3.connect(file, timeout=20)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    (table,) = [
        name
        for name in tables
        if {"title", "year"} <= {column[1] for column in connection.execute(f"PRAGMA table_info({name})")}
    ]
    with connection:
        connection.executemany(f"INSERT INTO {table} (title, year) VALUES (?, ?)", books)
    connection.close()


@pytest.mark.parametrize("framework", FRAMEWORKS)
def test_the_test_passes_and_can_fail(framework, tmp_path):
    lay_out(framework, [HELLO, TEST], tmp_path / "right")
    shutil.copytree(tmp_path / "right", tmp_path / "wrong")
    say_something_else(tmp_path / "wrong")

    right, wrong = (run_test(framework, tmp_path / name) for name in ("right", "wrong"))

    assert right.returncode == 0 and "1 passed" in right.stdout, right.stdout + right.stderr
    assert wrong.returncode == 1 and "1 failed" in wrong.stdout, wrong.stdout + wrong.stderr


def say_something_else(folder):
    (program,) = (
        path
        for path in folder.rglob("*.py")
        if "Hello, world" in path.read_text(encoding="utf-8") and not path.name.startswith("test_")
    )
    program.write_text(program.read_text(encoding="utf-8").replace("world", "moon"), encoding="utf-8")
