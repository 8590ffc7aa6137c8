from starlette.testclient import TestClient

from hello import app


def test_hello():
    client = TestClient(app)

    response = client.get("/")

    assert response.status_code == 200
    assert response.text == "Hello, world"
