"""Rows that another took away while a form was open: what was not touched goes quietly, what was typed is kept."""

import pytest
from django.urls import reverse

from comparisons.history.restoring import deleted
from comparisons.models import Answer, Effect, PreparedChange, Source, Verdict
from tests.admin.forms import shown_values
from tests.admin.roles import editor, superuser
from tests.admin.test_desks import address as page
from tests.admin.test_lost_updates import opened, saved
from tests.factories import create_answer, create_effect, create_source, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def anna():
    return superuser("anna")


@pytest.fixture
def ben():
    return superuser("ben")


def taken_away(client, row):
    response = client.post(
        reverse(f"admin:comparisons_{row._meta.model_name}_delete", args=[row.pk]), {"post": "yes"}
    )
    assert response.status_code == 302


def verdict_with_sources(*titles):
    verdict = create_verdict()
    for position, title in enumerate(titles):
        create_source(verdict=verdict, title=title, position=position)
    return verdict


def titles(verdict):
    return sorted(verdict.sources.values_list("title", flat=True))


def errors_beneath(response):
    (inline, *_others) = response.context["inline_admin_formsets"]
    return [form.errors for form in inline.formset.forms]


def test_a_row_that_was_not_touched_is_left_out_and_the_form_is_saved(anna, ben):
    verdict = verdict_with_sources("First", "Gone", "Last")
    bens = opened(ben, verdict)
    taken_away(anna, Source.objects.get(title="Gone"))

    response = saved(ben, verdict, bens | {"summary": "As Ben has it.", "sources-2-title": "Changed"})

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary) == (302, "As Ben has it.")
    assert titles(verdict) == ["Changed", "First"]


def test_a_row_that_was_to_be_deleted_is_gone(anna, ben):
    verdict = verdict_with_sources("Gone", "Last")
    bens = opened(ben, verdict)
    taken_away(anna, Source.objects.get(title="Gone"))

    response = saved(ben, verdict, bens | {"sources-0-title": "Typed", "sources-0-DELETE": "on"})

    assert (response.status_code, titles(verdict)) == (302, ["Last"])


def test_a_row_that_was_touched_is_refused_once_and_then_made_anew(anna, ben):
    verdict = verdict_with_sources("First", "Gone", "Last")
    bens = opened(ben, verdict)
    added = {
        "sources-TOTAL_FORMS": 4,
        "sources-3-url": "https://new.example/",
        "sources-3-title": "New",
        "sources-3-supports": "All of it.",
        "sources-3-read_on": "2026-01-15",
        "sources-3-position": 3,
    }
    taken_away(anna, Source.objects.get(title="Gone"))

    refused = saved(ben, verdict, bens | added | {"sources-1-title": "As Ben has it", "sources-2-title": "Changed"})
    titles_after_refusal = titles(verdict)
    response = saved(ben, verdict, shown_values(refused))

    assert refused.status_code == 200
    assert "anna deleted this source on" in text_of(refused)
    assert "> As Ben has it</textarea>" in text_of(refused)
    assert "Select a valid choice" not in text_of(refused)
    assert titles_after_refusal == ["First", "Last"]
    assert (response.status_code, titles(verdict)) == (302, ["As Ben has it", "Changed", "First", "New"])


@pytest.mark.parametrize(
    ("create", "above", "prefix", "name", "model"),
    [
        pytest.param(create_answer, "question", "answers", "text", Answer, id="answer"),
        pytest.param(create_effect, "answer", "effects", "reason", Effect, id="effect"),
    ],
)
def test_it_is_so_of_every_kind_of_row(anna, ben, create, above, prefix, name, model):
    row = create()
    parent = getattr(row, above)
    annas, bens = opened(anna, parent), opened(ben, parent)
    saved(anna, parent, annas | {f"{prefix}-0-DELETE": "on"})

    refused = saved(ben, parent, bens | {f"{prefix}-0-{name}": "As Ben has it"})
    response = saved(ben, parent, shown_values(refused))

    assert f"anna deleted this {model._meta.verbose_name} on" in text_of(refused)
    assert (response.status_code, getattr(model.objects.get(), name)) == (302, "As Ben has it")


