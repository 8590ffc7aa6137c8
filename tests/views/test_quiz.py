"""The quiz and its result."""

import pytest

from tests.factories import (
    create_answer,
    create_criterion,
    create_effect,
    create_framework,
    create_question,
    create_requirement,
    create_verdict,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def small_quiz():
    """Two questions; Apple is good at the ORM, Pear at async; Plum has no verdict at all."""
    orm, asynchronous = create_criterion(slug="orm", name="Mapper"), create_criterion(slug="async", name="Async")
    for slug, ratings in (("apple", (5, 1)), ("pear", (2, 5))):
        framework = create_framework(slug=slug, name=slug.title())
        create_verdict(framework=framework, criterion=orm, rating=ratings[0], support="built_in")
        create_verdict(framework=framework, criterion=asynchronous, rating=ratings[1], support="third_party")
    create_framework(slug="plum", name="Plum")
    store = create_question(slug="store", text="Where does the data live?", position=1)
    tables = create_answer(question=store, slug="tables", text="In tables")
    create_effect(answer=tables, criterion=orm, weight=2, reason="data lives in tables")
    load = create_question(slug="load", text="What will run short?", position=2)
    waiting = create_answer(question=load, slug="waiting", text="Workers")
    create_effect(answer=waiting, criterion=asynchronous, weight=1, reason="each request waits")
    must = create_answer(question=load, slug="must", text="Must be async")
    create_requirement(answer=must, criterion=asynchronous, minimum_rating=3, reason="it must be async")


def result_of(client, query):
    return client.get(f"/quiz/result/?{query}").context_data["result"]


def test_the_quiz_is_a_plain_form_that_leads_to_the_result(client, small_quiz):
    html = client.get("/quiz/").content.decode()

    assert '<form class="quiz" action="/quiz/result/" method="get">' in html
    assert 'name="store" value="tables"' in html


def test_answers_in_the_address_are_filled_in(client, small_quiz):
    html = client.get("/quiz/?store=tables").content.decode()

    assert 'name="store" value="tables" checked' in html


def test_the_result_shows_the_first_place_and_why(client, small_quiz):
    response = client.get("/quiz/result/?store=tables")

    html = response.content.decode()
    assert "Your answers point to" in html
    assert response.context_data["result"].leaders[0].framework.slug == "apple"
    assert "because data lives in tables" in " ".join(html.split())


def test_the_result_shows_what_speaks_against_the_first_place(client, small_quiz):
    result = result_of(client, "store=tables&load=waiting")

    (leader,) = result.leaders
    assert leader.framework.slug == "apple"
    assert leader.objections[0].criterion.slug == "async"


def test_importance_changes_the_order(client, small_quiz):
    plain = result_of(client, "store=tables&load=waiting")
    weighed = result_of(client, "store=tables&load=waiting&importance=load:4")

    assert plain.leaders[0].framework.slug == "apple"
    assert weighed.leaders[0].framework.slug == "pear"


def test_a_requirement_rules_out_with_its_reason_and_unknown_excludes_nobody(client, small_quiz):
    result = result_of(client, "store=tables&load=must")

    assert [standing.slug for standing in result.excluded] == ["apple"]
    assert result.excluded[0].failed == ("Async: adequate (3) or better",)
    assert {standing.slug for standing in result.field} == {"pear", "plum"}


def test_requirements_alone_rank_nobody(client, small_quiz):
    response = client.get("/quiz/result/?load=must")

    assert "2 frameworks meet what you require" in response.content.decode()


def test_a_skipped_question_does_not_count(client, small_quiz):
    result = result_of(client, "store=tables")

    assert [given.question.slug for given in result.given] == ["store"]


def test_the_empty_parameter_of_a_skipped_question_leaves_the_address(client, small_quiz):
    response = client.get("/quiz/result/?store=tables&load=&importance=store:2")

    assert response.status_code == 302
    assert response["Location"] == "/quiz/result/?store=tables&importance=store:2"


def test_the_address_carries_everything(client, small_quiz):
    address = "/quiz/result/?store=tables&load=waiting&importance=load:4"

    first, again = client.get(address).content, client.get(address).content

    assert first == again


def test_an_unknown_answer_is_listed_and_the_rest_counts(client, small_quiz):
    response = client.get("/quiz/result/?store=clouds&load=waiting&gone=yes&revision=7")

    html = response.content.decode()
    assert "“clouds” is not an answer" in html
    assert "There is no question “gone”" in html
    assert "revision" not in response.context_data["problems"]
    assert response.context_data["result"].leaders[0].framework.slug == "pear"


def test_when_everyone_is_ruled_out_the_one_requirement_to_drop_is_named(client):
    criterion = create_criterion(slug="orm", name="Mapper")
    create_verdict(framework=create_framework(), criterion=criterion, rating=1)
    question = create_question(slug="store")
    create_requirement(answer=create_answer(question=question, slug="must"), criterion=criterion, minimum_rating=5)

    html = " ".join(client.get("/quiz/result/?store=must").content.decode().split())

    assert "Nothing meets all of your requirements" in html
    assert "“Mapper: outstanding (5) or better”, would bring back 1 framework" in html


def test_without_answers_the_result_points_to_the_questions(client, small_quiz):
    assert "No answers yet" in client.get("/quiz/result/").content.decode()


@pytest.mark.usefixtures("catalogue")
def test_a_scenario_its_result_and_the_engine_agree(client):
    entry = client.get("/scenarios/content-site/").context_data["entry"]

    result = client.get(entry.result_address).context_data["result"]

    assert [(s.slug, s.rank, s.points) for s in entry.standings if not s.is_excluded] == [
        (s.slug, s.rank, s.points) for s in result.field
    ]
    assert result.leaders[0].framework.slug == "django"
