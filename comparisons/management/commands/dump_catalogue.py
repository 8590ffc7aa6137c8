"""Writes the database back to fixtures/."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from comparisons.catalogue.dumping import dump


class Command(BaseCommand):
    help = "Writes the catalogue back to fixtures/, sorted and stable, so that content can be reviewed in git."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--folder", type=Path, default=settings.FIXTURES_DIR, help="where to write")

    def handle(self, *args: Any, folder: Path, **options: Any) -> None:
        files = dump(folder)
        for name in files.written:
            self.stdout.write(f"wrote {name}")
        for name in files.removed:
            self.stdout.write(f"removed {name}")
        if not files.written and not files.removed:
            self.stdout.write("Nothing to write: the fixtures say what the database says.")
