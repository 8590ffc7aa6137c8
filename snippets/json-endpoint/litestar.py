from typing import Annotated

from litestar import Litestar, post
from msgspec import Meta, Struct


class Book(Struct):
    title: Annotated[str, Meta(min_length=1)]
    year: Annotated[int, Meta(ge=1450)]


@post("/books")
async def add_book(data: Book) -> Book:
    return data


app = Litestar([add_book])
