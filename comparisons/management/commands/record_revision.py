"""Records a revision when visitors see something else than at the last one: for cron.

A row with a moment under "publish at" becomes visible by itself, without a save that would record it; until the next
record the revision and /changes/ do not tell of it. Exit status 0 also when there is nothing to record.
"""

from typing import Any

from django.core.management.base import BaseCommand

from comparisons.catalogue.revisions import record_revision
from comparisons.choices import ChangeAction
from comparisons.models import Revision


class Command(BaseCommand):
    help = "Records what became visible by itself, or was written past the desk, as a revision for /changes/."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        revision = record_revision()
        if verbosity:
            self.stdout.write(_in_words(revision) if revision else "Nothing to record.")


def _in_words(revision: Revision) -> str:
    """Example: "Revision 7: 2 published, 1 changed." """
    first = revision.changes.filter(action=ChangeAction.FIRST).first()
    if first is not None:
        return f"Revision {revision}: first record, {sum(first.after.values())} published."
    actions = list(revision.changes.values_list("action", flat=True))
    counts = [f"{actions.count(action)} {action.label}" for action in ChangeAction if action in actions]
    # What a visitor sees in another order is a revision without a line of its own.
    return f"Revision {revision}: {', '.join(counts) or 'only the order changed'}."
