"""Two editors on the same row: the second save is refused, keeps what was typed, and shows what the other changed."""

import pytest

from comparisons.history.restoring import deleted
from comparisons.models import Source, Verdict
from tests.admin.forms import shown_values
from tests.admin.roles import superuser
from tests.admin.test_desks import address
from tests.factories import create_source, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return superuser("anna")


@pytest.fixture
def ben():
    return superuser("ben")


def opened(client, verdict):
    return shown_values(client.get(address(create_verdict, "change", verdict.pk)))


def saved(client, verdict, values):
    return client.post(address(create_verdict, "change", verdict.pk), values)


def test_the_second_save_is_refused_keeps_what_was_typed_and_says_who_changed_what(anna, ben):
    verdict = create_verdict(summary="As it was.", rating=3)
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"summary": "As Anna has it.", "rating": 4})

    response = saved(ben, verdict, bens | {"summary": "As Ben has it."})

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary, verdict.rating) == (200, "As Anna has it.", 4)
    assert "As Ben has it." in text_of(response)
    assert "anna saved this on" in text_of(response)
    assert "<b>summary</b>: <del>As it was.</del> → <ins>As Anna has it.</ins>" in text_of(response)
    assert "<b>rating</b>: <del>adequate</del> → <ins>good</ins>" in text_of(response)


def test_saved_a_second_time_knowingly_it_goes_through(anna, ben):
    verdict = create_verdict()
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"summary": "As Anna has it."})
    refused = saved(ben, verdict, bens | {"summary": "As Ben has it."})

    response = saved(ben, verdict, shown_values(refused))

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary) == (302, "As Ben has it.")


def test_a_command_that_changed_the_row_is_named_as_one(anna):
    verdict = create_verdict()
    annas = opened(anna, verdict)
    verdict.summary = "As a command has it."
    verdict.save()

    assert "a command saved this on" in text_of(saved(anna, verdict, annas | {"summary": "Mine."}))


def test_a_form_without_its_version_is_refused(anna):
    verdict = create_verdict(summary="As it was.")
    values = opened(anna, verdict)
    del values["version_read"]

    response = saved(anna, verdict, values | {"summary": "Blind."})

    assert "without the version that you opened" in text_of(response)
    verdict.refresh_from_db()
    assert verdict.summary == "As it was."


def test_two_editors_on_different_rows_do_not_meet(anna, ben):
    one, other = create_verdict(), create_verdict()
    annas, bens = opened(anna, one), opened(ben, other)

    assert saved(anna, one, annas).status_code == saved(ben, other, bens).status_code == 302


def test_a_source_beneath_the_form_is_held_to_it_too(anna, ben):
    verdict = create_verdict()
    source = create_source(verdict=verdict, title="As it was")
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"sources-0-title": "As Anna has it"})

    # Ben's own form is stale as well; its second, knowing save still must not carry the old source along.
    refused = saved(ben, verdict, bens | {"sources-0-title": "As Ben has it"})

    source.refresh_from_db()
    assert (refused.status_code, source.title) == (200, "As Anna has it")
    assert text_of(refused).count("anna saved this on") == 2


def test_an_untouched_source_keeps_what_the_other_made_of_it(anna, ben):
    verdict = create_verdict()
    source = create_source(verdict=verdict, title="As it was")
    bens = opened(ben, verdict)
    source.title = "As Anna has it"
    source.save()

    response = saved(ben, verdict, bens | {"summary": "As Ben has it."})

    source.refresh_from_db()
    assert (response.status_code, source.title) == (302, "As Anna has it")


def test_a_source_that_another_changed_is_not_deleted_unseen(anna, ben):
    verdict = create_verdict()
    source = create_source(verdict=verdict, title="As it was")
    bens = opened(ben, verdict)
    source.title = "As Anna has it"
    source.save()

    response = saved(ben, verdict, bens | {"sources-0-DELETE": "on"})

    assert response.status_code == 200
    assert Source.objects.filter(pk=source.pk).exists()


def test_another_version_alone_is_no_change(anna):
    verdict = create_verdict()
    values = opened(anna, verdict)
    before = Verdict.objects.get(pk=verdict.pk).version

    saved(anna, verdict, values)

    assert Verdict.objects.get(pk=verdict.pk).version == before + 1
    assert str(values["version_read"]) == str(before)


def test_a_form_whose_row_was_deleted_keeps_what_was_typed_until_the_row_is_back(anna, ben):
    verdict = create_verdict(summary="As it was.")
    create_source(verdict=verdict, title="A page")
    bens = opened(ben, verdict)
    anna.post(address(create_verdict, "delete", verdict.pk), {"post": "yes"})

    refused = saved(ben, verdict, bens | {"summary": "As Ben has it.", "sources-0-title": "As Ben calls it"})
    restore = address(create_verdict, "restore", deleted(Verdict).get().pk)
    again = shown_values(refused)
    ben.post(restore, {})
    compared = saved(ben, verdict, again)
    response = compared if compared.status_code == 302 else saved(ben, verdict, shown_values(compared))

    assert refused.status_code == 200
    assert "anna deleted this on" in text_of(refused)
    assert f'href="{restore}"' in text_of(refused)
    assert response.status_code == 302
    assert Verdict.objects.get(pk=verdict.pk).summary == "As Ben has it."
    assert Source.objects.get().title == "As Ben calls it"


def test_a_row_that_never_was_is_not_taken_for_a_deleted_one(anna):
    verdict = create_verdict()
    values = opened(anna, verdict)

    for key in (verdict.pk + 1, "9" * 40, "²"):
        assert anna.post(address(create_verdict, "change", key), values).status_code == 302
