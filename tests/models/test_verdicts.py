"""Verdicts: what a row may be, and what one may ask of the rows."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from comparisons.choices import PublicationState
from comparisons.models import Verdict
from tests.factories import (
    create_criterion,
    create_extension,
    create_framework,
    create_source,
    create_verdict,
)
from tests.models.refusals import assert_refused

pytestmark = pytest.mark.django_db


def test_a_framework_has_one_verdict_on_a_criterion():
    given = create_verdict()
    another = create_verdict(framework=given.framework)

    assert_refused(
        another,
        message="This framework already has a verdict on this criterion. Edit that one.",
        criterion_id=given.criterion_id,
    )


def test_a_second_verdict_is_not_inserted():
    given = create_verdict()

    with pytest.raises(IntegrityError), transaction.atomic():
        create_verdict(framework=given.framework, criterion=given.criterion)


def test_support_is_one_of_the_known_levels():
    assert_refused(create_verdict(), message="Choose one of the known support levels.", support="maybe")


def test_confidence_is_one_of_the_known_words():
    assert_refused(create_verdict(), message="Confidence is high, medium or low.", confidence="vague")


@pytest.mark.parametrize("rating", [-1, 6])
def test_a_rating_outside_the_scale_is_refused(rating):
    assert_refused(create_verdict(), message="Give a whole number from 0 to 5.", rating=rating)


@pytest.mark.parametrize("rating", range(6))
def test_a_rating_on_the_scale_is_taken(rating):
    create_verdict(rating=rating).full_clean()


@pytest.mark.parametrize(
    "half", [{"check_note": "It printed 3.", "checked_on": None}, {"check_note": "", "checked_on": "2026-01-01"}]
)
def test_a_check_and_its_day_belong_together(half):
    assert_refused(
        create_verdict(),
        message="A check and the day it was run belong together: give both or neither.",
        **half,
    )


def test_a_check_with_its_day_is_taken():
    create_verdict(check_note="It printed 3.", checked_on="2026-01-01").full_clean()


def test_a_summary_fits_the_cell():
    verdict = create_verdict()
    verdict.summary = "x" * 161

    with pytest.raises(ValidationError) as refusal:
        verdict.full_clean()

    assert list(refusal.value.message_dict) == ["summary"]


def test_published_hides_drafts_and_what_belongs_to_drafts():
    shown = create_verdict()
    create_verdict(state=PublicationState.DRAFT)
    create_verdict(framework=create_framework(state=PublicationState.DRAFT))
    create_verdict(criterion=create_criterion(state=PublicationState.DRAFT))

    assert list(Verdict.objects.published()) == [shown]


def test_for_cells_keeps_what_stands_at_a_crossing():
    shown = create_verdict()
    create_verdict(framework=shown.framework)
    create_verdict(criterion=shown.criterion)

    assert list(Verdict.objects.for_cells(frameworks=[shown.framework], criteria=[shown.criterion])) == [shown]


def test_a_cell_names_published_extensions_only():
    hidden = create_extension(state=PublicationState.DRAFT)
    second, first = create_extension(name="Beta"), create_extension(name="Alpha")
    create_verdict(extensions=[hidden, second, first])

    verdict = Verdict.objects.with_extensions().get()

    assert verdict.published_extensions == [first, second]


def test_the_pages_fetch_sources_and_extensions_once(django_assert_num_queries):
    verdict = create_verdict(extensions=[create_extension()])
    later = create_source(verdict=verdict, position=2)
    sooner = create_source(verdict=verdict, position=1)

    with django_assert_num_queries(3):
        (on_framework_page,) = Verdict.objects.for_framework(verdict.framework)
        assert on_framework_page.ordered_sources == [sooner, later]
        assert len(on_framework_page.published_extensions) == 1
    with django_assert_num_queries(3):
        (on_criterion_page,) = Verdict.objects.for_criterion(verdict.criterion)
        assert on_criterion_page.ordered_sources == [sooner, later]
        assert on_criterion_page.framework.name


def test_judgements_are_one_query(django_assert_num_queries):
    create_verdict()
    create_verdict()

    with django_assert_num_queries(1):
        for verdict in Verdict.objects.judgements():
            assert verdict.framework.slug and verdict.criterion.slug and verdict.support
            assert verdict.rating == 3 and verdict.confidence == "high"


def test_deleting_a_framework_takes_its_verdicts_along():
    verdict = create_verdict()
    create_source(verdict=verdict)

    verdict.framework.delete()

    assert not Verdict.objects.exists()
