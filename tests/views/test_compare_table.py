"""The table's settings: elimination first, weighing second; sorted, measured against one, and opened in place."""

import pytest

from tests.factories import (
    create_category,
    create_criterion,
    create_extension,
    create_framework,
    create_source,
    create_verdict,
)
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def columns_of(response):
    return [column.framework.slug for column in response.context_data["grid"].columns]


@pytest.fixture
def field():
    """Eight frameworks, whose mapper is the worse and whose admin is the better the later they stand."""
    data, content = create_category(slug="data", name="Data"), create_category(slug="content", name="Content")
    mapper = create_criterion(slug="orm", name="Mapper", category=data)
    admin = create_criterion(slug="admin", name="Admin", category=content)
    frameworks = {}
    for position, slug in enumerate(["ash", "birch", "cedar", "elm", "fir", "hazel", "larch", "oak"]):
        framework = frameworks[slug] = create_framework(slug=slug, name=slug.title(), position=position)
        create_verdict(framework=framework, criterion=mapper, rating=max(0, 5 - position), support="built_in")
        create_verdict(framework=framework, criterion=admin, rating=min(5, position), support="third_party")
    return frameworks


@pytest.mark.usefixtures("field")
def test_a_weight_brings_the_best_of_the_whole_field_into_the_columns(client):
    assert columns_of(client.get("/compare/")) == ["ash", "birch", "cedar", "elm", "fir"]
    assert columns_of(client.get("/compare/?weight=admin:1")) == ["hazel", "larch", "oak", "fir", "elm"]


@pytest.mark.usefixtures("field")
def test_near_misses_stay_visible_behind_those_who_meet_the_requirement_and_all_are_counted(client):
    response = client.get("/compare/?require=admin:5")

    assert columns_of(response) == ["hazel", "larch", "oak", "ash", "birch", "cedar"]
    assert "3 of 8 meet what you require. 5 are near misses" in text_of(response)
    assert "Who is ruled out, and by what (5)" in text_of(response)
    assert response.content.decode().count("comparison-table__framework--excluded") == 3


@pytest.mark.usefixtures("field")
def test_a_near_miss_fails_one_requirement_however_many_there_are(client):
    response = client.get("/compare/?require=admin:5&require=orm:1")

    elimination = response.context_data["elimination"]
    assert elimination.meeting == 0
    assert [standing.slug for standing in elimination.near_misses] == [
        *("ash", "birch", "cedar", "elm", "fir"),
        *("hazel", "larch", "oak"),
    ]
    assert client.get("/compare/?require=admin:5&require=orm:5").context_data["elimination"].others != ()


@pytest.mark.usefixtures("field")
def test_chosen_columns_are_all_shown_whoever_is_ruled_out(client):
    response = client.get("/compare/?framework=ash&framework=birch&framework=oak&require=admin:5")

    assert columns_of(response) == ["oak", "ash", "birch"]


@pytest.mark.usefixtures("field")
def test_a_categorys_weight_is_that_of_its_criteria_and_a_criterions_own_goes_before_it(client):
    def weights(query):
        grid = client.get(f"/compare/?{query}").context_data["grid"]
        return {row.criterion.slug: row.weight for group in grid.groups for row in group.rows}

    assert weights("category_weight=data:4") == {"orm": 4, "admin": None}
    assert weights("category_weight=data:4&category_weight=content:1&weight=orm:2") == {"orm": 2, "admin": 1}
    assert weights("category_weight=data:4&weight=orm:0") == {"orm": None, "admin": None}


def test_a_categorys_weight_leaves_out_what_sums_up_others(client):
    data = create_category(slug="data")
    part = create_criterion(slug="orm", category=data)
    create_criterion(slug="batteries", category=data).summarises.add(part)
    create_verdict(framework=create_framework(), criterion=part, rating=4)

    grid = client.get("/compare/?category_weight=data:2").context_data["grid"]

    assert {row.criterion.slug: row.weight for group in grid.groups for row in group.rows} == {
        "orm": 2,
        "batteries": None,
    }


@pytest.mark.usefixtures("field")
def test_the_score_says_how_it_adds_up(client):
    response = client.get("/compare/?framework=birch&weight=orm:4&weight=admin:1")

    (column,) = response.context_data["grid"].columns
    assert (column.standing.points, [(share.criterion.slug, share.points) for share in column.shares]) == (
        68,
        [("orm", "64.0"), ("admin", "4.0")],
    )
    assert "how it adds up" in text_of(response)


