from fastapi import FastAPI
from pydantic import BaseModel, Field

app = FastAPI()


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


@app.post("/books", status_code=201)
async def add_book(book: Book) -> Book:
    return book
