"""Two at one moment, in real threads on connections of their own: one is served, the other is told, nothing is lost.

Each race is run several times, since one run may come out well by luck.
"""

import pytest
from django.test import Client
from django.urls import reverse

from comparisons.choices import PreparedState, SuggestionState
from comparisons.models import PreparedChange, Source, Suggestion, Verdict
from comparisons.suggestions import filing
from tests.admin.forms import shown_values
from tests.admin.grid import pages as grids
from tests.admin.roles import editor, publisher
from tests.factories import create_answer, create_criterion, create_source, create_suggestion, create_verdict
from tests.responses import text_of
from tests.suggestions.sending import send

pytestmark = pytest.mark.walk

ROUNDS = range(3)
NAMES = ("anna", "ben")
REASON = "No source says so."


@pytest.fixture
def race(apart):
    """Runs pieces of work at one moment; their answers by the names of those who did them."""

    def run(**work):
        def named(name):
            return lambda: (name, work[name]())

        return dict(apart.at_one_moment(*map(named, work)))

    return run


def change_address(row):
    return reverse(f"admin:comparisons_{row._meta.model_name}_change", args=[row.pk])


def opened(client, row, query=""):
    return shown_values(client.get(change_address(row) + query))


def posting(client, address, values):
    return lambda: client.post(address, values)


def winner_and_loser(answers):
    """Who was served and who was not; fails unless that is one of each."""
    assert sorted(answer.status_code for answer in answers.values()) == [200, 302]
    return sorted(answers, key=lambda name: -answers[name].status_code)


# Forms and rows beneath them


def test_of_two_who_save_the_same_form_one_is_refused_keeps_what_was_typed_and_reads_who_changed_what(apart, race):
    clients = {name: editor(name) for name in NAMES}
    rounds = []
    for _round in ROUNDS:
        verdict = create_verdict(state="draft", summary="As it was.", detail="Said before.")
        rounds.append((verdict, {name: opened(clients[name], verdict) for name in NAMES}))

    for verdict, values in rounds:
        answers = race(
            **{
                name: posting(
                    clients[name],
                    change_address(verdict),
                    values[name] | {"summary": f"As {name} has it.", "detail": f"Said by {name}."},
                )
                for name in NAMES
            }
        )

        winner, loser = winner_and_loser(answers)
        refusal = text_of(answers[loser])
        saved = apart.then(lambda verdict=verdict: Verdict.objects.get(pk=verdict.pk))
        assert (saved.summary, saved.detail) == (f"As {winner} has it.", f"Said by {winner}.")
        assert saved.version == verdict.version + 1
        assert f"As {loser} has it." in refusal
        assert f"Said by {loser}." in refusal
        assert f"{winner} saved this on" in refusal
        assert f"<b>summary</b>: <del>As it was.</del> → <ins>As {winner} has it.</ins>" in refusal


def test_of_two_who_change_the_same_source_beneath_a_form_one_is_refused(apart, race):
    clients = {name: editor(name) for name in NAMES}
    rounds = []
    for _round in ROUNDS:
        source = create_source(verdict=create_verdict(state="draft"), title="As it was")
        rounds.append((source, {name: opened(clients[name], source.verdict) for name in NAMES}))

    for source, values in rounds:
        answers = race(
            **{
                name: posting(
                    clients[name],
                    change_address(source.verdict),
                    values[name] | {"sources-0-title": f"As {name} has it"},
                )
                for name in NAMES
            }
        )

        winner, loser = winner_and_loser(answers)
        saved = apart.then(lambda source=source: Source.objects.get(pk=source.pk))
        assert (saved.title, saved.version) == (f"As {winner} has it", source.version + 1)
        assert f"As {loser} has it" in text_of(answers[loser])
        assert f"<ins>As {winner} has it</ins>" in text_of(answers[loser])


