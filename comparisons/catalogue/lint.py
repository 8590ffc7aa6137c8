"""The lint of the content: what the database allows and an editor would still be sorry for.

Each rule is a function that yields findings; a finding names the row and says what to do.
"""

from collections.abc import Callable, Iterator

from comparisons.choices import Support
from comparisons.findings import Finding, reference
from comparisons.models import (
    Claim,
    Criterion,
    Extension,
    Framework,
    NotableUser,
    Release,
    Scenario,
    Source,
    Verdict,
)
from comparisons.models.releases import is_of_series
from comparisons.quiz.lint import check_quiz
from comparisons.quiz.measurement import fetch_trial
from comparisons.text.markdown import plain

SHORTEST_DETAIL = 60


def check_catalogue() -> list[Finding]:
    """Every finding about the published content and quiz, in the order of the rules."""
    return [finding for rule in RULES for finding in rule()]


def gaps() -> Iterator[Finding]:
    """Every published framework answers every published criterion: unknown cells are named."""
    criteria = list(Criterion.objects.published().in_order())
    known = set(Verdict.objects.published().values_list("framework_id", "criterion_id"))
    for framework in Framework.objects.published().in_order():
        for criterion in criteria:
            if (framework.pk, criterion.pk) not in known:
                yield Finding(
                    rule="verdict-missing",
                    row=reference(framework),
                    subject=f"{framework} · {criterion}",
                    message="visitors see “not known”. Write and publish a verdict.",
                )


def verdicts_without_sources() -> Iterator[Finding]:
    """Every published verdict names where it can be checked."""
    for verdict in Verdict.objects.published().in_order().with_source_counts():
        if not verdict.source_count:
            yield Finding(
                rule="verdict-has-source",
                row=reference(verdict),
                subject=str(verdict),
                message="names no source. Add at least one.",
            )


def verdict_texts() -> Iterator[Finding]:
    """Summary and detail are whole sentences, the detail says more than the summary."""
    for verdict in Verdict.objects.published().in_order():
        if not verdict.summary.rstrip().endswith((".", "”", ")")):
            yield Finding(
                rule="summary-is-a-sentence",
                row=reference(verdict),
                subject=str(verdict),
                message="the summary does not end as a sentence.",
            )
        if len(plain(verdict.detail)) < SHORTEST_DETAIL:
            yield Finding(
                rule="detail-bears-rating",
                row=reference(verdict),
                subject=str(verdict),
                message=f"the detail is shorter than {SHORTEST_DETAIL} characters; "
                "say what is there and what is missing.",
            )


def ratings_and_support() -> Iterator[Finding]:
    """What is not reasonably possible cannot be rated above poor, and what is built in is not absent."""
    for verdict in Verdict.objects.published().in_order():
        if verdict.support == Support.NONE and verdict.rating > 1:
            yield Finding(
                rule="rating-fits-support",
                row=reference(verdict),
                subject=str(verdict),
                message=f"support is “{Support.NONE.label}”, but the rating is {verdict.rating}.",
            )
        if verdict.support == Support.BUILT_IN and verdict.rating == 0:
            yield Finding(
                rule="rating-fits-support",
                row=reference(verdict),
                subject=str(verdict),
                message="built in, but rated absent.",
            )


def support_levels_per_criterion() -> Iterator[Finding]:
    """A question is about a feature for everyone or for no one."""
    judged: dict[Criterion, set[bool]] = {}
    for verdict in Verdict.objects.published().in_order():
        judged.setdefault(verdict.criterion, set()).add(verdict.support == Support.NOT_APPLICABLE)
    for criterion, answers in judged.items():
        if len(answers) > 1:
            yield Finding(
                rule="feature-or-not",
                row=reference(criterion),
                subject=str(criterion),
                message=f"some verdicts say “{Support.NOT_APPLICABLE.label}” and others name a support. "
                "Decide for all.",
            )


