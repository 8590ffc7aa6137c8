"""The door for a WSGI server such as gunicorn."""

import os

from django.core.wsgi import get_wsgi_application

from config.charsets import reading_utf8

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

application = reading_utf8(get_wsgi_application())
