"""A file into the list: previewed row by row, then all of it or nothing, as drafts, with its history."""

import pytest
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

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
)
from tests.admin.transfer.files import COLUMNS, csv_file, line, xlsx_file
from tests.responses import text_of

pytestmark = pytest.mark.django_db

DRAFT = PublicationState.DRAFT


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
