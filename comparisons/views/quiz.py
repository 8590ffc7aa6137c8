"""The quiz, and its result."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from comparisons.forms import QuizForm
from comparisons.models import ContentChange, Criterion, Framework, Question, Revision
from comparisons.presentation.addresses import Address
from comparisons.presentation.quiz_comparison import build_quiz_comparison
from comparisons.presentation.quiz_form import (
    build_form_page,
    build_overview_page,
    build_start_page,
    build_step_page,
)
from comparisons.presentation.quiz_result import build_quiz_result
from comparisons.presentation.quiz_then import build_then
from comparisons.quiz.answers import build_priorities
from comparisons.quiz.course import build_course
from comparisons.quiz.state import FORM, OVERVIEW, REVISION, other_query
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.views.shared import redirect_to_short


@require_safe
def quiz(request: HttpRequest) -> HttpResponse:
    """The start, one question per page, the whole form, or the overview: whatever the address says."""
    questions = list(Question.objects.published().with_answers().in_order())
    frameworks = list(Framework.objects.published().in_order())
    form = QuizForm(request.GET, questions=questions, frameworks=frameworks)
    state = form.state
    if short := redirect_to_short(request, _address_of(request)):
        return short
    context = {"problems": form.problems, "frameworks": frameworks, "state": state}
    if state.view == FORM:
        context["page"] = build_form_page(questions, state)
        return TemplateResponse(request, "comparisons/quiz_form.html", context)
    if not state.edition and state.view != OVERVIEW:
        context["page"] = build_start_page(questions, state)
        return TemplateResponse(request, "comparisons/quiz.html", context)
    course = build_course(questions=questions, state=state, table=build_verdict_table(frameworks))
    step = build_step_page(course, state)
    if state.view == OVERVIEW or step is None:
        context["page"] = build_overview_page(questions, course, state)
        return TemplateResponse(request, "comparisons/quiz_overview.html", context)
    context["page"] = step
    return TemplateResponse(request, "comparisons/quiz_step.html", context)


@require_safe
def quiz_result(request: HttpRequest) -> HttpResponse:
    """The ranking for the answers in the address; nothing is stored."""
    questions = list(Question.objects.published().with_answers().in_order())
    frameworks = list(Framework.objects.published().in_order())
    criteria = list(Criterion.objects.published().in_order())
    form = QuizForm(request.GET, questions=questions, frameworks=frameworks)
    state = form.state
    if short := redirect_to_short(request, _address_of(request)):
        return short
    table = build_verdict_table(frameworks)
    newest = Revision.objects.newest()
    if newest and REVISION not in request.GET:
        # A link says which content it was made with, wherever it is copied from.
        return HttpResponseRedirect(str(_address_of(request).with_only(REVISION, str(newest.number))))
    today = state.at_revision(newest.number if newest else None)
    context = {
        "problems": form.problems,
        "result": build_quiz_result(
            table=table, frameworks=frameworks, criteria=criteria, questions=questions, state=today
        ),
    }
    if state.revision:
        context["then"] = build_then(
            revision=state.revision,
            pinned=Revision.objects.numbered(state.revision),
            newest=newest,
            table=table,
            changes=ContentChange.objects.judgements_after(state.revision),
            priorities=build_priorities(questions, state.answers),
            frameworks=frameworks,
            criteria=criteria,
        )
    if state.other:
        their_form = QuizForm(QueryDict(other_query(state.other)), questions=questions, frameworks=frameworks)
        context["problems"] = [*form.problems, *_problems_of_other(their_form)]
        if their_form.answer_set:
            context["comparison"] = build_quiz_comparison(
                mine=today,
                theirs=their_form.state,
                alone=today.beside(""),
                questions=questions,
                frameworks=frameworks,
                table=table,
            )
    return TemplateResponse(request, "comparisons/quiz_result.html", context)


def _address_of(request: HttpRequest) -> Address:
    """The address as it came, shortened; what of it does not count stays in it, to be listed."""
    return Address.of(request.path, dict(request.GET.lists()))


def _problems_of_other(form: QuizForm) -> list[str]:
    problems = [_("The other link: %(problem)s") % {"problem": problem} for problem in form.problems]
    if not form.answer_set:
        problems.append(_("The other link carries no answers, so there is nothing to compare."))
    return problems
