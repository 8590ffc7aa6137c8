from aiohttp import web
from aiohttp_pydantic import PydanticView
from pydantic import BaseModel, Field


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


class Books(PydanticView):
    async def post(self, book: Book):
        return web.json_response(book.model_dump(), status=201)


app = web.Application()
app.router.add_view("/books", Books)
