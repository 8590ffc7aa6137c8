"""The start page: what to do next, by its effect on visitors; every number leads to the list that shows it."""

from datetime import UTC, date, datetime

import pytest
from django.core.cache import cache
from django.urls import reverse

from comparisons import caching
from comparisons.admin import start
from comparisons.choices import PublicationState
from comparisons.models import PreparedChange
from tests.admin.forms import shown_values
from tests.admin.roles import editor, publisher, signed_in
from tests.clock import clock as clock
from tests.factories import (
    create_answer,
    create_claim,
    create_criterion,
    create_effect,
    create_extension,
    create_framework,
    create_notable_user,
    create_question,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db

INDEX = reverse("admin:index")


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


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


def test_everything_that_waits_is_counted_and_leads_to_its_list():
    framework = create_framework()
    create_notable_user(framework=framework, status="disputed")
    create_claim(review_due_on=date(2026, 1, 16))
    create_extension(state=PublicationState.IN_REVIEW)
    abandoned = create_extension(status="abandoned", frameworks=[framework])
    create_verdict(framework=framework, extensions=[abandoned])
    client = publisher()

    piles = waiting(page_of(client))

    for words in (
        "disputed notable user",
        "claims whose review was due",
        "extensions: in review",
        "abandoned extension that a verdict still names",
    ):
        assert piles[words].count == 1, words
        listed = client.get(piles[words].address)
        assert listed.status_code == 200
        assert listed.context["cl"].result_count == 1, words


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


def test_nobody_sees_what_waits_in_lists_that_they_may_not_open():
    create_framework()
    create_criterion()
    create_claim(state=PublicationState.DRAFT)

    page = page_of(signed_in("stranger"))

    assert page.cells == page.piles == ()


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
