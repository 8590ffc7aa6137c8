"""Threads with connections of their own, for what must hold when two write at one moment."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from threading import Barrier, Thread
from typing import Any

import pytest
from django.db import connection, connections


@dataclass
class Apart:
    """Runs work beside the test, each in a thread and on a connection of its own."""

    def at_one_moment(self, *work: Callable[[], Any]) -> list[Any]:
        """Starts all of them together. Returns what they return; what one raises, this raises."""
        barrier = Barrier(len(work))
        results: list[Any] = []
        errors: list[BaseException] = []

        def run(one: Callable[[], Any]) -> None:
            try:
                barrier.wait(10)
                results.append(one())
            except BaseException as error:
                errors.append(error)
            finally:
                connections["default"].close()

        # Daemons, so that one that hangs does not keep the run from its end.
        threads = [Thread(target=run, args=[one], daemon=True) for one in work]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert not any(thread.is_alive() for thread in threads), "one of them hangs"
        if errors:
            raise errors[0]
        return results

    def then(self, work: Callable[[], Any]) -> Any:
        return self.at_one_moment(work)[0]


class _ApartInFile(Apart):
    """On SQLite the test's database lives in memory, where no two can write: the threads get a copy in a file."""

    def __init__(self, path: Any) -> None:
        self.path = path

    def at_one_moment(self, *work: Callable[[], Any]) -> list[Any]:
        if not self.path.exists():
            with closing(sqlite3.connect(self.path)) as copy:
                connection.connection.backup(copy)
                # As a site's database is since its first connection. Two who change it to WAL at one moment do not
                # wait for each other, and that is not the race that is tested.
                copy.execute("PRAGMA journal_mode=WAL")
        return super().at_one_moment(*work)


@pytest.fixture
def apart(transactional_db, tmp_path, monkeypatch):
    if connection.vendor != "sqlite":
        return Apart()
    # The test's own connection is open already; only new ones, those of the threads, read where to go.
    path = tmp_path / "apart.sqlite3"
    elsewhere = {**connections.settings["default"], "NAME": str(path)}
    monkeypatch.setitem(connections.settings, "default", elsewhere)
    return _ApartInFile(path)
