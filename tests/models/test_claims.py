"""Claims: what a row may be, and what one may ask of the rows."""

import pytest
from django.db import IntegrityError, transaction

from comparisons.choices import PublicationState
from comparisons.models import Claim
from tests.factories import create_claim, create_criterion, create_framework, create_notable_user, create_source
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db


def test_a_status_is_one_of_the_known():
    assert_refused(create_claim(), message="The status is holds, partly, outdated or disputed.", status="sworn")


def test_a_slug_belongs_to_one_claim():
    create_claim(slug="flask-is-small")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_claim(slug="flask-is-small")


def test_a_claim_outlives_its_notable_user():
    claim = create_claim(notable_user=create_notable_user())

    claim.notable_user.delete()
    claim.refresh_from_db()

    assert claim.notable_user is None


def test_published_hides_drafts():
    shown = create_claim()
    create_claim(state=PublicationState.DRAFT)

    assert list(Claim.objects.published()) == [shown]


def test_about_only_wants_some_of_them_and_no_other():
    django, flask, falcon = create_framework(), create_framework(), create_framework()
    about_both = create_claim(frameworks=[django, flask])
    about_one = create_claim(frameworks=[flask])
    create_claim(frameworks=[flask, falcon])
    create_claim(frameworks=[])

    about = Claim.objects.about_only([django, flask])

    assert sorted(about, key=lambda claim: claim.pk) == [about_both, about_one]


def test_the_list_names_published_rows_only(django_assert_num_queries):
    framework, criterion = create_framework(), create_criterion()
    claim = create_claim(
        frameworks=[framework, create_framework(state=PublicationState.DRAFT)],
        criteria=[criterion, create_criterion(state=PublicationState.DRAFT)],
        notable_user=create_notable_user(),
    )
    source = create_source(claim=claim)

    with django_assert_num_queries(4):
        (shown,) = Claim.objects.for_list()
        assert shown.published_frameworks == [framework]
        assert shown.published_criteria == [criterion]
        assert shown.ordered_sources == [source]
        assert shown.notable_user.framework.name


@pytest.mark.parametrize("column", ["statement", "explanation"])
def test_matching_reads_each_column(column):
    claim = create_claim(**{column: "It is sought."})
    create_claim()

    assert list(Claim.objects.matching("SOUGHT")) == [claim]