def test_a_row_that_another_moved_elsewhere_stays_there(anna, ben):
    verdict, elsewhere = verdict_with_sources("Moved"), create_verdict()
    bens = opened(ben, verdict)
    source = Source.objects.get()
    saved(anna, source, opened(anna, source) | {"verdict": elsewhere.pk})

    refused = saved(ben, verdict, bens | {"sources-0-title": "As Ben has it"})
    response = saved(ben, verdict, shown_values(refused))

    assert "anna moved this source elsewhere on" in text_of(refused)
    assert (response.status_code, titles(verdict), titles(elsewhere)) == (302, ["As Ben has it"], ["Moved"])


@pytest.mark.parametrize("touched", [{}, {"sources-0-title": "As proposed"}], ids=["untouched", "touched"])
def test_a_prepared_change_is_published_though_the_verdict_lost_a_source_since(anna, touched):
    verdict = verdict_with_sources("Gone")
    emma = editor()
    saved(emma, verdict, opened(emma, verdict) | touched | {"summary": "As proposed.", "_prepare": "1"})
    change = PreparedChange.objects.get()
    taken_away(anna, Source.objects.get())

    shown = anna.get(page(create_verdict, "change", verdict.pk) + f"?prepared={change.pk}")
    response = saved(anna, verdict, shown_values(shown) | {"prepared": change.pk})

    verdict.refresh_from_db()
    assert ("anna deleted this source on" in text_of(shown)) == bool(touched)
    assert (response.status_code, verdict.summary) == (302, "As proposed.")
    assert titles(verdict) == list(touched.values())


def test_a_row_that_was_never_here_is_not_taken_for_one_that_was_deleted(anna, ben):
    verdict, other = verdict_with_sources("Here"), verdict_with_sources("There")
    bens = opened(ben, verdict)
    foreign = other.sources.get()
    taken_away(anna, foreign)

    for key in (foreign.pk, foreign.pk + 99, "9" * 40, "²", ""):
        response = saved(ben, verdict, bens | {"sources-0-id": key, "sources-0-title": "Slipped in"})

        assert response.status_code == 200
        assert "id" in errors_beneath(response)[0]
    assert titles(verdict) == ["Here"]


def test_what_stands_beneath_a_form_whose_own_row_is_gone_is_shown_and_waits_with_it(anna, ben):
    verdict = verdict_with_sources("First", "Last")
    bens = opened(ben, verdict)
    taken_away(anna, verdict)

    refused = saved(ben, verdict, bens | {"sources-1-title": "As Ben has it"})

    content = text_of(refused)
    for place, title in enumerate(("First", "As Ben has it")):
        assert f'name="sources-{place}-id" value=' in content
        assert f"> {title}</textarea>" in content
    assert "waits as you typed it, until what it belongs to is back" in content
    assert "Select a valid choice" not in content
    assert not Source.objects.exists()


def test_the_add_form_makes_no_row_of_those_that_it_cannot_have(anna):
    values = opened(anna, verdict_with_sources("First"))
    verdict = Verdict.objects.get()
    taken_away(anna, verdict)

    response = anna.post(page(create_verdict, "add"), values | {"sources-0-title": "Slipped in"})

    assert response.status_code == 200
    assert not Source.objects.exists()


def test_a_form_whose_row_was_deleted_keeps_what_was_typed_until_the_row_is_back(anna, ben):
    verdict = create_verdict(summary="As it was.")
    create_source(verdict=verdict, title="A page")
    bens = opened(ben, verdict)
    anna.post(page(create_verdict, "delete", verdict.pk), {"post": "yes"})

    refused = saved(ben, verdict, bens | {"summary": "As Ben has it.", "sources-0-title": "As Ben calls it"})
    restore = page(create_verdict, "restore", deleted(Verdict).get().pk)
    again = shown_values(refused)
    ben.post(restore, {})
    compared = saved(ben, verdict, again)
    response = compared if compared.status_code == 302 else saved(ben, verdict, shown_values(compared))

    assert refused.status_code == 200
    assert "anna deleted this on" in text_of(refused)
    assert f'href="{restore}"' in text_of(refused)
    assert response.status_code == 302
    assert Verdict.objects.get(pk=verdict.pk).summary == "As Ben has it."
    assert Source.objects.get().title == "As Ben calls it"


def test_a_row_that_never_was_is_not_taken_for_a_deleted_one(anna):
    verdict = create_verdict()
    values = opened(anna, verdict)

    for key in (verdict.pk + 1, "9" * 40, "²"):
        assert anna.post(page(create_verdict, "change", key), values).status_code == 302
