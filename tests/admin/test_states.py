"""The actions that move rows from state to state, and the addresses that outlive a state."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.db import transaction
from django.utils import timezone

from comparisons.choices import PublicationState
from comparisons.models import Framework, Verdict
from tests.admin.forms import shown_values
from tests.admin.roles import editor, publisher
from tests.admin.test_base import run_action
from tests.admin.test_desks import address
from tests.factories import create_answer, create_framework, create_question, create_verdict
from tests.responses import text_of

pytestmark = pytest.mark.django_db

DRAFT, IN_REVIEW = PublicationState.DRAFT, PublicationState.IN_REVIEW
PUBLISHED, ARCHIVED = PublicationState.PUBLISHED, PublicationState.ARCHIVED


def act(client, action, *rows):
    return run_action(client, create_verdict, action, rows)


@pytest.mark.parametrize(("client_of", "action"), [(editor, "ask_for_review"), (publisher, "publish")])
def test_what_is_not_complete_stays_a_draft_and_the_missing_field_is_named(client_of, action):
    complete, empty = create_verdict(state=DRAFT), create_verdict(state=DRAFT, detail="")

    html = text_of(act(client_of(), action, complete, empty))

    complete.refresh_from_db()
    empty.refresh_from_db()
    assert (complete.state, empty.state) == (IN_REVIEW if action == "ask_for_review" else PUBLISHED, DRAFT)
    assert f"{empty} stays as it was, for it is not complete: detail." in html


@pytest.mark.parametrize(
    ("client_of", "action", "meanwhile"),
    [(editor, "ask_for_review", {"state": PUBLISHED}), (publisher, "publish", {"detail": ""})],
)
def test_what_another_did_before_the_rows_were_locked_counts(client_of, action, meanwhile, monkeypatch):
    verdict = create_verdict(state=DRAFT)

    def atomic():
        Verdict.objects.filter(pk=verdict.pk).update(**meanwhile)
        return transaction.atomic()

    monkeypatch.setattr("comparisons.admin.base.transaction", SimpleNamespace(atomic=atomic))
    act(client_of(), action, verdict)

    verdict.refresh_from_db()
    assert verdict.state == meanwhile.get("state", DRAFT)


def test_what_is_only_scheduled_is_not_called_published():
    now, later = create_verdict(state=DRAFT), create_verdict(state=DRAFT)
    Verdict.objects.filter(pk=later.pk).update(publish_at=timezone.now() + timedelta(days=3))

    html = text_of(act(publisher(), "publish", now, later))

    assert "1 row published." in html
    assert "1 row is scheduled" in html


@pytest.mark.parametrize("state", [PUBLISHED, ARCHIVED, DRAFT])
def test_the_slug_of_what_was_ever_published_stays(state):
    framework = create_framework(slug="old", state=PUBLISHED)
    framework.state = state
    framework.save()
    paula = publisher()
    url = address(create_framework, "change", framework.pk)

    paula.post(url, shown_values(paula.get(url)) | {"slug": "new", "state": PUBLISHED})

    assert Framework.objects.get().slug == "old"


def test_the_slug_of_what_was_never_published_can_be_mended():
    framework = create_framework(slug="odl", state=DRAFT)
    ed = editor()
    url = address(create_framework, "change", framework.pk)

    ed.post(url, shown_values(ed.get(url)) | {"slug": "old"})

    assert Framework.objects.get().slug == "old"


def test_the_answer_to_an_archived_question_keeps_its_slug():
    answer = create_answer(question=create_question(state=ARCHIVED), slug="old")
    paula = publisher()
    url = address(create_answer, "change", answer.pk)

    paula.post(url, shown_values(paula.get(url)) | {"slug": "new"})

    answer.refresh_from_db()
    assert answer.slug == "old"


@pytest.mark.parametrize("debug", [True, False])
def test_what_was_archived_leads_on_also_while_a_developer_looks(client, settings, debug):
    settings.DEBUG = debug
    create_framework(slug="old", state=ARCHIVED)

    assert client.get("/frameworks/old/")["Location"] == "/frameworks/"
    assert client.get("/frameworks/never/").status_code == 404
