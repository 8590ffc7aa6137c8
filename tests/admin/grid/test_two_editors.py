"""Two who save the same rows: the second is refused, keeps what was typed, and reads what the other changed."""

import pytest

from comparisons.models import Verdict
from tests.admin import roles
from tests.admin.forms import shown_values
from tests.admin.grid.pages import a_verdict, message, opened, problems, save, shown, typed
from tests.admin.test_desks import address
from tests.factories import create_criterion, create_framework, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def test_the_second_save_is_refused_keeps_what_was_typed_and_says_who_changed_what(anna, ben):
    verdict = create_verdict(summary="As it was.", rating=3, criterion=create_criterion(name="Admin"))
    framework, criterion = verdict.framework, verdict.criterion
    other = create_criterion()
    annas, bens = opened(anna, framework), opened(ben, framework)
    save(anna, framework, annas | typed(criterion, rating=4, since="2.0"))

    bens |= typed(criterion, summary="As Ben has it.") | a_verdict(other)
    response = save(ben, framework, bens)

    verdict.refresh_from_db()
    assert (response.status_code, verdict.rating, verdict.summary) == (200, 4, "As it was.")
    assert not other.verdicts.exists()
    assert problems(response) == ["Admin: somebody else saved it in between; its row says who and what."]
    content = text_of(response)
    assert "anna saved this on" in content
    assert "<b>rating</b>: <del>adequate</del> → <ins>good</ins>" in content
    kept = shown(response)
    assert kept[f"row-{criterion.pk}-summary"] == "As Ben has it."
    assert kept[f"row-{other.pk}-summary"] == "It is there."
    # What Ben did not touch is what Anna made of it, so that a second save does not undo it unseen.
    assert (kept[f"row-{criterion.pk}-rating"], kept[f"row-{criterion.pk}-since"]) == ("4", "2.0")

    assert save(ben, framework, kept).status_code == 302
    verdict.refresh_from_db()
    assert (verdict.rating, verdict.summary, other.verdicts.count()) == (4, "As Ben has it.", 1)


def test_a_text_that_only_the_other_touched_is_not_undone_by_its_line_breaks(anna, ben):
    verdict = create_verdict(summary="As it was.", detail="One.\n\nTwo.")
    framework, criterion = verdict.framework, verdict.criterion
    bens = opened(ben, framework)
    save(anna, framework, opened(anna, framework) | typed(criterion, detail="One.\n\nThree."))

    refused = save(ben, framework, bens | typed(criterion, summary="As Ben has it."))
    save(ben, framework, shown(refused))

    verdict.refresh_from_db()
    assert (verdict.summary, verdict.detail) == ("As Ben has it.", "One.\n\nThree.")


def test_a_row_that_only_the_other_touched_is_no_conflict(anna, ben):
    verdict = create_verdict(summary="As it was.")
    mine = create_verdict(framework=verdict.framework)
    annas, bens = opened(anna, verdict.framework), opened(ben, verdict.framework)
    save(anna, verdict.framework, annas | typed(verdict.criterion, summary="As Anna has it."))

    response = save(ben, verdict.framework, bens | typed(mine.criterion, summary="As Ben has it."))

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary) == (302, "As Anna has it.")


def test_two_who_fill_the_same_empty_place_meet(anna, ben):
    framework, criterion = create_framework(), create_criterion()
    annas, bens = opened(anna, framework), opened(ben, framework)
    save(anna, framework, annas | a_verdict(criterion, rating=2, summary="As Anna has it."))

    response = save(ben, framework, bens | a_verdict(criterion, rating=5, summary="As Ben has it."))

    assert (response.status_code, Verdict.objects.get().summary) == (200, "As Anna has it.")
    assert "<b>summary</b>: <del>–</del> → <ins>As Anna has it.</ins>" in text_of(response)
    assert save(ben, framework, shown(response)).status_code == 302
    verdict = Verdict.objects.get()
    assert (verdict.summary, verdict.rating) == ("As Ben has it.", 5)


def test_a_place_that_only_the_other_filled_is_no_conflict(anna, ben):
    framework, criterion = create_framework(), create_criterion()
    annas, bens = opened(anna, framework), opened(ben, framework)
    save(anna, framework, annas | a_verdict(criterion))

    response = save(ben, framework, bens)

    assert message(response) == ["No row was changed, so nothing was saved."]


def test_what_was_typed_in_a_refused_row_can_be_dropped(anna, ben):
    verdict = create_verdict(summary="As it was.")
    annas, bens = opened(anna, verdict.framework), opened(ben, verdict.framework)
    save(anna, verdict.framework, annas | typed(verdict.criterion, summary="As Anna has it."))
    refused = save(ben, verdict.framework, bens | typed(verdict.criterion, summary="As Ben has it."))
    box = f"row-{verdict.criterion_id}-leave"
    assert f'name="{box}"' in text_of(refused)

    response = save(ben, verdict.framework, shown(refused) | {box: "on"})

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary) == (302, "As Anna has it.")


def test_a_verdict_that_another_deleted_is_made_anew_only_knowingly(anna, ben):
    verdict = create_verdict()
    framework, criterion = verdict.framework, verdict.criterion
    bens = opened(ben, framework)
    anna.post(address(create_verdict, "delete", verdict.pk), {"post": "yes"})

    untouched = save(ben, framework, bens)
    refused = save(ben, framework, bens | typed(criterion, summary="As Ben has it."))

    assert message(untouched) == ["No row was changed, so nothing was saved."]
    assert "anna deleted this verdict on" in text_of(refused)
    assert not Verdict.objects.exists()
    assert save(ben, framework, shown(refused)).status_code == 302
    assert Verdict.objects.get().summary == "As Ben has it."


def test_the_form_and_the_grid_hold_each_other_to_it(anna, ben):
    verdict = create_verdict()
    page = address(create_verdict, "change", verdict.pk)
    bens = shown_values(ben.get(page))
    save(anna, verdict.framework, opened(anna, verdict.framework) | typed(verdict.criterion, rating=1))

    response = ben.post(page, bens | {"summary": "Mine."})

    assert "anna saved this on" in text_of(response)


@pytest.mark.django_db(transaction=True)
def test_two_who_save_at_one_moment_do_not_overwrite_each_other(apart):
    verdict = create_verdict(summary="As it was.")
    empty = create_criterion()
    clients = {name: roles.superuser(name) for name in ("anna", "ben")}
    values = opened(clients["anna"], verdict.framework)

    def saving(name):
        changes = typed(verdict.criterion, summary=f"As {name} has it.") | a_verdict(empty, summary=f"{name}'s.")
        return lambda: (name, save(clients[name], verdict.framework, values | changes).status_code)

    results = dict(apart.at_one_moment(saving("anna"), saving("ben")))

    assert sorted(results.values()) == [200, 302]
    winner = next(name for name, status in results.items() if status == 302)
    summaries = apart.then(lambda: sorted(Verdict.objects.values_list("summary", flat=True)))
    assert summaries == sorted([f"As {winner} has it.", f"{winner}'s."])
