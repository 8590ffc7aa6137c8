"""Categories and criteria: what a row may be, and what one may ask of the rows."""

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError

from comparisons.choices import PublicationState, Support
from comparisons.models import Category, Criterion
from tests.factories import create_category, create_criterion, create_extension, create_framework, create_verdict

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    return [create_framework(), create_framework()]


def judge(criterion, frameworks, *, ratings=(3, 3), support=(Support.BUILT_IN, Support.BUILT_IN)):
    for framework, rating, level in zip(frameworks, ratings, support, strict=True):
        create_verdict(criterion=criterion, framework=framework, rating=rating, support=level)


@pytest.mark.parametrize("create", [create_category, create_criterion])
def test_a_slug_belongs_to_one_row(create):
    create(slug="data")

    with pytest.raises(IntegrityError), transaction.atomic():
        create(slug="data")


def test_a_category_with_criteria_is_not_deleted():
    criterion = create_criterion()

    with pytest.raises(ProtectedError):
        criterion.category.delete()


def test_a_category_without_published_criteria_has_nothing_to_show():
    shown = create_category()
    create_criterion(category=shown)
    create_criterion(category=shown)
    create_criterion(state=PublicationState.DRAFT)
    create_category()

    assert list(Category.objects.with_published_criteria()) == [shown]


def test_categories_stand_by_position_then_by_slug():
    last = create_category(slug="a", position=2)
    second = create_category(slug="c", position=1)
    first = create_category(slug="b", position=1)

    assert list(Category.objects.in_order()) == [first, second, last]


def test_criteria_stand_by_category_then_by_position():
    late, early = create_category(position=2), create_category(position=1)
    third = create_criterion(category=late, position=0)
    second = create_criterion(category=early, position=2)
    first = create_criterion(category=early, position=1)

    assert list(Criterion.objects.in_order()) == [first, second, third]


def test_published_hides_drafts():
    shown = create_criterion()
    create_criterion(state=PublicationState.DRAFT)

    assert list(Criterion.objects.published()) == [shown]


def test_with_category_spares_the_query_per_row(django_assert_num_queries):
    create_criterion()
    create_criterion()

    with django_assert_num_queries(1):
        assert all(criterion.category.name for criterion in Criterion.objects.with_category())


def test_criteria_that_agree_do_not_differ(pair):
    judge(create_criterion(), pair)

    assert not Criterion.objects.differing_between(pair).exists()


def test_criteria_differ_in_rating(pair):
    criterion = create_criterion()
    judge(criterion, pair, ratings=(2, 3))

    assert list(Criterion.objects.differing_between(pair)) == [criterion]


def test_criteria_differ_in_support(pair):
    criterion = create_criterion()
    judge(criterion, pair, support=(Support.BUILT_IN, Support.THIRD_PARTY))

    assert list(Criterion.objects.differing_between(pair)) == [criterion]


def test_a_verdict_that_only_one_has_is_a_difference(pair):
    criterion = create_criterion()
    create_verdict(criterion=criterion, framework=pair[0])

    assert list(Criterion.objects.differing_between(pair)) == [criterion]


def test_a_draft_counts_as_no_verdict_for_the_difference(pair):
    unknown_to_both = create_criterion()
    for framework in pair:
        create_verdict(
            criterion=unknown_to_both, framework=framework, rating=framework.pk % 5, state=PublicationState.DRAFT
        )
    known_to_one = create_criterion()
    create_verdict(criterion=known_to_one, framework=pair[0])
    create_verdict(criterion=known_to_one, framework=pair[1], state=PublicationState.DRAFT)

    assert list(Criterion.objects.differing_between(pair)) == [known_to_one]


def test_criteria_that_nobody_judged_do_not_differ(pair):
    create_criterion()

    assert not Criterion.objects.differing_between(pair).exists()


def test_other_frameworks_make_no_difference(pair):
    criterion = create_criterion()
    judge(criterion, pair)
    create_verdict(criterion=criterion, rating=0)

    assert not Criterion.objects.differing_between(pair).exists()


