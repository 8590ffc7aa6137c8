import pytest

from comparisons.presentation.pair import MOST_REASONS, build_pair_page, canonical_slug, split_slug
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
        (reason.row.criterion.slug, reason.chosen.framework.slug, reason.chosen.rating, reason.other.rating)
        for reason in side.reasons
    ]


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
def test_rows_differ_in_rating_in_support_or_because_only_one_is_known():
    create_matrix(
        {
            "django": {"orm": 5, "admin": 3, "async": 3, "nosql": 1, "auth": None, "openapi": None},
            "flask": {"orm": 4, "admin": 3, "async": 3, "nosql": 4, "auth": 2, "openapi": None},
        },
        support={"flask": {"admin": "third_party"}},
    )

    page = page_of("django", "flask")

    # The largest lead first; without a lead, or with one not known, in the order of the table.
    assert slugs(page.differing) == ["nosql", "orm", "admin", "auth"]
    assert slugs(page.equal) == ["async", "openapi"]


@pytest.mark.django_db
def test_criteria_that_sum_up_others_are_shown_and_not_counted():
    create_matrix({"django": {"orm": 5, "overall": 5}, "flask": {"orm": 3, "overall": 1}})

    page = page_of("django", "flask", summaries=["overall"])

    assert (page.left.ahead, page.counted) == (1, 1)
    assert [(row.criterion.slug, row.is_summary) for row in page.differing] == [("overall", True), ("orm", False)]
    assert reasons(page.left) == [("orm", "django", 5, 3)]
    assert [mean.left.mean for mean in page.means] == [5]


@pytest.mark.django_db
def test_every_lead_is_a_reason_to_choose_and_the_largest_come_first():
    create_matrix(
        {
            "django": {"async": 3, "orm": 5, "admin": 5, "nosql": 0, "auth": 3},
            "flask": {"async": 2, "orm": 3, "admin": 1, "nosql": 5, "auth": 3},
        }
    )

    page = page_of("django", "flask")

    assert reasons(page.left) == [("admin", "django", 5, 1), ("orm", "django", 5, 3), ("async", "django", 3, 2)]
    assert reasons(page.right) == [("nosql", "flask", 5, 0)]


@pytest.mark.django_db
def test_reasons_are_few_on_both_sides():
    names = [f"criterion-{number}" for number in range(10)]
    create_matrix({"django": dict.fromkeys(names, 5), "flask": dict.fromkeys(names, 0)})

    page = page_of("django", "flask")

    assert (len(page.left.reasons), len(page.right.reasons)) == (MOST_REASONS, 0)
    assert page.left.ahead == 10


def mirrored(page):
    """The page as plain data, so that two can be compared whatever the objects."""
    return {
        "ahead": (page.left.ahead, page.right.ahead),
        "reasons": (reasons(page.left), reasons(page.right)),
        "users": ([u.slug for u in page.left.users], [u.slug for u in page.right.users]),
        "means": [(mean.left.text, mean.right.text) for mean in page.means],
        "rows": [(row.criterion.slug, row.left.rating, row.right.rating) for row in (*page.differing, *page.equal)],
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

    for name in ("ahead", "reasons", "users"):
        assert swapped[name] == page[name][::-1], name
    assert swapped["means"] == [pair[::-1] for pair in page["means"]]
    assert swapped["rows"] == [(slug, right, left) for slug, left, right in page["rows"]]
    assert swapped["counts"] == page["counts"]


@pytest.mark.django_db
def test_users_stand_on_the_side_of_their_framework():
    create_matrix({"django": {}, "flask": {}, "quart": {}})
    users = [
        factories.create_notable_user(slug=f"of-{slug}", framework=framework(slug)) for slug in ("flask", "quart")
    ]

    page = page_of("django", "flask", users=users)

    assert (page.left.users, [user.slug for user in page.right.users]) == ((), ["of-flask"])


@pytest.mark.django_db
def test_a_pair_of_whom_nothing_is_known_has_an_empty_bar():
    create_matrix({"django": {"orm": None}, "flask": {}})

    page = page_of("django", "flask")

    assert (page.counted, page.unknown, page.level_start, page.right_start) == (0, 1, "0", "0")
    assert slugs(page.equal) == ["orm"]


def test_the_real_pair_mirrors_too(catalogue):
    page = mirrored(page_of("django", "flask"))
    swapped = mirrored(page_of("flask", "django"))

    assert swapped["ahead"] == page["ahead"][::-1]
    assert swapped["reasons"] == page["reasons"][::-1]
    assert len(page["rows"]) == len(all_criteria())
