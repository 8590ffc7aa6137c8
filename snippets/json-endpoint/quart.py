from pydantic import BaseModel, Field
from quart import Quart
from quart_schema import (
    QuartSchema,
    RequestSchemaValidationError,
    validate_request,
    validate_response,
)

app = Quart(__name__)
QuartSchema(app)


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


@app.post("/books")
@validate_request(Book)
@validate_response(Book, 201)
async def add_book(data: Book):
    return data, 201


@app.errorhandler(RequestSchemaValidationError)
async def refuse(error):
    return {"errors": str(error.validation_error)}, 422
