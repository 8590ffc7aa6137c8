import io
import json
import sys

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from comparisons.catalogue.loading import load
from comparisons.catalogue.planning import plan_load
from comparisons.management.commands import load_catalogue
from comparisons.models import Category, LoadedObject
from tests.catalogue.folders import (
    all_texts,
    category,
    changed,
    place_of,
    row_counts,
    small_catalogue,
    write_folder,
)


class Terminal(io.StringIO):
    """Text that says of itself that a person reads and writes it."""

    def isatty(self):
        return True


def said_by(command, folder, *options, **settings_):
    out = settings_.pop("stdout", None) or io.StringIO()
    call_command(command, *options, folder=folder, stdout=out, **settings_)
    return out.getvalue()


@pytest.fixture
def edited(db, tmp_path):
    """A loaded folder whose one category an editor renamed."""
    load(plan_load(write_folder(tmp_path, [category("data"), category("async")])))
    Category.objects.filter(slug="data").update(name="An editor's name")
    return tmp_path


@pytest.mark.django_db
def test_loading_reports_what_it_did(tmp_path):
    write_folder(tmp_path, small_catalogue())

    said = said_by("load_catalogue", tmp_path)

    total = len(small_catalogue())
    assert f"Catalogue: {total} added, 0 updated, 0 replaced, 0 kept, 0 unchanged." in said
    assert f"Loading {total} of {total}" in said


@pytest.mark.django_db
def test_loading_into_a_log_tells_its_progress_in_tenths(tmp_path):
    write_folder(tmp_path, [category(f"category-{number}") for number in range(50)])

    said = said_by("load_catalogue", tmp_path)

    told = [line for line in said.splitlines() if line.startswith("Loading")]
    assert told == [f"Loading {number} of 50" for number in range(5, 51, 5)]


@pytest.mark.django_db
def test_loading_in_a_terminal_counts_up_in_one_line(tmp_path):
    write_folder(tmp_path, [category("data"), category("async")])

    said = said_by("load_catalogue", tmp_path, stdout=Terminal())

    assert said.startswith("\rLoading 1 of 2\rLoading 2 of 2\n")


@pytest.mark.django_db
def test_loading_quietly_says_nothing(tmp_path):
    write_folder(tmp_path, [category("data")])

    assert said_by("load_catalogue", tmp_path, verbosity=0) == ""


def test_loading_what_is_loaded_says_that_nothing_changed(catalogue):
    said = said_by("load_catalogue", settings.FIXTURES_DIR)

    assert "0 added, 0 updated, 0 replaced, 0 kept" in said
    assert "Loading" not in said


def test_a_kept_row_is_named(edited):
    write_folder(edited, [category("data", name="New"), category("async")])

    said = said_by("load_catalogue", edited)

    assert "Kept as editors left them, though the fixtures differ:\n  category data (all.json, object 1)" in said
    assert "1 kept, 1 unchanged" in said


@pytest.mark.django_db
def test_a_broken_fixture_stops_the_command_and_says_that_nothing_changed(tmp_path):
    objects = small_catalogue()
    write_folder(tmp_path, changed(objects, place_of(objects, "verdict"), rating=9))

    with pytest.raises(CommandError, match=r"all\.json, object \d+\): rating: .*\nNothing was changed\."):
        said_by("load_catalogue", tmp_path)

    assert sum(row_counts().values()) == 0
    assert LoadedObject.objects.count() == 0


