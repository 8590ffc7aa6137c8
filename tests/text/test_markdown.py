import html
import re

import html5lib
import pytest
from django.apps import apps
from django.db import models
from simple_history.models import HistoricalChanges

from comparisons.text.markdown import linked_addresses, plain, render
from tests.text.dangers import dangers
from tests.text.payloads import PAYLOADS
from tests.work import calls_made_by


def words_shown(markup):
    return " ".join("".join(html5lib.parseFragment(markup, treebuilder="etree").itertext()).split())


@pytest.mark.parametrize(
    ("text", "markup"),
    [
        ("", ""),
        ("One sentence.", "<p>One sentence.</p>"),
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),
        ("One line,\nand the next.", "<p>One line,<br>\nand the next.</p>"),
        ("*it* and **strong**", "<p><em>it</em> and <strong>strong</strong></p>"),
        ("See `url_for`.", "<p>See <code>url_for</code>.</p>"),
        ("- one\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("3. three\n4. four", '<ol start="3">\n<li>three</li>\n<li>four</li>\n</ol>'),
        ("```python\nx < 1\n```", "<pre><code>x &lt; 1\n</code></pre>"),
        (
            "[docs](https://docs.example/?a=1&b=2)",
            '<p><a href="https://docs.example/?a=1&amp;b=2" rel="noopener nofollow">docs</a></p>',
        ),
        ("[x](/\\a.example/)", '<p><a href="/%5Ca.example/" rel="noopener nofollow">x</a></p>'),
        ("[ORM](/criteria/orm/)", '<p><a href="/criteria/orm/" rel="noopener nofollow">ORM</a></p>'),
    ],
)
def test_the_few_marks_become_markup(text, markup):
    assert render(text) == markup


@pytest.mark.parametrize(
    "text",
    [
        "The method __init__ and the name _private_ keep their underscores.",
        "Sizes of 2 * 3 * 4, *args, **kwargs.",
        "# no heading",
        "> no quotation",
        "A rule:\n\n---",
        "a | b",
        "<b>no tag</b> & no &amp; entity &lt;",
        "[mail](mailto:somebody@a.example)",
        "[other host](//a.example/)",
        "[script](javascript:alert(1))",
        "[unused]: https://a.example/",
        "https://a.example/ is no link by itself",
        "    four spaces are no code",
    ],
)
def test_everything_else_stays_as_it_was_typed(text):
    assert words_shown(render(text)) == plain(text) == " ".join(text.split())
    assert "<a " not in render(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("One line,\nand  the next.", "One line, and the next."),
        ("*it*, **strong**, `code`", "it, strong, code"),
        ("[docs](https://docs.example/) say so", "docs say so"),
        ("It has:\n\n- one\n- two\n\nAnd more.", "It has: • one • two And more."),
        ("1. first\n2. second", "1. first 2. second"),
        ("```\nx < 1\n```", "x < 1"),
        ("five \\* six", "five * six"),
    ],
)
def test_plain_keeps_the_words_alone(text, words):
    assert plain(text) == words


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("See [one](https://one.example/) and [two](http://two.example/a?b=c&d=e#f).", 2),
        ("- in [a list](https://list.example/)\n\n  *and [within](https://within.example/) it*", 2),
        ("The same [once](https://a.example/) and [again](https://a.example/).", 1),
        ('[with a title](https://a.example/ "Title"), [in angles](<https://b.example/a b>)', 2),
        ("Capitals: [a](HTTPS://A.example/) and [a](https://A.example/)", 1),
        ("[ä](https://ä.example/ü), [escaped](https\\://b.example/)", 2),
        ("[a page of ours](/criteria/orm/)", 0),
        ("`[code](https://code.example/)`\n\n```\n[more](https://more.example/)\n```", 0),
        ("https://bare.example/ and [mail](mailto:a@a.example) and [script](javascript:alert(1))", 0),
        ("\\[no link](https://no.example/), ![no picture](ftp://no.example/), [no] (https://no.example/)", 0),
    ],
)
def test_the_addresses_of_a_text_are_those_that_visitors_can_follow(text, addresses):
    shown = {html.unescape(address) for address in re.findall(r'<a href="(https?:[^"]*)"', render(text))}

    found = linked_addresses(text)

    assert len(found) == addresses
    assert set(found) == {re.sub("^HTTPS", "https", address) for address in shown}


@pytest.mark.parametrize(
    "address", ["https://[broken/", "https://a b/", "https://%61/", "https:///a", "ftp://a.example/"]
)
def test_what_is_no_web_address_stays_as_it_was_typed(address):
    text = f"[n](<{address}>)"

    assert "<a" not in render(text)
    assert linked_addresses(text) == []


def test_a_link_has_its_address_and_no_title():
    assert render('[a](https://a.example/ "A title")') == (
        '<p><a href="https://a.example/" rel="noopener nofollow">a</a></p>'
    )


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_that_is_written_can_run(payload):
    assert dangers(render(payload)) == []
    assert dangers(render(f"Before.\n\n- {payload}\n\n*{payload}* [{payload}](https://a.example/{payload})")) == []


def test_there_are_sixty_payloads_each_of_its_own():
    assert len(set(PAYLOADS)) == len(PAYLOADS) == 60


@pytest.mark.parametrize("payload", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "<iframe src=x>"])
def test_the_look_for_dangers_finds_them(payload):
    assert dangers(payload) != []


def test_the_second_step_does_not_trust_the_first(monkeypatch):
    monkeypatch.setattr("comparisons.text.markdown._markdown.render", lambda text: text)
    render.cache_clear()

    try:
        for payload in PAYLOADS:
            assert dangers(render(payload)) == []
    finally:
        render.cache_clear()


def long_texts():
    """Every long text of the catalogue: model, field and text."""
    for model in apps.get_app_config("comparisons").get_models():
        if issubclass(model, HistoricalChanges):
            continue
        names = [field.name for field in model._meta.concrete_fields if type(field) is models.TextField]
        for row in model._default_manager.values_list(*names) if names else ():
            yield from ((model.__name__, name, text) for name, text in zip(names, row, strict=True))


@pytest.mark.usefixtures("catalogue")
def test_the_words_of_the_catalogue_are_shown_as_they_stand():
    texts = list(long_texts())

    changed = [
        (model, name, text)
        for model, name, text in texts
        if words_shown(render(text)) != " ".join(text.split()) or plain(text) != " ".join(text.split())
    ]

    assert len(texts) > 1000
    assert changed == []


@pytest.mark.parametrize("piece", ["[", "*a_", "[a](", "**a ", "`", "<", "- "])
def test_a_text_made_to_be_slow_takes_work_in_proportion_to_its_length(piece):
    # Each length once: what was rendered is remembered.
    render(piece)
    half = calls_made_by(lambda: render(piece * 1_000))
    whole = calls_made_by(lambda: render(piece * 2_000))

    # Twice for a text of double length; four times were the square of it.
    assert half > 50
    assert whole < 2.5 * half
