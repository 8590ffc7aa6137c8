from flask import Flask, request
from pydantic import BaseModel, Field, ValidationError

app = Flask(__name__)


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


@app.post("/books")
def add_book():
    book = Book.model_validate(request.get_json())
    return book.model_dump(), 201


@app.errorhandler(ValidationError)
def refuse(error):
    return {"errors": error.errors(include_input=False)}, 422
