"""For a desk: its list as a file, and a file into its list, after a preview."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from comparisons.admin.generics import ModelT
from comparisons.admin.transfer.exporting import ExportDesk
from comparisons.admin.transfer.formats import FORMATS
from comparisons.admin.transfer.importing import ImportDesk


@dataclass(frozen=True, kw_only=True)
class ExportLink:
    name: str
    url: str


class TransferDesk(ExportDesk[ModelT], ImportDesk[ModelT]):
    """A desk whose list can be exported as it is shown, and imported into. Its columns stand in `resources.py`."""

    change_list_template = "admin/comparisons/transfer/change_list.html"

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> Any:
        """With the ways out and in."""
        query = f"?{request.GET.urlencode()}" if request.GET else ""
        links = {
            "export_links": [
                ExportLink(name=file_format.name, url=self._transfer_address("export", file_format.slug) + query)
                for file_format in FORMATS.values()
            ],
            "import_url": self._transfer_address("import") if self.has_import_permission(request) else "",
        }
        return super().changelist_view(request, extra_context={**links, **(extra_context or {})})
