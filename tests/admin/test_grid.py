"""The grid: all verdicts of a framework, or on a criterion, on one page and in one save."""

import re
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
from tests.admin import roles
from tests.admin.forms import shown_values
from tests.admin.grids import a_verdict, grid_address, opened, problems, shown, typed, words
from tests.admin.test_desks import address
from tests.factories import create_category, create_criterion, create_framework, create_verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return roles.publisher("anna")


@pytest.fixture
def ben():
    return roles.publisher("ben")


@pytest.fixture
def editor():
    return roles.editor("ed")


def save(client, row, values):
    return client.post(grid_address(row), values)


def message(response):
    """Without the links to each row."""
    return [re.sub(r": <a .*</a>", "", str(text)) for text in response.wsgi_request._messages]


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
    assert "It came with it." in words(response)


def test_a_criterion_has_a_row_for_each_framework_and_its_guidance_once(anna):
    criterion = create_criterion(earns_5="A pleasure to see.")
    create_verdict(criterion=criterion, framework=create_framework(name="Flask"), rating=5)
    create_framework(name="Django")

    response = anna.get(grid_address(criterion))

    assert sorted(row.name for row in response.context["sheet"].rows) == ["Django", "Flask"]
    assert words(response).count("A pleasure to see.") == 1


def test_the_neighbours_and_the_guidance_stand_beside_each_row(anna):
    criterion, mine = create_criterion(earns_3="With work of one's own."), create_framework()
    for name, rating, state in (("Flask", 3, "published"), ("Sanic", 5, "draft"), ("Old", 5, "archived")):
        create_verdict(criterion=criterion, framework=create_framework(name=name), rating=rating, state=state)
    create_verdict(criterion=criterion, framework=mine, rating=1)

    response = anna.get(grid_address(mine))

    (row,) = response.context["sheet"].rows
    assert [(level.rating, level.holders) for level in row.others] == [(5, ("Sanic (draft)",)), (3, ("Flask",))]
    assert "With work of one&#x27;s own." in words(response)


def test_every_control_says_its_row_and_its_column(anna):
    framework = create_framework()
    create_criterion(name="WebSockets")

    content = words(anna.get(grid_address(framework)))

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
        assert f'href="{grid_address(row)}"' in words(anna.get(page))


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
    content = words(response)
    assert f'<a href="#id_row-{wrong.pk}-rating">Wrong, rating</a>' in content
    assert f'<ul class="errorlist" id="id_row-{wrong.pk}-rating_error">' in content
    assert f'aria-describedby="id_row-{wrong.pk}-rating_error"' in content


def test_only_a_draft_may_be_without_its_detail(editor):
    framework, criterion = create_framework(), create_criterion(name="Admin")
    values = opened(editor, framework) | a_verdict(criterion, state="in_review")

    refused = save(editor, framework, values)
    response = save(editor, framework, values | typed(criterion, detail="It bears the rating."))

    assert problems(refused) == ["Admin, detail: Only a draft may be without its detail: it must bear the rating."]
    assert "<details open>" in words(refused)
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
    assert "Somebody else is saving these verdicts at this moment." in words(response)
    assert shown(response)[f"row-{first.pk}-summary"] == "It is there."


# Two editors


def test_the_second_save_is_refused_keeps_what_was_typed_and_says_who_changed_what(anna, ben):
    verdict = create_verdict(summary="As it was.", rating=3, criterion=create_criterion(name="Admin"))
    framework, criterion = verdict.framework, verdict.criterion
    other = create_criterion()
    annas, bens = opened(anna, framework), opened(ben, framework)
    save(anna, framework, annas | typed(criterion, rating=4, since="2.0"))

    bens |= typed(criterion, summary="As Ben has it.") | a_verdict(other)
    response = save(ben, framework, bens)

    verdict.refresh_from_db()
    assert (response.status_code, verdict.rating, verdict.summary) == (200, 4, "As it was.")
    assert not other.verdicts.exists()
    assert problems(response) == ["Admin: somebody else saved it in between; its row says who and what."]
    content = words(response)
    assert "anna saved this on" in content
    assert "<b>rating</b>: <del>adequate</del> → <ins>good</ins>" in content
    kept = shown(response)
    assert kept[f"row-{criterion.pk}-summary"] == "As Ben has it."
    assert kept[f"row-{other.pk}-summary"] == "It is there."
    # What Ben did not touch is what Anna made of it, so that a second save does not undo it unseen.
    assert (kept[f"row-{criterion.pk}-rating"], kept[f"row-{criterion.pk}-since"]) == ("4", "2.0")

    assert save(ben, framework, kept).status_code == 302
    verdict.refresh_from_db()
    assert (verdict.rating, verdict.summary, other.verdicts.count()) == (4, "As Ben has it.", 1)


