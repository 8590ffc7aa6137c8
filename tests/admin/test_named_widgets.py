"""Relations that are found by typing, and what is no key of a row."""

import pytest
from django.contrib import admin

from tests.admin.forms import shown_values
from tests.admin.test_desks import DESKS, address, create_with_relations, model_of
from tests.factories import create_answer, create_claim, create_framework, create_scenario

pytestmark = pytest.mark.django_db

RELATIONS = [
    (create, name) for create in DESKS for name in admin.site.get_model_admin(model_of(create)).autocomplete_fields
]
# And those that are ticked.
RELATIONS += [(create_answer, "contradicts"), (create_scenario, "answers")]
# No letter, no digit for Python, too large for each database, too long for Python, and nothing that a text may hold.
IMPOSSIBLE = ["é", "²", "-1", "9" * 25, "9" * 5000, "\0"]
REFUSALS = ("Select a valid choice.", "Null characters are not allowed.")


def sent(client, page, name, keys):
    return client.post(page, shown_values(client.get(page)) | {name: keys})


@pytest.mark.parametrize(("create", "name"), RELATIONS)
def test_what_is_no_key_is_refused_beside_its_box(create, name, admin_client):
    page = address(create, "change", create_with_relations(create).pk)

    responses = {key: sent(admin_client, page, name, key) for key in IMPOSSIBLE}

    for key, response in responses.items():
        assert response.status_code == 200, key
        (refusal,) = response.context["adminform"].form.errors[name]
        assert refusal.startswith(REFUSALS), key
        assert len(refusal) < 200, key


@pytest.mark.parametrize("rows", ["effects", "requirements"])
def test_what_is_no_key_is_refused_in_a_row_beneath_too(rows, admin_client):
    page = address(create_answer, "change", create_with_relations(create_answer).pk)

    for key in IMPOSSIBLE:
        response = sent(admin_client, page, f"{rows}-0-criterion", key)
        formset = next(
            inline.formset for inline in response.context["inline_admin_formsets"] if inline.formset.prefix == rows
        )
        assert formset.errors[0]["criterion"][0].startswith(REFUSALS), key


def test_what_was_chosen_beside_it_stays_chosen(admin_client):
    framework = create_framework(name="Flask")
    page = address(create_claim, "change", create_claim().pk)

    response = sent(admin_client, page, "frameworks", [framework.pk, "é"])

    box = str(response.context["adminform"].form["frameworks"])
    assert f'<option value="{framework.pk}" selected>Flask</option>' in box
