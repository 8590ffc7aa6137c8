"""The lint of content and quiz."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from comparisons.catalogue.lint import check_catalogue


class Command(BaseCommand):
    help = "Checks the published content and quiz; exit status 1 with a list of findings."

    def handle(self, *args: Any, **options: Any) -> None:
        findings = check_catalogue()
        for finding in findings:
            self.stdout.write(str(finding))
        if findings:
            self.stderr.write(f"{len(findings)} findings.")
            sys.exit(1)
        self.stdout.write("No findings.")
