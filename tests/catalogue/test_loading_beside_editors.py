"""An editor writes after the plan was made, or while it is being written: what they wrote stays."""

import pytest
from django.db import connection

from comparisons.catalogue.loading import ChangedSincePlanning, load
from comparisons.catalogue.planning import plan_load
from comparisons.models import Category, LoadedObject, Verdict
from tests import factories
from tests.catalogue.folders import category, changed, place_of, small_catalogue, verdict, write_folder

EDITED = "An editor's words."


def loaded(folder, *objects):
    """The folder with these objects, which are in the database too."""
    load(plan_load(write_folder(folder, list(objects))))
    return folder


def rewritten(folder, *objects, overwrite=False):
    """The plan of the folder with other objects."""
    return plan_load(write_folder(folder, list(objects)), overwrite=overwrite)


def saved(slug, **fields):
    row = Category.objects.get(slug=slug)
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()


def descriptions():
    return dict(Category.objects.order_by("slug").values_list("slug", "description"))


def memory():
    return sorted(LoadedObject.objects.values_list("model", "key", "fixture_digest", "row_digest"))


@pytest.mark.django_db
@pytest.mark.parametrize("overwrite", [False, True])
def test_a_row_that_was_saved_since_the_plan_is_not_overwritten(tmp_path, overwrite):
    loaded(tmp_path, category("data"), category("forms"))
    plan = rewritten(
        tmp_path, category("data", description="New."), category("forms", description="New."), overwrite=overwrite
    )
    before = memory()

    saved("forms", description=EDITED)
    with pytest.raises(ChangedSincePlanning):
        load(plan)

    assert descriptions() == {"data": "What data is.", "forms": EDITED}
    assert memory() == before


@pytest.mark.django_db
def test_what_was_touched_already_is_replaced_only_as_it_was_when_it_was_shown(tmp_path):
    loaded(tmp_path, category("data"))
    saved("data", description="An editor's first words.")
    plan = rewritten(tmp_path, category("data"), overwrite=True)

    saved("data", description=EDITED)
    with pytest.raises(ChangedSincePlanning):
        load(plan)

    assert len(plan.replaced) == 1
    assert descriptions() == {"data": EDITED}


@pytest.mark.django_db
def test_a_change_that_counts_no_version_is_noticed_too(tmp_path):
    loaded(tmp_path, category("data"))
    plan = rewritten(tmp_path, category("data", description="New."))

    Category.objects.update(description=EDITED)
    with pytest.raises(ChangedSincePlanning):
        load(plan)

    assert descriptions() == {"data": EDITED}


@pytest.mark.django_db
def test_a_changed_list_is_noticed_too(tmp_path):
    objects = small_catalogue()
    loaded(tmp_path, *objects)
    number = place_of(objects, "verdict", framework=["flask"])
    plan = rewritten(tmp_path, *changed(objects, number, rating=4))

    Verdict.objects.get(framework__slug="flask").extensions.clear()
    with pytest.raises(ChangedSincePlanning):
        load(plan)

    assert Verdict.objects.get(framework__slug="flask").rating == 3


@pytest.mark.django_db
def test_a_row_that_was_made_since_the_plan_is_not_overwritten(tmp_path):
    plan = rewritten(tmp_path, category("data"))

    factories.create_category(slug="data", description=EDITED)
    with pytest.raises(ChangedSincePlanning):
        load(plan)

    assert len(plan.added) == 1
    assert descriptions() == {"data": EDITED}


@pytest.mark.django_db
def test_a_row_that_was_deleted_since_the_plan_does_not_come_back(tmp_path):
    loaded(tmp_path, category("data"))
    plan = rewritten(tmp_path, category("data", description="New."))

    Category.objects.all().delete()
    with pytest.raises(ChangedSincePlanning):
        load(plan)

    assert descriptions() == {}


@pytest.mark.django_db
def test_a_row_of_the_same_key_that_took_the_place_of_another_is_not_overwritten(tmp_path):
    loaded(tmp_path, category("data"))
    plan = rewritten(tmp_path, category("data", description="New."))

    Category.objects.all().delete()
    factories.create_category(**category("data")["fields"])
    with pytest.raises(ChangedSincePlanning):
        load(plan)

    assert descriptions() == {"data": "What data is."}


@pytest.mark.django_db
def test_a_parent_that_was_deleted_since_the_plan_is_no_fault_of_the_fixture(tmp_path):
    objects = small_catalogue()
    loaded(tmp_path, *objects)
    plan = rewritten(tmp_path, *objects, verdict("flask", "overall"))

    Verdict.objects.get(framework__slug="flask").framework.delete()
    with pytest.raises(ChangedSincePlanning):
        load(plan)


@pytest.mark.django_db
def test_a_row_that_was_saved_before_it_was_adopted_counts_as_touched_for_ever(tmp_path):
    factories.create_category(**category("data")["fields"])
    plan = rewritten(tmp_path, category("data"))

    saved("data", description=EDITED)
    with pytest.raises(ChangedSincePlanning):
        load(plan)
    load(plan_load(tmp_path))
    following = rewritten(tmp_path, category("data", description="New."))

    assert len(plan.adopted) == 1
    assert len(following.kept) == 1


@pytest.mark.django_db
def test_what_the_plan_is_not_about_may_change(tmp_path):
    loaded(tmp_path, category("data"), category("forms"))
    plan = rewritten(tmp_path, category("data", description="New."), category("forms"))

    saved("forms", description=EDITED)
    load(plan)

    assert descriptions() == {"data": "New.", "forms": EDITED}


# On SQLite nobody writes between the second look and the end: an editor's save waits until the load is over.
beside_it = pytest.mark.skipif(connection.vendor == "sqlite", reason="SQLite lets one write at a time")


@beside_it
@pytest.mark.walk
@pytest.mark.django_db(transaction=True)
def test_who_saves_a_row_while_it_loads_wins(apart, tmp_path):
    loaded(tmp_path, category("data"), category("forms"))
    plan = rewritten(tmp_path, category("data", description="New."), category("forms", description="New."))

    def save_in_between(done, total):
        if done == 1:
            apart.then(lambda: saved("forms", description=EDITED))

    with pytest.raises(ChangedSincePlanning):
        load(plan, progress=save_in_between)

    assert descriptions() == {"data": "What data is.", "forms": EDITED}


@beside_it
@pytest.mark.walk
@pytest.mark.django_db(transaction=True)
def test_who_makes_a_row_while_it_loads_wins(apart, tmp_path):
    plan = rewritten(tmp_path, category("data"), category("forms"))

    def make_in_between(done, total):
        if done == 1:
            apart.then(lambda: factories.create_category(slug="forms", description=EDITED))

    with pytest.raises(ChangedSincePlanning):
        load(plan, progress=make_in_between)

    assert descriptions() == {"forms": EDITED}


@beside_it
@pytest.mark.walk
@pytest.mark.django_db(transaction=True)
def test_what_is_adopted_while_an_editor_saves_it_is_remembered_as_it_was(apart, tmp_path):
    factories.create_category(**category("data")["fields"])
    plan = rewritten(tmp_path, category("data"), category("forms"))

    load(plan, progress=lambda done, total: apart.then(lambda: saved("data", description=EDITED)))

    following = rewritten(tmp_path, category("data", description="New."), category("forms"))
    assert len(following.kept) == 1
