"""Long texts of editors: a small part of Markdown, as markup for pages and as plain text for everything else.

What is stored is what the editor typed. It becomes markup on the way out, in two steps that do not trust each other:
markdown-it knows only the marks named here and takes every tag for text, and nh3 lets through only what is listed.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

import nh3
from django.utils.safestring import SafeString
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

# No headings, for the page has its own; no pictures, for nothing is fetched from elsewhere; no raw HTML, no tables.
_MARKS = ("emphasis", "backticks", "link", "list", "fence", "escape", "newline")
_TAGS = {"p", "br", "em", "strong", "code", "pre", "ul", "ol", "li", "a"}
# Without the star nh3 would let `title` and `lang` through on all of them.
_ATTRIBUTES = {"*": set(), "a": {"href"}, "ol": {"start"}}
_SCHEMES = {"http", "https"}
# A web address, or a path of this site. Two slashes would be another host, and no host has what must be escaped.
_ADDRESS = re.compile(r"https?://[^/?#%]+(?:[/?#]|$)|/(?!/)", re.IGNORECASE)

# All texts of twelve frameworks are about 1,200; each is kept with its markup, in a few megabytes at most.
_KEPT_TEXTS = 4096


class _Markdown(MarkdownIt):
    """A link elsewhere than to the web stays as it was typed, so that its writer sees that it is none."""

    def validateLink(self, url: str) -> bool:
        return bool(_ADDRESS.match(url))


def _emphasis(state: StateInline, *only_look: bool) -> bool:
    """Only with stars: an underscore is part of a name, as in __init__."""
    return state.src[state.pos] == "*" and emphasis.tokenize(state, *only_look)


# Line breaks are kept: editors type what they want to see.
_markdown = _Markdown("zero", {"breaks": True}).enable(_MARKS)
_markdown.inline.ruler.at("emphasis", _emphasis)


@lru_cache(maxsize=_KEPT_TEXTS)
def render(text: str) -> SafeString:
    """The text as markup: paragraphs, lists, code, emphasis and links, and nothing that could run.

    Example: "See `url_for`." → "<p>See <code>url_for</code>.</p>".
    """
    markup = nh3.clean(
        _markdown.render(text),
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        url_schemes=_SCHEMES,
        link_rel="noopener nofollow",
    )
    return SafeString(markup.strip())


@lru_cache(maxsize=_KEPT_TEXTS)
def plain(text: str) -> str:
    """The words alone, in one line: for excerpts, descriptions, data and lint.

    Example: "See **this**:\\n\\n- [one](https://one.example/)" → "See this: • one".
    """
    return " ".join("".join(_words(_markdown.parse(text))).split())


def linked_addresses(text: str) -> list[str]:
    """The web addresses that the text's links lead to, each once, in order; paths of this site are not among them.

    Example: "See [one](https://one.example/) and [two](/criteria/)." → ["https://one.example/"].
    """
    return list(dict.fromkeys(_addresses(_markdown.parse(text))))


def _addresses(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "link_open":
            scheme, separator, rest = str(token.attrGet("href")).partition("://")
            if separator and scheme.lower() in _SCHEMES:
                # A scheme in capitals is the same one, and addresses are compared letter by letter.
                yield f"{scheme.lower()}{separator}{rest}"
        yield from _addresses(token.children or ())


def _words(tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        if token.type == "list_item_open":
            # A numbered entry brings its number, another one nothing.
            yield f"{token.info}{token.markup} " if token.info else "• "
        elif token.type in ("softbreak", "hardbreak"):
            yield " "
        elif token.children is not None:
            yield from _words(token.children)
            yield " "
        else:
            yield token.content
