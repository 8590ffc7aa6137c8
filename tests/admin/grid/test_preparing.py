"""Published verdicts in the grid: an editor's changes wait for a publisher, a publisher's where they ask for it."""

import pytest
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.utils import IntegrityError
from django.test.utils import CaptureQueriesContext

from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PreparedState, PublicationState
from comparisons.models import PreparedChange, Revision, Verdict
from tests.admin import roles
from tests.admin.forms import shown_values
from tests.admin.grid.pages import a_verdict, grid_address, opened, problems, save, shown, typed
from tests.admin.test_desks import address
from tests.factories import (
    create_category,
    create_criterion,
    create_extension,
    create_framework,
    create_source,
    create_verdict,
)
from tests.responses import text_of

pytestmark = pytest.mark.django_db

DRAFT, PUBLISHED, ARCHIVED = PublicationState.DRAFT, PublicationState.PUBLISHED, PublicationState.ARCHIVED
PREPARE = {"_prepare": "1"}


@pytest.fixture
def publisher():
    return roles.publisher()


def messages_of(response):
    return [str(text) for text in response.wsgi_request._messages]


def form_address(verdict):
    return address(create_verdict, "change", verdict.pk)


def link_to(change, name):
    return f'<a href="/admin/comparisons/verdict/{change.object_id}/change/?prepared={change.pk}">{name}</a>'


def published_by(client, change):
    """As a publisher does it: the change is opened and its form saved."""
    page = f"/admin/comparisons/verdict/{change.object_id}/change/"
    shown_form = client.get(f"{page}?prepared={change.pk}")
    return client.post(page, shown_values(shown_form) | {"prepared": change.pk})


# An editor


@pytest.mark.parametrize("state", [PUBLISHED, ARCHIVED])
def test_an_editors_change_of_what_a_publisher_decided_is_prepared_and_changes_nothing(editor, state):
    verdict = create_verdict(state=state, summary="As published.", criterion=create_criterion(name="Admin"))

    response = save(
        editor,
        verdict.framework,
        opened(editor, verdict.framework) | typed(verdict.criterion, summary="As proposed."),
    )

    change = PreparedChange.objects.get()
    verdict.refresh_from_db()
    assert response.status_code == 302
    assert (verdict.summary, verdict.state, verdict.version, verdict.history.count()) == (
        "As published.",
        state,
        1,
        1,
    )
    assert (change.state, change.object_id, change.title) == (PreparedState.WAITING, verdict.pk, str(verdict))
    assert (change.prepared_by.username, change.changed, change.why) == ("ed", "Changed Summary.", "grid")
    assert messages_of(response) == [
        "1 change is prepared and waits for a publisher; visitors see nothing of it until then: "
        f"{link_to(change, 'Admin')}."
    ]


def test_the_line_breaks_of_a_browser_prepare_nothing(editor):
    verdict = create_verdict(detail="One.\n\nTwo.")

    response = save(editor, verdict.framework, opened(editor, verdict.framework))

    assert messages_of(response) == ["No row was changed, so nothing was saved."]
    assert not PreparedChange.objects.exists()


def test_a_text_that_nobody_touched_is_the_same_after_preparing_and_publishing(editor, publisher):
    verdict = create_verdict(detail="One.\n\nTwo.", check_note="Was run.\nTwice.", checked_on="2026-01-02")
    save(editor, verdict.framework, opened(editor, verdict.framework) | typed(verdict.criterion, rating=5))
    change = PreparedChange.objects.get()

    published_by(publisher, change)

    after = Verdict.objects.get()
    assert (after.rating, after.detail, after.check_note) == (5, "One.\n\nTwo.", "Was run.\nTwice.")
    assert change.changed == LogEntry.objects.get().get_change_message() == "Changed Rating."


def test_one_save_saves_drafts_and_prepares_the_rest_one_change_per_verdict(editor):
    framework = create_framework()
    first, second = (create_verdict(framework=framework, criterion=create_criterion(name=name)) for name in "AB")
    draft = create_verdict(framework=framework, state=DRAFT, criterion=create_criterion(name="C"))
    empty = create_criterion(name="D")
    values = opened(editor, framework) | a_verdict(empty, summary="New.") | typed(draft.criterion, rating=1)

    response = save(editor, framework, values | typed(first.criterion, rating=5) | typed(second.criterion, rating=0))

    draft.refresh_from_db()
    changes = {change.object_id: change for change in PreparedChange.objects.all()}
    assert {key: change.form_data["rating"] for key, change in changes.items()} == {first.pk: ["5"], second.pk: ["0"]}
    assert (draft.rating, Verdict.objects.get(criterion=empty).summary) == (1, "New.")
    assert set(Verdict.objects.published().values_list("rating", flat=True)) == {3}
    new = Verdict.objects.get(criterion=empty)
    added, changed, prepared = messages_of(response)
    assert added == f'1 verdict added: <a href="{form_address(new)}">D</a>.'
    assert changed == f'1 verdict changed: <a href="{form_address(draft)}">C</a>.'
    assert prepared.startswith("2 changes are prepared and wait for a publisher;")
    assert link_to(changes[first.pk], "A") in prepared and link_to(changes[second.pk], "B") in prepared


