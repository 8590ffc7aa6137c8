"""A framework or criterion is deleted while its grid is open: what was typed stays on the page until it is back."""

import pytest

from comparisons.history.restoring import deleted
from comparisons.models import Framework, PreparedChange, Verdict
from tests.admin import roles
from tests.admin.grid.pages import a_verdict, grid_address, opened, save, shown, typed
from tests.admin.test_desks import address, model_of
from tests.factories import create_criterion, create_framework, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def delete(client, create, row):
    assert client.post(address(create, "delete", row.pk), {"post": "yes"}).status_code == 302


def restore_address(create):
    return address(create, "restore", deleted(model_of(create)).get().pk)


def touched(response):
    return [row.name for row in response.context["sheet"].touched]


@pytest.mark.parametrize(
    ("create", "create_heading", "relation"),
    [(create_framework, create_criterion, "framework"), (create_criterion, create_framework, "criterion")],
)
def test_what_was_typed_stands_there_with_who_deleted_it_and_the_way_back(
    anna, editor, create, create_heading, relation
):
    subject, heading = create(name="Flask"), create_heading(name="Filled")
    create_verdict(**{relation: subject})
    values = opened(editor, subject) | a_verdict(heading, summary="Hours of work.")
    delete(anna, create, subject)

    response = save(editor, subject, values)

    assert response.status_code == 409
    assert "anna deleted “Flask” on" in text_of(response)
    assert f'href="{restore_address(create)}"' in text_of(response)
    assert shown(response)[f"row-{heading.pk}-summary"] == "Hours of work."
    assert touched(response) == ["Filled"]
    assert not Verdict.objects.exists()


def test_once_it_is_back_the_page_is_saved_without_typing_again(anna, ben):
    framework = create_framework()
    verdict = create_verdict(framework=framework, summary="As it was.", detail="One.\n\nTwo.")
    untouched = create_verdict(framework=framework, summary="Nobody typed here.")
    empty = create_criterion()
    values = opened(ben, framework) | typed(verdict.criterion, summary="As Ben has it.") | a_verdict(empty)
    delete(anna, create_framework, framework)
    refused = save(ben, framework, values)
    again = save(ben, framework, shown(refused))
    ben.post(restore_address(create_framework), {})

    # Back is a version that Ben has not read: he is told so once.
    compared = save(ben, framework, shown(again))
    response = save(ben, framework, shown(compared))

    statuses = [page.status_code for page in (refused, again, compared, response)]
    assert statuses == [409, 409, 200, 302]
    assert touched(compared) == [verdict.criterion.name, empty.name]
    summaries = dict(Verdict.objects.values_list("criterion", "summary"))
    assert summaries == {
        verdict.criterion_id: "As Ben has it.",
        untouched.criterion_id: "Nobody typed here.",
        empty.pk: "It is there.",
    }
    assert Verdict.objects.get(criterion=verdict.criterion).detail == "One.\n\nTwo."


def test_a_change_that_was_to_be_prepared_still_can_be(anna, ben):
    verdict = create_verdict()
    framework = verdict.framework
    values = opened(ben, framework) | typed(verdict.criterion, rating=5) | {"_prepare": "1"}
    delete(anna, create_framework, framework)
    refused = save(ben, framework, values)
    ben.post(restore_address(create_framework), {})

    compared = save(ben, framework, shown(refused) | {"_prepare": "1"})
    save(ben, framework, shown(compared) | {"_prepare": "1"})

    assert 'name="_prepare"' in text_of(refused)
    assert Verdict.objects.get().rating == 3
    assert PreparedChange.objects.get().changed == "Changed Rating."


def test_an_editors_change_of_what_was_published_is_prepared_once_it_is_back(anna, editor):
    verdict = create_verdict()
    framework = verdict.framework
    values = opened(editor, framework) | typed(verdict.criterion, rating=5)
    delete(anna, create_framework, framework)
    refused = save(editor, framework, values)
    anna.post(restore_address(create_framework), {})
    compared = save(editor, framework, shown(refused))

    save(editor, framework, shown(compared))

    assert refused.context["errors"] == []
    assert '<option value="published" selected>' in text_of(refused)
    assert Verdict.objects.get().rating == 3
    assert PreparedChange.objects.get().changed == "Changed Rating."


def test_who_may_change_and_not_add_keeps_what_they_typed_too(anna):
    verdict = create_verdict(state="draft")
    framework = verdict.framework
    client = roles.signed_in("carl", permissions=["view_framework", "view_verdict", "change_verdict"])
    values = opened(client, framework) | typed(verdict.criterion, summary="As Carl has it.")
    delete(anna, create_framework, framework)

    response = save(client, framework, values)

    assert shown(response)[f"row-{verdict.criterion_id}-summary"] == "As Carl has it."


def test_a_command_that_deleted_it_is_named_as_one(editor):
    framework = create_framework(name="<b>Flask</b>")
    values = opened(editor, framework) | a_verdict(create_criterion())
    key = framework.pk
    framework.delete()

    response = editor.post(f"/admin/comparisons/framework/{key}/grid/", values)

    assert response.status_code == 409
    assert "A command, or somebody whose account is gone, deleted “&lt;b&gt;Flask&lt;/b&gt;” on" in text_of(response)


def test_what_is_wrong_is_said_at_once(anna, editor):
    framework, criterion = create_framework(), create_criterion(name="Half")
    values = opened(editor, framework) | typed(criterion, summary="Half is said.")
    delete(anna, create_framework, framework)

    response = save(editor, framework, values)

    assert response.status_code == 409
    assert [error.where for error in response.context["errors"]] == ["Half, support", "Half, rating"]


def test_a_page_that_is_opened_anew_is_not_found(anna, editor):
    framework = create_framework()
    delete(anna, create_framework, framework)

    assert editor.get(grid_address(framework)).status_code == 404


def test_what_never_was_is_not_found(editor):
    values = a_verdict(create_criterion())

    for key in (create_framework().pk + 1, "9" * 18, "9" * 40):
        assert editor.post(f"/admin/comparisons/framework/{key}/grid/", values).status_code == 404
    assert Framework.objects.count() == 1


def test_who_may_not_write_is_refused_before_anything_is_told(anna):
    framework = create_framework()
    client = roles.signed_in("carl", permissions=["view_framework", "view_verdict"])
    delete(anna, create_framework, framework)

    assert save(client, framework, {}).status_code == 403
