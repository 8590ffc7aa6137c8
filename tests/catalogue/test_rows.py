import pytest

from comparisons.catalogue.natural_keys import natural_key_of
from comparisons.catalogue.rows import digest, normalised, to_plain
from tests import factories


def row(**fields):
    return {"model": "comparisons.claim", "fields": fields}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (row(a=1, b=2), row(b=2, a=1), True),
        (row(keys=[["b"], ["a"]]), row(keys=[["a"], ["b"]]), True),
        (row(a=1, b=None), row(a=1), True),
        (row(a=1), row(a=2), False),
        (row(a="1"), row(a=1), False),
        (row(a=""), row(), True),
        (row(a=False), row(), True),
        (row(a=0), row(), False),
        # The words of one natural key have an order.
        (row(key=["a", "b"]), row(key=["b", "a"]), False),
    ],
)
def test_the_digest_is_the_same_for_the_same_content(one, other, same):
    assert (digest(one) == digest(other)) is same


def test_the_same_fields_of_another_model_have_another_digest():
    assert digest(row(a=1)) != digest({"model": "comparisons.category", "fields": {"a": 1}})


def test_a_row_is_normalised_without_changing_the_given_one():
    given = row(keys=[["b"], ["a"]], nothing=None)

    assert normalised(given)["fields"] == {"keys": [["a"], ["b"]]}
    assert given["fields"] == {"keys": [["b"], ["a"]], "nothing": None}


@pytest.mark.django_db
def test_a_plain_row_names_others_by_their_natural_keys_and_has_no_number():
    framework = factories.create_framework(slug="flask")
    extensions = [factories.create_extension(slug=slug, frameworks=[framework]) for slug in ("b", "a")]
    verdict = factories.create_verdict(
        framework=framework,
        criterion=factories.create_criterion(slug="orm"),
        extensions=extensions,
    )

    (plain,) = to_plain([verdict])

    assert "pk" not in plain
    assert plain["fields"]["framework"] == ["flask"]
    assert plain["fields"]["extensions"] == [["a"], ["b"]]
    assert plain["fields"]["written_on"] == "2026-01-15"
    assert "checked_on" not in plain["fields"]
    assert natural_key_of(verdict) == ("flask", "orm")
