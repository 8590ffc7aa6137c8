"""The desk of the visitors' suggestions: read, then accepted on the row's own page or declined here with a reason."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.loader import render_to_string
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from comparisons.admin.addressed_rows import row_number
from comparisons.admin.generics import GenericModelAdmin
from comparisons.admin.list_filters import DecisionListFilter
from comparisons.admin.suggested import DECIDE, SEE
from comparisons.choices import SuggestionState
from comparisons.models import Suggestion
from comparisons.presentation.suggestions import (
    accept_address,
    build_changes,
    build_pieces,
    build_shown_suggestions,
    decline_address,
)
from comparisons.suggestions.subjects import SUBJECTS

LONGEST_REASON = 1000
SHOWN_CHARACTERS = 160


class DeclineForm(forms.Form):
    reason = forms.CharField(
        max_length=LONGEST_REASON,
        label=gettext_lazy("Why not"),
        widget=forms.Textarea(attrs={"rows": 4, "class": "vLargeTextField"}),
        help_text=gettext_lazy(
            "For the other editors, who will meet the same objection again; visitors do not see it. Example: the "
            "page that they name describes version 2, and 3 no longer does so."
        ),
    )


@admin.register(Suggestion)
class SuggestionDesk(GenericModelAdmin[Suggestion]):
    list_display = ["words", "about", "created_at", "decision"]
    list_filter = [DecisionListFilter, "kind"]
    list_select_related = ["decided_by"]
    date_hierarchy = "created_at"
    ordering = ["created_at", "pk"]
    search_fields = ["title", "key", "what_is_wrong", "how_they_know", "proposed_words", "decision_reason"]
    search_help_text = gettext_lazy(
        "Example: flask orm. Searches the words of visitors, what they are about, and reasons."
    )
    fields = ("about", "words_in_full", "proposals", "created_at", "revision", "decision", "decision_reason", "ways")
    readonly_fields = fields
    actions = ["decline_selected"]

    def get_urls(self) -> list[URLPattern]:
        methods = require_http_methods(["GET", "HEAD", "POST"])
        decline = self.admin_site.admin_view(methods(self.decline_view))
        decline_selected = self.admin_site.admin_view(require_POST(self.decline_selected_view))
        return [
            path("<int:pk>/decline/", decline, name="comparisons_suggestion_decline"),
            path("decline/", decline_selected, name="comparisons_suggestion_decline_selected"),
            *super().get_urls(),
        ]

    # Visitors make them, and nobody changes their words.
    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Suggestion | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Suggestion | None = None) -> bool:
        return bool(request.user.has_perm(SEE))

    def has_decide_permission(self, request: HttpRequest) -> bool:
        """Asked by the action: whether there is a kind of suggestions that may be decided on."""
        return request.user.has_perm(SEE) and any(self._may_decide(request, kind) for kind in SUBJECTS)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Suggestion | None:
        suggestion: Any = super().get_object(request, object_id, from_field)
        if suggestion is not None:
            suggestion.may_be_decided = self._may_decide(request, suggestion.kind)
        return suggestion  # type: ignore[no-any-return]  # Any only to carry what this method adds

    def decline_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Asks for the reason, then declines. Of two editors at one moment one decides, and the other is told."""
        suggestion = Suggestion.objects.filter(pk=pk).first()
        if not request.user.has_perm(SEE):
            raise PermissionDenied
        if suggestion is None:
            raise Http404(f"no suggestion {pk}")
        if not self._may_decide(request, suggestion.kind):
            raise PermissionDenied
        form = DeclineForm(request.POST or None)
        if suggestion.state != SuggestionState.WAITING:
            return self._answer_decided(request)
        if request.method == "POST" and form.is_valid():
            reason = form.cleaned_data["reason"]
            if not Suggestion.objects.decide(pk, SuggestionState.DECLINED, by=request.user, reason=reason):
                return self._answer_decided(request)
            message = _("Suggestion %(number)d is declined.") % {"number": pk}
            self.message_user(request, message, messages.SUCCESS)
            return HttpResponseRedirect(reverse("admin:comparisons_suggestion_changelist"))
        subject = SUBJECTS[suggestion.kind]
        row = subject.row(suggestion.key)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Decline a suggestion about %(what)s") % {"what": suggestion.title},
            "opts": self.opts,
            "form": form,
            "address": "",
            "shown": build_shown_suggestions(
                [suggestion], row=row, subject=subject, may_decide=False, filled_in=None
            ),
        }
        return TemplateResponse(request, "admin/comparisons/suggestion/decline.html", context)

    @admin.action(description=gettext_lazy("Decline with a reason"), permissions=["decide"])
    def decline_selected(self, request: HttpRequest, queryset: Any) -> HttpResponse:
        """Asks for one reason for all that wait; those that their editor may not decide on are left out."""
        chosen = list(queryset.waiting())
        allowed = [suggestion for suggestion in chosen if self._may_decide(request, suggestion.kind)]
        left_out = len(chosen) - len(allowed)
        if left_out:
            message = ngettext(
                "%d suggestion is left out: you may not change what it is about.",
                "%d suggestions are left out: you may not change what they are about.",
                left_out,
            )
            self.message_user(request, message % left_out, messages.WARNING)
        return self._answer_selected(request, allowed, DeclineForm())

    def decline_selected_view(self, request: HttpRequest) -> HttpResponse:
        """Declines those that were shown with the question, and says how many others had decided on meanwhile."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        sent = map(row_number, request.POST.getlist(ACTION_CHECKBOX_NAME))
        numbers = {number for number in sent if number is not None}
        chosen = list(Suggestion.objects.filter(pk__in=numbers).oldest_first())
        if not all(self._may_decide(request, suggestion.kind) for suggestion in chosen):
            raise PermissionDenied
        form = DeclineForm(request.POST)
        waiting = [suggestion for suggestion in chosen if suggestion.state == SuggestionState.WAITING]
        if not waiting or not form.is_valid():
            return self._answer_selected(request, waiting, form)
        declined = Suggestion.objects.decline_all(
            [suggestion.pk for suggestion in waiting], by=request.user, reason=form.cleaned_data["reason"]
        )
        self._report_declined(request, declined=declined, decided=len(numbers) - declined)
        return HttpResponseRedirect(reverse("admin:comparisons_suggestion_changelist"))

    @admin.display(description=gettext_lazy("what is wrong"), ordering="what_is_wrong")
    def words(self, suggestion: Suggestion) -> str:
        return Truncator(" ".join(suggestion.what_is_wrong.split())).chars(SHOWN_CHARACTERS)

    @admin.display(description=gettext_lazy("about"), ordering="title")
    def about(self, suggestion: Suggestion) -> SafeString:
        return format_html('{} <span class="quiet">{}</span>', suggestion.title, suggestion.get_kind_display())

    @admin.display(description=gettext_lazy("decision"), ordering="state")
    def decision(self, suggestion: Suggestion) -> SafeString:
        mark = format_html('<span class="mark mark-{}">{}</span>', suggestion.state, suggestion.get_state_display())
        return mark if suggestion.decided_by is None else format_html("{} {}", mark, suggestion.decided_by)

    @admin.display(description=gettext_lazy("in their words"))
    def words_in_full(self, suggestion: Suggestion) -> SafeString:
        texts = (suggestion.what_is_wrong, suggestion.how_they_know)
        template = "admin/comparisons/includes/_pieces.html"
        wrong, known = (render_to_string(template, {"pieces": build_pieces(text)}) for text in texts)
        return format_html("<div><p>{}</p><p><b>{}</b> {}</p></div>", wrong, _("How they know:"), known)

    @admin.display(description=gettext_lazy("proposals"))
    def proposals(self, suggestion: Suggestion) -> str:
        changes = build_changes(suggestion, row=None, subject=SUBJECTS[suggestion.kind])
        return "; ".join(f"{change.label}: {change.proposed}" for change in changes) or "–"

    @admin.display(description=gettext_lazy("to do"))
    def ways(self, suggestion: Any) -> str | SafeString:
        """Links for who may decide; only accepting needs the row."""
        if not getattr(suggestion, "may_be_decided", False) or suggestion.state != SuggestionState.WAITING:
            return "–"
        decline = format_html('<a href="{}">{}</a>', decline_address(suggestion), _("Decline with a reason"))
        row = SUBJECTS[suggestion.kind].row(suggestion.key)
        if row is None:
            return format_html("{} · {}", _("What it is about is not there any more."), decline)
        accept = format_html('<a href="{}">{}</a>', accept_address(suggestion, row), _("Accept: fill in the form"))
        return format_html("{} · {}", accept, decline)

    def _may_decide(self, request: HttpRequest, kind: str) -> bool:
        """Whoever may change what they are about may decide on suggestions, with the right to decide."""
        desk: Any = self.admin_site.get_model_admin(SUBJECTS[kind].model)
        return bool(request.user.has_perm(DECIDE) and desk.has_change_permission(request))

    def _answer_decided(self, request: HttpRequest) -> HttpResponse:
        self.message_user(request, _("Somebody has decided on it already."), messages.WARNING)
        return HttpResponseRedirect(reverse("admin:comparisons_suggestion_changelist"))

    def _answer_selected(
        self, request: HttpRequest, selected: Sequence[Suggestion], form: DeclineForm
    ) -> HttpResponse:
        """The page that asks for the reason; back to the list when there is nothing to decline."""
        if not selected:
            self.message_user(request, _("None of them waits for you to decide on it."), messages.WARNING)
            return HttpResponseRedirect(reverse("admin:comparisons_suggestion_changelist"))
        title = ngettext("Decline %d suggestion", "Decline %d suggestions", len(selected)) % len(selected)
        context = {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "form": form,
            "selected": selected,
            "shown_characters": SHOWN_CHARACTERS,
            "checkbox_name": ACTION_CHECKBOX_NAME,
            "address": reverse("admin:comparisons_suggestion_decline_selected"),
        }
        return TemplateResponse(request, "admin/comparisons/suggestion/decline_selected.html", context)

    def _report_declined(self, request: HttpRequest, *, declined: int, decided: int) -> None:
        if declined:
            message = ngettext("%d suggestion is declined.", "%d suggestions are declined.", declined)
            self.message_user(request, message % declined, messages.SUCCESS)
        if decided:
            message = ngettext(
                "%d did not wait any more: somebody had decided on it meanwhile.",
                "%d did not wait any more: somebody had decided on them meanwhile.",
                decided,
            )
            self.message_user(request, message % decided, messages.WARNING)
