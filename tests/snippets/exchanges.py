"""Exchanges with a program over HTTP, as a browser has them: cookies kept, and every field of a form sent back."""

import http.client
from dataclasses import dataclass
from html.parser import HTMLParser
from http.cookies import SimpleCookie
from urllib.parse import urlencode


@dataclass(frozen=True, kw_only=True)
class Answer:
    status: int
    content_type: str
    cookies: dict[str, str]
    text: str


def ask(port, method, path, *, body=None, headers=None):
    """One exchange with the program on this port."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request(method, path, body=body, headers=headers or {})
        response = connection.getresponse()
        cookies = SimpleCookie()
        for line in response.headers.get_all("Set-Cookie") or ():
            cookies.load(line)
        return Answer(
            status=response.status,
            content_type=response.headers.get_content_type(),
            cookies={name: morsel.value for name, morsel in cookies.items()},
            text=response.read().decode(),
        )
    finally:
        connection.close()


def posted(values, *, cookies):
    """Body and headers of a form as a browser posts it."""
    headers = {
        "Content-Type": "application/x-www-form-urlencoded",
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
    }
    return {"body": urlencode(values).encode(), "headers": headers}


class Fields(HTMLParser):
    """The named fields of a page with their values, character references resolved."""

    def __init__(self, page):
        super().__init__()
        self.values = {}
        self.forms = 0
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self.forms += 1
        if tag == "input" and found.get("name"):
            self.values[found["name"]] = found.get("value") or ""

    def handle_data(self, data):
        self.text += data
