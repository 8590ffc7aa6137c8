"""The door for an ASGI server."""

import os

from django.core.asgi import get_asgi_application

from config.charsets import reading_utf8_asgi

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = reading_utf8_asgi(get_asgi_application())
