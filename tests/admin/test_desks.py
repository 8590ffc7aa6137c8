"""Every desk: its pages open, its list costs the same for few rows and many, and strangers are kept out."""

import re

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons.models import Effect, QuizMeasurement, Requirement
from tests import factories
from tests.admin.roles import signed_in
from tests.models.own import RECORDS, own_models

DESKS = [
    factories.create_answer,
    factories.create_category,
    factories.create_claim,
    factories.create_criterion,
    factories.create_extension,
    factories.create_framework,
    factories.create_industry,
    factories.create_notable_user,
    factories.create_question,
    factories.create_release,
    factories.create_scenario,
    factories.create_source,
    factories.create_verdict,
]
ODD_TEXTS = ["", "nonsense", "é 日本 %_'\"\\", "<script>", "a" * 300, "1", '"an open quotation', "' OR 1=1 --"]


def address(create, page, *arguments):
    return reverse(f"admin:comparisons_{model_of(create)._meta.model_name}_{page}", args=arguments)


def model_of(create):
    return create.__annotations__["return"]


def forms_asking_for(create):
    """The models and fields whose form completes a row of this model."""
    return [
        (desk.opts, name)
        for desk in (admin.site.get_model_admin(model_of(other)) for other in DESKS)
        for name in desk.autocomplete_fields
        if desk.opts.get_field(name).related_model is model_of(create)
    ]


def create_with_relations(create):
    """A row that has something to show in each column of its list."""
    row = create()
    if hasattr(row, "sources"):
        factories.create_source(**{row._meta.verbose_name.replace(" ", "_"): row})
    if create is factories.create_framework:
        factories.create_verdict(framework=row)
    if create is factories.create_criterion:
        factories.create_verdict(criterion=row)
    if create is factories.create_question:
        factories.create_answer(question=row)
    if create is factories.create_answer:
        factories.create_effect(answer=row)
        factories.create_requirement(answer=row)
    return row


def test_every_model_that_editors_keep_has_a_desk():
    # Effects and requirements are kept on their answer's page; the records that the site writes are not edited.
    # Visitors make suggestions, and editors only decide on them: tests/admin/test_suggestions.py.
    without_desk = {Effect, Requirement, QuizMeasurement} | RECORDS

    models = set(own_models()) - without_desk

    assert {model for model in models if not admin.site.is_registered(model)} == set()
    assert {model_of(create) for create in DESKS} == models


def test_no_list_is_a_form():
    desks = [admin.site.get_model_admin(model_of(create)) for create in DESKS]

    assert [desk for desk in desks if desk.list_editable] == []


def test_every_relation_is_found_by_typing():
    # The answers of a scenario, and those that contradict an answer, are ticked under their questions.
    ticked = {"answers", "contradicts"}

    for desk in (admin.site.get_model_admin(model_of(create)) for create in DESKS):
        relations = {field.name for field in [*desk.opts.fields, *desk.opts.many_to_many] if field.is_relation}
        assert relations - ticked == set(desk.autocomplete_fields) - ticked, desk


def test_every_field_that_an_editor_gives_is_on_the_form():
    for desk in (admin.site.get_model_admin(model_of(create)) for create in DESKS):
        fields = {
            field.name
            for field in [*desk.opts.fields, *desk.opts.many_to_many]
            if field.editable and not field.primary_key
        }
        shown = set(admin.utils.flatten_fieldsets(desk.fieldsets))
        assert fields - shown == set(), desk


@pytest.mark.django_db
def test_the_index_names_the_desks(admin_client):
    response = admin_client.get(reverse("admin:index"))

    assert response.status_code == 200
    for text in ("The editors&#x27; desk", "Framewise", "Verdicts", "comparisons/css/admin.css"):
        assert text in response.content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_the_list_opens(create, admin_client):
    row = create_with_relations(create)

    response = admin_client.get(address(create, "changelist"))

    assert response.status_code == 200
    assert row in response.context["cl"].result_list


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_the_list_opens_with_the_counts_of_its_filters(create, admin_client):
    create_with_relations(create)

    response = admin_client.get(address(create, "changelist"), {"_facets": "True"})

    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("text", ODD_TEXTS)
