"""Every filter of every FilterSet: what it keeps and drops, what it says of nonsense, and what it counts."""

import pytest
from django.http import QueryDict
from django.utils import timezone

from comparisons import filtersets
from comparisons.filtersets import (
    DEFAULT_COLUMNS,
    MOST_CHARACTERS,
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
from comparisons.ranking.priorities import Origin, Requirement, Wish
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


@pytest.mark.django_db
@pytest.mark.parametrize(("filterset_class", "query", "expected"), every_case())
def test_a_filter_keeps_what_fits_and_drops_the_rest(filterset_class, query, expected):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, query)

    assert filterset.is_valid(), filterset.errors
    assert kept(filterset) == expected
    assert len(filterset.qs) == len(expected)


@pytest.mark.django_db
@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_without_filters_every_row_stays(filterset_class):
    CONTENT[filterset_class]()

    assert filtered(filterset_class).qs.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filterset_class", "name"), every_filter(filtersets.WordsFilter, filtersets.SettingWordsFilter)
)
@pytest.mark.parametrize("nonsense", ["rails", "%00", "%3Cscript%3E", "1", "x" * 10_000, "'%20OR%201=1"])
def test_an_unknown_word_is_named_and_the_filter_is_not_applied(filterset_class, name, nonsense):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, f"{name}={nonsense}")

    (message,) = filterset.form.errors[name]
    assert "does not exist here, so this filter is not applied" in message
    assert len(message) < 150
    assert filterset.qs.count() == 3
    assert filterset.chosen(name) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filterset_class", "query", "expected"),
    [
        (ComparisonFilterSet, "support=magic&category=data", {"orm", "admin"}),
        (ComparisonFilterSet, "framework=rails&differences=on", {"orm", "websockets"}),
        (ComparisonFilterSet, "differences=off&criterion=orm", {"orm"}),
        (ComparisonFilterSet, "weight=rails:2&criterion=orm", {"orm"}),
        (ComparisonFilterSet, "q=%00&criterion=orm", {"orm"}),
        (FrameworkFilterSet, "kind=huge&interface=asgi", {"django"}),
        (CriterionFilterSet, "category=gone&q=object", {"orm"}),
        (NotableUserFilterSet, "industry=gone&status=past", {"bank"}),
        (ExtensionFilterSet, "criterion=gone&status=abandoned", {"old"}),
        (ClaimFilterSet, "category=gone&framework=flask", {"rival", "small"}),
        (ChangeFilterSet, "revision=99&framework=flask", {"flask/orm", "peewee"}),
    ],
)
def test_the_other_filters_are_still_applied_beside_an_unknown_value(filterset_class, query, expected):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, query)

    assert not filterset.is_valid()
    assert kept(filterset) == expected


@pytest.mark.django_db
@pytest.mark.parametrize(("filterset_class", "name"), every_filter(filtersets.TextFilter))
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a%00b", "Null characters are not allowed."),
        ("x" * 10_000, f"Ensure this value has at most {MOST_CHARACTERS} characters"),
    ],
)
def test_text_that_cannot_be_searched_is_refused_and_every_row_stays(filterset_class, name, text, message):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, f"{name}={text}")

    assert message in filterset.form.errors[name][0]
    assert filterset.qs.count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize(("filterset_class", "name"), every_filter(filtersets.TextFilter))
@pytest.mark.parametrize("text", ["%25", "_", "%5C", "%27", "%22", "%D9%A3", "%F0%9F%90%8D", "a" * MOST_CHARACTERS])
def test_text_is_searched_literally(filterset_class, name, text):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, f"{name}={text}")

    assert filterset.is_valid()
    assert filterset.qs.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize(("filterset_class", "name"), every_filter(filtersets.WordsFilter))
def test_a_value_that_is_repeated_900_times_counts_once(filterset_class, name, django_assert_max_num_queries):
    CONTENT[filterset_class]()
    value = filtered(filterset_class).filters[name].extra["choices"][0][0]
    once = filtered(filterset_class, f"{name}={value}")

    with django_assert_max_num_queries(12):
        often = filtered(filterset_class, "&".join([f"{name}={value}"] * 900))
        rows = kept(often)

    assert rows == kept(once)
    assert often.chosen(name) == [value]


@pytest.mark.django_db
@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_a_parameter_that_is_no_filter_has_no_effect(filterset_class):
    CONTENT[filterset_class]()

    filterset = filtered(filterset_class, "colour=red&pk=1&id=1&state=draft&slug=orm&page=2")

    assert filterset.is_valid()
    assert filterset.qs.count() == 3