def test_a_criterion_is_prepared_for_all_frameworks(editor):
    criterion = create_criterion()
    verdicts = [create_verdict(criterion=criterion), create_verdict(criterion=criterion)]
    values = opened(editor, criterion)
    for verdict in verdicts:
        values |= typed(verdict.framework, since="2.0")

    save(editor, criterion, values)

    assert sorted(change.object_id for change in PreparedChange.objects.waiting()) == [row.pk for row in verdicts]


def test_the_page_says_which_rows_will_be_prepared_before_anything_is_typed(editor):
    framework = create_framework()
    for state in (PUBLISHED, ARCHIVED, DRAFT):
        create_verdict(framework=framework, state=state)

    response = editor.get(grid_address(framework))

    assert [row.is_prepared for row in response.context["sheet"].rows] == [True, True, False]
    assert text_of(response).count("changes wait for a publisher") == 2
    assert "it is prepared, and waits for a publisher" in text_of(response)
    assert 'name="_prepare"' not in text_of(response)


def test_a_row_with_a_prepared_change_says_so_with_a_link(editor, publisher):
    verdict = create_verdict(criterion=create_criterion(name="Admin"))
    framework = verdict.framework
    save(editor, framework, opened(editor, framework) | typed(verdict.criterion, rating=5))
    change = PreparedChange.objects.get()
    link = f'<a class="mark mark-in_review" href="{form_address(verdict)}?prepared={change.pk}">'

    for client in (editor, publisher):
        for row in (framework, verdict.criterion):
            assert text_of(client.get(grid_address(row))).count(link) == 1
    published_by(publisher, change)

    assert link not in text_of(publisher.get(grid_address(framework)))


def test_a_second_change_of_a_row_waits_beside_the_first_as_in_the_form(editor):
    verdict = create_verdict()
    framework = verdict.framework
    save(editor, framework, opened(editor, framework) | typed(verdict.criterion, rating=5))
    page = form_address(verdict)
    editor.post(page, shown_values(editor.get(page)) | {"summary": "By the form.", "_prepare": "1"})

    save(editor, framework, opened(editor, framework) | typed(verdict.criterion, rating=1))

    changes = PreparedChange.objects.of(verdict).waiting()
    assert [change.form_data["rating"] for change in changes] == [["1"], ["3"], ["5"]]
    content = text_of(editor.get(grid_address(framework)))
    assert all(f"?prepared={change.pk}" in content for change in changes)


def test_an_editor_proposes_to_take_something_back_and_no_state_of_a_publishers(editor):
    verdict = create_verdict(criterion=create_criterion(name="Admin"))
    framework = verdict.framework
    archived = save(editor, framework, opened(editor, framework) | typed(verdict.criterion, state=ARCHIVED))

    response = save(editor, framework, opened(editor, framework) | typed(verdict.criterion, state=DRAFT))

    assert "archived is not one of the available choices" in problems(archived)[0]
    assert response.status_code == 302
    assert PreparedChange.objects.get().form_data["state"] == [DRAFT]
    verdict.refresh_from_db()
    assert verdict.state == PUBLISHED


# What becomes of it


def test_what_was_typed_is_what_is_published_and_nothing_else(editor, publisher, client):
    extension = create_extension()
    verdict = create_verdict(since="1.0", check_note="Was run.", checked_on="2026-01-02", detail="One.\n\nTwo.")
    verdict.extensions.add(extension)
    source = create_source(verdict=verdict, title="The page")
    before = Verdict.objects.filter(pk=verdict.pk).values().get()
    proposal = {"rating": 5, "support": "third_party", "since": "2.0 ü", "summary": '<b>"As" proposed & kept</b>'}
    proposal |= {"detail": "Three.\r\n\r\n- four", "confidence": "medium", "written_on": "2026-02-03"}
    values = opened(editor, verdict.framework) | typed(verdict.criterion, **proposal) | {"why": "levelled after 3.1"}
    save(editor, verdict.framework, values)

    response = published_by(publisher, PreparedChange.objects.get())

    after = Verdict.objects.filter(pk=verdict.pk).values().get()
    changed = {name: str(value) for name, value in after.items() if value != before[name]}
    assert response.status_code == 302
    assert changed == {name: str(value) for name, value in proposal.items()} | {
        "detail": "Three.\n\n- four",
        "version": "2",
    }
    assert (list(verdict.extensions.all()), verdict.sources.get().title) == ([extension], source.title)
    record = verdict.history.latest()
    assert (record.history_change_reason, record.history_user.username) == ("grid: levelled after 3.1", "paula")
    assert PreparedChange.objects.get().state == PreparedState.PUBLISHED


