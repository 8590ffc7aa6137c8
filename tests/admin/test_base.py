"""What the desks share: publishing, dates, settled slugs, links, and "view on site"."""

from datetime import UTC, datetime, timedelta

import pytest
from django.contrib import admin
from django.contrib.admin.models import LogEntry
from django.db.models import CharField, QuerySet, TextField
from django.urls import reverse
from django.utils import timezone

from comparisons.choices import PublicationState
from comparisons.models import Framework, Verdict
from comparisons.models.publication import DatedModel, PublishableModel
from tests.admin.forms import shown_values
from tests.admin.roles import publisher, signed_in
from tests.admin.test_desks import DESKS, address, model_of
from tests.clock import clock as clock
from tests.factories import (
    create_claim,
    create_criterion,
    create_extension,
    create_framework,
    create_notable_user,
    create_scenario,
    create_verdict,
)

pytestmark = pytest.mark.django_db

PUBLISHABLE = [create for create in DESKS if issubclass(model_of(create), PublishableModel)]
VISIBLE = [
    create_claim,
    create_criterion,
    create_extension,
    create_framework,
    create_notable_user,
    create_scenario,
    create_verdict,
]


def run_action(client, create, action, rows, **more):
    return client.post(
        address(create, "changelist"),
        {"action": action, "_selected_action": [row.pk for row in rows], **more},
        follow=True,
    )


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


@pytest.mark.parametrize("create", PUBLISHABLE)
def test_selected_drafts_are_published(create, admin_client):
    drafts = [create(state=PublicationState.DRAFT) for _number in range(2)]
    left_alone = create(state=PublicationState.DRAFT)

    response = run_action(admin_client, create, "publish", drafts)

    assert messages_of(response) == ["2 rows published."]
    for row in drafts:
        row.refresh_from_db()
        assert row.state == PublicationState.PUBLISHED
    left_alone.refresh_from_db()
    assert left_alone.state == PublicationState.DRAFT


@pytest.mark.parametrize("create", PUBLISHABLE)
def test_selected_rows_are_made_drafts(create, admin_client):
    row = create()

    response = run_action(admin_client, create, "make_draft", [row])

    row.refresh_from_db()
    assert row.state == PublicationState.DRAFT
    assert messages_of(response) == ["1 row made a draft."]


def test_an_action_says_how_many_rows_it_changed(admin_client):
    published, draft = create_framework(), create_framework(state=PublicationState.DRAFT)

    response = run_action(admin_client, create_framework, "publish", [published, draft])

    assert messages_of(response) == ["1 row published."]


def test_an_action_that_changes_nothing_says_so(admin_client):
    response = run_action(admin_client, create_framework, "publish", [create_framework()])

    assert messages_of(response) == ["All of them were so already: nothing changed."]


def test_an_action_saves_row_by_row_and_notes_each(admin_client, monkeypatch):
    drafts = [create_framework(state=PublicationState.DRAFT) for _number in range(3)]
    saved = []
    plain_save = Framework.save

    def noting_save(self, *args, **kwargs):
        saved.append(self.pk)
        plain_save(self, *args, **kwargs)

    monkeypatch.setattr(Framework, "save", noting_save)
    monkeypatch.setattr(QuerySet, "update", lambda *args, **kwargs: pytest.fail("update() passes history by"))
    # Signing in updates the session of the request, which is not what is watched here.
    run = admin.site.get_model_admin(Framework)
    request = admin_client.get(reverse("admin:index")).wsgi_request
    request._messages = _Messages()

    run.publish(request, run.get_queryset(request))

    assert saved == [row.pk for row in drafts]
    assert LogEntry.objects.filter(object_id__in=[str(row.pk) for row in drafts]).count() == 3


def test_an_action_is_all_or_nothing(admin_client, monkeypatch):
    rows = [create_framework(state=PublicationState.DRAFT) for _number in range(3)]
    plain_save = Framework.save

    def breaking_save(self, *args, **kwargs):
        if self.pk == rows[-1].pk:
            raise RuntimeError("the disk is full")
        plain_save(self, *args, **kwargs)

    monkeypatch.setattr(Framework, "save", breaking_save)

    with pytest.raises(RuntimeError):
        run_action(admin_client, create_framework, "publish", rows)

    assert Framework.objects.published().count() == 0


