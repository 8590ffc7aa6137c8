from urllib.parse import parse_qsl, urlsplit

import pytest

from comparisons.models import Answer, Question
from comparisons.presentation.quiz_result import (
    LEAST_ANSWERS_FOR_POINTS,
    MOST_OBJECTIONS,
    MOST_REASONS,
    build_quiz_result,
    result_address,
)
from comparisons.quiz.answers import AnswerSet
from comparisons.quiz.state import QuizState
from comparisons.quiz.verdict_table import build_verdict_table
from tests import factories
from tests.presentation.matrices import all_criteria, all_frameworks, create_matrix, criterion


def result_of(chosen, importance=None, softened=(), **fields):
    answers = AnswerSet(chosen=chosen, importance=importance or {}, softened=softened)
    frameworks = all_frameworks()
    return build_quiz_result(
        table=build_verdict_table(frameworks),
        frameworks=frameworks,
        criteria=all_criteria(),
        questions=all_questions(),
        state=QuizState(answers=answers, **fields),
    )


def all_questions():
    return list(Question.objects.published().with_answers().in_order())


def ask(slug, *, position=0, **effects):
    """A question with the answer "yes" that moves criteria: weight by slug, or (weight, target)."""
    question = factories.create_question(slug=slug, position=position, allows_several=True)
    answer = factories.create_answer(question=question, slug="yes", text=f"Yes, {slug}")
    for name, effect in effects.items():
        weight, target = effect if isinstance(effect, tuple) else (effect, None)
        factories.create_effect(
            answer=answer, criterion=criterion(name), weight=weight, target=target, reason=f"{slug} wants {name}"
        )
    return answer


def shares(parts):
    return [(part.criterion.slug, part.points, part.rating) for part in parts]


def parameters(address):
    return parse_qsl(urlsplit(address).query)


@pytest.mark.django_db
def test_the_leader_has_its_reasons_largest_first_and_what_speaks_against_it():
    create_matrix({"django": {"orm": 5, "admin": 5, "async": 2}, "flask": {"orm": 3, "admin": 1, "async": 3}})
    ask("data", orm=1)
    ask("editors", admin=2)
    ask("realtime", **{"async": 1})

    result = result_of({"data": ("yes",), "editors": ("yes",), "realtime": ("yes",)})

    (leader,) = result.leaders
    assert leader.framework.slug == "django"
    # Of 4: 2 for the admin, 1 for the ORM, 2/5 for async, which loses 3/5.
    assert shares(leader.reasons) == [("admin", "50.0", 5), ("orm", "25.0", 5), ("async", "10.0", 2)]
    assert shares(leader.objections) == [("async", "15.0", 2)]
    assert leader.reasons[0].because == ("editors wants admin",)
    assert leader.reasons[0].verdict_address == "/frameworks/django/#admin"
    assert leader.standing.points == 85


@pytest.mark.django_db
def test_reasons_and_objections_are_few():
    names = [f"criterion-{number}" for number in range(9)]
    create_matrix({"django": dict.fromkeys(names, 3)})
    ask("all", **dict.fromkeys(names, 1))

    (leader,) = result_of({"all": ("yes",)}).leaders

    assert (len(leader.reasons), len(leader.objections)) == (MOST_REASONS, MOST_OBJECTIONS)


@pytest.mark.django_db
def test_two_answers_about_one_criterion_are_one_reason_with_both_becauses():
    create_matrix({"django": {"orm": 4}})
    ask("data", position=1, orm=1)
    ask("team", position=2, orm=3)

    (leader,) = result_of({"data": ("yes",), "team": ("yes",)}).leaders

    assert shares(leader.reasons) == [("orm", "80.0", 4)]
    assert leader.reasons[0].because == ("data wants orm", "team wants orm")


@pytest.mark.django_db
def test_a_wish_between_poles_and_a_plain_one_are_two_reasons():
    create_matrix({"django": {"batteries": 5}})
    ask("plain", batteries=1)
    ask("poles", batteries=(1, 4))

    (leader,) = result_of({"plain": ("yes",), "poles": ("yes",)}).leaders

    assert [(part.points, part.target) for part in leader.reasons] == [("50.0", None), ("40.0", 4)]


