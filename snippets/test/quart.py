import pytest

from hello import app


@pytest.mark.asyncio
async def test_hello():
    client = app.test_client()

    response = await client.get("/")

    assert response.status_code == 200
    assert await response.get_data(as_text=True) == "Hello, world"
