"""The search over everything that is published."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.choices import SearchKind
from comparisons.forms import SearchForm
from comparisons.models import Claim, Criterion, Extension, Framework, NotableUser, Scenario, Verdict
from comparisons.presentation.filters import current_address
from comparisons.presentation.search import Rows, Suggestion, build_search_page, build_suggestions
from comparisons.views.shared import redirect_to_short


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Without words it says what can be looked for; nothing is asked of the database then."""
    form = SearchForm(request.GET)
    address = current_address(request.path, request.GET, form.fields)
    if short := redirect_to_short(request, address):
        return short
    page = None
    suggestions: tuple[Suggestion, ...] = ()
    if form.text:
        frameworks = list(Framework.objects.published().in_order())
        page = build_search_page(
            address=address,
            text=form.text,
            kind=form.only_kind,
            frameworks=frameworks,
            rows=_matching_rows(form.text),
        )
        if not page.groups:
            suggestions = build_suggestions(
                address,
                form.text,
                names=[
                    *(framework.name for framework in frameworks),
                    *Criterion.objects.published().in_order().names(),
                    *Extension.objects.published().by_name().names(),
                ],
            )
    return TemplateResponse(
        request,
        "comparisons/search.html",
        {"section": "search", "form": form, "page": page, "suggestions": suggestions},
    )


def _matching_rows(text: str) -> Rows:
    """What is published and has all the words, each kind in the order of its list."""
    return {
        SearchKind.FRAMEWORKS: Framework.objects.published().matching(text).in_order(),
        SearchKind.CRITERIA: Criterion.objects.published().matching_own_words(text).in_order(),
        SearchKind.SCENARIOS: Scenario.objects.published().matching(text).in_order(),
        SearchKind.EXTENSIONS: Extension.objects.published().matching(text).by_name(),
        SearchKind.CLAIMS: Claim.objects.published().matching(text).in_order(),
        SearchKind.NOTABLE_USERS: NotableUser.objects.published().matching(text).with_framework().by_name(),
        SearchKind.VERDICTS: Verdict.objects.published().matching(text).with_words(),
    }