def extensions_named() -> Iterator[Finding]:
    """An extension that a verdict names extends that framework, and nobody is sent on to what is abandoned too."""
    pairs = set(Extension.frameworks.through.objects.values_list("extension_id", "framework_id"))
    for verdict in Verdict.objects.published().in_order().with_extensions():
        for extension in verdict.published_extensions:
            if (extension.pk, verdict.framework_id) not in pairs:
                yield Finding(
                    rule="extension-fits-framework",
                    row=reference(verdict),
                    subject=str(verdict),
                    message=f"names {extension}, which is not listed for {verdict.framework}.",
                )
    for extension in Extension.objects.published().replaced_by_abandoned():
        yield Finding(
            rule="replacement-lives",
            row=reference(extension),
            subject=str(extension),
            message=f"is replaced by {extension.replaced_by}, which is abandoned too.",
        )


def releases_listed() -> Iterator[Finding]:
    """Every published framework has its releases, the version that was looked at among them, with evidence."""
    series: dict[int, list[str]] = {}
    for release in Release.objects.published():
        series.setdefault(release.framework_id, []).append(release.series)
    for framework in Framework.objects.published().in_order():
        listed = series.get(framework.pk, [])
        if not listed:
            yield Finding(
                rule="release-missing",
                row=reference(framework),
                subject=str(framework),
                message="has no release. Add its current series.",
            )
        elif not any(is_of_series(framework.latest_version, name) for name in listed):
            yield Finding(
                rule="version-has-release",
                row=reference(framework),
                subject=str(framework),
                message=f"version {framework.latest_version} was looked at, which is of no listed series.",
            )
    for release in Release.objects.published().in_order().with_sources():
        if not release.ordered_sources:
            yield Finding(
                rule="release-has-source",
                row=reference(release),
                subject=str(release),
                message="names no source. Add at least one.",
            )
        if release.security_fixes_until is None and not release.support_note:
            yield Finding(
                rule="release-support-said",
                row=reference(release),
                subject=str(release),
                message="names no end of support and not what the project says. If it says nothing, write that.",
            )


def statements_without_sources() -> Iterator[Finding]:
    """Claims, notable users and extensions name a source too."""
    for model, rule in ((Claim, "claim"), (NotableUser, "user"), (Extension, "extension")):
        rows = model.objects.published().filter(sources__isnull=True).order_by("slug")
        for row in rows:
            yield Finding(
                rule=f"{rule}-has-source",
                row=reference(row),
                subject=str(row),
                message="names no source. Add at least one.",
            )


def sources_read_before_writing() -> Iterator[Finding]:
    """A source was read by the day its verdict was written, not after."""
    for source in Source.objects.of_verdicts():
        if source.verdict is not None and source.read_on > source.verdict.written_on:
            yield Finding(
                rule="source-read-before",
                row=reference(source.verdict),
                subject=str(source.verdict),
                message=f"its source “{source}” was read on {source.read_on}, after the verdict was written.",
            )


def scenarios_answered() -> Iterator[Finding]:
    """A published scenario has answers to published questions, one per question unless several are allowed."""
    for scenario in Scenario.objects.published().with_answers().in_order():
        if not scenario.published_answers:
            yield Finding(
                rule="scenario-has-answers",
                row=reference(scenario),
                subject=str(scenario),
                message="has no answers to published questions.",
            )
        seen: set[str] = set()
        for answer in scenario.published_answers:
            if answer.question.slug in seen and not answer.question.allows_several:
                yield Finding(
                    rule="scenario-answers-once",
                    row=reference(scenario),
                    subject=str(scenario),
                    message=f"has two answers to “{answer.question}”, which takes one.",
                )
            seen.add(answer.question.slug)


def quiz() -> Iterator[Finding]:
    """The lint of the quiz on the published verdicts."""
    yield from check_quiz(fetch_trial())


RULES: tuple[Callable[[], Iterator[Finding]], ...] = (
    gaps,
    verdicts_without_sources,
    verdict_texts,
    ratings_and_support,
    support_levels_per_criterion,
    extensions_named,
    releases_listed,
    statements_without_sources,
    sources_read_before_writing,
    scenarios_answered,
    quiz,
)
