"""What the way out and the way in share: the model's columns, and the addresses of the desk."""

from django.urls import reverse

from comparisons.admin.base import Desk
from comparisons.admin.generics import ModelT
from comparisons.admin.transfer.resources import RESOURCES, CatalogueResource


class ColumnsDesk(Desk[ModelT]):
    def _transfer_resource(self, *, changes_published: bool = False) -> CatalogueResource:
        return RESOURCES[self.model](changes_published=changes_published)

    def _transfer_address(self, page: str, *arguments: str) -> str:
        name = f"{self.admin_site.name}:comparisons_{self.opts.model_name}_{page}"
        return reverse(name, args=arguments)
