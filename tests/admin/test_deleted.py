"""The list of what was deleted at a desk, and bringing it back by address."""

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from comparisons.choices import ExtensionStatus, PublicationState
from comparisons.history.restoring import deleted
from comparisons.models import Claim, ContentChange, NotableUser, Source, Verdict
from comparisons.models.history import one_change
from tests.admin.roles import editor, publisher, signed_in
from tests.admin.test_desks import DESKS, address, create_with_relations, model_of
from tests.factories import (
    create_claim,
    create_extension,
    create_framework,
    create_notable_user,
    create_source,
    create_verdict,
)
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def restore_address(create):
    return address(create, "restore", deleted(model_of(create)).first().pk)


@pytest.mark.parametrize("create", DESKS)
def test_the_list_leads_to_what_was_deleted_and_back_it_comes(create, admin_client):
    row = create_with_relations(create)
    key, name = row.pk, str(row)
    admin_client.post(address(create, "delete", key), {"post": "yes", "change_reason": "By mistake"})

    list_page = admin_client.get(address(create, "changelist"))
    page = admin_client.get(address(create, "deleted"))
    plan = admin_client.get(restore_address(create))
    response = admin_client.post(restore_address(create), {"change_reason": "It was right"})

    assert f'href="{address(create, "deleted")}"' in text_of(list_page)
    (shown,) = page.context["rows"]
    assert (shown.name, shown.who, shown.why) == (name, "admin", "By mistake")
    assert plan.status_code == 200
    assert response.headers["Location"] == address(create, "change", key)
    restored = model_of(create).objects.get(pk=key)
    record = restored.history.order_by("-history_id").first()
    assert (record.history_user.username, record.history_change_reason) == ("admin", "restored: It was right")


def test_an_empty_list_says_so(admin_client):
    assert "Nothing that was deleted here" in text_of(admin_client.get(address(create_verdict, "deleted")))


def test_a_place_that_was_taken_is_told_and_nothing_is_written(admin_client):
    verdict = create_verdict()
    cell = {"framework": verdict.framework, "criterion": verdict.criterion}
    create_source(verdict=verdict)
    verdict.delete()
    create_verdict(**cell)

    response = admin_client.post(restore_address(create_verdict), {"change_reason": "Typed"})

    assert response.status_code == 409
    assert "This framework already has a verdict on this criterion" in text_of(response)
    assert "Typed" in text_of(response)
    assert (Verdict.objects.count(), Source.objects.count()) == (1, 0)


@pytest.mark.parametrize("number", [0, 7, 10**30])
def test_a_record_that_never_was_is_not_found(number, admin_client):
    assert admin_client.get(address(create_verdict, "restore", number)).status_code == 404


def test_what_is_back_is_not_found_any_more(admin_client):
    create_verdict().delete()
    url = restore_address(create_verdict)
    admin_client.post(url)

    assert admin_client.post(url).status_code == 404


def test_visitors_see_it_again(admin_client):
    verdict = create_verdict(summary="Seen by visitors.")
    admin_client.post(address(create_verdict, "delete", verdict.pk), {"post": "yes"})

    admin_client.post(restore_address(create_verdict))

    assert Verdict.objects.published().filter(summary="Seen by visitors.").exists()
    assert ContentChange.objects.exists()


def test_the_list_costs_the_same_for_few_and_many(admin_client):
    url = address(create_verdict, "deleted")
    for _number in range(2):
        create_source().verdict.delete()
    create_source().verdict.framework.delete()
    admin_client.get(url)
    with CaptureQueriesContext(connection) as for_three:
        admin_client.get(url)
    for _number in range(9):
        create_source().verdict.framework.delete()

    with CaptureQueriesContext(connection) as for_twelve:
        page = admin_client.get(url)

    assert len(page.context["rows"]) == 12
    assert len(for_twelve) == len(for_three)


def statuses(client):
    return [
        client.get(address(create_verdict, "deleted")).status_code,
        client.get(restore_address(create_verdict)).status_code,
        client.post(restore_address(create_verdict)).status_code,
    ]


def test_who_has_no_right_sees_and_restores_nothing():
    create_verdict().delete()

    assert statuses(signed_in()) == [403, 403, 403]


def test_who_may_only_look_sees_the_list_and_restores_nothing():
    create_verdict().delete()
    client = signed_in(permissions=["view_verdict"])

    page = client.get(address(create_verdict, "deleted"))

    assert "Restore" not in text_of(page)
    assert statuses(client) == [200, 403, 403]


def test_who_may_not_add_what_came_along_restores_nothing():
    create_source().verdict.delete()
    client = signed_in(permissions=["view_verdict", "add_verdict"])

    page = client.get(restore_address(create_verdict))

    assert page.context["lacking"] == ["comparisons.add_source"]
    assert statuses(client) == [200, 200, 403]


def test_an_editor_reads_which_rows_will_not_name_it_again_and_they_do_not():
    extension = create_extension()
    published = create_verdict(framework=create_framework(name="Apple"))
    draft = create_verdict(framework=create_framework(name="Pear"), state=PublicationState.DRAFT)
    for verdict in (published, draft):
        verdict.extensions.add(extension)
    extension.delete()
    url = restore_address(create_extension)

    page, publishers_page = editor().get(url), publisher().get(url)
    editor("eric").post(url)

    assert (page.context["named_by_count"], page.context["withheld"]) == (1, [f"verdict {published}"])
    assert "only a publisher may change it" in text_of(page)
    assert "1 other row named it, and will again." in text_of(page)
    assert (publishers_page.context["named_by_count"], publishers_page.context["withheld"]) == (2, [])
    assert [verdict.extensions.count() for verdict in (published, draft)] == [0, 1]


def test_a_row_that_cannot_name_it_any_more_is_told_with_its_reason(admin_client):
    successor = create_extension()
    other = create_extension(name="Flask-Old", status=ExtensionStatus.ABANDONED, replaced_by=successor)
    successor.delete()
    other.refresh_from_db()
    other.status = ExtensionStatus.ACTIVE
    other.save()

    page = admin_client.get(restore_address(create_extension))
    response = admin_client.post(restore_address(create_extension))

    told = ["extension Flask-Old: Only an abandoned extension names what replaced it."]
    assert (page.context["named_by_count"], page.context["refused"], response.status_code) == (0, told, 302)


def test_a_save_at_the_same_moment_is_told_and_nothing_is_written(admin_client, monkeypatch):
    user = create_notable_user()
    create_claim(notable_user=user)
    user.delete()
    save = Claim.save

    def save_too_late(claim, *args, **kwargs):
        Claim.objects.filter(pk=claim.pk).update(version=F("version") + 1)
        save(claim, *args, **kwargs)

    monkeypatch.setattr(Claim, "save", save_too_late)

    response = admin_client.post(restore_address(create_notable_user), {"change_reason": "Typed"})

    assert response.status_code == 409
    assert "Somebody saved a row that named it at this very moment" in text_of(response)
    assert "Typed" in text_of(response)
    assert not NotableUser.objects.exists()


def test_an_editor_gets_a_draft():
    create_verdict().delete()
    client = editor()

    page = client.get(restore_address(create_verdict))
    client.post(restore_address(create_verdict))

    assert "comes back as a draft" in text_of(page)
    assert Verdict.objects.get().state == PublicationState.DRAFT


def test_a_publisher_gets_it_as_it_was():
    framework = create_framework()
    create_source(verdict=create_verdict(framework=framework))
    with one_change():
        framework.delete()

    publisher().post(restore_address(create_framework))

    assert Verdict.objects.published().count() == Source.objects.count() == 1
