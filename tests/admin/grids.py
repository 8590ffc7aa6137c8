"""What a browser would send back of a grid, and the words of its page."""

from importlib import import_module

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.test import Client

PASSWORD = "a-long-local-password"


def member(name, group=None):
    """A client that is signed in as a member of a group of the staff; without one, as who may do everything."""
    users = get_user_model()._default_manager
    if group:
        user = users.create_user(name, "", PASSWORD, is_staff=True)
        user.groups.add(_group(group))
    else:
        user = users.create_superuser(name, "", PASSWORD)
    client = Client()
    client.force_login(user)
    return client


def _group(name):
    if not Group.objects.filter(name=name).exists():
        # A test with transactions of its own has emptied the tables, the migrations' rows included.
        import_module("comparisons.migrations.0007_roles").make_groups(apps, None)
    return Group.objects.get(name=name)


def grid_address(row):
    return f"/admin/comparisons/{row._meta.model_name}/{row.pk}/grid/"


def shown(response):
    """The values of all controls, as the page shows them."""
    sheet = response.context["sheet"]
    forms = [sheet.form, *(row.form for row in sheet.rows if row.form)]
    return {field.html_name: str(field.value()) for form in forms for field in form if field.value() is not None}


def opened(client, row):
    return shown(client.get(grid_address(row)))


def typed(row, **fields):
    """What was typed in one row, by the key of its criterion or framework."""
    return {f"row-{row.pk}-{name}": str(value) for name, value in fields.items()}


def a_verdict(row, **fields):
    """Enough for a draft."""
    return typed(row, **{"support": "built_in", "rating": 4, "summary": "It is there."} | fields)


def words(response):
    return " ".join(response.content.decode().split())


def problems(response):
    """The summary above the grid."""
    return [f"{error.where}: {error.text}" for error in response.context["errors"]]
