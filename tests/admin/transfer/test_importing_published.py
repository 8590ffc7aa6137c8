"""A file that changes what is published: its changes wait for a publisher, unless a publisher wants them saved."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from comparisons.admin.transfer import importing
from comparisons.admin.transfer import plan as planning
from comparisons.admin.transfer.resources import RESOURCES
from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PreparedState, PublicationState
from comparisons.models import (
    Claim,
    Criterion,
    Extension,
    Framework,
    NotableUser,
    PreparedChange,
    Release,
    Revision,
    Source,
    Verdict,
)
from tests import factories
from tests.admin.forms import shown_values
from tests.admin.transfer.desks import (
    address,
    confirmed,
    csv_of,
    exported_rows,
    imported,
    previewed,
    problems_of,
)
from tests.admin.transfer.files import COLUMNS, csv_file, json_file, line
from tests.responses import text_of

pytestmark = pytest.mark.django_db

DRAFT, PUBLISHED, ARCHIVED = PublicationState.DRAFT, PublicationState.PUBLISHED, PublicationState.ARCHIVED
RATINGS = "framework,criterion,rating"
AT_ONCE = {"changes_published": "on"}


@pytest.fixture
def verdict(flask, orm):
    return factories.create_verdict(framework=flask, criterion=orm, rating=2, summary="As published.")


def published_by(client, change):
    """As a publisher does it: the change is opened and its form saved."""
    page = address(change.content_type.model_class(), "change", change.object_id)
    opened = client.get(f"{page}?prepared={change.pk}")
    return client.post(page, shown_values(opened) | {"prepared": change.pk})


# Who prepares and who saves


@pytest.mark.parametrize("state", [PUBLISHED, ARCHIVED])
@pytest.mark.parametrize("who", ["editor", "publisher"])
def test_a_change_of_what_was_decided_is_previewed_as_prepared_then_kept(who, state, request, flask, orm):
    client = request.getfixturevalue(who)
    verdict = factories.create_verdict(framework=flask, criterion=orm, rating=2, state=state)

    preview = previewed(client, Verdict, csv_file(RATINGS, "flask,orm,4"))
    kept_before = PreparedChange.objects.count()
    response = confirmed(client, Verdict, preview)

    change = PreparedChange.objects.get()
    verdict.refresh_from_db()
    assert (preview.status_code, response.status_code, kept_before) == (200, 302, 0)
    assert "0 new rows, 0 changed, 1 change to be prepared, 0 as they are already" in text_of(preview)
    assert "1 row is published or archived: its change is prepared and waits for a publisher." in text_of(preview)
    assert '<dt>rating</dt><dd><del>2</del> <span aria-hidden="true">→</span> <ins>4</ins></dd>' in text_of(preview)
    assert (verdict.rating, verdict.state, verdict.version, verdict.history.count()) == (2, state, 1, 1)
    assert (change.state, change.object_id, change.title) == (PreparedState.WAITING, verdict.pk, "Flask · Orm")
    assert (change.prepared_by, change.changed, change.why) == (client.user, "Changed Rating.", "import rows.csv")


def test_the_messages_tell_what_was_saved_and_lead_to_what_waits(editor, verdict, forms):
    response = imported(editor, Verdict, csv_file(COLUMNS, line("orm"), line("forms")))

    saved, prepared = [str(message) for message in response.wsgi_request._messages]
    link = f"{reverse('admin:comparisons_preparedchange_changelist')}?state__exact=waiting"
    assert saved == "Imported: 1 new row, 0 changed rows."
    assert prepared == (
        f'1 change of a published row is prepared and waits for a publisher: <a href="{link}">what waits</a>.'
    )
    assert editor.get(link).status_code == 200


def test_a_publisher_has_published_rows_saved_at_once_only_by_saying_so(publisher, verdict):
    preview = previewed(publisher, Verdict, csv_file(RATINGS, "flask,orm,4"), **AT_ONCE)
    confirmed(publisher, Verdict, preview)

    verdict.refresh_from_db()
    assert "1 row is seen by visitors, and so is its change, at once." in text_of(preview)
    assert (verdict.rating, verdict.state, verdict.history.count()) == (4, PUBLISHED, 2)
    assert not PreparedChange.objects.exists()


def test_an_editor_saves_no_published_row_by_address(editor, verdict):
    preview = previewed(editor, Verdict, csv_file(RATINGS, "flask,orm,4"), **AT_ONCE)
    word = preview.context["confirmation"].initial["word"]
    editor.post(address(Verdict, "import_confirm"), {"word": word, **AT_ONCE})

    verdict.refresh_from_db()
    assert (verdict.rating, PreparedChange.objects.count()) == (2, 1)


def test_a_right_that_was_taken_away_since_the_preview_counts(publisher, verdict):
    preview = previewed(publisher, Verdict, csv_file(RATINGS, "flask,orm,4"), **AT_ONCE)
    publisher.user.groups.set(Group.objects.filter(name="Editor"))

    response = confirmed(publisher, Verdict, preview)

    verdict.refresh_from_db()
    assert (response.status_code, verdict.rating, PreparedChange.objects.count()) == (409, 2, 0)
    assert "1 change to be prepared" in text_of(response)


def test_only_publishers_are_asked_about_published_rows(editor, publisher):
    label = "Save changes of published rows at once"

    assert label not in text_of(editor.get(address(Verdict, "import")))
    assert label in text_of(publisher.get(address(Verdict, "import")))


@pytest.mark.parametrize("model", RESOURCES)
def test_every_desk_says_that_changes_of_what_is_published_wait(model, editor):
    text = text_of(editor.get(address(model, "import")))

    assert "A change of what is published or archived is prepared: it waits for a publisher" in text


def test_one_file_saves_drafts_and_prepares_the_rest(editor, verdict, flask, forms):
    draft = factories.create_verdict(framework=flask, criterion=forms, state=DRAFT, rating=2)
    factories.create_criterion(slug="admin")
    lines = [line(rating="4"), line("forms", rating="4"), line("admin", rating="4")]

    imported(editor, Verdict, csv_file(COLUMNS, *lines))

    draft.refresh_from_db()
    verdict.refresh_from_db()
    assert (verdict.rating, draft.rating, Verdict.objects.get(criterion__slug="admin").state) == (2, 4, DRAFT)
    assert PreparedChange.objects.get().object_id == verdict.pk


def test_a_file_is_not_prepared_beyond_what_a_publisher_can_read(editor, publisher, verdict, flask, monkeypatch):
    monkeypatch.setattr(planning, "MAXIMUM_PREPARED", 1)
    other = factories.create_verdict(framework=flask, rating=2)
    data = csv_file(RATINGS, "flask,orm,4", f"flask,{other.criterion.slug},4")

    response = previewed(editor, Verdict, data)
    at_once = previewed(publisher, Verdict, data, **AT_ONCE)

    assert response.status_code == 422
    (problem,) = problems_of(response)
    assert problem.startswith("The file changes 2 published rows. At most 1 changes are prepared from one file")
    assert at_once.status_code == 200


# What becomes of it

CHANGES = {
    Framework: {"name": "Other", "tagline": "Says less.", "position": "7", "installed_mib": "4.20"},
    Criterion: {"question": "Is it so?", "earns_5": "All of it.\n\n- twice", "position": "7"},
    Extension: {"name": "Other", "purpose": "Does more.", "latest_version": "5.10"},
    NotableUser: {"usage": "All of it", "until": "2025", "named_by_article": "true", "note": "Ünïcode <b>"},
    Claim: {"explanation": "It was so.", "named_by_article": "true", "position": "3"},
    Release: {"is_long_term_support": "true", "support_note": "As they say."},
    Verdict: {"rating": "5", "detail": "One.\n\nTwo `three`.", "checked_on": "2026-02-01", "check_note": "It ran."},
    Source: {"title": "The new page", "supports": "All of it.", "read_on": "2026-02-01"},
}


@pytest.mark.parametrize("model", RESOURCES)
def test_what_the_file_says_is_what_is_published_and_nothing_else(model, editor, publisher):
    create = getattr(factories, f"create_{model._meta.verbose_name.replace(' ', '_')}")
    row = create(**({"verdict": factories.create_verdict()} if model is Source else {}))
    if model is Verdict:
        row.extensions.add(factories.create_extension())
    before = exported_rows(editor, model)

    imported(editor, model, csv_of(before, **CHANGES[model]), name="spring.csv")
    while_waiting = exported_rows(editor, model)
    response = published_by(publisher, PreparedChange.objects.get())

    (old,) = before
    assert while_waiting == before
    assert response.status_code == 302
    assert exported_rows(editor, model) == [old | CHANGES[model] | {"version": "2"}]
    record = row.history.latest()
    assert (record.history_change_reason, record.history_user.username) == ("import spring.csv", "paul")


def test_lists_are_published_too(editor, publisher, verdict):
    factories.create_extension(slug="peewee")
    verdict.extensions.add(factories.create_extension(slug="sqlalchemy"))
    entry = {"framework": "flask", "criterion": "orm", "extensions": ["peewee"]}

    imported(editor, Verdict, json_file(entry), name="rows.json")
    published_by(publisher, PreparedChange.objects.get())

    assert [extension.slug for extension in verdict.extensions.all()] == ["peewee"]


def test_visitors_see_nothing_of_it_before_and_read_of_it_after(editor, publisher, visitor, verdict, flask, forms):
    factories.create_verdict(framework=flask, criterion=forms, state=DRAFT)
    number = record_revision().number
    columns = "framework,criterion,summary"
    data = csv_file(columns, "flask,orm,As proposed.", "flask,forms,Only a draft.")

    imported(editor, Verdict, data)

    for page in ("/changes/", "/changes/feed/", "/frameworks/flask/", "/compare/"):
        content = visitor.get(page).content.decode()
        assert "As proposed." not in content and "Only a draft." not in content
    assert Revision.objects.current_number() == number
    published_by(publisher, PreparedChange.objects.get())
    changes = visitor.get("/changes/").content.decode()
    assert Revision.objects.current_number() == number + 1
    assert "proposed" in changes and "Only a draft." not in changes


def test_the_preview_says_that_another_change_waits_already_and_both_are_kept(editor, verdict):
    imported(editor, Verdict, csv_file(RATINGS, "flask,orm,4"))
    first = PreparedChange.objects.get()

    preview = previewed(editor, Verdict, csv_file(RATINGS, "flask,orm,5"))
    confirmed(editor, Verdict, preview)

    link = f'<a class="mark mark-gap" href="{address(Verdict, "change", verdict.pk)}?prepared={first.pk}">'
    assert f"{link}another one waits already</a>" in text_of(preview)
    assert PreparedChange.objects.of(verdict).waiting().count() == 2


# When something is wrong


@pytest.mark.parametrize("who", ["editor", "publisher"])
def test_a_new_source_of_something_published_is_refused_with_its_line_and_column(who, request, verdict):
    client = request.getfixturevalue(who)
    columns = "verdict,url,title,supports,read_on"
    data = csv_file(columns, "flask/orm,https://source.example/,A page,What it says,2026-01-01")

    response = previewed(client, Source, data)

    assert response.status_code == 422
    assert problems_of(response) == [
        "line 2, column verdict: “Flask · Orm” is published, so a new source of it cannot be imported: open "
        "“Flask · Orm” and prepare the change there. A publisher can tick “Save changes of published rows at once”."
    ]


def test_a_publisher_has_a_new_source_of_something_published_saved_at_once(publisher, verdict):
    columns = "verdict,url,title,supports,read_on"
    data = csv_file(columns, "flask/orm,https://source.example/,A page,What it says,2026-01-01")

    imported(publisher, Source, data, **AT_ONCE)

    assert verdict.sources.get().title == "A page"


def test_what_only_the_rows_own_form_refuses_is_named_with_its_line_and_nothing_is_written(editor, verdict, forms):
    factories.create_source(verdict=verdict)
    # As an older version of the site may have let it in.
    verdict.sources.update(title="")

    response = imported(editor, Verdict, csv_file(COLUMNS, line("forms"), line("orm", rating="4")))

    assert response.status_code == 409
    assert [str(problem) for problem in response.context["preview"].refusals] == [
        "line 3: sources: This field is required."
    ]
    assert not PreparedChange.objects.exists()
    assert not Verdict.objects.filter(criterion=forms).exists()


def test_a_published_row_that_somebody_changed_since_the_export_is_refused(editor, publisher, verdict):
    rows = exported_rows(editor, Verdict)
    imported(publisher, Verdict, csv_file(RATINGS, "flask,orm,4"), **AT_ONCE)

    response = previewed(editor, Verdict, csv_of(rows, rating="1"))

    assert problems_of(response)[0].startswith("line 2, column version: paul changed it since the export, on ")


def test_somebody_who_saves_at_the_moment_of_preparing_wins(editor, verdict, forms, monkeypatch):
    preview = previewed(editor, Verdict, csv_file(COLUMNS, line("forms"), line("orm", rating="5")))
    save = Verdict.save

    def save_and_another_too(self, *args, **kwargs):
        save(self, *args, **kwargs)
        Verdict.objects.filter(pk=verdict.pk).update(version=9)

    monkeypatch.setattr(Verdict, "save", save_and_another_too)

    response = confirmed(editor, Verdict, preview)

    assert response.status_code == 409
    (problem,) = response.context["preview"].refusals
    assert str(problem).startswith("line 3: Somebody saved this row at the same moment")
    assert not PreparedChange.objects.exists()
    assert not Verdict.objects.filter(criterion=forms).exists()


def overtaken(monkeypatch, decision):
    """Somebody decides after the plan was made again, before it is written."""
    write = importing.write

    def decide_and_write(plan, **options):
        decision()
        write(plan, **options)

    monkeypatch.setattr(importing, "write", decide_and_write)


def decide_on(verdict, state):
    row = Verdict.objects.get(pk=verdict.pk)
    row.state = state
    row.save()


@pytest.mark.parametrize("decision", [PUBLISHED, ARCHIVED])
def test_a_source_whose_verdict_is_published_at_that_moment_is_not_changed(
    editor, publisher, flask, orm, monkeypatch, decision
):
    verdict = factories.create_verdict(framework=flask, criterion=orm, state=DRAFT)
    factories.create_source(verdict=verdict, title="As it was")
    rows = exported_rows(editor, Source)
    for client, options in ((editor, {}), (publisher, AT_ONCE)):
        preview = previewed(client, Source, csv_of(rows, title="Another title"), **options)
        with monkeypatch.context() as patch:
            overtaken(patch, lambda: decide_on(verdict, decision))

            response = confirmed(client, Source, preview)

        assert response.status_code == 409
        assert "line 2: Somebody saved this row at the same moment" in str(response.context["preview"].refusals[0])
        assert verdict.sources.get().title == "As it was"
        assert not PreparedChange.objects.exists()
        decide_on(verdict, DRAFT)


def test_a_new_source_is_not_put_beneath_what_is_published_at_that_moment(editor, flask, orm, monkeypatch):
    verdict = factories.create_verdict(framework=flask, criterion=orm, state=DRAFT)
    columns = "verdict,url,title,supports,read_on"
    data = csv_file(columns, "flask/orm,https://source.example/,A page,What it says,2026-01-01")
    preview = previewed(editor, Source, data)
    overtaken(monkeypatch, lambda: decide_on(verdict, PUBLISHED))

    response = confirmed(editor, Source, preview)

    assert response.status_code in (409, 422)
    assert not verdict.sources.exists()


def test_a_source_whose_verdict_is_gone_at_that_moment_is_not_brought_back(editor, flask, orm, monkeypatch):
    verdict = factories.create_verdict(framework=flask, criterion=orm, state=DRAFT)
    factories.create_source(verdict=verdict)
    preview = previewed(editor, Source, csv_of(exported_rows(editor, Source), title="Another title"))
    overtaken(monkeypatch, lambda: Verdict.objects.get(pk=verdict.pk).delete())

    response = confirmed(editor, Source, preview)

    assert response.status_code in (409, 422)
    assert not Source.objects.exists()


def test_an_import_into_drafts_makes_no_revision_and_one_into_published_rows_does(publisher, flask, orm, forms):
    factories.create_verdict(framework=flask, criterion=orm, rating=2)
    imported(publisher, Verdict, csv_file("framework,criterion,rating", "flask,orm,1"), changes_published="on")
    first = Revision.objects.count()
    imported(publisher, Verdict, csv_file(COLUMNS, line("forms")))
    after_draft = Revision.objects.count()
    imported(publisher, Verdict, csv_file("framework,criterion,rating", "flask,orm,5"), changes_published="on")

    assert first >= 1
    assert after_draft == first
    assert Revision.objects.count() == first + 1


def test_what_became_published_since_the_preview_is_shown_again_before_it_is_saved_at_once(publisher, orm, flask):
    verdict = factories.create_verdict(framework=flask, criterion=orm, state=DRAFT)
    source = factories.create_source(verdict=verdict, title="As it was")
    rows = csv_of(exported_rows(publisher, Source), title="Another title")
    preview = previewed(publisher, Source, rows, **AT_ONCE)
    verdict.state = PUBLISHED
    verdict.save()

    response = confirmed(publisher, Source, preview)

    source.refresh_from_db()
    assert (response.status_code, source.title) == (409, "As it was")
