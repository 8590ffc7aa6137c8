"""The desk of the accounts: Django's own, which deletes no account that the history names."""

from collections.abc import Collection
from typing import Any

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.admin import UserAdmin
from django.http import HttpRequest
from django.utils.translation import gettext as _

from comparisons.history.records import users_in_history

admin.site.unregister(get_user_model())


@admin.register(get_user_model())
class AccountDesk(UserAdmin):  # type: ignore[type-arg]  # not generic at runtime
    """The record of a change keeps the key of its account alone, so who did it would be gone with the account.

    A command of the operator's can still delete one, as somebody may ask to be forgotten.
    """

    def get_deleted_objects(self, objs: Any, request: HttpRequest) -> Any:
        """With the accounts that must stay among what is protected, as Django shows what a relation protects."""
        to_delete, counts, lacking, protected = super().get_deleted_objects(objs, request)
        return to_delete, counts, lacking, [*protected, *_refusals(objs)]


def _refusals(accounts: Collection[Any]) -> list[str]:
    named = users_in_history([account.pk for account in accounts])
    return [
        _("The history of what %(name)s wrote. Deactivate the account instead: open it and untick “Active”.")
        % {"name": account.get_username()}
        for account in accounts
        if account.pk in named
    ]
