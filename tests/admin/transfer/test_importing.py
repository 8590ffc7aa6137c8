"""A file into the list: previewed row by row, then all of it or nothing, as drafts, with its history."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from comparisons.admin.transfer import pending
from comparisons.admin.transfer.resources import RESOURCES
from comparisons.choices import PublicationState
from comparisons.models import Claim, Criterion, Extension, Framework, NotableUser, Release, Source, Verdict
from tests import factories
from tests.admin.transfer.desks import (
    address,
    confirmed,
    csv_of,
    exported,
    exported_rows,
    imported,
    previewed,
    problems_of,
    text_of,
)
from tests.admin.transfer.files import csv_file, json_file, xlsx_file
from tests.admin.transfer.test_hostile_files import HOSTILE

pytestmark = pytest.mark.django_db

COLUMNS = "framework,criterion,support,rating,summary,detail,confidence,written_on,review_due_on"
DRAFT = PublicationState.DRAFT


@pytest.fixture
def flask():
    return factories.create_framework(slug="flask")


@pytest.fixture
def orm():
    return factories.create_criterion(slug="orm")


@pytest.fixture
def forms():
    return factories.create_criterion(slug="forms")


def line(criterion="orm", *, framework="flask", support="built_in", rating="3", summary="It does.", extra=""):
    return f"{framework},{criterion},{support},{rating},{summary},Because it does.,high,2026-01-15,2099-01-15{extra}"


# New and changed rows


def test_a_new_row_is_previewed_then_written_as_a_draft(editor, flask, orm):
    preview = previewed(editor, Verdict, csv_file(COLUMNS, line()))
    written_before = Verdict.objects.count()
    response = confirmed(editor, Verdict, preview)

    verdict = Verdict.objects.get()
    assert preview.status_code == 200
    assert written_before == 0
    assert "1 new row, 0 changed, 0 as they are already" in text_of(preview)
    assert "<dt>summary</dt><dd><ins>It does.</ins></dd>" in text_of(preview)
    assert (response.status_code, response["Location"]) == (302, address(Verdict, "changelist"))
    assert (verdict.framework, verdict.criterion, verdict.rating, verdict.state) == (flask, orm, 3, DRAFT)


@pytest.mark.parametrize("who", ["editor", "publisher"])
def test_a_new_row_becomes_a_draft_whatever_the_file_says(who, request, flask, orm):
    client = request.getfixturevalue(who)
    data = csv_file(f"{COLUMNS},state,publish_at", line(extra=",published,2020-01-01 00:00:00+00:00"))

    preview = previewed(client, Verdict, data)
    confirmed(client, Verdict, preview)

    assert "1 new row has another state in the file. It becomes a draft all the same." in text_of(preview)
    assert (Verdict.objects.get().state, Verdict.objects.get().publish_at) == (DRAFT, None)
    assert not Verdict.objects.published().exists()


def test_a_changed_draft_shows_each_field_before_and_after(editor, flask, orm):
    verdict = factories.create_verdict(framework=flask, criterion=orm, state=DRAFT, rating=2, summary="As it was.")

    preview = previewed(editor, Verdict, csv_file("framework,criterion,rating,summary", "flask,orm,4,As it is."))
    confirmed(editor, Verdict, preview)

    verdict.refresh_from_db()
    assert "0 new rows, 1 changed, 0 as they are already" in text_of(preview)
    assert '<dt>rating</dt><dd><del>2</del> <span aria-hidden="true">→</span> <ins>4</ins></dd>' in text_of(preview)
    assert "<del>As it was.</del>" in text_of(preview)
    assert "<dt>detail</dt>" not in text_of(preview)
    assert (verdict.rating, verdict.summary, verdict.support, verdict.version) == (4, "As it is.", "built_in", 2)


def test_a_column_that_is_left_out_changes_nothing_and_an_empty_cell_empties(editor, flask, orm):
    factories.create_verdict(framework=flask, criterion=orm, state=DRAFT, since="1.0")

    imported(editor, Verdict, csv_file("framework,criterion,rating", "flask,orm,5"))
    kept = Verdict.objects.get().since
    imported(editor, Verdict, csv_file("framework,criterion,since", "flask,orm,"))

    assert (kept, Verdict.objects.get().since) == ("1.0", "")


def test_lists_are_written_and_shown(editor, flask, orm):
    factories.create_extension(slug="sqlalchemy")
    factories.create_extension(slug="peewee")
    verdict = factories.create_verdict(framework=flask, criterion=orm, state=DRAFT)

    preview = previewed(editor, Verdict, csv_file("framework,criterion,extensions", 'flask,orm,"sqlalchemy, peewee"'))
    confirmed(editor, Verdict, preview)

    assert "<ins>peewee, sqlalchemy</ins>" in text_of(preview)
    assert {extension.slug for extension in verdict.extensions.all()} == {"peewee", "sqlalchemy"}


@pytest.mark.parametrize("model", RESOURCES)
@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
@pytest.mark.usefixtures("catalogue")
def test_an_export_imported_again_changes_nothing(model, file_format, editor):
    data = exported(editor, model, file_format).content

    preview = previewed(editor, model, data, name=f"rows.{file_format}")

    assert preview.status_code == 200
    assert preview.context["preview"].unchanged_count == model._default_manager.count() > 0
    assert preview.context["preview"].rows == ()
    assert preview.context["confirmation"] is None


@pytest.mark.parametrize("file_format", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("model", [Framework, Criterion, Extension, NotableUser, Claim, Release, Verdict, Source])
def test_a_row_that_was_deleted_comes_back_as_it_was(model, file_format, editor):
    create = getattr(factories, f"create_{model._meta.verbose_name.replace(' ', '_')}")
    parent = {"verdict": factories.create_verdict(state=DRAFT)} if model is Source else {"state": DRAFT}
    row = create(**parent)
    data = exported(editor, model, file_format).content
    before = exported_rows(editor, model)
    model._default_manager.filter(pk=row.pk).delete()
    if file_format == "csv":
        data = csv_of(before, version="")
    elif file_format == "json":
        data = data.replace(b'"version": 1', b'"version": null')
    else:
        data = xlsx_file(
            [*before[0]], *[[*(value for name, value in row.items() if name != "version"), None] for row in before]
        )

    response = imported(editor, model, data, name=f"rows.{file_format}")

    assert response.status_code == 302
    assert exported_rows(editor, model) == before


def test_only_other_spaces_and_line_breaks_are_no_change(editor, flask, orm):
    factories.create_verdict(framework=flask, criterion=orm, state=DRAFT, detail="One.\r\n\r\nTwo. ")

    preview = previewed(editor, Verdict, csv_file("framework,criterion,detail", 'flask,orm,"One.\n\nTwo."'))

    assert preview.context["preview"].unchanged_count == 1


# History


def test_every_row_is_in_the_history_with_who_and_why(editor, flask, orm, forms):
    changed = factories.create_verdict(framework=flask, criterion=orm, state=DRAFT, rating=2)
    factories.create_extension(slug="wtforms")
    data = csv_file(f"{COLUMNS},extensions", line(rating="4", extra=","), line("forms", extra=",wtforms"))

    imported(editor, Verdict, data, name="spring clean.csv")

    new = Verdict.objects.get(criterion=forms)
    records = [changed.history.first(), *new.history.all()]
    assert {(record.history_user, record.history_change_reason) for record in records} == {
        (editor.user, "import spring clean.csv")
    }
    assert changed.history.first().prev_record.rating == 2
    assert new.history.first().extensions.count() == 1
    assert set(LogEntry.objects.values_list("object_id", "action_flag", "user", "change_message")) == {
        (str(changed.pk), CHANGE, editor.user.pk, "import spring clean.csv"),
        (str(new.pk), ADDITION, editor.user.pk, "import spring clean.csv"),
    }


# Nobody's work is lost


def test_a_row_that_somebody_changed_since_the_export_is_refused_with_who_and_when(editor, publisher, flask, orm):
    factories.create_verdict(framework=flask, criterion=orm, state=DRAFT, rating=2)
    rows = exported_rows(editor, Verdict)
    imported(publisher, Verdict, csv_file("framework,criterion,rating", "flask,orm,4"))

    response = previewed(editor, Verdict, csv_of(rows, rating="1"))

    today = timezone.localdate().strftime("%Y")
    assert response.status_code == 422
    (problem,) = problems_of(response)
    assert problem.startswith("line 2, column version: paul changed it since the export, on ")
    assert today in problem
    assert problem.endswith("(rating). Export it again.")
    assert Verdict.objects.get().rating == 4


def test_a_row_that_somebody_changed_to_what_the_file_says_is_no_problem(editor, flask, orm):
    factories.create_verdict(framework=flask, criterion=orm, state=DRAFT, rating=2)
    rows = exported_rows(editor, Verdict)
    imported(editor, Verdict, csv_file("framework,criterion,rating", "flask,orm,4"))

    assert previewed(editor, Verdict, csv_of(rows, rating="4")).context["preview"].unchanged_count == 1


def test_a_row_that_somebody_deleted_since_the_export_is_not_made_anew_unasked(editor, flask, orm):
    factories.create_verdict(framework=flask, criterion=orm, state=DRAFT)
    rows = exported_rows(editor, Verdict)
    Verdict.objects.all().delete()

    response = previewed(editor, Verdict, csv_of(rows))

    assert "There is no such row (any more)" in problems_of(response)[0]


@pytest.mark.parametrize("version", ["7", "-1", "x", "1.5", "9" * 30])
def test_a_version_that_never_was_is_refused(version, editor, flask, orm):
    factories.create_verdict(framework=flask, criterion=orm, state=DRAFT, rating=2)

    response = previewed(editor, Verdict, csv_file("framework,criterion,rating,version", f"flask,orm,4,{version}"))

    assert "was never the version of this row" in problems_of(response)[0]


def test_a_row_that_changed_between_preview_and_confirmation_is_shown_again(editor, publisher, flask, orm):
    verdict = factories.create_verdict(framework=flask, criterion=orm, state=DRAFT, rating=2)
    preview = previewed(editor, Verdict, csv_file("framework,criterion,rating", "flask,orm,4"))
    imported(publisher, Verdict, csv_file("framework,criterion,rating", "flask,orm,3"))

    response = confirmed(editor, Verdict, preview)
    verdict.refresh_from_db()
    rating_then = verdict.rating
    again = confirmed(editor, Verdict, response)

    verdict.refresh_from_db()
    assert response.status_code == 409
    assert "The rows changed since this preview" in text_of(response)
    assert "<del>3</del>" in text_of(response)
    assert rating_then == 3
    assert (again.status_code, verdict.rating) == (302, 4)


def test_somebody_who_saves_at_the_moment_of_writing_wins(editor, flask, orm, forms, monkeypatch):
    factories.create_verdict(framework=flask, criterion=forms, state=DRAFT, rating=2)
    preview = previewed(editor, Verdict, csv_file(COLUMNS, line("orm"), line("forms", rating="5")))
    save = Verdict.save

    def save_after_another(self, *args, **kwargs):
        if self.pk is not None:
            Verdict.objects.filter(pk=self.pk).update(version=9, rating=1)
        save(self, *args, **kwargs)

    monkeypatch.setattr(Verdict, "save", save_after_another)

    response = confirmed(editor, Verdict, preview)

    assert response.status_code == 409
    assert "Somebody saved this row at the same moment" in text_of(response)
    assert not Verdict.objects.filter(criterion=orm).exists()
    assert Verdict.history.filter(criterion_id=orm.pk).count() == 0


def test_confirmed_twice_it_is_written_once(editor, flask, orm):
    preview = previewed(editor, Verdict, csv_file(COLUMNS, line()))

    answers = [confirmed(editor, Verdict, preview).status_code for _time in range(2)]

    assert answers == [302, 422]
    assert Verdict.history.count() == 1


# All or nothing


def test_one_bad_row_of_many_and_nothing_is_written(editor, flask):
    criteria = [factories.create_criterion() for _number in range(50)]
    lines = [line(criterion.slug, rating="7" if number == 41 else "3") for number, criterion in enumerate(criteria)]

    response = previewed(editor, Verdict, csv_file(COLUMNS, *lines))

    assert response.status_code == 422
    assert problems_of(response) == ["line 43, column rating: “7” is not between 0 and 5."]
    assert "line" in text_of(response)
    assert not Verdict.objects.exists()


def test_several_problems_are_named_at_once_and_bounded(editor, flask, orm):
    lines = [line(f"unknown-{number}", support="magic", rating="x") for number in range(100)]

    response = previewed(editor, Verdict, csv_file(COLUMNS, *lines))

    assert problems_of(response)[:3] == [
        "line 2, column criterion: There is no criterion “unknown-0”.",
        "line 2, column support: “magic” is not possible; write one of built_in, official_extension, third_party, "
        "custom_code, none, not_applicable.",
        "line 2, column rating: “x” is not between 0 and 5.",
    ]
    assert len(problems_of(response)) == 50
    assert "And 250 more." in text_of(response)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("framework", "flaskk", "There is no framework “flaskk”."),
        ("framework", "", "A value is needed here."),
        ("rating", "", "A value is needed here."),
        ("rating", "-1", "“-1” is not between 0 and 5."),
        ("rating", "3.5", "“3.5” is not between 0 and 5."),
        ("support", "", "A value is needed here."),
        ("summary", "", "A value is needed here."),
        ("summary", "x" * 200, "Ensure this value has at most 160 characters (it has 200)."),
        ("written_on", "31/05/2026", "“31/05/2026” is not a day. Write it as 2026-05-31."),
        ("written_on", "2026-02-30", "“2026-02-30” is not a day. Write it as 2026-05-31."),
        ("written_on", "", "A value is needed here."),
        ("review_due_on", "2020-01-01", "The review cannot be due before the statement was written."),
        ("checked_on", "2026-01-01", "A check and the day it was run belong together: give both or neither."),
        ("extensions", "no-such, nor-this", "There is no extension “no-such”."),
        ("rating", "<script>", "“<script>” is not between 0 and 5."),
        ("rating", "9" * 5000, "“" + "9" * 60 + "…” is not between 0 and 5."),
    ],
)
def test_a_bad_cell_is_named_with_its_reason(column, value, reason, editor, flask, orm):
    good = dict(zip(COLUMNS.split(","), line().split(","), strict=True)) | {column: value}
    header, row = ",".join(good), ",".join(f'"{cell}"' for cell in good.values())

    response = previewed(editor, Verdict, csv_file(header, row))

    assert response.status_code == 422
    (problem,) = response.context["problems"]
    assert (problem.line, problem.reason) == (2, reason)
    assert column in problem.column
    assert "<script>" not in response.content.decode().partition("errornote")[2]


@pytest.mark.parametrize(
    ("model", "header", "row", "words"),
    [
        (Framework, "slug,speaks_wsgi", "flask,perhaps", "column speaks_wsgi: “perhaps” is neither true nor false."),
        (Framework, "slug,installed_mib", "flask,NaN", "column installed_mib: “NaN” is not a number such as 4.20."),
        (Framework, "slug,installed_mib", "flask,1e99999999", "column installed_mib"),
        (Framework, "slug,installed_mib", "flask,123456.7", "column installed_mib"),
        (
            Framework,
            "slug,position",
            "flask,40000",
            "column position: “40000” is not a whole number from 0 to 32,767.",
        ),
        (Framework, "slug,position", "flask,-1", "column position"),
        (Framework, "slug,homepage", "flask,javascript:alert(1)", "column homepage: Enter a valid URL."),
        (Framework, "slug,homepage", "flask,ftp://a.example/", "column homepage: A link must start with https://"),
        (Framework, "slug,speaks_wsgi", "flask,no", "Tick at least one: WSGI, ASGI or its own server."),
        (Framework, "slug,name", "Not a slug,Name", "column slug: Enter a valid “slug”"),
        (Framework, "slug,colour", "flask,red", "column colour: There is no such column here."),
        (Framework, "slug,id", "flask,1", "column id: There is no such column here."),
        (Framework, "name,kind", "Flask,micro", "column slug: This column is missing."),
        (Verdict, "framework,rating", "flask,3", "column criterion: This column is missing."),
        (
            Source,
            "url,title,supports,read_on",
            "https://a.example/,A page,What it says,2026-01-01",
            "A source belongs to one verdict, extension",
        ),
        (Source, "verdict,url", "flask/nothing,https://a.example/", "There is no verdict “flask/nothing”."),
        (Extension, "slug,frameworks", "wtforms,", "column frameworks: A value is needed here."),
        (
            Release,
            "framework,series,latest_version,released_on,written_on,review_due_on",
            "flask,5 2,5 2.1,2026-01-01,2026-01-01,2026-02-01",
            "column series: A series is made of digits, letters",
        ),
        (
            Extension,
            "slug,name,frameworks,purpose,status,status_detail,replaced_by,homepage,written_on,review_due_on",
            "wtf,WTF,flask,Forms,active,Alive,old,https://a.example/,2026-01-01,2026-02-01",
            "column replaced_by, status: Only an abandoned extension names what replaced it.",
        ),
    ],
)
def test_each_kind_of_value_is_read_strictly(model, header, row, words, editor):
    framework = factories.create_framework(slug="flask", state=DRAFT)
    factories.create_extension(slug="old", frameworks=[framework])

    response = previewed(editor, model, csv_file(header, row))

    assert response.status_code == 422
    assert any(words in problem for problem in problems_of(response)), problems_of(response)


def test_the_same_row_twice_is_refused(editor, flask, orm):
    response = previewed(editor, Verdict, csv_file(COLUMNS, line(), line(rating="4")))

    assert problems_of(response) == ["line 3, column framework, criterion: The same row stands in line 2."]


def test_two_new_rows_that_only_one_may_be_are_refused(editor, flask):
    factories.create_industry(slug="media")
    columns = "slug,name,framework,industry,usage,status,confidence,written_on,review_due_on"
    rest = "Paper,flask,media,The site,current,high,2026-01-01,2026-02-01"

    response = previewed(editor, NotableUser, csv_file(columns, f"paper,{rest}", f"paper-two,{rest}"))

    assert problems_of(response) == ["line 3, column name: Line 2 says the same."]


def test_what_another_row_has_already_is_refused(editor, flask):
    user = factories.create_notable_user(framework=flask, name="Paper")
    columns = "slug,name,framework,industry,usage,status,confidence,written_on,review_due_on"
    row = f"other,Paper,flask,{user.industry.slug},The site,current,high,2026-01-01,2026-02-01"

    response = previewed(editor, NotableUser, csv_file(columns, row))

    assert problems_of(response) == [
        "line 2, column framework, name: This organisation is already listed for this framework."
    ]


def test_a_number_that_lost_its_zero_in_a_workbook_is_refused(editor, flask):
    factories.create_release(framework=flask, series="5.2", state=DRAFT)

    response = previewed(editor, Release, xlsx_file(["framework", "series"], ["flask", 5.2]), name="rows.xlsx")

    assert "is a number here, which loses zeros" in problems_of(response)[0]


def test_values_of_json_are_read_as_they_are(editor, flask):
    orm = factories.create_extension(slug="sqlalchemy")
    verdict = factories.create_verdict(framework=flask, criterion=factories.create_criterion(slug="orm"), state=DRAFT)
    entry = {"framework": "flask", "criterion": "orm", "rating": 5, "extensions": ["sqlalchemy"], "since": None}

    imported(editor, Verdict, json_file(entry), name="rows.json")

    verdict.refresh_from_db()
    assert (verdict.rating, list(verdict.extensions.all()), verdict.since) == (5, [orm], "")


@pytest.mark.parametrize(("file_name", "make", "words"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_file_gets_a_page_with_the_reason_and_writes_nothing(file_name, make, words, editor):
    response = previewed(editor, Framework, make(), name=file_name)

    assert response.status_code == 422
    assert "errornote" in response.content.decode() or "errorlist" in response.content.decode()
    assert not Framework.objects.exists()
    assert pending.SESSION_KEY not in editor.session


def test_no_file_at_all_is_said_beside_the_field(editor):
    response = editor.post(address(Verdict, "import"))

    assert response.status_code == 422
    assert "This field is required." in text_of(response)


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


# What it costs


def test_a_preview_asks_one_question_per_row_and_writes_nothing(editor, flask):
    for _number in range(3):
        factories.create_criterion()
    few = _queries_of_preview(editor)
    for _number in range(20):
        factories.create_criterion()

    many = _queries_of_preview(editor)

    assert len(many) - len(few) == 20
    assert [sql for sql in many if sql.startswith(("INSERT", "UPDATE")) and "verdict" in sql] == []


def _queries_of_preview(client):
    slugs = Criterion.objects.values_list("slug", flat=True)
    data = csv_file(COLUMNS, *(line(slug) for slug in slugs))
    with CaptureQueriesContext(connection) as queries:
        assert previewed(client, Verdict, data).status_code == 200
    # A savepoint stands around a check only in a test, which runs in a transaction.
    return [query["sql"] for query in queries.captured_queries if "SAVEPOINT" not in query["sql"]]
