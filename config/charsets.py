"""At the door: requests whose words could not be read are refused before Django meets them.

Django decodes address and form by any codec of Python that the Content-Type names, also by one that is no charset
("hex") or that makes characters which no database takes ("unicode_escape"), and fails before any middleware is asked.
"""

import codecs
import re
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus
from typing import Any

CHARSET = re.compile(r';\s*charset\s*=\s*"?([^";\s]*)', re.IGNORECASE)
REFUSAL = b"The request names another charset than UTF-8. Send it in UTF-8.\n"
HEADERS = (("Content-Type", "text/plain; charset=utf-8"), ("Content-Length", str(len(REFUSAL))))

WSGIApplication = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
ASGIApplication = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


def is_readable(content_type: str) -> bool:
    """Whether the Content-Type leads to UTF-8 alone; a parameter with a star brings an encoding of its own."""
    if "*" in content_type.partition(";")[2]:
        return False
    return all(_is_utf8(charset) for charset in CHARSET.findall(content_type))


def _is_utf8(charset: str) -> bool:
    try:
        return codecs.lookup(charset).name == "utf-8"
    except (LookupError, ValueError):
        return False


def reading_utf8(application: WSGIApplication) -> WSGIApplication:
    """The WSGI application for requests that can be read."""

    def door(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        if is_readable(environ.get("CONTENT_TYPE", "")):
            return application(environ, start_response)
        start_response(f"{HTTPStatus.BAD_REQUEST.value} {HTTPStatus.BAD_REQUEST.phrase}", list(HEADERS))
        return [REFUSAL]

    return door


def reading_utf8_asgi(application: ASGIApplication) -> ASGIApplication:
    """The ASGI application for requests that can be read."""

    async def door(scope: dict[str, Any], receive: Any, send: Any) -> None:
        sent = b"".join(value for name, value in scope.get("headers", ()) if name.lower() == b"content-type")
        if is_readable(sent.decode("latin-1")):
            await application(scope, receive, send)
            return
        headers = [(name.lower().encode(), value.encode()) for name, value in HEADERS]
        await send({"type": "http.response.start", "status": HTTPStatus.BAD_REQUEST.value, "headers": headers})
        await send({"type": "http.response.body", "body": REFUSAL})

    return door
