"""Takes the confidence in a notable user out of what visitors can read of changes: it is for editors alone."""

from django.db import migrations
from django.db.models import Q

NAME = "confidence"
CHANGED = "changed"


def take_out(apps, schema_editor):
    database = schema_editor.connection.alias
    things = apps.get_model("comparisons", "PublishedThing").objects.using(database)
    for thing in things.filter(model="notableuser", content__has_key=NAME):
        del thing.content[NAME]
        thing.save(update_fields=["content"])
    changes = apps.get_model("comparisons", "ContentChange").objects.using(database)
    told = Q(before__has_key=NAME) | Q(after__has_key=NAME)
    for change in changes.filter(told, model="notableuser"):
        change.before.pop(NAME, None)
        change.after.pop(NAME, None)
        if change.action == CHANGED and not (change.before or change.after):
            # It told of nothing else, and would be a line that says "changed" and not what.
            change.delete()
        else:
            change.save(update_fields=["before", "after"])


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0011_first_records"),
    ]

    operations = [
        migrations.RunPython(take_out, migrations.RunPython.noop),
    ]
