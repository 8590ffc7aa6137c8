"""The grid: all verdicts of a framework, or on a criterion, on one page and in one save."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from comparisons.choices import PublicationState
from comparisons.models import Criterion, Framework, Revision, Verdict
from tests.admin.grid.pages import a_verdict, grid_address, message, opened, problems, save, shown, typed
from tests.admin.test_desks import address
from tests.factories import create_category, create_criterion, create_framework, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db


# What stands there


def test_the_addresses_are_those_that_were_promised():
    assert reverse("admin:comparisons_framework_grid", args=[7]) == "/admin/comparisons/framework/7/grid/"
    assert reverse("admin:comparisons_criterion_grid", args=[7]) == "/admin/comparisons/criterion/7/grid/"


def test_a_framework_has_a_row_for_each_criterion_that_is_not_over(anna):
    verdict = create_verdict(summary="It came with it.")
    category = verdict.criterion.category
    empty, draft = create_criterion(category=category), create_criterion(category=category, state="draft")
    create_criterion(category=category, state="archived")

    response = anna.get(grid_address(verdict.framework))

    rows = response.context["sheet"].rows
    assert [row.key for row in rows] == [verdict.criterion_id, empty.pk, draft.pk]
    assert [row.state for row in rows] == ["", "", "draft"]
    assert [row.verdict for row in rows] == [verdict, None, None]
    assert "It came with it." in text_of(response)


def test_a_criterion_has_a_row_for_each_framework_and_its_guidance_once(anna):
    criterion = create_criterion(earns_5="A pleasure to see.")
    create_verdict(criterion=criterion, framework=create_framework(name="Flask"), rating=5)
    create_framework(name="Django")

    response = anna.get(grid_address(criterion))

    assert sorted(row.name for row in response.context["sheet"].rows) == ["Django", "Flask"]
    assert text_of(response).count("A pleasure to see.") == 1


def test_the_neighbours_and_the_guidance_stand_beside_each_row(anna):
    criterion, mine = create_criterion(earns_3="With work of one's own."), create_framework()
    for name, rating, state in (("Flask", 3, "published"), ("Sanic", 5, "draft"), ("Old", 5, "archived")):
        create_verdict(criterion=criterion, framework=create_framework(name=name), rating=rating, state=state)
    create_verdict(criterion=criterion, framework=mine, rating=1)

    response = anna.get(grid_address(mine))

    (row,) = response.context["sheet"].rows
    assert [(level.rating, level.holders) for level in row.others] == [(5, ("Sanic (draft)",)), (3, ("Flask",))]
    assert "With work of one&#x27;s own." in text_of(response)


def test_every_control_says_its_row_and_its_column(anna):
    framework = create_framework()
    create_criterion(name="WebSockets")

    content = text_of(anna.get(grid_address(framework)))

    for column in ("support", "rating", "since", "summary", "publication state", "detail", "confidence"):
        assert f'aria-label="WebSockets, {column}"' in content


def test_an_empty_row_is_prefilled_so_that_five_columns_are_enough(anna):
    framework, criterion = create_framework(), create_criterion()

    values = opened(anna, framework)

    today = timezone.localdate()
    assert values[f"row-{criterion.pk}-written_on"] == str(today)
    assert values[f"row-{criterion.pk}-review_due_on"] == str(today + timedelta(days=365))
    assert values[f"row-{criterion.pk}-confidence"] == "low"
    assert values[f"row-{criterion.pk}-state"] == "draft"


@pytest.mark.parametrize("create", [create_framework, create_criterion])
def test_the_list_and_the_form_lead_there(anna, create):
    row = create()

    for page in (address(create, "changelist"), address(create, "change", row.pk)):
        assert f'href="{grid_address(row)}"' in text_of(anna.get(page))


# Saving


def test_an_empty_framework_is_filled_in_one_save(catalogue, anna):
    framework = create_framework()
    values = opened(anna, framework)
    criteria = Criterion.objects.published()
    for criterion in criteria:
        values |= a_verdict(criterion, since="1.0")

    response = save(anna, framework, values)

    assert (response.status_code, response.headers["Location"]) == (302, grid_address(framework))
    verdicts = Verdict.objects.filter(framework=framework)
    assert len(criteria) == verdicts.filter(state="draft", rating=4, since="1.0", detail="").count() == 43
    assert message(response) == ["43 verdicts added."]
    assert LogEntry.objects.filter(object_id__in=[str(verdict.pk) for verdict in verdicts]).count() == 43
    history = Verdict.history.filter(framework_id=framework.pk)
    assert {(one.history_type, one.history_change_reason, one.history_user.username) for one in history} == {
        ("+", "grid", "anna")
    }


def test_a_criterion_is_filled_for_all_frameworks(anna):
    criterion, frameworks = create_criterion(), [create_framework(), create_framework()]
    values = opened(anna, criterion)
    for rating, framework in enumerate(frameworks, start=2):
        values |= a_verdict(framework, rating=rating)

    save(anna, criterion, values)

    assert [criterion.verdicts.get(framework=framework).rating for framework in frameworks] == [2, 3]


def test_what_is_published_there_is_a_revision(anna):
    framework, criterion = create_framework(), create_criterion()
    values = opened(anna, framework) | a_verdict(criterion, state="published", detail="It bears the rating.")

    save(anna, framework, values)

    assert Revision.objects.current_number() == 1
    assert Verdict.objects.published().count() == 1


def test_why_stands_in_the_history(anna):
    verdict = create_verdict(rating=3)
    values = opened(anna, verdict.framework) | typed(verdict.criterion, rating=2) | {"why": "levelled after 3.1"}

    save(anna, verdict.framework, values)

    assert verdict.history.latest().history_change_reason == "grid: levelled after 3.1"


def test_rows_that_nobody_touched_are_not_saved(anna):
    verdict = create_verdict()
    other = create_verdict(framework=verdict.framework)
    create_criterion()
    values = opened(anna, verdict.framework) | typed(verdict.criterion, summary="Another sentence.")

    response = save(anna, verdict.framework, values)

    other.refresh_from_db()
    assert message(response) == ["1 verdict changed."]
    assert (other.version, other.history.count()) == (1, 1)
    assert Verdict.objects.filter(framework=verdict.framework).count() == 2


@pytest.mark.parametrize("stored", ["One.\n\n- two", "One.\r\n\r\n- two", "One.\r\r- two"])
def test_the_line_breaks_of_a_browser_touch_no_row(anna, stored):
    verdict = create_verdict(detail=stored, summary=stored)

    response = save(anna, verdict.framework, opened(anna, verdict.framework))

    assert message(response) == ["No row was changed, so nothing was saved."]
    assert verdict.history.count() == 1


def test_a_line_break_is_saved_as_the_fixtures_have_it(anna):
    verdict = create_verdict(detail="One.\n\nTwo.")
    values = opened(anna, verdict.framework) | typed(verdict.criterion, detail="One.\r\n\r\nThree.")

    save(anna, verdict.framework, values)

    assert Verdict.objects.get().detail == "One.\n\nThree."
    assert LogEntry.objects.get().get_change_message() == "Changed detail."


def test_a_save_of_nothing_says_so(anna):
    verdict = create_verdict()

    response = save(anna, verdict.framework, opened(anna, verdict.framework))

    assert message(response) == ["No row was changed, so nothing was saved."]
    assert verdict.history.count() == 1


def test_a_page_that_stayed_open_over_midnight_makes_no_verdicts(anna, monkeypatch):
    framework, _criterion = create_framework(), create_criterion()
    values = opened(anna, framework)
    tomorrow = timezone.localdate() + timedelta(days=1)
    monkeypatch.setattr(timezone, "localdate", lambda: tomorrow)

    response = save(anna, framework, values)

    assert response.status_code == 302
    assert not Verdict.objects.exists()


# When something is wrong


def test_one_wrong_row_holds_all_of_them_and_keeps_all_that_was_typed(anna):
    framework = create_framework()
    right, wrong = create_criterion(name="Right"), create_criterion(name="Wrong")
    values = (
        opened(anna, framework) | a_verdict(right, summary="All is said.") | typed(wrong, summary="Half is said.")
    )

    response = save(anna, framework, values)

    assert response.status_code == 200
    assert not Verdict.objects.exists()
    kept = shown(response)
    assert kept[f"row-{right.pk}-summary"] == "All is said."
    assert kept[f"row-{wrong.pk}-summary"] == "Half is said."
    assert problems(response) == [
        "Wrong, support: This field is required.",
        "Wrong, rating: This field is required.",
    ]
    content = text_of(response)
    assert f'<a href="#id_row-{wrong.pk}-rating">Wrong, rating</a>' in content
    assert f'<ul class="errorlist" id="id_row-{wrong.pk}-rating_error">' in content
    assert f'aria-describedby="id_row-{wrong.pk}-rating_error"' in content


def test_only_a_draft_may_be_without_its_detail(editor):
    framework, criterion = create_framework(), create_criterion(name="Admin")
    values = opened(editor, framework) | a_verdict(criterion, state="in_review")

    refused = save(editor, framework, values)
    response = save(editor, framework, values | typed(criterion, detail="It bears the rating."))

    assert problems(refused) == ["Admin, detail: Only a draft may be without its detail: it must bear the rating."]
    assert "<details open>" in text_of(refused)
    assert response.status_code == 302
    assert Verdict.objects.get().state == PublicationState.IN_REVIEW


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"rating": "7"}, "Admin, rating: Select a valid choice. 7 is not one of the available choices."),
        ({"summary": "a" * 161}, "Admin, summary: Ensure this value has at most 160 characters (it has 161)."),
        ({"summary": "null \x00"}, "Admin, summary: Null characters are not allowed."),
        ({"since": "\x00"}, "Admin, since: Null characters are not allowed."),
        (
            {"state": "gone"},
            "Admin, publication state: Select a valid choice. gone is not one of the available choices.",
        ),
        ({"review_due_on": "2001-01-01"}, "Admin: The review cannot be due before the statement was written."),
        ({"written_on": "soon"}, "Admin, written on: Enter a valid date."),
    ],
)
def test_what_cannot_be_is_named_beside_its_cell(anna, fields, problem):
    verdict = create_verdict(criterion=create_criterion(name="Admin"))
    values = opened(anna, verdict.framework) | typed(verdict.criterion, **fields)

    response = save(anna, verdict.framework, values)

    assert (response.status_code, problems(response)) == (200, [problem])
    assert Verdict.objects.get().version == 1


def test_when_a_save_breaks_halfway_nothing_of_it_stays(anna, monkeypatch):
    framework = create_framework()
    first, last = create_criterion(), create_criterion()
    values = opened(anna, framework) | a_verdict(first) | a_verdict(last)
    plain_save = Verdict.save

    def breaking_save(self, *args, **kwargs):
        if self.criterion_id == last.pk:
            raise IntegrityError("somebody was faster")
        plain_save(self, *args, **kwargs)

    monkeypatch.setattr(Verdict, "save", breaking_save)

    response = save(anna, framework, values)

    assert response.status_code == 200
    assert not Verdict.objects.exists()
    assert not LogEntry.objects.exists()
    assert "Somebody else is saving these verdicts at this moment." in text_of(response)
    assert shown(response)[f"row-{first.pk}-summary"] == "It is there."


# What it costs


def fill(framework_total, criterion_total):
    category = create_category()
    while Criterion.objects.count() < criterion_total:
        create_criterion(category=category)
    while Framework.objects.count() < framework_total:
        create_framework()
    for framework in Framework.objects.all():
        for criterion in Criterion.objects.exclude(verdicts__framework=framework):
            create_verdict(framework=framework, criterion=criterion)


def test_two_frameworks_and_thirty_cost_the_same_number_of_queries(anna):
    fill(2, 2)
    pages = [grid_address(Framework.objects.first()), grid_address(Criterion.objects.first())]

    def counted():
        numbers = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                assert anna.get(page).status_code == 200
            numbers.append(len(queries))
        return numbers

    counted()
    few = counted()
    fill(30, 43)

    assert counted() == few == [9, 9]


def test_a_save_costs_by_the_rows_that_were_changed_and_not_by_those_that_are_there(anna):
    def cost():
        verdict = Verdict.objects.order_by("pk").first()
        values = opened(anna, verdict.framework) | typed(verdict.criterion, since=f"{verdict.version}.0")
        with CaptureQueriesContext(connection) as queries:
            assert save(anna, verdict.framework, values).status_code == 302
        return len([query for query in queries if "publishedthing" not in query["sql"]])

    fill(2, 2)
    cost()
    few = cost()
    fill(2, 43)
    # The content that was added is recorded with the next save.
    cost()

    assert cost() == few


def test_the_page_stays_far_below_the_number_of_fields_that_are_read(catalogue, anna, settings):
    values = opened(anna, Framework.objects.get(slug="flask"))

    assert len(values) < settings.DATA_UPLOAD_MAX_NUMBER_FIELDS / 10
