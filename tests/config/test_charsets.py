"""What no page could read is refused at the door, with a word and not with an error of the server."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from config.asgi import application as asgi_application
from config.charsets import is_readable
from config.wsgi import application

pytestmark = pytest.mark.django_db

UNREADABLE = [
    "text/plain; charset=hex",
    "text/plain; charset=undefined",
    'multipart/form-data; boundary=B; charset="unicode_escape"',
    "multipart/form-data; boundary=B; Charset = idna",
    "text/plain; charset=nonsense",
    "text/plain; charset=",
    "text/plain; charset=a\0b",
    "text/plain; x*=nonsense''%41",
]
READABLE = ["", "text/plain", "text/html; charset=utf-8", 'multipart/form-data; boundary="B"; charset="UTF8"']


@pytest.mark.parametrize("content_type", UNREADABLE)
def test_what_cannot_be_read_is_told_apart(content_type):
    assert not is_readable(content_type)


@pytest.mark.parametrize("content_type", READABLE)
def test_what_can_be_read_passes(content_type):
    assert is_readable(content_type)


@pytest.mark.parametrize(
    ("content_type", "status"), [(UNREADABLE[0], 400), (UNREADABLE[-1], 400), (READABLE[2], 200)]
)
def test_the_doors_answer(content_type, status, rf):
    environ = rf.get("/healthz?q=1").environ | {"CONTENT_TYPE": content_type}
    statuses = []

    body = b"".join(application(environ, lambda line, headers: statuses.append(int(line.split()[0]))))

    assert statuses == [status]
    assert (b"Send it in UTF-8" in body) == (status == 400)


@pytest.mark.parametrize(("content_type", "status"), [(UNREADABLE[0], 400), (READABLE[2], 200)])
def test_the_other_door_answers_too(content_type, status):
    sent = []
    received = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive():
        # After the body a server has nothing to say until the visitor leaves.
        return received.pop() if received else await asyncio.Event().wait()

    async def send(message):
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/healthz",
        "raw_path": b"/healthz",
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"content-type", content_type.encode())],
    }
    # In a thread of its own, for the browser's tests leave a loop running in theirs.
    with ThreadPoolExecutor(max_workers=1) as thread:
        thread.submit(asyncio.run, asgi_application(scope, receive, send)).result(timeout=60)

    assert sent[0]["status"] == status
