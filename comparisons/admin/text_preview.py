"""What a long text will look like to visitors, before anything is saved."""

from http import HTTPStatus
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from comparisons.admin.generics import GenericModelAdmin, ModelT
from comparisons.text.markdown import render

# Ten times what a text of the catalogue takes; rendering it takes less than half a second at worst.
LONGEST_PREVIEW = 10_000


class TextPreview(GenericModelAdmin[ModelT]):
    """For desks with long texts: renders the one that the address names (`?field=detail`), and saves nothing.

    A script asks for the fragment alone; without script the button sends the whole form and gets a page.
    """

    def get_urls(self) -> list[URLPattern]:
        preview = self.admin_site.admin_view(require_POST(self.preview_text_view))
        name = f"{self.opts.app_label}_{self.opts.model_name}_preview_text"
        return [path("preview-text/", preview, name=name), *super().get_urls()]

    def preview_text_view(self, request: HttpRequest) -> HttpResponse:
        if not (self.has_view_permission(request) or self.has_add_permission(request)):
            raise PermissionDenied
        text = request.POST.get(request.GET.get("field", ""))
        problem = _problem(text)
        context: dict[str, Any] = {"markup": "" if problem else render(text or ""), "problem": problem}
        status = HTTPStatus.BAD_REQUEST if problem else HTTPStatus.OK
        if request.headers.get("X-Requested-With") == "fetch":
            part = "admin/comparisons/includes/_text_preview.html"
            return TemplateResponse(request, part, context, status=status)
        page = {**self.admin_site.each_context(request), **context, "title": _("Preview"), "opts": self.opts}
        return TemplateResponse(request, "admin/comparisons/text_preview.html", page, status=status)


def _problem(text: str | None) -> str:
    if text is None:
        return str(_("There is no such text in the form. Close this and press “Preview” again."))
    if len(text) > LONGEST_PREVIEW:
        return str(
            _("A text of %(length)d characters is too long to preview; %(limit)d are possible.")
            % {"length": len(text), "limit": LONGEST_PREVIEW}
        )
    return ""
