"""The editors' desk in Chromium, page by page: nothing blocked, no wider than a tablet, axe content, boxes named.

Few tests that walk many pages, since a signed-in browser on the real content costs more than most pages. The grid has
its own, tests/browser/test_grid.py: of a framework and of a criterion, wide and narrow, light and dark.
"""

import pytest
from django.contrib import admin
from django.urls import reverse

from comparisons.admin import start
from comparisons.choices import PreparedState
from comparisons.models import Claim, LinkCheck, PreparedChange, Source, Suggestion, Verdict
from tests.admin.forms import shown_values
from tests.admin.roles import PASSWORD, superuser
from tests.browser.axe import violations_of
from tests.browser.conftest import leave_by
from tests.factories import create_link_check, create_prepared_change, create_suggestion

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDTHS = {"tablet": 820, "desktop": 1280}
# What is longer repeats itself.
ROWS_OF_A_LIST = 4
LISTED = [model for model in admin.site._registry if model._meta.app_label == "comparisons"]
# What a prepared change opens is the form of its row; of a checked link there is none.
WITH_FORM = [model for model in LISTED if model not in (LinkCheck, PreparedChange)]

# Where select2 draws its open list is for its caller to say, Django's autocomplete.js, which leaves it at the end of
# the page, outside every landmark. Focus goes there by script, so nobody has to find it.
OUTSIDE_LANDMARKS = (
    "region",
    [["body > .select2-container--open.select2-container.select2-container--admin-autocomplete"]],
)


def verdict_on_orm():
    return Verdict.objects.get(framework__slug="flask", criterion__slug="orm")


def address(model, page, *arguments):
    return reverse(f"admin:comparisons_{model._meta.model_name}_{page}", args=arguments)


def visit(page, site, path):
    page.goto(site + path)
    assert_clean(page)


def assert_clean(page):
    """With all that is folded unfolded."""
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    assert page.complaints == [], page.url
    for width in WIDTHS.values():
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.scrollingElement.scrollWidth") <= width, page.url
    assert violations_of(page) == [], page.url


@pytest.mark.once
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_way_in_is_clean_also_when_it_is_refused(open_page, scheme):
    page = open_page("/admin/", scheme=scheme)
    assert_clean(page)

    page.get_by_label("Username").fill("nobody")
    page.get_by_label("Password").fill(PASSWORD)
    leave_by(page.get_by_role("button", name="Log in"))

    page.locator(".errornote").wait_for()
    assert_clean(page)


@pytest.mark.once
def test_every_list_is_clean(sign_in, site, monkeypatch):
    for model in LISTED:
        monkeypatch.setattr(admin.site.get_model_admin(model), "list_per_page", ROWS_OF_A_LIST)
    create_link_check(url=Source.objects.first().url, failed_days=4)
    create_suggestion(about=verdict_on_orm())
    create_prepared_change(of=verdict_on_orm())
    page = sign_in("/admin/")

    for model in LISTED:
        visit(page, site, address(model, "changelist"))
        assert page.locator("#result_list tbody tr").count() > 0, model


@pytest.mark.once
def test_the_form_of_every_kind_of_row_is_clean(sign_in, site):
    create_suggestion(about=verdict_on_orm())
    page = sign_in("/admin/")

    for model in WITH_FORM:
        row = verdict_on_orm() if model is Verdict else model._default_manager.order_by("pk").first()
        visit(page, site, address(model, "change", row.pk))


@pytest.mark.once
def test_empty_forms_and_the_rows_that_are_added_beneath_them_are_clean(sign_in, site):
    page = sign_in("/admin/")

    visit(page, site, address(Verdict, "add"))
    page.get_by_role("button", name="Add another Source").click()
    assert_clean(page)
    for prefix in ("answer", "question"):
        page.goto(f"{site}/admin/comparisons/{prefix}/add/")
        for button in page.locator(".add-row a").all():
            button.click()
        assert_clean(page)


def test_what_completes_a_name_says_what_it_asks_for(sign_in, site):
    page = sign_in(address(Verdict, "add"))

    page.get_by_role("combobox", name="Framework:", exact=True).click()
    page.get_by_role("searchbox", name="Framework", exact=True).fill("flas")
    page.get_by_role("listbox", name="Framework", exact=True).get_by_role("option", name="Flask").wait_for()
    assert violations_of(page) == [OUTSIDE_LANDMARKS]
    page.keyboard.press("Enter")

    assert page.get_by_role("combobox", name="Framework: Flask", exact=True).count() == 1
    assert page.get_by_role("searchbox", name="Extensions", exact=True).count() == 1
    # A row that is added beneath a form has its boxes named too.
    page.goto(f"{site}/admin/comparisons/answer/add/")
    page.get_by_role("button", name="Add another Effect").click()
    assert page.get_by_role("combobox", name="Criterion:", exact=True).count() == 1
    assert page.get_by_role("spinbutton", name="Weight:", exact=True).count() == 1
    assert page.complaints == []


