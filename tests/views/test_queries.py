"""What the hot pages cost in queries: pinned, and the same however much content there is."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from comparisons.models import Framework
from tests.factories import (
    create_category,
    create_criterion,
    create_extension,
    create_framework,
    create_release,
    create_source,
    create_verdict,
)

# Each figure is exact: a page that needs more says why, one that needs less is welcome to say so too.
QUERIES = {
    "/": 18,
    "/compare/": 10,
    "/compare/?weight=orm:2": 11,
    # Sorting looks at the verdicts on one criterion; measuring against a baseline looks at what is there.
    "/compare/?sort=orm&baseline=flask": 11,
    # Which criteria sum up others, for a category's weight leaves them out.
    "/compare/?category_weight=data:2": 12,
    # The open verdicts with their extensions and sources.
    "/compare/?open=orm:django&open=csrf:flask": 13,
    # The field's verdicts (1), the quiz (5) and the scenarios (2) say for whom which is better.
    "/compare/django-vs-flask/": 19,
    "/frameworks/": 5,
    # Two for the releases: they, and their sources.
    "/frameworks/django/": 17,
    "/criteria/": 3,
    "/criteria/orm/": 7,
    "/notable-users/": 7,
    "/extensions/": 7,
    "/extensions/flask-sqlalchemy/": 6,
    "/claims/": 9,
    "/scenarios/": 9,
    # The answers bring the quiz along, 5 queries: questions, answers, effects, requirements, contradictions.
    "/compare/?answer=building:content-site": 16,
    # One more than before, the frameworks: "which would you pick today?" offers them.
    "/quiz/": 6,
    "/quiz/?view=form": 6,
    # And the verdicts, for the order of the questions follows from what each can still move.
    "/quiz/?edition=short": 7,
    "/quiz/?edition=full&building=content-site&skipped=layout": 7,
    "/quiz/?view=overview&building=content-site": 7,
    # One more than before: the newest revision, which the link is to carry.
    "/quiz/result/?building=content-site": 9,
    "/quiz/result/?building=content-site&other=building%3Done-job": 9,
    # And for the result of then: the revision that the link names, and what has changed since.
    "/quiz/result/?building=content-site&revision=3": 11,
    # Without a revision; with some, tests/views/test_changes.py.
    "/changes/": 4,
    "/method/": 12,
    # Nothing to look for, nothing asked.
    "/search/": 0,
    # The frameworks for pairs, and one query for each of the seven kinds.
    "/search/?q=orm": 8,
    "/search/?q=django": 8,
    # What is not to be shown is not asked for.
    "/search/?q=django&kind=claims": 2,
    # And the names of criteria and extensions, for what was perhaps meant.
    "/search/?q=djnago": 10,
    # The statement, and the revision that it is seen at.
    "/suggest/verdict/flask/orm/": 2,
    "/suggest/verdict/flask/orm/thanks/": 1,
}


def queries_of(client, address):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize(("address", "number"), QUERIES.items())
def test_a_page_costs_what_is_pinned(client, address, number):
    assert queries_of(client, address) == number


@pytest.mark.django_db
@pytest.mark.parametrize("columns", ["few", "all"])
def test_the_table_costs_the_same_for_2_and_for_30_frameworks(client, columns):
    criteria = [create_criterion(category=create_category()) for _ in range(3)]
    extension = create_extension()

    def grow_to(number):
        for _ in range(number - Framework.objects.count()):
            framework = create_framework()
            for criterion in criteria:
                create_verdict(framework=framework, criterion=criterion).extensions.add(extension)

    def cost():
        slugs = Framework.objects.values_list("slug", flat=True)
        query = "&".join(f"framework={slug}" for slug in slugs) if columns == "all" else ""
        return queries_of(client, f"/compare/?{query}")

    grow_to(2)
    cost_of_two = cost()
    grow_to(30)
    cost_of_thirty = cost()

    assert cost_of_two == cost_of_thirty


@pytest.mark.django_db
def test_a_framework_costs_the_same_however_much_there_is_beside_it(client):
    criteria = [create_criterion() for _ in range(3)]
    shown = create_framework(slug="shown")
    for criterion in criteria:
        create_verdict(framework=shown, criterion=criterion)

    def grow_to(number):
        for step in range(shown.releases.count(), number):
            create_source(release=create_release(framework=shown, series=f"{step}.0"))
            framework = create_framework()
            for criterion in criteria:
                create_verdict(framework=framework, criterion=criterion)

    grow_to(2)
    cost_of_two = queries_of(client, "/frameworks/shown/")
    grow_to(30)
    cost_of_thirty = queries_of(client, "/frameworks/shown/")

    assert cost_of_two == cost_of_thirty


@pytest.mark.usefixtures("catalogue")
@pytest.mark.parametrize("address", QUERIES)
def test_templates_make_no_query(rf, address):
    match = resolve(address.partition("?")[0])
    response = match.func(rf.get(address), *match.args, **match.kwargs)

    with CaptureQueriesContext(connection) as captured:
        response.render()

    assert [entry["sql"] for entry in captured] == []