@pytest.mark.django_db
def test_what_gives_nothing_is_no_reason_and_what_loses_nothing_no_objection():
    create_matrix({"django": {"orm": 5, "admin": 0}})
    ask("both", orm=1, admin=1)

    (leader,) = result_of({"both": ("yes",)}).leaders

    assert shares(leader.reasons) == [("orm", "50.0", 5)]
    assert shares(leader.objections) == [("admin", "50.0", 0)]


@pytest.mark.django_db
def test_an_unknown_verdict_is_said_so_in_reasons_and_objections():
    create_matrix({"django": {"orm": None}})
    ask("data", orm=1)

    (leader,) = result_of({"data": ("yes",)}).leaders

    assert shares(leader.reasons) == shares(leader.objections) == [("orm", "50.0", None)]
    assert (leader.standing.lowest, leader.standing.points, leader.standing.highest) == (0, 50, 100)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("weights", "lead_points", "is_close_call"),
    # Ahead by one step of five on the first criterion: 20 points of its weight.
    [((1, 0), 20, False), ((1, 4), 4, False), ((1, 9), 2, True), ((1, 99), 0, True)],
)
def test_a_small_lead_is_a_close_call(weights, lead_points, is_close_call):
    create_matrix(
        {"django": {"orm": 5, "admin": 3}, "flask": {"orm": 4, "admin": 3}, "bottle": {"orm": 0, "admin": 0}}
    )
    own, other = weights
    ask("data", orm=own)
    # More weight than one effect may have, from several questions.
    for number in range(-(-other // 4)):
        ask(f"filling-{number}", admin=min(4, other - 4 * number))
    chosen = {question.slug: ("yes",) for question in Question.objects.all()}

    result = result_of(chosen)

    assert (result.lead_points, result.is_close_call, result.is_tie) == (lead_points, is_close_call, False)
    assert (result.runner_up.slug, result.pair_slug) == ("flask", "django-vs-flask")


@pytest.mark.django_db
def test_a_tie_has_several_leaders_each_with_reasons_and_no_lead():
    create_matrix(
        {"flask": {"orm": 5, "admin": 0}, "django": {"orm": 0, "admin": 5}, "bottle": {"orm": 1, "admin": 1}}
    )
    ask("both", orm=1, admin=1)

    result = result_of({"both": ("yes",)})

    assert [leader.framework.slug for leader in result.leaders] == ["django", "flask"]
    assert [shares(leader.reasons) for leader in result.leaders] == [[("admin", "50.0", 5)], [("orm", "50.0", 5)]]
    assert result.is_tie
    assert (result.lead_points, result.is_close_call) == (None, False)
    assert result.runner_up.slug == "bottle"


@pytest.mark.django_db
def test_without_an_answer_nobody_leads():
    create_matrix({"django": {"orm": 5}, "flask": {"orm": 3}})
    ask("data", orm=1)

    result = result_of({})

    assert (result.leaders, result.given, result.answered, result.question_count) == ((), (), 0, 1)
    assert not result.is_weighed
    assert [standing.slug for standing in result.field] == ["django", "flask"]
    assert result.lead_points is None


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 4, 5, 6])
def test_points_are_shown_from_five_answers_on(number):
    create_matrix({"django": {"orm": 5}})
    for place in range(number):
        ask(f"question-{place}", orm=1)

    result = result_of({f"question-{place}": ("yes",) for place in range(number)})

    assert LEAST_ANSWERS_FOR_POINTS == 5
    assert (result.answered, result.shows_points) == (number, number >= 5)


@pytest.mark.django_db
def test_answers_tell_what_they_gave_and_how_to_take_them_back():
    create_matrix({"django": {"orm": 4, "admin": 5}})
    ask("data", position=1, orm=1)
    ask("editors", position=2, admin=1)

    result = result_of({"data": ("yes",), "editors": ("yes",)}, {"editors": 4})

    # Of 5: 4/5 for the ORM, 4 for the admin.
    assert [(given.question.slug, given.points) for given in result.given] == [("data", "16.0"), ("editors", "80.0")]
    assert parameters(result.given[0].without_address) == [("editors", "yes"), ("importance", "editors:4")]
    assert result.change_address == "/quiz/?data=yes&editors=yes&importance=editors:4&view=overview"


