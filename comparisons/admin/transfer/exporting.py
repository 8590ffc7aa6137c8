"""A desk's list as a file."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import URLPattern, path
from django.utils import timezone
from django.views.decorators.http import require_safe

from comparisons.admin.generics import ModelT
from comparisons.admin.transfer.columns_desk import ColumnsDesk
from comparisons.admin.transfer.formats import FORMATS
from comparisons.admin.transfer.tables import RefusedFile
from comparisons.catalogue.rows import with_relations


class ExportDesk(ColumnsDesk[ModelT]):
    """Whoever may see the list may export it."""

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.export_view))
        name = f"comparisons_{self.opts.model_name}_export"
        return [path("export/<slug:file_format>/", view, name=name), *super().get_urls()]

    def export_view(self, request: HttpRequest, file_format: str) -> HttpResponse:
        """Exactly the rows of the list, on all its pages, in its order; or back to it, with the reason why not."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if file_format not in FORMATS:
            raise Http404
        try:
            keys = list(self.get_changelist_instance(request).queryset.values_list("pk", flat=True))
        except IncorrectLookupParameters:
            # As the list itself does with a filter that makes no sense.
            return HttpResponseRedirect(f"{self._transfer_address('changelist')}?e=1")
        resource = self._transfer_resource()
        every_row: Any = with_relations(self.model)
        rows = every_row.in_bulk(keys)
        kind = FORMATS[file_format]
        try:
            data = kind.write(resource.column_names, (resource.cells_of(rows[key]) for key in keys if key in rows))
        except RefusedFile as refused:
            self.message_user(request, str(refused), messages.ERROR)
            return HttpResponseRedirect(f"{self._transfer_address('changelist')}?{request.GET.urlencode()}")
        name = f"{self.opts.model_name}-{timezone.localdate().isoformat()}.{kind.slug}"
        return HttpResponse(
            data,
            headers={
                "Content-Type": kind.content_type,
                "Content-Disposition": f'attachment; filename="{name}"',
            },
        )
