"""Small contents for each FilterSet, and what each of its filters keeps of them."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from comparisons.filtersets import (
    ChangeFilterSet,
    ClaimFilterSet,
    ComparisonFilterSet,
    CriterionFilterSet,
    ExtensionFilterSet,
    FrameworkFilterSet,
    NotableUserFilterSet,
)
from comparisons.models import (
    ChangedFramework,
    Claim,
    ContentChange,
    Criterion,
    Extension,
    Framework,
    NotableUser,
    Revision,
)
from tests import factories

FILTERSETS = {
    ComparisonFilterSet: Criterion,
    FrameworkFilterSet: Framework,
    CriterionFilterSet: Criterion,
    NotableUserFilterSet: NotableUser,
    ExtensionFilterSet: Extension,
    ClaimFilterSet: Claim,
    ChangeFilterSet: ContentChange,
}


def filtered(filterset_class, query=""):
    """The filterset, bound to the query, on what is published."""
    return filterset_class(QueryDict(query), queryset=published_rows(filterset_class))


def published_rows(filterset_class):
    """All that visitors see; of changes nothing else is recorded."""
    rows = FILTERSETS[filterset_class].objects.all()
    return rows if FILTERSETS[filterset_class] is ContentChange else rows.published()


def kept(filterset):
    return {row.key if isinstance(row, ContentChange) else row.slug for row in filterset.qs}


def create_comparison():
    """Two columns. They agree on `admin` and differ on `orm`; `websockets` is known of django only."""
    data = factories.create_category(slug="data", position=1)
    network = factories.create_category(slug="network", position=2)
    django = factories.create_framework(slug="django", position=1)
    flask = factories.create_framework(slug="flask", position=2)
    orm = factories.create_criterion(slug="orm", name="Object mapper", category=data, position=1)
    admin = factories.create_criterion(slug="admin", meaning="Where editors work.", category=data, position=2)
    websockets = factories.create_criterion(slug="websockets", question="Does it push?", category=network)
    peewee = factories.create_extension(name="Peewee", frameworks=[flask])
    factories.create_verdict(framework=django, criterion=orm, summary="Querysets.")
    factories.create_verdict(framework=flask, criterion=orm, support="third_party", extensions=[peewee])
    factories.create_verdict(framework=django, criterion=admin)
    factories.create_verdict(framework=flask, criterion=admin)
    factories.create_verdict(framework=django, criterion=websockets, support="none", rating=0)
    create_questions(orm, admin)


def create_questions(orm, admin):
    """`store` weighs the ORM, `desk` weighs and demands the admin."""
    store = factories.create_question(slug="store", position=1)
    factories.create_effect(answer=factories.create_answer(question=store, slug="tables"), criterion=orm, weight=3)
    desk = factories.create_answer(question=factories.create_question(slug="desk", position=2), slug="yes")
    factories.create_effect(answer=desk, criterion=admin)
    factories.create_requirement(answer=desk, criterion=admin, minimum_rating=4)
    factories.create_answer(question=factories.create_question(slug="hidden", state="draft"), slug="yes")


def create_frameworks():
    django = factories.create_framework(
        slug="django", name="Django", kind="full-stack", speaks_asgi=True, governance="A foundation"
    )
    flask = factories.create_framework(slug="flask", name="Flask", tagline="Small and open.")
    factories.create_framework(
        slug="tornado", kind="async", speaks_wsgi=False, has_own_server=True, description="Long polling."
    )
    orm = factories.create_criterion(slug="orm")
    sessions = factories.create_criterion(slug="sessions")
    factories.create_verdict(framework=django, criterion=orm)
    factories.create_verdict(framework=flask, criterion=orm, support="third_party")
    factories.create_verdict(framework=django, criterion=sessions)
    factories.create_verdict(framework=flask, criterion=sessions)


def create_criteria():
    data = factories.create_category(slug="data")
    factories.create_criterion(slug="orm", name="Object mapper", category=data)
    factories.create_criterion(slug="migrations", meaning="Changing tables.", category=data)
    factories.create_criterion(slug="websockets", question="Does it push?")


def create_notable_users():
    django = factories.create_framework(slug="django")
    flask = factories.create_framework(slug="flask")
    media = factories.create_industry(slug="media")
    finance = factories.create_industry(slug="finance")
    factories.create_notable_user(slug="paper", framework=django, industry=media, usage="The newsroom.")
    factories.create_notable_user(slug="bank", name="First Bank", framework=flask, industry=finance, status="past")
    factories.create_notable_user(slug="club", framework=flask, industry=media, status="disputed", note="Rumour.")


def create_extensions():
    django = factories.create_framework(slug="django")
    flask = factories.create_framework(slug="flask")
    orm = factories.create_criterion(slug="orm")
    admin = factories.create_criterion(slug="admin")
    factories.create_extension(slug="peewee", frameworks=[django, flask], criteria=[orm], purpose="Small models.")
    factories.create_extension(slug="desk", name="The Desk", frameworks=[django], criteria=[orm, admin])
    factories.create_extension(
        slug="old", frameworks=[flask], criteria=[admin], status="abandoned", status_detail="Archived in 2020."
    )


def create_claims():
    django = factories.create_framework(slug="django")
    flask = factories.create_framework(slug="flask")
    data = factories.create_category(slug="data")
    network = factories.create_category(slug="network")
    orm = factories.create_criterion(slug="orm", category=data)
    migrations = factories.create_criterion(slug="migrations", category=data)
    websockets = factories.create_criterion(slug="websockets", category=network)
    factories.create_claim(slug="big", frameworks=[django], criteria=[orm, migrations], statement="It is big.")
    factories.create_claim(slug="rival", frameworks=[django, flask], criteria=[websockets], status="partly")
    factories.create_claim(slug="small", frameworks=[flask], status="outdated", explanation="It has grown.")


def create_changes():
    """Of two revisions; the extension speaks of both frameworks."""
    for slug in ("django", "flask"):
        factories.create_framework(slug=slug)
    for number, kind, model, key, frameworks in (
        (7, "verdict", "verdict", "django/orm", ["django"]),
        (7, "extension", "extension", "peewee", ["django", "flask"]),
        (8, "verdict", "verdict", "flask/orm", ["flask"]),
    ):
        revision, _is_new = Revision.objects.get_or_create(number=number, defaults={"recorded_at": timezone.now()})
        change = ContentChange.objects.create(revision=revision, action="changed", kind=kind, model=model, key=key)
        ChangedFramework.objects.bulk_create(ChangedFramework(change=change, slug=slug) for slug in frameworks)


CONTENT = {
    ComparisonFilterSet: create_comparison,
    FrameworkFilterSet: create_frameworks,
    CriterionFilterSet: create_criteria,
    NotableUserFilterSet: create_notable_users,
    ExtensionFilterSet: create_extensions,
    ClaimFilterSet: create_claims,
    ChangeFilterSet: create_changes,
}

# For each filter: queries, and the rows that they keep of the content above; all others are dropped.
# test_conventions.py sees to it that no filter is missing.
CASES = {
    ComparisonFilterSet: {
        # Columns drop no row; they decide what the other filters look at.
        "framework": {
            "framework=flask": {"orm", "admin", "websockets"},
            "framework=flask&support=built_in": {"admin"},
            "framework=django&support=built_in": {"orm", "admin"},
            "framework=django&framework=flask&differences=on": {"orm", "websockets"},
            "framework=flask&q=querysets": set(),
        },
        "category": {
            "category=data": {"orm", "admin"},
            "category=network": {"websockets"},
            "category=data&category=network": {"orm", "admin", "websockets"},
        },
        "criterion": {"criterion=orm": {"orm"}, "criterion=orm&criterion=websockets": {"orm", "websockets"}},
        "support": {
            "support=third_party": {"orm"},
            "support=none": {"websockets"},
            "support=third_party&support=none": {"orm", "websockets"},
            "support=custom_code": set(),
        },
        "q": {
            "q=mapper": {"orm"},
            "q=MAPPER": {"orm"},
            "q=+push+": {"websockets"},
            "q=editors": {"admin"},
            "q=querysets": {"orm"},
            "q=peewee": {"orm"},
            "q=nothing": set(),
            "q=": {"orm", "admin", "websockets"},
        },
        "differences": {"differences=on": {"orm", "websockets"}, "differences=": {"orm", "admin", "websockets"}},
        "weight": {"weight=orm:2": {"orm", "admin", "websockets"}},
        "require": {"require=orm:built_in": {"orm", "admin", "websockets"}},
        "answer": {
            "answer=store:tables": {"orm", "admin", "websockets"},
            "answer=store:tables&answer=desk:yes&category=data": {"orm", "admin"},
        },
        "importance": {"importance=store:4&answer=store:tables": {"orm", "admin", "websockets"}},
        "soften": {"soften=desk&answer=desk:yes": {"orm", "admin", "websockets"}},
        "format": {"format=csv": {"orm", "admin", "websockets"}},
        "category_weight": {"category_weight=data:2": {"orm", "admin", "websockets"}},
        "sort": {"sort=orm": {"orm", "admin", "websockets"}},
        "baseline": {"baseline=flask": {"orm", "admin", "websockets"}},
        "open": {"open=orm:django": {"orm", "admin", "websockets"}},
    },
    FrameworkFilterSet: {
        "kind": {"kind=micro": {"flask"}, "kind=micro&kind=async": {"flask", "tornado"}, "kind=api": set()},
        "interface": {
            "interface=wsgi": {"django", "flask"},
            "interface=asgi": {"django"},
            "interface=asgi&interface=own-server": {"django", "tornado"},
        },
        # Several demands at once: who ships all of them, the one filter that narrows.
        "built_in": {
            "built_in=orm": {"django"},
            "built_in=sessions": {"django", "flask"},
            "built_in=orm&built_in=sessions": {"django"},
        },
        "q": {
            "q=djan": {"django"},
            "q=foundation": {"django"},
            "q=small": {"flask"},
            "q=POLLING": {"tornado"},
            "q=rails": set(),
        },
    },
    CriterionFilterSet: {
        "category": {"category=data": {"orm", "migrations"}},
        "q": {"q=object": {"orm"}, "q=tables": {"migrations"}, "q=push": {"websockets"}, "q=nothing": set()},
    },
    NotableUserFilterSet: {
        "framework": {"framework=django": {"paper"}, "framework=django&framework=flask": {"paper", "bank", "club"}},
        "industry": {"industry=finance": {"bank"}, "industry=media": {"paper", "club"}},
        "status": {"status=past": {"bank"}, "status=past&status=disputed": {"bank", "club"}},
        "q": {"q=newsroom": {"paper"}, "q=first": {"bank"}, "q=rumour": {"club"}, "q=nobody": set()},
    },
    ExtensionFilterSet: {
        "framework": {
            "framework=flask": {"peewee", "old"},
            "framework=django": {"peewee", "desk"},
            "framework=django&framework=flask": {"peewee", "desk", "old"},
        },
        "status": {"status=abandoned": {"old"}, "status=active": {"peewee", "desk"}},
        "criterion": {
            "criterion=orm": {"peewee", "desk"},
            "criterion=orm&criterion=admin": {"peewee", "desk", "old"},
        },
        "q": {"q=models": {"peewee"}, "q=the+desk": {"desk"}, "q=archived": {"old"}, "q=nothing": set()},
    },
    ClaimFilterSet: {
        "framework": {"framework=django": {"big", "rival"}, "framework=flask": {"rival", "small"}},
        "status": {"status=partly": {"rival"}, "status=partly&status=outdated": {"rival", "small"}},
        "category": {"category=data": {"big"}, "category=data&category=network": {"big", "rival"}},
        "q": {"q=is+big": {"big"}, "q=GROWN": {"small"}, "q=nothing": set()},
    },
    ChangeFilterSet: {
        "framework": {
            "framework=django": {"django/orm", "peewee"},
            "framework=django&framework=flask": {"django/orm", "flask/orm", "peewee"},
        },
        "kind": {"kind=verdict": {"django/orm", "flask/orm"}, "kind=extension": {"peewee"}, "kind=quiz": set()},
        "revision": {
            "revision=7": {"django/orm", "peewee"},
            "revision=7&revision=8&kind=verdict": {"django/orm", "flask/orm"},
        },
    },
}


def every_case():
    return [
        pytest.param(filterset_class, query, expected, id=f"{filterset_class.__name__}-{query}")
        for filterset_class, by_filter in CASES.items()
        for cases in by_filter.values()
        for query, expected in cases.items()
    ]


def every_filter(*kinds):
    return [
        pytest.param(filterset_class, name, id=f"{filterset_class.__name__}-{name}")
        for filterset_class in FILTERSETS
        for name, its_filter in filterset_class.base_filters.items()
        if isinstance(its_filter, kinds)
    ]
