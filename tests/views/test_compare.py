"""The table."""

import pytest

from comparisons.choices import PublicationState, Support
from tests.factories import create_category, create_criterion, create_framework, create_verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def two_frameworks():
    return create_framework(slug="apple", name="Apple", position=1), create_framework(
        slug="pear", name="Pear", position=2
    )


def grid_of(client, address):
    return client.get(address).context_data["grid"]


def shown_criteria(grid):
    return [row.criterion.slug for group in grid.groups for row in group.rows]


def test_the_table_shows_the_chosen_frameworks_in_columns(client, two_frameworks):
    create_verdict(framework=two_frameworks[0], criterion=create_criterion(slug="orm"))

    grid = grid_of(client, "/compare/?framework=pear")

    assert [column.framework.slug for column in grid.columns] == ["pear"]
    assert shown_criteria(grid) == ["orm"]


def test_without_a_choice_the_first_five_stand_in_the_table_and_the_rest_is_a_link_away(client):
    create_criterion()
    for number in range(7):
        create_framework(slug=f"framework-{number}", position=number)

    response = client.get("/compare/")

    assert len(response.context_data["grid"].columns) == 5
    assert "Show all 7 frameworks" in response.content.decode()
    assert len(grid_of(client, response.context_data["all_columns_address"]).columns) == 7


def test_a_cell_without_a_verdict_says_that_it_is_not_known(client, two_frameworks):
    create_verdict(framework=two_frameworks[0], criterion=create_criterion())

    response = client.get("/compare/")

    assert response.content.decode().count("support-tag--unknown") == 1


def test_a_draft_verdict_is_not_known(client, two_frameworks):
    create_verdict(
        framework=two_frameworks[0],
        criterion=create_criterion(),
        state=PublicationState.DRAFT,
        summary="A secret thought.",
    )

    html = client.get("/compare/").content.decode()

    assert "A secret thought." not in html
    assert html.count("support-tag--unknown") == 2


def test_rows_stand_in_groups_by_category(client):
    create_framework()
    data, security = create_category(name="Data", position=1), create_category(name="Security", position=2)
    create_criterion(slug="csrf", category=security)
    create_criterion(slug="orm", category=data)

    grid = grid_of(client, "/compare/")

    assert [(group.category.name, len(group.rows)) for group in grid.groups] == [("Data", 1), ("Security", 1)]


def test_only_differences_drops_rows_on_which_the_chosen_frameworks_agree(client, two_frameworks):
    same, different = create_criterion(slug="same"), create_criterion(slug="different")
    for framework, rating in zip(two_frameworks, (2, 4), strict=True):
        create_verdict(framework=framework, criterion=same, rating=3, support=Support.BUILT_IN)
        create_verdict(framework=framework, criterion=different, rating=rating, support=Support.BUILT_IN)

    assert shown_criteria(grid_of(client, "/compare/?differences=on")) == ["different"]
    assert len(shown_criteria(grid_of(client, "/compare/"))) == 2


def test_what_is_active_shows_as_chips_each_with_a_plain_link_that_takes_it_away(client, two_frameworks):
    create_criterion(slug="orm", name="Mapper")

    response = client.get("/compare/?framework=apple&differences=on&weight=orm:2&require=orm:3")

    chips = {chip.label: chip.address for chip in response.context_data["panel"].chips}
    assert chips["Apple"] == "/compare/?differences=on&weight=orm:2&require=orm:3"
    assert chips["Only differences"] == "/compare/?framework=apple&weight=orm:2&require=orm:3"
    weighing = {chip.label: chip.address for chip in response.context_data["weighing"].chips}
    assert weighing["Mapper: important"] == "/compare/?framework=apple&differences=on&require=orm:3"
    assert weighing["Mapper: adequate (3) or better"] == "/compare/?framework=apple&differences=on&weight=orm:2"


def test_weights_rank_the_columns_and_requirements_rule_out_visibly(client, two_frameworks):
    apple, pear = two_frameworks
    plum = create_framework(slug="plum", name="Plum", position=3)
    orm, admin = create_criterion(slug="orm"), create_criterion(slug="admin", name="Admin interface")
    for framework, rating in ((apple, 2), (pear, 5), (plum, 4)):
        create_verdict(framework=framework, criterion=orm, rating=rating)
    create_verdict(framework=pear, criterion=admin, rating=1)
    create_verdict(framework=apple, criterion=admin, rating=4)

    response = client.get("/compare/?weight=orm:4&require=admin:3")

    columns = response.context_data["grid"].columns
    assert [column.framework.slug for column in columns] == ["plum", "apple", "pear"]
    assert [column.standing.points for column in columns] == [80, 40, None]
    html = response.content.decode()
    assert "ruled out: Admin interface: adequate (3) or better" in " ".join(html.split())
    # Plum has no verdict on the admin: unknown excludes nobody.
    assert columns[0].standing.unverified


def test_the_best_cell_of_a_row_is_marked_in_words(client, two_frameworks):
    criterion = create_criterion()
    for framework, rating in zip(two_frameworks, (2, 4), strict=True):
        create_verdict(framework=framework, criterion=criterion, rating=rating)

    html = client.get("/compare/").content.decode()

    assert html.count("best here") == 1


def test_the_weighing_form_carries_the_filters_and_the_filter_form_the_weights(client, two_frameworks):
    create_criterion(slug="orm")

    html = client.get("/compare/?framework=apple&weight=orm:2").content.decode()

    assert '<input type="hidden" name="framework" value="apple">' in html
    assert '<input type="hidden" name="weight" value="orm:2">' in html
