from itertools import combinations

import pytest

from comparisons.models import Question, Scenario
from comparisons.presentation.pair_projects import MOST_PROJECTS, build_pair_projects
from comparisons.presentation.standings import CLOSE_CALL_POINTS, to_points
from comparisons.quiz.answers import AnswerSet, build_priorities
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.scoring import rank
from tests import factories
from tests.presentation.matrices import all_frameworks, create_matrix, criterion, framework

pytestmark = pytest.mark.django_db


def field():
    """What the builder needs beside the two."""
    return {
        "scenarios": list(Scenario.objects.published().with_answers().in_order()),
        "questions": list(Question.objects.published().with_answers().in_order()),
        "frameworks": all_frameworks(),
        "table": build_verdict_table(all_frameworks()),
    }


def projects_of(left, right):
    return build_pair_projects(left=framework(left), right=framework(right), **field())


def create_project(slug, *wishes, requiring=()):
    """A scenario with one answer of its own."""
    answer = factories.create_answer(slug="yes", question=factories.create_question(slug=f"about-{slug}"))
    for name, weight in wishes:
        factories.create_effect(answer=answer, criterion=criterion(name), weight=weight)
    for name, minimum in requiring:
        factories.create_requirement(answer=answer, criterion=criterion(name), minimum_rating=minimum)
    factories.create_scenario(slug=slug, answers=[answer], position=Scenario.objects.count())


def slugs(projects):
    return [project.scenario.slug for project in projects]


@pytest.fixture
def matrix():
    create_matrix(
        {
            "django": {"orm": 5, "size": 1, "async": 3, "admin": 5},
            "flask": {"orm": 3, "size": 5, "async": 3, "admin": 2},
            "falcon": {"orm": 0, "size": 5, "async": 4},
        }
    )


@pytest.mark.usefixtures("matrix")
def test_projects_stand_on_the_side_that_is_ahead_with_both_points():
    create_project("shop", ("orm", 1))
    create_project("device", ("size", 1))

    projects = projects_of("django", "flask")

    (shop,), (device,) = projects.left.projects, projects.right.projects
    assert (shop.failed, device.failed) == ((), ())
    assert (shop.scenario.slug, shop.points, shop.other_points) == ("shop", 100, 60)
    assert (device.scenario.slug, device.points, device.other_points) == ("device", 100, 20)
    assert ([first.slug for first in shop.first], shop.is_first) == (["django"], True)
    assert ([first.slug for first in device.first], device.is_first) == (["flask", "falcon"], True)


@pytest.mark.usefixtures("matrix")
def test_a_project_names_who_comes_first_when_neither_does():
    create_project("gateway", ("async", 1), ("orm", 1), ("size", 4))

    (project,) = projects_of("django", "flask").right.projects

    assert ([first.slug for first in project.first], project.is_first) == (["flask"], True)
    (project,) = projects_of("django", "falcon").right.projects
    assert ([first.slug for first in project.first], project.is_first) == (["flask"], False)


@pytest.mark.usefixtures("matrix")
def test_ties_and_demands_that_rule_out_stand_apart():
    create_project("tied", ("async", 1))
    create_project("strict", ("size", 1), requiring=[("admin", 3)])
    create_project("impossible", ("size", 1), requiring=[("async", 5)])
    create_project("silent")

    projects = projects_of("django", "flask")

    assert (slugs(projects.tied), slugs(projects.ruled_out)) == (["tied"], ["impossible"])
    # Smaller by its points, but the other does not meet the demand.
    (strict,) = projects.left.projects
    assert (strict.points, strict.other_points, projects.right.total) == (20, None, 0)
    (demand,) = strict.failed
    assert (demand.words, demand.address) == ("Admin: adequate (3) or better", "/frameworks/flask/#admin")
    # A project whose answers weigh nothing says nothing of the two.
    assert projects.total == 3


@pytest.mark.usefixtures("matrix")
def test_the_clearest_few_are_shown_and_all_are_counted():
    for weight in range(1, 5):
        create_project(f"weight-{weight}", ("orm", weight), ("async", 2))

    side = projects_of("django", "flask").left

    assert slugs(side.projects) == ["weight-4", "weight-3", "weight-2"][:MOST_PROJECTS]
    assert side.total == 4


@pytest.mark.usefixtures("matrix")
def test_what_is_not_known_makes_a_lead_uncertain():
    create_project("known", ("orm", 1))
    create_project("unknown", ("admin", 1))

    projects = {project.scenario.slug: project for project in projects_of("django", "falcon").left.projects}

    assert (projects["known"].lead.is_certain, projects["unknown"].lead.is_certain) == (True, False)


def plain(side):
    return [(project.scenario.slug, project.points, project.other_points) for project in side.projects], side.total


@pytest.mark.once
@pytest.mark.usefixtures("catalogue")
def test_every_published_pair_mirrors_and_agrees_with_the_ranking_of_the_whole_field():
    known = field()
    rankings = {
        scenario.slug: rank(known["table"], build_priorities(known["questions"], AnswerSet.of_scenario(scenario)))
        for scenario in known["scenarios"]
    }

    for left, right in combinations(known["frameworks"], 2):
        projects = build_pair_projects(left=left, right=right, **known)
        swapped = build_pair_projects(left=right, right=left, **known)

        assert (plain(swapped.left), plain(swapped.right)) == (plain(projects.right), plain(projects.left))
        assert (slugs(swapped.tied), slugs(swapped.ruled_out)) == (slugs(projects.tied), slugs(projects.ruled_out))
        assert projects.total == len(rankings)
        for side, other in ((projects.left, right), (projects.right, left)):
            for project in side.projects:
                ranking = rankings[project.scenario.slug]
                mine, theirs = ranking.standing_of(side.framework.slug), ranking.standing_of(other.slug)
                assert project.points == to_points(mine.score)
                assert theirs is None or mine.rank < theirs.rank
                assert bool(project.failed) == (theirs is None)
                assert {first.slug for first in project.first} == {s.candidate.slug for s in ranking.first}
                assert project.is_first == (mine.rank == 1)
                assert project.is_close == (
                    theirs is not None and (mine.score - theirs.score) * 100 < CLOSE_CALL_POINTS
                )
