"""Extensions: what a row may be, and what one may ask of the rows."""

import pytest
from django.db import IntegrityError, transaction

from comparisons.choices import ExtensionStatus, PublicationState
from comparisons.models import Extension
from tests.factories import create_criterion, create_extension, create_framework, create_source, create_verdict
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db


def test_a_status_is_one_of_the_known():
    assert_refused(create_extension(), message="The status is active, maintenance or abandoned.", status="sleeping")


@pytest.mark.parametrize("status", [ExtensionStatus.ACTIVE, ExtensionStatus.MAINTENANCE])
def test_only_an_abandoned_extension_is_replaced(status):
    successor = create_extension()

    assert_refused(
        create_extension(status=status),
        message="Only an abandoned extension names what replaced it.",
        replaced_by_id=successor.pk,
    )


def test_an_abandoned_extension_may_name_its_successor():
    extension = create_extension(status=ExtensionStatus.ABANDONED, replaced_by=create_extension())

    extension.full_clean()


def test_an_extension_does_not_replace_itself():
    extension = create_extension(status=ExtensionStatus.ABANDONED)

    assert_refused(extension, message="An extension cannot replace itself.", replaced_by_id=extension.pk)


def test_a_slug_belongs_to_one_extension():
    create_extension(slug="flask-login")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_extension(slug="flask-login")


def test_a_lost_successor_leaves_the_extension():
    extension = create_extension(status=ExtensionStatus.ABANDONED, replaced_by=create_extension())

    extension.replaced_by.delete()
    extension.refresh_from_db()

    assert extension.replaced_by is None


def test_published_hides_drafts():
    shown = create_extension()
    create_extension(state=PublicationState.DRAFT)

    assert list(Extension.objects.published()) == [shown]


def test_a_list_and_a_page_name_published_rows_only(django_assert_num_queries):
    framework, criterion = create_framework(), create_criterion()
    extension = create_extension(
        frameworks=[framework, create_framework(state=PublicationState.DRAFT)],
        criteria=[criterion, create_criterion(state=PublicationState.DRAFT)],
    )
    verdict = create_verdict(framework=framework, criterion=criterion, extensions=[extension])
    create_verdict(extensions=[extension], state=PublicationState.DRAFT)
    source = create_source(extension=extension)
    forerunner = create_extension(status=ExtensionStatus.ABANDONED, replaced_by=extension)
    create_extension(status=ExtensionStatus.ABANDONED, replaced_by=extension, state=PublicationState.DRAFT)

    with django_assert_num_queries(6):
        shown = Extension.objects.for_page().get(pk=extension.pk)

        assert shown.published_frameworks == [framework]
        assert shown.published_criteria == [criterion]
        assert shown.published_verdicts == [verdict]
        assert shown.published_replaces == [forerunner]
        assert shown.ordered_sources == [source]


@pytest.mark.parametrize("column", ["name", "slug", "purpose", "status_detail"])
def test_matching_reads_each_column(column):
    extension = create_extension(**{column: "is-sought"})
    create_extension()

    assert list(Extension.objects.matching("SOUGHT")) == [extension]
