"""A measurement of the quiz: one an edition, with figures of a known shape."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from comparisons.models import QuizMeasurement
from comparisons.models.quiz_measurements import validate_figures
from tests.factories import create_quiz_measurement
from tests.models.refusals import assert_refused

ROW = {"first": 8.3, "first_or_close": 20, "ruled_out": 0.0}
FIGURES = {"close_calls": 50.8, "flipped": 71.3, "unreachable": 0, "frameworks": {"django": ROW}}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("message", "values"),
    [
        ("The edition is either full or short.", {"slug": "long"}),
        ("A measurement rests on at least one set of answers.", {"sample_size": 0}),
        ("The digest of the content has 64 characters.", {"content_digest": "0" * 63}),
    ],
)
def test_what_cannot_be_is_refused(message, values):
    assert_refused(create_quiz_measurement(), message=message, **values)


@pytest.mark.django_db
def test_an_edition_has_one_measurement():
    create_quiz_measurement(slug="full")

    with pytest.raises(IntegrityError), transaction.atomic():
        create_quiz_measurement(slug="full")


@pytest.mark.django_db
def test_a_measurement_is_found_by_its_edition():
    create_quiz_measurement(slug="short")
    full = create_quiz_measurement()

    assert QuizMeasurement.objects.of_edition("full") == full
    assert [row.slug for row in QuizMeasurement.objects.in_order()] == ["full", "short"]
    assert str(full) == "full, 2026-01-15"


def test_only_a_framework_with_a_reason_is_explained():
    covered = ROW | {"covered": {"by": "flask", "effects": 80, "of": 99}}
    measurement = QuizMeasurement(figures=FIGURES | {"frameworks": {"django": ROW, "sanic": covered}})

    assert measurement.explains("sanic")
    assert not measurement.explains("django")
    assert not measurement.explains("unknown")


def test_figures_of_the_known_shape_are_valid():
    validate_figures(FIGURES)


@pytest.mark.parametrize(
    "figures",
    [
        None,
        [],
        {},
        "text",
        FIGURES | {"more": 1},
        FIGURES | {"unreachable": -1},
        FIGURES | {"unreachable": 1.5},
        FIGURES | {"close_calls": "50"},
        FIGURES | {"close_calls": 101},
        FIGURES | {"flipped": True},
        FIGURES | {"frameworks": []},
        FIGURES | {"frameworks": {"django": None}},
        FIGURES | {"frameworks": {"django": {}}},
        FIGURES | {"frameworks": {"django": ROW | {"first": -1}}},
        FIGURES | {"frameworks": {"django": ROW | {"covered": None}}},
        FIGURES | {"frameworks": {"django": ROW | {"covered": {"by": 1, "effects": 1, "of": 1}}}},
    ],
)
def test_figures_of_another_shape_are_refused(figures):
    with pytest.raises(ValidationError):
        validate_figures(figures)
