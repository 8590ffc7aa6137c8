"""Links inside of long texts are links of the catalogue like any other."""

import pytest
from django.apps import apps
from django.db import connection, models
from django.test.utils import CaptureQueriesContext
from simple_history.models import HistoricalChanges

from comparisons.choices import LinkStatus, PublicationState
from comparisons.links.catalogue import (
    addresses_of,
    broken_links,
    citations,
    cited_addresses,
    cited_checks,
    forget_uncited,
    with_link_among,
    with_link_never_checked,
)
from comparisons.links.texts import TEXT_COLUMNS, addresses_in_texts, linking_rows
from comparisons.models import Claim, LinkCheck, Scenario, Verdict
from comparisons.models.editing import EditedModel
from comparisons.models.sources import ADDRESS_LENGTH
from comparisons.models.suggestions import Suggestion
from tests.factories import (
    WRITTEN_ON,
    create_claim,
    create_criterion,
    create_framework,
    create_link_check,
    create_question,
    create_scenario,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db

GUIDE = "https://guide.example/"
TEXT = f"See [the guide]({GUIDE})."
CREATE = {
    "claim": create_claim,
    "criterion": create_criterion,
    "framework": create_framework,
    "question": create_question,
    "scenario": create_scenario,
    "verdict": create_verdict,
}
# What the database wants beside a text.
BESIDE = {"check_note": {"checked_on": WRITTEN_ON}}
COLUMNS = [(model._meta.model_name, column) for model, columns in TEXT_COLUMNS.items() for column in columns]


def broken(url):
    return create_link_check(url=url, status=LinkStatus.NOT_FOUND, failed_days=3)


def test_every_column_of_long_texts_is_read():
    columns = {
        (model._meta.model_name, field.name)
        for model in apps.get_app_config("comparisons").get_models()
        if issubclass(model, EditedModel) and not issubclass(model, HistoricalChanges)
        for field in model._meta.concrete_fields
        if type(field) is models.TextField
    }

    assert set(COLUMNS) == columns
    # What visitors write is read by editors only, as it stands, and asks nobody.
    assert Suggestion not in TEXT_COLUMNS


@pytest.mark.parametrize(("name", "column"), COLUMNS)
def test_a_link_in_any_text_is_asked_named_found_and_kept(name, column):
    row, other = CREATE[name](**{column: TEXT} | BESIDE.get(column, {})), CREATE[name]()
    check = broken(GUIDE)

    assert GUIDE in cited_addresses()
    assert citations([GUIDE]) == {GUIDE: [row]}
    assert GUIDE in addresses_of(type(row).objects.filter(pk=row.pk))
    assert list(with_link_among(type(row).objects.all(), LinkCheck.objects.broken())) == [row]
    assert list(cited_checks()) == list(broken_links()) == [check]
    assert forget_uncited() == 0
    assert addresses_in_texts(other) == []


def test_each_is_there_once_whoever_names_it_and_however_often():
    framework = create_framework(homepage=GUIDE)
    verdict = create_verdict(framework=framework, detail=f"{TEXT}\n\n{TEXT}", check_note=TEXT, checked_on=WRITTEN_ON)
    create_source(url=GUIDE, verdict=verdict)

    assert addresses_of(Verdict.objects.all()) == [GUIDE]
    assert sorted(cited_addresses()).count(GUIDE) == 1
    assert set(citations([GUIDE])[GUIDE]) == {framework, verdict}


def test_what_is_archived_is_not_asked_and_drafts_are():
    create_claim(explanation=TEXT, state=PublicationState.ARCHIVED, frameworks=[])
    create_claim(explanation="[Draft](https://draft.example/)", state=PublicationState.DRAFT, frameworks=[])

    assert cited_addresses() == {"https://draft.example/"}


def test_the_check_of_a_link_that_was_taken_out_of_its_text_goes():
    claim = create_claim(explanation=TEXT, frameworks=[])
    create_link_check(url=GUIDE)
    claim.explanation = "See the guide."
    claim.save()

    assert forget_uncited() == 1
    assert not broken_links()


def test_rows_with_a_link_that_was_never_asked_are_found():
    never = create_scenario(description=f"{TEXT} And [more](https://more.example/).", answers=[])
    create_scenario(description=TEXT, answers=[])
    create_scenario(answers=[])
    create_link_check(url=GUIDE)

    assert list(with_link_never_checked(Scenario.objects.all())) == [never]


def test_an_address_that_no_source_could_hold_either_is_left_out():
    longest = "https://long.example/".ljust(ADDRESS_LENGTH, "a")
    create_claim(explanation=f"[Fits]({longest}), [does not]({longest}a).", frameworks=[])

    assert cited_addresses() == {longest}
    assert create_link_check(url=longest).pk


def test_few_rows_and_many_cost_the_same():
    def cost():
        with CaptureQueriesContext(connection) as queries:
            cited_addresses()
            list(cited_checks())
            citations([GUIDE])
            list(with_link_among(Verdict.objects.all(), LinkCheck.objects.broken()))
        return len(queries)

    create_verdict(detail=TEXT)
    one = cost()
    for _number in range(4):
        create_verdict(detail=TEXT)

    assert cost() == one


def test_texts_without_a_link_are_not_parsed(monkeypatch):
    create_claim(frameworks=[])
    linking = create_claim(explanation=TEXT, frameworks=[])
    parsed = []
    monkeypatch.setattr("comparisons.links.texts.linked_addresses", lambda text: parsed.append(text) or [])

    linking_rows(Claim.objects.all())

    assert parsed == [linking.explanation]
