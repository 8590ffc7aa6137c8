"""Two editors on the same row: the second save is refused, keeps what was typed, and shows what the other changed."""

from datetime import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from comparisons.models import Answer, PreparedChange, Source, Verdict
from tests.admin.forms import shown_values
from tests.admin.roles import editor, superuser
from tests.factories import (
    create_answer,
    create_extension,
    create_framework,
    create_scenario,
    create_source,
    create_verdict,
)
from tests.responses import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return superuser("anna")


@pytest.fixture
def ben():
    return superuser("ben")


def address(row, query=""):
    return reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk]) + query


def opened(client, row, query=""):
    return shown_values(client.get(address(row, query)))


def saved(client, row, values):
    return client.post(address(row), values)


def saved_knowingly(client, row, values):
    """The refused save, and the second one of the page that came back."""
    refused = saved(client, row, values)
    assert refused.status_code == 200
    again = shown_values(refused)
    if isinstance(again.get("publish_at"), list):
        # A moment has two boxes.
        again["publish_at_0"], again["publish_at_1"] = again.pop("publish_at")
    assert saved(client, row, again).status_code == 302
    row.refresh_from_db()
    return refused


def test_the_second_save_is_refused_keeps_what_was_typed_and_says_who_changed_what(anna, ben):
    verdict = create_verdict(summary="As it was.", rating=3)
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"summary": "As Anna has it.", "rating": 4})

    response = saved(ben, verdict, bens | {"summary": "As Ben has it."})

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary, verdict.rating) == (200, "As Anna has it.", 4)
    assert "As Ben has it." in text_of(response)
    assert "anna saved this on" in text_of(response)
    assert "<b>summary</b>: <del>As it was.</del> → <ins>As Anna has it.</ins>" in text_of(response)
    assert "<b>rating</b>: <del>adequate</del> → <ins>good</ins>" in text_of(response)


def test_saved_a_second_time_knowingly_it_goes_through(anna, ben):
    verdict = create_verdict()
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"summary": "As Anna has it."})
    refused = saved(ben, verdict, bens | {"summary": "As Ben has it."})

    response = saved(ben, verdict, shown_values(refused))

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary) == (302, "As Ben has it.")


def test_a_command_that_changed_the_row_is_named_as_one(anna):
    verdict = create_verdict()
    annas = opened(anna, verdict)
    verdict.summary = "As a command has it."
    verdict.save()

    assert "a command saved this on" in text_of(saved(anna, verdict, annas | {"summary": "Mine."}))


def test_a_form_without_its_version_is_refused(anna):
    verdict = create_verdict(summary="As it was.")
    values = opened(anna, verdict)
    del values["version_read"]

    response = saved(anna, verdict, values | {"summary": "Blind."})

    assert "without the version that you opened" in text_of(response)
    verdict.refresh_from_db()
    assert verdict.summary == "As it was."


def test_two_editors_on_different_rows_do_not_meet(anna, ben):
    one, other = create_verdict(), create_verdict()
    annas, bens = opened(anna, one), opened(ben, other)

    assert saved(anna, one, annas).status_code == saved(ben, other, bens).status_code == 302


def test_a_source_beneath_the_form_is_held_to_it_too(anna, ben):
    verdict = create_verdict()
    source = create_source(verdict=verdict, title="As it was")
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"sources-0-title": "As Anna has it"})

    # Ben's own form is stale as well; its second, knowing save still must not carry the old source along.
    refused = saved(ben, verdict, bens | {"sources-0-title": "As Ben has it"})

    source.refresh_from_db()
    assert (refused.status_code, source.title) == (200, "As Anna has it")
    (inline,) = refused.context["inline_admin_formsets"]
    for form in (refused.context["adminform"].form, inline.formset.forms[0]):
        assert "anna saved this on" in form.non_field_errors()[0]


def test_an_untouched_source_keeps_what_the_other_made_of_it(anna, ben):
    verdict = create_verdict()
    source = create_source(verdict=verdict, title="As it was")
    bens = opened(ben, verdict)
    source.title = "As Anna has it"
    source.save()

    response = saved(ben, verdict, bens | {"summary": "As Ben has it."})

    source.refresh_from_db()
    assert (response.status_code, source.title) == (302, "As Anna has it")


