"""The quiz, and its result."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from comparisons.forms import QuizForm
from comparisons.models import Criterion, Framework, Question
from comparisons.presentation.quiz_form import build_quiz_page
from comparisons.presentation.quiz_result import build_quiz_result, result_address
from comparisons.quiz.answers import build_priorities
from comparisons.quiz.verdict_table import build_verdict_table
from comparisons.ranking.scoring import rank
from comparisons.views.shared import redirect_to_short


@require_safe
def quiz(request: HttpRequest) -> HttpResponse:
    """All questions on one page; answers in the address are filled in."""
    questions = list(Question.objects.published().with_answers().in_order())
    form = QuizForm(request.GET, questions=questions)
    return TemplateResponse(
        request,
        "comparisons/quiz.html",
        {"page": build_quiz_page(questions, form.answer_set), "problems": form.problems},
    )


@require_safe
def quiz_result(request: HttpRequest) -> HttpResponse:
    """The ranking for the answers in the address; nothing is stored."""
    questions = list(Question.objects.published().with_answers().in_order())
    form = QuizForm(request.GET, questions=questions)
    answers = form.answer_set
    if short := redirect_to_short(request, result_address(answers)):
        return short
    frameworks = list(Framework.objects.published().in_order())
    ranking = rank(build_verdict_table(frameworks), build_priorities(questions, answers))
    result = build_quiz_result(
        ranking=ranking,
        frameworks=frameworks,
        criteria=Criterion.objects.published(),
        questions=questions,
        answers=answers,
    )
    return TemplateResponse(request, "comparisons/quiz_result.html", {"result": result, "problems": form.problems})