@pytest.mark.django_db
def test_each_importance_is_one_address_away_and_changes_nothing_else():
    create_matrix({"django": {"orm": 4}})
    ask("data", position=1, orm=1)
    ask("editors", position=2, orm=1)

    data, _editors = result_of({"data": ("yes",), "editors": ("yes",)}, {"data": 2, "editors": 4}).given

    assert [(option.label, option.is_chosen) for option in data.importance] == [
        ("irrelevant", False),
        ("normal", False),
        ("important", True),
        ("decisive", False),
    ]
    answers = [("data", "yes"), ("editors", "yes")]
    assert [parameters(option.address) for option in data.importance] == [
        [*answers, ("importance", "data:0"), ("importance", "editors:4")],
        # Normal is what holds without a word.
        [*answers, ("importance", "editors:4")],
        [*answers, ("importance", "data:2"), ("importance", "editors:4")],
        [*answers, ("importance", "data:4"), ("importance", "editors:4")],
    ]


@pytest.mark.django_db
def test_each_other_answer_is_one_address_away_and_says_whom_it_puts_first():
    create_matrix({"django": {"orm": 5, "async": 0}, "tornado": {"orm": 1, "async": 5}})
    store = ask("store", position=1, orm=1)
    for place, (slug, moved) in enumerate((("more", "orm"), ("streams", "async")), start=1):
        other = factories.create_answer(question=store.question, slug=slug, position=place)
        factories.create_effect(answer=other, criterion=criterion(moved))
    ask("load", position=2, **{"async": 1})

    store, load = result_of({"store": ("yes",), "load": ("yes",)}, {"load": 2}, revision=3).given

    # Tornado leads with 1 + 2 · 5 against 5.
    assert [option.leaders for option in store.importance] == ["", "", "", "Django"]
    assert [(option.label, option.leaders) for option in store.alternatives] == [("More", ""), ("Streams", "")]
    assert [option.leaders for option in load.importance] == ["Django", "", "", ""]
    assert store.alternatives[1].address == "/quiz/result/?store=streams&load=yes&importance=load:2&revision=3"


@pytest.mark.django_db
def test_an_irrelevant_answer_is_listed_and_gives_nothing():
    create_matrix({"django": {"orm": 4, "admin": 0}})
    ask("data", position=1, orm=1)
    ask("editors", position=2, admin=1)

    result = result_of({"data": ("yes",), "editors": ("yes",)}, {"editors": 0})

    assert [given.points for given in result.given] == ["80.0", ""]
    assert result.leaders[0].standing.points == 80


@pytest.mark.django_db
def test_who_is_ruled_out_stands_apart_with_the_reason():
    create_matrix({"django": {"orm": 4, "admin": 5}, "flask": {"orm": 5, "admin": 1}, "quart": {"orm": 3}})
    answer = ask("data", orm=1)
    factories.create_requirement(answer=answer, criterion=criterion("admin"), minimum_rating=3)

    result = result_of({"data": ("yes",)})

    assert [(view.slug, view.unverified) for view in result.field] == [
        ("django", ()),
        ("quart", ("Admin: adequate (3) or better",)),
    ]
    (ruled_out,) = result.excluded
    assert (ruled_out.standing.slug, ruled_out.standing.failed) == ("flask", ("Admin: adequate (3) or better",))
    assert ruled_out.soften_address == "/quiz/result/?data=yes&soften=data"
    assert (result.to_drop, result.to_drop_count) == ("", 0)


@pytest.mark.django_db
def test_when_everyone_is_ruled_out_the_requirement_to_drop_is_named():
    create_matrix({"django": {"admin": 1, "async": 5}, "flask": {"admin": 0, "async": 5}, "bottle": {"async": 0}})
    answer = ask("data")
    factories.create_requirement(answer=answer, criterion=criterion("admin"), minimum_support="built_in")
    factories.create_requirement(answer=ask("strict"), criterion=criterion("admin"), minimum_rating=3)
    factories.create_requirement(answer=ask("speed"), criterion=criterion("async"), minimum_rating=3)

    result = result_of({"data": ("yes",), "strict": ("yes",), "speed": ("yes",)})

    assert (result.leaders, result.field, result.pair_slug) == ((), (), "")
    assert len(result.excluded) == 3
    assert (result.to_drop, result.to_drop_count) == ("Admin: adequate (3) or better", 2)


