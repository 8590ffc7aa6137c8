"""The start page: what to do next, by its effect on visitors; every number leads to the list that shows it."""

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from itertools import count

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from comparisons import caching
from comparisons.admin import start
from comparisons.catalogue.lint import check_catalogue
from comparisons.choices import PreparedState, PublicationState, SuggestionState
from comparisons.findings import Finding
from comparisons.models import PreparedChange
from tests.admin.forms import shown_values
from tests.admin.roles import editor, publisher, signed_in
from tests.clock import clock as clock
from tests.factories import (
    CHECKED_AT,
    create_answer,
    create_claim,
    create_criterion,
    create_effect,
    create_extension,
    create_framework,
    create_link_check,
    create_notable_user,
    create_prepared_change,
    create_question,
    create_release,
    create_scenario,
    create_source,
    create_suggestion,
    create_verdict,
)

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")
OVERDUE = {"review_due_on": date(2026, 1, 16)}

_numbers = count(1)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def content_of(client):
    """The markup of what the page says to do next."""
    content = client.get(INDEX).content.decode()
    return content[content.index('<section class="desk-start"') :].partition("</section>")[0]


def page_of(client):
    response = client.get(INDEX)
    return next(context["page"] for context in response.context if "page" in context)


def waiting(page):
    return {pile.words: pile for pile in page.piles}


def asked_for(criterion, *, weight):
    question = create_question()
    create_effect(answer=create_answer(question=question), criterion=criterion, weight=weight)


def test_the_cell_that_most_often_decides_the_first_place_comes_first():
    apple, pear = create_framework(name="Apple", slug="apple"), create_framework(name="Pear", slug="pear")
    ignored, decisive = create_criterion(name="Ignored"), create_criterion(name="Decisive")
    asked_for(decisive, weight=3)
    for framework in (apple, pear):
        create_verdict(framework=framework, criterion=ignored, review_due_on=date(2026, 1, 16))
    create_verdict(framework=apple, criterion=decisive, rating=3)

    page = page_of(editor())

    assert [(cell.framework, cell.criterion, cell.why) for cell in page.cells] == [
        ("Pear", "Decisive", "no verdict yet"),
        ("Apple", "Ignored", "review was due"),
        ("Pear", "Ignored", "review was due"),
    ]
    assert page.cells[0].effect > 0 == page.cells[1].effect


def test_a_cell_without_a_verdict_leads_to_the_form_with_both_filled_in():
    framework, criterion = create_framework(), create_criterion()
    client = editor()

    (cell,) = page_of(client).cells

    assert cell.address == f"/admin/comparisons/verdict/add/?framework={framework.pk}&criterion={criterion.pk}"
    assert client.get(cell.address).status_code == 200


def test_drafts_and_what_is_in_review_are_cells_that_wait():
    framework = create_framework()
    for state in (PublicationState.DRAFT, PublicationState.IN_REVIEW, PublicationState.PUBLISHED):
        create_verdict(framework=framework, criterion=create_criterion(), state=state)

    assert [cell.why for cell in page_of(editor()).cells] == ["draft", "in review"]