def test_overwriting_without_a_terminal_lists_refuses_and_changes_nothing(edited, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    out = io.StringIO()

    with pytest.raises(CommandError, match="Without a terminal, say --no-input"):
        said_by("load_catalogue", edited, "--overwrite", stdout=out)

    assert "would be replaced:\n  category data (all.json, object 1)\n" in out.getvalue()
    assert Category.objects.get(slug="data").name == "An editor's name"


@pytest.mark.parametrize(
    ("answer", "expected"), [("yes", "data"), ("no", "An editor's name"), ("", "An editor's name")]
)
def test_overwriting_in_a_terminal_asks_first(edited, monkeypatch, answer, expected):
    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", lambda question: answer)

    try:
        said_by("load_catalogue", edited, "--overwrite")
    except CommandError as refusal:
        assert str(refusal) == "Nothing was changed."

    assert Category.objects.get(slug="data").name == expected


def test_overwriting_with_no_input_lists_first_and_then_replaces(edited):
    said = said_by("load_catalogue", edited, "--overwrite", "--no-input")

    assert said.index("category data (all.json, object 1)") < said.index("Loading 1 of 1")
    assert "0 updated, 1 replaced, 0 kept, 1 unchanged" in said
    assert Category.objects.get(slug="data").name == "data"


def test_overwriting_does_not_ask_when_nothing_would_be_replaced(edited, monkeypatch):
    monkeypatch.setattr("builtins.input", lambda question: pytest.fail("asked"))
    Category.objects.filter(slug="data").update(name="data")

    said = said_by("load_catalogue", edited, "--overwrite")

    assert "0 replaced" in said


def writes_while_asked(monkeypatch, *answers, times=1):
    """A terminal whose operator says these answers; before the first ones an editor saves another category."""
    asked = []

    def answer(question):
        asked.append(question)
        if len(asked) <= times:
            row = Category.objects.get(slug="async")
            row.name = f"Written while the operator thinks, {len(asked)}"
            row.save()
        return answers[len(asked) - 1]

    monkeypatch.setattr(sys, "stdin", Terminal())
    monkeypatch.setattr("builtins.input", answer)
    return asked


def rows_said_to_be_replaced(said):
    return [line.split()[1] for line in said.splitlines() if line.startswith("  category")]


def test_what_was_written_while_the_operator_thought_is_shown_before_it_is_replaced(edited, monkeypatch):
    write_folder(edited, [category("data"), category("async", name="New")])
    asked = writes_while_asked(monkeypatch, "yes", "no")
    out = io.StringIO()

    with pytest.raises(CommandError, match="Nothing was changed"):
        said_by("load_catalogue", edited, "--overwrite", stdout=out)

    assert len(asked) == 2
    assert rows_said_to_be_replaced(out.getvalue()) == ["data", "data", "async"]
    assert "saved or deleted some of these rows in the meantime. Looking again." in out.getvalue()
    assert Category.objects.get(slug="async").name == "Written while the operator thinks, 1"
    assert Category.objects.get(slug="data").name == "An editor's name"


def test_a_second_yes_replaces_what_was_written_meanwhile(edited, monkeypatch):
    write_folder(edited, [category("data"), category("async", name="New")])
    writes_while_asked(monkeypatch, "yes", "yes")

    said_by("load_catalogue", edited, "--overwrite")

    assert Category.objects.get(slug="async").name == "New"


def test_an_editor_who_saves_each_time_is_not_overwritten_in_the_end(edited, monkeypatch):
    write_folder(edited, [category("data"), category("async", name="New")])
    asked = writes_while_asked(monkeypatch, *["yes"] * 5, times=5)

    with pytest.raises(CommandError, match="Others keep saving these rows. Nothing was changed"):
        said_by("load_catalogue", edited, "--overwrite")

    assert len(asked) == 5
    assert Category.objects.get(slug="async").name == "Written while the operator thinks, 5"


def test_a_load_without_a_question_keeps_what_was_saved_since_it_planned(edited, monkeypatch):
    write_folder(edited, [category("data"), category("async", name="New")])
    planned = []

    def plan_and_be_overtaken(folder, *, overwrite):
        plan = plan_load(folder, overwrite=overwrite)
        if not planned:
            row = Category.objects.get(slug="async")
            row.name = "Saved meanwhile"
            row.save()
        planned.append(plan)
        return plan

    monkeypatch.setattr(load_catalogue, "plan_load", plan_and_be_overtaken)

    said = said_by("load_catalogue", edited)

    assert len(planned) == 2
    assert "0 updated, 0 replaced, 1 kept" in said
    assert Category.objects.get(slug="async").name == "Saved meanwhile"


def test_dumping_names_what_it_wrote(edited):
    (edited / "all.json").unlink()

    said = said_by("dump_catalogue", edited)

    assert said == "wrote criteria.json\n"


def test_dumping_names_what_it_removed(edited):
    (edited / "all.json").unlink()
    (edited / "package.json").write_text("{}")
    (edited / "claims.json").write_text(json.dumps([{"model": "comparisons.claim", "fields": {"slug": "gone"}}]))

    said = said_by("dump_catalogue", edited)

    assert said == "wrote criteria.json\nremoved claims.json\n"
    assert (edited / "package.json").exists()


def test_dumping_what_is_loaded_writes_nothing(catalogue, tmp_path):
    said_by("dump_catalogue", tmp_path)
    texts = all_texts(tmp_path)

    said = said_by("dump_catalogue", tmp_path)

    assert said == "Nothing to write: the fixtures say what the database says.\n"
    assert all_texts(tmp_path) == texts
