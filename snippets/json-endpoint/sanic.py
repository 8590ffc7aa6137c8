from pydantic import BaseModel, Field
from sanic import Sanic, json
from sanic_ext import validate

app = Sanic("books")


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


@app.post("/books")
@validate(json=Book)
async def add_book(request, body: Book):
    return json(body.model_dump(), status=201)
