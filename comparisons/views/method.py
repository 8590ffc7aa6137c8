"""How verdicts, ratings and scores are made, in plain words, with the figures that show whether it is fair."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.choices import RATING_LABELS, Confidence, Support
from comparisons.models import Criterion, Framework, Question, QuizMeasurement, Verdict
from comparisons.models.quiz_measurements import FULL_EDITION
from comparisons.presentation.evidence import build_evidence_rows
from comparisons.presentation.fairness import build_fairness
from comparisons.quiz.measurement import digest_content
from comparisons.quiz.thresholds import CLOSE_CALL_POINTS
from comparisons.quiz.verdict_table import build_verdict_table


@require_safe
def method(request: HttpRequest) -> HttpResponse:
    criteria = list(Criterion.objects.published().with_category().in_order())
    frameworks = list(Framework.objects.published().in_order())
    measurement = QuizMeasurement.objects.of_edition(FULL_EDITION)
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
                frameworks=frameworks,
                criteria=criteria,
                verdicts=Verdict.objects.published().with_source_counts(),
            ),
            "fairness": measurement
            and build_fairness(
                measurement,
                frameworks=frameworks,
                content_digest=digest_content(
                    Question.objects.published().with_answers().in_order(), build_verdict_table(frameworks)
                ),
            ),
        },
    )
