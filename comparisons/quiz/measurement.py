"""The published quiz tried out on the published verdicts, and its figures as a row.

The lint, the admin page and /method/ speak of the same trial.
"""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from functools import cached_property
from math import sqrt
from typing import Any

from comparisons.models import Criterion, Framework, Question, QuizMeasurement
from comparisons.models.quiz_measurements import FULL_EDITION
from comparisons.quiz.answers import build_options
from comparisons.quiz.reach import Covered, Reach, find_covered, find_reach
from comparisons.quiz.simulation import Pool, PoolQuestion, Simulation, simulate
from comparisons.quiz.thresholds import HIGHEST_SHARE, LOWEST_SHARE, ON_THE_LINE_STANDARD_ERRORS, SAMPLE_SIZE, SEED
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.scoring import VerdictTable
from comparisons.ranking.sensitivity import Explorer


@dataclass(eq=False, kw_only=True)
class QuizTrial:
    """A quiz and the verdicts it is tried on; what comes of it is computed once, when it is asked for.

    Args:
        questions: in order, with answers, effects, requirements and contradictions (`with_answers()`).
        criteria: all published ones, with category and what they sum up (`Criterion.objects.for_page()`).
        frameworks: all published ones.
        table: the published verdicts.
        measurement: the figures as last stored, or None.
        sample_size, seed: of the random visitors.
    """

    questions: Sequence[Question]
    criteria: Sequence[Criterion]
    frameworks: Sequence[Framework]
    table: VerdictTable
    measurement: QuizMeasurement | None = None
    sample_size: int = SAMPLE_SIZE
    seed: int = SEED
    explorer: Explorer = field(init=False)

    def __post_init__(self) -> None:
        self.explorer = Explorer(table=self.table)

    @cached_property
    def pool(self) -> Pool:
        return build_pool(self.questions)

    @cached_property
    def can_run(self) -> bool:
        """Whether there is anything to try: somebody to rank, and a question that can be answered."""
        return bool(self.table.candidates) and any(question.options for question in self.pool.questions)

    @cached_property
    def simulation(self) -> Simulation:
        return simulate(self.explorer, self.pool, sample_size=self.sample_size, seed=self.seed)

    @cached_property
    def reaches(self) -> tuple[Reach, ...]:
        """One search a framework, in the order of the table."""
        return tuple(
            find_reach(self.explorer, self.pool, candidate.slug, seed=self.seed)
            for candidate in self.table.candidates
        )

    @property
    def even_share(self) -> Fraction:
        return Fraction(1, len(self.table.candidates)) if self.table.candidates else Fraction(0)

    @property
    def highest_share(self) -> Fraction:
        """The bound above; never more than all."""
        return min(Fraction(1), HIGHEST_SHARE * self.even_share)

    @property
    def lowest_share(self) -> Fraction:
        return LOWEST_SHARE * self.even_share

    @cached_property
    def digest(self) -> str:
        return digest_content(self.questions, self.table)

    @property
    def is_measured(self) -> bool:
        """Whether the stored figures are of this content, this sample and this seed."""
        stored = self.measurement
        return stored is not None and (stored.content_digest, stored.seed, stored.sample_size) == (
            self.digest,
            self.seed,
            self.sample_size,
        )

    def covered(self, framework: str) -> Covered | None:
        """Who does nearly all that the framework (slug) does, over all effects of the quiz."""
        return find_covered(self.table, self.pool.wishes, framework)


def fetch_trial(*, edition: str = FULL_EDITION) -> QuizTrial:
    """The published quiz and verdicts as they stand.

    Args:
        edition: "full" for all questions, "short" for those of the short edition.
    """
    questions = Question.objects.published().with_answers().in_order()
    frameworks = list(Framework.objects.published().in_order())
    return QuizTrial(
        questions=[question for question in questions if edition == FULL_EDITION or question.in_short_edition],
        criteria=list(Criterion.objects.published().for_page().in_order()),
        frameworks=frameworks,
        table=build_verdict_table(frameworks),
        measurement=QuizMeasurement.objects.of_edition(edition),
    )


