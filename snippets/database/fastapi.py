from collections.abc import Iterator
from typing import Annotated

from fastapi import Depends, FastAPI
from sqlmodel import Field, Session, SQLModel, create_engine, select

engine = create_engine("sqlite:///books.sqlite3")


class BookOut(SQLModel):
    title: str
    year: int


class Book(BookOut, table=True):
    id: int | None = Field(default=None, primary_key=True)


class Books(SQLModel):
    books: list[BookOut]


def get_session() -> Iterator[Session]:
    with Session(engine) as session:
        yield session


SQLModel.metadata.create_all(engine)
app = FastAPI()


@app.get("/books/{year}")
def books_of_year(
    year: int, session: Annotated[Session, Depends(get_session)]
) -> Books:
    query = select(Book).where(Book.year == year).order_by(Book.title)
    return Books(books=session.exec(query).all())
