"""For the desks of what visitors can correct: the waiting suggestions beside the row, and a form filled in by one.

Accepting is saving: the form opens with the proposals filled in, and the save that follows, whatever the editor made
of them, accepts the suggestion in the same transaction and names it in the history. Who may only prepare a change of
what is published prepares it from the suggestion; publishing that change is then the save that accepts.
"""

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from comparisons.admin.filled_forms import emptied
from comparisons.admin.generics import GenericModelAdmin, ModelT
from comparisons.admin.publishing import may_publish
from comparisons.choices import SuggestionState
from comparisons.models import PreparedChange, Suggestion
from comparisons.presentation.suggestions import PARAMETER, ShownSuggestion, build_shown_suggestions
from comparisons.settled import is_settled
from comparisons.suggestions.subjects import subject_of

BOX = "waiting_suggestions"
SEE, DECIDE = "comparisons.view_suggestion", "comparisons.change_suggestion"


class SuggestedDesk(GenericModelAdmin[ModelT]):
    """Stands before the desk's other classes."""

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> ModelT | None:
        """The row, with its suggestions; on a page that one of them fills in, with the proposals in its fields."""
        row: Any = super().get_object(request, object_id, from_field)
        if row is None or not request.user.has_perm(SEE):
            return row  # type: ignore[no-any-return]  # Any only to carry what this class adds
        subject = subject_of(self.model)
        about = Suggestion.objects.waiting().about(subject.kind, subject.key_of(row))
        waiting = list(about.with_prepared_changes().oldest_first())
        may_decide = self._may_decide(request, row)
        chosen = next((each for each in waiting if may_decide and str(each.pk) == request.GET.get(PARAMETER)), None)
        row.shown_suggestions = build_shown_suggestions(
            waiting,
            row=row,
            subject=subject,
            may_decide=may_decide,
            may_save=may_publish(request) or not is_settled(row),
            filled_in=chosen.pk if chosen else None,
        )
        row.chosen_suggestion = chosen
        # Only the form that is shown: what is sent is compared with the row as it is.
        if chosen and request.method == "GET":
            for name, value in subject.proposed_values(chosen).items():
                setattr(row, name, value)
        return row  # type: ignore[no-any-return]  # Any only to carry what this class adds

    def get_fieldsets(self, request: HttpRequest, obj: ModelT | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        shown: tuple[ShownSuggestion, ...] = getattr(obj, "shown_suggestions", ())
        if not shown:
            return fieldsets
        heading = _("Suggestions waiting (%(number)d)") % {"number": len(shown)}
        return [(heading, {"fields": [BOX], "classes": ["suggestions-waiting"]}), *fieldsets]

    def get_readonly_fields(self, request: HttpRequest, obj: ModelT | None = None) -> Any:
        return [*super().get_readonly_fields(request, obj), BOX]

    @admin.display(description=gettext_lazy("from visitors"))
    def waiting_suggestions(self, row: Any) -> SafeString:
        return render_to_string(
            "admin/comparisons/includes/_suggestions.html", {"shown": getattr(row, "shown_suggestions", ())}
        )

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> Any:
        if PARAMETER in request.GET and _chosen(context.get("original")) is None:
            self._warn_of_none(request)
        return super().render_change_form(request, context, *args, **kwargs)

    def new_prepared_change(self, request: HttpRequest, row: Any) -> PreparedChange:
        change: PreparedChange = super().new_prepared_change(request, row)  # type: ignore[misc]  # of the class beside
        change.suggestion = _chosen(row)
        return change

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        """Saves, and accepts the suggestion that filled the form in, or the prepared change that is published."""
        published: PreparedChange | None = getattr(request, "published_change", None)
        chosen = (published and published.suggestion) or _chosen(obj)
        if chosen is None:
            super().save_model(request, obj, form, change)
            if PARAMETER in request.GET:
                self._warn_of_none(request)
            return
        # Before the save, whose record must not say "accepted" when another declined it at the same moment.
        is_accepted = Suggestion.objects.decide(chosen.pk, SuggestionState.ACCEPTED, by=request.user)
        if is_accepted:
            reason = _("Suggestion %(number)d by a visitor, accepted.") % {"number": chosen.pk}
            obj._change_reason = " ".join(filter(None, [getattr(obj, "_change_reason", None), reason]))
        super().save_model(request, obj, form, change)
        if is_accepted:
            message = _("Suggestion %(number)d is accepted.") % {"number": chosen.pk}
            self.message_user(request, message, messages.SUCCESS)
        else:
            self._warn_of_none(request)

    def response_change(self, request: HttpRequest, obj: ModelT) -> HttpResponse:
        return emptied(super().response_change(request, obj), PARAMETER)

    def _may_decide(self, request: HttpRequest, row: Any) -> bool:
        return self.has_change_permission(request, row) and request.user.has_perm(DECIDE)

    def _warn_of_none(self, request: HttpRequest) -> None:
        """Says that no suggestion fills the form in: it was decided in between, or is about another row."""
        message = _(
            "That suggestion does not wait here (any more), so it fills in nothing and saving decides nothing."
        )
        self.message_user(request, message, messages.WARNING)


def _chosen(row: Any) -> Suggestion | None:
    """The suggestion that fills the form of the row in."""
    return getattr(row, "chosen_suggestion", None)
