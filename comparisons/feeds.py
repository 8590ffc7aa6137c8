"""What editors changed as an Atom feed, an entry a revision; addresses come from the settings, not the request."""

from datetime import datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import condition, require_safe

from comparisons.models import PublishedThing, Revision
from comparisons.presentation.changes import ChangedRevision, build_changed_revisions

MOST_REVISIONS = 50
MOST_LINES = 20
# The year in which the name of the site was ours; part of every entry's name, so it never changes.
TAG_YEAR = 2026


if TYPE_CHECKING:
    _Feed = Feed[ChangedRevision, None]
else:
    _Feed = Feed  # Django's own class takes no parameter at run time


class ChangeFeed(_Feed):
    feed_type = Atom1Feed
    language = "en-gb"
    author_name = "Framewise"
    description_template = "comparisons/change_feed_entry.html"

    def title(self) -> str:
        return _("Framewise: what changed")

    def subtitle(self) -> str:
        return _("What editors published, changed or withdrew in the comparison of Python web frameworks.")

    def link(self) -> str:
        return _absolute(reverse("comparisons:change_list"))

    def feed_url(self) -> str:
        return _absolute(reverse("comparisons:change_feed"))

    def feed_guid(self) -> str:
        return _tag("changes")

    def items(self) -> tuple[ChangedRevision, ...]:
        revisions = list(Revision.objects.for_feed(revisions=MOST_REVISIONS, changes=MOST_LINES))
        return build_changed_revisions(revisions, published=PublishedThing.objects.keys_of(revisions))

    def item_title(self, item: ChangedRevision) -> str:
        number = item.revision.change_count
        if number == 1:
            return item.lines[0].sentence
        return ngettext(
            "Revision %(revision)s: %(number)s change", "Revision %(revision)s: %(number)s changes", number
        ) % {"revision": item.revision.number, "number": number}

    def item_link(self, item: ChangedRevision) -> str:
        return _absolute(item.address)

    def item_guid(self, item: ChangedRevision) -> str:
        return _tag(f"revision/{item.revision.number}")

    def item_pubdate(self, item: ChangedRevision) -> datetime:
        return item.revision.recorded_at

    def item_updateddate(self, item: ChangedRevision) -> datetime:
        return item.revision.recorded_at

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "site_url": settings.SITE_URL}


def _absolute(path: str) -> str:
    return f"{settings.SITE_URL}{path}"


def _tag(name: str) -> str:
    """A name of an entry that stays when its address does not (RFC 4151)."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{TAG_YEAR}:{name}"


def _etag(request: HttpRequest) -> str:
    return f'"revision-{Revision.objects.current_number()}"'


def _last_modified(request: HttpRequest) -> datetime | None:
    newest = Revision.objects.newest()
    return newest.recorded_at if newest else None


@require_safe
@condition(etag_func=_etag, last_modified_func=_last_modified)
def change_feed(request: HttpRequest) -> HttpResponse:
    """The newest revisions; readers ask often, and are told in a word when nothing is new."""
    return ChangeFeed()(request)
