"""Frameworks, criteria and verdicts in the database from a table as one writes it on paper."""

from comparisons.models import Category, Criterion, Framework, Verdict
from tests import factories


def create_matrix(ratings, *, categories=None, support=None):
    """A matrix from `{"django": {"orm": 5}}`; what is not named is unknown, and stands in that order.

    Args:
        ratings: by framework and criterion; `None` names a criterion that is not known.
        categories: by criterion, "data" where nothing is said.
        support: by framework and criterion, "built_in" where nothing is said.
    """
    of_criterion = categories or {}
    slugs = list(dict.fromkeys(criterion for row in ratings.values() for criterion in row))
    for position, slug in enumerate(slugs):
        name = of_criterion.get(slug, "data")
        category = Category.objects.filter(slug=name).first() or factories.create_category(
            slug=name, position=Category.objects.count()
        )
        factories.create_criterion(slug=slug, category=category, position=position)
    for position, (slug, row) in enumerate(ratings.items()):
        framework = factories.create_framework(slug=slug, position=position)
        for criterion, rating in row.items():
            if rating is not None:
                factories.create_verdict(
                    framework=framework,
                    criterion=Criterion.objects.get(slug=criterion),
                    rating=rating,
                    support=(support or {}).get(slug, {}).get(criterion, "built_in"),
                )


def all_frameworks():
    return list(Framework.objects.published().in_order())


def all_criteria():
    return list(Criterion.objects.published().with_category().in_order())


def all_verdicts():
    return list(Verdict.objects.published().for_cells(frameworks=all_frameworks(), criteria=all_criteria()))


def framework(slug):
    return Framework.objects.get(slug=slug)


def criterion(slug):
    return Criterion.objects.get(slug=slug)


def keys_of(*slugs):
    """The keys of the criteria, as `summary_keys()` gives them."""
    return frozenset(Criterion.objects.filter(slug__in=slugs).values_list("pk", flat=True))