@pytest.mark.django_db
def test_requirements_alone_give_a_field_without_a_leader():
    create_matrix({"django": {"admin": 5}, "flask": {"admin": 0}})
    factories.create_requirement(answer=ask("data"), criterion=criterion("admin"), minimum_rating=3)

    result = result_of({"data": ("yes",)})

    assert not result.is_weighed
    assert result.leaders == ()
    assert [view.slug for view in result.field] == ["django"]
    assert (result.given[0].points, result.sureness, result.flip) == ("", None, None)


@pytest.mark.django_db
def test_several_answers_to_one_question_give_together():
    create_matrix({"django": {"orm": 5, "admin": 5}})
    answer = ask("needs", orm=1)
    other = factories.create_answer(question=answer.question, slug="more", position=1)
    factories.create_effect(answer=other, criterion=criterion("admin"), weight=3)

    (given,) = result_of({"needs": ("more", "yes")}).given

    assert ([answer.slug for answer in given.answers], given.points) == (["yes", "more"], "100.0")
    # Each by itself is another answer than both.
    assert [parameters(option.address) for option in given.alternatives] == [[("needs", "yes")], [("needs", "more")]]


@pytest.mark.django_db
def test_what_was_ruled_out_comes_back_when_all_that_does_it_is_only_important():
    create_matrix({"django": {"admin": 5, "async": 5}, "flask": {"admin": 0, "async": 1}})
    factories.create_requirement(answer=ask("desk", admin=1), criterion=criterion("admin"), minimum_rating=3)
    factories.create_requirement(answer=ask("speed"), criterion=criterion("async"), minimum_rating=3)
    chosen = {"desk": ("yes",), "speed": ("yes",)}

    (ruled_out,) = result_of(chosen).excluded
    softened = result_of(chosen, softened=("desk", "speed"))

    assert ruled_out.soften_address == "/quiz/result/?desk=yes&speed=yes&soften=desk&soften=speed"
    assert softened.excluded == ()
    # A requirement that is only important weighs 4: django 1 + 4 + 4 of 9, flask 4 · 1/5 of 9.
    assert [(view.slug, view.points) for view in softened.field] == [("django", 100), ("flask", 9)]


@pytest.mark.django_db
def test_the_other_answers_of_a_softened_question_are_soft_too_as_their_links_are():
    create_matrix({"django": {"orm": 5, "admin": 0}, "flask": {"orm": 1, "admin": 3}})
    ask("data", orm=4)
    answer = ask("desk", position=1)
    factories.create_requirement(answer=answer, criterion=criterion("orm"), minimum_rating=4)
    other = factories.create_answer(question=answer.question, slug="admin", text="An admin", position=1)
    factories.create_requirement(answer=other, criterion=criterion("admin"), minimum_rating=3)
    chosen = {"data": ("yes",), "desk": ("yes",)}

    hard, soft = result_of(chosen).given[1], result_of(chosen, softened=("desk",)).given[1]

    # Demanded, it rules django out; wished for, it gives flask 4 · 1/5 + 4 · 3/5 of 8 against 4 of 8.
    assert [option.leaders for option in hard.alternatives] == ["Flask"]
    assert [option.leaders for option in soft.alternatives] == [""]
    assert result_of({"data": ("yes",), "desk": ("admin",)}, softened=("desk",)).excluded == ()


@pytest.mark.django_db
def test_the_smallest_single_change_that_puts_another_first_is_told_with_its_link():
    create_matrix({"django": {"orm": 5, "async": 0}, "tornado": {"orm": 1, "async": 3}})
    ask("store", position=1, orm=1)
    ask("load", position=2, **{"async": 1})

    flip = result_of({"store": ("yes",), "load": ("yes",)}).flip

    # Important (2 · 3/5 against 4/5) is one step; irrelevant data is one step too and gives the larger lead, 3/5.
    assert (flip.question.slug, flip.importance, flip.answer, flip.leaders) == ("store", "irrelevant", "", "Tornado")
    assert flip.address == "/quiz/result/?store=yes&load=yes&importance=store:0"