def test_a_row_that_only_the_other_touched_is_no_conflict(anna, ben):
    verdict = create_verdict(summary="As it was.")
    mine = create_verdict(framework=verdict.framework)
    annas, bens = opened(anna, verdict.framework), opened(ben, verdict.framework)
    save(anna, verdict.framework, annas | typed(verdict.criterion, summary="As Anna has it."))

    response = save(ben, verdict.framework, bens | typed(mine.criterion, summary="As Ben has it."))

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary) == (302, "As Anna has it.")


def test_two_who_fill_the_same_empty_place_meet(anna, ben):
    framework, criterion = create_framework(), create_criterion()
    annas, bens = opened(anna, framework), opened(ben, framework)
    save(anna, framework, annas | a_verdict(criterion, rating=2, summary="As Anna has it."))

    response = save(ben, framework, bens | a_verdict(criterion, rating=5, summary="As Ben has it."))

    assert (response.status_code, Verdict.objects.get().summary) == (200, "As Anna has it.")
    assert "<b>summary</b>: <del>–</del> → <ins>As Anna has it.</ins>" in words(response)
    assert save(ben, framework, shown(response)).status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.summary, verdict.rating) == ("As Ben has it.", 5)


def test_a_place_that_only_the_other_filled_is_no_conflict(anna, ben):
    framework, criterion = create_framework(), create_criterion()
    annas, bens = opened(anna, framework), opened(ben, framework)
    save(anna, framework, annas | a_verdict(criterion))

    response = save(ben, framework, bens)

    assert message(response) == ["No row was changed, so nothing was saved."]


def test_what_was_typed_in_a_refused_row_can_be_dropped(anna, ben):
    verdict = create_verdict(summary="As it was.")
    annas, bens = opened(anna, verdict.framework), opened(ben, verdict.framework)
    save(anna, verdict.framework, annas | typed(verdict.criterion, summary="As Anna has it."))
    refused = save(ben, verdict.framework, bens | typed(verdict.criterion, summary="As Ben has it."))
    box = f"row-{verdict.criterion_id}-leave"
    assert f'name="{box}"' in words(refused)

    response = save(ben, verdict.framework, shown(refused) | {box: "on"})

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary) == (302, "As Anna has it.")


def test_a_verdict_that_another_deleted_is_made_anew_only_knowingly(anna, ben):
    verdict = create_verdict()
    framework, criterion = verdict.framework, verdict.criterion
    bens = opened(ben, framework)
    anna.post(address(create_verdict, "delete", verdict.pk), {"post": "yes"})

    untouched = save(ben, framework, bens)
    refused = save(ben, framework, bens | typed(criterion, summary="As Ben has it."))

    assert message(untouched) == ["No row was changed, so nothing was saved."]
    assert "anna deleted this verdict on" in words(refused)
    assert not Verdict.objects.exists()
    assert save(ben, framework, shown(refused)).status_code == 302
    assert Verdict.objects.get().summary == "As Ben has it."


