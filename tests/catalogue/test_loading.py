import copy
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from comparisons.catalogue.files import BrokenFixture, read_fixtures
from comparisons.catalogue.loading import load
from comparisons.catalogue.natural_keys import natural_key_in
from comparisons.catalogue.planning import describe, plan_load
from comparisons.catalogue.rows import digest, row_digests
from comparisons.models import (
    Answer,
    Category,
    Claim,
    Criterion,
    Extension,
    Framework,
    LoadedObject,
    NotableUser,
    Scenario,
    Source,
    Verdict,
)
from tests import factories
from tests.catalogue.folders import (
    category,
    changed,
    criterion,
    extension,
    framework,
    place_of,
    row_counts,
    small_catalogue,
    source,
    verdict,
    write_folder,
)

WRITING = re.compile(r"^\s*(INSERT|UPDATE|DELETE)", re.IGNORECASE)


def load_folder(folder, *, overwrite=False):
    plan = plan_load(folder, overwrite=overwrite)
    load(plan)
    return plan


def load_objects(folder, objects, *, overwrite=False):
    return load_folder(write_folder(folder, objects), overwrite=overwrite)


def answer(slug):
    fields = {"question": ["data"], "slug": slug, "text": slug, "contradicts": [], "position": 3}
    return {"model": "comparisons.answer", "fields": fields}


def sizes(plan):
    return {
        name: len(getattr(plan, name))
        for name in ("added", "updated", "replaced", "kept", "unchanged", "adopted")
        if getattr(plan, name)
    }


def described(objects):
    return [describe(fixture_object) for fixture_object in objects]


def writing_queries(queries):
    return [query["sql"] for query in queries.captured_queries if WRITING.match(query["sql"])]


@pytest.mark.django_db
def test_everything_is_added_to_an_empty_database(tmp_path):
    objects = small_catalogue()

    plan = load_objects(tmp_path, objects)

    assert sizes(plan) == {"added": len(objects)}
    assert sum(row_counts().values()) == len(objects)
    assert LoadedObject.objects.count() == len(objects)


@pytest.mark.django_db
def test_references_to_one_to_many_forwards_and_both_ways_arrive(tmp_path):
    load_objects(tmp_path, small_catalogue())

    assert Extension.objects.get(slug="flask-old").replaced_by.slug == "flask-orm"
    assert [e.slug for e in Verdict.objects.get(framework__slug="flask").extensions.all()] == ["flask-orm"]
    assert [c.slug for c in Criterion.objects.get(slug="overall").summarises.all()] == ["orm"]
    assert [a.slug for a in Answer.objects.get(slug="much").contradicts.all()] == ["none"]
    assert [a.slug for a in Scenario.objects.get().answers.all()] == ["much"]
    assert Claim.objects.get().notable_user.slug == "paper"
    assert {source.parent._meta.model_name for source in Source.objects.all()} == {
        "verdict",
        "extension",
        "notableuser",
        "claim",
        "release",
    }


def test_the_real_fixtures_load_as_a_whole(catalogue):
    objects = read_fixtures(settings.FIXTURES_DIR)

    assert sum(row_counts().values()) == len(objects)
    assert sizes(plan_load(settings.FIXTURES_DIR)) == {"unchanged": len(objects)}


def test_rows_can_be_added_beside_the_real_content(catalogue):
    verdict = factories.create_verdict()

    assert Verdict.objects.filter(pk=verdict.pk).exists()


def test_a_second_load_of_the_real_fixtures_writes_nothing(catalogue):
    with CaptureQueriesContext(connection) as queries:
        load_folder(settings.FIXTURES_DIR)

    assert writing_queries(queries) == []


def test_planning_an_overwrite_of_the_untouched_fixtures_replaces_nothing(catalogue):
    plan = plan_load(settings.FIXTURES_DIR, overwrite=True)

    assert plan.to_write == []


@pytest.mark.django_db
def test_planning_writes_nothing(tmp_path):
    with CaptureQueriesContext(connection) as queries:
        plan_load(write_folder(tmp_path, small_catalogue()))

    assert writing_queries(queries) == []


@pytest.mark.django_db
def test_a_new_object_is_added_beside_the_others(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)

    plan = load_objects(tmp_path, [*objects, category("async", position=2)])

    assert sizes(plan) == {"added": 1, "unchanged": len(objects)}
    assert Category.objects.filter(slug="async").exists()


