"""What in a page could run what somebody wrote, found as a browser would read it."""

import re
from collections.abc import Iterator

import html5lib

RUNNING = {"iframe", "object", "embed", "base", "applet", "style", "frame", "portal"}
ADDRESSES = {
    "href",
    "src",
    "action",
    "formaction",
    "data",
    "poster",
    "{http://www.w3.org/1999/xlink}href",
    "xlink:href",
}
# Browsers pass over blanks and control characters in a scheme.
_UNSEEN = re.compile(r"[\x00-\x20]+")
_RUNNING_SCHEME = re.compile(r"(javascript|data|vbscript):", re.IGNORECASE)


def dangers(markup: str) -> list[str]:
    """Elements, attributes and addresses that could run, beside the site's own scripts."""
    return list(_dangers(markup))


def _dangers(markup: str) -> Iterator[str]:
    for element in html5lib.parse(markup, treebuilder="etree", namespaceHTMLElements=False).iter():
        if not isinstance(element.tag, str):
            continue
        name = element.tag.rpartition("}")[2]
        if name in RUNNING or (name == "script" and not _is_own(element)):
            yield f"<{name}>"
        if name == "meta" and element.get("http-equiv"):
            yield "<meta http-equiv>"
        if name == "link" and not (element.get("href") or "").startswith(
            ("/", "http://testserver", "http://127.0.0.1")
        ):
            yield f"<link href={element.get('href')}>"
        for attribute, value in element.attrib.items():
            if attribute.lower().startswith("on") or attribute == "srcdoc":
                yield f"{name} {attribute}"
            if attribute in ADDRESSES and _RUNNING_SCHEME.match(_UNSEEN.sub("", value)):
                yield f"{name} {attribute}={value}"


def _is_own(script: "html5lib.treebuilders.etree.Element") -> bool:
    source = script.get("src") or ""
    if source:
        return source.startswith("/") and not source.startswith("//")
    return script.get("type") in ("application/ld+json", "application/json")
