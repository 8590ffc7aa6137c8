"""Records a revision when the published content has changed, whoever changed it: the admin, a load, a command.

The content itself is compared, not the act of saving, so a save that changes nothing makes no revision and no way of
writing can be forgotten: the next record catches up.
"""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from comparisons.choices import PublicationState
from comparisons.models import (
    Answer,
    Category,
    Claim,
    Criterion,
    Effect,
    Extension,
    Framework,
    Industry,
    JudgementChange,
    NotableUser,
    Question,
    Requirement,
    Revision,
    Scenario,
    Source,
    Verdict,
)

Judgements = dict[tuple[str, str], tuple[int, str]]


def record_revision() -> Revision | None:
    """Makes the next revision if visitors would see something else than at the last one.

    Returns:
        The new revision, or None when nothing published has changed.
    """
    with transaction.atomic():
        # Locked where the database can: two editors who publish at one moment get two numbers.
        newest = Revision.objects.select_for_update().order_by("-number").first()
        content = content_digest()
        if newest is not None and newest.content_digest == content:
            return None
        revision = Revision.objects.create(
            number=newest.number + 1 if newest else 1,
            recorded_at=timezone.now(),
            content_digest=content,
            quiz_digest=quiz_digest(),
        )
        before, after = recorded_judgements(), published_judgements()
        JudgementChange.objects.bulk_create(
            JudgementChange(
                revision=revision,
                framework=framework,
                criterion=criterion,
                rating_before=_rating(before.get((framework, criterion))),
                support_before=_support(before.get((framework, criterion))),
                rating_after=_rating(after.get((framework, criterion))),
                support_after=_support(after.get((framework, criterion))),
            )
            for framework, criterion in sorted(before.keys() | after.keys())
            if before.get((framework, criterion)) != after.get((framework, criterion))
        )
        return revision


def published_judgements() -> Judgements:
    """Rating and support of every published verdict, by the slugs of framework and criterion."""
    rows = Verdict.objects.published().values_list("framework__slug", "criterion__slug", "rating", "support")
    return {(framework, criterion): (rating, support) for framework, criterion, rating, support in rows}


def recorded_judgements() -> Judgements:
    """The same, as the revisions have it: all changes, one after the other."""
    judgements: Judgements = {}
    for change in JudgementChange.objects.in_order():
        key = (change.framework, change.criterion)
        if change.rating_after is None:
            judgements.pop(key, None)
        else:
            judgements[key] = (change.rating_after, change.support_after)
    return judgements


def content_digest() -> str:
    """A fingerprint of all that visitors can see. Keys of rows are part of it; they never change by themselves."""
    published = PublicationState.PUBLISHED
    return _digest(
        [
            Category.objects.with_published_criteria(),
            Criterion.objects.published(),
            Framework.objects.published(),
            Verdict.objects.published(),
            Extension.objects.published(),
            Industry.objects.with_published_users(),
            NotableUser.objects.published(),
            Claim.objects.published(),
            Scenario.objects.published(),
            Source.objects.published(),
            Criterion.summarises.through.objects.filter(from_criterion__state=published),
            Verdict.extensions.through.objects.filter(verdict__state=published),
            Extension.frameworks.through.objects.filter(extension__state=published),
            Extension.criteria.through.objects.filter(extension__state=published),
            Claim.frameworks.through.objects.filter(claim__state=published),
            Claim.criteria.through.objects.filter(claim__state=published),
            Scenario.answers.through.objects.filter(scenario__state=published),
            *_quiz_rows(),
        ]
    )


def quiz_digest() -> str:
    """A fingerprint of the published questions, answers, effects and requirements."""
    return _digest(_quiz_rows())


def _quiz_rows() -> "list[QuerySet[Any]]":
    published = PublicationState.PUBLISHED
    return [
        Question.objects.published(),
        Answer.objects.filter(question__state=published),
        Effect.objects.filter(answer__question__state=published),
        Requirement.objects.filter(answer__question__state=published),
        Answer.contradicts.through.objects.filter(from_answer__question__state=published),
    ]


def _digest(tables: "Iterable[QuerySet[Any]]") -> str:
    fingerprint = hashlib.sha256()
    for rows in tables:
        for row in rows.order_by("pk").values_list():
            fingerprint.update(json.dumps(row, default=str).encode())
        fingerprint.update(b"\0")
    return fingerprint.hexdigest()


def _rating(judgement: tuple[int, str] | None) -> int | None:
    return judgement[0] if judgement else None


def _support(judgement: tuple[int, str] | None) -> str:
    return judgement[1] if judgement else ""
