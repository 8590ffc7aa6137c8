"""What is missing in the table, as the lists count it and the pages name it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons.choices import PublicationState
from tests.admin.test_desks import address
from tests.factories import create_criterion, create_framework, create_verdict

pytestmark = pytest.mark.django_db


def words_of(client, create):
    """The verdicts column of the list's only published row."""
    (row,) = client.get(address(create, "changelist"), {"state__exact": "published"}).context["cl"].result_list
    from comparisons.admin.verdict_gaps import count_in_words

    return count_in_words(row)


def test_the_list_counts_the_verdicts_of_a_framework(admin_client):
    framework = create_framework()
    create_verdict(framework=framework)
    create_verdict(framework=framework, state=PublicationState.DRAFT)
    create_criterion()
    create_criterion()
    create_verdict(framework=framework, criterion=create_criterion(state=PublicationState.DRAFT))

    response = admin_client.get(address(create_framework, "changelist"))

    assert words_of(admin_client, create_framework) == "2 of 4, 2 missing, 1 draft"
    assert "2 of 4, 2 missing, 1 draft" in response.content.decode()


def test_the_list_counts_the_verdicts_on_a_criterion(admin_client):
    criterion = create_criterion()
    create_verdict(criterion=criterion)
    create_verdict(criterion=criterion, state=PublicationState.DRAFT)
    create_framework()
    create_verdict(criterion=criterion, framework=create_framework(state=PublicationState.DRAFT))

    assert words_of(admin_client, create_criterion) == "2 of 3, 1 missing, 1 draft"


def test_a_complete_framework_misses_nothing(admin_client):
    create_verdict()

    assert words_of(admin_client, create_framework) == "1 of 1"


def test_an_empty_catalogue_counts_to_zero(admin_client):
    create_framework()

    assert words_of(admin_client, create_framework) == "0 of 0"


def test_a_frameworks_page_leads_to_each_missing_verdict(admin_client):
    framework = create_framework()
    judged = create_verdict(framework=framework).criterion
    missing = create_criterion(name="Missing one")
    create_criterion(name="Draft criterion", state=PublicationState.DRAFT)

    response = admin_client.get(address(create_framework, "change", framework.pk))

    page = response.content.decode()
    add = reverse("admin:comparisons_verdict_add")
    assert f'<a href="{add}?framework={framework.pk}&amp;criterion={missing.pk}">Missing one</a>' in page
    assert "1 verdict is missing." in page
    assert f"criterion={judged.pk}" not in page
    assert "Draft criterion" not in page


def test_the_link_to_a_missing_verdict_fills_the_form_in(admin_client):
    framework, criterion = create_framework(), create_criterion(earns_5="A pleasure to see.")

    response = admin_client.get(
        reverse("admin:comparisons_verdict_add"), {"framework": framework.pk, "criterion": criterion.pk}
    )

    form = response.context["adminform"].form
    assert form["framework"].value() == str(framework.pk)
    assert form["criterion"].value() == str(criterion.pk)
    assert "A pleasure to see." in response.content.decode()


def test_a_frameworks_page_leads_to_its_drafts(admin_client):
    draft = create_verdict(state=PublicationState.DRAFT)

    response = admin_client.get(address(create_framework, "change", draft.framework_id))

    page = response.content.decode()
    assert f'<a href="{address(create_verdict, "change", draft.pk)}">{draft.criterion.name}</a>' in page
    assert "No verdict is missing." in page


def test_a_criterions_page_leads_to_each_missing_verdict(admin_client):
    criterion = create_criterion()
    create_verdict(criterion=criterion)
    missing = create_framework(name="Missing one")

    response = admin_client.get(address(create_criterion, "change", criterion.pk))

    add = reverse("admin:comparisons_verdict_add")
    link = f'<a href="{add}?framework={missing.pk}&amp;criterion={criterion.pk}">Missing one</a>'
    assert link in response.content.decode()


@pytest.mark.parametrize("create", [create_framework, create_criterion])
def test_a_page_costs_the_same_for_few_gaps_and_many(create, admin_client):
    row = create()
    create_framework()
    create_criterion()
    # Once before counting: Django keeps the content types that it has looked up.
    admin_client.get(address(create, "change", row.pk))
    with CaptureQueriesContext(connection) as for_few:
        admin_client.get(address(create, "change", row.pk))
    for _number in range(6):
        create_verdict()

    with CaptureQueriesContext(connection) as for_many:
        admin_client.get(address(create, "change", row.pk))

    assert len(for_many) == len(for_few)