@pytest.mark.usefixtures("field")
def test_any_criterion_sorts_the_columns(client):
    assert columns_of(client.get("/compare/?sort=admin"))[0] == "hazel"
    assert columns_of(client.get("/compare/?sort=orm&framework=ash&framework=oak&framework=larch")) == [
        "ash",
        "larch",
        "oak",
    ]
    assert 'aria-sort="descending"' in client.get("/compare/?sort=orm").content.decode()


@pytest.mark.usefixtures("field")
def test_the_baseline_stands_first_and_the_others_are_measured_in_words(client):
    response = client.get("/compare/?framework=ash&framework=cedar&baseline=birch&criterion=orm")

    assert columns_of(response) == ["birch", "ash", "cedar"]
    assert "better by 1" in text_of(response)
    assert "worse by 1" in text_of(response)
    assert "The others are measured against Birch." in text_of(response)


@pytest.mark.usefixtures("field")
def test_the_column_that_the_others_are_measured_against_can_be_taken_away_too(client):
    response = client.get("/compare/?framework=ash&framework=cedar&framework=birch&baseline=birch&criterion=orm")
    addresses = {column.framework.slug: column.remove_address for column in response.context_data["grid"].columns}

    without_baseline, without_ash = client.get(addresses["birch"]), client.get(addresses["ash"])

    assert columns_of(without_baseline) == ["ash", "cedar"]
    assert "measured against" not in text_of(without_baseline)
    assert columns_of(without_ash) == ["birch", "cedar"]
    assert "The others are measured against Birch." in text_of(without_ash)


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("sort=rails", "“rails” does not exist here"),
        ("baseline=rails", "“rails” does not exist here"),
        ("open=orm:rails", "“rails” is not possible"),
        ("open=orm", "“orm” is not of the form"),
        ("category_weight=data:3", "“3” is not possible; choose one of 0|1|2|4."),
        ("category_weight=rails:2", "There is no category “rails”."),
    ],
)
@pytest.mark.usefixtures("field")
def test_a_setting_that_is_not_possible_is_named_and_the_table_is_there(client, query, message):
    response = client.get(f"/compare/?{query}")

    assert response.status_code == 200
    assert message in text_of(response).replace("&lt;", "<")
    assert len(columns_of(response)) == 5


def test_a_cell_opens_in_place_to_all_that_is_known(client):
    flask = create_framework(slug="flask", name="Flask")
    mapper = create_criterion(slug="orm", name="Mapper")
    verdict = create_verdict(
        framework=flask,
        criterion=mapper,
        summary="Through a package.",
        detail="The whole reason stands here.",
        since="2010",
    )
    verdict.extensions.add(create_extension(name="Flask-Mapper"))
    create_source(verdict=verdict, title="Its manual", supports="names the package")

    closed = client.get("/compare/")
    opened = client.get("/compare/?open=orm:flask")

    assert "The whole reason stands here." not in text_of(closed)
    for part in (
        "Through a package.",
        "The whole reason stands here.",
        "Flask-Mapper",
        "Its manual",
        "names the package",
        "Since 2010",
        "Confidence:",
        "Written on",
        "Review due",
    ):
        assert part in text_of(opened)
    assert 'aria-expanded="true"' in opened.content.decode()
    assert 'href="/compare/#row-orm"' in opened.content.decode()


def test_a_draft_verdict_does_not_open(client):
    create_verdict(
        framework=create_framework(slug="flask"),
        criterion=create_criterion(slug="orm"),
        state="draft",
        detail="A secret reason.",
    )

    assert "A secret reason." not in client.get("/compare/?open=orm:flask").content.decode()


@pytest.mark.usefixtures("field")
def test_every_setting_survives_every_form_and_file(client):
    settings = "framework=ash&framework=oak&category_weight=data:2&weight=admin:1&sort=orm&baseline=oak&open=orm:ash"

    html = client.get(f"/compare/?{settings}").content.decode()
    exported = client.get(f"/compare/?{settings}&format=csv").content.decode()

    for name in ("sort", "baseline", "open", "category_weight", "weight"):
        assert f'<input type="hidden" name="{name}"' in html, name
    assert exported.splitlines()[0].startswith("category,criterion,question,Oak: support")


@pytest.mark.usefixtures("field")
def test_the_address_to_share_is_absolute_and_short(client, settings):
    settings.SITE_URL = "https://framewise.example"

    html = client.get("/compare/?framework=ash&sort=orm").content.decode()

    assert 'value="https://framewise.example/compare/?framework=ash&amp;sort=orm" readonly' in html
