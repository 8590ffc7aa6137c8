"""The measured figures as /method/ shows them."""

import pytest

from comparisons.models import Framework
from comparisons.presentation.fairness import build_fairness
from tests.factories import create_framework, create_quiz_measurement

pytestmark = pytest.mark.django_db


def row(first, *, close=0.0, out=0.0, covered=None):
    figures = {"first": first, "first_or_close": close, "ruled_out": out}
    return figures | ({"covered": covered} if covered else {})


def build(frameworks, *, digest="0" * 64, **figures):
    measurement = create_quiz_measurement(
        figures={"close_calls": 50.8, "flipped": 71.3, "unreachable": 0, "frameworks": frameworks} | figures
    )
    return build_fairness(measurement, frameworks=Framework.objects.published().in_order(), content_digest=digest)


def test_rows_stand_from_most_to_least_and_the_alphabet_decides():
    for slug in ("flask", "django", "sanic"):
        create_framework(slug=slug)

    fairness = build({"flask": row(10.0), "django": row(10.0), "sanic": row(80.0)})

    assert [entry.framework.slug for entry in fairness.rows] == ["sanic", "django", "flask"]
    assert fairness.rows[0].first == "80.0\N{NO-BREAK SPACE}%"


def test_bars_end_at_the_bound_unless_somebody_is_beyond_it():
    slugs = [f"f{number}" for number in range(10)]
    for slug in slugs:
        create_framework(slug=slug)

    within = build({slug: row(10.0) for slug in slugs})

    assert (within.even, within.lowest, within.highest) == tuple(
        f"{share}\N{NO-BREAK SPACE}%" for share in ("10.0", "3.3", "30.0")
    )
    assert (within.lowest_place, within.even_place, within.highest_place) == (11.1, 33.3, 100.0)
    assert within.rows[0].width == 33.3


def test_whoever_is_beyond_the_bound_widens_the_scale():
    slugs = [f"f{number}" for number in range(10)]
    for slug in slugs:
        create_framework(slug=slug)

    fairness = build({slug: row(60.0 if slug == "f0" else 4.0) for slug in slugs})

    assert fairness.rows[0].width == 100.0
    assert fairness.highest_place == 50.0


def test_a_small_share_comes_with_its_reason():
    create_framework(slug="flask", name="Flask")
    create_framework(slug="quart", name="Quart")

    fairness = build(
        {"flask": row(99.0), "quart": row(1.0, out=63.9, covered={"by": "flask", "effects": 86, "of": 99})}
    )

    (seldom,) = fairness.seldom
    assert seldom.framework.slug == "quart"
    assert seldom.reason == "Flask is at least as good on 86 of the 99 effects of all answers."
    assert seldom.is_ruled_out


def test_a_framework_that_is_a_draft_now_is_not_named():
    create_framework(slug="quart")
    create_framework(slug="flask", name="Secret", state="draft")

    fairness = build({"flask": row(99.0), "quart": row(1.0, covered={"by": "flask", "effects": 86, "of": 99})})

    assert [entry.framework.slug for entry in fairness.rows] == ["quart"]
    assert fairness.rows[0].reason.startswith("Another framework is at least as good on 86")


def test_a_framework_without_figures_has_no_row():
    create_framework(slug="new")

    assert build({}).rows == ()


@pytest.mark.parametrize(("digest", "expected"), [("0" * 64, True), ("1" * 64, False)])
def test_the_figures_are_of_today_only_while_the_digest_is(digest, expected):
    assert build({}, digest=digest).is_current is expected
