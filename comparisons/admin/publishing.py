"""Who may decide what visitors see: editors write and propose, publishers publish and archive.

A row that visitors see is changed by publishers alone; an editor's change of it is prepared and waits for one.
"""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from comparisons.choices import UNFINISHED_STATES, PublicationState
from comparisons.settled import PUBLISH, is_settled


def may_publish(request: HttpRequest) -> bool:
    """Whether the signed-in person decides what visitors see."""
    return request.user.has_perm(PUBLISH)


def choosable_states(request: HttpRequest) -> list[PublicationState]:
    """The states that the signed-in person may give to a row."""
    return list(PublicationState) if may_publish(request) else list(UNFINISHED_STATES)


class RightsByState:
    """For desks: only publishers delete what is published, and choose the states that visitors notice."""

    def has_publish_permission(self, request: HttpRequest) -> bool:
        """Asked by actions with `permissions=["publish"]`."""
        return may_publish(request)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        allowed: bool = super().has_delete_permission(request, obj)  # type: ignore[misc]  # a mixin: the desk has it
        return allowed and (obj is None or may_publish(request) or not is_settled(obj))

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form, knowing what the signed-in person may decide."""
        form = super().get_form(request, obj, change, **kwargs)  # type: ignore[misc]  # a mixin: the desk has it
        return type(
            form.__name__,
            (form,),
            {
                "states": choosable_states(request),
                "may_settle": may_publish(request) or _is_not_saved(request),
            },
        )


def _is_not_saved(request: HttpRequest) -> bool:
    """Whether the form is only tried or only shown, as a prepared change is to who may not publish it."""
    return getattr(request, "tries_change", False) or getattr(request, "only_shows", False)


class FormByRights:
    """For the desks' forms: the states that may be chosen, and nothing put beneath what is published."""

    states: list[PublicationState] = list(PublicationState)
    may_settle = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        form: Any = self
        if "state" in form.fields:
            allowed = {*self.states, form.instance.state}
            field = form.fields["state"]
            field.choices = [choice for choice in field.choices if choice[0] in allowed]

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]  # a mixin: the form has it
        form: Any = self
        # The desk has looked at the row as it was. Here it is as it would be: new, or moved beneath something else.
        if self.may_settle or form.errors or not is_settled(form.instance):
            return
        form.add_error(
            None,
            ValidationError(
                _("This would change what is published. Open the statement itself and prepare the change there."),
                code="settled",
            ),
        )
