"""From the preview to its confirmation: by the same session, in time, of the same file; and who may."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.cache import cache
from django.utils import timezone

from comparisons.admin.transfer import pending
from comparisons.admin.transfer.resources import RESOURCES
from comparisons.choices import PublicationState
from comparisons.models import Framework, Verdict
from tests.admin.transfer.desks import (
    address,
    confirmed,
    imported,
    previewed,
    problems_of,
)
from tests.admin.transfer.files import COLUMNS, csv_file, line
from tests.responses import text_of

pytestmark = pytest.mark.django_db

DRAFT = PublicationState.DRAFT


# Between preview and confirmation


def test_the_word_of_another_session_or_none_confirms_nothing(editor, publisher, flask, orm):
    preview = previewed(editor, Verdict, csv_file(COLUMNS, line()))
    word = preview.context["confirmation"].initial["word"]
    confirm = address(Verdict, "import_confirm")

    answers = [
        publisher.post(confirm, {"word": word}),
        editor.post(confirm, {"word": "another"}),
        editor.post(confirm),
        editor.post(address(Framework, "import_confirm"), {"word": word}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 4
    assert "There is no preview to confirm (any more). Send the file again." in text_of(answers[0])
    assert not Verdict.objects.exists()


def test_a_preview_is_over_after_an_hour(editor, flask, orm, monkeypatch):
    preview = previewed(editor, Verdict, csv_file(COLUMNS, line()))
    later = timezone.now() + timedelta(seconds=pending.SECONDS_KEPT + 1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert confirmed(editor, Verdict, preview).status_code == 422
    assert not Verdict.objects.exists()


@pytest.fixture
def kept_in_a_folder(settings):
    """As on one machine, whatever cache the suite runs with."""
    settings.IMPORT_EXPORT_TMP_STORAGE_CLASS = "comparisons.admin.transfer.kept_files.KeptFiles"


@pytest.mark.usefixtures("kept_in_a_folder")
def test_a_file_that_was_changed_since_the_preview_is_not_imported(editor, flask, orm):
    preview = previewed(editor, Verdict, csv_file(COLUMNS, line()))
    stored_as = editor.session[pending.SESSION_KEY]["comparisons.verdict"]["stored_as"]
    with open(stored_as, "wb") as file:
        file.write(csv_file(COLUMNS, line(rating="5")))

    assert confirmed(editor, Verdict, preview).status_code == 422
    assert not Verdict.objects.exists()


@pytest.mark.usefixtures("kept_in_a_folder")
def test_a_file_does_not_stay_behind(editor, flask, orm, tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))

    first = previewed(editor, Verdict, csv_file(COLUMNS, line()))
    second = previewed(editor, Verdict, csv_file(COLUMNS, line()))
    kept = list(tmp_path.iterdir())
    confirmed(editor, Verdict, second)

    assert first.status_code == second.status_code == 200
    assert len(kept) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("kept_in_a_folder")
def test_a_file_whose_time_is_over_goes_with_the_next_one_or_when_it_is_asked_for(
    editor, publisher, flask, orm, tmp_path, monkeypatch
):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    (tmp_path / "of-another-program").touch()
    left, asked_for = (previewed(client, Verdict, csv_file(COLUMNS, line())) for client in (editor, publisher))
    kept_for_editor, kept_for_publisher = (
        Path(client.session[pending.SESSION_KEY]["comparisons.verdict"]["stored_as"])
        for client in (editor, publisher)
    )
    later = timezone.now() + timedelta(seconds=pending.SECONDS_KEPT + 1)
    monkeypatch.setattr(timezone, "now", lambda: later)

    assert confirmed(publisher, Verdict, asked_for).status_code == 422
    after_asking = set(tmp_path.iterdir())
    previewed(publisher, Verdict, csv_file(COLUMNS, line()))

    assert left.status_code == 200
    assert kept_for_publisher not in after_asking
    assert kept_for_editor in after_asking
    assert not kept_for_editor.exists()
    assert (tmp_path / "of-another-program").exists()
    assert len(list(tmp_path.iterdir())) == 2


def test_several_machines_keep_the_file_in_their_cache(editor, flask, orm, settings):
    settings.IMPORT_EXPORT_TMP_STORAGE_CLASS = "import_export.tmp_storages.CacheStorage"

    response = imported(editor, Verdict, csv_file(COLUMNS, line()))

    assert response.status_code == 302
    assert Verdict.objects.count() == 1
    cache.clear()


@pytest.mark.usefixtures("kept_in_a_folder")
def test_a_store_that_does_not_take_the_file_is_said(editor, flask, orm, monkeypatch):
    def fail(self, data):
        raise OSError("no space left")

    monkeypatch.setattr("comparisons.admin.transfer.kept_files.KeptFiles.save", fail)

    response = previewed(editor, Verdict, csv_file(COLUMNS, line()))

    assert response.status_code == 503
    assert "could not be kept" in problems_of(response)[0]


# Who may


def test_importing_needs_the_right_to_add_and_to_change(editor, publisher, viewer, stranger, visitor, admin_client):
    statuses = {
        name: [
            client.get(address(Verdict, "import")).status_code,
            previewed(client, Verdict, csv_file(COLUMNS, line())).status_code,
            client.post(address(Verdict, "import_confirm"), {"word": "x"}).status_code,
        ]
        for name, client in {
            "editor": editor,
            "publisher": publisher,
            "superuser": admin_client,
            "viewer": viewer,
            "stranger": stranger,
            "visitor": visitor,
        }.items()
    }

    allowed, refused = [200, 422, 422], [403, 403, 403]
    assert statuses == {
        "editor": allowed,
        "publisher": allowed,
        "superuser": allowed,
        "viewer": refused,
        "stranger": refused,
        "visitor": [302, 302, 302],
    }


def test_a_confirmation_is_only_posted(editor):
    assert editor.get(address(Verdict, "import_confirm")).status_code == 405


@pytest.mark.parametrize("model", RESOURCES)
def test_every_desk_says_what_a_file_holds(model, editor):
    text = text_of(editor.get(address(model, "import")))

    for name in RESOURCES[model]().column_names:
        assert f"<code>{name}</code>" in text
    assert "at most 5 MB and 5,000 rows" in text
    assert "style=" not in text
    assert "onchange" not in text
