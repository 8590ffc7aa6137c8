"""Fixtures that several rooms share."""

import os
from importlib import import_module

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from django.db.backends.postgresql.operations import DatabaseOperations as PostgreSQLOperations
from django.db.models.signals import post_migrate
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings
from simple_history.models import HistoricalChanges

from comparisons.catalogue.loading import load
from comparisons.catalogue.planning import plan_load

# A busy machine is no failure of the code. In CI the examples are the same in every run, so what is red there was
# made red by the change; all other runs go on looking for new ones.
hypothesis_settings.register_profile(
    "framewise",
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    derandomize=bool(os.environ.get("CI")),
)
hypothesis_settings.load_profile("framewise")


# What migrations gave the groups, in their order.
GROUP_MIGRATIONS = (
    ("0007_roles", "make_groups"),
    ("0008_prepared_changes", "let_groups_see"),
    ("0009_link_checks", "permit_groups"),
    ("0010_suggestions", "let_groups_decide"),
)


def remake_groups(**_signal):
    """A test with transactions of its own empties all tables afterwards, the rows that migrations made included."""
    for name, function in GROUP_MIGRATIONS:
        getattr(import_module(f"comparisons.migrations.{name}"), function)(apps, None)


def delete_all_rows(_operations, style, tables, *, reset_sequences=False, allow_cascade=False):
    """TRUNCATE gives each of 65 tables and their indexes new files, ten times the work of deleting a few rows."""
    assert not reset_sequences, "Nothing here sets sequences back."
    return [f'DELETE FROM "{table}";' for table in tables]


def pytest_configure(config):
    config.stash[KEPT_CONTENT] = KeptContent()
    # What Django empties the tables with after a test that commits.
    PostgreSQLOperations.sql_flush = delete_all_rows
    post_migrate.connect(remake_groups, sender=apps.get_app_config("comparisons"))
    # Production collects its static files first; the tests have none collected.
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")


@pytest.fixture(scope="session")
def catalogue_rows(request, django_db_setup, django_db_blocker):
    """The real content of fixtures/, read once: per table its columns and its rows, as the database holds them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(plan_load(settings.FIXTURES_DIR))
        rows = {model: _rows_of(model) for model in _models()}
        transaction.set_rollback(True)
    kept = request.config.stash[KEPT_CONTENT]
    kept.rows, kept.blocker = rows, django_db_blocker
    yield rows
    kept.forget()


@pytest.fixture
def catalogue(request, db, catalogue_rows):
    """The real content in the database; what a test changes of it is undone."""
    if not request.config.stash[KEPT_CONTENT].is_there:
        _insert_all(catalogue_rows)


class KeptContent:
    """The real content in a transaction around many tests, each of which has a savepoint in it.

    Putting it there takes longer than most tests that read it.
    """

    rows = None
    blocker = None
    _transaction = None

    @property
    def is_there(self):
        return self._transaction is not None

    def keep(self):
        if self.is_there or self.rows is None:
            return
        with self.blocker.unblock():
            self._transaction = transaction.atomic()
            self._transaction.__enter__()
            _insert_all(self.rows)

    def forget(self):
        if not self.is_there:
            return
        with self.blocker.unblock():
            transaction.set_rollback(True)
            self._transaction.__exit__(None, None, None)
            self._transaction = None


KEPT_CONTENT = pytest.StashKey()
# With these a test commits, and what it finds must be committed too.
COMMITTING = {"transactional_db", "live_server", "django_db_reset_sequences"}


def _shares_content(item):
    marker = item.get_closest_marker("django_db")
    commits = bool(marker and marker.kwargs.get("transaction")) or COMMITTING.intersection(item.fixturenames)
    return "catalogue" in item.fixturenames and not commits


def _asks_for_database(item):
    return item.get_closest_marker("django_db") or {"db", "transactional_db"}.intersection(item.fixturenames)


def pytest_itemcollected(item):
    if "catalogue" in item.fixturenames:
        item.add_marker("content")
    if not _asks_for_database(item) and not item.get_closest_marker("cache"):
        item.add_marker("once")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    items.sort(key=lambda item: not _shares_content(item))


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item):
    """Before the test's own transaction begins."""
    kept = item.config.stash[KEPT_CONTENT]
    if _shares_content(item):
        kept.keep()
    else:
        kept.forget()


def _models():
    """All but the history: no test of the content reads it, and it doubles the rows."""
    return [
        model
        for model in apps.get_app_config("comparisons").get_models(include_auto_created=True)
        if not issubclass(model, HistoricalChanges)
    ]


def _rows_of(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_quoted(model._meta.db_table)}")
        return [
            column.name if hasattr(column, "name") else column[0] for column in cursor.description
        ], cursor.fetchall()


def _insert_all(rows_by_model):
    """Through plain SQL, since the load itself takes seconds."""
    # One transaction, for the tables point at each other and the keys are checked at its end.
    with transaction.atomic(), connection.cursor() as cursor:
        for model, (columns, rows) in rows_by_model.items():
            _insert(cursor, model, columns, rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(rows_by_model)):
            cursor.execute(statement)


def _insert(cursor, model, columns, rows):
    table = f"{_quoted(model._meta.db_table)} ({', '.join(_quoted(column) for column in columns)})"
    if connection.vendor == "postgresql":
        # Six times as quick as one INSERT after the other.
        with cursor.copy(f"COPY {table} FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
    elif rows:
        cursor.executemany(f"INSERT INTO {table} VALUES ({', '.join(['%s'] * len(columns))})", rows)


def _quoted(name):
    return connection.ops.quote_name(name)
