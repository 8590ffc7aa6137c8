"""What is not published: neither in rows nor in options nor in counts."""

import pytest

from comparisons.filtersets import (
    ClaimFilterSet,
    ComparisonFilterSet,
    ExtensionFilterSet,
)
from tests import factories
from tests.filtersets.contents import FILTERSETS, filtered, kept


def create_drafts():
    """A draft of everything, each tied to published rows as tightly as it goes; and published rows of drafts."""
    framework = factories.create_framework(slug="django")
    criterion = factories.create_criterion(slug="orm")
    draft_framework = factories.create_framework(slug="draft-framework", state="draft", kind="api", speaks_asgi=True)
    draft_criterion = factories.create_criterion(slug="draft-criterion", state="draft")
    factories.create_verdict(framework=draft_framework, criterion=criterion)
    factories.create_verdict(framework=framework, criterion=draft_criterion)
    factories.create_verdict(framework=framework, criterion=criterion, state="draft", summary="Draft words.")
    factories.create_extension(
        slug="draft-extension", state="draft", frameworks=[framework], criteria=[criterion], status="maintenance"
    )
    factories.create_notable_user(slug="draft-user", state="draft", framework=framework, status="past")
    factories.create_notable_user(slug="user-of-draft", framework=draft_framework, status="disputed")
    factories.create_claim(slug="draft-claim", state="draft", frameworks=[framework], criteria=[criterion])


@pytest.mark.django_db
@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_drafts_appear_neither_in_rows_nor_in_options_nor_in_counts(filterset_class):
    create_drafts()

    filterset = filtered(filterset_class)

    published = {"django", "orm"} & {row.slug for row in FILTERSETS[filterset_class].objects.all()}
    assert kept(filterset) == published
    for name, its_filter in filterset.filters.items():
        options = [value for value, _label in its_filter.extra.get("choices", ())]
        assert not [value for value in options if value.startswith("draft")]
        counts = filterset.counts(name)
        assert sum(counts.get(value, 0) for value in options) <= len(published) * len(options)
        if not published:
            assert not any(counts.get(value, 0) for value in options)


@pytest.mark.django_db
def test_a_verdict_that_is_not_published_is_no_reason_to_keep_a_criterion():
    create_drafts()

    for query in ("support=built_in", "q=draft+words", "differences=on"):
        assert kept(filtered(ComparisonFilterSet, query)) == set(), query
    counts = filtered(ComparisonFilterSet)
    assert (counts.counts("support"), counts.counts("framework")) == ({}, {})


@pytest.mark.django_db
def test_the_drafts_among_the_relations_of_a_published_row_cannot_be_asked_for():
    draft = factories.create_framework(slug="draft-framework", state="draft")
    hidden = factories.create_criterion(
        slug="hidden", state="draft", category=factories.create_category(slug="secret")
    )
    factories.create_extension(frameworks=[draft, factories.create_framework()], criteria=[hidden])
    factories.create_claim(frameworks=[draft, factories.create_framework()], criteria=[hidden])

    assert filtered(ExtensionFilterSet, "framework=draft-framework").form.errors["framework"]
    assert filtered(ExtensionFilterSet, "criterion=hidden").form.errors["criterion"]
    assert filtered(ClaimFilterSet, "framework=draft-framework").form.errors["framework"]
    assert filtered(ClaimFilterSet, "category=secret").form.errors["category"]
