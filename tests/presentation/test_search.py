"""What the search found: the order of kinds and hits, pairs, the ways to all of them, and names perhaps meant."""

import pytest

from comparisons.choices import SearchKind
from comparisons.models import Claim, Criterion, Extension, Framework, Scenario, Verdict
from comparisons.presentation.addresses import Address
from comparisons.presentation.search import (
    MOST_OF_ONE_KIND,
    MOST_PER_KIND,
    build_search_page,
    build_suggestions,
    named_frameworks,
)

DJANGO, FLASK, FASTAPI = FRAMEWORKS = [
    Framework(slug="django", name="Django", tagline="A full stack.", description="Has an ORM."),
    Framework(slug="flask", name="Flask", tagline="A micro framework.", description="Small."),
    Framework(slug="fastapi", name="FastAPI", tagline="An API framework.", description="Typed."),
]


def criterion(name, slug, question="How good?"):
    return Criterion(name=name, slug=slug, question=question, meaning="What is meant.")


def extension(name, purpose="Adds what is missing."):
    return Extension(name=name, slug=name.lower().replace(" ", "-"), purpose=purpose, status="active")


def built(text, *, kind=None, **rows):
    asked = {"q": [text], "kind": [kind.value] if kind else []}
    return build_search_page(
        address=Address.of("/search/", asked),
        text=text,
        kind=kind,
        frameworks=FRAMEWORKS,
        rows={SearchKind[name.upper()]: found for name, found in rows.items()},
    )


def titles(group):
    return ["".join(segment.text for segment in hit.title) for hit in group.hits]


def kinds(page):
    return [group.kind.value for group in page.groups]


def test_within_a_kind_the_name_itself_comes_first_then_names_with_the_words_then_texts():
    found = [extension("Aldjemy", "For the ORM."), extension("Tortoise ORM"), extension("ORM"), extension("ORM lite")]

    page = built("orm", extensions=found)

    assert titles(page.groups[0]) == ["ORM", "Tortoise ORM", "ORM lite", "Aldjemy"]


def test_the_kind_with_the_nearest_hit_comes_first_and_empty_ones_are_left_out():
    page = built("orm", frameworks=[DJANGO], criteria=[criterion("Object mapper", "orm")], scenarios=[], claims=[])

    assert kinds(page) == ["criteria", "frameworks"]
    assert page.count == 2


def test_of_equal_nearness_the_kinds_stand_in_their_own_order():
    page = built("orm", extensions=[extension("Other", "For the ORM.")], frameworks=[DJANGO])

    assert kinds(page) == ["frameworks", "extensions"]


@pytest.mark.parametrize(
    "text", ["flask django", "django flask", "flask vs django", "flask-vs-django", "Flask or DJANGO"]
)
def test_two_frameworks_offer_their_pair_first(text):
    page = built(text, claims=[Claim(slug="c", statement="Django and Flask differ.", explanation="Yes.")])

    assert kinds(page)[0] == "pairs"
    assert titles(page.groups[0]) == ["Django or Flask?"]
    assert page.groups[0].hits[0].address == "/compare/django-vs-flask/"


def test_three_frameworks_offer_three_pairs():
    page = built("flask fast api django")

    assert titles(page.groups[0]) == ["Django or FastAPI?", "Django or Flask?", "FastAPI or Flask?"]


def test_one_framework_offers_itself_first_and_no_pair():
    page = built("django", frameworks=[FLASK, DJANGO])

    assert kinds(page) == ["frameworks"]
    assert titles(page.groups[0])[0] == "Django"


@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("django",), [DJANGO]),
        (("fast", "api"), [FASTAPI]),
        (("orm", "flask", "and", "django"), [FLASK, DJANGO]),
        (("fast", "api", "fastapi"), [FASTAPI]),
        (("djan",), []),
        ((), []),
    ],
)
def test_frameworks_are_named_by_their_whole_names(words, named):
    assert named_frameworks(words, FRAMEWORKS) == named


def test_a_name_that_was_found_is_explained_and_not_repeated():
    page = built("django", frameworks=[DJANGO])

    assert "".join(segment.text for segment in page.groups[0].hits[0].context) == "A full stack."


def test_what_has_a_status_shows_it():
    page = built("orm", claims=[Claim(slug="c", statement="An ORM is slow.", explanation="No.", status="outdated")])

    hit = page.groups[0].hits[0]
    assert (hit.status, hit.status_label) == ("outdated", "outdated")


def test_a_verdict_is_called_by_its_framework_and_criterion():
    verdict = Verdict(framework=FLASK, criterion=criterion("Object mapper", "orm"), summary="None.", detail="None.")

    page = built("flask orm", verdicts=[verdict])

    assert titles(page.groups[0]) == ["Flask · Object mapper"]
    assert page.groups[0].hits[0].address == "/frameworks/flask/#orm"


MANY_SCENARIOS = [
    Scenario(name=f"Site {number}", slug=f"site-{number}", summary="Wants an ORM.", description="For its rows.")
    for number in range(MOST_OF_ONE_KIND + 1)
]
MANY = [extension(f"Tool {number}", "For the ORM.") for number in range(MOST_OF_ONE_KIND + 1)]


def test_of_many_a_few_are_shown_with_the_way_to_all():
    group = built("orm", extensions=MANY).groups[0]

    assert (len(group.hits), group.count) == (MOST_PER_KIND, len(MANY))
    assert group.all_address == "/extensions/?q=orm"


def test_a_kind_without_a_filtered_list_is_shown_alone_in_the_search():
    verdicts = [
        Verdict(framework=FLASK, criterion=criterion(f"Question {number}", f"q-{number}"), summary="ORM.", detail="")
        for number in range(MOST_PER_KIND + 1)
    ]

    everything = built("orm", verdicts=verdicts, extensions=MANY)
    alone = built("orm", kind=SearchKind.VERDICTS, verdicts=verdicts, extensions=MANY)

    assert {group.kind: group.all_address for group in everything.groups}[SearchKind.VERDICTS] == (
        "/search/?q=orm&kind=verdicts"
    )
    assert kinds(alone) == ["verdicts"]
    assert (len(alone.groups[0].hits), alone.groups[0].all_address) == (MOST_PER_KIND + 1, "")
    assert alone.every_kind_address == "/search/?q=orm"


def test_even_one_kind_alone_is_bounded_and_says_how_many_it_hides():
    group = built("orm", kind=SearchKind.SCENARIOS, scenarios=MANY_SCENARIOS).groups[0]

    assert len(group.hits) == MOST_OF_ONE_KIND
    assert (group.hidden_count, group.all_address) == (1, "")


def test_names_that_are_written_nearly_so_are_suggested_in_the_order_in_which_they_are_given():
    address = Address.of("/search/", {"q": ["djnago"], "kind": ["claims"]})

    found = build_suggestions(address, "djnago", names=["Django", "Flask", "Djongo"])

    assert [(suggestion.name, suggestion.address) for suggestion in found] == [
        ("Django", "/search/?q=Django"),
        ("Djongo", "/search/?q=Djongo"),
    ]


def test_nothing_is_suggested_for_what_resembles_no_name():
    assert build_suggestions(Address.of("/search/", {}), "zzzz", names=["Django"]) == ()
