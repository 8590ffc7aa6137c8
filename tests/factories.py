"""Rows for tests: published and valid unless a test says otherwise, so that it names only what it depends on."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.contrib.contenttypes.models import ContentType

from comparisons.choices import (
    ClaimStatus,
    Confidence,
    ExtensionStatus,
    FrameworkKind,
    LinkStatus,
    PublicationState,
    QuestionKind,
    Support,
    UsageStatus,
)
from comparisons.models import (
    Answer,
    Category,
    Claim,
    Criterion,
    Effect,
    Extension,
    Framework,
    Industry,
    LinkCheck,
    NotableUser,
    PreparedChange,
    Question,
    QuizMeasurement,
    Release,
    Requirement,
    Scenario,
    Source,
    Suggestion,
    Verdict,
)
from comparisons.models.publication import PublishableModel
from comparisons.models.sources import PARENTS
from comparisons.suggestions.subjects import subject_of

WRITTEN_ON = date(2026, 1, 15)
REVIEW_DUE_ON = date(2099, 1, 15)
CHECKED_AT = datetime(2026, 11, 3, 4, 0, tzinfo=UTC)

_PUBLISHED_AND_DATED = {
    "state": PublicationState.PUBLISHED,
    "written_on": WRITTEN_ON,
    "review_due_on": REVIEW_DUE_ON,
}
_numbers = count(1)


def create_framework(*, slug: str | None = None, **fields: Any) -> Framework:
    slug = slug or _unique_slug("framework")
    return Framework.objects.create(
        slug=slug,
        **_PUBLISHED_AND_DATED
        | {
            "name": _name_from(slug),
            "kind": FrameworkKind.MICRO,
            "speaks_wsgi": True,
            "tagline": f"What {slug} is.",
            "description": f"Who made {slug}, and what for.",
            "licence": "MIT",
            "governance": "Its maintainers",
            "latest_version": "1.0",
            "first_released_on": date(2010, 4, 1),
            "requires_python": ">=3.11",
            "installed_distributions": 3,
            "installed_mib": "4.20",
            "homepage": "https://framework.example/",
            "documentation_url": "https://framework.example/docs/",
            "repository_url": "https://framework.example/code/",
        }
        | fields,
    )


def create_category(*, slug: str | None = None, **fields: Any) -> Category:
    slug = slug or _unique_slug("category")
    return Category.objects.create(
        slug=slug, **{"name": _name_from(slug), "description": f"What {slug} gathers."} | fields
    )


def create_criterion(
    *,
    slug: str | None = None,
    category: Category | None = None,
    summarises: Iterable[Criterion] = (),
    **fields: Any,
) -> Criterion:
    slug = slug or _unique_slug("criterion")
    criterion = Criterion.objects.create(
        slug=slug,
        category=category or create_category(),
        **{
            "state": PublicationState.PUBLISHED,
            "name": _name_from(slug),
            "question": f"How well is {slug} served?",
            "meaning": f"What {slug} means.",
            "earns_1": "Barely there.",
            "earns_3": "There, with work of one's own.",
            "earns_5": "There, and a pleasure.",
            "matters_when": f"{slug} is needed",
        }
        | fields,
    )
    criterion.summarises.set(summarises)
    return criterion


def create_verdict(
    *,
    framework: Framework | None = None,
    criterion: Criterion | None = None,
    extensions: Iterable[Extension] = (),
    **fields: Any,
) -> Verdict:
    verdict = Verdict.objects.create(
        framework=framework or create_framework(),
        criterion=criterion or create_criterion(),
        **_PUBLISHED_AND_DATED
        | {
            "support": Support.BUILT_IN,
            "rating": 3,
            "summary": "It does what one expects.",
            "detail": "What is there, what is missing, and what one does instead.",
            "confidence": Confidence.HIGH,
        }
        | fields,
    )
    verdict.extensions.set(extensions)
    return verdict


def create_source(*, url: str | None = None, **fields: Any) -> Source:
    """Belongs to a new verdict unless another parent, such as `claim` or `release`, is given."""
    if not any(fields.get(parent) for parent in PARENTS):
        fields["verdict"] = create_verdict()
    return Source.objects.create(
        url=url or f"https://source.example/{next(_numbers)}",
        **{
            "title": "A page that bears it",
            "supports": "The second paragraph says so.",
            "read_on": WRITTEN_ON,
        }
        | fields,
    )


def create_extension(
    *,
    slug: str | None = None,
    frameworks: Iterable[Framework] | None = None,
    criteria: Iterable[Criterion] = (),
    **fields: Any,
) -> Extension:
    slug = slug or _unique_slug("extension")
    extension = Extension.objects.create(
        slug=slug,
        **_PUBLISHED_AND_DATED
        | {
            "name": _name_from(slug),
            "purpose": f"What {slug} adds.",
            "status": ExtensionStatus.ACTIVE,
            "status_detail": "Last release 2.0 of January 2026.",
            "latest_version": "2.0",
            "homepage": "https://extension.example/",
        }
        | fields,
    )
    extension.frameworks.set([create_framework()] if frameworks is None else frameworks)
    extension.criteria.set(criteria)
    return extension


def create_industry(*, slug: str | None = None, **fields: Any) -> Industry:
    slug = slug or _unique_slug("industry")
    return Industry.objects.create(slug=slug, **{"name": _name_from(slug)} | fields)


def create_notable_user(
    *,
    slug: str | None = None,
    framework: Framework | None = None,
    industry: Industry | None = None,
    **fields: Any,
) -> NotableUser:
    slug = slug or _unique_slug("organisation")
    return NotableUser.objects.create(
        slug=slug,
        framework=framework or create_framework(),
        industry=industry or create_industry(),
        **_PUBLISHED_AND_DATED
        | {
            "name": _name_from(slug),
            "usage": "The public website.",
            "status": UsageStatus.CURRENT,
            "confidence": Confidence.HIGH,
        }
        | fields,
    )


def create_claim(
    *,
    slug: str | None = None,
    frameworks: Iterable[Framework] | None = None,
    criteria: Iterable[Criterion] = (),
    **fields: Any,
) -> Claim:
    slug = slug or _unique_slug("claim")
    claim = Claim.objects.create(
        slug=slug,
        **_PUBLISHED_AND_DATED
        | {
            "statement": f"People say {slug}.",
            "status": ClaimStatus.HOLDS,
            "explanation": "It still holds, and here is why.",
        }
        | fields,
    )
    claim.frameworks.set([create_framework()] if frameworks is None else frameworks)
    claim.criteria.set(criteria)
    return claim


def create_release(*, framework: Framework | None = None, series: str = "1.0", **fields: Any) -> Release:
    return Release.objects.create(
        framework=framework or create_framework(),
        series=series,
        **_PUBLISHED_AND_DATED
        | {
            "latest_version": f"{series}.2",
            "released_on": date(2025, 4, 1),
            "latest_released_on": date(2025, 12, 1),
            "bug_fixes_until": date(2026, 4, 30),
            "security_fixes_until": date(2027, 4, 30),
        }
        | fields,
    )


def create_question(*, slug: str | None = None, **fields: Any) -> Question:
    slug = slug or _unique_slug("question")
    return Question.objects.create(
        slug=slug,
        **{
            "state": PublicationState.PUBLISHED,
            "kind": QuestionKind.NEED,
            "theme": "Your project",
            "text": f"What about {slug}?",
            "why": "It changes the ranking.",
        }
        | fields,
    )


def create_answer(
    *,
    slug: str | None = None,
    question: Question | None = None,
    contradicts: Iterable[Answer] = (),
    **fields: Any,
) -> Answer:
    slug = slug or _unique_slug("answer")
    answer = Answer.objects.create(
        slug=slug,
        question=question or create_question(),
        **{"text": _name_from(slug)} | fields,
    )
    answer.contradicts.set(contradicts)
    return answer


def create_effect(*, answer: Answer | None = None, criterion: Criterion | None = None, **fields: Any) -> Effect:
    return Effect.objects.create(
        answer=answer or create_answer(),
        criterion=criterion or create_criterion(),
        **{"weight": 1, "reason": "it was said to matter"} | fields,
    )


def create_requirement(
    *, answer: Answer | None = None, criterion: Criterion | None = None, **fields: Any
) -> Requirement:
    """Demands a rating of 3 unless `minimum_support` or `minimum_rating` is given."""
    if "minimum_support" not in fields:
        fields.setdefault("minimum_rating", 3)
    return Requirement.objects.create(
        answer=answer or create_answer(),
        criterion=criterion or create_criterion(),
        **{"reason": "nothing less will do"} | fields,
    )


def create_scenario(*, slug: str | None = None, answers: Iterable[Answer] | None = None, **fields: Any) -> Scenario:
    slug = slug or _unique_slug("scenario")
    scenario = Scenario.objects.create(
        slug=slug,
        **{
            "state": PublicationState.PUBLISHED,
            "name": _name_from(slug),
            "summary": f"What {slug} is.",
            "description": f"Who builds {slug}, for whom and with whom.",
        }
        | fields,
    )
    scenario.answers.set([create_answer()] if answers is None else answers)
    return scenario


def create_quiz_measurement(*, slug: str | None = None, **fields: Any) -> QuizMeasurement:
    """Of the full edition first, then of the short one; of no framework unless `figures` are given."""
    slug = slug or ("short" if QuizMeasurement.objects.filter(slug="full").exists() else "full")
    return QuizMeasurement.objects.create(
        slug=slug,
        **{
            "measured_on": WRITTEN_ON,
            "seed": 1,
            "sample_size": 4000,
            "content_digest": "0" * 64,
            "figures": {"close_calls": 50.0, "flipped": 70.0, "unreachable": 0, "frameworks": {}},
        }
        | fields,
    )


def create_link_check(*, url: str | None = None, **fields: Any) -> LinkCheck:
    """Of an address that answers, unless `status` is given; `failed_days` brings the failures of these days."""
    days = fields.get("failed_days", 0)
    failures = {"failures": days, "first_failed_at": CHECKED_AT, "last_failed_at": CHECKED_AT} if days else {}
    return LinkCheck.objects.create(
        url=url or f"https://source.example/{next(_numbers)}",
        **{"status": LinkStatus.ANSWERS, "last_checked_at": CHECKED_AT} | failures | fields,
    )


def create_suggestion(*, about: Verdict | NotableUser | Claim | None = None, **fields: Any) -> Suggestion:
    """Waits, about a new verdict unless told otherwise."""
    row = about or create_verdict()
    subject = subject_of(type(row))
    return Suggestion.objects.create(
        kind=subject.kind,
        key=subject.key_of(row),
        **{
            "title": str(row),
            "what_is_wrong": "It has been built in since version 3.1.",
            "how_they_know": "I ran it with version 3.1.",
            "words_digest": f"{next(_numbers):064}",
        }
        | fields,
    )


def create_prepared_change(*, of: PublishableModel | None = None, **fields: Any) -> PreparedChange:
    """Waits; of a new verdict unless told otherwise."""
    row = of or create_verdict()
    return PreparedChange.objects.create(
        content_type=ContentType.objects.get_for_model(row),
        object_id=row.pk,
        **{"title": str(row), "form_data": {}, "changed": "rating: 3 → 4", "prepared_at": CHECKED_AT} | fields,
    )


def _unique_slug(stem: str) -> str:
    return f"{stem}-{next(_numbers)}"


def _name_from(slug: str) -> str:
    return slug.replace("-", " ").capitalize()
