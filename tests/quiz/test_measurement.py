"""The figures of the quiz: what they depend on, how they are stored, and what the command says."""

import io
from datetime import date

import pytest
from django.core.management import CommandError, call_command

from comparisons.models import Answer, Criterion, Effect, Question, QuizMeasurement, Verdict
from comparisons.models.quiz_measurements import SHORT_EDITION
from comparisons.quiz.measurement import build_figures, build_pool, fetch_trial, measure, store
from comparisons.quiz.thresholds import SAMPLE_SIZE, SEED
from tests import factories
from tests.factories import WRITTEN_ON
from tests.quiz.little_quiz import create_little_quiz, small_trial

pytestmark = pytest.mark.django_db


def said_by_measure_quiz(*options):
    out = io.StringIO()
    call_command("measure_quiz", *options, stdout=out)
    return out.getvalue()


def test_the_figures_that_ship_are_those_of_the_content_that_ships(catalogue):
    stored = QuizMeasurement.objects.get()
    trial = fetch_trial()

    assert (stored.seed, stored.sample_size, stored.content_digest) == (SEED, SAMPLE_SIZE, trial.digest)
    assert stored.figures == build_figures(trial)
    assert stored.figures["unreachable"] == 0


def test_nobody_that_ships_is_beyond_the_bound_and_whoever_is_below_is_explained(catalogue):
    figures = QuizMeasurement.objects.get().figures["frameworks"]
    even = 100 / len(figures)

    assert max(row["first"] for row in figures.values()) <= 3 * even
    assert {slug for slug, row in figures.items() if row["first"] < even / 3} <= {
        slug for slug, row in figures.items() if "covered" in row
    }


def test_a_share_on_the_line_is_explained_too(catalogue):
    # Another seed puts aiohttp below the bound.
    assert QuizMeasurement.objects.get().explains("aiohttp")


def test_figures_are_percentages_with_their_reason():
    create_little_quiz({"wide": {"orm": 5, "size": 1}, "small": {"orm": 1, "size": 5}, "poor": {"orm": 1, "size": 1}})

    figures = build_figures(small_trial())

    assert list(figures["frameworks"]) == ["poor", "small", "wide"]
    assert figures["frameworks"]["poor"] == {
        "first": 0.0,
        "first_or_close": figures["frameworks"]["poor"]["first_or_close"],
        "ruled_out": 0.0,
        "covered": {"by": "small", "effects": 4, "of": 4},
    }
    assert "covered" not in figures["frameworks"]["wide"]
    assert figures["unreachable"] == 1
    assert figures["frameworks"]["wide"]["first"] + figures["frameworks"]["small"]["first"] == pytest.approx(100)


def test_words_do_not_change_the_digest():
    create_little_quiz()
    before = fetch_trial().digest

    Question.objects.update(text="Other words?", why="Other.")
    Answer.objects.update(text="Other")
    Verdict.objects.update(summary="Other words.")

    assert fetch_trial().digest == before


@pytest.mark.parametrize(
    "change",
    [
        lambda: Verdict.objects.filter(criterion__slug="orm", framework__slug="wide").update(rating=4),
        lambda: Verdict.objects.filter(criterion__slug="orm").update(support="third_party"),
        lambda: Verdict.objects.filter(criterion__slug="orm", framework__slug="wide").update(state="draft"),
        lambda: Effect.objects.filter(weight=2).update(weight=3),
        lambda: Effect.objects.filter(weight=2).update(target=1),
        lambda: Question.objects.filter(slug="data").update(position=9),
        lambda: Question.objects.filter(slug="data").update(allows_several=True),
        lambda: Question.objects.filter(slug="data").update(state="draft"),
        lambda: Answer.objects.get(slug="much").contradicts.add(Answer.objects.get(slug="server")),
        lambda: factories.create_framework(slug="third"),
        lambda: factories.create_requirement(
            answer=Answer.objects.get(slug="much"), criterion=Criterion.objects.get(slug="orm")
        ),
    ],
)
def test_what_moves_the_figures_changes_the_digest(change):
    create_little_quiz()
    before = fetch_trial().digest

    change()

    assert fetch_trial().digest != before


def test_contradictions_hold_between_questions():
    create_little_quiz()
    Answer.objects.get(slug="much").contradicts.add(Answer.objects.get(slug="device"))

    pool = build_pool(Question.objects.published().with_answers().in_order())

    assert pool.contradictions == {frozenset({("data", "much"), ("place", "device")})}


def test_the_short_edition_asks_only_its_questions():
    create_little_quiz()
    Question.objects.filter(slug="place").update(in_short_edition=True)

    assert [question.slug for question in fetch_trial(edition="short").questions] == ["place"]
    assert [question.slug for question in fetch_trial().questions] == ["data", "place"]


def test_the_same_figures_keep_the_day_of_the_first_measurement():
    create_little_quiz()

    first = store(measure(small_trial(), day=WRITTEN_ON))
    second = store(measure(small_trial(), day=WRITTEN_ON.replace(year=2027)))

    assert (first, second) == (True, False)
    assert QuizMeasurement.objects.get().measured_on == WRITTEN_ON


def test_other_figures_take_the_place_of_the_former_ones():
    create_little_quiz()
    store(measure(small_trial(), day=WRITTEN_ON))
    Effect.objects.filter(weight=2).update(weight=3)

    store(measure(small_trial(), day=WRITTEN_ON.replace(year=2027)))

    stored = QuizMeasurement.objects.get()
    assert stored.measured_on.year == 2027
    assert stored.content_digest == fetch_trial().digest


def test_the_command_says_what_it_measured_and_stored():
    create_little_quiz({"wide": {"orm": 5, "size": 1}, "small": {"orm": 1, "size": 5}, "poor": {"orm": 1, "size": 1}})

    said = said_by_measure_quiz()

    assert "4000 random sets, seed 20261122: close calls" in said
    assert "unreachable 1" in said
    assert "small is at least as good on 4 of 4 effects" in said
    assert "Stored: full, " in said
    assert QuizMeasurement.objects.get().sample_size == 4000
    assert "Nothing to store" in said_by_measure_quiz()


def test_a_dry_run_stores_nothing():
    create_little_quiz()

    said = said_by_measure_quiz("--dry-run")

    assert "Nothing was stored." in said
    assert not QuizMeasurement.objects.exists()


def test_where_there_is_nothing_to_measure_the_command_says_so():
    with pytest.raises(CommandError, match="the short edition has no published questions"):
        said_by_measure_quiz("--edition", "short")


def test_nobody_is_beyond_the_bound_in_the_short_edition_either(catalogue):
    measured = measure(fetch_trial(edition=SHORT_EDITION), edition=SHORT_EDITION, day=date(2026, 11, 22))

    even = 100 / len(measured.figures["frameworks"])
    assert measured.figures["unreachable"] == 0
    assert max(row["first"] for row in measured.figures["frameworks"].values()) <= 3 * even


def test_the_editions_have_their_size(catalogue):
    questions = Question.objects.published()

    assert 14 <= questions.count() <= 18
    assert 6 <= sum(question.in_short_edition for question in questions) <= 8
