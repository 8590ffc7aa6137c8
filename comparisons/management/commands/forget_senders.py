"""Forgets who sent the suggestions of past days."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils import timezone

from comparisons.suggestions.senders import forget_senders


class Command(BaseCommand):
    help = "Deletes the hashed senders of past days' suggestions, and the salts they were made with."

    def handle(self, *args: Any, verbosity: int, **options: Any) -> None:
        with transaction.atomic():
            forgotten = forget_senders(timezone.now().date())
        if verbosity:
            self.stdout.write(f"Senders forgotten: {forgotten}.")
