"""An editor account for the site on one's own machine."""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

NAME = "editor"


class Command(BaseCommand):
    help = "Makes a local editor account with a random password, shown once. An existing account stays as it is."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("This is for a local site (DEBUG=true). Elsewhere use createsuperuser.")
        users = get_user_model()._default_manager
        if users.filter(is_superuser=True).exists():
            self.stdout.write("Editor: your account of before. A new password: manage.py changepassword <name>")
            return
        password = secrets.token_urlsafe(12)
        users.create_superuser(username=NAME, email="", password=password)
        self.stdout.write(f"Editor: {NAME}  password: {password}  (shown only this once)")