def build_pool(questions: Iterable[Question]) -> Pool:
    """The questions as the simulation asks them.

    Args:
        questions: with answers, effects, requirements and contradictions.
    """
    asked = list(questions)
    keys = {answer.pk: (question.slug, answer.slug) for question in asked for answer in question.ordered_answers}
    return Pool(
        questions=tuple(
            PoolQuestion(slug=question.slug, options=build_options(question), allows_several=question.allows_several)
            for question in asked
        ),
        contradictions=frozenset(
            frozenset((keys[answer.pk], keys[other.pk]))
            for question in asked
            for answer in question.ordered_answers
            for other in answer.contradicts.all()
            if other.pk in keys
        ),
    )


def digest_content(questions: Iterable[Question], table: VerdictTable) -> str:
    """A fingerprint of all that the figures depend on: ratings, support, and what answers do. Words do not count.

    Args:
        questions: in order, with answers, effects, requirements and contradictions.
        table: the verdicts.
    """
    pool = build_pool(questions)
    content = {
        "verdicts": sorted((*key, judged.rating, judged.support) for key, judged in table.judgements.items()),
        "frameworks": sorted(candidate.slug for candidate in table.candidates),
        "questions": [
            [
                question.slug,
                question.allows_several,
                [
                    [
                        list(option.answers),
                        [[wish.criterion, wish.weight, wish.target] for wish in option.wishes],
                        [
                            [demand.criterion, demand.minimum_rating, demand.minimum_support]
                            for demand in option.requirements
                        ],
                    ]
                    for option in question.options
                ],
            ]
            for question in pool.questions
        ],
        "contradictions": sorted(sorted(pair) for pair in pool.contradictions),
    }
    return hashlib.sha256(json.dumps(content, separators=(",", ":")).encode()).hexdigest()


def build_figures(trial: QuizTrial) -> dict[str, Any]:
    """What is stored and shown, in percent with one decimal place (shape: `models.quiz_measurements`).

    A framework whose share lies below a third of an even share, or on that line, carries the framework that does
    nearly all that it does: at least as good on so many of the effects of all answers.
    """
    simulation = trial.simulation
    frameworks: dict[str, Any] = {}
    for candidate in sorted(trial.table.candidates, key=lambda candidate: candidate.slug):
        slug = candidate.slug
        frameworks[slug] = {
            "first": _percent(simulation.first[slug]),
            "first_or_close": _percent(simulation.first_or_close[slug]),
            "ruled_out": _percent(simulation.ruled_out[slug]),
        }
        covered = trial.covered(slug) if _is_seldom(trial, simulation.first[slug]) else None
        if covered is not None:
            frameworks[slug]["covered"] = {"by": covered.by, "effects": covered.effects, "of": covered.of}
    return {
        "close_calls": _percent(simulation.close_calls),
        "flipped": _percent(simulation.flipped),
        "unreachable": sum(not reach.is_reachable for reach in trial.reaches),
        "frameworks": frameworks,
    }


def measure(trial: QuizTrial, *, edition: str = FULL_EDITION, day: date) -> QuizMeasurement:
    """The trial's figures as a row that is not saved.

    Args:
        trial: what is measured.
        edition: which edition the trial's questions are.
        day: on which it is measured.
    """
    return QuizMeasurement(
        slug=edition,
        measured_on=day,
        seed=trial.seed,
        sample_size=trial.sample_size,
        content_digest=trial.digest,
        figures=build_figures(trial),
    )


def store(measured: QuizMeasurement) -> bool:
    """Puts the figures in the place of the edition's former ones. Returns whether anything was written.

    The same figures of the same content keep the day on which they were first measured.
    """
    names = ("seed", "sample_size", "content_digest", "figures")
    row = QuizMeasurement.objects.of_edition(measured.slug) or QuizMeasurement(slug=measured.slug)
    if all(getattr(row, name) == getattr(measured, name) for name in names):
        return False
    for name in (*names, "measured_on"):
        setattr(row, name, getattr(measured, name))
    row.full_clean()
    row.save()
    return True


def _is_seldom(trial: QuizTrial, share: Fraction) -> bool:
    """Below the bound, or so little above it that another seed may tell otherwise: √(p (1 − p) / n) each."""
    error = sqrt(share * (1 - share) / max(1, trial.simulation.counted))
    return share < trial.lowest_share + ON_THE_LINE_STANDARD_ERRORS * error


def _percent(share: Fraction) -> float:
    return float(round(share * 100, 1))
