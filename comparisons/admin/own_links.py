"""The column of a list that marks rows with a broken link of their own, be it in a field or inside of a text."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import admin
from django.contrib.admin.views.main import ChangeList
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from comparisons.admin.link_checks import LinkCheckAction
from comparisons.links.catalogue import own_addresses
from comparisons.models import LinkCheck


class LinkingChangeList(ChangeList):
    """With the broken links of each row, in one query for the page."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        rows: Any = self.result_list
        addresses = {row.pk: own_addresses(row) for row in rows}
        on_page = [address for found in addresses.values() for address in found]
        broken = set(LinkCheck.objects.broken().filter(url__in=on_page).values_list("url", flat=True))
        for row in rows:
            row.broken_addresses = [address for address in addresses[row.pk] if address in broken]


class OwnLinksColumn(LinkCheckAction):
    """For the desks of what has links of its own; a source's broken link is marked in the column of the sources."""

    def get_list_display(self, request: HttpRequest) -> list[Any]:
        return [*super().get_list_display(request), "own_links"]  # type: ignore[misc]  # a mixin: the desk has it

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[LinkingChangeList]:
        return LinkingChangeList

    @admin.display(description=_("links"))
    def own_links(self, row: Any) -> SafeString:
        """Each broken one, leading to what is known of it."""
        checked_links = reverse("admin:comparisons_linkcheck_changelist")
        return format_html_join(
            "",
            '<div><a class="mark mark-gap" href="{}?{}">{}</a> <span class="quiet link-target">{}</span></div>',
            (
                (checked_links, urlencode({"link": "broken", "q": address}), _("broken"), address)
                for address in row.broken_addresses
            ),
        )
