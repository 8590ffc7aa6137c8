"""Measures an import of 2,400 verdicts (24 frameworks, 100 criteria) through the desk, in a database of its own.

Run it from the project's folder: .venv/bin/python -m scripts.measure_import. The figures stand in
docs/measurements-import.md.
"""

import csv
import io
import os
import tempfile
import time
import tracemalloc
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from unittest.mock import patch

FRAMEWORKS, CRITERIA = 24, 100


class Counter:
    """Counts the queries of a page."""

    def __init__(self) -> None:
        self.queries = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.queries += 1
        return execute(sql, params, many, context)


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{Path(folder) / 'measured.sqlite3'}")
        import django

        django.setup()
        from django.core.management import call_command
        from django.db import connection
        from django.test.utils import setup_test_environment

        setup_test_environment()  # so that the client sees what a template was given
        print(f"{FRAMEWORKS * CRITERIA:,} verdicts on {connection.vendor}")
        call_command("migrate", verbosity=0)
        _fill()
        _measure("new rows", rating=3, in_memory=False)
        _measure("changed rows", rating=4, in_memory=False)
        _measure("changed rows, memory", rating=5, in_memory=True)
        _measure("nothing to change", rating=5, in_memory=False)


def _fill() -> None:
    from django.contrib.auth import get_user_model

    from tests import factories

    get_user_model()._default_manager.create_superuser("measuring", "", "a-long-local-password")
    category = factories.create_category()
    for number in range(FRAMEWORKS):
        factories.create_framework(slug=f"framework-{number:02}")
    for number in range(CRITERIA):
        factories.create_criterion(slug=f"criterion-{number:03}", category=category)


def _file(*, rating: int) -> bytes:
    from comparisons.admin.transfer.resources import VerdictResource

    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, VerdictResource().column_names, restval="")
    writer.writeheader()
    for framework in range(FRAMEWORKS):
        for criterion in range(CRITERIA):
            writer.writerow(
                {
                    "framework": f"framework-{framework:02}",
                    "criterion": f"criterion-{criterion:03}",
                    "support": "built_in",
                    "rating": rating,
                    "summary": "It does what one expects of it, and says so. " * 3,
                    "detail": "What is there, what is missing, and what one does instead. " * 8,
                    "confidence": "high",
                    "written_on": "2026-01-15",
                    "review_due_on": "2027-01-15",
                }
            )
    return stream.getvalue().encode()


def _measure(what: str, *, rating: int, in_memory: bool) -> None:
    from django.contrib.auth import get_user_model
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client
    from django.urls import reverse

    from comparisons.admin.transfer import importing

    client = Client()
    client.force_login(get_user_model()._default_manager.get(username="measuring"))
    data = _file(rating=rating)
    file = SimpleUploadedFile("verdicts.csv", data)
    seconds_writing: list[float] = []
    write = importing.write

    def timed_write(*args: Any, **options: Any) -> None:
        started, computed = time.perf_counter(), time.process_time()
        write(*args, **options)
        seconds_writing.extend([time.perf_counter() - started, time.process_time() - computed])

    with patch.object(importing, "write", timed_write):
        preview = _page(
            f"{what}: preview",
            lambda: client.post(reverse("admin:comparisons_verdict_import"), {"file": file}),
            in_memory,
        )
        confirmation = preview.context["confirmation"]
        if confirmation is None:
            return
        word = confirmation.initial["word"]
        _page(
            f"{what}: import",
            lambda: client.post(reverse("admin:comparisons_verdict_import_confirm"), {"word": word}),
            in_memory,
        )
    seconds, computed = seconds_writing
    print(f"  of which writing, in one transaction: {seconds:.1f} s (computing {computed:.1f} s)")
    print(f"  the file: {len(data) / 1e6:.1f} MB")


def _page(name: str, ask: Any, in_memory: bool) -> Any:
    from django.db import connection

    counter = Counter()
    with ExitStack() as stack:
        stack.enter_context(connection.execute_wrapper(counter))
        if in_memory:
            tracemalloc.start()
            stack.callback(tracemalloc.stop)
        started, computed = time.perf_counter(), time.process_time()
        response = ask()
        seconds, computed = time.perf_counter() - started, time.process_time() - computed
        memory = f", peak memory {tracemalloc.get_traced_memory()[1] / 1e6:.0f} MB" if in_memory else ""
    assert response.status_code in (200, 302), response.status_code
    took = "" if in_memory else f", {seconds:.1f} s (computing {computed:.1f} s)"
    page = f", page {len(response.content) / 1000:.0f} kB" if response.content else ""
    print(f"{name}{took}, {counter.queries:,} queries{memory}{page}")
    return response


if __name__ == "__main__":
    main()