def test_a_source_that_another_changed_is_not_deleted_unseen(anna, ben):
    verdict = create_verdict()
    source = create_source(verdict=verdict, title="As it was")
    bens = opened(ben, verdict)
    source.title = "As Anna has it"
    source.save()

    response = saved(ben, verdict, bens | {"sources-0-DELETE": "on"})

    assert response.status_code == 200
    assert Source.objects.filter(pk=source.pk).exists()


def test_another_version_alone_is_no_change(anna):
    verdict = create_verdict()
    values = opened(anna, verdict)
    before = Verdict.objects.get(pk=verdict.pk).version

    saved(anna, verdict, values)

    assert Verdict.objects.get(pk=verdict.pk).version == before + 1
    assert str(values["version_read"]) == str(before)


# What an editor did not touch


def test_a_field_that_was_not_touched_follows_the_other_also_when_the_form_is_saved_knowingly(anna, ben):
    verdict = create_verdict(summary="As it was.", rating=3)
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"rating": 5})

    refused = saved_knowingly(ben, verdict, bens | {"summary": "As Ben has it."})

    assert "what you had not touched stands as it is now" in text_of(refused)
    assert shown_values(refused)["rating"] == "5"
    assert (verdict.summary, verdict.rating) == ("As Ben has it.", 5)


def test_every_kind_of_control_follows_the_other(anna, ben):
    was, is_now, kept = (create_answer() for _ in range(3))
    scenario = create_scenario(named_by_article=True, answers=[was, kept])
    ticked = create_scenario(named_by_article=False)
    moment = timezone.make_aware(datetime(2030, 5, 17, 9, 30))
    bens, bens_ticked = opened(ben, scenario), opened(ben, ticked)
    scenario.named_by_article, scenario.publish_at, scenario.position = False, moment, 7
    scenario.save()
    scenario.answers.set([is_now, kept])
    ticked.named_by_article = True
    ticked.save()

    saved_knowingly(ben, scenario, bens | {"name": "As Ben has it"})
    saved_knowingly(ben, ticked, bens_ticked | {"name": "As Ben has it"})

    assert (scenario.name, scenario.named_by_article, ticked.named_by_article) == ("As Ben has it", False, True)
    assert (scenario.publish_at, scenario.position) == (moment, 7)
    assert set(scenario.answers.all()) == {is_now, kept}


def test_what_cannot_be_typed_any_more_is_shown_as_it_is(anna, ben):
    framework = create_framework(slug="old", state="draft")
    annas, bens = opened(anna, framework), opened(ben, framework)
    saved(anna, framework, annas | {"slug": "new", "state": "published"})

    refused = saved_knowingly(ben, framework, bens | {"name": "As Ben has it"})

    assert refused.context["adminform"].form["slug"].value() == "new"
    assert (framework.name, framework.slug, framework.state) == ("As Ben has it", "new", "published")


def test_a_row_beneath_the_form_follows_field_by_field(anna, ben):
    verdict = create_verdict()
    touched, untouched = (create_source(verdict=verdict, position=position) for position in range(2))
    bens = opened(ben, verdict)
    for source in (touched, untouched):
        source.title = "As Anna has it"
        source.save()

    refused = saved(ben, verdict, bens | {"sources-0-supports": "As Ben has it."})
    again = shown_values(refused)
    response = saved(ben, verdict, again)

    assert again["sources-1-title"] == "As Anna has it"
    assert response.status_code == 302
    touched.refresh_from_db()
    untouched.refresh_from_db()
    assert (touched.title, touched.supports) == ("As Anna has it", "As Ben has it.")
    assert untouched.title == "As Anna has it"