@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_each_count_is_the_number_of_rows_that_choosing_only_that_option_gives(catalogue, filterset_class):
    unfiltered = filtered(filterset_class)

    for name, its_filter in unfiltered.filters.items():
        counts = unfiltered.counts(name)
        if isinstance(its_filter, filtersets.SettingWordsFilter):
            continue  # drops no row, so nothing is counted for it
        for value, _label in its_filter.extra.get("choices", ()):
            rows = filtered(filterset_class, f"{name}={value}").qs.count()
            assert counts.get(value, 0) == rows, f"{name}={value}"


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("filterset_class", "query"),
    [
        (ComparisonFilterSet, "category=data&framework=django&framework=flask"),
        (ComparisonFilterSet, "differences=on&q=o"),
        (ComparisonFilterSet, "support=built_in&category=network"),
        (FrameworkFilterSet, "kind=micro&interface=wsgi"),
        (FrameworkFilterSet, "built_in=sessions&q=a"),
        (CriterionFilterSet, "category=data&q=e"),
        (NotableUserFilterSet, "industry=media&status=current&status=disputed"),
        (ExtensionFilterSet, "framework=django&framework=flask&criterion=orm"),
        (ClaimFilterSet, "framework=django&framework=flask&category=data&status=holds"),
        (ChangeFilterSet, "framework=django&framework=flask&kind=verdict&revision=8"),
    ],
)
def test_counts_look_at_all_filters_but_their_own(filterset_class, query):
    CONTENT[filterset_class]()
    filterset = filtered(filterset_class, query)
    others = QueryDict(query, mutable=True)

    for name, its_filter in filterset.filters.items():
        if name == "framework" and filterset_class is ComparisonFilterSet:
            continue  # Columns, not rows.
        if isinstance(its_filter, filtersets.SettingWordsFilter):
            continue  # drops no row, so nothing is counted for it
        counts = filterset.counts(name)
        for value, _label in its_filter.extra.get("choices", ()):
            data = others.copy()
            data.setlist(name, [value])
            rows = filterset_class(data, queryset=published_rows(filterset_class)).qs
            assert counts.get(value, 0) == rows.count(), f"{name}={value}"


@pytest.mark.django_db
def test_a_column_counts_the_rows_on_which_something_is_known_of_it():
    create_comparison()

    counts = filtered(ComparisonFilterSet).counts("framework")

    assert counts == {"django": 3, "flask": 2}


@pytest.mark.django_db
@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_counting_an_empty_catalogue_counts_nothing(filterset_class):
    filterset = filtered(filterset_class)

    assert all(not any(filterset.counts(name).values()) for name in filterset.filters)


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


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["a", "b", "c", "d", "e"]),
        ("framework=g", ["g"]),
        # As they stand in the catalogue, whatever the order in the address.
        ("framework=g&framework=b&framework=b", ["b", "g"]),
        ("framework=g&framework=rails", ["a", "b", "c", "d", "e"]),
    ],
)
def test_the_columns_are_those_chosen_or_the_first_few(query, expected):
    for position, slug in enumerate("abcdefg"):
        factories.create_framework(slug=slug, position=position)

    filterset = filtered(ComparisonFilterSet, query)

    assert [framework.slug for framework in filterset.frameworks] == expected
    assert len(expected) <= DEFAULT_COLUMNS


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "wishes", "requirements"),
    [
        ("", [], []),
        ("weight=orm:2&weight=admin:4", [Wish(criterion="orm", weight=2), Wish(criterion="admin", weight=4)], []),
        ("weight=orm:0", [Wish(criterion="orm", weight=0)], []),
        ("require=orm:3", [], [Requirement(criterion="orm", minimum_rating=3)]),
        ("require=orm:third_party", [], [Requirement(criterion="orm", minimum_support="third_party")]),
        (
            "weight=admin:1&require=orm:built_in&require=admin:5",
            [Wish(criterion="admin", weight=1)],
            [
                Requirement(criterion="orm", minimum_support="built_in"),
                Requirement(criterion="admin", minimum_rating=5),
            ],
        ),
        # What is wrong is left out whole, and the other parameter counts.
        ("weight=orm:9&require=orm:1", [], [Requirement(criterion="orm", minimum_rating=1)]),
    ],
)
def test_weights_and_requirements_become_priorities(query, wishes, requirements):
    create_comparison()

    priorities = filtered(ComparisonFilterSet, query).priorities

    assert priorities.wishes == tuple(wishes)
    assert priorities.requirements == tuple(requirements)