def test_the_form_and_the_grid_hold_each_other_to_it(anna, ben):
    verdict = create_verdict()
    page = address(create_verdict, "change", verdict.pk)
    bens = shown_values(ben.get(page))
    save(anna, verdict.framework, opened(anna, verdict.framework) | typed(verdict.criterion, rating=1))

    response = ben.post(page, bens | {"summary": "Mine."})

    assert "anna saved this on" in words(response)


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_one_moment_do_not_overwrite_each_other(apart):
    verdict = create_verdict(summary="As it was.")
    empty = create_criterion()
    clients = {name: roles.superuser(name) for name in ("anna", "ben")}
    values = opened(clients["anna"], verdict.framework)

    def saving(name):
        changes = typed(verdict.criterion, summary=f"As {name} has it.") | a_verdict(empty, summary=f"{name}'s.")
        return lambda: (name, save(clients[name], verdict.framework, values | changes).status_code)

    results = dict(apart.at_one_moment(saving("anna"), saving("ben")))

    assert sorted(results.values()) == [200, 302]
    winner = next(name for name, status in results.items() if status == 302)
    summaries = apart.then(lambda: sorted(Verdict.objects.values_list("summary", flat=True)))
    assert summaries == sorted([f"As {winner} has it.", f"{winner}'s."])


# Who may


def test_an_editor_writes_in_every_row_and_gives_no_state_of_a_publishers(editor):
    published = create_verdict(summary="It is out.")
    framework = published.framework
    draft = create_verdict(framework=framework, state="draft")
    empty = create_criterion()

    response = editor.get(grid_address(framework))

    states = {
        row.key: [value for value, _label in row.form.fields["state"].choices]
        for row in response.context["sheet"].rows
    }
    assert states == {
        published.criterion_id: ["draft", "in_review", "published"],
        draft.criterion_id: ["draft", "in_review"],
        empty.pk: ["draft", "in_review"],
    }


def test_an_editor_publishes_nothing_by_address(editor):
    verdict = create_verdict(state="draft", criterion=create_criterion(name="Admin"))
    values = opened(editor, verdict.framework) | typed(verdict.criterion, state="published")

    response = save(editor, verdict.framework, values)

    assert "published is not one of the available choices" in problems(response)[0]
    verdict.refresh_from_db()
    assert verdict.state == PublicationState.DRAFT


def test_who_may_only_look_sees_no_control_and_saves_nothing():
    verdict = create_verdict(summary="As it was.")
    create_criterion()
    client = roles.signed_in(permissions=["view_framework", "view_verdict"])

    response = client.get(grid_address(verdict.framework))
    answer = save(client, verdict.framework, typed(verdict.criterion, version_read=1, summary="Mine."))

    assert not any(row.form for row in response.context["sheet"].rows)
    assert "Save all" not in words(response)
    assert answer.status_code == 403
    verdict.refresh_from_db()
    assert verdict.summary == "As it was."


def test_who_may_change_but_not_add_finds_no_empty_row_to_fill():
    verdict = create_verdict(state="draft")
    empty = create_criterion()
    client = roles.signed_in(permissions=["view_framework", "view_verdict", "change_verdict"])

    save(client, verdict.framework, opened(client, verdict.framework) | a_verdict(empty, version_read=0))

    assert Verdict.objects.get() == verdict


@pytest.mark.parametrize("codenames", [[], ["view_framework"], ["view_verdict"]])
def test_who_may_not_see_both_is_refused(codenames):
    framework = create_framework()

    client = roles.signed_in(permissions=codenames)

    assert client.get(grid_address(framework)).status_code == 403
    assert save(client, framework, {}).status_code == 403


@pytest.mark.parametrize("create", [create_framework, create_criterion])
def test_a_stranger_is_sent_to_the_login(client, create):
    row = create()

    for response in (client.get(grid_address(row)), save(client, row, {})):
        assert response.status_code == 302
        assert response.headers["Location"].startswith(reverse("admin:login"))


def test_only_reading_and_saving_are_known(anna):
    assert anna.delete(grid_address(create_framework())).status_code == 405


def test_what_does_not_exist_is_not_found(anna):
    assert anna.get("/admin/comparisons/framework/999999/grid/").status_code == 404
    assert anna.get("/admin/comparisons/framework/99999999999999999999999/grid/").status_code == 404


