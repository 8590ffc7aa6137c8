"""What any experienced Python developer would sign, held against the quiz that ships.

The expectations were written down before the quiz was tuned; whoever changes a question or a verdict and breaks one
has found either a mistake or a reason to write the expectation anew.
"""

from fractions import Fraction

import pytest
from django.http import QueryDict

from comparisons.models import Framework, Question, Scenario
from comparisons.quiz.answers import AnswerSet, build_priorities
from comparisons.quiz.thresholds import CLOSE_CALL_POINTS
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.scoring import rank

# Any of those named may lead. It holds when one of them is first, or less than a close call behind.
EXPECTED = {
    "content-site": {"django"},
    "large-product": {"django"},
    "ten-year-business-application": {"django"},
    "rest-service": {"fastapi", "litestar"},
    "public-api": {"fastapi", "litestar"},
    "internal-tool": {"flask"},
    "microservices": {"fastapi", "litestar", "starlette", "falcon"},
    "podcast-site": {"flask", "django"},
    "live-dashboard": {"litestar", "starlette", "fastapi", "quart", "tornado"},
    "weekend-prototype": {"flask", "fastapi", "bottle"},
    "embedded-device": {"bottle"},
    "model-behind-an-api": {"fastapi"},
    # A matter of measure rather than of faith.
    "serverless-function": {"falcon", "starlette", "bottle", "flask"},
    "gateway": {"aiohttp", "starlette", "falcon"},
}

# A project for which a developer who knows all twelve would think of this framework first.
HOMES = {
    "django": (
        "building=content-site&layout=given-project&commands=generator&parts=everything&store=models&"
        "output=pages&sign-in=customers&also=languages&connection=never&scarce=database&runs-on=server&"
        "experience=page-sites&people=few&async-style=step-by-step&stuck=answers&lifetime=decade"
    ),
    "flask": (
        "building=few-pages&layout=own-modules&commands=run-command&parts=small-core&store=chosen-mapper&"
        "output=pages&sign-in=checked-before&connection=never&scarce=nothing&runs-on=server&"
        "experience=page-sites&people=one&async-style=step-by-step&handlers=at-hand&stuck=answers&"
        "lifetime=grow"
    ),
    "fastapi": (
        "building=data-service&layout=own-modules&commands=run-command&parts=small-core&store=nowhere&"
        "output=contract&sign-in=programs&also=background&runs-on=containers&experience=python-only&"
        "people=changing&async-style=mixed&handlers=declared&stuck=manual&lifetime=try-out"
    ),
    "litestar": (
        "building=data-service&layout=own-packages&commands=run-command&parts=some-parts&store=models&"
        "output=contract&sign-in=customers&also=background&connection=both-ways&scarce=waiting&"
        "runs-on=server&experience=async-experts&people=few&async-style=async-core&handlers=declared&"
        "stuck=types&lifetime=decade"
    ),
    "starlette": (
        "building=go-between&layout=own-modules&commands=script&parts=small-core&store=own-queries&"
        "output=short&sign-in=checked-before&connection=on-some-pages&scarce=processor&"
        "runs-on=containers&experience=async-experts&people=one&async-style=async-core&handlers=explicit&"
        "stuck=source&lifetime=left-alone"
    ),
    "falcon": (
        "building=data-service&layout=one-file&commands=script&parts=only-http&store=nowhere&output=data&"
        "sign-in=nobody&connection=never&scarce=processor&runs-on=function&experience=http-experts&"
        "people=few&async-style=mixed&handlers=explicit&stuck=manual&lifetime=left-alone&"
        "rules=support-periods"
    ),
    "pyramid": (
        "building=business-application&layout=own-packages&commands=generator&parts=some-parts&"
        "store=chosen-mapper&output=pages&sign-in=checked-before&connection=never&scarce=nothing&"
        "runs-on=server&experience=http-experts&people=few&async-style=step-by-step&handlers=at-hand&"
        "stuck=debugger&lifetime=left-alone&rules=settled"
    ),
    "tornado": (
        "building=live-application&layout=one-file&commands=script&parts=some-parts&store=own-queries&"
        "output=pages&sign-in=customers&connection=both-ways&scarce=waiting&runs-on=device&"
        "experience=async-experts&people=one&async-style=async-core&handlers=explicit&stuck=source&"
        "lifetime=left-alone&rules=advisories"
    ),
    "bottle": (
        "building=one-job&layout=one-file&commands=script&parts=small-core&store=own-queries&"
        "output=short&sign-in=nobody&connection=never&scarce=nothing&runs-on=device&"
        "experience=python-only&people=one&async-style=step-by-step&stuck=source&lifetime=left-alone&"
        "rules=tiny-install"
    ),
    "quart": (
        "building=live-application&layout=own-modules&commands=run-command&parts=small-core&"
        "store=own-queries&output=pages&sign-in=elsewhere&also=background&also=events&"
        "connection=both-ways&scarce=waiting&runs-on=server&experience=page-sites&people=few&"
        "async-style=async-core&handlers=at-hand&stuck=debugger&lifetime=try-out"
    ),
    "aiohttp": (
        "building=go-between&layout=own-modules&commands=script&parts=only-http&store=nowhere&"
        "output=streams&sign-in=checked-before&also=events&connection=server-sends&scarce=waiting&"
        "runs-on=server&experience=async-experts&people=few&async-style=async-core&handlers=explicit&"
        "stuck=types&lifetime=decade&rules=advisories"
    ),
    "sanic": (
        "building=receiver&layout=own-modules&commands=run-command&parts=only-http&store=chosen-mapper&"
        "output=data&sign-in=programs&also=events&connection=on-some-pages&scarce=processor&"
        "runs-on=server&experience=python-only&people=few&async-style=async-core&handlers=declared&"
        "stuck=debugger&lifetime=try-out"
    ),
}


