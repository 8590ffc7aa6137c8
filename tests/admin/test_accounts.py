"""The desk of the accounts: who wrote something is deactivated, not deleted, so that the history can name them."""

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from comparisons.choices import PublicationState
from tests.admin.roles import editor, publisher, signed_in
from tests.admin.test_base import run_action
from tests.admin.test_desks import address
from tests.factories import create_framework
from tests.responses import text_of

pytestmark = pytest.mark.django_db


def wrote(client):
    """The account of the client, after it changed something."""
    draft = create_framework(state=PublicationState.DRAFT)
    run_action(client, create_framework, "ask_for_review", [draft])
    return client.user


def is_there(account):
    return get_user_model()._default_manager.filter(pk=account.pk).exists()


def test_an_account_that_wrote_something_stays_and_the_page_says_what_to_do_instead(admin_client):
    account = wrote(editor("emma"))
    url = reverse("admin:auth_user_delete", args=[account.pk])

    page = admin_client.get(url)
    admin_client.post(url, {"post": "yes"})

    assert "The history of what emma wrote. Deactivate the account instead" in text_of(page)
    assert is_there(account)


def test_the_action_deletes_none_of_several_when_one_wrote_something(admin_client):
    account, idle = wrote(editor("emma")), publisher("paula").user
    rows = {"action": "delete_selected", "_selected_action": [account.pk, idle.pk], "post": "yes"}

    response = admin_client.post(reverse("admin:auth_user_changelist"), rows)

    assert "what emma wrote" in text_of(response)
    assert "what paula wrote" not in text_of(response)
    assert is_there(account) and is_there(idle)


def test_an_account_that_wrote_nothing_is_deleted(admin_client):
    account = signed_in("stranger").user

    admin_client.post(reverse("admin:auth_user_delete", args=[account.pk]), {"post": "yes"})

    assert not is_there(account)


def test_of_an_account_that_is_gone_all_the_same_the_history_claims_nothing(admin_client):
    client = publisher()
    changed, gone = create_framework(state=PublicationState.DRAFT), create_framework()
    run_action(client, create_framework, "ask_for_review", [changed])
    client.post(address(create_framework, "delete", gone.pk), {"post": "yes"})

    client.user.delete()

    pages = [address(create_framework, "history", changed.pk), address(create_framework, "deleted")]
    assert all("a command, or somebody whose account is gone" in text_of(admin_client.get(page)) for page in pages)