# Hostile posts


def test_a_page_without_its_rows_is_refused_with_a_word(anna):
    verdict = create_verdict()

    for values in ({}, {"why": "because"}, {"row-x-summary": "?", "form-TOTAL_FORMS": "-1"}):
        response = save(anna, verdict.framework, values)
        assert "The page came back without its rows, so nothing was saved." in words(response)
        assert response.status_code == 400


def test_a_row_of_another_page_saves_nothing_and_shows_what_was_typed(anna):
    framework, criterion = create_framework(), create_criterion()
    foreign = typed(create_criterion(state="archived"), version_read=0, summary="Typed elsewhere.", rating=3)

    response = save(anna, framework, opened(anna, framework) | a_verdict(criterion) | foreign)

    assert response.status_code == 200
    assert "Typed elsewhere." in words(response)
    assert not Verdict.objects.exists()
    assert save(anna, framework, shown(response)).status_code == 302
    assert Verdict.objects.get().criterion == criterion


@pytest.mark.parametrize("token", ["", "abc", "-1", "99", "9" * 5000, "1.5", "²", "\x00"])
def test_a_forged_version_overwrites_nothing(anna, token):
    verdict = create_verdict(summary="As it was.")
    empty = create_criterion()
    values = opened(anna, verdict.framework)
    values |= typed(verdict.criterion, version_read=token, summary="Blind.") | a_verdict(empty, version_read=token)

    response = save(anna, verdict.framework, values)

    assert response.status_code == 200
    assert [verdict.summary for verdict in Verdict.objects.all()] == ["As it was."]


@pytest.mark.parametrize("day", ["", "soon", "9999-12-31", "0001-01-01", "\x00"])
def test_a_forged_day_of_opening_breaks_nothing(anna, day):
    framework, criterion = create_framework(), create_criterion()

    response = save(anna, framework, opened(anna, framework) | a_verdict(criterion) | {"opened_on": day})

    assert response.status_code in (200, 302)


def test_a_wrong_reason_is_named_and_nothing_is_saved(anna):
    verdict = create_verdict()
    values = opened(anna, verdict.framework) | typed(verdict.criterion, rating=1) | {"why": "a" * 195}

    response = save(anna, verdict.framework, values)

    assert "at most 194 characters" in words(response)
    assert Verdict.objects.get().rating == 3


@pytest.mark.walk
def test_ten_thousand_fields_are_read_and_one_more_is_refused_with_a_word(anna):
    framework, _criterion = create_framework(), create_criterion()
    values = {f"row-{number}-summary": "?" for number in range(100_000, 109_999)}

    read = save(anna, framework, values)
    refused = save(anna, framework, values | {"one": "1", "more": "1"})

    assert read.status_code == 200
    assert refused.status_code == 400
    assert "Nothing was saved" in words(refused)
    assert not Verdict.objects.exists()


def test_a_verdict_of_another_framework_is_out_of_reach(anna):
    own, foreign = create_framework(), create_verdict(summary="As it was.")
    values = opened(anna, own) | a_verdict(foreign.criterion, id=foreign.pk, framework=foreign.framework_id)

    save(anna, own, values)

    foreign.refresh_from_db()
    assert foreign.summary == "As it was."
    assert Verdict.objects.get(framework=own).criterion == foreign.criterion


def test_what_was_written_is_shown_as_text(anna):
    verdict = create_verdict(
        summary="<script>alert(1)</script>",
        framework=create_framework(name="<b>Bold</b>"),
        criterion=create_criterion(name="<i>Slanted</i>", earns_5="<u>Under</u>"),
    )
    create_verdict(criterion=verdict.criterion, framework=create_framework(name="<s>Struck</s>"))

    for row in (verdict.framework, verdict.criterion):
        content = anna.get(grid_address(row)).content.decode()
        for mark in ("<script>alert", "<b>Bold", "<i>Slanted", "<u>Under", "<s>Struck"):
            assert mark not in content


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
