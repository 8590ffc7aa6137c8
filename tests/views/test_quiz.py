"""The result of the quiz."""

import random
import re
from urllib.parse import parse_qsl, quote, urlencode, urlsplit

import pytest

from comparisons.catalogue.revisions import record_revision
from comparisons.models import Framework, Question, Scenario, Verdict
from comparisons.quiz.answers import AnswerSet
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


def text_of(response):
    """What the page says, in one line."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def first_at(client, address):
    """Who comes first when the link is opened; nobody when all are ruled out."""
    response = client.get(address)
    assert response.status_code == 200, address
    return {standing.slug for standing in response.context_data["result"].field if standing.rank == 1}


def order_of(standings):
    return [(standing.slug, standing.rank, standing.points) for standing in standings if standing.rank]


def scenario_addresses():
    return [
        f"/quiz/result/?{urlencode(AnswerSet.of_scenario(scenario).chosen, doseq=True)}"
        for scenario in Scenario.objects.published().with_answers().in_order()
    ]


def names_of(slugs):
    return ", ".join(f.name for f in Framework.objects.published().in_order() if f.slug in slugs)


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

    (ruled_out,) = result.excluded
    assert ruled_out.standing.slug == "apple"
    assert ruled_out.standing.failed == ("Async: adequate (3) or better",)
    assert {standing.slug for standing in result.field} == {"pear", "plum"}


def test_requirements_alone_rank_nobody(client, small_quiz):
    response = client.get("/quiz/result/?load=must")

    assert "2 frameworks meet what you require" in response.content.decode()


def test_a_skipped_question_does_not_count(client, small_quiz):
    result = result_of(client, "store=tables&skipped=load")

    assert [given.question.slug for given in result.given] == ["store"]
    assert order_of(result.field) == order_of(result_of(client, "store=tables").field)


def test_the_empty_parameter_of_a_skipped_question_leaves_the_address(client, small_quiz):
    response = client.get("/quiz/result/?store=tables&load=&importance=store:2&gone=yes")

    assert response.status_code == 302
    # What does not count stays, to be listed on the page that follows.
    assert response["Location"] == "/quiz/result/?store=tables&importance=store:2&gone=yes"


def test_the_parts_of_the_result_stand_in_their_order(client, small_quiz):
    html = client.get("/quiz/result/?store=tables&load=must&favourite=apple&other=store%3Dtables").content.decode()
    plain = client.get("/quiz/result/?store=tables&load=waiting").content.decode()

    def headings(page):
        return [" ".join(heading.split()) for heading in re.findall(r"<h[12][^>]*>(?:<a[^>]*>)?([^<]*)", page)]

    assert headings(plain) == [
        "Apple",
        "How sure",
        "What speaks against Apple for you",
        "What would change it",
        "Why Apple",
        "The field",
        "Your answers",
    ]
    assert headings(html) == [
        "Plum",
        "How sure",
        "What speaks against Plum for you",
        "What would change it",
        "Why Plum",
        "The field",
        "Ruled out",
        "Two results side by side",
        "Your answers",
    ]


def test_an_unknown_answer_is_listed_and_the_rest_counts(client, small_quiz):
    response = client.get("/quiz/result/?store=clouds&load=waiting&gone=yes&revision=7")

    html = response.content.decode()
    assert "“clouds” is not an answer" in html
    assert "There is no question “gone”" in html
    assert "revision" not in response.context_data["problems"]
    assert response.context_data["result"].leaders[0].framework.slug == "pear"


@pytest.mark.parametrize(
    ("nonsense", "problem"),
    [
        ("importance=store:3", "“3” is not possible; choose one of 0|1|2|4."),
        ("importance=colour:2", "There is no question “colour”."),
        ("importance=%00", "“�” is not of the form"),
        ("favourite=rails", "“rails” does not exist here (any more), so it does not count."),
        ("favourite=%3Cscript%3E", "“<script>” does not exist here (any more)"),
        ("soften=colour", "“colour” does not exist here (any more), so it does not count."),
        ("edition=endless", "“endless” does not exist here (any more), so it does not count."),
        ("revision=today", "The revision is a whole number from 1"),
        ("other=nonsense", "The other link: There is no question “nonsense” (any more)"),
        ("other=nonsense", "The other link carries no answers, so there is nothing to compare."),
        ("other=https://example.org/", "The other link carries no answers"),
        ("other=%3F%3F%26%26%23", "The other link carries no answers"),
        (f"other={'x' * 5000}", "at most 4000 characters"),
        ("other=a%00b", "Null characters are not allowed."),
        (f"other={quote('store=clouds&load=waiting')}", "The other link: “clouds” is not an answer"),
    ],
)
@pytest.mark.parametrize("is_recorded", [False, True])
def test_nonsense_is_listed_and_the_rest_counts(client, small_quiz, nonsense, problem, is_recorded):
    if is_recorded:
        # Then a link without revision is redirected, and what is wrong with it must survive that.
        record_revision()

    response = client.get(f"/quiz/result/?store=tables&{nonsense}", follow=True)

    assert response.status_code == 200
    assert any(problem in listed for listed in response.context_data["problems"])
    assert response.context_data["result"].leaders[0].framework.slug == "apple"
    assert len(response.context_data["problems"]) <= 24


def test_contradictory_answers_are_pointed_out_and_both_count(client, small_quiz):
    several = create_question(slug="several", allows_several=True, position=3)
    one = create_answer(question=several, slug="one", text="Everything")
    create_answer(question=several, slug="other", text="Nothing", contradicts=[one])

    response = client.get("/quiz/result/?store=tables&several=one&several=other")

    assert "“Everything” and “Nothing” contradict each other. Both count until you drop one." in text_of(response)
    assert [len(given.answers) for given in response.context_data["result"].given] == [1, 2]


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


# Revisions: what a link says about the content that it was made with.


@pytest.fixture
def recorded(small_quiz):
    record_revision()


def change_rating(framework, criterion, rating):
    Verdict.objects.filter(framework__slug=framework, criterion__slug=criterion).update(rating=rating)
    return record_revision()


def test_a_link_without_revision_leads_to_one_with_it(client, recorded):
    response = client.get("/quiz/result/?store=tables&gone=yes&importance=store:2")

    assert response.status_code == 302
    assert response["Location"] == "/quiz/result/?store=tables&gone=yes&importance=store:2&revision=1"
    # At that address nothing redirects any more, and what does not count is listed.
    response = client.get(response["Location"])
    assert response.status_code == 200
    assert "There is no question “gone”" in response.content.decode()


def test_an_empty_parameter_and_a_missing_revision_together_end_somewhere(client, recorded):
    response = client.get("/quiz/result/?store=tables&load=&revision=", follow=True)

    assert response.redirect_chain[-1][0] == "/quiz/result/?store=tables&revision=1"
    assert response.status_code == 200


def test_before_the_first_revision_a_link_has_none(client, small_quiz):
    response = client.get("/quiz/result/?store=tables")

    assert response.status_code == 200
    assert response.context_data["result"].share_address == "/quiz/result/?store=tables"


def test_nothing_is_said_about_then_when_nothing_changed(client, recorded):
    response = client.get("/quiz/result/?store=tables&revision=1")

    assert response.context_data["then"] is None
    assert "This link was made before" not in text_of(response)


def test_an_old_link_says_who_came_first_then_and_which_verdict_made_the_difference(client, recorded):
    link = result_of(client, "store=tables&revision=1").share_address
    change_rating("apple", "orm", 1)
    change_rating("pear", "async", 4)

    response = client.get(link)

    said = text_of(response)
    assert response.context_data["result"].leaders[0].framework.slug == "plum"
    assert "At revision 1 Apple came first. What follows is the result of today." in said
    assert "Apple: Mapper , 5 then, 1 now" in said
    assert "Async" not in said.partition("What follows")[2].partition("Your answers point to")[0]
    assert 'href="/frameworks/apple/#orm"' in response.content.decode()


def test_the_links_of_an_old_result_carry_the_revision_of_today(client, recorded):
    change_rating("apple", "orm", 1)

    result = result_of(client, "store=tables&revision=1")

    assert result.share_address == "/quiz/result/?store=tables&revision=2"
    assert result.given[0].importance[3].address == "/quiz/result/?store=tables&importance=store:4&revision=2"


def test_an_old_link_with_the_same_first_place_says_so(client, recorded):
    change_rating("pear", "orm", 3)

    said = text_of(client.get("/quiz/result/?store=tables&revision=1"))

    assert "The first place is the same: Apple came first at revision 1 too." in said


def test_a_changed_question_is_said_too(client, recorded):
    Question.objects.filter(slug="store").update(text="Where is the data?")
    record_revision()

    said = text_of(client.get("/quiz/result/?store=tables&revision=1"))

    assert "Questions or what their answers move have changed too" in said


@pytest.mark.parametrize("revision", [9, 10**9])
def test_a_revision_that_is_not_known_is_said_to_be_unknown(client, recorded, revision):
    response = client.get(f"/quiz/result/?store=tables&revision={revision}")

    assert f"It names revision {revision}, which this site does not know." in text_of(response)
    assert response.context_data["result"].leaders[0].framework.slug == "apple"


def test_nothing_is_stored_by_looking_at_results(client, recorded, django_assert_max_num_queries):
    with django_assert_max_num_queries(12) as captured:
        client.get("/quiz/result/?store=tables&load=waiting&revision=1&other=store%3Dtables&favourite=pear")

    assert all(query["sql"].startswith("SELECT") for query in captured)


# A colleague's result, and what one would have picked.


@pytest.mark.parametrize(
    "link",
    [
        "load=waiting",
        "?load=waiting",
        "/quiz/result/?load=waiting&revision=1",
        "https://framewise.example/quiz/result/?load=waiting&other=store%3Dtables#field-heading",
    ],
)
def test_a_colleagues_link_is_laid_beside_however_much_of_it_was_pasted(client, small_quiz, link):
    response = client.get("/quiz/result/", {"store": "tables", "other": link})

    comparison = response.context_data["comparison"]
    assert (comparison.mine_first, comparison.theirs_first) == ("Apple", "Pear")
    assert "Yours puts Apple first, the other one Pear." in text_of(response)
    assert first_at(client, comparison.other_address) == {"pear"}
    assert first_at(client, comparison.alone_address) == {"apple"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("store=tables&favourite=apple", "You would have picked Apple today: your answers agree."),
        ("store=tables&favourite=pear", "You would have picked Pear today: by your answers it comes in place 3."),
        (
            "store=tables&load=must&favourite=apple",
            "You would have picked Apple today: your requirements rule it out.",
        ),
    ],
)
def test_what_one_would_have_picked_stands_beside_the_result_and_moves_nothing(client, small_quiz, query, said):
    response = client.get(f"/quiz/result/?{query}")

    assert said in text_of(response)
    without = result_of(client, query.partition("&favourite")[0])
    assert order_of(response.context_data["result"].field) == order_of(without.field)


# The real catalogue: what the page says must be true.


@pytest.mark.usefixtures("catalogue")
def test_a_result_opened_from_its_own_address_is_identical(client):
    record_revision()
    for address in scenario_addresses()[:4]:
        first = client.get(f"{address}&favourite=flask&gone=1", follow=True)
        share = first.context_data["result"].share_address

        once, again = client.get(share), client.get(share)

        assert once.content == again.content
        assert once.context_data["result"].share_address == share
        assert once.context_data["result"] == first.context_data["result"]


@pytest.mark.usefixtures("catalogue")
def test_the_stated_flip_puts_the_named_framework_first_when_opened(client):
    flips = 0
    for address in scenario_addresses():
        result = client.get(address).context_data["result"]
        if result.flip is None:
            continue
        flips += 1

        first = first_at(client, result.flip.address)

        assert names_of(first) == result.flip.leaders
        assert not first & {leader.framework.slug for leader in result.leaders}
    assert flips


@pytest.mark.once
@pytest.mark.usefixtures("catalogue")
def test_every_option_puts_those_first_whom_it_names_and_nobody_else_where_it_names_none(client):
    chance = random.Random(5)
    options = []
    for address in chance.sample(scenario_addresses(), 6):
        result = client.get(address).context_data["result"]
        leaders = {leader.framework.slug for leader in result.leaders}
        for given in result.given:
            options += [(option, leaders) for option in (*given.importance, *given.alternatives)]
    naming = [(option, leaders) for option, leaders in options if option.leaders]
    silent = [(option, leaders) for option, leaders in options if not option.leaders]

    for option, leaders in [*chance.sample(naming, min(25, len(naming))), *chance.sample(silent, 25)]:
        first = first_at(client, option.address)

        assert names_of(first) == (option.leaders or names_of(leaders)), option.address
    assert naming


@pytest.mark.usefixtures("catalogue")
def test_the_options_of_softened_requirements_tell_the_truth_too(client):
    result = client.get("/quiz/result/?building=one-job&store=models&rules=tiny-install&soften=rules").context_data[
        "result"
    ]

    given = next(given for given in result.given if given.question.slug == "rules")
    leaders = {leader.framework.slug for leader in result.leaders}
    for option in (*given.importance, *given.alternatives):
        assert names_of(first_at(client, option.address)) == (option.leaders or names_of(leaders))


@pytest.mark.usefixtures("catalogue")
def test_only_important_brings_each_excluded_framework_back(client):
    excluded = 0
    for answer in Question.objects.published().get(slug="rules").answers.all():
        result = client.get(f"/quiz/result/?building=one-job&rules={answer.slug}").context_data["result"]
        for ruled_out in result.excluded:
            excluded += 1

            softened = client.get(ruled_out.soften_address).context_data["result"]

            assert ruled_out.standing.slug in {standing.slug for standing in softened.field}
    assert excluded


@pytest.mark.usefixtures("catalogue")
def test_the_dominance_that_a_result_states_is_true(client):
    questions = list(Question.objects.published().with_answers().in_order())
    ratings = {
        (verdict.framework.name, verdict.criterion_id): verdict.rating
        for verdict in Verdict.objects.published().select_related("framework")
    }
    answers = [(question, answer) for question in questions for answer in question.ordered_answers]
    stated = 0
    for question, answer in random.Random(7).sample(answers, 25):
        result = result_of(client, f"{question.slug}={answer.slug}")
        for name in result.dominated:
            stated += 1
            gains = [
                closeness(ratings[result.leaders[0].framework.name, effect.criterion_id], effect.target)
                - closeness(ratings[name, effect.criterion_id], effect.target)
                for effect in answer.published_effects
            ]
            assert min(gains) >= 0 and max(gains) > 0
    assert stated


def closeness(rating, target):
    return rating if target is None else -abs(target - rating)


@pytest.mark.once
@pytest.mark.usefixtures("catalogue")
def test_quiz_table_and_scenario_give_the_same_order(client):
    everyone = "&".join(f"framework={f.slug}" for f in Framework.objects.published())
    for scenario in Scenario.objects.published():
        entry = client.get(f"/scenarios/{scenario.slug}/").context_data["entry"]

        result = client.get(entry.result_address).context_data["result"]
        table = client.get(f"{result.table_address}&{everyone}").context_data["grid"]

        assert order_of(entry.standings) == order_of(result.field)
        assert order_of(column.standing for column in table.columns) == order_of(result.field)
        assert [c.standing.slug for c in table.columns if c.standing.is_excluded] == [
            entry.standing.slug for entry in result.excluded
        ]


@pytest.mark.usefixtures("catalogue")
def test_the_table_follows_importance_and_softened_requirements_too(client):
    everyone = "&".join(f"framework={f.slug}" for f in Framework.objects.published())
    query = "building=one-job&store=models&lifetime=decade&people=few&output=pages&rules=tiny-install"
    for settings in ("", "&importance=store:4&importance=lifetime:0", "&soften=rules&importance=rules:2"):
        result = result_of(client, query + settings)

        table = client.get(f"{result.table_address}&{everyone}").context_data["grid"]

        assert order_of(column.standing for column in table.columns) == order_of(result.field), settings


@pytest.mark.usefixtures("catalogue")
def test_a_scenario_leads_into_the_quiz_with_its_answers_filled_in(client):
    for scenario in Scenario.objects.published().with_answers():
        entry = client.get(f"/scenarios/{scenario.slug}/").context_data["entry"]

        page = client.get(entry.quiz_address).context_data["page"]

        chosen = {row.question.slug: tuple(answer.slug for answer in row.answers) for row in page.rows}
        expected = AnswerSet.of_scenario(scenario).chosen
        assert {slug: set(answers) for slug, answers in chosen.items()} == {
            slug: set(answers) for slug, answers in expected.items()
        }
        assert page.rows
    content_site = client.get("/scenarios/content-site/").context_data["entry"]
    assert content_site.leaders[0].slug == "django"


@pytest.mark.once
@pytest.mark.usefixtures("catalogue")
def test_the_pair_of_a_result_is_its_first_and_second(client):
    for address in scenario_addresses():
        result = client.get(address).context_data["result"]
        field = result.field

        assert set(result.pair_slug.split("-vs-")) == {field[0].slug, field[1].slug}
        assert client.get(f"/compare/{result.pair_slug}/").status_code == 200


@pytest.mark.usefixtures("catalogue")
def test_the_form_that_adds_a_colleague_carries_my_whole_result(client):
    record_revision()
    result = client.get(f"{scenario_addresses()[0]}&favourite=flask", follow=True).context_data["result"]

    assert list(result.hidden) == parse_qsl(urlsplit(result.share_address).query)