def test_differing_between_counts_each_criterion_once(pair):
    for _number in range(3):
        judge(create_criterion(), pair, ratings=(1, 5))

    assert Criterion.objects.published().differing_between(pair).count() == 3


def test_supported_as_asks_the_shown_frameworks_only(pair):
    built_in, elsewhere = create_criterion(), create_criterion()
    create_verdict(criterion=built_in, framework=pair[0], support=Support.BUILT_IN)
    create_verdict(criterion=elsewhere, support=Support.BUILT_IN)

    assert list(Criterion.objects.supported_as([Support.BUILT_IN], frameworks=pair)) == [built_in]


def test_supported_as_takes_any_of_the_levels(pair):
    built_in, own_code, absent = create_criterion(), create_criterion(), create_criterion()
    judge(built_in, pair)
    create_verdict(criterion=own_code, framework=pair[0], support=Support.CUSTOM_CODE)
    create_verdict(criterion=absent, framework=pair[0], support=Support.NONE)

    kept = Criterion.objects.supported_as([Support.BUILT_IN, Support.CUSTOM_CODE], frameworks=pair)

    assert sorted(kept, key=lambda criterion: criterion.pk) == [built_in, own_code]


def test_supported_as_ignores_drafts(pair):
    create_verdict(framework=pair[0], support=Support.BUILT_IN, state=PublicationState.DRAFT)

    assert not Criterion.objects.supported_as([Support.BUILT_IN], frameworks=pair).exists()


@pytest.mark.parametrize("column", ["name", "slug", "question", "meaning"])
def test_matching_reads_the_criterions_own_words(column):
    criterion = create_criterion(**{column: "is-sought"})
    create_criterion()

    assert list(Criterion.objects.matching("SOUGHT", frameworks=[])) == [criterion]
    assert list(Criterion.objects.matching_own_words("SOUGHT")) == [criterion]


def test_matching_reads_the_shown_verdicts_and_their_extensions(pair):
    in_summary = create_verdict(framework=pair[0], summary="Long sought.").criterion
    extension = create_extension(name="Sought-Extension", frameworks=pair)
    in_extension = create_verdict(framework=pair[1], extensions=[extension]).criterion
    create_verdict(summary="Sought, but of a framework that is not shown.")
    create_verdict(framework=pair[0], summary="A sought draft.", state=PublicationState.DRAFT)

    found = Criterion.objects.matching("sought", frameworks=pair)

    assert sorted(found, key=lambda criterion: criterion.pk) == [in_summary, in_extension]
    assert not Criterion.objects.matching_own_words("sought").exists()


def test_matching_names_a_criterion_once(pair):
    extensions = [create_extension(name="Sought one"), create_extension(name="Sought two")]
    criterion = create_criterion(name="Sought")
    for framework in pair:
        create_verdict(criterion=criterion, framework=framework, extensions=extensions)

    assert Criterion.objects.matching("sought", frameworks=pair).count() == 1


def test_summing_up_goes_one_way():
    part = create_criterion()
    whole = create_criterion(summarises=[part])

    assert list(whole.summarises.all()) == [part]
    assert list(part.summarises.all()) == []
    assert list(part.summarised_by.all()) == [whole]


def test_a_draft_extension_is_not_found_by_its_name():
    framework = create_framework()
    verdict = create_verdict(framework=framework, criterion=create_criterion())
    verdict.extensions.add(create_extension(name="Secret extension", state=PublicationState.DRAFT))

    found = Criterion.objects.matching("Secret extension", frameworks=[framework])

    assert list(found) == []


def test_a_published_extension_is_found_by_its_name():
    framework = create_framework()
    verdict = create_verdict(framework=framework, criterion=create_criterion())
    verdict.extensions.add(create_extension(name="Known extension"))

    found = Criterion.objects.matching("known EXT", frameworks=[framework])

    assert list(found) == [verdict.criterion]
