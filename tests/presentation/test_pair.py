import pytest

from comparisons.presentation.pair import (
    MOST_USERS,
    build_pair_links,
    build_pair_page,
    canonical_slug,
    split_slug,
)
from tests import factories
from tests.presentation.matrices import all_criteria, all_verdicts, create_matrix, framework, keys_of


def page_of(left, right, *, summaries=(), **options):
    return build_pair_page(
        left=framework(left),
        right=framework(right),
        criteria=all_criteria(),
        verdicts=[v for v in all_verdicts() if v.framework.slug in (left, right)],
        summaries=keys_of(*summaries),
        **options,
    )


def slugs(rows):
    return [row.criterion.slug for row in rows]


def reasons(side):
    return [
        (reason.criterion.slug, *(cell.framework.slug for cell in reason.cells)) for reason in side.choice.reasons
    ]


def led(side):
    return [mean.category.slug for mean in side.led]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("flask", "django", "django-vs-flask"),
        ("django", "flask", "django-vs-flask"),
        ("a-b", "a", "a-vs-a-b"),
    ],
)
def test_a_pair_has_one_address_in_the_order_of_the_alphabet(first, second, expected):
    assert canonical_slug(first, second) == expected


@pytest.mark.parametrize(
    ("pair", "expected"),
    [
        ("django-vs-flask", ("django", "flask")),
        ("flask-vs-django", ("flask", "django")),
        ("django-vs-django", None),
        ("django", None),
        ("-vs-flask", None),
        ("django-vs-", None),
        ("-vs-", None),
        ("", None),
        ("django-versus-flask", None),
        ("a-vs-b-vs-c", ("a", "b-vs-c")),
    ],
)
def test_an_address_is_split_into_two_different_names_or_refused(pair, expected):
    assert split_slug(pair) == expected


@pytest.mark.django_db
def test_leads_ties_and_unknown_verdicts_are_counted():
    create_matrix(
        {
            "django": {"orm": 5, "admin": 5, "async": 3, "nosql": 1, "auth": None},
            "flask": {"orm": 3, "admin": 4, "async": 3, "nosql": 3, "openapi": 2},
        }
    )

    page = page_of("django", "flask")

    assert (page.left.ahead, page.level, page.right.ahead) == (2, 1, 1)
    # Nobody knows "auth", and only one knows "openapi".
    assert page.unknown == 2
    assert page.counted == 4
    assert (page.level_start, page.right_start) == ("50.00", "75.00")


@pytest.mark.django_db
def test_rows_are_sorted_into_differing_equal_and_not_known():
    create_matrix(
        {
            "django": {"orm": 5, "admin": 3, "async": 3, "nosql": 1, "auth": None, "openapi": None},
            "flask": {"orm": 4, "admin": 3, "async": 3, "nosql": 4, "auth": 2, "openapi": None},
        },
        support={"flask": {"admin": "third_party"}},
    )

    page = page_of("django", "flask")

    # The largest lead first; without a lead in the order of the table.
    assert slugs(page.differing) == ["nosql", "orm", "admin"]
    assert slugs(page.equal) == ["async"]
    assert slugs(page.not_known) == ["auth", "openapi"]


@pytest.mark.django_db
def test_criteria_that_sum_up_others_are_shown_and_not_counted():
    create_matrix({"django": {"orm": 5, "overall": 5}, "flask": {"orm": 3, "overall": 1}})

    page = page_of("django", "flask", summaries=["overall"])

    assert (page.left.ahead, page.counted) == (1, 1)
    assert [(row.criterion.slug, row.is_summary) for row in page.differing] == [("overall", True), ("orm", False)]
    assert reasons(page.left) == [("orm", "django", "flask")]
    assert [mean.left.mean for mean in page.means] == [5]


@pytest.mark.django_db
def test_a_category_is_led_from_half_a_step_in_the_mean():
    create_matrix(
        {
            "django": {"orm": 5, "forms": 3, "admin": 5, "auth": 4, "csrf": 3, "cors": 3, "async": 1, "nothing": 3},
            "flask": {"orm": 4, "forms": 3, "admin": 2, "auth": 4, "csrf": 3, "cors": 2, "async": 5, "nothing": None},
        },
        categories={
            "admin": "content",
            "auth": "security",
            "csrf": "security",
            "cors": "security",
            "async": "network",
            "nothing": "unknown",
        },
    )

    page = page_of("django", "flask")

    assert (led(page.left), led(page.right)) == (["content", "data"], ["network"])
    assert [mean.category.slug for mean in page.close_means] == ["security"]
    assert [mean.category.slug for mean in page.means if mean.lead is None] == ["unknown"]


