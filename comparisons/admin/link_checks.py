"""Links on the desks: what is known of one, in words, and the action that asks the selected rows' links."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from comparisons.choices import REACHED_STATUSES, UNDECIDED_STATUSES, LinkStatus
from comparisons.links.catalogue import addresses_of
from comparisons.links.recording import Summary, check_and_record
from comparisons.models import LinkCheck

# Within these an action ends before a proxy or a worker loses patience; the command has all the time.
ADDRESSES_PER_ACTION = 20
SECONDS_PER_ACTION = 20


def describe_check(check: LinkCheck | None) -> SafeString:
    """Example: "not found since 1 Nov 2026, 3 times", with a mark where an editor has to do something."""
    if check is None:
        return format_html('<span class="quiet">{}</span>', _("never checked"))
    words = format_html("{}", _in_words(check))
    if check.is_broken:
        words = format_html('<span class="mark mark-gap">{}</span> {}', _("broken"), words)
    elif check.is_failing:
        words = format_html('<span class="mark">{}</span> {}', _("failing"), words)
    elif check.status == LinkStatus.MOVED:
        words = format_html('<span class="mark">{}</span> {}', _("moved"), words)
    said = " ".join(part for part in (str(check.http_status or ""), check.detail) if part)
    if said and check.status not in REACHED_STATUSES:
        words = format_html('{} <span class="quiet">({})</span>', words, said)
    if check.final_address:
        words = format_html('{}<br><span class="quiet link-target">→ {}</span>', words, check.final_address)
    return words


def _in_words(check: LinkCheck) -> str:
    status = check.get_status_display()
    day = date_format(check.last_checked_at, "j M Y")
    if check.status in REACHED_STATUSES:
        return gettext("answered on %(day)s") % {"day": day}
    if check.status in UNDECIDED_STATUSES:
        return gettext("%(status)s on %(day)s, so look yourself") % {"status": status, "day": day}
    if check.first_failed_at is None:
        return gettext("%(status)s on %(day)s, not counted") % {"status": status, "day": day}
    return ngettext(
        "%(status)s since %(day)s, once", "%(status)s since %(day)s, %(failures)d times", check.failures
    ) % {"status": status, "day": date_format(check.first_failed_at, "j M Y"), "failures": check.failures}


class LinkCheckAction:
    """For the desks of what has links, or sources with links."""

    # The desk's; here it gets one more.
    actions: Any

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.actions = [*(self.actions or ()), "check_links"]

    @admin.action(description=_("Check links"), permissions=["change"])
    def check_links(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        report_check(self, request, addresses_of(queryset))


def report_check(desk: Any, request: HttpRequest, addresses: list[str]) -> None:
    """Asks as many of the addresses as an action may, and tells what came of it and what was left out."""
    summary = check_and_record(addresses[:ADDRESSES_PER_ACTION], seconds=SECONDS_PER_ACTION)
    if not addresses:
        desk.message_user(request, _("There is no link in what you selected."), messages.WARNING)
    elif summary.network_is_doubtful:
        desk.message_user(
            request,
            _("No host answered at all, perhaps for want of a network here. Nothing was counted as a failure."),
            messages.ERROR,
        )
    else:
        desk.message_user(
            request, _what_came(summary), messages.SUCCESS if _all_reached(summary) else messages.WARNING
        )
    left_out = len(addresses) - summary.checked
    if left_out:
        desk.message_user(
            request,
            ngettext(
                "%(count)d link was left out: an action asks at most %(most)d, for about %(seconds)d seconds. The "
                "command check_links asks them all.",
                "%(count)d links were left out: an action asks at most %(most)d, for about %(seconds)d seconds. The "
                "command check_links asks them all.",
                left_out,
            )
            % {"count": left_out, "most": ADDRESSES_PER_ACTION, "seconds": SECONDS_PER_ACTION},
            messages.WARNING,
        )


def _what_came(summary: Summary) -> str:
    """Example: "12 links checked: answers 10, not found 2." """
    checked = ngettext("%d link checked", "%d links checked", summary.checked) % summary.checked
    parts = [f"{status.label} {number}" for status, number in summary.statuses.most_common()]
    return f"{checked}: {', '.join(parts)}." if parts else f"{checked}."


def _all_reached(summary: Summary) -> bool:
    return all(status in REACHED_STATUSES for status in summary.statuses)