@pytest.mark.django_db
def test_another_answer_is_the_change_when_no_importance_does_it():
    create_matrix({"django": {"orm": 5, "async": 0}, "tornado": {"orm": 1, "async": 3}})
    answer = ask("store", orm=1)
    other = factories.create_answer(question=answer.question, slug="no", text="No data", position=1)
    factories.create_effect(answer=other, criterion=criterion("async"))

    flip = result_of({"store": ("yes",)}).flip

    assert (flip.importance, flip.answer, flip.leaders) == ("", "No data", "Tornado")
    assert flip.address == "/quiz/result/?store=no"


@pytest.mark.django_db
def test_no_single_change_may_be_enough():
    create_matrix({"django": {"orm": 5}, "flask": {"orm": 1}})
    ask("store", orm=1)

    result = result_of({"store": ("yes",)})

    assert result.flip is None
    assert (result.dominated, result.dominates_all, result.ahead_through) == (("Flask",), True, ("Orm",))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("favourite", "is_first", "is_excluded", "behind"),
    [("django", True, False, 0), ("flask", False, False, 40), ("bottle", False, True, None)],
)
def test_the_favourite_stands_beside_the_result(favourite, is_first, is_excluded, behind):
    create_matrix({"django": {"orm": 5}, "flask": {"orm": 3}, "bottle": {"orm": 0}})
    factories.create_requirement(answer=ask("store", orm=1), criterion=criterion("orm"), minimum_rating=1)

    shown = result_of({"store": ("yes",)}, favourite=favourite).favourite

    assert (shown.framework.slug, shown.is_first, shown.standing.is_excluded, shown.behind) == (
        favourite,
        is_first,
        is_excluded,
        behind,
    )
    assert result_of({"store": ("yes",)}, favourite="gone").favourite is None


@pytest.mark.django_db
def test_the_way_to_the_table_carries_what_ranks_and_nothing_else():
    create_matrix({"django": {"orm": 5}})
    ask("store", orm=1)
    ask("needs", orm=1)
    factories.create_answer(question=Question.objects.get(slug="needs"), slug="more", position=1)

    result = result_of(
        {"store": ("yes",), "needs": ("yes", "more")},
        {"store": 4},
        softened=("needs",),
        favourite="django",
        revision=3,
        other="store=no",
    )

    assert parameters(result.table_address) == [
        ("answer", "store:yes"),
        ("answer", "needs:yes"),
        ("answer", "needs:more"),
        ("importance", "store:4"),
        ("soften", "needs"),
    ]
    # A form that lays another result beside this one carries all but another.
    assert dict(result.hidden)["revision"] == "3"
    assert "other" not in dict(result.hidden)


@pytest.mark.parametrize(
    ("state", "expected"),
    [
        (QuizState(), "/quiz/result/"),
        (
            QuizState(answers=AnswerSet(chosen={"size": ("small",), "needs": ("orm", "admin")})),
            "/quiz/result/?size=small&needs=orm&needs=admin",
        ),
        (
            QuizState(answers=AnswerSet(chosen={"size": ("small",)}, importance={"size": 0}), revision=4),
            "/quiz/result/?size=small&importance=size:0&revision=4",
        ),
        (
            QuizState(answers=AnswerSet(chosen={"size": ("small",)}), other="size=large&needs=orm"),
            "/quiz/result/?size=small&other=size%3Dlarge%26needs%3Dorm",
        ),
    ],
)
def test_the_result_has_a_readable_address(state, expected):
    assert str(result_address(state)) == expected


@pytest.mark.once
def test_every_answer_of_the_real_quiz_gives_a_result(catalogue):
    for answer in Answer.objects.filter(question__state="published").select_related("question"):
        result = result_of({answer.question.slug: (answer.slug,)})

        assert len(result.field) + len(result.excluded) == len(all_frameworks())
        assert result.answered == 1
