"""Notable users and industries: what a row may be, and what one may ask of the rows."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from comparisons.choices import PublicationState
from comparisons.models import Industry, NotableUser
from tests.factories import create_framework, create_industry, create_notable_user, create_source
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db


def test_a_status_is_one_of_the_known():
    assert_refused(
        create_notable_user(),
        message="The status is current, past, disputed or unverified.",
        status="rumoured",
    )


def test_confidence_is_one_of_the_known_words():
    assert_refused(create_notable_user(), message="Confidence is high, medium or low.", confidence="vague")


def test_an_organisation_is_listed_once_per_framework():
    listed = create_notable_user(name="Example Ltd")
    another = create_notable_user(framework=listed.framework)

    assert_refused(another, message="This organisation is already listed for this framework.", name="Example Ltd")


def test_an_organisation_may_use_two_frameworks():
    create_notable_user(name="Example Ltd")

    create_notable_user(name="Example Ltd").full_clean()


def test_a_slug_belongs_to_one_notable_user():
    create_notable_user(slug="example")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_notable_user(slug="example")


@pytest.mark.parametrize("column", ["slug", "name"])
def test_an_industry_is_named_once(column):
    create_industry(**{column: "media"})

    with pytest.raises(IntegrityError), transaction.atomic():
        create_industry(**{column: "media"})


def test_an_industry_in_use_is_not_deleted():
    user = create_notable_user()

    with pytest.raises(ProtectedError):
        user.industry.delete()


def test_an_industry_without_published_users_is_no_filter():
    shown = create_industry()
    create_notable_user(industry=shown)
    create_notable_user(industry=shown)
    create_notable_user(state=PublicationState.DRAFT)
    create_industry()

    assert list(Industry.objects.with_published_users()) == [shown]


def test_published_hides_drafts_and_users_of_draft_frameworks():
    shown = create_notable_user()
    create_notable_user(state=PublicationState.DRAFT)
    create_notable_user(framework=create_framework(state=PublicationState.DRAFT))

    assert list(NotableUser.objects.published()) == [shown]


def test_the_list_is_fetched_at_once(django_assert_num_queries):
    user = create_notable_user()
    source = create_source(notable_user=user)

    with django_assert_num_queries(2):
        (shown,) = NotableUser.objects.for_list()
        assert shown.framework.name and shown.industry.name
        assert shown.ordered_sources == [source]


@pytest.mark.parametrize("column", ["name", "usage", "note"])
def test_matching_reads_each_column(column):
    user = create_notable_user(**{column: "is sought"})
    create_notable_user()

    assert list(NotableUser.objects.matching("SOUGHT")) == [user]
