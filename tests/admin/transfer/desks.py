"""A desk's ways in and out, as a browser uses them."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse


def address(model, page, *arguments):
    return reverse(f"admin:comparisons_{model._meta.model_name}_{page}", args=arguments)


def exported(client, model, file_format="csv", query=""):
    return client.get(address(model, "export", file_format) + query)


def exported_rows(client, model, query=""):
    text = exported(client, model, query=query).content.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def previewed(client, model, data, *, name="rows.csv", **fields):
    return client.post(address(model, "import"), {"file": SimpleUploadedFile(name, data), **fields})


def confirmed(client, model, preview):
    word = preview.context["confirmation"].initial["word"]
    return client.post(address(model, "import_confirm"), {"word": word})


def imported(client, model, data, **options):
    """Previewed and confirmed; the answer to the confirmation."""
    return confirmed(client, model, previewed(client, model, data, **options))


def problems_of(response):
    return [str(problem) for problem in response.context["problems"]]


def csv_of(rows, **changes):
    """The rows of an export as a file again, each with the changes."""
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, fieldnames=[*rows[0]])
    writer.writeheader()
    writer.writerows(row | changes for row in rows)
    return stream.getvalue().encode()
