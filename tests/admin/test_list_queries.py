"""What the list of each desk asks the database: the same for few rows and for many, and as the docs say."""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.text import capfirst

from comparisons import models
from comparisons.choices import ExtensionStatus, SuggestionState
from tests import factories
from tests.admin.roles import publisher

pytestmark = pytest.mark.django_db

DOCS = Path(settings.BASE_DIR) / "docs" / "measurements-editing.md"


def create_colleague():
    """A new one each time: looking them up row by row is then a query each."""
    users = get_user_model()._default_manager
    return users.create_user(f"colleague-{users.count()}")


def create_broken_source(**parent):
    source = factories.create_source(**parent)
    factories.create_link_check(url=source.url, failed_days=4)
    return source


def create_answer():
    answer = factories.create_answer()
    factories.create_effect(answer=answer)
    factories.create_requirement(answer=answer)


def create_claim():
    create_broken_source(claim=factories.create_claim())


def create_extension():
    replaced_by = factories.create_extension()
    abandoned = factories.create_extension(status=ExtensionStatus.ABANDONED, replaced_by=replaced_by)
    create_broken_source(extension=abandoned)


def create_notable_user():
    create_broken_source(notable_user=factories.create_notable_user())


def create_prepared_change():
    factories.create_prepared_change(prepared_by=create_colleague())


def create_release():
    create_broken_source(release=factories.create_release())


def create_suggestion():
    suggestion = factories.create_suggestion()
    models.Suggestion.objects.decide(
        suggestion.pk, SuggestionState.DECLINED, by=create_colleague(), reason="It is not so."
    )


# For each list, what makes a row of it with something in every column, and the queries of one page for a publisher.
LISTS = {
    models.Answer: (create_answer, 8),
    models.Category: (factories.create_criterion, 7),
    # Twelve of them look which texts hold a link, one for each model that has long texts.
    models.LinkCheck: (create_broken_source, 22),
    models.Claim: (create_claim, 8),
    models.Criterion: (factories.create_verdict, 8),
    models.Extension: (create_extension, 9),
    models.Framework: (factories.create_verdict, 8),
    models.Industry: (factories.create_notable_user, 7),
    models.NotableUser: (create_notable_user, 9),
    models.PreparedChange: (create_prepared_change, 8),
    models.Question: (factories.create_answer, 8),
    models.Release: (create_release, 10),
    models.Scenario: (factories.create_scenario, 7),
    models.Source: (create_broken_source, 10),
    models.Suggestion: (create_suggestion, 9),
    models.Verdict: (create_broken_source, 12),
}

# The list of suggestions starts with those that wait, whom nobody has decided yet.
QUERY_STRINGS = {models.Suggestion: "?decision=any"}


def name_of(model):
    return capfirst(model._meta.verbose_name_plural)


def test_every_list_is_counted():
    desks = {model for model in admin.site._registry if model._meta.app_label == "comparisons"}

    assert desks == set(LISTS)


@pytest.mark.parametrize("model", LISTS, ids=name_of)
def test_a_list_asks_as_often_for_twelve_rows_as_for_two_and_as_often_as_is_written(model):
    create, expected = LISTS[model]
    address = reverse(f"admin:comparisons_{model._meta.model_name}_changelist") + QUERY_STRINGS.get(model, "")
    client = publisher()
    asked, shown = [], []

    for number in (2, 10):
        for _row in range(number):
            create()
        # What is kept in the memory of the process, such as content types, is asked for once and not by the list.
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            response = client.get(address)
        asked.append(len(queries))
        shown.append(len(response.context["cl"].result_list))

    assert 0 < 6 * shown[0] == shown[1]
    assert asked == [expected, expected]


def test_the_docs_state_these_numbers():
    stated = dict(re.findall(r"^\| ([A-Z][a-z ]+) \| +(\d+) \|$", DOCS.read_text(), re.MULTILINE))

    assert {name: int(number) for name, number in stated.items()} == {
        name_of(model): queries for model, (_create, queries) in LISTS.items()
    }
