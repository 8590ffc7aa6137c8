"""No code goes around the history: `update()` and the bulk ways tell no signal, so nothing would be recorded."""

import ast
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings

from comparisons.models.editing import EditedModel
from comparisons.models.history import EditHistory
from tests.test_conventions import modules, parsed, relative

PACKAGE = Path(settings.BASE_DIR) / "comparisons"
UNRECORDED = {"update", "aupdate", "bulk_create", "abulk_create", "bulk_update", "abulk_update", "_raw_delete"}
UNRECORDED |= {"save_without_historical_record", "bulk_create_with_history", "bulk_update_with_history"}

# What may, each with the reason: none of them is a row that editors write.
ALLOWED = {
    "comparisons/admin/grid_forms.py": {"self.initial.update": "a dictionary"},
    "comparisons/admin/lost_updates.py": {"self.initial.update": "a dictionary"},
    "comparisons/admin/preview.py": {
        "type(row)._base_manager.filter(pk=row.pk).update": "rolled back as soon as the page is rendered",
    },
    "comparisons/models/prepared_changes.py": {
        "self.waiting().filter(pk=pk).update": "the decision, which the row itself tells with who, when and why",
    },
    "comparisons/models/suggestions.py": {
        "self.waiting().filter(pk=pk).update": "a visitor's words, which only the decision changes",
        "self.exclude(sender='').exclude(sender_day__gte=before).update": "forgets who sent it",
    },
    "comparisons/catalogue/loading.py": {
        "LoadedObject.objects.bulk_create": "what the last load made, for the next one",
    },
    "comparisons/catalogue/revisions.py": {
        "ContentChange.objects.bulk_create": "the visitors' record of changes",
        "ChangedFramework.objects.bulk_create": "the visitors' record of changes",
        "PublishedThing.objects.bulk_create": "the visitors' record of changes",
    },
    "comparisons/filtersets/comparison.py": {
        "self.filters['weight'].extra.update": "a dictionary",
        "self.filters['category_weight'].extra.update": "a dictionary",
        "self.filters['require'].extra.update": "a dictionary",
        "self.filters['open'].extra.update": "a dictionary",
        "self.filters['importance'].extra.update": "a dictionary",
    },
    "comparisons/history/reverting.py": {
        "parts.update": "lifts them off their owner for a moment; each is then saved, and recorded",
    },
    "comparisons/history/names.py": {
        "wanted.setdefault(related, set()).update": "a set",
    },
    "comparisons/models/history.py": {
        "kept._base_manager.bulk_create": "the record itself",
        "type(its_records[0])._base_manager.bulk_create": "the record itself",
    },
}


def unrecorded_writing(path):
    """The calls that could write past the history. Example: "Verdict.objects.update"."""
    return {
        ast.unparse(node.func)
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in UNRECORDED
    }


@pytest.mark.parametrize("path", modules(PACKAGE), ids=relative)
def test_nothing_is_written_past_the_history(path):
    assert unrecorded_writing(path) - ALLOWED.get(relative(path), {}).keys() == set()


def test_what_is_allowed_is_still_there():
    found = {relative(path): unrecorded_writing(path) for path in modules(PACKAGE)}

    assert {(path, call) for path, calls in ALLOWED.items() for call in calls if call not in found[path]} == set()


def test_every_row_that_is_saved_with_a_version_has_a_history():
    edited = {model for model in apps.get_app_config("comparisons").get_models() if issubclass(model, EditedModel)}

    assert edited == EditHistory.of_model.keys()
