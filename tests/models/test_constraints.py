"""What holds for the constraints of all models."""

import pytest
from django.db import models
from django.db.models.constraints import BaseConstraint

from comparisons.choices import PublicationState
from comparisons.models.publication import DatedModel, PublishableModel
from tests import factories
from tests.models.own import RECORDS, own_models
from tests.models.refusals import assert_refused

FACTORIES = [
    factories.create_answer,
    factories.create_category,
    factories.create_claim,
    factories.create_criterion,
    factories.create_effect,
    factories.create_extension,
    factories.create_framework,
    factories.create_industry,
    factories.create_notable_user,
    factories.create_question,
    factories.create_quiz_measurement,
    factories.create_release,
    factories.create_requirement,
    factories.create_scenario,
    factories.create_source,
    factories.create_verdict,
]
EDITED_MODELS = [model for model in own_models() if model not in RECORDS]
LINK_COLUMNS = [
    (factories.create_framework, "homepage"),
    (factories.create_framework, "documentation_url"),
    (factories.create_framework, "repository_url"),
    (factories.create_extension, "homepage"),
    (factories.create_source, "url"),
]


def test_every_constraint_has_words_of_its_own():
    constraints = [constraint for model in EDITED_MODELS for constraint in model._meta.constraints]

    speechless = [
        constraint.name
        for constraint in constraints
        if constraint.violation_error_message == BaseConstraint.default_violation_error_message
    ]

    assert constraints
    assert speechless == []


def test_every_link_column_is_tested_below():
    columns = {
        (model, field.name)
        for model in EDITED_MODELS
        for field in model._meta.get_fields()
        if isinstance(field, models.URLField)
    }

    tested = {(create.__annotations__["return"], column) for create, column in LINK_COLUMNS}

    assert tested == columns


@pytest.mark.django_db
@pytest.mark.parametrize("create", FACTORIES)
def test_a_row_from_the_factory_is_valid(create):
    row = create()

    row.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://example.org/", "data:text/html,x", "//example.org/"])
@pytest.mark.parametrize(("create", "column"), LINK_COLUMNS)
def test_a_link_is_a_web_address(create, column, link):
    row = create()

    assert_refused(row, message="A link must start with https:// or http://.", **{column: link})


@pytest.mark.django_db
@pytest.mark.parametrize("link", ["http://example.org/", "https://example.org/"])
@pytest.mark.parametrize(("create", "column"), LINK_COLUMNS)
def test_a_web_address_is_a_link(create, column, link):
    row = create(**{column: link})

    row.full_clean()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "create", [create for create in FACTORIES if issubclass(create.__annotations__["return"], PublishableModel)]
)
def test_a_publication_state_is_one_of_four(create):
    row = create()

    assert_refused(
        row, message="The publication state is one of: draft, in review, published, archived.", state="hidden"
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "create", [create for create in FACTORIES if issubclass(create.__annotations__["return"], DatedModel)]
)
def test_a_review_is_not_due_before_the_writing(create):
    row = create()

    assert_refused(
        row,
        message="The review cannot be due before the statement was written.",
        written_on="2026-03-02",
        review_due_on="2026-03-01",
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    "create", [create for create in FACTORIES if issubclass(create.__annotations__["return"], DatedModel)]
)
def test_a_review_may_be_due_on_the_day_of_writing(create):
    row = create(written_on="2026-03-02", review_due_on="2026-03-02")

    row.full_clean()


@pytest.mark.parametrize("model", [model for model in EDITED_MODELS if issubclass(model, PublishableModel)])
def test_a_new_row_is_a_draft(model):
    row = model()

    assert row.state == PublicationState.DRAFT
