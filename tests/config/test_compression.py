import gzip
import re

import pytest


@pytest.mark.django_db
def test_pages_are_compressed_for_a_browser_that_asks(client, catalogue):
    plain = client.get("/compare/")

    compressed = client.get("/compare/", headers={"accept-encoding": "gzip"})

    assert compressed["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in compressed["Vary"]
    assert "Accept-Encoding" in plain["Vary"]
    assert gzip.decompress(compressed.content) == plain.content
    assert len(compressed.content) * 5 < len(plain.content)


@pytest.mark.django_db
def test_a_compressed_answer_has_no_fixed_length(client, catalogue):
    answers = [client.get("/criteria/", headers={"accept-encoding": "gzip"}) for _time in range(10)]

    assert len({len(answer.content) for answer in answers}) > 1


@pytest.mark.django_db
def test_the_secret_of_the_sign_in_page_is_masked_anew_in_each_answer(client):
    pages = [client.get("/admin/login/").content.decode() for _time in range(2)]

    first, second = (re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)[1] for page in pages)

    assert first != second
