"""The list of frameworks, and the page of one."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from comparisons.filtersets import FrameworkFilterSet
from comparisons.models import Claim, Criterion, Extension, Framework, NotableUser, Release, Verdict
from comparisons.presentation.addresses import Address
from comparisons.presentation.filters import build_filter_panel, current_address
from comparisons.presentation.framework_page import build_framework_page
from comparisons.views.shared import browse_response, redirect_to_short


@require_safe
def framework_list(request: HttpRequest) -> HttpResponse:
    """All frameworks, with filters."""
    filterset = FrameworkFilterSet(
        request.GET, queryset=Framework.objects.published().with_verdict_counts().in_order()
    )
    address = current_address(request.path, request.GET, filterset.filters)
    if short := redirect_to_short(request, address):
        return short
    frameworks = list(filterset.qs)
    slugs = [framework.slug for framework in frameworks]
    context = {
        "section": "frameworks",
        "filterset": filterset,
        "panel": build_filter_panel(filterset, address, open_groups=("kind", "interface")),
        "frameworks": frameworks,
        "compare_address": str(Address.of(reverse("comparisons:comparison_table"), {"framework": slugs})),
    }
    return browse_response(request, "comparisons/framework_list.html", context, address=address)


@require_safe
def framework_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One framework with all its verdicts."""
    published = Framework.objects.published()
    framework = get_object_or_404(published, slug=slug)
    page = build_framework_page(
        framework=framework,
        others=list(published.other_than(framework).in_order()),
        criteria=list(Criterion.objects.published().with_category().in_order()),
        verdicts=list(Verdict.objects.published().for_framework(framework)),
        field=list(Verdict.objects.published().of_others(framework)),
        summaries=Criterion.objects.summary_keys(),
    )
    return TemplateResponse(
        request,
        "comparisons/framework_detail.html",
        {
            "section": "frameworks",
            "page": page,
            "framework": framework,
            "releases": list(Release.objects.published().of(framework).newest_first().with_sources()),
            "extensions": list(Extension.objects.published().of(framework).by_name()),
            "users": list(NotableUser.objects.published().of([framework]).for_list().by_name()),
            "claims": list(Claim.objects.published().about(framework).for_list().in_order()),
        },
    )
