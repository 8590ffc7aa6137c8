"""How a visitor's words are looked for: the patterns on their own, and what each list keeps for them."""

import re

import pytest

from comparisons.choices import PublicationState
from comparisons.models import Claim, Criterion, Extension, Framework, NotableUser, Scenario, Verdict
from comparisons.models.search import name_pattern, squeezed, word_patterns, words_of
from tests import factories


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("orm", ("orm",)),
        ("  Flask   LOGIN ", ("flask", "login")),
        ("fast-api", ("fast", "api")),
        ("flask_login", ("flask", "login")),
        ("web.py", ("web.py",)),
        ("flask vs django", ("flask", "django")),
        ("flask or django", ("flask", "django")),
        ("orm orm", ("orm",)),
        ("or", ("or",)),
        ("--", ("--",)),
    ],
)
def test_a_text_is_parted_into_its_words(text, words):
    assert words_of(text) == words


@pytest.mark.parametrize("spelling", ["FastAPI", "fast api", "fast-api", "Fast_Api", "fast.api"])
def test_a_name_is_the_same_however_it_is_parted(spelling):
    assert squeezed(spelling) == "fastapi"


def finds(text, name):
    return bool(re.search(name_pattern(words_of(text)), name, re.IGNORECASE))


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("flasklogin", "Flask-Login"),
        ("flask login", "Flask-Login"),
        ("socketio", "Socket.IO"),
        ("web sockets", "WebSockets"),
        ("alchemy", "SQLAlchemy"),
        ("orm", "ORM lite"),
    ],
)
def test_a_name_is_found_whatever_parts_it(text, name):
    assert finds(text, name)


@pytest.mark.parametrize(
    ("text", "name"), [("orm", "Performance"), ("a.c", "abc"), ("flask login", "Login for Flask")]
)
def test_a_name_is_not_found_by_three_letters_inside_it_nor_by_other_letters(text, name):
    assert not finds(text, name)


@pytest.mark.parametrize(
    ("text", "sentence", "is_found"),
    [
        ("orm", "Brings an ORM.", [True]),
        ("orm", "ORMs are left out.", [True]),
        ("orm", "A form performs.", [False]),
        ("fast api", "FastAPI does.", [True, True]),
        ("fast api", "A rapid answer, fast.", [True, False]),
        ("(", "A bracket (open).", [True]),
        ("c++", "Written in C++.", [True]),
        ("ÄPFEL", "Zwei äpfel.", [True]),
    ],
)
def test_a_word_is_found_at_the_beginning_of_a_word(text, sentence, is_found):
    patterns = word_patterns(words_of(text))

    assert [bool(re.search(pattern, sentence, re.IGNORECASE)) for pattern in patterns] == is_found


def create_rows():
    """One row of each list that speaks of a Größenwahn and of websockets, and none that has both in one column."""
    words = {"first": "It has Größenwahn.", "second": "And WebSockets."}
    framework = factories.create_framework(tagline=words["first"], description=words["second"])
    criterion = factories.create_criterion(question=words["first"], meaning=words["second"])
    verdict = factories.create_verdict(
        framework=factories.create_framework(), summary=words["first"], detail=words["second"]
    )
    return {
        Framework.objects.matching: framework,
        Criterion.objects.matching_own_words: criterion,
        Verdict.objects.matching: verdict,
        Extension.objects.matching: factories.create_extension(
            purpose=words["first"], status_detail=words["second"], frameworks=[]
        ),
        NotableUser.objects.matching: factories.create_notable_user(usage=words["first"], note=words["second"]),
        Claim.objects.matching: factories.create_claim(
            statement=words["first"], explanation=words["second"], frameworks=[]
        ),
        Scenario.objects.matching: factories.create_scenario(summary=words["first"], description=words["second"]),
    }


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["größenwahn websockets", "GRÖßENWAHN", "WEB sockets", "größen"])
def test_every_list_finds_all_words_in_any_column_and_folds_the_case_of_every_letter(text):
    for matching, row in create_rows().items():
        assert list(matching(text)) == [row], row


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["größenwahn nowhere", "rößenwahn", "a+", "[", "\\", "***:"])
def test_no_list_finds_a_row_that_lacks_a_word(text):
    for matching, row in create_rows().items():
        assert list(matching(text)) == [], row


@pytest.mark.django_db
def test_a_row_is_found_by_its_name_written_in_another_way():
    extension = factories.create_extension(name="Flask-SQLAlchemy")

    assert list(Extension.objects.matching("flasksqlalchemy")) == [extension]
    assert list(Extension.objects.matching("sql alchemy")) == [extension]


@pytest.mark.django_db
def test_a_verdict_is_found_by_its_framework_and_criterion_together_but_not_by_its_framework_alone():
    verdict = factories.create_verdict(
        framework=factories.create_framework(name="Bottle"), criterion=factories.create_criterion(slug="orm")
    )

    assert list(Verdict.objects.matching("bottle orm")) == [verdict]
    assert list(Verdict.objects.matching("orm")) == [verdict]
    assert list(Verdict.objects.matching("bottle")) == []


@pytest.mark.django_db
def test_a_verdict_with_its_words_costs_one_query(django_assert_num_queries):
    factories.create_verdict(summary="Sought.")

    with django_assert_num_queries(1):
        texts = [
            (str(verdict), verdict.get_absolute_url(), verdict.summary, verdict.detail, verdict.criterion.slug)
            for verdict in Verdict.objects.published().matching("sought").with_words()
        ]

    assert len(texts) == 1


@pytest.mark.django_db
def test_drafts_stay_hidden_whatever_is_looked_for():
    factories.create_verdict(framework=factories.create_framework(state=PublicationState.DRAFT), summary="Sought.")
    factories.create_verdict(criterion=factories.create_criterion(state=PublicationState.DRAFT), summary="Sought.")

    assert list(Verdict.objects.published().matching("sought")) == []
