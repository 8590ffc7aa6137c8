"""Typical projects with the ranking that the engine computes for them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.models import Framework, Question, Scenario
from comparisons.presentation.scenarios import build_scenario_entries
from comparisons.quiz.verdict_table import build_verdict_table


@require_safe
def scenario_list(request: HttpRequest) -> HttpResponse:
    """All scenarios, each with who comes first."""
    frameworks = list(Framework.objects.published().in_order())
    entries = build_scenario_entries(
        scenarios=Scenario.objects.published().with_answers().in_order(),
        questions=list(Question.objects.published().with_answers().in_order()),
        frameworks=frameworks,
        table=build_verdict_table(frameworks),
    )
    return TemplateResponse(request, "comparisons/scenario_list.html", {"section": "scenarios", "entries": entries})


@require_safe
def scenario_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """One scenario: the situation, the answers it stands for, and the whole field."""
    scenario = get_object_or_404(Scenario.objects.published().with_answers(), slug=slug)
    frameworks = list(Framework.objects.published().in_order())
    (entry,) = build_scenario_entries(
        scenarios=[scenario],
        questions=list(Question.objects.published().with_answers().in_order()),
        frameworks=frameworks,
        table=build_verdict_table(frameworks),
    )
    return TemplateResponse(
        request,
        "comparisons/scenario_detail.html",
        {"section": "scenarios", "scenario": scenario, "entry": entry},
    )
