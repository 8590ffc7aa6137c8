import json

import pytest

from comparisons.catalogue.files import CATALOGUE_MODELS, BrokenFixture, file_of, read_fixtures, write_file
from comparisons.models import Claim, Framework, Question, Release, Scenario, Source, Verdict
from tests.catalogue.folders import category, verdict, write_folder


@pytest.mark.parametrize(
    ("model", "key", "expected"),
    [
        (Framework, ("django",), "frameworks.json"),
        (Verdict, ("django", "orm"), "verdicts/django.json"),
        (Source, ("verdict", "django", "orm", "https://a.example/"), "verdicts/django.json"),
        (Source, ("claim", "too-big", "https://a.example/"), "claims.json"),
        (Source, ("notable_user", "paper", "https://a.example/"), "notable_users.json"),
        (Source, ("extension", "flask-orm", "https://a.example/"), "extensions.json"),
        (Claim, ("too-big",), "claims.json"),
        (Release, ("django", "5.2"), "releases.json"),
        (Source, ("release", "django", "5.2", "https://a.example/"), "releases.json"),
        (Question, ("data",), "quiz.json"),
        (Scenario, ("shop",), "scenarios.json"),
    ],
)
def test_a_row_stands_in_the_file_of_its_topic(model, key, expected):
    assert file_of(model, key) == expected


def test_objects_are_read_with_their_place_and_in_the_order_in_which_they_can_be_loaded(tmp_path):
    (tmp_path / "verdicts").mkdir()
    (tmp_path / "verdicts" / "django.json").write_text(json.dumps([verdict("django", "orm")]))
    (tmp_path / "z.json").write_text(json.dumps([verdict("flask", "orm"), category("data")]))

    objects = read_fixtures(tmp_path)

    assert [o.place for o in objects] == ["z.json, object 2", "verdicts/django.json, object 1", "z.json, object 1"]
    order = [CATALOGUE_MODELS.index(o.model) for o in objects]
    assert order == sorted(order)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("", "not readable as JSON"),
        ("[{]", "not readable as JSON"),
        ("[" * 100_000, "not readable as JSON: it is nested too deeply"),
        ('{"model": "comparisons.category"}', "a fixture is a list of objects"),
        ("[3]", "object 1: an object has a “model” and “fields”"),
        ('[{"model": "comparisons.category"}]', "object 1: an object has"),
        ('[{"model": "comparisons.category", "fields": []}]', "object 1: an object has"),
        ('[{"model": "comparisons.category", "fields": {}}, {"fields": {}}]', "object 2: an object has"),
        ('[{"model": 3, "fields": {}}]', "object 1: an object has"),
        ('[{"model": "auth.user", "fields": {}}]', "'auth.user' is no model of the catalogue"),
        ('[{"model": "comparisons.planet", "fields": {}}]', "'comparisons.planet' is no model of the catalogue"),
    ],
)
def test_a_file_that_is_no_fixture_is_named(tmp_path, content, message):
    (tmp_path / "criteria.json").write_text(content)

    with pytest.raises(BrokenFixture, match=message) as caught:
        read_fixtures(tmp_path)

    assert str(caught.value).startswith("criteria.json")


def test_a_file_that_is_not_utf_8_is_named(tmp_path):
    (tmp_path / "criteria.json").write_bytes(b'["\xff"]')

    with pytest.raises(BrokenFixture, match=r"criteria\.json: not readable"):
        read_fixtures(tmp_path)


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(BrokenFixture, match="There is no folder .*/nowhere"):
        read_fixtures(tmp_path / "nowhere")


def test_an_empty_folder_has_no_objects(tmp_path):
    assert read_fixtures(tmp_path) == []


def test_a_written_file_keeps_natural_keys_on_one_line_and_text_as_it_is(tmp_path):
    objects = [verdict("django", "orm", summary='Ein [“Käse”,\n  "x"]', extensions=[["a"], ["b"]])]

    write_file(tmp_path / "verdicts" / "django.json", objects)

    text = (tmp_path / "verdicts" / "django.json").read_text(encoding="utf-8")
    assert json.loads(text) == objects
    assert '"framework": ["django"]' in text
    assert "“Käse”" in text


def test_a_file_that_would_not_change_is_not_written(tmp_path):
    path = write_folder(tmp_path, []) / "criteria.json"
    objects = [category("data")]

    assert write_file(path, objects) is True
    written = path.stat().st_mtime_ns
    assert write_file(path, objects) is False
    assert path.stat().st_mtime_ns == written
