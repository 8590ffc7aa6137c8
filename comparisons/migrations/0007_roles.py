"""Two groups: editors write and propose, publishers decide what visitors see.

Written out here and not read from the code: a migration says what was true on its day.
"""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations

EDITOR, PUBLISHER = "Editor", "Publisher"

CONTENT = [
    *("answer", "category", "claim", "criterion", "effect", "extension", "framework", "industry", "notableuser"),
    *("question", "release", "requirement", "scenario", "source", "verdict"),
]


def make_groups(apps, schema_editor):
    # Django makes permissions after the last migration; these groups need them now.
    create_permissions(installed_apps.get_app_config("comparisons"), verbosity=0, apps=apps)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    own = Permission.objects.filter(content_type__app_label="comparisons")
    writing = [f"{verb}_{model}" for model in CONTENT for verb in ("view", "add", "change")]
    history = [f"view_historical{model}" for model in CONTENT]
    deciding = ["publish_content", *(f"delete_{model}" for model in CONTENT)]
    editor, _ = Group.objects.get_or_create(name=EDITOR)
    editor.permissions.add(*own.filter(codename__in=[*writing, *history]))
    publisher, _ = Group.objects.get_or_create(name=PUBLISHER)
    publisher.permissions.add(*own.filter(codename__in=[*writing, *history, *deciding]))


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0006_editing"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]

    operations = [
        # Groups may have members by then, so going back leaves them.
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]
