"""A file into a desk's list: the form, the preview, and the confirmation."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from comparisons.admin.generics import ModelT
from comparisons.admin.publishing import may_publish
from comparisons.admin.transfer import pending
from comparisons.admin.transfer.columns_desk import ColumnsDesk
from comparisons.admin.transfer.formats import read_table
from comparisons.admin.transfer.forms import ConfirmationForm, UploadForm
from comparisons.admin.transfer.plan import MAXIMUM_PREPARED, ImportPlan, plan_import
from comparisons.admin.transfer.preview import build_preview
from comparisons.admin.transfer.tables import Problem, RefusedFile
from comparisons.admin.transfer.writing import write
from comparisons.models import PreparedChange

REFUSED, CHANGED_SINCE, CANNOT_BE_KEPT = 422, 409, 503


class ImportDesk(ColumnsDesk[ModelT]):
    """Whoever may add and change rows may import: drafts are saved, and changes of published rows are prepared.

    Only a publisher may have those saved at once, and says so with the file.
    """

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        name = f"comparisons_{self.opts.model_name}"
        import_view = require_http_methods(["GET", "HEAD", "POST"])(self.import_view)
        return [
            path("import/", wrap(import_view), name=f"{name}_import"),
            path("import/confirm/", wrap(require_POST(self.confirm_view)), name=f"{name}_import_confirm"),
            *super().get_urls(),
        ]

    def has_import_permission(self, request: HttpRequest) -> bool:
        return self.has_add_permission(request) and self.has_change_permission(request)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The form, and after a file was sent what it would change."""
        self._require_import_permission(request)
        decides = may_publish(request)
        if request.method != "POST":
            return self._import_form_page(request, UploadForm(may_publish=decides))
        form = UploadForm(request.POST, request.FILES, may_publish=decides)
        if not form.is_valid():
            return self._import_form_page(request, form, status=REFUSED)
        file = form.cleaned_data["file"]
        changes_published = bool(form.cleaned_data.get("changes_published"))
        return self._import_preview(
            request, data=file.read(), file_name=file.name, changes_published=changes_published, form=form
        )

    def confirm_view(self, request: HttpRequest) -> HttpResponse:
        """Writes what the preview showed, if it still is what would happen."""
        self._require_import_permission(request)
        form = ConfirmationForm(request.POST)
        word = form.cleaned_data["word"] if form.is_valid() else ""
        found = pending.find(request, model=self.opts.label_lower, word=word)
        if found is None:
            return self._import_form_page(
                request,
                UploadForm(may_publish=may_publish(request)),
                problems=[Problem(reason=_("There is no preview to confirm (any more). Send the file again."))],
                status=REFUSED,
            )
        kept, data = found
        # A right that was taken away since the preview counts.
        changes_published = kept.changes_published and may_publish(request)
        plan = self._import_plan(data, file_name=kept.file_name, changes_published=changes_published)
        refusals: list[Problem] = []
        shown: ImportPlan | None = None
        if plan.digest == kept.plan_digest and plan.can_be_written:
            try:
                write(plan, desk=self, request=request, file_name=kept.file_name)
            except RefusedFile as refused:
                refusals = list(refused.problems)
            else:
                pending.forget(request, model=self.opts.label_lower)
                self._report_import(request, plan)
                return HttpResponseRedirect(self._transfer_address("changelist"))
        else:
            shown = plan
            refusals = [
                Problem(
                    reason=_("The rows changed since this preview, so nothing was imported. This is the new one.")
                )
            ]
        return self._import_preview(
            request,
            plan=shown,
            data=data,
            file_name=kept.file_name,
            changes_published=changes_published,
            form=UploadForm(may_publish=may_publish(request)),
            refusals=refusals,
        )

    def _import_preview(
        self,
        request: HttpRequest,
        *,
        data: bytes,
        file_name: str,
        changes_published: bool,
        form: UploadForm,
        refusals: list[Problem] | None = None,
        plan: ImportPlan | None = None,
    ) -> HttpResponse:
        try:
            plan = plan or self._import_plan(data, file_name=file_name, changes_published=changes_published)
        except RefusedFile as refused:
            return self._import_form_page(request, form, problems=list(refused.problems), status=REFUSED)
        if plan.problem_count:
            return self._import_form_page(
                request, form, problems=list(plan.problems), problem_count=plan.problem_count, status=REFUSED
            )
        kept = None
        if plan.can_be_written:
            kept = pending.keep(
                request,
                model=self.opts.label_lower,
                data=data,
                file_name=file_name,
                plan_digest=plan.digest,
                changes_published=changes_published,
            )
            if kept is None:
                problem = Problem(reason=_("The file could not be kept for its confirmation. Try again in a minute."))
                return self._import_form_page(request, form, problems=[problem], status=CANNOT_BE_KEPT)
        return TemplateResponse(
            request,
            "admin/comparisons/transfer/preview.html",
            {
                **self._transfer_context(request, title=_("Preview of the import")),
                "preview": build_preview(
                    plan, file_name=file_name, refusals=refusals or [], waiting=self._waiting_changes(plan)
                ),
                "confirmation": ConfirmationForm(initial={"word": kept.word}) if kept else None,
                "confirm_url": self._transfer_address("import_confirm"),
                "import_url": self._transfer_address("import"),
            },
            status=CHANGED_SINCE if refusals else 200,
        )

    def _import_plan(self, data: bytes, *, file_name: str, changes_published: bool) -> ImportPlan:
        table = read_table(data, file_name=file_name)
        return plan_import(table, self._transfer_resource(changes_published=changes_published))

    def _waiting_changes(self, plan: ImportPlan) -> dict[int, PreparedChange]:
        """The newest change that waits already for a row of which another is to be prepared, by the row's key."""
        keys = [planned.row.pk for planned in plan.prepared]
        changes = PreparedChange.objects.of_keys(self.model, keys).waiting() if keys else ()
        return {change.object_id: change for change in reversed([*changes])}

    def _import_form_page(
        self,
        request: HttpRequest,
        form: UploadForm,
        *,
        problems: list[Problem] | None = None,
        problem_count: int = 0,
        status: int = 200,
    ) -> HttpResponse:
        resource = self._transfer_resource()
        shown = problems or []
        return TemplateResponse(
            request,
            "admin/comparisons/transfer/import.html",
            {
                **self._transfer_context(
                    request, title=_("Import %(rows)s") % {"rows": self.opts.verbose_name_plural}
                ),
                "form": form,
                "problems": shown,
                "more_problems": max(problem_count - len(shown), 0),
                "columns": resource.labels.items(),
                "key_columns": resource.key_columns,
                "has_states": "state" in resource.column_names,
                "most_prepared": MAXIMUM_PREPARED,
            },
            status=status,
        )

    def _transfer_context(self, request: HttpRequest, *, title: str) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "title": title,
            "opts": self.opts,
            "changelist_url": self._transfer_address("changelist"),
        }

    def _report_import(self, request: HttpRequest, plan: ImportPlan) -> None:
        if plan.new or plan.changed:
            self._report_saved(request, plan)
        if plan.prepared:
            self._report_prepared(request, len(plan.prepared))

    def _report_saved(self, request: HttpRequest, plan: ImportPlan) -> None:
        new = ngettext("%d new row", "%d new rows", len(plan.new)) % len(plan.new)
        changed = ngettext("%d changed row", "%d changed rows", len(plan.changed)) % len(plan.changed)
        self.message_user(request, _("Imported: %s, %s.") % (new, changed), messages.SUCCESS)

    def _report_prepared(self, request: HttpRequest, number: int) -> None:
        text = ngettext(
            "%d change of a published row is prepared and waits for a publisher",
            "%d changes of published rows are prepared and wait for a publisher",
            number,
        )
        address = reverse(f"{self.admin_site.name}:comparisons_preparedchange_changelist")
        link = format_html('{}: <a href="{}?state__exact=waiting">{}</a>.', text % number, address, _("what waits"))
        self.message_user(request, link, messages.SUCCESS)

    def _require_import_permission(self, request: HttpRequest) -> None:
        if not self.has_import_permission(request):
            raise PermissionDenied
