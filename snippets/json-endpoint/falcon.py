from typing import Annotated

import falcon
import msgspec
from msgspec import Meta, Struct


class Book(Struct):
    title: Annotated[str, Meta(min_length=1)]
    year: Annotated[int, Meta(ge=1450)]


class Books:
    def on_post(self, request, response):
        try:
            book = msgspec.convert(request.media, Book)
        except msgspec.ValidationError as error:
            raise falcon.HTTPUnprocessableEntity(
                description=str(error)
            ) from error
        response.media = msgspec.to_builtins(book)
        response.status = falcon.HTTP_CREATED


app = falcon.App()
app.add_route("/books", Books())
