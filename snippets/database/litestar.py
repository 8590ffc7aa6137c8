from advanced_alchemy.extensions.litestar import (
    SQLAlchemyAsyncConfig,
    SQLAlchemyPlugin,
    base,
)
from litestar import Litestar, get
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Mapped


class Book(base.BigIntBase):
    title: Mapped[str]
    year: Mapped[int]


@get("/books/{year:int}")
async def books_of_year(db_session: AsyncSession, year: int) -> dict:
    query = select(Book).filter_by(year=year).order_by(Book.title)
    books = await db_session.scalars(query)
    found = [{"title": book.title, "year": book.year} for book in books]
    return {"books": found}


database = SQLAlchemyAsyncConfig(
    connection_string="sqlite+aiosqlite:///books.sqlite3",
    create_all=True,
)
app = Litestar([books_of_year], plugins=[SQLAlchemyPlugin(database)])
