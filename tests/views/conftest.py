"""What the real content answers, asked once for all tests that only read it."""

from dataclasses import dataclass
from http.cookies import SimpleCookie

import pytest
from django.http.response import ResponseHeaders


@dataclass(frozen=True)
class Answer:
    """What is left of a response: a page's contexts would fill the memory."""

    status_code: int
    headers: ResponseHeaders
    cookies: SimpleCookie
    content: bytes

    def __getitem__(self, header):
        return self.headers[header]

    def __contains__(self, header):
        return header in self.headers


@pytest.fixture(scope="session")
def answers():
    return {}


@pytest.fixture
def get(client, catalogue, answers):
    """Asks for an address of the untouched content, once in the whole run."""

    def get(address):
        if address not in answers:
            response = client.get(address)
            answers[address] = Answer(response.status_code, response.headers, response.cookies, response.content)
        return answers[address]

    return get
