import json

import pytest
from django.conf import settings

from comparisons.catalogue.dumping import DumpedFiles, dump
from comparisons.catalogue.loading import load
from comparisons.catalogue.planning import plan_load
from comparisons.models import Framework, LoadedObject, Verdict
from tests import factories
from tests.catalogue.folders import all_texts, row_counts, small_catalogue, verdict, write_folder


def test_dumping_the_loaded_fixtures_changes_no_byte(catalogue, tmp_path):
    dump(tmp_path)

    assert all_texts(tmp_path) == all_texts(settings.FIXTURES_DIR)


@pytest.mark.django_db
def test_a_dump_loads_into_an_empty_database_as_the_same_rows(tmp_path):
    load(plan_load(write_folder(tmp_path / "one", small_catalogue())))
    counts = row_counts()
    dump(tmp_path / "two")
    texts = all_texts(tmp_path / "two")
    for model in (LoadedObject, *_deletable()):
        model.objects.all().delete()

    load(plan_load(tmp_path / "two"))
    changed = dump(tmp_path / "two")

    assert row_counts() == counts
    assert changed == DumpedFiles(written=[], removed=[])
    assert all_texts(tmp_path / "two") == texts


@pytest.mark.django_db
def test_a_dump_names_the_files_that_changed(tmp_path):
    load(plan_load(write_folder(tmp_path / "one", small_catalogue())))
    folder = tmp_path / "two"

    first = dump(folder)
    Verdict.objects.filter(framework__slug="flask").update(rating=5)
    second = dump(folder)

    assert first.removed == second.removed == []
    assert first.written == [
        "claims.json",
        "criteria.json",
        "extensions.json",
        "frameworks.json",
        "notable_users.json",
        "quiz.json",
        "releases.json",
        "scenarios.json",
        "verdicts/django.json",
        "verdicts/flask.json",
    ]
    assert second.written == ["verdicts/flask.json"]


@pytest.mark.django_db
def test_a_file_without_rows_is_removed_and_named(tmp_path):
    load(plan_load(write_folder(tmp_path / "one", small_catalogue())))
    folder = tmp_path / "two"
    dump(folder)
    Framework.objects.get(slug="flask").delete()

    changed = dump(folder)

    assert changed.removed == ["verdicts/flask.json"]
    assert "verdicts/flask.json" not in changed.written
    assert not (folder / "verdicts" / "flask.json").exists()


@pytest.mark.django_db
def test_what_is_no_fixture_is_left_in_the_folder(tmp_path):
    (tmp_path / "README.md").write_text("About the fixtures")

    dump(tmp_path)

    assert (tmp_path / "README.md").exists()


FOREIGN = {
    "package.json": '{"name": "mine"}',
    "sub/tsconfig.json": "{}",
    "broken.json": "[{",
    "a/list.json": "[1, 2]",
    "empty.json": "[]",
    # A fixture, but not where a dump would write it.
    "verdicts/old.json": json.dumps([verdict("django", "orm")]),
    "verdicts/nested/flask.json": json.dumps([verdict("flask", "orm")]),
    "verdicts/half.json": json.dumps([verdict("half", "orm"), {"model": "auth.user", "fields": {}}]),
    "verdicts/keyless.json": json.dumps([{"model": "comparisons.verdict", "fields": {}}]),
}


@pytest.mark.django_db
def test_a_file_that_no_dump_wrote_is_left_in_the_folder(tmp_path):
    for name, text in FOREIGN.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    factories.create_category(slug="data")

    changed = dump(tmp_path)

    assert changed == DumpedFiles(written=["criteria.json"], removed=[])
    assert {name: (tmp_path / name).read_text() for name in FOREIGN} == FOREIGN


@pytest.mark.django_db
def test_the_order_does_not_depend_on_when_a_row_was_made(tmp_path):
    criteria = [factories.create_criterion(slug=slug, category=None) for slug in ("orm", "admin")]
    framework = factories.create_framework(slug="django")
    for criterion in criteria:
        verdict = factories.create_verdict(framework=framework, criterion=criterion)
        for number in (2, 1):
            factories.create_source(verdict=verdict, url=f"https://source.example/{number}", position=number)

    dump(tmp_path)

    objects = json.loads((tmp_path / "verdicts" / "django.json").read_text())
    assert [data["fields"].get("criterion", [""])[0] or data["fields"]["url"][-1] for data in objects] == [
        "admin",
        "1",
        "2",
        "orm",
        "1",
        "2",
    ]


@pytest.mark.django_db
def test_drafts_are_dumped_too(tmp_path):
    factories.create_framework(slug="django", state="draft")

    dump(tmp_path)

    assert '"state": "draft"' in (tmp_path / "frameworks.json").read_text()


def _deletable():
    from comparisons.catalogue.files import CATALOGUE_MODELS

    return reversed(CATALOGUE_MODELS)