@pytest.mark.parametrize(
    ("create", "name_of_parent", "in_inline", "in_form"),
    [
        (
            lambda: create_source(verdict=create_verdict(state="draft"), supports="As it was."),
            "verdict",
            "sources-0-supports",
            "supports",
        ),
        (lambda: create_answer(explanation="As it was."), "question", "answers-0-explanation", "explanation"),
    ],
    ids=["source", "answer"],
)
def test_of_two_who_change_a_row_in_its_own_form_and_beneath_another_one_is_refused(
    apart, race, create, name_of_parent, in_inline, in_form
):
    anna, ben = publisher("anna"), publisher("ben")
    rounds = []
    for _round in ROUNDS:
        row = create()
        parent = getattr(row, name_of_parent)
        rounds.append((row, parent, opened(anna, parent), opened(ben, row)))

    for row, parent, above, own in rounds:
        answers = race(
            anna=posting(anna, change_address(parent), above | {in_inline: "As anna has it."}),
            ben=posting(ben, change_address(row), own | {in_form: "As ben has it."}),
        )

        winner, loser = winner_and_loser(answers)
        saved = apart.then(lambda row=row: type(row).objects.get(pk=row.pk))
        assert getattr(saved, in_form) == f"As {winner} has it."
        assert saved.version == row.version + 1
        assert f"As {loser} has it." in text_of(answers[loser])
        assert f"{winner} saved this on" in text_of(answers[loser])
        assert f"<del>As it was.</del> → <ins>As {winner} has it.</ins>" in text_of(answers[loser])


def test_of_two_who_save_the_same_verdict_in_its_form_and_in_the_grid_one_is_refused(apart, race):
    anna, ben = editor("anna"), editor("ben")
    rounds = []
    for _round in ROUNDS:
        verdict = create_verdict(state="draft", summary="As it was.")
        create_verdict(state="draft", framework=verdict.framework)
        rounds.append((verdict, opened(anna, verdict), grids.opened(ben, verdict.framework)))

    for verdict, form, grid in rounds:
        answers = race(
            anna=posting(anna, change_address(verdict), form | {"summary": "As anna has it."}),
            ben=posting(
                ben,
                grids.grid_address(verdict.framework),
                grid | grids.typed(verdict.criterion, summary="As ben has it."),
            ),
        )

        winner, loser = winner_and_loser(answers)
        saved = apart.then(lambda verdict=verdict: Verdict.objects.get(pk=verdict.pk))
        assert (saved.summary, saved.version) == (f"As {winner} has it.", verdict.version + 1)
        assert f"As {loser} has it." in text_of(answers[loser])
        assert f"{winner} saved this on" in text_of(answers[loser])
        assert f"<del>As it was.</del> → <ins>As {winner} has it.</ins>" in text_of(answers[loser])


def test_of_two_who_add_the_same_verdict_one_is_refused(apart, race):
    clients = {name: editor(name) for name in NAMES}
    pattern = create_verdict(state="draft")
    criteria = [create_criterion() for _round in ROUNDS]
    values = shown_values(clients["anna"].get(reverse("admin:comparisons_verdict_add")))
    values |= {
        name: value for name, value in opened(clients["anna"], pattern).items() if name in ("rating", "support")
    }
    values |= {"framework": pattern.framework_id, "confidence": "low", "state": "draft", "detail": "Why."}
    values |= {"written_on": "2026-01-15", "review_due_on": "2027-01-15"}

    for criterion in criteria:
        answers = race(
            **{
                name: posting(
                    clients[name],
                    reverse("admin:comparisons_verdict_add"),
                    values | {"criterion": criterion.pk, "summary": f"As {name} has it."},
                )
                for name in NAMES
            }
        )

        winner, loser = winner_and_loser(answers)
        summaries = apart.then(lambda criterion=criterion: list(criterion.verdicts.values_list("summary", flat=True)))
        assert summaries == [f"As {winner} has it."]
        assert f"As {loser} has it." in text_of(answers[loser])


def test_of_one_who_deletes_and_one_who_saves_nobody_meets_an_error(apart, race):
    anna, ben = editor("anna"), publisher("ben")
    rounds = []
    for _round in ROUNDS:
        verdict = create_verdict(state="draft", summary="As it was.")
        rounds.append((verdict, opened(anna, verdict)))

    for verdict, values in rounds:
        delete = reverse("admin:comparisons_verdict_delete", args=[verdict.pk])
        answers = race(
            anna=posting(anna, change_address(verdict), values | {"summary": "As anna has it."}),
            ben=posting(ben, delete, {"post": "yes"}),
        )

        is_there = apart.then(lambda verdict=verdict: Verdict.objects.filter(pk=verdict.pk).exists())
        assert (answers["ben"].status_code, is_there) == (302, False)
        assert answers["anna"].status_code in (200, 302)


# Suggestions of visitors


