"""A first record for each row that is older than the history, so that its next change can be told and undone.

The records are of the kind "changed", not "created": nobody knows when the row was made, and without a record before
them the desk says just that.
"""

from django.db import migrations
from django.utils import timezone

REASON = "As it stood when its history began."
BATCH = 500

# The models with a history, and of each the relations to many that it keeps.
RELATIONS = {
    "Answer": ["contradicts"],
    "Category": [],
    "Claim": ["frameworks", "criteria"],
    "Criterion": ["summarises"],
    "Effect": [],
    "Extension": ["frameworks", "criteria"],
    "Framework": [],
    "Industry": [],
    "NotableUser": [],
    "Question": [],
    "Release": [],
    "Requirement": [],
    "Scenario": ["answers"],
    "Source": [],
    "Verdict": ["extensions"],
}


def write_first_records(apps, schema_editor):
    database = schema_editor.connection.alias
    # One moment for all: they are one change.
    moment = timezone.now()
    for name, relations in RELATIONS.items():
        model = apps.get_model("comparisons", name)
        record_model = apps.get_model("comparisons", f"Historical{name}")
        recorded = record_model.objects.using(database).values("id")
        records = [
            record_model(
                **{field.attname: getattr(row, field.attname) for field in model._meta.concrete_fields},
                history_date=moment,
                history_type="~",
                history_change_reason=REASON,
            )
            for row in model.objects.using(database).exclude(pk__in=recorded).order_by("pk")
        ]
        record_model.objects.using(database).bulk_create(records, batch_size=BATCH)
        for relation in relations:
            _keep_links(apps, model._meta.get_field(relation), records, database)


def _keep_links(apps, relation, records, database):
    """What the relation leads to, beside the records: each row of the table between, with its number."""
    kept = apps.get_model("comparisons", f"Historical{relation.model.__name__}_{relation.name}")
    own, other = f"{relation.m2m_field_name()}_id", f"{relation.m2m_reverse_field_name()}_id"
    record_of = {record.id: record for record in records}
    links = relation.remote_field.through.objects.using(database).order_by("pk").values_list("pk", own, other)
    kept.objects.using(database).bulk_create(
        (
            kept(history=record_of[own_key], id=key, **{own: own_key, other: other_key})
            for key, own_key, other_key in links
            if own_key in record_of
        ),
        batch_size=BATCH,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0010_suggestions"),
    ]

    operations = [
        migrations.RunPython(write_first_records, migrations.RunPython.noop),
    ]
