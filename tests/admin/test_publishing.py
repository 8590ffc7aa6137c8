"""Draft, review, publish: who may do what, prepared changes, previews, and addresses of what was archived."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PreparedState, PublicationState
from comparisons.models import PreparedChange, Revision, Source, Verdict
from tests.admin.forms import shown_values
from tests.admin.roles import editor, publisher, signed_in
from tests.admin.test_desks import address
from tests.factories import (
    create_answer,
    create_category,
    create_criterion,
    create_extension,
    create_framework,
    create_industry,
    create_question,
    create_scenario,
    create_source,
    create_verdict,
)

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW = PublicationState.DRAFT, PublicationState.IN_REVIEW
PUBLISHED, ARCHIVED = PublicationState.PUBLISHED, PublicationState.ARCHIVED


def form_address(verdict):
    return address(create_verdict, "change", verdict.pk)


def posted_form(client, create, row, changes):
    url = address(create, "change", row.pk)
    return client.post(url, shown_values(client.get(url)) | changes)


def posted(client, verdict, changes):
    return posted_form(client, create_verdict, verdict, changes)


def prepared(client, verdict, changes):
    posted(client, verdict, changes | {"_prepare": "1"})
    return PreparedChange.objects.get()


def state_of(row):
    return type(row).objects.get(pk=row.pk).state


def acted(client, action, verdict):
    rows = {"action": action, "_selected_action": [verdict.pk]}
    return client.post(address(create_verdict, "changelist"), rows, follow=True)


def test_an_editor_writes_drafts_and_asks_for_a_review():
    verdict = create_verdict(state=DRAFT)

    response = posted(editor(), verdict, {"summary": "Better words.", "state": IN_REVIEW})

    assert response.status_code == 302
    assert Verdict.objects.get(pk=verdict.pk).summary == "Better words."
    assert state_of(verdict) == IN_REVIEW


@pytest.mark.parametrize("state", [PUBLISHED, ARCHIVED])
def test_an_editor_cannot_give_a_state_that_visitors_notice(state):
    verdict = create_verdict(state=DRAFT)

    response = posted(editor(), verdict, {"state": state})

    assert response.status_code == 200
    assert "state" in response.context["adminform"].form.errors
    assert state_of(verdict) == DRAFT


@pytest.mark.parametrize("state", PublicationState)
def test_a_publisher_gives_every_state(state):
    verdict = create_verdict(state=DRAFT)

    assert posted(publisher(), verdict, {"state": state}).status_code == 302
    assert state_of(verdict) == state


@pytest.mark.parametrize("state", [PUBLISHED, ARCHIVED])
def test_an_editor_cannot_save_what_is_settled(state):
    verdict = create_verdict(state=state, summary="As published.")

    response = posted(editor(), verdict, {"summary": "Slipped in."})

    assert response.status_code == 403
    assert Verdict.objects.get(pk=verdict.pk).summary == "As published."


@pytest.mark.parametrize("action", ["publish", "make_draft", "archive"])
def test_the_actions_that_visitors_notice_are_the_publishers(action):
    verdict = create_verdict(state=DRAFT if action == "publish" else PUBLISHED)
    before = state_of(verdict)

    acted(editor(), action, verdict)
    assert state_of(verdict) == before
    acted(publisher(), action, verdict)

    assert state_of(verdict) != before


def test_an_editor_asks_for_reviews_by_action_and_only_drafts_are_moved():
    draft, published = create_verdict(state=DRAFT), create_verdict(state=PUBLISHED)
    client = editor()

    for verdict in (draft, published):
        acted(client, "ask_for_review", verdict)

    assert (state_of(draft), state_of(published)) == (IN_REVIEW, PUBLISHED)


def test_an_editor_deletes_nothing_and_a_publisher_may():
    verdict = create_verdict(state=PUBLISHED)
    url = address(create_verdict, "delete", verdict.pk)

    assert editor().post(url, {"post": "yes"}).status_code == 403
    assert publisher().post(url, {"post": "yes"}).status_code == 302


def test_a_source_of_what_is_published_is_the_publishers_too():
    source = create_source(verdict=create_verdict(state=PUBLISHED), title="As published")
    url = address(create_source, "change", source.pk)
    client = editor()

    response = client.post(url, shown_values(client.get(url)) | {"title": "Slipped in"})

    assert response.status_code == 403
    assert Source.objects.get().title == "As published"


def test_a_new_source_beneath_what_is_published_is_refused_with_what_was_typed():
    verdict = create_verdict(state=PUBLISHED)
    url = address(create_source, "add")
    client = editor()

    response = client.post(
        url,
        shown_values(client.get(url))
        | {"url": "https://a.example/", "title": "Mine", "supports": "All.", "read_on": "2026-01-01", "position": 0}
        | {"verdict": verdict.pk},
    )

    assert response.status_code == 200
    assert "This would change what is published." in response.content.decode()
    assert response.context["adminform"].form["title"].value() == "Mine"
    assert not Source.objects.exists()


# A source and an answer, each beneath a draft or beneath what is published
PARTS = [
    pytest.param(create_source, "verdict", create_verdict, id="source"),
    pytest.param(create_answer, "question", create_question, id="answer"),
]


def moved(client, create, part, owner, entered):
    """The answer to a form that puts a part beneath another row."""
    return posted_form(client, create, part, {owner: entered.pk})


@pytest.mark.parametrize(("create", "owner", "create_owner"), PARTS)
@pytest.mark.parametrize("state", [PUBLISHED, ARCHIVED])
def test_an_editor_moves_no_part_beneath_what_is_settled(create, owner, create_owner, state):
    left, entered = create_owner(state=DRAFT), create_owner(state=state)
    part = create(**{owner: left})

    response = moved(editor(), create, part, owner, entered)

    part.refresh_from_db()
    assert response.status_code == 200
    assert "This would change what is published." in response.content.decode()
    assert getattr(part, owner) == left


@pytest.mark.parametrize(("create", "owner", "create_owner"), PARTS)
def test_an_editor_moves_a_part_from_draft_to_draft_and_a_publisher_anywhere(create, owner, create_owner):
    left, entered, published = create_owner(state=DRAFT), create_owner(state=IN_REVIEW), create_owner()
    part = create(**{owner: left})

    by_editor = moved(editor(), create, part, owner, entered)
    part.refresh_from_db()
    owner_after_editor = getattr(part, owner)
    by_publisher = moved(publisher(), create, part, owner, published)

    part.refresh_from_db()
    assert (by_editor.status_code, owner_after_editor) == (302, entered)
    assert (by_publisher.status_code, getattr(part, owner)) == (302, published)


@pytest.mark.parametrize(
    ("create", "owner", "create_owner", "prefix"),
    [
        pytest.param(create_source, "verdict", create_verdict, "sources", id="source"),
        pytest.param(create_answer, "question", create_question, "answers", id="answer"),
    ],
)
def test_the_rows_beneath_a_form_move_no_part(create, owner, create_owner, prefix):
    draft, published = create_owner(state=DRAFT), create_owner()
    own, foreign = create(**{owner: draft}), create(**{owner: published})
    url = address(create_owner, "change", draft.pk)
    client = editor()
    shown = shown_values(client.get(url))

    client.post(url, shown | {f"{prefix}-0-{owner}": published.pk, f"{prefix}-0-position": 7})
    client.post(url, shown | {f"{prefix}-0-id": foreign.pk, f"{prefix}-0-position": 7})

    for row, its_owner in ((own, draft), (foreign, published)):
        row.refresh_from_db()
        assert (getattr(row, owner), row.position) == (its_owner, 0)


def test_an_editor_opens_a_prepared_change_of_a_published_row_without_a_refusal():
    verdict = create_verdict(state=PUBLISHED, summary="As published.")
    client = editor()
    change = prepared(client, verdict, {"summary": "As proposed."})

    shown = client.get(f"{form_address(verdict)}?prepared={change.pk}")

    assert shown.context["adminform"].form["summary"].value() == "As proposed."
    assert "This would change what is published." not in shown.content.decode()


@pytest.mark.parametrize("create", [create_category, create_industry])
def test_an_editor_adds_and_renames_what_nothing_published_belongs_to(create):
    pattern = create()
    client = editor()
    values = shown_values(client.get(address(create, "change", pattern.pk)))

    added = client.post(address(create, "add"), values | {"slug": "fresh", "name": "Fresh"})
    fresh = type(pattern).objects.filter(slug="fresh").first()
    renamed = posted_form(client, create, fresh, {"name": "Fresher"})

    fresh.refresh_from_db()
    assert (added.status_code, renamed.status_code, fresh.name) == (302, 302, "Fresher")


def test_a_category_with_published_criteria_is_the_publishers():
    category = create_category(name="Data")
    create_criterion(category=category)
    url = address(create_category, "change", category.pk)
    client = editor()

    assert client.post(url, shown_values(client.get(url)) | {"name": "Slipped in"}).status_code == 403


def test_a_prepared_change_is_not_visible_until_a_publisher_publishes_it(client):
    verdict = create_verdict(state=PUBLISHED, summary="As published.")
    source = create_source(verdict=verdict, title="The old page")
    revision = record_revision().number

    change = prepared(editor(), verdict, {"summary": "As proposed.", "sources-0-title": "The new page"})

    public = client.get(verdict.framework.get_absolute_url()).content.decode()
    assert "As published." in public and "As proposed." not in public
    assert Revision.objects.current_number() == revision
    assert Verdict.history.filter(summary="As proposed.").count() == 0
    assert "summary" in change.changed.lower()

    boss = publisher()
    shown = boss.get(f"{form_address(verdict)}?prepared={change.pk}")
    assert shown.context["adminform"].form["summary"].value() == "As proposed."
    values = shown_values(shown) | {"prepared": change.pk}
    assert boss.post(form_address(verdict), values).status_code == 302

    change.refresh_from_db()
    source.refresh_from_db()
    assert (change.state, change.decided_by.username) == (PreparedState.PUBLISHED, "paula")
    assert source.title == "The new page"
    assert "As proposed." in client.get(verdict.framework.get_absolute_url()).content.decode()
    assert Revision.objects.current_number() == revision + 1


def test_opening_a_prepared_change_saves_nothing():
    verdict = create_verdict(state=PUBLISHED, summary="As published.")
    change = prepared(editor(), verdict, {"summary": "As proposed."})

    publisher().get(f"{form_address(verdict)}?prepared={change.pk}")

    assert Verdict.objects.get().summary == "As published."
    change.refresh_from_db()
    assert change.state == PreparedState.WAITING


def test_a_prepared_change_with_mistakes_is_not_kept_and_what_was_typed_is():
    verdict = create_verdict(state=PUBLISHED)

    response = posted(editor(), verdict, {"summary": "", "detail": "Typed with care.", "_prepare": "1"})

    assert response.status_code == 200
    assert "Typed with care." in response.content.decode()
    assert not PreparedChange.objects.exists()


def test_what_another_changed_since_it_was_prepared_is_shown_and_not_overwritten():
    verdict = create_verdict(state=PUBLISHED, summary="As it was.")
    change = prepared(editor(), verdict, {"summary": "As proposed."})
    boss = publisher()
    posted(boss, verdict, {"summary": "As the boss has it."})

    shown = boss.get(f"{form_address(verdict)}?prepared={change.pk}")

    assert "paula saved this on" in " ".join(shown.content.decode().split())


def test_a_prepared_change_is_dropped_with_a_reason():
    verdict = create_verdict(state=PUBLISHED, summary="As published.")
    change = prepared(editor(), verdict, {"summary": "As proposed."})
    drop = reverse("admin:comparisons_preparedchange_drop", args=[change.pk])
    boss = publisher()

    boss.post(drop, {"drop_reason": "  "})
    change.refresh_from_db()
    assert change.state == PreparedState.WAITING
    boss.post(drop, {"drop_reason": "No source says so."})

    change.refresh_from_db()
    assert (change.state, change.reason) == (PreparedState.DROPPED, "No source says so.")
    assert Verdict.objects.get().summary == "As published."


def test_another_editor_cannot_drop_it_and_its_own_can():
    verdict = create_verdict(state=PUBLISHED)
    emma = editor()
    change = prepared(emma, verdict, {"summary": "As proposed."})
    drop = reverse("admin:comparisons_preparedchange_drop", args=[change.pk])

    assert editor("eric").post(drop, {"drop_reason": "Why not"}).status_code == 403
    assert emma.post(drop, {"drop_reason": "I was wrong."}).status_code == 302
    assert emma.get(drop).status_code == 405


def test_a_prepared_change_that_is_sent_with_a_mistake_still_waits_and_is_published_by_the_next_save():
    verdict = create_verdict(state=PUBLISHED)
    change = prepared(editor(), verdict, {"summary": "As proposed."})
    boss = publisher()
    values = shown_values(boss.get(f"{form_address(verdict)}?prepared={change.pk}")) | {"prepared": change.pk}

    refused = boss.post(form_address(verdict), values | {"detail": ""})
    change.refresh_from_db()
    state_after_refusal = change.state
    boss.post(form_address(verdict), values)

    change.refresh_from_db()
    assert f'name="prepared" value="{change.pk}"' in refused.content.decode()
    assert (state_after_refusal, change.state) == (PreparedState.WAITING, PreparedState.PUBLISHED)


def test_a_prepared_change_that_was_dropped_in_between_is_saved_only_knowingly():
    verdict = create_verdict(state=PUBLISHED, summary="As it was.")
    change = prepared(editor(), verdict, {"summary": "As proposed."})
    boss = publisher()
    values = shown_values(boss.get(f"{form_address(verdict)}?prepared={change.pk}"))
    drop = reverse("admin:comparisons_preparedchange_drop", args=[change.pk])
    publisher("ben").post(drop, {"drop_reason": "No source says so."})

    refused = boss.post(form_address(verdict), values | {"prepared": change.pk})
    summary_after_refusal = Verdict.objects.get().summary
    knowing = boss.post(form_address(verdict), shown_values(refused))

    html = " ".join(refused.content.decode().split())
    assert "ben dropped this prepared change on" in html
    assert "No source says so." in html
    assert 'name="prepared"' not in html
    assert (refused.status_code, summary_after_refusal) == (200, "As it was.")
    assert (knowing.status_code, Verdict.objects.get().summary) == (302, "As proposed.")


def test_a_save_for_a_prepared_change_that_never_was_saves_nothing():
    verdict = create_verdict(state=PUBLISHED, summary="As it was.")

    response = posted(publisher(), verdict, {"summary": "Mine.", "prepared": "999"})

    assert (response.status_code, Verdict.objects.get().summary) == (404, "As it was.")


def test_what_is_decided_is_not_dropped_any_more():
    verdict = create_verdict(state=PUBLISHED)
    change = prepared(editor(), verdict, {"summary": "As proposed."})
    boss = publisher()
    posted(boss, verdict, {"summary": "As proposed.", "prepared": change.pk})

    drop = reverse("admin:comparisons_preparedchange_drop", args=[change.pk])
    response = boss.post(drop, {"drop_reason": "Too late."}, follow=True)

    change.refresh_from_db()
    assert (change.state, change.reason) == (PreparedState.PUBLISHED, "")
    assert "Somebody has decided on it already." in response.content.decode()


def test_the_list_of_prepared_changes_leads_to_the_form_with_the_change_in_it():
    verdict = create_verdict(state=PUBLISHED)
    change = prepared(editor(), verdict, {"summary": "As proposed."})
    boss = publisher()

    assert boss.get(reverse("admin:comparisons_preparedchange_changelist")).status_code == 200
    response = boss.get(reverse("admin:comparisons_preparedchange_change", args=[change.pk]))

    assert response["Location"] == f"{form_address(verdict)}?prepared={change.pk}"


@pytest.mark.parametrize("key", ["0", "999", "x", "1.5", "²"])
def test_a_prepared_change_that_is_not_there_is_not_found(key):
    verdict = create_verdict(state=PUBLISHED)

    assert publisher().get(f"{form_address(verdict)}?prepared={key}").status_code == 404


def test_a_preview_shows_what_visitors_would_see_and_nobody_else_does(client):
    verdict = create_verdict(state=DRAFT, summary="Still a thought.")
    url = reverse("admin:comparisons_verdict_preview", args=[verdict.pk])

    response = editor().get(url)

    assert "Still a thought." in response.content.decode()
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex"
    assert "Still a thought." not in client.get(verdict.framework.get_absolute_url()).content.decode()
    assert (state_of(verdict), client.get(url).status_code) == (DRAFT, 302)
    assert signed_in("stranger").get(url).status_code == 403


def test_a_preview_of_the_form_shows_what_is_not_saved(client):
    verdict = create_verdict(state=PUBLISHED, summary="As published.")

    response = posted(editor(), verdict, {"summary": "Just typed.", "_preview": "1"})

    assert "Just typed." in response.content.decode()
    assert "<h1" in response.content.decode()
    assert Verdict.objects.get().summary == "As published."
    assert Verdict.history.filter(summary="Just typed.").count() == 0


def test_a_preview_is_the_public_page_byte_for_byte(client):
    verdict = create_verdict(state=PUBLISHED)

    preview = editor().get(reverse("admin:comparisons_verdict_preview", args=[verdict.pk])).content

    assert preview == client.get(verdict.framework.get_absolute_url()).content


def test_what_is_to_be_published_later_waits_for_its_moment(client):
    verdict = create_verdict(state=PUBLISHED, summary="Not before its day.")
    page = verdict.framework.get_absolute_url()

    Verdict.objects.filter(pk=verdict.pk).update(publish_at=timezone.now() + timedelta(hours=1))
    assert "Not before its day." not in client.get(page).content.decode()
    Verdict.objects.filter(pk=verdict.pk).update(publish_at=timezone.now() - timedelta(seconds=1))

    assert "Not before its day." in client.get(page).content.decode()


@pytest.mark.parametrize(
    ("create", "page"),
    [
        (create_framework, "/frameworks/"),
        (create_criterion, "/criteria/"),
        (create_extension, "/extensions/"),
        (create_scenario, "/scenarios/"),
    ],
)
def test_the_address_of_something_archived_leads_to_its_list(client, create, page):
    row = create(state=ARCHIVED)

    response = client.get(row.get_absolute_url())

    assert (response.status_code, response["Location"]) == (302, page)


def test_the_address_of_a_draft_is_not_found(client):
    assert client.get(create_framework(state=DRAFT).get_absolute_url()).status_code == 404


def test_an_archived_extension_leads_to_what_replaced_it(client):
    successor = create_extension(slug="new")
    row = create_extension(slug="old", state=ARCHIVED, status="abandoned", replaced_by=successor)

    assert client.get(row.get_absolute_url())["Location"] == "/extensions/new/"


def test_a_pair_with_an_archived_framework_leads_to_the_one_that_is_left(client):
    create_framework(slug="apple")
    create_framework(slug="pear", state=ARCHIVED)

    assert client.get("/compare/apple-vs-pear/")["Location"] == "/frameworks/apple/"