def test_a_prepared_change_undoes_nothing_that_its_editor_did_not_touch(anna):
    verdict = create_verdict(summary="As it was.", rating=3)
    create_source(verdict=verdict)
    emma = editor()
    saved(emma, verdict, opened(emma, verdict) | {"summary": "As proposed.", "_prepare": "1"})
    change = PreparedChange.objects.get()
    saved(anna, verdict, opened(anna, verdict) | {"rating": 5, "sources-0-title": "As Anna has it"})

    shown = opened(anna, verdict, f"?prepared={change.pk}")
    response = saved(anna, verdict, shown | {"prepared": change.pk})

    verdict.refresh_from_db()
    assert (shown["rating"], shown["summary"], shown["sources-0-title"]) == ("5", "As proposed.", "As Anna has it")
    assert (response.status_code, verdict.rating, verdict.summary) == (302, 5, "As proposed.")
    assert Source.objects.get().title == "As Anna has it"


# Lists


def test_a_list_that_another_changed_is_told_and_stays_changed(anna, ben):
    verdict = create_verdict()
    verdict.extensions.set([create_extension(name="Flask-Login")])
    came = create_extension(name="Flask-Admin")
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"extensions": [came.pk]})

    refused = saved_knowingly(ben, verdict, bens | {"summary": "As Ben has it."})

    assert "<b>extensions</b>: <del>Flask-Login</del> → <ins>Flask-Admin</ins>" in text_of(refused)
    assert (verdict.summary, list(verdict.extensions.all())) == ("As Ben has it.", [came])


def test_a_list_that_both_changed_stays_as_it_was_chosen_last(anna, ben):
    verdict = create_verdict()
    annas_own, bens_own = create_extension(), create_extension()
    annas, bens = opened(anna, verdict), opened(ben, verdict)
    saved(anna, verdict, annas | {"extensions": [annas_own.pk]})

    refused = saved_knowingly(ben, verdict, bens | {"extensions": [bens_own.pk]})

    assert annas_own.name in text_of(refused)
    assert list(verdict.extensions.all()) == [bens_own]


@pytest.mark.parametrize("is_there", [True, False], ids=["taken away", "added"])
def test_a_contradiction_that_another_changed_from_its_other_end_is_told_and_stays_changed(anna, ben, *, is_there):
    answer = create_answer(text="None of these")
    other = create_answer(text="Two of us")
    saved(ben, other, opened(ben, other) | {"contradicts": [answer.pk] if is_there else []})
    annas, bens = opened(anna, answer), opened(ben, other)
    saved(ben, other, bens | {"contradicts": [] if is_there else [answer.pk]})

    refused = saved_knowingly(anna, answer, annas | {"explanation": "As Anna has it."})

    went, came = ("Two of us", "–") if is_there else ("–", "Two of us")
    assert "ben saved this on" in text_of(refused)
    assert f"<b>contradicts</b>: <del>{went}</del> → <ins>{came}</ins>" in text_of(refused)
    assert answer.explanation == "As Anna has it."
    assert list(answer.contradicts.all()) == ([] if is_there else [other])


def test_a_contradiction_is_one_record_of_the_answer_at_its_other_end(ben):
    answer, other = create_answer(), create_answer()
    kept = create_answer(contradicts=[other])
    versions = answer.version, Answer.objects.get(pk=kept.pk).version
    records = answer.history.count()

    saved(ben, other, opened(ben, other) | {"contradicts": [answer.pk, kept.pk]})

    answer.refresh_from_db()
    kept.refresh_from_db()
    record = answer.history.latest()
    assert (answer.version, kept.version) == (versions[0] + 1, versions[1])
    assert answer.history.count() == records + 1
    assert (record.version, record.history_user.username) == (answer.version, "ben")
    assert [link.to_answer_id for link in record.contradicts.all()] == [other.pk]


@pytest.mark.django_db(transaction=True)
def test_two_who_set_a_contradiction_from_its_two_ends_at_one_moment_do_not_wait_for_each_other(apart):
    clients = {name: superuser(name) for name in ("anna", "ben")}
    ends = {name: create_answer() for name in clients}
    values = {name: opened(clients[name], ends[name]) for name in clients}

    def saving(name, other):
        return lambda: saved(clients[name], ends[name], values[name] | {"contradicts": [ends[other].pk]}).status_code

    answers = apart.at_one_moment(saving("anna", "ben"), saving("ben", "anna"))

    assert sorted(answers) == [200, 302]
