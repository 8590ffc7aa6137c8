"""The site's own models, without the history that django-simple-history keeps of them."""

from django.apps import apps
from simple_history.models import HistoricalChanges

from comparisons.models import (
    ChangedFramework,
    ContentChange,
    LinkCheck,
    LoadedObject,
    PreparedChange,
    PublishedThing,
    Revision,
    SenderSalt,
    Suggestion,
)

# Records that the site writes itself: no editor reads their constraints' messages, and no fixture holds them.
RECORDS = {
    ChangedFramework,
    ContentChange,
    LinkCheck,
    LoadedObject,
    PreparedChange,
    PublishedThing,
    Revision,
    SenderSalt,
    Suggestion,
}


def own_models():
    models = apps.get_app_config("comparisons").get_models()
    return [model for model in models if not issubclass(model, HistoricalChanges)]
