"""The desk of the verdicts: an editor corrects one, levels its rating, and is told what is wrong."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from comparisons.models import Verdict
from tests.admin.forms import shown_values
from tests.admin.test_desks import address
from tests.factories import create_criterion, create_framework, create_source, create_verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def post_changes(admin_client):
    """Opens the form of a verdict, changes some of it, and sends it back."""

    def post(verdict, **changes):
        url = address(create_verdict, "change", verdict.pk)
        return admin_client.post(url, shown_values(admin_client.get(url)) | changes)

    return post


def test_an_editor_corrects_a_summary(post_changes):
    verdict = create_verdict(summary="It does not.", rating=4)

    response = post_changes(verdict, summary="It does.")

    verdict.refresh_from_db()
    assert response.status_code == 302
    assert verdict.summary == "It does."
    assert verdict.rating == 4


def test_an_editor_adds_a_verdict(admin_client):
    framework, criterion = create_framework(), create_criterion()
    url = address(create_verdict, "add")
    values = shown_values(admin_client.get(url, {"framework": framework.pk, "criterion": criterion.pk}))

    response = admin_client.post(
        url,
        values
        | {
            "rating": "0",
            "support": "none",
            "summary": "There is none.",
            "detail": "Nothing is there.",
            "confidence": "high",
            "review_due_on": "2099-01-01",
        },
    )

    assert response.status_code == 302, response.context["errors"]
    verdict = Verdict.objects.get()
    assert (verdict.framework, verdict.criterion, verdict.rating) == (framework, criterion, 0)
    assert verdict.state == "draft"


def test_a_second_verdict_on_the_same_criterion_is_refused_in_words(post_changes):
    given = create_verdict()
    another = create_verdict(framework=given.framework)

    response = post_changes(another, criterion=given.criterion_id)

    assert response.status_code == 200
    assert "This framework already has a verdict on this criterion. Edit that one." in response.content.decode()


def test_a_check_without_its_day_is_refused_in_words(post_changes):
    verdict = create_verdict()

    response = post_changes(verdict, check_note="It printed 3.")

    assert response.status_code == 200
    assert "A check and the day it was run belong together: give both or neither." in response.content.decode()


def test_a_review_before_the_writing_is_refused_in_words(post_changes):
    verdict = create_verdict()

    response = post_changes(verdict, review_due_on="2001-01-01")

    assert response.status_code == 200
    assert "The review cannot be due before the statement was written." in response.content.decode()


def test_a_rating_off_the_scale_is_refused(post_changes):
    verdict = create_verdict(rating=3)

    response = post_changes(verdict, rating="9")

    verdict.refresh_from_db()
    assert response.status_code == 200
    assert list(response.context["adminform"].form.errors) == ["rating"]
    assert verdict.rating == 3


def test_a_refused_form_keeps_what_was_typed(post_changes):
    response = post_changes(create_verdict(), summary="Typed with care.", review_due_on="2001-01-01")

    assert response.context["adminform"].form["summary"].value() == "Typed with care."


def test_ratings_are_offered_in_words(admin_client):
    response = admin_client.get(address(create_verdict, "add"))

    labels = [str(label) for _value, label in response.context["adminform"].form.fields["rating"].choices]
    assert labels == ["0 absent", "1 poor", "2 weak", "3 adequate", "4 good", "5 outstanding"]


def test_the_guidance_and_the_other_ratings_stand_beside_the_rating(admin_client):
    criterion = create_criterion(earns_1="Only by hand.", earns_3="With some work.", earns_5="A pleasure to see.")
    verdict = create_verdict(criterion=criterion, rating=2)
    best = create_verdict(criterion=criterion, rating=5, framework=create_framework(name="Best"))
    create_verdict(criterion=criterion, rating=1, framework=create_framework(name="Worst"), state="draft")
    create_verdict(framework=create_framework(name="Of another criterion"))

    response = admin_client.get(address(create_verdict, "change", verdict.pk))

    page = response.content.decode()
    for text in ("Only by hand.", "With some work.", "A pleasure to see.", "Worst"):
        assert text in page
    assert page.index(f'<a href="{address(create_verdict, "change", best.pk)}">Best</a>') < page.index(">Worst</a>")
    assert "Of another criterion" not in page


def test_a_new_verdict_without_a_criterion_says_how_to_see_the_guidance(admin_client):
    response = admin_client.get(address(create_verdict, "add"))

    assert "Save and continue editing”: the guidance" in response.content.decode()


def test_a_form_without_a_criterion_is_shown_again(admin_client):
    response = admin_client.post(address(create_verdict, "add"), {})

    assert response.status_code == 200
    assert "criterion" in response.context["adminform"].form.errors or response.context["errors"]


def test_the_page_costs_the_same_for_few_frameworks_and_many(admin_client):
    verdict = create_verdict()
    create_verdict(criterion=verdict.criterion)
    # Once before counting: Django keeps the content types that it has looked up.
    admin_client.get(address(create_verdict, "change", verdict.pk))
    with CaptureQueriesContext(connection) as for_few:
        admin_client.get(address(create_verdict, "change", verdict.pk))
    for _number in range(6):
        create_verdict(criterion=verdict.criterion)

    with CaptureQueriesContext(connection) as for_many:
        admin_client.get(address(create_verdict, "change", verdict.pk))

    assert len(for_many) == len(for_few)


def test_a_verdicts_sources_are_kept_on_its_page(post_changes):
    verdict = create_verdict()
    source = create_source(verdict=verdict, title="An old title")

    response = post_changes(verdict, **{"sources-0-title": "A new title"})

    source.refresh_from_db()
    assert response.status_code == 302
    assert source.title == "A new title"
