"""The whole site as an operator runs it, for as long as it is measured: own database, own static files, gunicorn."""

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

ROOT = Path(__file__).resolve().parent.parent
SECONDS_TO_START = 60

# As the README says under "Settings".
SERVER = ["gunicorn", "config.wsgi", "--workers", "2", "--threads", "4", "--timeout", "60"]


@contextmanager
def production_site(*, prepared_by: Sequence[Sequence[str]] = ()) -> Iterator[str]:
    """The address of a site with production settings and the content of fixtures/; all of it is gone afterwards.

    Args:
        prepared_by: commands of manage.py that run before the site opens. Example: [["createcachetable"]]

    Only HTTPS is off, since nothing stands in front of the server that could speak it.
    """
    with tempfile.TemporaryDirectory(prefix="framewise-") as folder:
        port = _free_port()
        address = f"http://127.0.0.1:{port}"
        environment = _environment(Path(folder), address=address)
        for command in (
            ["migrate", "--verbosity", "0"],
            ["load_catalogue"],
            ["collectstatic", "--no-input"],
            *prepared_by,
        ):
            _run([sys.executable, "manage.py", *command], environment)
        with _server(Path(folder), environment, port=port):
            _wait_for(f"{address}/readyz", log=_log(Path(folder)))
            yield address


def _environment(folder: Path, *, address: str) -> dict[str, str]:
    return os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DEBUG": "false",
        "HTTPS": "false",
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ALLOWED_HOSTS": "127.0.0.1",
        "SITE_URL": address,
        "DATABASE_URL": f"sqlite:///{folder / 'framewise.sqlite3'}",
        "CACHE_URL": "locmem://",
        "STATIC_ROOT": str(folder / "staticfiles"),
        "LOG_LEVEL": "WARNING",
    }


def _run(command: list[str], environment: dict[str, str]) -> None:
    finished = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    if finished.returncode:
        raise RuntimeError(f"{' '.join(command)} failed:\n{finished.stderr}")


@contextmanager
def _server(folder: Path, environment: dict[str, str], *, port: int) -> Iterator[None]:
    command = [sys.executable, "-m", *SERVER, "--bind", f"127.0.0.1:{port}"]
    with (
        _log(folder).open("wb") as log,
        subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as server,
    ):
        try:
            yield
        finally:
            server.terminate()


def _log(folder: Path) -> Path:
    return folder / "gunicorn.log"


def _wait_for(address: str, *, log: Path) -> None:
    end = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=5):
                return
        except OSError:  # refused, not ready yet, or slow
            time.sleep(0.1)
    raise RuntimeError(f"The site did not answer within {SECONDS_TO_START} seconds:\n{log.read_text()}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