def test_what_is_scheduled_waits_for_nobody(clock):
    create_verdict(publish_at=datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    clock.stands_at(datetime(2026, 12, 1, 8, 59, tzinfo=UTC))

    assert page_of(editor()).cells == ()


def create_in_each_state(create, **fields):
    """A row that visitors see, and one of each kind that they do not."""
    for state in PublicationState:
        create(state=state, **fields)
    create(publish_at=timezone.now() + timedelta(days=1), **fields)
    if "framework" in fields:
        behind_draft = create_framework(state=PublicationState.DRAFT)
        create(**fields | {"framework": behind_draft})


def create_named_extension(**fields):
    create_verdict(extensions=[create_extension(status="abandoned", **fields)])


def create_broken_link(**fields):
    source = create_source(claim=create_claim(**fields))
    create_link_check(url=source.url, status="not_found", failed_days=3)


def create_series(**fields):
    """A release of a series that its framework does not have yet."""
    create_release(series=f"{next(_numbers)}.0", **fields)


def create_all_that_waits():
    framework = create_framework()
    for create in (create_framework, create_claim, create_extension):
        create_in_each_state(create, **OVERDUE)
    for create in (create_series, create_verdict):
        create_in_each_state(create, framework=framework, **OVERDUE)
    create_in_each_state(create_notable_user, framework=framework, status="disputed", **OVERDUE)
    for create in (create_criterion, create_question, create_scenario, create_named_extension, create_broken_link):
        create_in_each_state(create)
    for decision in SuggestionState:
        decided = {} if decision == SuggestionState.WAITING else {"decided_at": CHECKED_AT, "decision_reason": "So."}
        create_suggestion(state=decision, **decided)
    for decision in PreparedState:
        decided = {} if decision == PreparedState.WAITING else {"decided_at": CHECKED_AT}
        create_prepared_change(state=decision, **decided)


def test_every_number_is_that_of_the_list_behind_it(clock):
    clock.stands_at(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    create_all_that_waits()
    client = publisher()

    piles = page_of(client).piles

    assert len(piles) == len(start.KINDS)
    listed = {pile.words: client.get(pile.address).context["cl"].result_count for pile in piles}
    assert {pile.words: pile.count for pile in piles} == listed


@pytest.mark.parametrize(
    ("create", "fields", "words"),
    [
        (create_claim, OVERDUE, "claims whose review was due"),
        (create_extension, OVERDUE, "extensions whose review was due"),
        (create_framework, OVERDUE, "frameworks whose review was due"),
        (create_named_extension, {}, "abandoned extension that a verdict still names"),
    ],
)
def test_only_what_visitors_see_is_due(create, fields, words, clock):
    clock.stands_at(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    create_in_each_state(create, **fields)

    assert waiting(page_of(publisher()))[words].count == 1


@pytest.mark.parametrize(
    ("create", "fields", "words"),
    [
        (create_notable_user, OVERDUE, "notable users whose review was due"),
        (create_notable_user, {"status": "disputed"}, "disputed notable user"),
        (create_verdict, OVERDUE, "verdicts whose review was due"),
        (create_series, OVERDUE, "releases whose review was due"),
    ],
)
def test_nothing_behind_a_draft_framework_is_due(create, fields, words, clock):
    clock.stands_at(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    create_in_each_state(create, framework=create_framework(), **fields)

    assert waiting(page_of(publisher()))[words].count == 1


def test_frameworks_with_unknown_cells_are_counted(clock):
    clock.stands_at(datetime(2026, 12, 1, 9, 0, tzinfo=UTC))
    create_verdict()
    create_in_each_state(create_framework)

    assert waiting(page_of(publisher()))["framework with unknown cells"].count == 1


def test_the_cells_beyond_the_first_few_stand_in_lists():
    framework = create_framework()
    for state in PublicationState:
        create_verdict(framework=framework, criterion=create_criterion(), state=state, **OVERDUE)
    for _ in range(start.MOST_CELLS):
        create_criterion()
    client = editor()

    page = page_of(client)

    # All but those that wait for a rating stand in a list of verdicts; the others on their framework's page.
    assert page.more_cells == len(PublicationState)
    rows = {row for pile in page.cell_piles for row in client.get(pile.address).context["cl"].result_list}
    archived = framework.verdicts.archived()
    assert rows == {framework, *framework.verdicts.exclude(pk__in=archived)}
    content = content_of(client)
    assert "And 4 more, in these lists:" in content
    assert "with less effect" not in content
    for pile in page.cell_piles:
        assert content.count(f'href="{escape(pile.address)}"') == 1, pile.words


def test_prepared_changes_are_counted():
    verdict = create_verdict()
    client = editor()
    url = reverse("admin:comparisons_verdict_change", args=[verdict.pk])
    client.post(url, shown_values(client.get(url)) | {"summary": "As proposed.", "_prepare": "1"})

    assert PreparedChange.objects.count() == 1
    assert waiting(page_of(client))["change is prepared and waits for a publisher"].count == 1


def test_each_finding_of_the_lint_leads_to_where_it_can_be_mended():
    verdict = create_verdict(summary="Without a full stop")
    create_question()
    client = editor()

    page = page_of(client)

    assert page.finding_count == len(page.findings) > 0
    addresses = {found.finding.rule: found.address for found in page.findings}
    assert addresses["summary-is-a-sentence"] == reverse("admin:comparisons_verdict_change", args=[verdict.pk])
    assert reverse("admin:comparisons_question_lint") in addresses.values()
    assert [address for address in addresses.values() if client.get(address).status_code != 200] == []


def test_what_was_computed_is_kept_until_the_content_changes(monkeypatch):
    calls = []
    monkeypatch.setattr(start, "check_catalogue", lambda: calls.append(1) or [])
    create_source(verdict=create_verdict())
    client = editor()

    page_of(client)
    page_of(client)

    assert len(calls) == 1


def test_the_page_opens_without_a_cache(monkeypatch):
    class GoneCache:
        def get(self, *args, **options):
            raise ConnectionError("no route")

        set = get

    monkeypatch.setattr(caching, "cache", GoneCache())
    create_verdict(summary="Without a full stop")

    assert page_of(editor()).finding_count > 0


def test_every_pile_is_on_the_page_once():
    create_all_that_waits()
    client = publisher()

    content = content_of(client)

    for pile in page_of(client).piles:
        assert content.count(f'<a href="{escape(pile.address)}"><b>{pile.count}</b> {escape(pile.words)}</a>') == 1


def test_every_finding_is_on_the_page():
    framework = create_framework()
    for _ in range(start.MOST_FINDINGS + 5):
        create_verdict(framework=framework, criterion=create_criterion(), summary="Without a full stop")
    client = editor()

    page = page_of(client)

    assert len(page.findings) == start.MOST_FINDINGS
    assert page.finding_count == len(check_catalogue())
    content = content_of(client)
    assert f"{page.finding_count} findings of the lint" in content
    assert f"<summary>{len(page.more_findings)} more findings</summary>" in content
    for found in (*page.findings, *page.more_findings):
        assert (
            f'<a href="{found.address}">{escape(found.finding.subject)}</a> {escape(found.finding.message)}'
            in content
        )


def test_hundreds_of_findings_cost_no_queries_of_their_own(monkeypatch):
    finding = Finding(rule="invented", subject="A row", message="mend it.", row=("claim", 1))
    client = editor()
    numbers = []
    for many in (1, 500):
        cache.clear()
        monkeypatch.setattr(start, "check_catalogue", lambda many=many: [finding] * many)
        with CaptureQueriesContext(connection) as queries:
            client.get(INDEX)
        numbers.append(len(queries))

    assert numbers[0] == numbers[1]


def rules_of(page):
    return {found.finding.rule for found in (*page.findings, *page.more_findings)}


def test_a_cell_without_a_verdict_is_named_once():
    create_framework()
    create_criterion()

    page = page_of(editor())

    assert [cell.why for cell in page.cells] == ["no verdict yet"]
    assert "verdict-missing" not in rules_of(page)


def test_who_may_not_fill_a_cell_is_told_by_the_lint():
    create_framework()
    create_criterion()

    page = page_of(signed_in(permissions=["view_verdict", "view_framework"]))

    assert page.cells == ()
    assert "verdict-missing" in rules_of(page)


def test_nobody_sees_what_waits_on_pages_that_they_may_not_open():
    create_all_that_waits()
    client = signed_in("stranger")

    page = page_of(client)

    assert page.cells == page.piles == page.findings == page.more_findings == ()
    # And is not told that there is nothing to do.
    assert "Nothing waits on the pages that you may open." in content_of(client)


@pytest.mark.parametrize(
    "permissions",
    [
        ["add_verdict"],
        ["add_verdict", "view_verdict"],
        ["add_verdict", "view_verdict", "view_framework"],
        ["change_claim"],
        ["change_suggestion"],
        ["view_framework"],
        ["view_preparedchange"],
        ["view_question"],
        ["view_scenario", "view_criterion"],
        ["view_suggestion"],
        ["view_verdict"],
    ],
    ids=" ".join,
)
def test_every_link_of_the_page_can_be_followed(permissions):
    create_all_that_waits()
    create_verdict(summary="Without a full stop")
    create_question()
    client = signed_in(permissions=permissions)

    links = re.findall(r'href="([^"]+)"', content_of(client))

    assert {link: status for link in links if (status := client.get(unescape(link)).status_code) != 200} == {}


def test_the_page_costs_the_same_however_much_waits(django_assert_max_num_queries):
    framework = create_framework()
    for _ in range(3):
        create_criterion()
    client = editor()
    page_of(client)
    for _ in range(8):
        create_verdict(framework=framework, criterion=create_criterion(), state=PublicationState.DRAFT)

    with django_assert_max_num_queries(60):
        client.get(INDEX)