def test_an_action_reaches_the_rows_beyond_the_page(admin_client, monkeypatch):
    monkeypatch.setattr(admin.site.get_model_admin(Framework), "list_per_page", 2)
    rows = [create_framework(state=PublicationState.DRAFT) for _number in range(5)]

    response = run_action(admin_client, create_framework, "publish", rows[:2], select_across="1")

    assert messages_of(response) == ["5 rows published."]


def test_who_may_only_look_publishes_nothing():
    client = signed_in(permissions=["view_framework"])
    draft = create_framework(state=PublicationState.DRAFT)

    response = client.get(address(create_framework, "changelist"))
    run_action(client, create_framework, "publish", [draft])

    draft.refresh_from_db()
    assert response.status_code == 200
    assert "Make draft" not in response.content.decode()
    assert draft.state == PublicationState.DRAFT


@pytest.mark.parametrize("create", VISIBLE)
def test_a_published_row_is_viewed_on_the_site(create, admin_client):
    row = create()

    response = admin_client.get(address(create, "change", row.pk))

    assert f'href="{row.get_absolute_url()}" class="viewsitelink"' in response.content.decode()


@pytest.mark.parametrize("create", VISIBLE)
def test_a_draft_is_not_viewed_on_the_site(create, admin_client):
    row = create(state=PublicationState.DRAFT)

    response = admin_client.get(address(create, "change", row.pk))

    assert "viewsitelink" not in response.content.decode()


def test_a_verdict_of_a_draft_framework_is_not_viewed_on_the_site(admin_client):
    row = create_verdict(framework=create_framework(state=PublicationState.DRAFT))

    response = admin_client.get(address(create_verdict, "change", row.pk))

    assert "viewsitelink" not in response.content.decode()


@pytest.mark.parametrize("create", PUBLISHABLE)
def test_the_list_shows_the_publication_state(create, admin_client):
    create(state=PublicationState.DRAFT)

    response = admin_client.get(address(create, "changelist"))

    assert '<span class="mark mark-draft">draft</span>' in response.content.decode()


@pytest.mark.parametrize("create", PUBLISHABLE)
def test_the_list_says_when_what_is_scheduled_will_be_seen(create, clock):
    moment = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    clock.stands_at(moment - timedelta(minutes=1))
    create(publish_at=moment)
    # A session of another time would be over.
    client = publisher()

    before = client.get(address(create, "changelist")).content.decode()
    clock.stands_at(moment)
    after = client.get(address(create, "changelist")).content.decode()

    assert '<span class="mark">scheduled</span> <span class="quiet">1 Dec 2026, 09:00</span>' in before
    assert '<span class="mark mark-published">published</span>' in after


@pytest.mark.parametrize("create", [create for create in DESKS if issubclass(model_of(create), DatedModel)])
def test_the_list_marks_what_is_overdue(create, admin_client):
    yesterday = timezone.localdate() - timedelta(days=1)
    create(written_on=yesterday, review_due_on=yesterday)

    response = admin_client.get(address(create, "changelist"))

    assert '<span class="mark mark-gap">overdue</span>' in response.content.decode()


@pytest.mark.parametrize("create", [create for create in DESKS if issubclass(model_of(create), DatedModel)])
def test_what_is_due_today_is_not_overdue(create, admin_client):
    today = timezone.localdate()
    create(written_on=today, review_due_on=today)

    response = admin_client.get(address(create, "changelist"))

    assert '<span class="mark mark-gap">overdue</span>' not in response.content.decode()


@pytest.mark.parametrize("create", [create for create in DESKS if issubclass(model_of(create), DatedModel)])
def test_a_new_statement_is_written_today_and_reviewed_when_the_editor_says(create, admin_client):
    response = admin_client.get(address(create, "add"))

    form = response.context["adminform"].form
    assert form["written_on"].value() == timezone.localdate()
    assert form["review_due_on"].value() is None


@pytest.mark.parametrize("create", [create for create in PUBLISHABLE if hasattr(model_of(create), "slug")])
def test_a_published_slug_stays(create, admin_client):
    row = create(slug="settled")
    url = address(create, "change", row.pk)
    values = shown_values(admin_client.get(url)) | {"slug": "moved"}

    admin_client.post(url, values)

    row.refresh_from_db()
    assert row.slug == "settled"


