"""The history of a desk: complete for every way of writing, told field by field, and the way back by address."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from comparisons.catalogue.revisions import record_revision
from comparisons.choices import PublicationState
from comparisons.history.restoring import deleted, plan_restoration
from comparisons.history.reverting import plan_reversion
from comparisons.models import ContentChange, Framework, Source, Verdict
from comparisons.models.history import one_change
from comparisons.presentation.history import stamp_of
from comparisons.settled import PUBLISH
from tests import factories
from tests.admin.forms import shown_values
from tests.admin.roles import editor, publisher, signed_in
from tests.admin.test_base import run_action
from tests.admin.test_desks import DESKS, address, create_with_relations, model_of
from tests.factories import (
    create_answer,
    create_effect,
    create_extension,
    create_framework,
    create_question,
    create_source,
    create_verdict,
)
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def newest(row):
    return row.history.model.objects.filter(id=row.pk).order_by("-history_id").first()


def history_of(client, create, row):
    return client.get(address(create, "history", row.pk))


def entries_of(client, create, row):
    return history_of(client, create, row).context["entries"]


def saved(client, create, row, **values):
    url = address(create, "change", row.pk)
    response = client.post(url, shown_values(client.get(url)) | values)
    assert response.status_code == 302, response.context["errors"]


def revert_address(create, row, record):
    return address(create, "revert", row.pk, stamp_of(record.history_date))


def made_as_it_was(client, create, row, record, **values):
    url = revert_address(create, row, record)
    plan = client.get(url).context["plan"]
    return client.post(url, {"plan": plan.digest, **values})


# Complete for every way of writing


@pytest.mark.parametrize("create", DESKS)
def test_a_form_records_who_and_why(create, admin_client, admin_user):
    row = create()

    saved(admin_client, create, row, change_reason="  A new\tversion came out ")

    record = newest(row)
    assert (record.history_user, record.history_change_reason) == (admin_user, "A new version came out")


def test_a_reason_may_be_left_empty(admin_client):
    row = create_framework()

    saved(admin_client, create_framework, row)

    assert newest(row).history_change_reason is None


def test_a_reason_that_is_too_long_is_said_beside_its_field_and_nothing_is_saved(admin_client):
    row = create_framework(name="As it was")
    url = address(create_framework, "change", row.pk)

    response = admin_client.post(
        url, shown_values(admin_client.get(url)) | {"name": "Another", "change_reason": "x" * 201}
    )

    row.refresh_from_db()
    assert list(response.context["adminform"].form.errors) == ["change_reason"]
    assert row.name == "As it was"


def test_what_is_beneath_the_form_is_the_same_change(admin_client, admin_user):
    verdict = create_verdict()
    source = create_source(verdict=verdict)

    saved(
        admin_client,
        create_verdict,
        verdict,
        **{"change_reason": "The page moved", "sources-0-title": "Moved", "extensions": [create_extension().pk]},
    )

    of_verdict, of_source = newest(verdict), newest(source)
    assert of_verdict.history_date == of_source.history_date
    assert (of_source.history_user, of_source.history_change_reason) == (admin_user, "The page moved")
    assert verdict.history.count() == 2


def test_an_action_is_its_own_reason(admin_client, admin_user):
    draft = create_framework(state=PublicationState.DRAFT)

    run_action(admin_client, create_framework, "publish", [draft])

    assert (newest(draft).history_user, newest(draft).history_change_reason) == (admin_user, "action “Publish”")


def test_a_deletion_asks_for_the_reason_and_records_it(admin_client, admin_user):
    source = create_source()
    url = address(create_verdict, "delete", source.verdict_id)

    page = admin_client.get(url)
    admin_client.post(url, {"post": "yes", "change_reason": "Twice there"})

    record = newest(source)
    assert 'name="change_reason"' in text_of(page)
    assert (record.history_type, record.history_user) == ("-", admin_user)
    assert record.history_change_reason == "Twice there"


def test_the_action_that_deletes_asks_for_the_reason_and_records_it(admin_client, admin_user):
    row = create_framework()

    page = run_action(admin_client, create_framework, "delete_selected", [row])
    run_action(admin_client, create_framework, "delete_selected", [row], post="yes", change_reason="Twice there")

    record = newest(row)
    assert 'name="change_reason"' in text_of(page)
    assert (record.history_type, record.history_user) == ("-", admin_user)
    assert record.history_change_reason == "action “Delete selected frameworks”: Twice there"


def test_who_may_only_look_is_not_asked_why():
    row = create_framework()

    response = signed_in(permissions=["view_framework"]).get(address(create_framework, "change", row.pk))

    assert "change_reason" not in text_of(response)


# What the page tells


def test_a_change_is_told_field_by_field_with_labels_names_and_words(admin_client, admin_user):
    extension = create_extension(name="Flask-Admin")
    verdict = create_verdict(rating=3, summary="It has one built in.", since="")

    saved(
        admin_client,
        create_verdict,
        verdict,
        rating="4",
        summary="It has two built in.",
        extensions=[extension.pk],
        since="1.7",
        change_reason="A second one came",
    )

    (change, creation) = entries_of(admin_client, create_verdict, verdict)
    (row,) = change.rows
    told = {field.label: [(piece.text, piece.went, piece.came) for piece in field.pieces] for field in row.fields}
    assert (change.who, change.why, change.version) == (admin_user.username, "A second one came", 2)
    assert told == {
        "rating": [("adequate (3)", True, False), ("good (4)", False, True)],
        "summary": [
            ("It has", False, False),
            ("one", True, False),
            ("two", False, True),
            ("built in.", False, False),
        ],
        "since": [("1.7", False, True)],
        "extensions": [("Flask-Admin", False, True)],
    }
    assert [row.done for row in creation.rows] == ["created"]


def test_the_page_marks_words_that_went_and_came_without_colour(admin_client):
    verdict = create_verdict(summary="It has one.")
    saved(admin_client, create_verdict, verdict, summary="It has two.")

    text = text_of(history_of(admin_client, create_verdict, verdict))

    assert '<del><span class="visually-hidden">taken out: </span>one.</del>' in text
    assert '<ins><span class="visually-hidden">put in: </span>two.</ins>' in text


def test_the_parts_of_a_question_are_in_its_history(admin_client):
    question = create_question()
    answer = create_answer(question=question, text="Perhaps")
    effect = create_effect(answer=answer, weight=1)
    effect.weight = 4
    effect.save()
    answer.delete()

    told = [
        (row.part, row.done)
        for entry in entries_of(admin_client, create_question, question)
        for row in entry.rows
        if row.part
    ]

    assert told == [
        ("answer", "deleted"),
        ("effect", "deleted"),
        ("effect", "changed"),
        ("effect", "created"),
        ("answer", "created"),
    ]


def test_a_part_that_is_gone_is_still_named(admin_client):
    source = create_source(title="The documentation")
    verdict = source.verdict

    source.delete()

    assert "The documentation" in text_of(history_of(admin_client, create_verdict, verdict))


def test_a_relation_to_what_is_gone_is_still_named(admin_client):
    extension = create_extension(name="Flask-Admin")
    verdict = create_verdict()
    verdict.extensions.set([extension])

    extension.delete()

    assert text_of(history_of(admin_client, create_verdict, verdict)).count("Flask-Admin") == 2


def test_a_source_that_was_moved_is_told_at_both_its_places(admin_client):
    source = create_source(title="The documentation")
    left, entered = source.verdict, create_verdict()
    source.verdict = entered
    source.save()
    source.title = "Renamed"
    source.save()

    texts = [text_of(history_of(admin_client, create_verdict, row)) for row in (left, entered)]

    assert ["Renamed" in text for text in texts] == [False, True]
    assert all("The documentation" in text for text in texts)


def test_a_row_that_is_older_than_its_history_opens(admin_client):
    verdict = create_verdict()
    verdict.history.all().delete()

    empty = history_of(admin_client, create_verdict, verdict)
    verdict.save()
    first = history_of(admin_client, create_verdict, verdict)

    assert "Nothing was recorded yet" in text_of(empty)
    assert "what it was before was not recorded" in text_of(first)


def test_what_an_editor_wrote_is_shown_as_text(admin_client):
    verdict = create_verdict(summary="Plain.")

    saved(admin_client, create_verdict, verdict, summary="<i>Slanted</i>", change_reason="<u>Under</u>")

    content = history_of(admin_client, create_verdict, verdict).content.decode()
    assert "<i>Slanted" not in content
    assert "<u>Under" not in content


def test_a_long_history_has_pages(admin_client):
    framework = create_framework()
    for _number in range(24):
        framework.save()

    pages = [admin_client.get(address(create_framework, "history", framework.pk), {"page": n}) for n in ("1", "2")]
    nonsense = admin_client.get(address(create_framework, "history", framework.pk), {"page": "-7x"})

    assert [len(page.context["entries"]) for page in pages] == [20, 5]
    assert "Page 1 of 2" in text_of(pages[0])
    assert nonsense.status_code == 200


@pytest.mark.parametrize("create", [create_verdict, create_question, create_framework])
def test_a_long_history_costs_as_many_queries_as_a_short_one(create, admin_client):
    row = create()
    for _number in range(2):
        _change_with_parts(row)
    history_of(admin_client, create, row)
    with CaptureQueriesContext(connection) as for_two:
        history_of(admin_client, create, row)
    for _number in range(10):
        _change_with_parts(row)

    with CaptureQueriesContext(connection) as for_twelve:
        history_of(admin_client, create, row)

    assert len(for_twelve) == len(for_two)


def _change_with_parts(row):
    with one_change():
        row.save()
        if isinstance(row, Verdict):
            create_source(verdict=row).delete()
            row.extensions.set([create_extension()])
        elif not isinstance(row, Framework):
            create_effect(answer=create_answer(question=row))


@pytest.mark.parametrize("create", DESKS)
def test_no_page_has_inline_style_or_script(create, admin_client):
    row = create_with_relations(create)
    row.save()
    oldest = row.history.order_by("history_id").first()
    gone = create()
    gone.delete()
    record = model_of(create).history.filter(history_type="-").first()

    for page in (
        address(create, "history", row.pk),
        revert_address(create, row, oldest),
        address(create, "deleted"),
        address(create, "restore", record.pk),
        address(create, "delete", row.pk),
    ):
        response = admin_client.get(page)
        assert response.status_code == 200, page
        assert " style=" not in response.content.decode()
        assert "<script>" not in response.content.decode()


# The way back


def test_a_row_is_made_as_it_was_with_its_sources(admin_client, admin_user):
    with one_change():
        verdict = create_verdict(summary="As it was.")
        source = create_source(verdict=verdict, title="As it was")
    then = newest(verdict)
    saved(admin_client, create_verdict, verdict, **{"summary": "Another.", "sources-0-title": "Another"})

    shown = text_of(admin_client.get(revert_address(create_verdict, verdict, then)))
    response = made_as_it_was(admin_client, create_verdict, verdict, then, change_reason="A mistake")

    verdict.refresh_from_db()
    source.refresh_from_db()
    assert "Another" in shown
    assert response.headers["Location"] == address(create_verdict, "history", verdict.pk)
    assert (verdict.summary, source.title, verdict.version) == ("As it was.", "As it was", 3)
    record = newest(verdict)
    assert record.history_user == admin_user
    assert record.history_change_reason.startswith("made as it was on ")
    assert record.history_change_reason.endswith(": A mistake")


def test_looking_changes_nothing(admin_client):
    verdict = create_verdict(summary="As it was.")
    then = newest(verdict)
    saved(admin_client, create_verdict, verdict, summary="Another.")

    admin_client.get(revert_address(create_verdict, verdict, then))

    verdict.refresh_from_db()
    assert verdict.summary == "Another."


def test_a_save_in_between_is_told_and_nothing_is_written(admin_client):
    verdict = create_verdict(summary="As it was.")
    then = newest(verdict)
    saved(admin_client, create_verdict, verdict, summary="Another.")
    url = revert_address(create_verdict, verdict, then)
    digest = admin_client.get(url).context["plan"].digest
    saved(admin_client, create_verdict, verdict, summary="A third.")

    response = admin_client.post(url, {"plan": digest, "change_reason": "Typed"})

    verdict.refresh_from_db()
    assert response.status_code == 409
    assert "Somebody saved in the meantime" in text_of(response)
    assert "Typed" in text_of(response)
    assert verdict.summary == "A third."


@pytest.mark.parametrize("stamp", [0, 5, 10**15, 10**30])
def test_a_moment_that_never_was_is_not_found(stamp, admin_client):
    verdict = create_verdict()

    response = admin_client.get(address(create_verdict, "revert", verdict.pk, stamp))

    assert response.status_code == 404


def test_visitors_learn_of_it_by_the_same_record(admin_client):
    verdict = create_verdict(summary="As it was.")
    then = newest(verdict)
    record_revision()
    saved(admin_client, create_verdict, verdict, summary="Another.")

    made_as_it_was(admin_client, create_verdict, verdict, then)

    changes = ContentChange.objects.order_by("-pk").filter(model="verdict")
    assert [(change.before["summary"], change.after["summary"]) for change in changes] == [
        ("Another.", "As it was."),
        ("As it was.", "Another."),
    ]


# By address, not by hidden links


def revert_as(client, verdict):
    then = verdict.history.order_by("history_id").first()
    url = revert_address(create_verdict, verdict, then)
    return client.get(url).status_code, client.post(url).status_code


def changed_verdict(**fields):
    verdict = create_verdict(**fields)
    verdict.summary = "Another."
    verdict.save()
    return verdict


def test_who_may_only_look_sees_the_history_and_makes_nothing_as_it_was():
    verdict = changed_verdict()
    client = signed_in(permissions=["view_verdict"])

    page = history_of(client, create_verdict, verdict)

    assert page.status_code == 200
    assert "Make it as it was" not in text_of(page)
    assert revert_as(client, verdict) == (403, 403)


def test_who_has_no_right_sees_nothing():
    verdict = changed_verdict()
    client = signed_in()

    assert history_of(client, create_verdict, verdict).status_code == 403
    assert revert_as(client, verdict) == (403, 403)


def test_an_editor_makes_a_draft_as_it_was_and_nothing_published():
    draft, published = changed_verdict(state=PublicationState.DRAFT), changed_verdict()
    client = editor()
    first = draft.history.order_by("history_id").first()

    page = history_of(client, create_verdict, published)
    refused = revert_as(client, published)
    response = made_as_it_was(client, create_verdict, draft, first)

    draft.refresh_from_db()
    published.refresh_from_db()
    assert "Make it as it was" not in text_of(page)
    assert refused[1] == 403
    assert published.summary == "Another."
    assert (response.status_code, draft.summary != "Another.") == (302, True)


def test_an_editor_deletes_no_source_by_going_back():
    verdict = create_verdict(state=PublicationState.DRAFT)
    then = newest(verdict)
    create_source(verdict=verdict)
    client = editor()
    url = revert_address(create_verdict, verdict, then)

    page = client.get(url)
    response = client.post(url, {"plan": page.context["plan"].digest})

    assert page.context["lacking"] == ["comparisons.delete_source"]
    assert response.status_code == 403
    assert Source.objects.filter(verdict=verdict).exists()


def test_a_publisher_makes_a_published_row_as_it_was():
    verdict = changed_verdict()

    response = made_as_it_was(publisher(), create_verdict, verdict, verdict.history.order_by("history_id").first())

    verdict.refresh_from_db()
    assert (response.status_code, verdict.summary != "Another.") == (302, True)


PARTS = [
    pytest.param(create_source, "verdict", create_verdict, id="source"),
    pytest.param(create_answer, "question", create_question, id="answer"),
]


def moved(create, owner, *, left, entered):
    part = create(**{owner: left})
    setattr(part, owner, entered)
    part.save()
    return part, part.history.order_by("history_id").first()


def refused_going_back(client, create, row, record):
    """Whether the page says that the right is lacking, and a save is refused."""
    url = revert_address(create, row, record)
    plan = client.get(url)
    return PUBLISH in plan.context["lacking"] and client.post(url, {"plan": plan.context["plan"].digest}).status_code


@pytest.mark.parametrize(("create", "owner", "create_owner"), PARTS)
def test_an_editor_puts_no_part_back_beneath_what_is_published(create, owner, create_owner):
    draft, published = create_owner(state=PublicationState.DRAFT), create_owner()
    part, first = moved(create, owner, left=published, entered=draft)

    status = refused_going_back(editor(), create, part, first)

    part.refresh_from_db()
    assert (status, getattr(part, owner)) == (403, draft)


@pytest.mark.parametrize(("create", "owner", "create_owner"), PARTS)
def test_an_editor_takes_no_part_from_what_is_published_by_going_back(create, owner, create_owner):
    draft, published = create_owner(state=PublicationState.DRAFT), create_owner()
    part, first = moved(create, owner, left=draft, entered=published)

    status = refused_going_back(editor(), create_owner, draft, first)

    part.refresh_from_db()
    assert (status, getattr(part, owner)) == (403, published)


@pytest.mark.parametrize(("create", "owner", "create_owner"), PARTS)
def test_an_editor_puts_a_part_back_beneath_a_draft(create, owner, create_owner):
    left, entered = create_owner(state=PublicationState.DRAFT), create_owner(state=PublicationState.DRAFT)
    part, first = moved(create, owner, left=left, entered=entered)

    response = made_as_it_was(editor(), create, part, first)

    part.refresh_from_db()
    assert (response.status_code, getattr(part, owner)) == (302, left)


def test_an_editor_puts_a_part_back_whose_later_owner_is_gone():
    draft, gone = create_verdict(state=PublicationState.DRAFT), create_verdict()
    source, first = moved(create_source, "verdict", left=draft, entered=gone)
    gone.delete()

    response = made_as_it_was(editor(), create_verdict, draft, first)

    assert response.status_code == 302
    assert list(draft.sources.values_list("pk", flat=True)) == [source.pk]


# Drafts


def test_no_draft_and_no_reason_shows_in_the_visitors_changes(admin_client, client):
    record_revision()
    draft = create_verdict(state=PublicationState.DRAFT, summary="Marker of a draft.")
    create_source(verdict=draft, title="Marker of a source")
    published = create_verdict(summary="Seen.")
    saved(admin_client, create_verdict, draft, detail="Marker of a detail.", change_reason="Marker of a reason")
    saved(admin_client, create_verdict, published, summary="Seen again.", change_reason="Marker of a reason")
    draft.delete()
    record_revision()

    pages = [
        client.get(reverse(f"comparisons:{name}")).content.decode() for name in ("change_list", "change_feed", "home")
    ]

    assert "Seen again." in pages[0]
    assert not any("Marker" in page for page in pages)


@pytest.mark.django_db
def test_an_editor_makes_no_category_as_it_was_while_visitors_read_its_name():
    category = factories.create_category(name="Data")
    record = newest(category)
    category.name = "Storage"
    category.save()
    factories.create_criterion(category=category, state="published")

    assert PUBLISH in plan_reversion(category, record.history_date).permissions


@pytest.mark.django_db
@pytest.mark.parametrize(("state", "is_for_publishers"), [("published", True), ("draft", False)])
def test_a_source_comes_back_beneath_what_visitors_see_by_publishers_alone(state, is_for_publishers):
    source = factories.create_source(verdict=factories.create_verdict(state=state))
    source.delete()

    permissions = plan_restoration(deleted(Source).first()).permissions

    assert (PUBLISH in permissions) == is_for_publishers
