"""Snippets laid out as programs that can be run: each in a folder of its own, in the snippets' own environment."""

import json
import os
import subprocess
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path

from django.conf import settings

from comparisons.snippets import TASKS, read_snippets
from tests.snippets.exchanges import ask

PYTHON = Path(settings.BASE_DIR) / ".venv-snippets" / "bin" / "python"
SERVER = Path(__file__).with_name("server.py")
# A plug-in brings what it depends on.
PLUGINS = {
    "pytest-aiohttp": ("aiohttp", "asyncio"),
    "pytest-asyncio": ("asyncio",),
    "pytest-django": ("django",),
}
LOG = "server.log"
SERVED = [task for task in TASKS if task.slug != "test"]


@dataclass(frozen=True, kw_only=True)
class Programs:
    """The running programs of one framework.

    Attributes:
        folder: holds a folder for each task.
        ports: where each task is served, by its slug.
    """

    framework: str
    folder: Path
    ports: dict[str, int]

    def ask(self, task, method, path, **request):
        """One exchange with the program of a task. What went wrong on the other side stands in the log."""
        try:
            return ask(self.ports[task], method, path, **request)
        except (OSError, HTTPException) as error:
            error.add_note((self.folder / LOG).read_text(encoding="utf-8"))
            raise


def lay_out(framework, tasks, folder):
    """Writes the files of the tasks into the folder; for Django into a project as `startproject` makes it."""
    folder.mkdir(parents=True)
    if framework == "django":
        subprocess.run(
            [PYTHON, "-m", "django", "startproject", "config", "."], cwd=folder, check=True, env=environment()
        )
    for task in tasks:
        for file in read_snippets()[task.slug, framework].files:
            target = folder / file.name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file.text, encoding="utf-8")
    if framework == "django":
        _install_applications(folder)


def _install_applications(folder):
    names = [path.name for path in folder.iterdir() if path.is_dir() and path.name != "config"]
    for name in names:
        (folder / name / "__init__.py").touch()
    with (folder / "config" / "settings.py").open("a", encoding="utf-8") as file:
        file.write(f"\nINSTALLED_APPS += {[*names, 'rest_framework']}\n")


@contextmanager
def serving(framework, folder):
    """Serves all tasks of a framework but the test."""
    for task in SERVED:
        lay_out(framework, [task], folder / task.slug)
    log = folder / LOG
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [PYTHON, SERVER, framework, *(folder / task.slug for task in SERVED)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env=environment(),
        )
        try:
            line = process.stdout.readline()
            assert line, log.read_text(encoding="utf-8")
            ports = dict(zip((task.slug for task in SERVED), json.loads(line), strict=True))
            yield Programs(framework=framework, folder=folder, ports=ports)
        finally:
            process.stdin.close()
            process.wait(timeout=20)
            process.stdout.close()


def run_test(framework, folder):
    """Runs the tests of the folder with pytest, with the plug-ins that the page names and no other."""
    named = {package.name for package in read_snippets()["test", framework].packages}
    plugins = [
        argument for name in sorted(named & set(PLUGINS)) for plugin in PLUGINS[name] for argument in ("-p", plugin)
    ]
    return subprocess.run(
        [PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider", *plugins, f"--rootdir={folder}", "."],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment() | {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
    )


def environment():
    """Without the settings of this site and of its test run."""
    kept = ("PATH", "HOME", "LANG", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ} | {"PYTHONDONTWRITEBYTECODE": "1"}
