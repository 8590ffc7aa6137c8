"""The list as a file: what the list shows, no more and no less."""

import io
import json
import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from comparisons.admin.transfer.desk import TransferDesk
from comparisons.admin.transfer.resources import RESOURCES, STATE_COLUMNS
from comparisons.models import Claim, Extension, Source, Verdict
from tests import factories
from tests.admin.transfer.desks import address, exported, exported_rows
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def test_every_desk_with_columns_exports_and_imports():
    desks = {model: admin.site.get_model_admin(model) for model in RESOURCES}

    assert all(isinstance(desk, TransferDesk) for desk in desks.values())


@pytest.mark.parametrize("model", RESOURCES)
def test_every_field_that_an_editor_gives_has_a_column(model):
    fields = {
        field.name
        for field in [*model._meta.concrete_fields, *model._meta.many_to_many]
        if not field.primary_key and (field.editable or field.name == "version")
    }

    assert set(RESOURCES[model]().column_names) == fields


def test_exactly_the_filtered_list_is_exported_in_its_order_over_all_its_pages(editor):
    flask = factories.create_framework(slug="flask", position=2)
    django = factories.create_framework(slug="django", position=1)
    for framework in (flask, django):
        for number in range(60):
            factories.create_verdict(framework=framework, rating=number % 6)

    rows = exported_rows(editor, Verdict, "?rating__exact=4")
    everything = exported_rows(editor, Verdict, "?p=2")

    assert [(row["framework"], row["rating"]) for row in rows] == [("django", "4")] * 10 + [("flask", "4")] * 10
    assert len(everything) == 120


def test_a_search_is_exported_as_it_is_shown(editor):
    factories.create_verdict(framework=factories.create_framework(slug="flask"))
    factories.create_verdict(framework=factories.create_framework(slug="django"))

    assert [row["framework"] for row in exported_rows(editor, Verdict, "?q=django")] == ["django"]


def test_rows_are_named_by_their_slugs_and_not_by_numbers(editor):
    verdict = factories.create_verdict(
        framework=factories.create_framework(slug="flask"),
        criterion=factories.create_criterion(slug="orm"),
        extensions=[factories.create_extension(slug="zorm"), factories.create_extension(slug="aorm")],
    )
    factories.create_source(verdict=verdict, url="https://source.example/orm")

    (row,) = exported_rows(editor, Verdict)
    (source,) = exported_rows(editor, Source)

    assert (row["framework"], row["criterion"], row["extensions"]) == ("flask", "orm", "aorm, zorm")
    assert (source["verdict"], source["claim"], source["url"]) == ("flask/orm", "", "https://source.example/orm")
    assert "id" not in row


def test_a_workbook_and_json_hold_numbers_as_numbers(editor):
    factories.create_claim(position=3, named_by_article=True)

    (entry,) = json.loads(exported(editor, Claim, "json").content)
    sheet = load_workbook(io.BytesIO(exported(editor, Claim, "xlsx").content)).active
    header, row = sheet.iter_rows(values_only=True)
    cells = dict(zip(header, row, strict=True))

    assert (entry["position"], entry["named_by_article"], entry["written_on"]) == (3, True, "2026-01-15")
    assert (cells["position"], cells["named_by_article"], cells["written_on"]) == (3, True, "2026-01-15")


def test_the_file_has_a_name_a_type_and_is_not_kept_by_caches(editor):
    response = exported(editor, Verdict, "csv")

    assert re.fullmatch(r'attachment; filename="verdict-\d{4}-\d\d-\d\d\.csv"', response["Content-Disposition"])
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert {"private", "no-store"} <= {*response["Cache-Control"].split(", ")}


@pytest.mark.parametrize("model", RESOURCES)
def test_an_export_costs_the_same_for_few_rows_and_many(model, admin_client):
    create = getattr(factories, f"create_{model._meta.verbose_name.replace(' ', '_')}")
    options = {"industry": factories.create_industry()} if model._meta.model_name == "notableuser" else {}
    create(**options)
    exported(admin_client, model)  # warms what Django keeps
    with CaptureQueriesContext(
        connection,
    ) as few:
        exported(admin_client, model)
    for _number in range(5):
        create(**options)

    with CaptureQueriesContext(connection) as many:
        assert exported(admin_client, model).status_code == 200

    assert len(many) == len(few)


def test_a_filter_that_makes_no_sense_leads_back_to_the_list(editor):
    response = exported(editor, Verdict, query="?rating__exact=nonsense")

    assert response.status_code == 302
    assert response["Location"] == f"{address(Verdict, 'changelist')}?e=1"


def test_a_text_that_no_workbook_holds_is_said_on_the_list_and_not_cut(editor):
    factories.create_claim(statement="Short.")
    factories.create_claim(statement="Long.", explanation="x" * 40_000)

    response = exported(editor, Claim, "xlsx", "?q=Long")
    page = text_of(editor.get(response["Location"]))

    assert response.status_code == 302
    assert response["Location"] == f"{address(Claim, 'changelist')}?q=Long"
    assert "Line 2, column explanation: A cell of a workbook holds at most 32,767 characters. Export CSV or" in page
    assert exported(editor, Claim, "csv", "?q=Long").status_code == 200
    assert exported(editor, Claim, "xlsx", "?q=Short").status_code == 200


def test_another_kind_of_file_does_not_exist(editor):
    assert editor.get(f"{address(Verdict, 'changelist')}export/yaml/").status_code == 404


def test_the_list_links_to_what_it_shows(editor, viewer):
    factories.create_verdict()

    editors = text_of(editor.get(address(Verdict, "changelist"), {"rating__exact": "3"}))
    viewers = text_of(viewer.get(address(Verdict, "changelist")))

    assert f'href="{address(Verdict, "export", "csv")}?rating__exact=3"' in editors
    assert f'href="{address(Verdict, "import")}"' in editors
    assert f'href="{address(Verdict, "export", "xlsx")}"' in viewers
    assert address(Verdict, "import") not in viewers


@pytest.mark.parametrize("who", ["viewer", "editor", "publisher"])
def test_whoever_sees_the_list_may_export_it(who, request):
    assert exported(request.getfixturevalue(who), Verdict).status_code == 200


def test_others_may_not_export(stranger, viewer, visitor):
    assert exported(stranger, Verdict).status_code == 403
    assert exported(viewer, Extension).status_code == 403
    assert "/login/" in exported(visitor, Verdict)["Location"]


def test_an_export_is_only_read(editor):
    assert editor.post(address(Verdict, "export", "csv")).status_code == 405


def test_what_the_desk_decides_is_exported_to_be_read(editor):
    factories.create_verdict()

    (row,) = exported_rows(editor, Verdict)

    assert [row[name] for name in STATE_COLUMNS] == ["published", ""]
