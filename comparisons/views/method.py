"""How verdicts, ratings and scores are made, in plain words, with the figures that show whether it is fair."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.choices import RATING_LABELS, Confidence, Support
from comparisons.models import Criterion, Framework, Verdict
from comparisons.presentation.evidence import build_evidence_rows
from comparisons.presentation.standings import CLOSE_CALL_POINTS


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    criteria = list(Criterion.objects.published().with_category().in_order())
    return TemplateResponse(
        request,
        "comparisons/method.html",
        {
            "ratings": list(RATING_LABELS.items()),
            "support_levels": Support.choices,
            "confidence_levels": Confidence.choices,
            "close_call_points": CLOSE_CALL_POINTS,
            "criterion_count": len(criteria),
            "summary_criteria": list(Criterion.objects.published().summaries().in_order()),
            "evidence": build_evidence_rows(
                frameworks=Framework.objects.published().in_order(),
                criteria=criteria,
                verdicts=Verdict.objects.published().with_source_counts(),
            ),
        },
    )