@pytest.mark.once
def test_the_pages_around_lists_and_forms_are_clean(sign_in, site, monkeypatch):
    monkeypatch.setattr(start, "SAMPLE_SIZE", 20)
    verdict = verdict_on_orm()
    suggestion = create_suggestion(about=verdict)
    verdict.summary, verdict.state = "As somebody else had it.", "draft"
    verdict.save()
    source = verdict.sources.first()
    source.delete()
    page = sign_in("/admin/")

    assert page.locator(".desk-start__cells a").count() > 0
    assert_clean(page)
    for path in (
        reverse("admin:app_list", args=["comparisons"]),
        reverse("admin:password_change"),
        reverse("admin:comparisons_question_lint"),
        address(Suggestion, "decline", suggestion.pk),
        address(Source, "deleted"),
        address(Verdict, "delete", verdict.pk),
        address(Verdict, "import"),
        address(Verdict, "history", verdict.pk),
    ):
        visit(page, site, path)
    leave_by(page.get_by_role("link", name="Make it as it was then").last)
    assert_clean(page)
    page.goto(site + address(Source, "deleted"))
    leave_by(page.get_by_role("link", name="Restore"))
    assert_clean(page)


def test_the_preview_of_an_import_and_the_deletion_of_selected_rows_are_clean(sign_in, site):
    page = sign_in(address(Verdict, "import"))

    rows = "framework,criterion,rating,summary\nflask,orm,4,Another summary.\nflask,admin,1,And another.\n"
    page.get_by_label("File:").set_input_files({"name": "rows.csv", "mimeType": "text/csv", "buffer": rows.encode()})
    page.get_by_label("Save changes of published rows at once").check()
    leave_by(page.get_by_role("button", name="Preview"))
    page.get_by_role("button", name="Import all of it").wait_for()
    assert_clean(page)

    page.goto(site + address(Claim, "changelist"))
    page.locator("#result_list tbody .action-checkbox input").first.check()
    page.get_by_label("Action:").select_option("delete_selected")
    leave_by(page.get_by_role("button", name="Go"))
    page.get_by_label("Why").wait_for()
    assert_clean(page)


def test_a_change_is_prepared_and_its_form_is_clean(sign_in, site):
    claim = Claim.objects.order_by("pk").first()
    page = sign_in(address(Claim, "change", claim.pk))
    page.get_by_label("Statement").fill("It was said otherwise.")
    leave_by(page.get_by_role("button", name="Prepare this change for review"))
    page.get_by_text("The change is prepared.").wait_for()
    assert_clean(page)

    page.goto(site + address(PreparedChange, "changelist"))
    leave_by(page.locator("#result_list tbody th a"))

    page.get_by_text("A prepared change is filled in below").wait_for()
    assert page.get_by_label("Statement").input_value() == "It was said otherwise."
    assert_clean(page)


@pytest.mark.once
def test_the_desk_is_clean_in_the_dark(sign_in, site, monkeypatch):
    monkeypatch.setattr(start, "SAMPLE_SIZE", 20)
    monkeypatch.setattr(admin.site.get_model_admin(Verdict), "list_per_page", ROWS_OF_A_LIST)
    verdict = verdict_on_orm()
    verdict.state = "draft"
    verdict.save()
    page = sign_in("/admin/", scheme="dark")
    assert_clean(page)

    for path in (address(Verdict, "changelist"), address(Verdict, "change", verdict.pk)):
        visit(page, site, path)


def test_enter_in_a_filled_in_form_previews_it(sign_in):
    verdict = verdict_on_orm()
    client, form = superuser(), address(Verdict, "change", verdict.pk)
    client.post(form, shown_values(client.get(form)) | {"_prepare": "1", "summary": "As it is prepared."})
    change = PreparedChange.objects.get()
    page = sign_in(f"{form}?prepared={change.pk}", group="Publisher")

    with page.context.expect_page() as opened:
        page.locator("#id_written_on").press("Enter")

    opened.value.wait_for_load_state()
    assert opened.value.get_by_text("As it is prepared.").count()
    change.refresh_from_db()
    assert change.state == PreparedState.WAITING
    assert page.complaints == []


def test_enter_in_the_form_of_a_published_row_prepares_an_editors_change(sign_in):
    verdict = verdict_on_orm()
    page = sign_in(address(Verdict, "change", verdict.pk), group="Editor")
    page.locator("#id_review_due_on").fill("01/02/2030")

    leave_by(page.locator("#id_review_due_on"), key="Enter")

    page.get_by_text("The change is prepared.").wait_for()
    assert PreparedChange.objects.of(verdict).get().form_data["review_due_on"] == ["01/02/2030"]
    assert page.complaints == []