@pytest.mark.django_db
def test_an_untouched_row_follows_its_fixture(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    number = place_of(objects, "verdict", framework=["flask"])

    plan = load_objects(tmp_path, changed(objects, number, rating=4, extensions=[]))

    row = Verdict.objects.get(framework__slug="flask")
    assert described(plan.updated) == [f"verdict flask · orm (all.json, object {number + 1})"]
    assert (row.rating, list(row.extensions.all())) == (4, [])


@pytest.mark.django_db
def test_what_a_fixture_leaves_out_becomes_empty_lists_included(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    number = place_of(objects, "verdict", framework=["flask"])
    shorter = copy.deepcopy(objects)
    for name in ("extensions", "since"):
        del shorter[number]["fields"][name]

    load_objects(tmp_path, shorter)

    row = Verdict.objects.get(framework__slug="flask")
    assert (row.since, list(row.extensions.all())) == ("", [])
    assert row_digests(Verdict)["flask", "orm"] == digest(shorter[number])


@pytest.mark.django_db
def test_a_list_that_is_only_filled_when_what_it_names_is_there_arrives_again(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    number = place_of(objects, "answer", slug="much")

    load_objects(
        tmp_path,
        changed(objects, number, text="Very much", contradicts=[["data", "some"], ["data", "none"]])
        + [answer("some")],
    )

    assert sorted(a.slug for a in Answer.objects.get(slug="much").contradicts.all()) == ["none", "some"]


@pytest.mark.django_db
def test_an_object_that_is_nested_too_deeply_is_named(tmp_path):
    write_folder(tmp_path, [category("data", description="DEEP")])
    path = tmp_path / "all.json"
    path.write_text(path.read_text().replace('"DEEP"', '{"a": ' * 950 + "1" + "}" * 950))

    with pytest.raises(BrokenFixture, match=r"all\.json"):
        load_folder(tmp_path)


@pytest.mark.django_db
def test_an_edited_row_is_kept_and_named_when_its_fixture_changed(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    Verdict.objects.filter(framework__slug="flask").update(summary="An editor's words.")
    number = place_of(objects, "verdict", framework=["flask"])

    plan = load_objects(tmp_path, changed(objects, number, summary="The fixture's words."))

    assert described(plan.kept) == [f"verdict flask · orm (all.json, object {number + 1})"]
    assert Verdict.objects.get(framework__slug="flask").summary == "An editor's words."


@pytest.mark.django_db
def test_a_change_of_a_many_to_many_field_is_an_edit_too(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    Verdict.objects.get(framework__slug="flask").extensions.clear()
    number = place_of(objects, "verdict", framework=["flask"])

    plan = load_objects(tmp_path, changed(objects, number, summary="The fixture's words."))

    assert len(plan.kept) == 1
    assert Verdict.objects.get(framework__slug="flask").summary == "It does what one expects."


@pytest.mark.django_db
def test_an_edited_row_whose_fixture_did_not_change_is_no_news(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    Verdict.objects.filter(framework__slug="flask").update(summary="An editor's words.")

    plan = load_objects(tmp_path, objects)

    assert sizes(plan) == {"unchanged": len(objects)}
    assert Verdict.objects.get(framework__slug="flask").summary == "An editor's words."


@pytest.mark.django_db
def test_an_edit_survives_any_number_of_loads(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    Category.objects.update(name="An editor's name")
    number = place_of(objects, "category")

    for name in ("One", "Two", "data"):
        plan = load_objects(tmp_path, changed(objects, number, name=name))

    assert Category.objects.get().name == "An editor's name"
    assert len(plan.kept) + len(plan.unchanged) == len(objects)


@pytest.mark.django_db
def test_a_row_that_an_editor_deleted_stays_deleted(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    Source.objects.get(verdict__framework__slug="flask").delete()

    plan = load_objects(tmp_path, objects)

    assert sizes(plan) == {"unchanged": len(objects)}
    assert not Source.objects.filter(verdict__framework__slug="flask").exists()


@pytest.mark.django_db
def test_a_row_that_an_editor_deleted_stays_deleted_when_its_fixture_changes(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    Source.objects.get(verdict__framework__slug="flask").delete()
    number = place_of(objects, "source", verdict=["flask", "orm"])

    plan = load_objects(tmp_path, changed(objects, number, title="Another title"))

    assert described(plan.kept) == [
        f"source verdict · flask · orm · https://source.example/1 (all.json, object {number + 1})"
    ]
    assert not Source.objects.filter(verdict__framework__slug="flask").exists()


@pytest.mark.django_db
def test_a_row_that_an_editor_wrote_before_any_load_is_kept(tmp_path):
    factories.create_category(slug="data", name="An editor's name")

    plan = load_objects(tmp_path, [category("data")])

    assert sizes(plan) == {"kept": 1}
    assert Category.objects.get().name == "An editor's name"


@pytest.mark.django_db
def test_a_row_that_is_already_what_the_fixture_says_is_adopted_and_follows_it_from_then_on(tmp_path):
    load_objects(tmp_path, [category("data")])
    LoadedObject.objects.all().delete()

    adopting = load_objects(tmp_path, [category("data")])
    following = load_objects(tmp_path, [category("data", name="New")])

    assert (sizes(adopting), sizes(following)) == ({"adopted": 1}, {"updated": 1})
    assert Category.objects.get().name == "New"


@pytest.mark.django_db
def test_a_row_that_left_the_fixtures_stays_in_the_database(tmp_path):
    load_objects(tmp_path, [category("data"), category("async")])

    plan = load_objects(tmp_path, [category("data")])

    assert sizes(plan) == {"unchanged": 1}
    assert Category.objects.count() == 2


@pytest.mark.django_db
def test_overwriting_replaces_what_was_edited_and_brings_back_what_was_deleted(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    Verdict.objects.filter(framework__slug="flask").update(summary="An editor's words.")
    NotableUser.objects.get().sources.all().delete()

    plan = load_objects(tmp_path, objects, overwrite=True)

    assert [fixture_object.model for fixture_object in plan.replaced] == [Verdict, Source]
    assert Verdict.objects.get(framework__slug="flask").summary == "It does what one expects."
    assert NotableUser.objects.get().sources.count() == 1
    assert sizes(load_objects(tmp_path, objects, overwrite=True)) == {"unchanged": len(objects)}


@pytest.mark.django_db
def test_overwriting_brings_back_a_framework_with_its_verdicts(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    counts = row_counts()
    Framework.objects.get(slug="flask").delete()

    load_objects(tmp_path, objects, overwrite=True)

    assert row_counts() == counts


@pytest.mark.django_db
def test_a_new_child_of_a_row_that_an_editor_deleted_is_kept_out_and_the_rest_is_loaded(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, objects)
    Framework.objects.get(slug="flask").delete()

    load_objects(tmp_path, [*objects, verdict("flask", "overall"), category("async")])

    assert not Verdict.objects.filter(framework__slug="flask").exists()
    assert Category.objects.filter(slug="async").exists()


def replaced_in_a_chain():
    """Each names the next, which is loaded after it."""
    return [
        extension("a", status="abandoned", replaced_by=["b"]),
        extension("b", status="abandoned", replaced_by=["z"]),
        extension("z"),
    ]


@pytest.mark.django_db
def test_what_leads_to_a_deleted_row_is_kept_out_in_whatever_order_it_stands(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, [*objects, extension("z")])
    Extension.objects.get(slug="z").delete()

    plan = load_objects(tmp_path, [*objects, *replaced_in_a_chain(), category("async")])

    assert [fixture_object.data["fields"]["slug"] for fixture_object in plan.kept] == ["a", "b"]
    assert not Extension.objects.filter(slug__in=["a", "b", "z"]).exists()
    assert Category.objects.filter(slug="async").exists()


@pytest.mark.django_db
def test_what_names_a_row_that_is_only_not_updated_is_loaded(tmp_path):
    objects = small_catalogue()
    load_objects(tmp_path, [*objects, extension("z")])
    Extension.objects.get(slug="z").delete()
    newer = changed(objects, place_of(objects, "verdict", framework=["flask"]), extensions=[["z"]])

    plan = load_objects(tmp_path, [*newer, source("https://source.example/9", verdict=["flask", "orm"])])

    assert sizes(plan) == {"added": 1, "kept": 1, "unchanged": len(objects) - 1}
    assert Source.objects.filter(url="https://source.example/9").exists()


@pytest.mark.django_db
def test_overwriting_calls_replaced_only_what_somebody_touched(tmp_path):
    load_objects(tmp_path, [category("data"), category("async"), category("forms")])
    Category.objects.filter(slug="async").update(name="An editor's name")
    Category.objects.filter(slug="forms").delete()

    plan = load_objects(
        tmp_path,
        [category("data", name="New"), category("async", name="New"), category("forms"), category("views")],
        overwrite=True,
    )

    assert sizes(plan) == {"added": 1, "updated": 1, "replaced": 2}
    assert [fixture_object.data["fields"]["slug"] for fixture_object in plan.replaced] == ["async", "forms"]


@pytest.mark.django_db
def test_progress_is_told_for_every_object(tmp_path):
    told = []

    load(plan_load(write_folder(tmp_path, small_catalogue())), progress=lambda *numbers: told.append(numbers))

    total = len(small_catalogue())
    assert told == [(number, total) for number in range(1, total + 1)]


def broken(model, **fields):
    """The small catalogue with other fields in the first object of the model, and the number of that object."""
    objects = small_catalogue()
    number = place_of(objects, model)
    return changed(objects, number, **fields), number + 1


def without(model, field):
    objects = small_catalogue()
    number = place_of(objects, model)
    del objects[number]["fields"][field]
    return objects, number + 1


def with_also(*more):
    objects = [*small_catalogue(), *more]
    return objects, len(objects)


BROKEN = {
    "a missing name": (without("category", "name"), "name: This field cannot be blank"),
    "a missing slug": (without("framework", "slug"), "the natural key is not complete: 'slug'"),
    "a missing rating": (without("verdict", "rating"), "rating: This field cannot be null"),
    "a missing date": (without("verdict", "written_on"), "written_on: This field cannot be null"),
    "a verdict of nobody": (without("verdict", "framework"), "the natural key is not complete: 'framework'"),
    "a source of nothing": (with_also(source()), "the natural key is not complete"),
    "a slug that is a number": (broken("category", slug=3), "the natural key is not made of words"),
    "an empty slug": (broken("category", slug=""), "the natural key is not made of words"),
    "a slug with a space": (broken("category", slug="two words"), "slug: Enter a valid “slug”"),
    "a rating of 9": (broken("verdict", rating=9), "rating: Value 9 is not a valid choice"),
    "a rating in words": (broken("verdict", rating="high"), "must be an integer"),
    "a rating as a list": (broken("verdict", rating=[3]), "must be an integer|int\\(\\) argument"),
    "an unknown support": (broken("verdict", support="magic"), "'magic' is not a valid choice"),
    "an unknown state": (broken("claim", state="secret"), "'secret' is not a valid choice"),
    "a day that is not": (broken("verdict", written_on="2026-02-30"), "invalid date"),
    "a day as a number": (broken("verdict", written_on=20260115), "fromisoformat: argument must be str"),
    "a review before the writing": (
        broken("verdict", review_due_on="2020-01-01"),
        "The review cannot be due before the statement was written",
    ),
    "a check without its day": (broken("verdict", check_note=""), "A check and the day it was run belong together"),
    "an unknown category": (broken("criterion", category=["planets"]), "Category matching query does not exist"),
    "an unknown framework": (with_also(verdict("rails", "orm")), "Framework matching query does not exist"),
    "an unknown extension": (
        broken("verdict", extensions=[["nope"]]),
        r"Extension matching query does not exist\. \['nope'\]",
    ),
    "a relation by number": (broken("criterion", category=1), "category: a row is named by its natural key"),
    "a relation by name": (broken("criterion", category="data"), "category: a row is named by its natural key"),
    "a list of numbers": (broken("verdict", extensions=[1]), "extensions: a row is named by its natural key"),
    "a list that is none": (broken("verdict", extensions="flask-orm"), "extensions: a row is named by its natural"),
    "a key of another length": (broken("criterion", category=["data", "orm"]), "positional argument"),
    "a script as a link": (broken("framework", homepage="javascript:alert(1)"), "Enter a valid URL"),
    "a file as a link": (
        broken("framework", homepage="ftp://a.example/"),
        "A link must start with https:// or http://",
    ),
    "a script as a source": (broken("source", url="javascript:alert(1)"), "Enter a valid URL"),
    "a duplicate": (with_also(category("data")), "stands there twice: also in all.json, object 1"),
    "a framework without interface": (broken("framework", speaks_wsgi=False), "Tick at least one"),
    "a slug like a pair": (with_also(framework("a-vs-b")), "must not contain “-vs-”"),
    "a name twice": (
        with_also({"model": "comparisons.industry", "fields": {"slug": "press", "name": "Media"}}),
        "industry",
    ),
    "an active extension that is replaced": (
        broken("extension", replaced_by=["flask-old"]),
        "Only an abandoned extension names what replaced it",
    ),
    "a requirement of nothing": (without("requirement", "minimum_rating"), "Demand a support level or a rating"),
    "a text that is too long": (broken("verdict", summary="a" * 161), "at most 160 characters"),
    "a field that does not exist": (broken("category", colour="red"), "no field named 'colour'"),
    "an endless number": (broken("category", position=1e400), "cannot convert float infinity to integer"),
    "half a character": (broken("category", name="\ud800"), "surrogates not allowed"),
}


@pytest.mark.django_db
@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_fixture_names_its_object_and_leaves_the_database_as_it_was(tmp_path, fault):
    factories.create_category(slug="before")
    (objects, number), message = BROKEN[fault]
    write_folder(tmp_path, objects)
    counts = row_counts()

    with pytest.raises(BrokenFixture, match=message) as caught:
        load_folder(tmp_path)

    assert f"all.json, object {number}" in str(caught.value)
    assert row_counts() == counts
    assert LoadedObject.objects.count() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("fault", ["a rating of 9", "an unknown extension", "a review before the writing"])
def test_a_fixture_that_broke_later_leaves_the_loaded_rows_as_they_were(tmp_path, fault):
    load_objects(tmp_path, small_catalogue())
    digests = row_digests(Verdict), row_digests(Category)
    (objects, _), message = BROKEN[fault]
    objects = changed(objects, place_of(objects, "category"), name="Another name")

    with pytest.raises(BrokenFixture, match=message):
        load_objects(tmp_path, objects)

    assert (row_digests(Verdict), row_digests(Category)) == digests


@pytest.mark.django_db
def test_a_file_that_is_not_json_is_named_and_nothing_is_loaded(tmp_path):
    write_folder(tmp_path, small_catalogue())
    (tmp_path / "broken.json").write_text("[{]")

    with pytest.raises(BrokenFixture, match=r"^broken\.json: not readable as JSON"):
        load_folder(tmp_path)

    assert sum(row_counts().values()) == 0


def test_an_object_is_described_by_its_kind_its_key_and_its_place(tmp_path):
    (fixture_object,) = read_fixtures(write_folder(tmp_path, [criterion("orm")]))

    assert describe(fixture_object) == "criterion orm (all.json, object 1)"
    assert natural_key_in(fixture_object) == ("orm",)


SOME_MODELS = (Category, Criterion, Verdict)


def three_models():
    return [
        category("data"),
        category("async"),
        criterion("orm"),
        criterion("websockets", category=["async"]),
        framework("django"),
        verdict("django", "orm"),
        verdict("django", "websockets"),
    ]


TEXT_FIELDS = {"category": "description", "criterion": "meaning", "framework": "tagline", "verdict": "detail"}
# For each object: what an editor does to its row, and whether the fixture changes meanwhile.
edit_sets = st.tuples(
    *[
        st.tuples(
            st.sampled_from(
                ["leave", "edit"] if data["model"] != "comparisons.verdict" else ["leave", "edit", "delete"]
            ),
            st.booleans(),
        )
        for data in three_models()
    ]
)


@pytest.mark.django_db
@hypothesis_settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=edit_sets, overwrites=st.booleans())
def test_whatever_editors_and_fixtures_change_only_the_untouched_follows(tmp_path, edits, overwrites):
    LoadedObject.objects.all().delete()
    Framework.objects.all().delete()
    Criterion.objects.all().delete()
    Category.objects.all().delete()
    objects = three_models()
    load_objects(tmp_path, objects)
    newer = copy.deepcopy(objects)
    expected = []
    for data, (edit, changes) in zip(newer, edits, strict=True):
        field = TEXT_FIELDS[data["model"].partition(".")[2]]
        rows = _row_of(data)
        if edit == "edit":
            rows.update(**{field: "An editor's words."})
        if edit == "delete":
            rows.delete()
        if changes:
            data["fields"][field] = "The fixture's words."
        follows = edit == "leave" or overwrites
        expected.append(data["fields"][field] if follows else {"edit": "An editor's words.", "delete": None}[edit])

    load_objects(tmp_path, newer, overwrite=overwrites)
    again = plan_load(tmp_path, overwrite=overwrites)

    found = [
        _row_of(data).values_list(TEXT_FIELDS[data["model"].partition(".")[2]], flat=True).first() for data in newer
    ]
    assert found == expected
    assert again.to_write == []


def _row_of(data):
    fields = data["fields"]
    if data["model"] == "comparisons.verdict":
        return Verdict.objects.filter(criterion__slug=fields["criterion"][0])
    model = {"category": Category, "criterion": Criterion, "framework": Framework}[data["model"].partition(".")[2]]
    return model.objects.filter(slug=fields["slug"])
