"""A quiz so small that one sees it is fair, for tests that break one rule at a time."""

from comparisons.models import Criterion
from comparisons.quiz.measurement import fetch_trial, measure, store
from tests import factories
from tests.factories import WRITTEN_ON
from tests.presentation.matrices import create_matrix

RATINGS = {"wide": {"orm": 5, "size": 1}, "small": {"orm": 1, "size": 5}}


def create_little_quiz(ratings=None, questions=None, **options):
    """Two frameworks, two criteria and two questions, each framework best at one; nothing is stored of it.

    Args:
        ratings: by framework and criterion.
        questions: by question, its answers as (slug, (criterion, weight) or (criterion, weight, target), …).
        options: for `create_matrix`.
    """
    create_matrix(ratings or RATINGS, **options)
    for number, (slug, answers) in enumerate((questions or two_questions()).items()):
        create_question(slug, answers, position=number)


def two_questions():
    return {
        "data": [("much", ("orm", 2)), ("little", ("size", 2))],
        "place": [("device", ("size", 1)), ("server", ("orm", 1))],
    }


def create_question(slug, answers, **fields):
    question = factories.create_question(slug=slug, text=f"About {slug}?", **fields)
    for number, (answer_slug, *effects) in enumerate(answers):
        answer = factories.create_answer(question=question, slug=answer_slug, position=number)
        for criterion, weight, *target in effects:
            factories.create_effect(
                answer=answer,
                criterion=Criterion.objects.get(slug=criterion),
                weight=weight,
                target=target[0] if target else None,
            )
    return question


def small_trial():
    """The published quiz, tried on few visitors."""
    trial = fetch_trial()
    trial.sample_size = 300
    return trial


def measure_and_store():
    store(measure(small_trial(), day=WRITTEN_ON))
