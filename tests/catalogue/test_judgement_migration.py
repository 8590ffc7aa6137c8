"""The record of ratings and support that older revisions left is kept in the new one."""

import pytest
from django.apps import apps as current_apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

pytestmark = pytest.mark.walk

BEFORE = [("comparisons", "0004_releases")]


@pytest.fixture
def old_apps(transactional_db):
    """The tables as they were before; afterwards they are brought up to date again."""
    newest = MigrationExecutor(connection).loader.graph.leaf_nodes("comparisons")
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    yield executor.loader.project_state(BEFORE).apps
    MigrationExecutor(connection).migrate(newest)


def test_old_changes_of_judgements_are_changes_of_content(old_apps):
    numbers = {
        number: old_apps.get_model("comparisons", "Revision").objects.create(
            number=number, recorded_at=timezone.now()
        )
        for number in (1, 2)
    }
    change = old_apps.get_model("comparisons", "JudgementChange").objects.create
    for number, criterion, before, after in (
        (1, "orm", (None, ""), (3, "third_party")),
        (1, "admin", (None, ""), (0, "none")),
        (2, "orm", (3, "third_party"), (4, "third_party")),
        (2, "admin", (0, "none"), (None, "")),
        (2, "forms", (None, ""), (0, "none")),
    ):
        change(
            revision=numbers[number],
            framework="flask",
            criterion=criterion,
            rating_before=before[0],
            support_before=before[1],
            rating_after=after[0],
            support_after=after[1],
        )

    MigrationExecutor(connection).migrate([("comparisons", "0005_changes")])

    kept = current_apps.get_model("comparisons", "ContentChange").objects
    assert kept.get(revision__number=1).after == {"verdict": 2}
    assert [
        (change.criterion, change.rating_before, change.support_before, change.rating_after)
        for change in kept.judgements_after(1)
    ] == [("orm", 3, "third_party", 4), ("admin", 0, "none", None), ("forms", None, "", 0)]
    actions = list(kept.in_order().values_list("action", "title"))
    assert actions == [
        ("first", ""),
        ("changed", "flask · orm"),
        ("withdrawn", "flask · admin"),
        ("published", "flask · forms"),
    ]
    assert set(kept.exclude(action="first").values_list("frameworks__slug", flat=True)) == {"flask"}
