"""The lint of the quiz as a page of the desk: reached from the list of questions."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from comparisons.admin.base import PublishableDesk
from comparisons.models import Question
from comparisons.presentation.quiz_lint import build_lint_page
from comparisons.quiz.measurement import fetch_trial


class LintedQuiz(PublishableDesk[Question]):
    """For the desk of questions: a page with the lint, for whoever may see questions.

    It runs the lint anew each time, on a sample of fixed size, so it takes seconds and never minutes.
    """

    def get_urls(self) -> list[URLPattern]:
        lint = self.admin_site.admin_view(require_safe(self.lint_view))
        return [path("lint/", lint, name="comparisons_question_lint"), *super().get_urls()]

    def lint_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        return TemplateResponse(
            request,
            "admin/comparisons/question/lint.html",
            {
                **self.admin_site.each_context(request),
                "title": _("Lint of the quiz"),
                "opts": self.opts,
                "page": build_lint_page(fetch_trial()),
            },
        )
