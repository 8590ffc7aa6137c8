"""The page of a pair."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from comparisons.models import Claim, Criterion, Framework, NotableUser, Question, Scenario, Verdict
from comparisons.presentation.pair import build_pair_links, build_pair_page, canonical_slug, split_slug
from comparisons.presentation.pair_projects import build_pair_projects
from comparisons.presentation.pair_questions import build_parting_questions
from comparisons.presentation.snippets import build_shared_tasks
from comparisons.quiz.verdict_table import build_verdict_table

# The pair page quotes a few; the page of claims has them all.
MOST_CLAIMS = 8


@require_safe
def pair_detail(request: HttpRequest, pair: str) -> HttpResponse:
    """Two frameworks side by side. One address per pair; the other order redirects to it for good."""
    frameworks = list(Framework.objects.published().in_order())
    slugs = split_slug(pair)
    both = sorted((each for each in frameworks if each.slug in (slugs or ())), key=lambda each: each.slug)
    if slugs is None or len(both) != len(slugs):
        raise Http404(pair)
    canonical = canonical_slug(*slugs)
    if pair != canonical:
        return HttpResponsePermanentRedirect(reverse("comparisons:pair_detail", args=[canonical]))
    left, right = both
    others = [framework for framework in frameworks if framework not in both]
    criteria = list(Criterion.objects.published().with_category().in_order())
    questions = list(Question.objects.published().with_answers().in_order())
    table = build_verdict_table(frameworks)
    context = {
        "section": "compare",
        "page": build_pair_page(
            left=left,
            right=right,
            criteria=criteria,
            verdicts=Verdict.objects.published().for_cells(frameworks=both, criteria=criteria),
            summaries=Criterion.objects.summary_keys(),
            claims=Claim.objects.published()
            .about_only(both)
            .about_use(included=False)
            .for_list()
            .broadest_first()[:MOST_CLAIMS],
            users=NotableUser.objects.published().of(both).for_list().by_name(),
        ),
        "projects": build_pair_projects(
            left=left,
            right=right,
            scenarios=Scenario.objects.published().with_answers().in_order(),
            questions=questions,
            frameworks=frameworks,
            table=table,
        ),
        "parting": build_parting_questions(left=left, right=right, questions=questions, table=table),
        "tasks": build_shared_tasks(left=left, right=right),
        "left_links": build_pair_links(left, others),
        "right_links": build_pair_links(right, others),
    }
    return TemplateResponse(request, "comparisons/pair_detail.html", context)
