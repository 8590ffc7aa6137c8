"""The texts of editors in a real browser: nothing runs, and the preview works by keyboard and without script."""

import pytest
from django.urls import reverse

from comparisons.models import Claim, Criterion, Framework, Verdict
from tests.text.payloads import PAYLOADS

pytestmark = pytest.mark.browser

ALL_AT_ONCE = "\n\n".join(PAYLOADS)


@pytest.fixture
def verdict(site):
    return Verdict.objects.get(framework__slug="flask", criterion__slug="orm")


def change_address(row):
    return reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])


def test_what_was_written_to_run_does_not(open_page, sign_in, verdict):
    Verdict.objects.filter(framework__slug="flask").update(detail=ALL_AT_ONCE, summary=PAYLOADS[13])
    Framework.objects.filter(slug="flask").update(description=ALL_AT_ONCE, tagline=PAYLOADS[6])
    Criterion.objects.filter(slug="orm").update(meaning=ALL_AT_ONCE, earns_1=ALL_AT_ONCE, question=PAYLOADS[18])
    Claim.objects.update(explanation=ALL_AT_ONCE)
    dialogs = []

    for opened, path in (
        (open_page, "/frameworks/flask/"),
        (open_page, "/criteria/orm/"),
        (open_page, "/claims/"),
        (open_page, "/compare/?framework=flask&open=orm:flask"),
        (open_page, "/search/?q=alert"),
        (sign_in, change_address(verdict)),
    ):
        page = opened(path)
        page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
        page.evaluate("() => document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
        page.mouse.move(300, 300)
        page.mouse.wheel(0, 2000)
        page.wait_for_timeout(200)
        assert page.complaints == [], path
    # The last page is the form: its preview is the same text.
    page.locator("button[data-field=detail]").click()
    page.locator("#id_detail_preview .text-preview-text p").first.wait_for()

    assert page.complaints == []
    assert dialogs == []


def test_the_preview_opens_under_the_box_by_keyboard(sign_in, verdict):
    page = sign_in(change_address(verdict))
    page.locator("#id_detail").fill("See **this**:\n\n- one\n- two")

    page.locator("#id_detail").press("Tab")
    page.keyboard.press("Enter")

    shown = page.get_by_role("region", name="As visitors will see it").filter(visible=True)
    shown.get_by_role("listitem").first.wait_for()
    assert shown.locator("strong").inner_text() == "this"
    assert page.evaluate("() => document.activeElement.textContent") == "Preview"
    assert page.url.endswith(change_address(verdict))
    assert page.complaints == []


def test_a_preview_that_cannot_be_fetched_says_so_and_keeps_the_text(sign_in, verdict):
    page = sign_in(change_address(verdict))
    page.route("**/preview-text/**", lambda route: route.abort())
    page.locator("#id_detail").fill("Typed for an hour.")

    page.locator("button[data-field=detail]").click()

    page.get_by_text("The preview could not be fetched.").wait_for()
    assert page.locator("#id_detail").input_value() == "Typed for an hour."


def test_without_script_the_preview_is_a_page_beside_the_form(sign_in, verdict):
    page = sign_in(change_address(verdict), javascript=False)
    page.locator("#id_detail").fill("See **this**.")

    with page.context.expect_page() as opened:
        page.locator("button[data-field=detail]").click()

    assert opened.value.locator(".text-preview-text strong").inner_text() == "this"
    assert page.locator("#id_detail").input_value() == "See **this**."
    assert "At most 160 characters." in page.locator("#id_summary_helptext").inner_text()


def test_a_short_text_counts_its_characters_and_says_so_when_the_writer_pauses(sign_in, verdict):
    page = sign_in(change_address(verdict))
    summary = page.locator("#id_summary")
    shown = page.locator("#id_summary ~ .character-count")
    told = page.locator("#id_summary ~ [role=status]")

    summary.fill("  Ships\n its own mapper.  ")
    assert shown.inner_text() == "21 of 160 characters"
    assert told.inner_text() == ""
    page.wait_for_function("(told) => told.textContent === '21 of 160 characters'", arg=told.element_handle())

    summary.fill("a" * 150)
    assert shown.inner_text() == "150 of 160 characters, 10 left"
    summary.fill("a" * 170)
    assert shown.inner_text() == "170 of 160 characters, 10 too many"
    assert len(summary.input_value()) == 170


def test_a_row_that_is_added_counts_too(sign_in, verdict):
    page = sign_in(change_address(verdict))
    number = page.locator("#id_sources-TOTAL_FORMS").input_value()

    page.locator("#sources-group .add-row a").click()

    page.locator(f"#id_sources-{number}-title").fill("A page")
    assert page.locator(f"#id_sources-{number}-title ~ .character-count").inner_text() == "6 of 200 characters"
