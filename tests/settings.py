"""Settings of the test run: production's, without HTTPS and with a key of its own.

`DATABASE_URL` and `CACHE_URL` are taken from the environment, so that the same suite runs on
SQLite with local memory and on PostgreSQL with Redis.
"""

import os
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "only-for-tests-" + "x" * 32)
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ["DEBUG"] = "false"
os.environ["HTTPS"] = "false"

from config.settings import *  # noqa: F403  the environment must stand before settings are read

# Nothing is collected there, whatever a contributor has collected: Whitenoise reads it for every test client anew.
STATIC_ROOT = Path(__file__).parent / "no-static-files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    # The manifest exists only after collectstatic; a test of its own covers production's storage.
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A connection that outlives its request keeps the test database from being removed: the live server's threads wait
# for the browser, which keeps its own connections open.
DATABASES["default"]["CONN_MAX_AGE"] = 0  # noqa: F405