@pytest.mark.django_db
def test_a_mean_speaks_of_what_is_known_for_both():
    create_matrix({"django": {"orm": 4, "forms": 0}, "flask": {"orm": 4, "forms": None}})

    (mean,) = page_of("django", "flask").means

    assert (mean.left.mean, mean.right.mean, mean.lead) == (4, 4, 0)
    assert mean.address == "/compare/?framework=django&framework=flask&category=data"


@pytest.mark.django_db
def test_the_page_leads_to_the_two_in_the_table():
    create_matrix({"django": {}, "flask": {}})

    page = page_of("django", "flask")

    assert page.table_address == "/compare/?framework=django&framework=flask"
    assert page.differences_address == "/compare/?framework=django&framework=flask&differences=on"


def mirrored(page):
    """The page as plain data, so that two can be compared whatever the objects."""
    return {
        "ahead": (page.left.ahead, page.right.ahead),
        "led": (led(page.left), led(page.right)),
        "reasons": (reasons(page.left), reasons(page.right)),
        "users": ([u.slug for u in page.left.users], [u.slug for u in page.right.users]),
        "means": [(mean.left.text, mean.right.text) for mean in page.means],
        "rows": [
            (row.criterion.slug, row.left.rating, row.right.rating)
            for row in (*page.differing, *page.equal, *page.not_known)
        ],
        "shared": [[reason.criterion.slug for reason in choice.reasons] for choice in (page.either, page.neither)],
        "counts": (page.level, page.unknown, page.counted),
    }


@pytest.mark.django_db
def test_swapping_the_two_mirrors_the_page():
    create_matrix(
        {
            "django": {"orm": 5, "admin": 5, "async": 3, "nosql": 1, "auth": None, "overall": 4},
            "flask": {"orm": 3, "admin": 4, "async": 3, "nosql": 4, "openapi": 2, "overall": 2},
        },
        categories={"async": "network", "nosql": "network"},
    )
    users = [factories.create_notable_user(slug=slug, framework=framework(slug)) for slug in ("django", "flask")]

    page = mirrored(page_of("django", "flask", summaries=["overall"], users=users))
    swapped = mirrored(page_of("flask", "django", summaries=["overall"], users=users))

    for name in ("ahead", "led", "reasons", "users"):
        assert swapped[name] == page[name][::-1], name
    assert swapped["means"] == [pair[::-1] for pair in page["means"]]
    assert swapped["rows"] == [(slug, right, left) for slug, left, right in page["rows"]]
    assert swapped["counts"] == page["counts"]
    assert swapped["shared"] == page["shared"]


@pytest.mark.django_db
def test_users_stand_on_the_side_of_their_framework():
    create_matrix({"django": {}, "flask": {}, "quart": {}})
    users = [
        factories.create_notable_user(slug=f"of-{slug}", framework=framework(slug)) for slug in ("flask", "quart")
    ]

    page = page_of("django", "flask", users=users)

    assert (page.left.users, [user.slug for user in page.right.users]) == ((), ["of-flask"])
    assert (page.left.user_count, page.right.user_count) == (0, 1)


@pytest.mark.django_db
def test_few_users_are_named_those_of_today_first_and_all_are_counted():
    create_matrix({"django": {}, "flask": {}})
    statuses = ["past", *["current"] * MOST_USERS, "disputed"]
    users = [
        factories.create_notable_user(slug=f"user-{number}", framework=framework("django"), status=status)
        for number, status in enumerate(statuses)
    ]

    side = page_of("django", "flask", users=users).left

    assert [user.slug for user in side.users] == [f"user-{number}" for number in range(1, MOST_USERS + 1)]
    assert side.user_count == len(statuses)


@pytest.mark.django_db
def test_links_lead_to_the_pairs_with_others_by_their_one_address():
    create_matrix({"django": {}, "bottle": {}, "flask": {}})

    links = build_pair_links(framework("django"), [framework("bottle"), framework("flask")])

    assert [link.slug for link in links] == ["bottle-vs-django", "django-vs-flask"]


@pytest.mark.django_db
def test_a_pair_of_whom_nothing_is_known_has_an_empty_bar():
    create_matrix({"django": {"orm": None}, "flask": {}})

    page = page_of("django", "flask")

    assert (page.counted, page.unknown, page.level_start, page.right_start) == (0, 1, "0", "0")
    assert slugs(page.not_known) == ["orm"]
    assert (page.left.choice, page.left.led, bool(page.either), bool(page.neither)) == (
        page.right.choice,
        (),
        False,
        False,
    )


def test_the_real_pair_mirrors_too(catalogue):
    page = mirrored(page_of("django", "flask"))
    swapped = mirrored(page_of("flask", "django"))

    assert swapped["ahead"] == page["ahead"][::-1]
    assert swapped["reasons"] == page["reasons"][::-1]
    assert len(page["rows"]) == len(all_criteria())
