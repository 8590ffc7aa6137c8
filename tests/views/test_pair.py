"""The page of a pair."""

import re
from itertools import combinations

import html5lib
import pytest
from django.urls import reverse

from comparisons.choices import PublicationState
from comparisons.models import Framework, NotableUser, Verdict
from comparisons.presentation.pair import MOST_USERS
from tests.factories import (
    create_category,
    create_claim,
    create_criterion,
    create_framework,
    create_notable_user,
    create_verdict,
)

pytestmark = pytest.mark.django_db

XHTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture
def two_frameworks():
    return [create_framework(slug=slug, name=slug.title()) for slug in ("apple", "pear")]


def judge(slug, frameworks, ratings, **fields):
    """A criterion in a category of its own, with the ratings of the frameworks; None stands for unknown."""
    criterion = create_criterion(slug=slug, category=create_category(), **fields)
    for framework, rating in zip(frameworks, ratings, strict=True):
        if rating is not None:
            create_verdict(framework=framework, criterion=criterion, rating=rating)
    return criterion


def text_of(html, identifier=None):
    """What is read on the page, or in the section that is labelled by this heading, in one line."""
    if identifier:
        html = re.search(rf'<section[^>]*aria-labelledby="{identifier}".*?</section>', html, re.DOTALL)[0]
    return " ".join(re.sub(r"<[^>]*>", " ", html).split())


def test_a_pair_counts_who_leads_where(client, two_frameworks):
    for slug, ratings in (("one", (5, 2)), ("two", (3, 3)), ("three", (1, 4)), ("four", (2, 1))):
        judge(slug, two_frameworks, ratings)

    page = client.get("/compare/apple-vs-pear/").context_data["page"]

    assert (page.left.ahead, page.level, page.right.ahead) == (2, 1, 1)
    assert {row.criterion.slug for row in page.differing[:2]} == {"one", "three"}


def test_the_page_decides_in_sentences_that_lead_to_both_verdicts(client, two_frameworks):
    judge("orm", two_frameworks, (5, 2), name="Mapper", matters_when="tables are at the centre")
    judge("size", two_frameworks, (3, 4), name="Footprint", matters_when="images stay small")
    judge("forms", two_frameworks, (4, 4), matters_when="people fill in forms")
    judge("sockets", two_frameworks, (1, 2), name="WebSockets", matters_when="both sides send")

    html = client.get("/compare/apple-vs-pear/").content.decode()

    choose = text_of(html, "choose")
    parts = re.split("Choose Apple if|Choose Pear if|Either will do if|Neither is at its best if", choose)
    assert "tables are at the centre Mapper Apple outstanding (5 of 5) 5 Pear weak (2 of 5) 2" in parts[1]
    assert "By one step each, so all of it is close." in parts[2]
    assert "images stay small Footprint close Pear good (4 of 5) 4 Apple adequate (3 of 5) 3" in parts[2]
    assert "people fill in forms" in parts[3]
    assert "both sides send" in parts[4]
    assert "Who does better : WebSockets" in parts[4]
    for slug in ("orm", "size", "forms", "sockets"):
        assert f'href="/frameworks/apple/#{slug}"' in html
        assert f'href="/frameworks/pear/#{slug}"' in html


def test_the_verdict_stands_above_and_names_the_categories(client, two_frameworks):
    for name, ratings in (("Data", (5, 2)), ("Network", (1, 4)), ("Forms", (3, 3))):
        criterion = create_criterion(category=create_category(slug=name.lower(), name=name))
        for framework, rating in zip(two_frameworks, ratings, strict=True):
            create_verdict(framework=framework, criterion=criterion, rating=rating)

    html = client.get("/compare/apple-vs-pear/").content.decode()

    said = text_of(html)
    assert "Apple leads in Data ." in said
    assert "Pear leads in Network ." in said
    assert "They are less than half a step apart in Forms ." in said
    assert 'href="/compare/?framework=apple&amp;framework=pear&amp;category=data"' in html


def test_who_leads_no_category_is_said_with_what_speaks_for_it(client, two_frameworks):
    judge("orm", two_frameworks, (5, 2))
    category = create_category(name="Rest")
    for name, ratings in (("Size", (1, 3)), ("Forms", (5, 2))):
        criterion = create_criterion(name=name, category=category)
        for framework, rating in zip(two_frameworks, ratings, strict=True):
            create_verdict(framework=framework, criterion=criterion, rating=rating)

    said = text_of(client.get("/compare/apple-vs-pear/").content.decode())

    assert "Pear leads in no category; its largest leads: Size ." in said


def test_a_pair_without_a_lead_says_that_it_is_a_matter_of_taste(client, two_frameworks):
    judge("orm", two_frameworks, (4, 4))

    html = client.get("/compare/apple-vs-pear/").content.decode()

    assert text_of(html).count("what speaks for it is a matter of taste") == 2
    assert "Apple leads in no category." in text_of(html)


