"""The part of the lint that tries the engine itself on the real table: monotone and symmetric.

The engine's own tests try thousands of small tables; this holds for the content that visitors see.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import replace

from comparisons.findings import Finding
from comparisons.quiz.measurement import QuizTrial
from comparisons.quiz.simulation import draw_many
from comparisons.quiz.thresholds import ENGINE_SETS
from comparisons.ranking.priorities import HIGHEST_RATING, Priorities
from comparisons.ranking.scoring import Candidate, Ranking, VerdictTable, rank
from comparisons.ranking.sensitivity import to_priorities

Ranker = Callable[[VerdictTable, Priorities], Ranking]


def sound(trial: QuizTrial, ranker: Ranker = rank) -> Iterator[Finding]:
    """The engine itself, on this table: a higher rating never lowers a score, and a name decides nothing.

    Args:
        trial: whose table and random sets are used.
        ranker: the engine; another one only in tests.
    """
    if not trial.can_run:
        return
    dice = random.Random(trial.seed)
    for statements in draw_many(trial.pool, sample_size=ENGINE_SETS, seed=trial.seed):
        priorities = to_priorities(statements)
        candidate = trial.table.candidates[int(dice.random() * len(trial.table.candidates))]
        yield from _monotone(trial.table, priorities, candidate, ranker)
        yield from _symmetric(trial.table, priorities, ranker)


def _monotone(table: VerdictTable, priorities: Priorities, candidate: Candidate, ranker: Ranker) -> Iterator[Finding]:
    upwards = replace(priorities, wishes=tuple(wish for wish in priorities.wishes if wish.target is None))
    for criterion in sorted({wish.criterion for wish in upwards.wishes}):
        judged = table.judgement(candidate, criterion)
        if judged is None or judged.rating == HIGHEST_RATING:
            continue
        raised = replace(judged, rating=judged.rating + 1)
        better = replace(table, judgements={**table.judgements, (candidate.slug, criterion): raised})
        before = ranker(table, upwards).standing_of(candidate.slug)
        after = ranker(better, upwards).standing_of(candidate.slug)
        if before is not None and (after is None or (after.score or 0) < (before.score or 0)):
            yield Finding(
                rule="quiz-monotone",
                subject=candidate.name,
                message=f"a higher rating on {criterion} lowers its score. The ranking engine is wrong.",
            )
        return


def _symmetric(table: VerdictTable, priorities: Priorities, ranker: Ranker) -> Iterator[Finding]:
    """Every framework takes the name of the next one, the last that of the first."""
    slugs = [candidate.slug for candidate in table.candidates]
    renamed = dict(zip(slugs, [*slugs[1:], *slugs[:1]], strict=True))
    other = VerdictTable(
        candidates=tuple(Candidate(slug=renamed[slug], name=renamed[slug]) for slug in slugs),
        judgements={(renamed[slug], criterion): judged for (slug, criterion), judged in table.judgements.items()},
    )
    before = {place.candidate.slug: (place.rank, place.score) for place in ranker(table, priorities).standings}
    after = {place.candidate.slug: (place.rank, place.score) for place in ranker(other, priorities).standings}
    for slug in slugs:
        if before.get(slug) != after.get(renamed[slug]):
            yield Finding(
                rule="quiz-symmetric",
                subject=next(candidate.name for candidate in table.candidates if candidate.slug == slug),
                message="has another place or score under another name. The ranking engine is wrong.",
            )
