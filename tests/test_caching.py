"""The cache may be gone."""

import pytest
from django.core.cache import cache

from comparisons import caching

pytestmark = pytest.mark.cache


@pytest.fixture(autouse=True)
def _empty_cache():
    cache.clear()
    yield
    cache.clear()


def counting_maker():
    calls = []

    def make():
        calls.append(1)
        return b"made"

    return make, calls


def test_what_was_made_once_is_remembered():
    make, calls = counting_maker()

    answers = {caching.remember("a", make, seconds=60) for _ in range(3)}

    assert answers == {b"made"}
    assert len(calls) == 1


class GoneCache:
    def get(self, *args, **options):
        raise ConnectionError("no route")

    set = get


def test_without_a_cache_everything_is_made_anew(monkeypatch, caplog):
    monkeypatch.setattr(caching, "cache", GoneCache())
    make, calls = counting_maker()

    answers = [caching.remember("a", make, seconds=60) for _ in range(2)]

    assert answers == [b"made", b"made"]
    assert len(calls) == 2
    assert "made without it: a" in caplog.text


def test_a_cache_that_only_answers_is_no_harm(monkeypatch, caplog):
    class FullCache(GoneCache):
        def get(self, *args, **options):
            return None

    monkeypatch.setattr(caching, "cache", FullCache())

    assert caching.remember("a", counting_maker()[0], seconds=60) == b"made"
    assert "does not take: a" in caplog.text
