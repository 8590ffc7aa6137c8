"""The first page: the question, the two ways to an answer, and the pair that started it."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.models import (
    Claim,
    Criterion,
    Extension,
    Framework,
    NotableUser,
    PublishedThing,
    Question,
    Revision,
    Scenario,
    Verdict,
)
from comparisons.presentation.changes import build_latest_changes
from comparisons.presentation.pair import build_pair_page
from comparisons.presentation.scenarios import build_scenario_entries
from comparisons.quiz.verdict_table import build_verdict_table

# The question that the site began with.
FEATURED_PAIR = ("django", "flask")
MOST_SCENARIOS = 6
# Of what changed lately: revisions, and lines of each. One that changed much does not fill the page.
MOST_REVISIONS = 4
MOST_LINES = 2


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Needs no content to work: what is not there is left out."""
    frameworks = list(Framework.objects.published().in_order())
    criteria = list(Criterion.objects.published().with_category().in_order())
    featured = [framework for framework in frameworks if framework.slug in FEATURED_PAIR]
    pair = None
    if len(featured) == len(FEATURED_PAIR):
        left, right = sorted(featured, key=lambda framework: framework.slug)
        pair = build_pair_page(
            left=left,
            right=right,
            criteria=criteria,
            verdicts=Verdict.objects.published().for_cells(frameworks=featured, criteria=criteria),
            summaries=Criterion.objects.summary_keys(),
        )
    entries = build_scenario_entries(
        scenarios=Scenario.objects.published().with_answers().in_order()[:MOST_SCENARIOS],
        questions=list(Question.objects.published().with_answers().in_order()),
        frameworks=frameworks,
        table=build_verdict_table(frameworks),
    )
    revisions = list(Revision.objects.for_feed(revisions=MOST_REVISIONS, changes=MOST_LINES))
    return TemplateResponse(
        request,
        "comparisons/home.html",
        {
            "pair": pair,
            "frameworks": frameworks,
            "scenarios": entries,
            "criterion_count": len(criteria),
            "verdict_count": Verdict.objects.published().count(),
            "extension_count": Extension.objects.published().count(),
            "user_count": NotableUser.objects.published().count(),
            "claim_count": Claim.objects.published().count(),
            "latest": build_latest_changes(revisions, published=PublishedThing.objects.keys_of(revisions)),
        },
    )