def test_of_two_who_decline_the_same_suggestion_one_decides(apart, race):
    clients = {name: editor(name) for name in NAMES}
    suggestions = [create_suggestion() for _round in ROUNDS]

    for suggestion in suggestions:
        decline = reverse("admin:comparisons_suggestion_decline", args=[suggestion.pk])
        answers = race(**{name: posting(clients[name], decline, {"reason": f"{name} says no."}) for name in NAMES})

        assert [answer.status_code for answer in answers.values()] == [302, 302]
        told = {name: messages_of(answer) for name, answer in answers.items()}
        (winner,) = (name for name in NAMES if f"Suggestion {suggestion.pk} is declined." in told[name])
        (loser,) = (name for name in NAMES if name != winner)
        decided = apart.then(lambda pk=suggestion.pk: suggestion_of(pk))
        assert (decided.decided_by.username, decided.decision_reason) == (winner, f"{winner} says no.")
        assert told[loser] == ["Somebody has decided on it already."]


def test_of_two_who_accept_the_same_suggestion_one_does_and_the_other_is_refused(apart, race):
    clients = {name: publisher(name) for name in NAMES}
    rounds = []
    for _round in ROUNDS:
        verdict = create_verdict(summary="As it was.")
        suggestion = create_suggestion(about=verdict, proposed_words="As it is.")
        query = f"?suggestion={suggestion.pk}"
        rounds.append((verdict, suggestion, query, {name: opened(clients[name], verdict, query) for name in NAMES}))

    for verdict, suggestion, query, values in rounds:
        answers = race(
            **{
                name: posting(
                    clients[name], change_address(verdict) + query, values[name] | {"summary": f"As {name} has it."}
                )
                for name in NAMES
            }
        )

        winner, loser = winner_and_loser(answers)
        saved = apart.then(lambda verdict=verdict: Verdict.objects.get(pk=verdict.pk))
        decided = apart.then(lambda pk=suggestion.pk: suggestion_of(pk))
        assert (saved.summary, saved.version) == (f"As {winner} has it.", verdict.version + 1)
        assert (decided.state, decided.decided_by.username) == (SuggestionState.ACCEPTED, winner)
        assert f"As {loser} has it." in text_of(answers[loser])
        assert f"{winner} saved this on" in text_of(answers[loser])


def test_of_one_who_accepts_and_one_who_declines_a_suggestion_one_decides_and_the_history_says_what_was_decided(
    apart, race
):
    anna, ben = publisher("anna"), publisher("ben")
    rounds = []
    for _round in ROUNDS:
        verdict = create_verdict(summary="As it was.")
        suggestion = create_suggestion(about=verdict, proposed_words="As it is.")
        query = f"?suggestion={suggestion.pk}"
        rounds.append((verdict, suggestion, query, opened(anna, verdict, query)))

    for verdict, suggestion, query, values in rounds:
        answers = race(
            anna=posting(anna, change_address(verdict) + query, values),
            ben=posting(
                ben,
                reverse("admin:comparisons_suggestion_decline", args=[suggestion.pk]),
                {"reason": REASON},
            ),
        )

        assert [answer.status_code for answer in answers.values()] == [302, 302]
        decided = apart.then(lambda pk=suggestion.pk: suggestion_of(pk))
        why = apart.then(lambda verdict=verdict: verdict.history.latest().history_change_reason) or ""
        if decided.state == SuggestionState.ACCEPTED:
            assert decided.decided_by.username == "anna"
            assert "accepted" in why
            assert messages_of(answers["ben"]) == ["Somebody has decided on it already."]
        else:
            assert (decided.decided_by.username, decided.decision_reason) == ("ben", REASON)
            assert "accepted" not in why
            assert any("does not wait here (any more)" in text for text in messages_of(answers["anna"]))


def messages_of(answer):
    """What this answer says, without what earlier ones said: nobody has opened a page that shows it."""
    return [str(text) for text in answer.wsgi_request._messages._queued_messages]


def suggestion_of(pk):
    return Suggestion.objects.select_related("decided_by").get(pk=pk)


@pytest.mark.parametrize("limit", ["MOST_PER_HOUR", "MOST_PER_DAY", "MOST_OF_ALL_PER_DAY"])
def test_when_one_place_is_left_one_of_two_visitors_gets_it(apart, race, monkeypatch, limit):
    verdict = create_verdict()
    for round_number in ROUNDS:
        # Whoever comes in a later round finds the places of the earlier ones taken.
        monkeypatch.setattr(filing, limit, round_number + 1)

        answers = race(
            **{
                name: (
                    lambda name=name, words=f"Wrong for reason {round_number}, says {name}.": send(
                        Client(), verdict, what_is_wrong=words
                    )
                )
                for name in NAMES
            }
        )

        assert sorted(answer.status_code for answer in answers.values()) == [302, 429]
        (refused,) = (name for name in NAMES if answers[name].status_code == 429)
        assert f"Wrong for reason {round_number}, says {refused}." in text_of(answers[refused])
        assert apart.then(Suggestion.objects.count) == round_number + 1


