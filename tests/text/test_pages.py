"""Sixty payloads in every text field, on every page that shows them: promise 22 of shared/RELIABILITY.md."""

import pytest
from django.contrib import admin
from django.db import models
from django.urls import reverse

from tests import factories
from tests.text.dangers import dangers
from tests.text.payloads import PAYLOADS

pytestmark = [pytest.mark.walk, pytest.mark.once]

# The last payload opens a block of code, which would swallow what follows.
ALL_AT_ONCE = "\n\n".join(PAYLOADS)
# Three payloads share a short text, as far as its length goes.
SHARES = 3
NUMBERS = range(len(PAYLOADS) // SHARES)
# Of pages that show one row, these rows are looked at.
ROWS = NUMBERS[::8]
# Text that the database holds to a form: a slug, an address, the name of a series.
FORMED = {"slug", "series"}


def hostile(model, number):
    """Values for every text field of the model; long texts hold all payloads, addresses theirs behind a host."""
    payload = " ".join(PAYLOADS[number :: len(NUMBERS)])
    return {field.name: _hostile(field, payload) for field in model._meta.concrete_fields if _is_text(field)}


def _is_text(field):
    return isinstance(field, models.CharField | models.TextField) and not field.choices and field.name not in FORMED


def _hostile(field, payload):
    if isinstance(field, models.URLField):
        return f"https://evil.example/{payload}"[: field.max_length]
    if isinstance(field, models.TextField):
        return ALL_AT_ONCE
    return payload[: field.max_length]


def create_hostile(create, number, **relations):
    model = create.__annotations__["return"]
    values = hostile(model, number)
    if model.__name__ == "Release":
        values["latest_version"] = f"1.{number}"
    return create(**values, **relations)


@pytest.fixture
def hostile_rows(db):
    """Of every kind of thing a row for every three payloads; two frameworks have verdicts on everything."""
    category = create_hostile(factories.create_category, 0)
    industries = [create_hostile(factories.create_industry, number) for number in NUMBERS]
    frameworks = [create_hostile(factories.create_framework, number) for number in NUMBERS]
    left, right, *_others = frameworks
    checked = {"checked_on": factories.WRITTEN_ON}
    rows = {"framework": frameworks, "category": [category], "industry": industries}
    for number in NUMBERS:
        criterion = create_hostile(factories.create_criterion, number, category=category)
        extension = create_hostile(
            factories.create_extension, number, frameworks=[left], criteria=[criterion], status="abandoned"
        )
        verdicts = [
            create_hostile(
                factories.create_verdict,
                number,
                framework=framework,
                criterion=criterion,
                rating=rating,
                extensions=[extension],
                **checked,
            )
            for framework, rating in ((left, 2), (right, 4))
        ]
        user = create_hostile(
            factories.create_notable_user, number, framework=frameworks[number], industry=industries[number]
        )
        claim = create_hostile(factories.create_claim, number, frameworks=[left], criteria=[criterion])
        release = create_hostile(factories.create_release, number, framework=left, series=f"1.{number}")
        question = create_hostile(factories.create_question, number)
        answer = create_hostile(factories.create_answer, number, question=question)
        create_hostile(factories.create_effect, number, answer=answer, criterion=criterion)
        scenario = create_hostile(factories.create_scenario, number, answers=[answer])
        for parent in ({"verdict": verdicts[0]}, {"extension": extension}, {"claim": claim}, {"notable_user": user}):
            source = create_hostile(factories.create_source, number, **parent)
        made = (criterion, extension, verdicts[0], user, claim, release, question, answer, scenario, source)
        for row in made:
            rows.setdefault(row._meta.model_name, []).append(row)
    return rows


def found_on(client, addresses):
    found = {}
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200, address
        if problems := dangers(response.content.decode()):
            found[address] = problems
    return found


def test_no_public_page_runs_it(client, hostile_rows):
    left, right = hostile_rows["framework"][:2]
    slugs = f"framework={left.slug}&framework={right.slug}"
    criterion = hostile_rows["criterion"][0].slug
    question, answer = hostile_rows["question"][0], hostile_rows["answer"][0]
    addresses = ["/", *(f"/{name}/" for name in ("frameworks", "criteria", "extensions", "notable-users", "claims"))]
    addresses += ["/scenarios/", "/quiz/", "/quiz/?view=form", "/method/", "/changes/", "/search/?q=alert"]
    addresses += [f"/compare/?{slugs}", f"/compare/?{slugs}&open={criterion}:{left.slug}&weight={criterion}:4"]
    addresses += [f"/compare/{'-vs-'.join(sorted([left.slug, right.slug]))}/"]
    addresses += [
        f"/quiz/?view=overview&{question.slug}={answer.slug}",
        f"/quiz/result/?{question.slug}={answer.slug}",
    ]
    addresses += [
        hostile_rows[name][number].get_absolute_url()
        for name in ("framework", "criterion", "extension", "scenario")
        for number in ROWS
    ]

    assert found_on(client, addresses) == {}


def test_no_page_of_the_desk_runs_it(admin_client, hostile_rows):
    addresses = [reverse("admin:index")]
    for model in admin.site._registry:
        if (name := model._meta.model_name) in hostile_rows and model._meta.app_label == "comparisons":
            rows = hostile_rows[name]
            addresses.append(reverse(f"admin:comparisons_{name}_changelist"))
            addresses += [
                reverse(f"admin:comparisons_{name}_{page}", args=[rows[number % len(rows)].pk])
                for number in ROWS[:2]
                for page in ("change", "delete", "history")
            ]

    assert len(addresses) > 60
    assert found_on(admin_client, addresses) == {}


def test_no_preview_runs_it(admin_client):
    for fields in ({}, {"HTTP_X_REQUESTED_WITH": "fetch"}):
        for payload in PAYLOADS:
            response = admin_client.post(
                reverse("admin:comparisons_verdict_preview_text") + "?field=detail", {"detail": payload}, **fields
            )
            assert dangers(response.content.decode()) == []
