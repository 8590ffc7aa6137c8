from litestar.testing import TestClient

from hello import app


def test_hello():
    with TestClient(app) as client:
        response = client.get("/")

    assert response.status_code == 200
    assert response.text == "Hello, world"