def ranking_of(answers):
    questions = Question.objects.published().with_answers().in_order()
    table = build_verdict_table(Framework.objects.published().in_order())
    return rank(table, build_priorities(questions, answers))


def first_or_close(ranking):
    best = ranking.standings[0].score
    return {
        standing.candidate.slug
        for standing in ranking.standings
        if standing.rank == 1 or best - standing.score < Fraction(CLOSE_CALL_POINTS, 100)
    }


def answered(query):
    chosen = {question: tuple(answers) for question, answers in QueryDict(query).lists()}
    questions = {
        question.slug: {answer.slug for answer in question.ordered_answers}
        for question in Question.objects.published().with_answers()
    }
    # A home that names an answer which is gone would quietly be another home.
    assert all(set(answers) <= questions.get(question, set()) for question, answers in chosen.items())
    return AnswerSet(chosen=chosen)


def of_scenario(slug):
    return AnswerSet.of_scenario(Scenario.objects.published().with_answers().get(slug=slug))


@pytest.mark.parametrize(("slug", "expected"), EXPECTED.items())
def test_a_scenario_gives_the_answer_that_was_expected(catalogue, slug, expected):
    ranking = ranking_of(of_scenario(slug))

    assert first_or_close(ranking) & expected


def test_a_content_site_with_editors_is_clearly_djangos(catalogue):
    ranking = ranking_of(of_scenario("content-site"))

    assert [standing.candidate.slug for standing in ranking.first] == ["django"]
    assert ranking.lead >= Fraction(5, 100)


@pytest.mark.parametrize(
    ("scenario", "framework"), [("internal-tool", "bottle"), ("model-behind-an-api", "litestar")]
)
def test_the_runner_up_that_was_expected_stays_in_the_field(catalogue, scenario, framework):
    ranking = ranking_of(of_scenario(scenario))

    assert ranking.standing_of(framework).rank <= 4


@pytest.mark.parametrize(("framework", "home"), HOMES.items())
def test_each_framework_wins_at_home_or_nearly(catalogue, framework, home):
    ranking = ranking_of(answered(home))

    assert framework in first_or_close(ranking)


def test_every_framework_has_a_home(catalogue):
    assert set(HOMES) == set(Framework.objects.published().values_list("slug", flat=True))