STORE, DESK = Origin(question="store", answer="tables"), Origin(question="desk", answer="yes")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "wishes", "requirements"),
    [
        ("answer=store:tables", [Wish(criterion="orm", weight=3, origin=STORE)], []),
        ("answer=store:tables&importance=store:4", [Wish(criterion="orm", weight=12, origin=STORE)], []),
        ("answer=store:tables&importance=store:0", [], []),
        (
            "answer=desk:yes",
            [Wish(criterion="admin", weight=1, origin=DESK)],
            [Requirement(criterion="admin", minimum_rating=4, origin=DESK)],
        ),
        # A requirement that is only important weighs as much as the strongest effect.
        (
            "answer=desk:yes&soften=desk",
            [Wish(criterion="admin", weight=1, origin=DESK), Wish(criterion="admin", weight=4, origin=DESK)],
            [],
        ),
        # The visitor's own settings count beside the answers.
        (
            "weight=orm:2&require=orm:3&answer=store:tables",
            [Wish(criterion="orm", weight=3, origin=STORE), Wish(criterion="orm", weight=2)],
            [Requirement(criterion="orm", minimum_rating=3)],
        ),
        ("importance=store:4&soften=desk", [], []),
    ],
)
def test_quiz_answers_become_priorities(query, wishes, requirements):
    create_comparison()

    filterset = filtered(ComparisonFilterSet, query)

    assert filterset.priorities.wishes == tuple(wishes)
    assert filterset.priorities.requirements == tuple(requirements)
    assert filterset.is_valid()


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["answer=hidden:yes", "answer=store", "answer=store:gone", "soften=hidden"])
def test_an_answer_that_is_not_published_or_not_there_is_named(query):
    create_comparison()

    filterset = filtered(ComparisonFilterSet, query)

    assert "does not exist here" in filterset.form.errors[query.partition("=")[0]][0]
    assert not filterset.priorities


@pytest.mark.django_db
def test_without_answers_in_the_address_the_quiz_is_not_fetched(django_assert_num_queries):
    filterset = filtered(ComparisonFilterSet, "weight=orm:2&q=orm")

    with django_assert_num_queries(0):
        assert filterset.questions == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("query", "name", "message"),
    [
        ("importance=store:3", "importance", "“3” is not possible; choose one of 0|1|2|4."),
        ("importance=orm:2", "importance", "There is no question “orm”."),
        ("weight=orm:3", "weight", "“3” is not possible; choose one of 0|1|2|4."),
        ("weight=rails:1", "weight", "There is no criterion “rails”."),
        ("weight=orm", "weight", "“orm” is not of the form <criterion>:<0|1|2|4>."),
        ("weight=orm:1&weight=orm:2", "weight", "“orm” is named twice with different values; leave one of them."),
        ("require=orm:0", "require", "“0” is not possible"),
        ("require=orm:6", "require", "“6” is not possible"),
        # "Not possible" is no minimum, and "not a feature" is none either.
        ("require=orm:none", "require", "“none” is not possible"),
        ("require=orm:not_applicable", "require", "“not_applicable” is not possible"),
        ("require=rails:3", "require", "There is no criterion “rails”."),
        ("require=%00:3", "require", "There is no criterion “�”."),
        ("differences=off", "differences", "“off” does not exist here, so this filter is not applied."),
    ],
)
def test_settings_that_are_not_possible_are_named(query, name, message):
    create_comparison()

    filterset = filtered(ComparisonFilterSet, query)

    assert message in filterset.form.errors[name][0]
    assert not filterset.priorities
    assert filterset.qs.count() == 3


@pytest.mark.django_db
def test_a_draft_criterion_can_neither_be_weighed_nor_demanded():
    factories.create_criterion(slug="hidden", state="draft")

    filterset = filtered(ComparisonFilterSet, "weight=hidden:1&require=hidden:3")

    assert not filterset.priorities
    assert set(filterset.form.errors) == {"weight", "require"}


@pytest.mark.django_db
def test_a_message_about_a_hostile_value_stays_short():
    filterset = filtered(ComparisonFilterSet, f"differences={'x' * 10_000}")

    assert len(filterset.form.errors["differences"][0]) < 200


@pytest.mark.parametrize("filterset_class", FILTERSETS)
def test_filtering_and_counting_cost_a_bounded_number_of_queries(
    catalogue, filterset_class, django_assert_max_num_queries
):
    with django_assert_max_num_queries(20):
        filterset = filtered(filterset_class)
        len(filterset.qs)
        for name in filterset.filters:
            filterset.counts(name)


@pytest.mark.django_db
@pytest.mark.parametrize("nonsense", ["99", "07", "%2B7", "%D9%A7", "9" * 400, "7.0", "-7", "%00"])
def test_a_revision_that_never_was_is_named_and_every_change_stays(nonsense):
    create_changes()

    filterset = filtered(ChangeFilterSet, f"revision={nonsense}")

    assert "does not exist here" in filterset.form.errors["revision"][0]
    assert filterset.qs.count() == 3
