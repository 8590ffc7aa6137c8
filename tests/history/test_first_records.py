"""Rows that are older than the history get their first record by the migration that an upgrade runs anyway."""

from datetime import date
from importlib import import_module
from types import SimpleNamespace

import pytest
from django.apps import apps as current_apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from comparisons.history.reverting import plan_reversion, revert
from comparisons.models import Criterion, Extension, Framework, Verdict
from comparisons.models.history import EditHistory
from tests.factories import create_extension, create_framework, create_source, create_verdict

pytestmark = pytest.mark.walk

WITHOUT_HISTORY = [("comparisons", "0005_changes")]
BEFORE = [("comparisons", "0010_suggestions")]
migration = import_module("comparisons.migrations.0011_first_records")


def write_first_records():
    # Within a test's transaction SQLite opens no schema editor; the migration asks it for the connection only.
    migration.write_first_records(current_apps, SimpleNamespace(connection=connection))


def forget_history():
    for history in EditHistory.of_model.values():
        for relation in history.relations:
            history.m2m_models[relation]._base_manager.all().delete()
        history.record_model._base_manager.all().delete()


@pytest.fixture
def newest_afterwards(transactional_db):
    """Brings the tables up to date again, however far back the test took them."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("comparisons")
    yield
    MigrationExecutor(connection).migrate(newest)


@pytest.fixture
def old_apps(newest_afterwards):
    """The tables of before the history."""
    executor = MigrationExecutor(connection)
    executor.migrate(WITHOUT_HISTORY)
    return executor.loader.project_state(WITHOUT_HISTORY).apps


def create_old_rows(old_apps):
    def create(model, **fields):
        return old_apps.get_model("comparisons", model).objects.create(**fields)

    dates = {"written_on": date(2026, 1, 15), "review_due_on": date(2099, 1, 15)}
    framework = create(
        "Framework",
        slug="flask",
        name="Flask",
        speaks_wsgi=True,
        first_released_on=date(2010, 4, 1),
        installed_distributions=7,
        installed_mib="4.20",
        kind="micro",
        homepage="https://flask.example/",
        documentation_url="https://flask.example/docs/",
        repository_url="https://flask.example/code/",
        **dates,
    )
    category = create("Category", slug="data", name="Data")
    whole, part = (create("Criterion", slug=slug, name=slug, category=category) for slug in ("data", "orm"))
    whole.summarises.add(part)
    extension = create(
        "Extension", slug="flask-sql", name="Flask-SQL", status="active", homepage="https://sql.example/", **dates
    )
    extension.frameworks.add(framework)
    verdict = create(
        "Verdict",
        framework=framework,
        criterion=part,
        support="third_party",
        rating=3,
        summary="With an extension.",
        confidence="high",
        **dates,
    )
    verdict.extensions.add(extension)


def test_an_upgrade_from_before_the_history_writes_it(old_apps):
    create_old_rows(old_apps)

    MigrationExecutor(connection).migrate([("comparisons", "0011_first_records")])

    record = Verdict.objects.get().history.get()
    assert (record.summary, record.rating, record.history_user) == ("With an extension.", 3, None)
    assert record.history_change_reason == "As it stood when its history began."
    assert [link.extension.slug for link in record.extensions.all()] == ["flask-sql"]
    assert [link.framework.slug for link in Extension.objects.get().history.get().frameworks.all()] == ["flask"]
    summaries = Criterion.objects.get(slug="data").history.get().summarises.all()
    assert [link.to_criterion.slug for link in summaries] == ["orm"]
    assert str(Framework.objects.get().history.get().installed_mib) == "4.20"


@pytest.mark.usefixtures("newest_afterwards")
def test_it_can_be_taken_back_and_run_again():
    create_verdict()
    MigrationExecutor(connection).migrate(BEFORE)
    forget_history()

    MigrationExecutor(connection).migrate([("comparisons", "0011_first_records")])
    MigrationExecutor(connection).migrate(BEFORE)
    MigrationExecutor(connection).migrate([("comparisons", "0011_first_records")])

    assert Verdict.objects.get().history.count() == 1


@pytest.mark.django_db
def test_every_table_of_the_history_is_filled():
    # As the tables were then: a model that gets its history later has it from its first row on.
    state = MigrationExecutor(connection).loader.project_state([("comparisons", "0011_first_records")])
    tables = {model.__name__ for model in state.apps.get_models() if model.__name__.startswith("Historical")}

    filled = {f"Historical{name}" for name in migration.RELATIONS}
    filled |= {f"Historical{name}_{relation}" for name, names in migration.RELATIONS.items() for relation in names}
    assert filled == tables


@pytest.mark.django_db
def test_a_row_with_a_record_gets_no_other():
    create_verdict()
    counts = {model: model.history.count() for model in EditHistory.of_model}

    write_first_records()

    assert {model: model.history.count() for model in EditHistory.of_model} == counts


@pytest.mark.django_db
def test_an_empty_database_stays_empty():
    write_first_records()

    assert not any(model.history.exists() for model in EditHistory.of_model)


@pytest.mark.django_db
def test_an_old_row_is_made_as_it_was_with_its_relations_and_sources():
    framework, extension = create_framework(), create_extension()
    verdict = create_verdict(framework=framework, extensions=[extension], summary="As of old.")
    source = create_source(verdict=verdict, title="The old title")
    forget_history()
    write_first_records()
    then = verdict.history.get().history_date
    verdict.summary = "As of today."
    verdict.save()
    verdict.extensions.clear()
    source.delete()

    plan = plan_reversion(verdict, then)
    revert(Verdict.objects.get(pk=verdict.pk), then, digest=plan.digest, reason="as of old")

    back = Verdict.objects.get(pk=verdict.pk)
    assert (back.summary, list(back.extensions.all())) == ("As of old.", [extension])
    assert [kept.title for kept in back.sources.all()] == ["The old title"]


@pytest.mark.django_db
def test_the_desk_says_that_nobody_knows_what_was_before(admin_client):
    verdict = create_verdict()
    forget_history()

    write_first_records()

    page = admin_client.get(f"/admin/comparisons/verdict/{verdict.pk}/history/").content.decode()
    assert "what it was before was not recorded" in page
    assert "As it stood when its history began." in page


@pytest.mark.usefixtures("catalogue")
def test_the_whole_catalogue_takes_a_few_queries_a_model(django_assert_max_num_queries):
    forget_history()
    models_and_relations = len(migration.RELATIONS) + sum(map(len, migration.RELATIONS.values()))

    # Reading and writing, in batches; SQLite takes fewer rows at once than asked for.
    with django_assert_max_num_queries(20 * models_and_relations):
        write_first_records()

    rows = sum(model._default_manager.count() for model in EditHistory.of_model)
    assert rows > 2_000
    assert sum(model.history.count() for model in EditHistory.of_model) == rows
