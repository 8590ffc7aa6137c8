"""Every visible string goes through gettext, so that another language is a translation and no rewrite.

A pretended language puts each translated string into brackets. What stands outside of them on a page must be content
that editors wrote, code, a figure, or the site's name.
"""

import re
from html.parser import HTMLParser
from urllib.parse import unquote_plus

import pytest
from django.apps import apps
from django.db import models
from django.utils import translation

from comparisons.snippets import read_snippets
from tests.views.addresses import PAGES

OPEN, CLOSE = "⟦", "⟧"

# What a visitor sees or hears of an element beside its text.
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "placeholder", "title", "data-done", "data-refused")
# Code, and what is not shown.
SILENT = ("script", "style", "pre", "code", "svg")
# Names and formats, which no language changes.
UNTRANSLATED = {
    *("framewise", "Framewise", "frame", "wise", "csv", "json", "markdown", "MiB", "vs", "Atom"),
    *("WSGI", "ASGI", "URL", "LTS"),
}


class VisibleText(HTMLParser):
    """Gathers the texts of a page that a visitor sees or hears."""

    def __init__(self):
        super().__init__()
        self.texts = []
        self.silent = 0

    def handle_starttag(self, tag, attributes):
        if tag in SILENT:
            self.silent += 1
        values = dict(attributes)
        self.texts += [values[name] for name in SPOKEN_ATTRIBUTES if values.get(name)]
        if tag == "meta" and values.get("name") == "description":
            self.texts.append(values["content"])
        if tag in ("input", "button") and values.get("type") in ("submit", "button"):
            self.texts.append(values.get("value") or "")

    def handle_endtag(self, tag):
        if tag in SILENT:
            self.silent -= 1

    def handle_data(self, data):
        if not self.silent:
            self.texts.append(data)


def outside_brackets(text):
    """The pieces of a text that no translation made."""
    pieces, depth = [""], 0
    for character in text:
        if character == OPEN:
            depth += 1
            pieces.append("")
        elif character == CLOSE:
            depth -= 1
        elif depth == 0:
            pieces[-1] += character
    return [" ".join(piece.split()) for piece in pieces]


def joined_parts(text):
    """The pieces of a text outside of translations, where names are strung together one by one."""
    for piece in outside_brackets(text):
        for part in re.split(r" · |, |: | \(", piece):
            yield part.strip(" .,;:·–—()“”→+/=×…")


@pytest.fixture
def pretended_language(monkeypatch):
    """English as it is, each string in brackets."""

    def bracketed(text):
        return f"{OPEN}{text}{CLOSE}" if re.search(r"[^\W\d_]", text) else text

    def gettext(message):
        return bracketed(message) if message else message

    def pgettext(context, message):
        return bracketed(message)

    def ngettext(singular, plural, number):
        return bracketed(singular if number == 1 else plural)

    def npgettext(context, singular, plural, number):
        return bracketed(singular if number == 1 else plural)

    for function in (gettext, pgettext, ngettext, npgettext):
        monkeypatch.setattr(translation._trans, function.__name__, function, raising=False)


@pytest.fixture
def content(catalogue):
    """All text that editors wrote, and the names of files and packages, in one string."""
    texts = []
    for model in apps.get_app_config("comparisons").get_models():
        fields = [
            field.name for field in model._meta.fields if isinstance(field, models.CharField | models.TextField)
        ]
        for row in model._default_manager.values_list(*fields) if fields else ():
            texts += [" ".join(str(value).split()) for value in row if value]
    for snippet in read_snippets().values():
        texts += [file.name for file in snippet.files]
        texts += [f"{package.name} {package.version}" for package in snippet.packages]
    return "\n".join(texts)


def untranslated(html, content):
    page = VisibleText()
    page.feed(html)
    found = []
    for text in page.texts:
        for words in joined_parts(text):
            if re.search(r"[^\W\d_]{2}", words) and words not in UNTRANSLATED and words not in content:
                found.append(words)
    return found


@pytest.mark.parametrize("address", PAGES)
def test_what_a_visitor_reads_is_content_or_goes_through_gettext(client, content, pretended_language, address):
    shown = f"{content}\n{unquote_plus(address)}"

    assert untranslated(client.get(address).content.decode(), shown) == []


def test_the_pretended_language_finds_what_is_written_into_a_template():
    html = f"<p>{OPEN}Compare {OPEN}two{CLOSE} frameworks{CLOSE} <b>Plain words</b> Django</p><pre>code here</pre>"

    assert untranslated(html, "Django is a framework.") == ["Plain words"]
