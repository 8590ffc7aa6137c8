import pytest

from hello import app


@pytest.mark.asyncio
async def test_hello(aiohttp_client):
    client = await aiohttp_client(app)

    response = await client.get("/")

    assert response.status == 200
    assert await response.text() == "Hello, world"
