"""Visitors' corrections, the salts of their senders, and who may decide."""

import django.db.models.deletion
import django.utils.timezone
from django.apps import apps as installed_apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models

GROUPS = ("Editor", "Publisher")


def let_groups_decide(apps, schema_editor):
    # Django makes permissions after the last migration; the groups need them now.
    create_permissions(installed_apps.get_app_config("comparisons"), verbosity=0, apps=apps)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    deciding = Permission.objects.filter(
        content_type__app_label="comparisons", codename__in=["view_suggestion", "change_suggestion"]
    )
    for name in GROUPS:
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.add(*deciding)


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0009_link_checks"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SenderSalt",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("day", models.DateField(unique=True, verbose_name="day")),
                ("salt", models.CharField(max_length=64, verbose_name="salt")),
            ],
            options={
                "verbose_name": "salt of a day's senders",
                "verbose_name_plural": "salts of a day's senders",
                "default_permissions": (),
            },
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("verdict", "verdict"), ("user", "notable user"), ("claim", "claim")],
                        max_length=16,
                        verbose_name="kind",
                    ),
                ),
                ("key", models.CharField(max_length=200, verbose_name="natural key")),
                ("title", models.CharField(max_length=240, verbose_name="about")),
                ("what_is_wrong", models.TextField(max_length=2000, verbose_name="what is wrong")),
                ("how_they_know", models.TextField(max_length=2000, verbose_name="how they know")),
                (
                    "proposed_support",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("built_in", "built in"),
                            ("official_extension", "official extension"),
                            ("third_party", "third-party package"),
                            ("custom_code", "own code"),
                            ("none", "not possible"),
                            ("not_applicable", "not a feature"),
                        ],
                        max_length=20,
                        verbose_name="proposed support",
                    ),
                ),
                (
                    "proposed_rating",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        choices=[
                            (0, "absent"),
                            (1, "poor"),
                            (2, "weak"),
                            (3, "adequate"),
                            (4, "good"),
                            (5, "outstanding"),
                        ],
                        null=True,
                        verbose_name="proposed rating",
                    ),
                ),
                ("proposed_status", models.CharField(blank=True, max_length=16, verbose_name="proposed status")),
                ("proposed_words", models.TextField(blank=True, max_length=600, verbose_name="proposed words")),
                ("revision", models.PositiveIntegerField(default=0, verbose_name="revision that they saw")),
                ("created_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="sent at")),
                ("words_digest", models.CharField(max_length=64, verbose_name="digest of the words")),
                ("sender", models.CharField(blank=True, max_length=64, verbose_name="hashed sender")),
                ("sender_day", models.DateField(blank=True, null=True, verbose_name="day of the sender's salt")),
                (
                    "state",
                    models.CharField(
                        choices=[("waiting", "waiting"), ("accepted", "accepted"), ("declined", "declined")],
                        default="waiting",
                        max_length=16,
                        verbose_name="state",
                    ),
                ),
                ("decided_at", models.DateTimeField(blank=True, null=True, verbose_name="decided at")),
                ("decision_reason", models.TextField(blank=True, verbose_name="reason for the decision")),
                (
                    "decided_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
            ],
            options={
                "verbose_name": "suggestion",
                "verbose_name_plural": "suggestions",
                "default_permissions": ("view", "change", "delete"),
                "indexes": [
                    models.Index(fields=["kind", "key", "state"], name="suggestion_about"),
                    models.Index(fields=["state", "created_at"], name="suggestion_waiting"),
                    models.Index(fields=["sender"], name="suggestion_sender"),
                    models.Index(fields=["words_digest"], name="suggestion_words"),
                    models.Index(fields=["created_at"], name="suggestion_sent"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["verdict", "user", "claim"])),
                        name="suggestion_kind_known",
                        violation_error_message="A suggestion is about a verdict, a notable user or a claim.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("state__in", ["waiting", "accepted", "declined"])),
                        name="suggestion_state_known",
                        violation_error_message="A suggestion is waiting, accepted or declined.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "proposed_support__in",
                                [
                                    "",
                                    "built_in",
                                    "official_extension",
                                    "third_party",
                                    "custom_code",
                                    "none",
                                    "not_applicable",
                                ],
                            )
                        ),
                        name="suggestion_support_known",
                        violation_error_message="Choose one of the known support levels.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "proposed_status__in",
                                [
                                    "",
                                    "current",
                                    "past",
                                    "disputed",
                                    "unverified",
                                    "holds",
                                    "partly",
                                    "outdated",
                                    "disputed",
                                ],
                            )
                        ),
                        name="suggestion_status_known",
                        violation_error_message="Choose one of the known states of users and claims.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("proposed_rating__gte", 0), ("proposed_rating__lte", 5)),
                            ("proposed_rating__isnull", True),
                            _connector="OR",
                        ),
                        name="suggestion_rating_in_range",
                        violation_error_message="Give a whole number from 0 to 5.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "waiting")),
                            models.Q(models.Q(("state", "waiting"), _negated=True), ("decided_at__isnull", False)),
                            _connector="OR",
                        ),
                        name="suggestion_decision_has_its_date",
                        violation_error_message="A decision and its date belong together.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision_reason", ""), ("state", "declined"), _negated=True),
                        name="suggestion_declined_with_reason",
                        violation_error_message="Say why you decline it.",
                    ),
                ],
            },
        ),
        migrations.RunPython(let_groups_decide, migrations.RunPython.noop),
    ]
