"""Asks the links of the catalogue whether they answer, those first that were never asked or not for longest.

Exit status: 0 when the round is done, whatever the links said, also when its time was over; 1 when the round itself
failed (no database, no host at all answered, nor a control); 130 when it was interrupted. What was checked is saved
in each case.
"""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from comparisons.choices import LinkStatus
from comparisons.links.catalogue import broken_links, due_addresses, forget_uncited
from comparisons.links.recording import Summary, check_and_record
from comparisons.models import LinkCheck


def _from_one(text: str) -> int:
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text[:9]) <= 1_000_000:
        raise ArgumentTypeError("give a whole number from 1 to 1000000")
    return int(text)


def _days(text: str) -> int:
    return 0 if text == "0" else min(_from_one(text), 36_500)


class Command(BaseCommand):
    help = "Asks links whether they answer, politely and never inside this network. It verifies no statement."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=_from_one, metavar="N", help="at most so many addresses, beside controls")
        parser.add_argument(
            "--older-than", type=_days, default=7, metavar="DAYS", help="only what was not checked for so long (7)"
        )
        parser.add_argument(
            "--host", action="append", default=[], metavar="HOST", dest="hosts", help="only this host; may repeat"
        )
        parser.add_argument("--minutes", type=_from_one, metavar="N", help="begin no request after so many minutes")

    def handle(
        self,
        *args: Any,
        limit: int | None,
        older_than: int,
        hosts: list[str],
        minutes: int | None,
        verbosity: int,
        **options: Any,
    ) -> None:
        now = timezone.now()
        forget_uncited()
        due = due_addresses(
            checked_before=now - timedelta(days=older_than), now=now, hosts=[host.lower() for host in hosts]
        )[:limit]
        try:
            summary = check_and_record(
                due, seconds=minutes and minutes * 60, tell=self._tell if verbosity > 1 else lambda check: None
            )
        except KeyboardInterrupt:
            self.stderr.write("Interrupted. What was checked is saved.")
            sys.exit(130)
        if summary.network_is_doubtful:
            raise CommandError(
                f"None of {summary.checked} addresses answered at all. Is this machine's network up? "
                "No failure was counted."
            )
        if verbosity:
            self._print(summary)

    def _tell(self, check: LinkCheck) -> None:
        leads_to = f" → {check.final_address}" if check.final_address else ""
        self.stdout.write(f"{check.http_status or '---'} {check.get_status_display()}: {check.url}{leads_to}")

    def _print(self, summary: Summary) -> None:
        parts = [f"{LinkStatus(status).label} {number}" for status, number in summary.statuses.most_common()]
        self.stdout.write(f"{summary.checked} checked{': ' if parts else ''}{', '.join(parts)}.")
        if summary.left_out:
            self.stdout.write(f"{summary.left_out} left for the next round.")
        broken = list(broken_links())
        self.stdout.write(f"{len(broken)} broken: failed on three different days or more, and not answered since.")
        for check in broken:
            self.stdout.write(f"  {check.get_status_display()}, {check.failed_days} days: {check.url}")
