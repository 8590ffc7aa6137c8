from bottle import Bottle, request, response
from pydantic import BaseModel, Field, ValidationError

app = Bottle()


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


@app.post("/books")
def add_book():
    try:
        book = Book.model_validate_json(request.body.read())
    except ValidationError as error:
        response.status = 422
        return {"errors": error.errors(include_input=False)}
    response.status = 201
    return book.model_dump()
