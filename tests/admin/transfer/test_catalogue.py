"""What was imported in the admin is reviewed in git: dumped with its state, loaded again without a change."""

import json

import pytest

from comparisons.catalogue.dumping import DumpedFiles, dump
from comparisons.catalogue.loading import load
from comparisons.catalogue.planning import plan_load
from comparisons.choices import PublicationState
from comparisons.models import Framework, Verdict
from tests import factories
from tests.admin.transfer.desks import csv_of, exported_rows, imported
from tests.admin.transfer.files import COLUMNS, csv_file, line

pytestmark = pytest.mark.django_db

NOTHING = DumpedFiles(written=[], removed=[])


@pytest.fixture
def flask_orm():
    factories.create_framework(slug="flask")
    factories.create_criterion(slug="orm")


@pytest.mark.usefixtures("flask_orm")
def test_an_imported_draft_is_dumped_as_a_draft_and_loading_changes_nothing(editor, tmp_path):
    imported(editor, Verdict, csv_file(COLUMNS, line()))
    dump(tmp_path)
    before = exported_rows(editor, Verdict)

    plan = plan_load(tmp_path)
    load(plan)

    (verdict,) = json.loads((tmp_path / "verdicts" / "flask.json").read_text())
    assert verdict["fields"]["state"] == "draft"
    assert plan.to_write == plan.kept == []
    assert exported_rows(editor, Verdict) == before
    assert dump(tmp_path) == NOTHING


@pytest.mark.usefixtures("flask_orm")
def test_loading_keeps_what_an_import_changed(editor, tmp_path):
    factories.create_verdict(
        framework=Framework.objects.get(slug="flask"),
        criterion=factories.create_criterion(slug="forms"),
        state=PublicationState.DRAFT,
    )
    dump(tmp_path)
    load(plan_load(tmp_path))
    imported(editor, Verdict, csv_of(exported_rows(editor, Verdict), summary="As the import has it."))

    path = tmp_path / "verdicts" / "flask.json"
    path.write_text(path.read_text().replace("It does what one expects.", "As git has it."))
    plan = plan_load(tmp_path)
    load(plan)

    assert len(plan.kept) == 1
    assert Verdict.objects.get().summary == "As the import has it."


@pytest.mark.usefixtures("flask_orm")
def test_loading_keeps_an_imported_row_that_an_editor_touched(editor, tmp_path):
    imported(editor, Verdict, csv_file(COLUMNS, line()))
    dump(tmp_path)
    load(plan_load(tmp_path))
    verdict = Verdict.objects.get()
    verdict.summary = "As the editor has it."
    verdict.save()

    plan = plan_load(tmp_path)
    load(plan)

    verdict.refresh_from_db()
    assert plan.to_write == []
    assert verdict.summary == "As the editor has it."


@pytest.mark.usefixtures("catalogue")
def test_an_export_imported_again_leaves_the_fixtures_as_they_are(editor, tmp_path):
    dump(tmp_path)
    flask = Framework.objects.get(slug="flask")
    rows = exported_rows(editor, Verdict, f"?framework__id__exact={flask.pk}")
    Verdict.objects.filter(framework__slug="flask").update(state=PublicationState.DRAFT)

    response = imported(editor, Verdict, csv_of(rows, since="9.9", version=""))
    back = imported(editor, Verdict, csv_of(rows, version=""))
    Verdict.objects.filter(framework__slug="flask").update(state=PublicationState.PUBLISHED)

    assert (response.status_code, back.status_code) == (302, 302)
    assert dump(tmp_path) == NOTHING
