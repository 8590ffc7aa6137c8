from webtest import TestApp

from hello import app


def test_hello():
    client = TestApp(app)

    response = client.get("/", status=200)

    assert response.text == "Hello, world"
