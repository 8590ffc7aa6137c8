from pydantic import BaseModel, Field, ValidationError
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


async def add_book(request):
    book = Book.model_validate_json(await request.body())
    return JSONResponse(book.model_dump(), status_code=201)


async def refuse(request, error):
    errors = error.errors(include_input=False)
    return JSONResponse({"errors": errors}, status_code=422)


app = Starlette(
    routes=[Route("/books", add_book, methods=["POST"])],
    exception_handlers={ValidationError: refuse},
)
