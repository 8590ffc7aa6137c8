import pytest
from django.core.exceptions import ImproperlyConfigured

from config import environment
from config.environment import SQLITE_OPTIONS, Environment

SECRET = "s" * 32
NAMES = (
    "DEBUG",
    "SECRET_KEY",
    "ALLOWED_HOSTS",
    "SITE_URL",
    "DATABASE_URL",
    "CACHE_URL",
    "STATIC_ROOT",
    "HTTPS",
    "BEHIND_PROXY",
    "PROXY_COUNT",
    "SECURITY_CONTACT",
    "LOG_LEVEL",
)
PRODUCTION = {"SECRET_KEY": SECRET, "ALLOWED_HOSTS": "framewise.example"}


@pytest.fixture(autouse=True)
def empty_environment(monkeypatch, tmp_path):
    """Neither the shell's variables nor the developer's .env are read."""
    for name in NAMES:
        # Set first, so that what a .env file of the test adds is taken back as well.
        monkeypatch.setenv(name, "")
        monkeypatch.delenv(name)
    monkeypatch.setattr(environment, "BASE_DIR", tmp_path)


@pytest.fixture
def read(monkeypatch):
    """The environment made of these variables and no others."""

    def read_environment(**variables):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        return Environment()

    return read_environment


def mistakes(read, **variables):
    with pytest.raises(ImproperlyConfigured) as caught:
        read(**variables)
    heading, *lines = str(caught.value).splitlines()
    assert heading.startswith("The environment is not right.")
    return [line.strip() for line in lines]


