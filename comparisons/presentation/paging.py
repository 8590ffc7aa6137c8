"""The ways from one page of a long list to the next, as addresses."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page

from comparisons.presentation.addresses import Address

PAGE = "page"


@dataclass(frozen=True, kw_only=True)
class PageLinks:
    """Which page this is, and the addresses of its neighbours; empty where there is none."""

    number: int
    total: int
    previous_address: str
    next_address: str


def build_page_links(page: "Page[Any]", address: Address) -> PageLinks:
    """The links of a page whose first has no `page` in its address, for two addresses would be two copies."""

    def address_of(number: int) -> str:
        return str(address.without(PAGE) if number == 1 else address.with_only(PAGE, str(number)))

    return PageLinks(
        number=page.number,
        total=page.paginator.num_pages,
        previous_address=address_of(page.number - 1) if page.has_previous() else "",
        next_address=address_of(page.number + 1) if page.has_next() else "",
    )