def test_what_is_not_known_is_said_counted_and_decides_nothing(client, two_frameworks):
    judge("orm", two_frameworks, (5, None), matters_when="tables are at the centre")
    judge("forms", two_frameworks, (None, None))
    judge("async", two_frameworks, (3, 3))

    html = client.get("/compare/apple-vs-pear/").content.decode()

    assert "2 criteria are not known for both : they decide nothing here." in text_of(html)
    assert "tables are at the centre" not in html
    assert "2 criteria that are not known for both" in text_of(html, "differences")
    assert "1 criterion on which they are level" in text_of(html, "differences")


def test_the_lead_stands_in_the_row_in_words(client, two_frameworks):
    judge("orm", two_frameworks, (5, 2))
    judge("async", two_frameworks, (3, 4))

    rows = text_of(client.get("/compare/apple-vs-pear/").content.decode(), "differences")

    assert "Apple ahead by 3 steps" in rows
    assert "Pear ahead by 1 step" in rows


def test_few_users_are_named_and_the_rest_is_one_link_away(client, two_frameworks):
    apple, pear = two_frameworks
    for _ in range(MOST_USERS + 2):
        create_notable_user(framework=apple)
    create_notable_user(framework=pear)

    html = client.get("/compare/apple-vs-pear/").content.decode()

    assert "All 7 notable users of Apple" in text_of(html, "notable-users")
    assert 'href="/notable-users/?framework=apple"' in html
    assert 'href="/notable-users/?framework=pear"' not in html


def test_claims_on_both_stand_on_the_page(client, two_frameworks):
    create_claim(frameworks=two_frameworks, statement="Both are fruit.")
    create_claim(frameworks=[create_framework()], statement="It is no fruit.")

    html = client.get("/compare/apple-vs-pear/").content.decode()

    assert "Both are fruit." in html
    assert "It is no fruit." not in html


def test_either_side_can_be_compared_with_another(client, two_frameworks):
    create_framework(slug="lemon", name="Lemon")

    html = client.get("/compare/apple-vs-pear/").content.decode()

    assert 'href="/compare/apple-vs-lemon/"' in html
    assert 'href="/compare/lemon-vs-pear/"' in html


def test_a_pair_with_a_draft_framework_is_not_there(client, two_frameworks):
    create_framework(slug="draft", state=PublicationState.DRAFT)

    assert client.get("/compare/apple-vs-draft/").status_code == 404
    assert client.get("/compare/draft-vs-apple/").status_code == 404


def test_two_frameworks_of_which_nothing_is_known_have_a_page(client, two_frameworks):
    response = client.get("/compare/apple-vs-pear/")

    assert response.status_code == 200
    targets = {link["href"] for link in _contents(response)}
    assert {"#choose", "#categories", "#differences"} <= targets
    assert targets.isdisjoint({"#projects", "#questions", "#claims", "#notable-users"})


def _contents(response):
    document = html5lib.parse(response.content.decode())
    nav = next(nav for nav in document.iter(f"{XHTML}nav") if nav.get("class", "").startswith("page-contents"))
    return [link.attrib for link in nav.iter(f"{XHTML}a")]


@pytest.mark.usefixtures("catalogue")
def test_the_contents_lead_to_headings_of_the_page(client):
    response = client.get("/compare/django-vs-flask/")

    html = response.content.decode()
    for link in _contents(response):
        assert f'<h2 id="{link["href"].removeprefix("#")}"' in html


@pytest.mark.once
@pytest.mark.usefixtures("catalogue")
def test_every_published_pair_decides_and_each_evidence_leads_to_a_published_verdict(client):
    known = {
        f"{reverse('comparisons:framework_detail', args=[framework])}#{criterion}"
        for framework, criterion in Verdict.objects.published().values_list("framework__slug", "criterion__slug")
    }
    slugs = sorted(Framework.objects.published().values_list("slug", flat=True))

    for left, right in combinations(slugs, 2):
        response = client.get(f"/compare/{left}-vs-{right}/")
        html = response.content.decode()
        assert response.status_code == 200, (left, right)
        evidence = re.findall(r'class="pair-evidence__verdict" href="([^"]*)"', html)
        assert len(evidence) % 2 == 0
        assert evidence, (left, right)
        assert set(evidence) <= known
        assert html.count('class="parting__question"') in (2, 3)
        assert "typical projects" in html
    assert len(slugs) == 12


@pytest.mark.usefixtures("catalogue")
def test_all_users_of_the_link_are_those_that_were_counted(client):
    page = client.get("/compare/django-vs-flask/").context_data["page"]

    for side in (page.left, page.right):
        assert side.user_count == NotableUser.objects.published().of([side.framework]).count()