def test_visitors_see_nothing_of_it_before_and_read_of_it_after(editor, publisher, client):
    verdict = create_verdict(summary="As published.", rating=3)
    framework = verdict.framework
    draft = create_verdict(framework=framework, state=DRAFT)
    number = record_revision().number
    public = ["/changes/", "/changes/feed/", framework.get_absolute_url(), "/compare/", "/search/?q=proposed"]
    values = opened(editor, framework) | typed(verdict.criterion, summary="As proposed.")
    save(editor, framework, values | typed(draft.criterion, summary="Only a draft."))

    for page in public:
        content = client.get(page).content.decode()
        assert "As proposed." not in content and "Only a draft." not in content
    assert Revision.objects.current_number() == number
    published_by(publisher, PreparedChange.objects.get())

    assert Revision.objects.current_number() == number + 1
    changes = client.get("/changes/").content.decode()
    assert "proposed" in changes and "Only a draft." not in changes


def test_it_is_previewed_and_dropped_as_any_other(editor, publisher):
    verdict = create_verdict(summary="As published.")
    framework = verdict.framework
    save(editor, framework, opened(editor, framework) | typed(verdict.criterion, summary="As proposed."))
    change = PreparedChange.objects.get()
    shown_form = publisher.get(f"{form_address(verdict)}?prepared={change.pk}")

    preview = publisher.post(form_address(verdict), shown_values(shown_form) | {"_preview": "1"})
    publisher.post(f"/admin/comparisons/preparedchange/{change.pk}/drop/", {"drop_reason": "No source says so."})

    assert "As proposed." in preview.content.decode()
    change.refresh_from_db()
    assert (change.state, Verdict.objects.get().summary) == (PreparedState.DROPPED, "As published.")


def test_what_another_published_since_is_shown_and_not_overwritten(editor, publisher):
    verdict = create_verdict(summary="As it was.")
    framework = verdict.framework
    save(editor, framework, opened(editor, framework) | typed(verdict.criterion, summary="As Ed has it."))
    save(publisher, framework, opened(publisher, framework) | typed(verdict.criterion, summary="As Paula has it."))

    page = f"{form_address(verdict)}?prepared={PreparedChange.objects.get().pk}"

    assert "paula saved this on" in text_of(publisher.get(page))
    assert Verdict.objects.get().summary == "As Paula has it."


# When something is wrong


def test_one_wrong_row_holds_all_of_them_prepared_and_saved(editor):
    published = create_verdict(criterion=create_criterion(name="Right"))
    framework = published.framework
    draft = create_verdict(framework=framework, state=DRAFT, criterion=create_criterion(name="Wrong"))
    values = opened(editor, framework) | typed(published.criterion, summary="As proposed.")

    response = save(editor, framework, values | typed(draft.criterion, summary=""))

    assert (response.status_code, problems(response)) == (200, ["Wrong, summary: This field is required."])
    assert shown(response)[f"row-{published.criterion_id}-summary"] == "As proposed."
    assert not PreparedChange.objects.exists()


def test_what_only_the_verdicts_own_form_refuses_is_said_in_its_row_and_nothing_is_kept(editor):
    verdict = create_verdict(criterion=create_criterion(name="Admin"))
    framework = verdict.framework
    create_source(verdict=verdict)
    # As an older version of the site may have let it in.
    verdict.sources.update(title="")
    draft = create_verdict(framework=framework, state=DRAFT)
    values = opened(editor, framework) | typed(verdict.criterion, rating=1) | typed(draft.criterion, rating=1)

    response = save(editor, framework, values)

    assert problems(response) == ["Admin: sources: This field is required."]
    assert shown(response)[f"row-{verdict.criterion_id}-rating"] == "1"
    assert not PreparedChange.objects.exists()
    assert Verdict.objects.filter(rating=3).count() == 2


