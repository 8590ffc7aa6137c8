"""A suggestion sent from a phone without script, and the forms of both sides under axe."""

import re

import pytest

from comparisons.models import Suggestion, Verdict
from comparisons.suggestions import openings
from tests.browser.axe import violations_of
from tests.browser.conftest import leave_by, path_of
from tests.factories import create_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("javascript", [False, True])
def test_a_visitor_with_a_phone_says_what_is_wrong_and_reads_the_thanks(open_page, javascript, monkeypatch):
    monkeypatch.setattr(openings, "SOONEST", openings.timedelta(seconds=0))
    page = open_page("/criteria/orm/", width=390, javascript=javascript)
    page.locator("details:has(#flask) > summary").click()

    leave_by(page.get_by_role("link", name=re.compile(r"Something wrong\? Tell us\s*: Flask")))
    page.get_by_label("What is wrong?").fill("The package it names was abandoned.")
    page.get_by_label("How do you know?").fill("I read it at https://a.example/ today.")
    page.locator("summary", has_text="If you know what would be right").click()
    page.get_by_label("Which rating would be right?").select_option("2")
    leave_by(page.get_by_role("button", name="Send to the editors"))

    page.get_by_role("heading", name="Thank you").wait_for()
    assert path_of(page) == "/suggest/verdict/flask/orm/thanks/"
    assert page.context.cookies() == []
    assert page.complaints == []
    suggestion = Suggestion.objects.get()
    assert (suggestion.key, suggestion.proposed_rating) == ("flask/orm", 2)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_a_refused_form_keeps_the_words_and_is_clean_for_axe(open_page, width, scheme):
    page = open_page("/suggest/verdict/flask/orm/", width=width, scheme=scheme)
    page.get_by_label("What is wrong?").fill("The package it names was abandoned.")

    leave_by(page.get_by_role("button", name="Send to the editors"))

    page.get_by_role("alert").wait_for()
    assert page.get_by_label("What is wrong?").input_value() == "The package it names was abandoned."
    field = page.get_by_label("How do you know?")
    assert field.get_attribute("aria-invalid") == "true"
    assert violations_of(page) == []
    assert page.evaluate("document.scrollingElement.scrollWidth") <= width


def test_the_trap_is_out_of_sight_of_the_keyboard_and_of_screen_readers(open_page):
    page = open_page("/suggest/verdict/flask/orm/")

    reached = []
    page.locator("main h1").evaluate("(head) => { head.tabIndex = -1; head.focus(); }")
    for _step in range(8):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))

    assert "homepage" not in reached
    assert reached[1:3] == ["what_is_wrong", "how_they_know"]
    assert page.get_by_role("textbox", name="Leave this empty").count() == 0


@pytest.mark.parametrize("width", [1280, 768])
def test_an_editor_accepts_and_declines_by_keyboard(sign_in, site, width):
    page = sign_in("/method/", width=width)
    verdict = Verdict.objects.get(framework__slug="flask", criterion__slug="orm")
    accepted = create_suggestion(about=verdict, proposed_words="As the visitor has it.")
    declined = create_suggestion(about=verdict, what_is_wrong="The second one is no use.")
    page.goto(f"{site}/admin/comparisons/verdict/{verdict.pk}/change/")

    page.locator(".shown-suggestions").get_by_role("link", name=f"with suggestion {accepted.pk}").press("Enter")
    page.wait_for_url("**?suggestion=*")
    assert page.locator("#id_summary").input_value() == "As the visitor has it."
    leave_by(page.locator("input[name=_continue]").last, key="Enter")
    page.get_by_text(f"Suggestion {accepted.pk} is accepted.").wait_for()
    leave_by(
        page.locator(".shown-suggestions").get_by_role("link", name=f"suggestion {declined.pk}").last, key="Enter"
    )
    page.get_by_label("Why not").fill("It is not so.")
    leave_by(page.get_by_role("button", name="Decline"), key="Enter")
    page.get_by_text(f"Suggestion {declined.pk} is declined.").wait_for()

    assert page.complaints == []
    assert sorted(Suggestion.objects.values_list("state", flat=True)) == ["accepted", "declined"]


@pytest.mark.once
def test_axe_has_no_complaint_about_the_box_and_the_page_of_declining(sign_in, site):
    page = sign_in("/method/")
    verdict = Verdict.objects.get(framework__slug="flask", criterion__slug="orm")
    suggestion = create_suggestion(about=verdict, proposed_rating=1, how_they_know="See https://a.example/page.")

    page.goto(f"{site}/admin/comparisons/verdict/{verdict.pk}/change/?suggestion={suggestion.pk}")
    assert violations_of(page, context=".shown-suggestions") == []
    page.goto(f"{site}/admin/comparisons/suggestion/{suggestion.pk}/decline/")
    assert violations_of(page) == []