@pytest.mark.parametrize("create", [create for create in PUBLISHABLE if hasattr(model_of(create), "slug")])
def test_the_slug_of_a_draft_is_changed(create, admin_client):
    row = create(slug="tentative", state=PublicationState.DRAFT)
    url = address(create, "change", row.pk)
    values = shown_values(admin_client.get(url)) | {"slug": "better"}

    response = admin_client.post(url, values)

    row.refresh_from_db()
    assert response.status_code == 302
    assert row.slug == "better"


@pytest.mark.parametrize("create", DESKS)
def test_a_row_is_saved_as_it_was_shown(create, admin_client):
    row = create()
    url = address(create, "change", row.pk)

    response = admin_client.post(url, shown_values(admin_client.get(url)))

    assert response.status_code == 302, response.context["errors"]


@pytest.mark.parametrize("link", ["javascript:alert(1)", "ftp://framework.example/"])
def test_a_wrong_link_is_named_beside_its_field(link, admin_client):
    row = create_framework()
    url = address(create_framework, "change", row.pk)

    response = admin_client.post(url, shown_values(admin_client.get(url)) | {"repository_url": link})

    assert response.status_code == 200
    errors = response.context["adminform"].form.errors
    assert list(errors) == ["repository_url"]
    assert "A link must start with https:// or http://." in errors["repository_url"]


def test_a_link_without_a_scheme_is_taken_as_https(admin_client):
    row = create_framework()
    url = address(create_framework, "change", row.pk)

    admin_client.post(url, shown_values(admin_client.get(url)) | {"homepage": "framework.example/new"})

    row.refresh_from_db()
    assert row.homepage == "https://framework.example/new"


def test_what_an_editor_wrote_is_shown_as_text(admin_client):
    verdict = create_verdict(
        summary="<script>alert(1)</script>",
        framework=create_framework(name="<b>Bold</b>"),
        criterion=create_criterion(name="<i>Slanted</i>", earns_5="<u>Under</u>"),
    )
    create_verdict(criterion=verdict.criterion, summary="<s>Struck</s>")
    pages = [
        address(create_verdict, "changelist"),
        address(create_verdict, "change", verdict.pk),
        address(create_framework, "change", verdict.framework_id),
        address(create_criterion, "change", verdict.criterion_id),
    ]

    for page in pages:
        content = admin_client.get(page).content.decode()
        for mark in ("<script>alert", "<b>Bold", "<i>Slanted", "<u>Under", "<s>Struck"):
            assert mark not in content


def list_address(model):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.model_name)
def test_no_list_meets_a_nul(model, admin_client):
    texts = [
        field.name
        for field in model._meta.fields
        if isinstance(field, CharField | TextField) and not field.is_relation
    ]
    lookups = [f"{name}__exact" for name in texts]

    # PostgreSQL has no text that holds one, and each column of a model may be asked for.
    for name in (*texts, *lookups, "q", "link", "p", "o", "e", "\0"):
        response = admin_client.get(list_address(model), {name: "\0"})
        assert response.status_code == 302, name
        assert response.headers["Location"] == f"{list_address(model)}?e=1", name
    assert admin_client.get(f"{list_address(model)}?e=1").status_code == 200


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model._meta.model_name)
def test_a_list_is_found_with_any_other_text(model, admin_client):
    assert admin_client.get(list_address(model), {"q": "\x01 \\0 %00 \u2400"}).status_code == 200


def test_who_may_not_see_a_list_learns_nothing_from_a_nul():
    stranger = signed_in("stranger", staff=False)

    response = stranger.get(list_address(Framework), {"state__exact": "\0"})

    assert response.headers["Location"].startswith(reverse("admin:login"))


@pytest.mark.parametrize(
    ("address", "query"),
    [
        ("admin:autocomplete", {"app_label": "comparisons", "model_name": "verdict", "field_name": "framework"}),
        ("admin:comparisons_verdict_add", {}),
    ],
)
def test_no_other_page_of_the_desk_meets_a_nul(address, query, admin_client):
    response = admin_client.get(reverse(address), query | {"term": "\0"})

    assert response.status_code == 400


def test_no_export_meets_a_nul(admin_client):
    address = reverse("admin:comparisons_verdict_export", args=["csv"])

    response = admin_client.get(address, {"state__exact": "\0"})

    assert response.status_code == 400


class _Messages:
    def add(self, level, message, extra_tags=""):
        pass


def test_the_default_manager_of_a_publishable_model_knows_what_is_published():
    assert Verdict._default_manager.published().count() == 0
