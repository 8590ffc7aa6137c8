"""The forms of the desk in Chromium: where they begin, what they say when they are refused, how they are left."""

import pytest
from django.urls import reverse

from comparisons.models import Claim, Framework, Verdict
from tests.browser.axe import violations_of
from tests.browser.conftest import leave_by

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def address(model, page, *arguments):
    return reverse(f"admin:comparisons_{model._meta.model_name}_{page}", args=arguments)


def verdict_on_orm():
    return Verdict.objects.get(framework__slug="flask", criterion__slug="orm")


def focused(page, name):
    return page.evaluate(f"document.activeElement.{name}")


def asks_before_it_leaves(page, site):
    asked = []

    def answer(dialog):
        asked.append(dialog.type)
        dialog.accept()

    page.on("dialog", answer)
    page.goto(f"{site}/admin/password_change/")
    page.remove_listener("dialog", answer)
    return asked == ["beforeunload"]


def type_into(box, text):
    """As a person does: a page that nobody touched is left without a word, whatever a script wrote into it."""
    box.click()
    box.press_sequentially(text)


# Where it begins


def test_a_new_row_begins_in_its_first_field(sign_in, site):
    page = sign_in(address(Framework, "add"))
    assert focused(page, "id") == "id_name"

    page.goto(site + address(Verdict, "add"))
    assert focused(page, "className") == "select2-selection select2-selection--single"
    assert focused(page, "previousElementSibling") is None
    assert page.locator(".field-framework .select2-container--focus").count() == 1


# What is wrong with it


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_refused_form_begins_at_what_is_wrong_and_leads_to_it(sign_in, scheme):
    page = sign_in(address(Verdict, "add"), scheme=scheme)
    page.get_by_role("button", name="Add another Source").click()
    page.get_by_role("textbox", name="Title").fill("A page")
    leave_by(page.get_by_role("button", name="Save", exact=True).last)

    assert focused(page, "id") == "form-errors"
    assert page.title().startswith("Error:")
    errors = page.locator("#form-errors")
    for name, id_ in (
        ("Summary", "id_summary"),
        ("Rating", "id_rating_0"),
        ("Source 1, Address", "id_sources-0-url"),
    ):
        errors.get_by_role("link", name=name, exact=True).click()
        assert focused(page, "id") == id_
        assert page.locator(f"#{id_}").is_visible()
    errors.get_by_role("link", name="Criterion", exact=True).click()
    assert page.locator(".field-criterion .select2-container--focus").count() == 1
    assert violations_of(page) == []
    assert page.complaints == []


@pytest.mark.once
def test_without_script_the_list_is_a_list_of_links(sign_in):
    page = sign_in(address(Claim, "add"), javascript=False)
    leave_by(page.get_by_role("button", name="Save", exact=True).last)

    page.locator("#form-errors").get_by_role("link", name="Statement").click()

    assert page.url.endswith("#id_statement")


# How it is left


def test_what_was_typed_is_not_left_without_a_question(sign_in, site):
    page = sign_in(address(Verdict, "change", verdict_on_orm().pk))
    type_into(page.locator("#id_since"), "3")

    assert asks_before_it_leaves(page, site)


def test_a_form_in_which_nothing_was_typed_or_all_was_taken_back_is(sign_in, site):
    page = sign_in("/admin/")
    for model in (Verdict, Claim, Framework):
        page.goto(site + address(model, "change", model.objects.order_by("pk").first().pk))
        page.locator("h1").click()
        assert not asks_before_it_leaves(page, site)

    page.goto(site + address(Verdict, "add"))
    type_into(page.locator("#id_since"), "3")
    page.locator("#id_since").press("Backspace")
    page.get_by_role("button", name="Add another Source").click()

    assert not asks_before_it_leaves(page, site)


def test_names_that_were_chosen_and_rows_beneath_count_as_typed(sign_in, site):
    verdict = verdict_on_orm()
    page = sign_in(address(Verdict, "change", verdict.pk))
    page.get_by_role("searchbox", name="Extensions", exact=True).click()
    page.get_by_role("searchbox", name="Extensions", exact=True).press_sequentially("alembic")
    page.locator(".select2-results__option--highlighted", has_text="lembic").wait_for()
    page.keyboard.press("Enter")
    assert asks_before_it_leaves(page, site)

    page.goto(site + address(Verdict, "change", verdict.pk))
    page.locator("#sources-group .delete input").first.click()
    assert asks_before_it_leaves(page, site)

    page.goto(site + address(Verdict, "change", verdict.pk))
    page.get_by_role("button", name="Add another Source").click()
    type_into(page.locator(".dynamic-sources .field-title :is(input, textarea)").last, "A page")
    assert asks_before_it_leaves(page, site)


def test_saving_is_no_leaving_and_neither_is_a_preview(sign_in, site):
    verdict = verdict_on_orm()
    page = sign_in(address(Verdict, "change", verdict.pk))
    type_into(page.locator("#id_since"), "3")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Preview as visitors would see it").click()
    opened.value.close()
    assert asks_before_it_leaves(page, site)

    asked = []
    page.goto(site + address(Verdict, "change", verdict.pk))
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    type_into(page.locator("#id_since"), "3")
    leave_by(page.get_by_role("button", name="Save", exact=True).last)

    assert page.get_by_text("was changed successfully").count() == 1
    assert asked == []


def test_a_refused_form_holds_what_was_typed(sign_in, site):
    page = sign_in(address(Claim, "add"))
    leave_by(page.get_by_role("button", name="Save", exact=True).last)
    page.locator("#id_statement").click()

    assert asks_before_it_leaves(page, site)
