from tornado.testing import AsyncHTTPTestCase

from hello import app


class TestHello(AsyncHTTPTestCase):
    def get_app(self):
        return app

    def test_hello(self):
        response = self.fetch("/")

        assert response.code == 200
        assert response.body == b"Hello, world"
