"""Measures the quiz on random answers and stores the figures for /method/."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from comparisons.models import QuizMeasurement
from comparisons.models.quiz_measurements import FULL_EDITION, SHORT_EDITION
from comparisons.quiz.measurement import fetch_trial, measure, store


class Command(BaseCommand):
    help = "Draws random answers to the published quiz, and stores who comes first, how surely, for /method/."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only print; store nothing")
        parser.add_argument(
            "--edition", choices=[FULL_EDITION, SHORT_EDITION], default=FULL_EDITION, help="which edition of the quiz"
        )

    def handle(self, *args: Any, dry_run: bool, edition: str, **options: Any) -> None:
        trial = fetch_trial(edition=edition)
        if not trial.can_run:
            raise CommandError(
                f"There is nothing to measure: the {edition} edition has no published questions with answers, "
                "or no framework is published."
            )
        measured = measure(trial, edition=edition, day=timezone.localdate())
        self._print(measured)
        if dry_run:
            self.stdout.write("Nothing was stored.")
        elif store(measured):
            self.stdout.write(f"Stored: {measured}. manage.py dump_catalogue writes it to fixtures/.")
        else:
            self.stdout.write("Nothing to store: the same was measured before.")

    def _print(self, measured: QuizMeasurement) -> None:
        figures = measured.figures
        self.stdout.write(
            f"{measured.sample_size} random sets, seed {measured.seed}: close calls {figures['close_calls']} %, "
            f"flipped by one step of importance {figures['flipped']} %, unreachable {figures['unreachable']}."
        )
        rows = sorted(figures["frameworks"].items(), key=lambda entry: (-entry[1]["first"], entry[0]))
        for slug, row in rows:
            reason = ""
            if "covered" in row:
                covered = row["covered"]
                reason = f"  {covered['by']} is at least as good on {covered['effects']} of {covered['of']} effects"
            self.stdout.write(
                f"  {slug:12} first {row['first']:5.1f} %  or close {row['first_or_close']:5.1f} %  "
                f"ruled out {row['ruled_out']:5.1f} %{reason}"
            )
