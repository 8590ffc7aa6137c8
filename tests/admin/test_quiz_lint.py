"""The lint of the quiz as a page of the desk."""

import re

import pytest
from django.urls import reverse

from comparisons.models import Question
from tests.admin.roles import signed_in
from tests.quiz.little_quiz import create_little_quiz, create_question, measure_and_store

pytestmark = pytest.mark.django_db

ADDRESS = "/admin/comparisons/question/lint/"


@pytest.fixture
def viewer():
    """A member of the staff who may see questions and no more."""
    return signed_in(permissions=["view_question"])


def test_the_address_is_the_one_that_was_promised():
    assert reverse("admin:comparisons_question_lint") == ADDRESS


def test_the_page_shows_the_quiz_that_ships(viewer, catalogue):
    response = viewer.get(ADDRESS)

    page = response.context["page"]
    assert response.status_code == 200
    assert page.finding_count == 0
    assert len(page.bars) == 12
    assert [row.text for row in page.questions] == [
        str(question) for question in Question.objects.published().in_order()
    ]
    assert all(bar.reach_url for bar in page.bars)
    assert "No findings" in response.content.decode()
    conditions = next(row for row in page.questions if not row.spread)
    assert conditions.answers[0].does == "rules out 2"
    assert conditions.raised.startswith("Starlette +")


def test_the_answers_that_put_a_framework_first_lead_to_its_result(viewer, catalogue):
    bars = viewer.get(ADDRESS).context["page"].bars

    for bar in bars:
        assert bar.name in viewer.get(bar.reach_url, follow=True).content.decode()


def test_findings_stand_under_their_rule(viewer):
    create_little_quiz({"wide": {"orm": 5, "size": 1}, "small": {"orm": 1, "size": 5}, "poor": {"orm": 1, "size": 1}})
    measure_and_store()

    page = viewer.get(ADDRESS).context["page"]

    # The stored sample is smaller than that of the page.
    assert [group.title for group in page.broken] == ["Reachable", "Measured"]
    assert page.broken[0].findings[0].subject == "Poor"
    assert page.finding_count == 2
    poor = next(bar for bar in page.bars if bar.name == "Poor")
    assert poor.is_out_of_bounds
    assert poor.reach_url == ""


def test_bars_are_measured_on_one_scale(viewer):
    create_little_quiz()

    page = viewer.get(ADDRESS).context["page"]

    # Of two, the even share is a half and three times that is everything.
    assert (page.lowest_place, page.even_place, page.highest_place) == (16.7, 50.0, 100.0)
    assert sum(bar.width for bar in page.bars) == pytest.approx(100, abs=0.1)


def test_a_question_that_parts_nobody_is_marked(viewer):
    create_little_quiz({"wide": {"orm": 5, "size": 1, "flat": 3}, "small": {"orm": 1, "size": 5, "flat": 3}})
    create_question("dull", [("yes", ("flat", 2)), ("no", ("flat", 1, 0))], position=9)

    rows = {row.text: row for row in viewer.get(ADDRESS).context["page"].questions}

    assert rows["About dull?"].is_flat
    assert rows["About dull?"].spread == "0.0"
    assert not rows["About data?"].is_flat
    assert rows["About data?"].answers[0].does == "parts them by 40.0 points"


def test_an_empty_site_says_that_there_is_nothing_to_try(viewer):
    response = viewer.get(ADDRESS)

    assert response.status_code == 200
    assert "There is nothing to try" in response.content.decode()


def test_what_editors_wrote_is_escaped_and_nothing_is_inline(viewer):
    create_little_quiz()
    Question.objects.filter(slug="data").update(text="<script>alert(1)</script>?", why="")

    content = viewer.get(ADDRESS).content.decode()

    assert "&lt;script&gt;alert(1)" in content
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|<script(?![^>]*\bsrc=)(?![^>]*application/json)", content)


def test_the_list_of_questions_leads_there(viewer):
    assert f'href="{ADDRESS}"' in viewer.get(reverse("admin:comparisons_question_changelist")).content.decode()


def test_a_stranger_is_sent_to_the_login(client):
    response = client.get(ADDRESS)

    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("admin:login"))


def test_staff_without_rights_is_refused():
    assert signed_in().get(ADDRESS).status_code == 403


def test_the_page_is_only_read(viewer):
    assert viewer.post(ADDRESS).status_code == 405


def test_the_page_costs_the_same_for_few_and_many_questions(
    viewer, django_assert_num_queries, django_assert_max_num_queries
):
    create_little_quiz()
    viewer.get(ADDRESS)

    with django_assert_max_num_queries(20) as few:
        viewer.get(ADDRESS)
    for number in range(4):
        create_question(f"more-{number}", [("a", ("orm", 1)), ("b", ("size", 1))], position=5 + number)
    with django_assert_num_queries(len(few)):
        viewer.get(ADDRESS)
