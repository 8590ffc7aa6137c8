"""/method/: the measured figures with their day and seed, and a plain word when they are old."""

import pytest

from comparisons.models import QuizMeasurement, Verdict

pytestmark = pytest.mark.django_db


def test_the_figures_stand_with_their_day_and_seed(client, catalogue):
    response = client.get("/method/")

    fairness = response.context["fairness"]
    content = response.content.decode()
    assert fairness.is_current
    assert len(fairness.rows) == 12
    assert f"(seed {fairness.seed})" in content
    assert "The content has changed since" not in content
    assert "None: for each framework there are answers that put it first." in content
    assert all(row.reason in content for row in fairness.seldom)


def test_content_that_changed_since_is_said_plainly(client, catalogue):
    Verdict.objects.filter(framework__slug="django", criterion__slug="admin").update(rating=1)

    response = client.get("/method/")

    assert not response.context["fairness"].is_current
    assert "The content has changed since these figures were measured." in response.content.decode()


def test_a_framework_that_cannot_be_reached_is_said_plainly(client, catalogue):
    measurement = QuizMeasurement.objects.get()
    measurement.figures["unreachable"] = 2
    measurement.save()

    assert "2 frameworks are first with no answers" in client.get("/method/").content.decode()


def test_without_a_measurement_the_page_says_so(client):
    response = client.get("/method/")

    assert response.status_code == 200
    assert "have not been measured yet" in response.content.decode()
