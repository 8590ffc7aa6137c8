"""Fixtures that several rooms share."""

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management.color import no_style
from django.db import connection, transaction
from hypothesis import HealthCheck
from hypothesis import settings as hypothesis_settings

from comparisons.catalogue.loading import load, plan_load

# A busy machine is no failure of the code.
hypothesis_settings.register_profile("framewise", deadline=None, suppress_health_check=[HealthCheck.too_slow])
hypothesis_settings.load_profile("framewise")


def pytest_configure(config):
    # Production collects its static files first; the tests have none collected.
    config.addinivalue_line("filterwarnings", "ignore:No directory at:UserWarning")


@pytest.fixture(scope="session")
def catalogue_rows(django_db_setup, django_db_blocker):
    """The real content of fixtures/, read once: per table its columns and its rows, as the database holds them."""
    with django_db_blocker.unblock(), transaction.atomic():
        load(plan_load(settings.FIXTURES_DIR))
        rows = {model: _rows_of(model) for model in _models()}
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def catalogue(db, catalogue_rows):
    """The real content in the database, through plain SQL since the load itself takes seconds."""
    # One transaction, for the tables point at each other and the keys are checked at its end.
    with transaction.atomic(), connection.cursor() as cursor:
        for model, (columns, rows) in catalogue_rows.items():
            _insert(cursor, model, columns, rows)
        for statement in connection.ops.sequence_reset_sql(no_style(), list(catalogue_rows)):
            cursor.execute(statement)


def _models():
    return list(apps.get_app_config("comparisons").get_models(include_auto_created=True))


def _rows_of(model):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {_quoted(model._meta.db_table)}")
        return [
            column.name if hasattr(column, "name") else column[0] for column in cursor.description
        ], cursor.fetchall()


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
