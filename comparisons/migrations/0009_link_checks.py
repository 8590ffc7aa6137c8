"""One row per address of the catalogue; the groups of 0007 may see the checks and ask for new ones."""

from django.apps import apps as installed_apps
from django.contrib.auth.management import create_permissions
from django.db import migrations, models


def permit_groups(apps, schema_editor):
    # Django makes permissions after the last migration; these groups need them now.
    create_permissions(installed_apps.get_app_config("comparisons"), verbosity=0, apps=apps)
    Group, Permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    permissions = Permission.objects.filter(
        content_type__app_label="comparisons", codename__in=["view_linkcheck", "check_link"]
    )
    for group in Group.objects.filter(name__in=["Editor", "Publisher"]):
        group.permissions.add(*permissions)


class Migration(migrations.Migration):
    dependencies = [
        ("comparisons", "0008_prepared_changes"),
    ]

    operations = [
        migrations.CreateModel(
            name="LinkCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("url", models.CharField(max_length=400, unique=True, verbose_name="address")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("answers", "answers"),
                            ("moved", "moved for good"),
                            ("refused", "refused by the site"),
                            ("not_found", "not found"),
                            ("server_error", "server error"),
                            ("timeout", "no answer in time"),
                            ("no_such_host", "no such host"),
                            ("no_connection", "no connection"),
                            ("tls_problem", "TLS problem"),
                            ("not_allowed", "not allowed to be asked"),
                            ("too_large", "answer too large"),
                            ("too_many_redirects", "redirected too often"),
                            ("malformed", "no proper answer"),
                        ],
                        max_length=24,
                        verbose_name="status",
                    ),
                ),
                ("http_status", models.PositiveSmallIntegerField(null=True, verbose_name="HTTP status")),
                ("final_address", models.CharField(default="", max_length=2000, verbose_name="leads to")),
                ("detail", models.CharField(default="", max_length=200, verbose_name="detail")),
                ("last_checked_at", models.DateTimeField(verbose_name="last checked")),
                ("last_answered_at", models.DateTimeField(null=True, verbose_name="last answered")),
                ("first_failed_at", models.DateTimeField(null=True, verbose_name="fails since")),
                ("last_failed_at", models.DateTimeField(null=True, verbose_name="last failed")),
                ("failures", models.PositiveIntegerField(default=0, verbose_name="failures in a row")),
                ("failed_days", models.PositiveIntegerField(default=0, verbose_name="on different days")),
            ],
            options={
                "verbose_name": "checked link",
                "verbose_name_plural": "checked links",
                "permissions": [("check_link", "Can check links")],
                "default_permissions": ("view",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("url__startswith", "https://"), ("url__startswith", "http://"), _connector="OR"
                        ),
                        name="linkcheck_url_http",
                        violation_error_message="A link must start with https:// or http://.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "status__in",
                                [
                                    "answers",
                                    "moved",
                                    "refused",
                                    "not_found",
                                    "server_error",
                                    "timeout",
                                    "no_such_host",
                                    "no_connection",
                                    "tls_problem",
                                    "not_allowed",
                                    "too_large",
                                    "too_many_redirects",
                                    "malformed",
                                ],
                            )
                        ),
                        name="linkcheck_status_known",
                        violation_error_message="There is no such status.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("final_address", ""),
                            ("final_address__startswith", "https://"),
                            ("final_address__startswith", "http://"),
                            _connector="OR",
                        ),
                        name="linkcheck_final_address_http",
                        violation_error_message="A link must start with https:// or http://.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("failed_days", 0),
                                ("failures", 0),
                                ("first_failed_at__isnull", True),
                                ("last_failed_at__isnull", True),
                            ),
                            models.Q(
                                ("failed_days__gte", 1),
                                ("failures__gte", models.F("failed_days")),
                                ("first_failed_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="linkcheck_failures_have_days",
                        violation_error_message="A failure has a day, and there are no more days than failures.",
                    ),
                ],
            },
        ),
        migrations.RunPython(permit_groups, migrations.RunPython.noop),
    ]