@pytest.mark.parametrize("create", DESKS)
def test_the_list_is_searched_for_anything(create, text, admin_client):
    create_with_relations(create)

    response = admin_client.get(address(create, "changelist"), {"q": text})

    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_the_list_is_searched_by_each_of_its_fields(create, admin_client):
    desk = admin.site.get_model_admin(model_of(create))
    row = create_with_relations(create)

    for lookup in desk.search_fields:
        value = row
        for name in lookup.split("__"):
            value = getattr(value, name)
        if value:
            response = admin_client.get(address(create, "changelist"), {"q": value})
            assert row in response.context["cl"].result_list, lookup


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_every_column_sorts(create, admin_client):
    create_with_relations(create)
    create_with_relations(create)
    columns = admin.site.get_model_admin(model_of(create)).list_display

    for number in range(1, len(columns) + 1):
        response = admin_client.get(address(create, "changelist"), {"o": f"-{number}"})
        assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_the_add_page_opens(create, admin_client):
    response = admin_client.get(address(create, "add"))

    assert response.status_code == 200
    assert "view on site" not in response.content.decode().lower()


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
@pytest.mark.parametrize("nonsense", ["abc", "-1", "0", "99999999999999999999999999", "1,2,x", ""])
def test_the_add_page_opens_with_nonsense_prefilled(create, nonsense, admin_client):
    fields = [field.name for field in model_of(create)._meta.get_fields()]

    response = admin_client.get(address(create, "add"), dict.fromkeys([*fields, "unheard-of"], nonsense))

    assert response.status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_the_change_page_opens(create, admin_client):
    row = create_with_relations(create)

    response = admin_client.get(address(create, "change", row.pk))

    assert response.status_code == 200
    assert str(row) in response.context["subtitle"]


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_no_page_has_inline_style_or_script(create, admin_client):
    row = create_with_relations(create)

    for page in (address(create, "changelist"), address(create, "add"), address(create, "change", row.pk)):
        content = admin_client.get(page).content.decode()
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)(?![^>]*application/json)", content)


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_the_delete_and_history_pages_open(create, admin_client):
    row = create_with_relations(create)

    assert admin_client.get(address(create, "delete", row.pk)).status_code == 200
    assert admin_client.get(address(create, "history", row.pk)).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_rows_are_deleted_from_the_list(create, admin_client):
    row, kept = create(), create()

    response = admin_client.post(
        address(create, "changelist"),
        {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"},
        follow=True,
    )

    assert response.status_code == 200
    assert not type(row).objects.filter(pk=row.pk).exists()
    assert type(row).objects.filter(pk=kept.pk).exists()


@pytest.mark.django_db
@pytest.mark.parametrize("create", [create for create in DESKS if forms_asking_for(create)])
def test_autocompletion_costs_the_same_for_few_and_many(create, admin_client):
    opts, name = forms_asking_for(create)[0]
    query = {"app_label": opts.app_label, "model_name": opts.model_name, "field_name": name, "term": ""}
    for _number in range(3):
        create()
    admin_client.get(reverse("admin:autocomplete"), query)
    with CaptureQueriesContext(connection) as for_three:
        few = admin_client.get(reverse("admin:autocomplete"), query)
    for _number in range(9):
        create()

    with CaptureQueriesContext(connection) as for_twelve:
        many = admin_client.get(reverse("admin:autocomplete"), query)

    assert len(few.json()["results"]) == 3
    assert len(many.json()["results"]) == 12
    assert len(for_twelve) == len(for_three)


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_a_stranger_is_sent_to_the_login(create, client):
    row = create()
    pages = [address(create, "changelist"), address(create, "add"), address(create, "change", row.pk)]

    responses = [client.get(page) for page in pages]

    assert [response.status_code for response in responses] == [302] * 3
    assert all(response.headers["Location"].startswith(reverse("admin:login")) for response in responses)


@pytest.mark.django_db
@pytest.mark.parametrize("create", DESKS)
def test_staff_without_rights_is_refused(create):
    client = signed_in()
    row = create()
    pages = [
        address(create, "changelist"),
        address(create, "add"),
        address(create, "change", row.pk),
        address(create, "delete", row.pk),
        address(create, "history", row.pk),
    ]

    responses = [client.get(page) for page in pages]
    response = client.post(address(create, "changelist"), {"action": "publish", "_selected_action": [row.pk]})

    assert [response.status_code for response in responses] == [403] * 5
    assert response.status_code == 403


@pytest.mark.django_db
def test_staff_without_rights_completes_nothing():
    client = signed_in()
    factories.create_framework(state="draft")

    response = client.get(
        reverse("admin:autocomplete"),
        {"app_label": "comparisons", "model_name": "verdict", "field_name": "framework", "term": ""},
    )

    assert response.status_code == 403