def test_when_a_save_breaks_halfway_no_prepared_change_stays(editor, monkeypatch):
    published = create_verdict()
    framework = published.framework
    empty = create_criterion()
    values = opened(editor, framework) | typed(published.criterion, summary="As proposed.") | a_verdict(empty)
    plain_save = Verdict.save

    def breaking_save(self, *args, **kwargs):
        if self.criterion_id == empty.pk:
            raise IntegrityError("somebody was faster")
        plain_save(self, *args, **kwargs)

    monkeypatch.setattr(Verdict, "save", breaking_save)

    response = save(editor, framework, values)

    assert "Somebody else is saving these verdicts at this moment." in text_of(response)
    assert shown(response)[f"row-{published.criterion_id}-summary"] == "As proposed."
    assert not PreparedChange.objects.exists()


def test_a_change_of_what_another_saved_in_between_is_not_prepared_unseen(editor, publisher):
    verdict = create_verdict(summary="As it was.")
    framework = verdict.framework
    eds = opened(editor, framework)
    save(publisher, framework, opened(publisher, framework) | typed(verdict.criterion, rating=5))

    refused = save(editor, framework, eds | typed(verdict.criterion, summary="As Ed has it."))
    kept = shown(refused)
    prepared_unseen = PreparedChange.objects.exists()
    save(editor, framework, kept)

    assert "paula saved this on" in text_of(refused)
    assert not prepared_unseen
    form_data = PreparedChange.objects.get().form_data
    assert (form_data["summary"], form_data["rating"]) == (["As Ed has it."], ["5"])


def test_an_editor_whose_draft_was_published_meanwhile_prepares_knowingly(editor, publisher):
    verdict = create_verdict(state=DRAFT, summary="As it was.")
    framework = verdict.framework
    eds = opened(editor, framework)
    save(publisher, framework, opened(publisher, framework) | typed(verdict.criterion, state=PUBLISHED))

    refused = save(editor, framework, eds | typed(verdict.criterion, summary="As Ed has it."))
    response = save(editor, framework, shown(refused))

    assert (refused.status_code, response.status_code) == (200, 302)
    assert "<b>publication state</b>: <del>draft</del> → <ins>published</ins>" in text_of(refused)
    assert "changes wait for a publisher" in text_of(refused)
    assert Verdict.objects.get().summary == "As it was."
    assert PreparedChange.objects.get().form_data["summary"] == ["As Ed has it."]


# A publisher


def test_a_publisher_chooses_between_saving_now_and_preparing(publisher):
    verdict = create_verdict(summary="As it was.")
    framework = verdict.framework
    draft = create_verdict(framework=framework, state=DRAFT)
    page = text_of(publisher.get(grid_address(framework)))
    values = opened(publisher, framework) | typed(verdict.criterion, summary="Prepared.")

    save(publisher, framework, values | typed(draft.criterion, summary="Saved.") | PREPARE)
    summaries = sorted(Verdict.objects.values_list("summary", flat=True))
    change = PreparedChange.objects.get()
    values = opened(publisher, framework) | typed(verdict.criterion, summary="Now.")
    save(publisher, framework, values)

    assert 'name="_prepare"' in page and "changes wait for a publisher" not in page
    assert summaries == ["As it was.", "Saved."]
    assert (change.object_id, change.prepared_by.username) == (verdict.pk, "paula")
    verdict.refresh_from_db()
    assert (verdict.summary, PreparedChange.objects.count()) == ("Now.", 1)


def test_without_published_verdicts_there_is_nothing_to_choose(publisher):
    draft = create_verdict(state=DRAFT)

    assert 'name="_prepare"' not in text_of(publisher.get(grid_address(draft.framework)))


# What it costs


def test_each_prepared_row_costs_the_same_and_those_that_are_there_cost_nothing(editor):
    framework, category = create_framework(), create_category()

    def cost(rows):
        verdicts = list(framework.verdicts.order_by("pk"))[:rows]
        values = opened(editor, framework)
        for verdict in verdicts:
            values |= typed(verdict.criterion, since=f"{PreparedChange.objects.count() + 2}.0")
        with CaptureQueriesContext(connection) as queries:
            assert save(editor, framework, values).status_code == 302
        return len([query for query in queries if "publishedthing" not in query["sql"]])

    for _number in range(4):
        create_verdict(framework=framework, criterion=create_criterion(category=category))
    cost(1)
    one, two, four = cost(1), cost(2), cost(4)
    for _number in range(30):
        create_verdict(framework=framework, criterion=create_criterion(category=category))
    cost(1)

    assert four - two == 2 * (two - one)
    assert cost(1) == one