def test_production_needs_a_key_and_hosts_and_has_safe_defaults_for_the_rest(read, tmp_path):
    found = read(**PRODUCTION)

    assert (found.debug, found.https, found.behind_proxy) == (False, True, False)
    assert found.allowed_hosts == ["framewise.example"]
    assert found.secret_key == SECRET
    assert found.database["NAME"] == str(tmp_path / "framewise.sqlite3")
    assert found.cache == {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    assert found.static_root == tmp_path / "staticfiles"
    assert (found.security_contact, found.log_level) == ("", "INFO")


def test_without_anything_production_refuses_to_start(read):
    assert [line.partition(":")[0] for line in mistakes(read)] == ["ALLOWED_HOSTS", "SECRET_KEY"]


def test_a_local_site_needs_only_a_key(read):
    found = read(DEBUG="true", SECRET_KEY=SECRET)

    assert found.debug is True
    assert found.https is False
    assert found.allowed_hosts == ["127.0.0.1", "localhost", "[::1]"]


def test_all_mistakes_are_reported_at_once(read):
    lines = mistakes(
        read,
        DEBUG="perhaps",
        SECRET_KEY="short",
        ALLOWED_HOSTS="*",
        SITE_URL="framewise",
        DATABASE_URL="oracle://a/b",
        CACHE_URL="memcached://a",
        STATIC_ROOT="static",
        HTTPS="often",
        BEHIND_PROXY="2",
        PROXY_COUNT="0",
        SECURITY_CONTACT="me",
        LOG_LEVEL="loud",
    )

    assert [line.partition(":")[0] for line in lines] == sorted(NAMES)


@pytest.mark.parametrize(
    ("variables", "name", "message"),
    [
        ({"SECRET_KEY": "s" * 31}, "SECRET_KEY", "at least 32 random characters"),
        ({"SECRET_KEY": ""}, "SECRET_KEY", "at least 32 random characters"),
        ({"ALLOWED_HOSTS": ""}, "ALLOWED_HOSTS", "name at least one host"),
        ({"ALLOWED_HOSTS": " , "}, "ALLOWED_HOSTS", "name at least one host"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS", "a star would believe any Host header"),
        ({"ALLOWED_HOSTS": "framewise.example, *"}, "ALLOWED_HOSTS", "a star would believe any Host header"),
        ({"ALLOWED_HOSTS": "*", "DEBUG": "true"}, "ALLOWED_HOSTS", "a star would believe any Host header"),
        ({"DEBUG": "maybe"}, "DEBUG", "boolean"),
        ({"HTTPS": "maybe"}, "HTTPS", "boolean"),
        ({"BEHIND_PROXY": "maybe"}, "BEHIND_PROXY", "boolean"),
        ({"PROXY_COUNT": "0"}, "PROXY_COUNT", "1 or more"),
        ({"PROXY_COUNT": "two"}, "PROXY_COUNT", "integer"),
        ({"SITE_URL": "framewise.example"}, "SITE_URL", "must be an address such as"),
        ({"SITE_URL": "ftp://framewise.example"}, "SITE_URL", "must be an address such as"),
        ({"SITE_URL": "https://framewise.example/site"}, "SITE_URL", "must be an address such as"),
        ({"DATABASE_URL": "mysql://a/b"}, "DATABASE_URL", "must start with one of sqlite://, postgres://"),
        ({"DATABASE_URL": "framewise.sqlite3"}, "DATABASE_URL", "must start with one of sqlite://"),
        ({"CACHE_URL": "localhost:6379"}, "CACHE_URL", "must start with one of locmem://, redis://"),
        ({"SECURITY_CONTACT": "someone"}, "SECURITY_CONTACT", "must start with mailto: or https://"),
        ({"LOG_LEVEL": "debug"}, "LOG_LEVEL", "must be one of DEBUG, INFO, WARNING, ERROR"),
    ],
)
def test_a_mistake_is_named_with_what_would_be_right(read, variables, name, message):
    (line,) = mistakes(read, **{**PRODUCTION, **variables})

    assert line.startswith(f"{name}: ")
    assert message.lower() in line.lower()


def test_a_mistake_does_not_repeat_the_secret(read):
    lines = mistakes(read, SECRET_KEY="hunter2", ALLOWED_HOSTS="framewise.example")

    assert "hunter2" not in " ".join(lines)


def test_hosts_are_a_list_with_or_without_spaces(read):
    found = read(SECRET_KEY=SECRET, ALLOWED_HOSTS=" framewise.example ,www.framewise.example,")

    assert found.allowed_hosts == ["framewise.example", "www.framewise.example"]


@pytest.mark.parametrize(
    ("value", "expected"), [("true", True), ("1", True), ("false", False), ("0", False), ("True", True)]
)
def test_booleans_are_read_in_the_usual_spellings(read, value, expected):
    assert read(**PRODUCTION, BEHIND_PROXY=value).behind_proxy is expected


def test_sqlite_takes_its_lock_first_and_lets_readers_go_on(read):
    database = read(**PRODUCTION, DATABASE_URL="sqlite:////data/framewise.sqlite3").database

    assert database["ENGINE"] == "django.db.backends.sqlite3"
    assert database["NAME"] == "/data/framewise.sqlite3"
    assert database["OPTIONS"] == {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;",
    }
    assert database["OPTIONS"] == SQLITE_OPTIONS


@pytest.mark.parametrize("scheme", ["postgres", "postgresql"])
def test_a_database_address_switches_to_postgresql_and_keeps_connections(read, scheme):
    database = read(**PRODUCTION, DATABASE_URL=f"{scheme}://me:secret@db.example:5433/framewise").database

    assert database["ENGINE"] == "django.db.backends.postgresql"
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example", 5433, "framewise")
    assert (database["USER"], database["PASSWORD"]) == ("me", "secret")
    assert (database["CONN_MAX_AGE"], database["CONN_HEALTH_CHECKS"]) == (60, True)
    assert "transaction_mode" not in database.get("OPTIONS", {})


def test_a_pool_keeps_the_connections_itself(read):
    database = read(**PRODUCTION, DATABASE_URL="postgres://db.example/framewise?pool=true").database

    assert database["OPTIONS"]["pool"] is True
    assert database["CONN_MAX_AGE"] == 0


@pytest.mark.parametrize("scheme", ["redis", "rediss"])
def test_a_cache_address_switches_to_redis_which_cannot_hang_the_site(read, scheme):
    cache = read(**PRODUCTION, CACHE_URL=f"{scheme}://cache.example:6379/1").cache

    assert cache["BACKEND"] == "django.core.cache.backends.redis.RedisCache"
    assert cache["LOCATION"] == f"{scheme}://cache.example:6379/1"
    assert cache["OPTIONS"] == {"socket_timeout": 1, "socket_connect_timeout": 1}


def test_a_file_named_env_is_read_and_the_shell_has_the_last_word(read, tmp_path):
    (tmp_path / ".env").write_text(f"DEBUG=true\nSECRET_KEY={SECRET}\nLOG_LEVEL=ERROR\n")

    found = read(LOG_LEVEL="WARNING")

    assert (found.debug, found.secret_key, found.log_level) == (True, SECRET, "WARNING")


def test_a_database_address_that_cannot_be_read_is_named(read):
    with pytest.raises(ImproperlyConfigured, match="DATABASE_URL"):
        read(**PRODUCTION, DATABASE_URL="postgres://db.example:port/framewise")


def test_a_database_address_that_cannot_be_read_hides_no_other_mistake(read):
    lines = mistakes(read, DATABASE_URL="postgres://db.example:port/framewise", LOG_LEVEL="loud")

    assert [line.partition(":")[0] for line in lines] == ["ALLOWED_HOSTS", "DATABASE_URL", "LOG_LEVEL", "SECRET_KEY"]
