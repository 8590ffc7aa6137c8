"""Reads the process environment strictly: every mistake is collected, then reported at once.

The names are documented in the README, "Settings".
"""

from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from environs import Env, ValidationError
from environs.exceptions import EnvValidationError

BASE_DIR = Path(__file__).resolve().parent.parent

# The defaults of SQLite lose writes: a reader that becomes a writer is refused at once, whatever the timeout.
# IMMEDIATE takes the lock first, WAL lets readers go on, NORMAL may lose the last commits at power loss but
# never integrity (measured in shared/RELIABILITY.md, 2.1).
SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
}

DATABASE_SCHEMES = ("sqlite", "postgres", "postgresql")
CACHE_SCHEMES = ("locmem", "redis", "rediss")
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
LOCAL_HOSTS = ["127.0.0.1", "localhost", "[::1]"]


class Environment:
    """The settings that come from outside, typed.

    Raises:
        ImproperlyConfigured: one message with all that is wrong, a line each.
    """

    def __init__(self) -> None:
        env = Env(eager=False)
        env.read_env(str(BASE_DIR / ".env"), recurse=False)
        self.debug: bool = env.bool("DEBUG", default=False)
        self.secret_key: str = env.str("SECRET_KEY", validate=_long_enough)
        # Only a local site may leave its hosts out: elsewhere a missing list must stop the start.
        self.allowed_hosts: list[str] = _stripped(
            env.list("ALLOWED_HOSTS", default=LOCAL_HOSTS, validate=_some_host)
            if self.debug is True
            else env.list("ALLOWED_HOSTS", validate=_some_host)
        )
        self.site_url: str = env.str("SITE_URL", default="http://127.0.0.1:8000", validate=_http_address)
        self.database: dict[str, Any] = _database(
            env.str(
                "DATABASE_URL",
                default=f"sqlite:///{BASE_DIR / 'framewise.sqlite3'}",
                validate=_database_address,
            )
        )
        self.cache: dict[str, Any] = _cache(
            env.str("CACHE_URL", default="locmem://", validate=_scheme_in(CACHE_SCHEMES))
        )
        self.static_root: Path = env.path("STATIC_ROOT", default=BASE_DIR / "staticfiles", validate=_absolute)
        self.https: bool = env.bool("HTTPS", default=not self.debug)
        self.behind_proxy: bool = env.bool("BEHIND_PROXY", default=False)
        self.proxy_count: int = env.int("PROXY_COUNT", default=1, validate=_at_least_one)
        self.security_contact: str = env.str("SECURITY_CONTACT", default="", validate=_contact)
        self.log_level: str = env.str("LOG_LEVEL", default="INFO", validate=_one_of(LOG_LEVELS))
        try:
            env.seal()  # type: ignore[no-untyped-call]  # environs leaves this one without types
        except EnvValidationError as error:
            lines = [
                f"  {name}: {' '.join(str(message) for message in messages)}"
                for name, messages in cast("dict[str, list[str]]", error.error_messages).items()
            ]
            raise ImproperlyConfigured(
                'The environment is not right. README.md, "Settings", explains each name.\n'
                + "\n".join(sorted(lines))
            ) from None


def _long_enough(value: str) -> None:
    if len(value) < 32:
        raise ValidationError("a secret key needs at least 32 random characters.")


def _some_host(value: list[str]) -> None:
    if not _stripped(value):
        raise ValidationError("name at least one host, separated by commas.")
    if "*" in _stripped(value):
        raise ValidationError("a star would believe any Host header; name the hosts.")


def _http_address(value: str) -> None:
    parts = urlsplit(value)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.path not in ("", "/"):
        raise ValidationError("must be an address such as https://framewise.example, without a path.")


def _absolute(value: Path) -> None:
    if not value.is_absolute():
        raise ValidationError("must be a folder's whole path, such as /srv/framewise/static.")


def _at_least_one(value: int) -> None:
    if value < 1:
        raise ValidationError("must be 1 or more: how many proxies add to X-Forwarded-For.")


def _contact(value: str) -> None:
    if value and not value.startswith(("mailto:", "https://")):
        raise ValidationError("must start with mailto: or https://.")


def _scheme_in(schemes: tuple[str, ...]) -> Any:
    def validate(value: str) -> None:
        if value.partition("://")[0] not in schemes:
            raise ValidationError(f"must start with one of {', '.join(f'{s}://' for s in schemes)}.")

    return validate


def _database_address(value: str) -> None:
    _scheme_in(DATABASE_SCHEMES)(value)
    try:
        dj_database_url.parse(value)
    except ValueError as error:
        raise ValidationError(f"is no database address: {error}.") from error


def _one_of(values: tuple[str, ...]) -> Any:
    def validate(value: str) -> None:
        if value not in values:
            raise ValidationError(f"must be one of {', '.join(values)}.")

    return validate


def _stripped(values: list[str] | None) -> list[str]:
    return [value.strip() for value in values or [] if value.strip()]


def _database(url: str | None) -> dict[str, Any]:
    if not url or url.partition("://")[0] not in DATABASE_SCHEMES:
        return {}  # reported by env.seal()
    try:
        database: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    except ValueError:
        return {}  # reported by env.seal()
    if database["ENGINE"].endswith("sqlite3"):
        database.setdefault("OPTIONS", {}).update(SQLITE_OPTIONS)
    elif database.get("OPTIONS", {}).get("pool"):
        # A pool keeps the connections itself, and Django refuses both at once.
        database["OPTIONS"]["pool"] = True
        database["CONN_MAX_AGE"] = 0
    return database


def _cache(url: str | None) -> dict[str, Any]:
    if not url or url.startswith("locmem"):
        return {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    return {
        "BACKEND": "django.core.cache.backends.redis.RedisCache",
        "LOCATION": url,
        # Without time limits a hanging Redis hangs the site with it.
        "OPTIONS": {"socket_timeout": 1, "socket_connect_timeout": 1},
    }
