"""What a browser would send back of a grid, and the words of its page."""

import re

from tests.admin.forms import with_sent_line_breaks


def grid_address(row):
    return f"/admin/comparisons/{row._meta.model_name}/{row.pk}/grid/"


def shown(response):
    """The values of all controls, as a browser would send them."""
    sheet = response.context["sheet"]
    forms = [sheet.form, *(row.form for row in sheet.rows if row.form)]
    return {
        field.html_name: with_sent_line_breaks(str(field.value()))
        for form in forms
        for field in form
        if field.value() is not None
    }


def opened(client, row):
    return shown(client.get(grid_address(row)))


def typed(row, **fields):
    """What was typed in one row, by the key of its criterion or framework."""
    return {f"row-{row.pk}-{name}": str(value) for name, value in fields.items()}


def a_verdict(row, **fields):
    """Enough for a draft."""
    return typed(row, **{"support": "built_in", "rating": 4, "summary": "It is there."} | fields)


def problems(response):
    """The summary above the grid."""
    return [f"{error.where}: {error.text}" for error in response.context["errors"]]


def save(client, row, values):
    return client.post(grid_address(row), values)


def message(response):
    """Without the links to each row."""
    return [re.sub(r": <a .*</a>", "", str(text)) for text in response.wsgi_request._messages]
