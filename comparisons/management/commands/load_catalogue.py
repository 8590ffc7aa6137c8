"""Reads fixtures/ into the database."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from comparisons.catalogue.files import BrokenFixture, FixtureObject
from comparisons.catalogue.loading import ChangedSincePlanning, load
from comparisons.catalogue.planning import LoadPlan, describe, plan_load
from comparisons.catalogue.revisions import record_revision

# Editors who save while it loads make it look again, but not for ever.
MOST_ATTEMPTS = 5


class Command(BaseCommand):
    help = "Adds what is missing from fixtures/, never changes what an editor touched, all or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.FIXTURES_DIR, help="where the fixtures lie")
        parser.add_argument(
            "--overwrite", action="store_true", help="replace what editors touched; says first what that is"
        )
        parser.add_argument(
            "--no-input", action="store_false", dest="interactive", help="with --overwrite: do not ask"
        )

    def handle(
        self, *args: Any, folder: Path, overwrite: bool, interactive: bool, verbosity: int, **options: Any
    ) -> None:
        try:
            plan = self._loaded(folder, overwrite=overwrite, interactive=interactive, verbosity=verbosity)
        except BrokenFixture as error:
            raise CommandError(f"{error}\nNothing was changed.") from error
        if plan.kept:
            self._list("Kept as editors left them, though the fixtures differ:", plan.kept)
        if verbosity:
            self.stdout.write(
                f"Catalogue: {len(plan.added)} added, {len(plan.updated)} updated, "
                f"{len(plan.replaced)} replaced, {len(plan.kept)} kept, "
                f"{len(plan.unchanged) + len(plan.adopted)} unchanged."
            )

    def _loaded(self, folder: Path, *, overwrite: bool, interactive: bool, verbosity: int) -> LoadPlan:
        """Shows and loads, and again when somebody saved in between: nothing is replaced that was not shown."""
        for _attempt in range(MOST_ATTEMPTS):
            plan = plan_load(folder, overwrite=overwrite)
            if plan.replaced:
                self._list("These rows were touched by an editor and would be replaced:", plan.replaced)
                if interactive and not self._confirmed():
                    raise CommandError("Nothing was changed.")
            try:
                with transaction.atomic():
                    load(plan, progress=self._progress if verbosity else None)
                    record_revision()
            except ChangedSincePlanning as change:
                self.stdout.write(f"{change} Looking again.")
            else:
                return plan
        raise CommandError("Others keep saving these rows. Nothing was changed.")

    def _list(self, heading: str, objects: list[FixtureObject]) -> None:
        self.stdout.write(heading)
        for fixture_object in objects:
            self.stdout.write(f"  {describe(fixture_object)}")

    def _confirmed(self) -> bool:
        if not sys.stdin.isatty():
            raise CommandError("Nothing was changed. Without a terminal, say --no-input to replace these rows.")
        return input("Replace them? Type yes: ").strip() == "yes"

    def _progress(self, done: int, total: int) -> None:
        """One line that counts up in a terminal; every tenth of the way in a log."""
        if self.stdout.isatty():
            self.stdout.write(f"\rLoading {done} of {total}", ending="\n" if done == total else "")
            self.stdout.flush()
        elif done == total or done * 10 // total > (done - 1) * 10 // total:
            self.stdout.write(f"Loading {done} of {total}")