def test_of_two_who_send_the_same_words_one_is_told_that_they_are_there(apart, race):
    verdict = create_verdict()
    for round_number in ROUNDS:
        words = f"Wrong for reason {round_number}."

        answers = race(
            **{
                name: (lambda sender=sender, words=words: send(Client(), verdict, what_is_wrong=words, sender=sender))
                for name, sender in zip(NAMES, ("203.0.113.7", "198.51.100.1"), strict=True)
            }
        )

        assert sorted(answer.status_code for answer in answers.values()) == [302, 409]
        assert apart.then(Suggestion.objects.count) == round_number + 1


# Prepared changes


def prepared_change(client, verdict):
    values = opened(client, verdict) | {"summary": "As proposed.", "_prepare": "1"}
    client.post(change_address(verdict), values)
    return PreparedChange.objects.order_by("pk").last()


def prepared_of(pk):
    return PreparedChange.objects.select_related("decided_by").get(pk=pk)


def test_of_two_who_publish_the_same_prepared_change_one_does_and_the_other_reads_who_did(apart, race):
    emma, clients = editor(), {name: publisher(name) for name in NAMES}
    rounds = []
    for _round in ROUNDS:
        verdict = create_verdict(summary="As it was.")
        change = prepared_change(emma, verdict)
        query = f"?prepared={change.pk}"
        rounds.append((verdict, change, {name: opened(clients[name], verdict, query) for name in NAMES}))

    for verdict, change, values in rounds:
        answers = race(
            **{
                name: posting(
                    clients[name],
                    change_address(verdict),
                    values[name] | {"prepared": change.pk, "detail": f"Said by {name}."},
                )
                for name in NAMES
            }
        )

        winner, loser = winner_and_loser(answers)
        saved = apart.then(lambda verdict=verdict: Verdict.objects.get(pk=verdict.pk))
        decided = apart.then(lambda pk=change.pk: prepared_of(pk))
        assert (saved.summary, saved.detail) == ("As proposed.", f"Said by {winner}.")
        assert saved.version == verdict.version + 1
        assert (decided.state, decided.decided_by.username) == (PreparedState.PUBLISHED, winner)
        refusal = text_of(answers[loser])
        assert f"{winner} published this prepared change on" in refusal
        assert f"{winner} saved this on" in refusal
        assert f"Said by {loser}." in refusal


def test_of_one_who_publishes_a_prepared_change_and_one_who_drops_it_one_decides(apart, race):
    emma, anna, ben = editor(), publisher("anna"), publisher("ben")
    rounds = []
    for _round in ROUNDS:
        verdict = create_verdict(summary="As it was.")
        change = prepared_change(emma, verdict)
        rounds.append((verdict, change, opened(anna, verdict, f"?prepared={change.pk}")))

    for verdict, change, values in rounds:
        answers = race(
            anna=posting(anna, change_address(verdict), values | {"prepared": change.pk}),
            ben=posting(
                ben, reverse("admin:comparisons_preparedchange_drop", args=[change.pk]), {"drop_reason": REASON}
            ),
        )

        saved = apart.then(lambda verdict=verdict: Verdict.objects.get(pk=verdict.pk))
        decided = apart.then(lambda pk=change.pk: prepared_of(pk))
        assert answers["ben"].status_code == 302
        if decided.state == PreparedState.PUBLISHED:
            assert (decided.decided_by.username, decided.reason, saved.summary) == ("anna", "", "As proposed.")
            assert answers["anna"].status_code == 302
            assert messages_of(answers["ben"]) == ["Somebody has decided on it already."]
        else:
            assert (decided.state, decided.decided_by.username) == (PreparedState.DROPPED, "ben")
            assert (saved.summary, saved.version) == ("As it was.", verdict.version)
            assert answers["anna"].status_code == 200
            assert "ben dropped this prepared change on" in text_of(answers["anna"])
            assert "As proposed." in text_of(answers["anna"])
