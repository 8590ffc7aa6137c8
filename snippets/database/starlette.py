from contextlib import asynccontextmanager

from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

engine = create_async_engine("sqlite+aiosqlite:///books.sqlite3")
new_session = async_sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    year: Mapped[int]


async def books_of_year(request):
    year = request.path_params["year"]
    query = select(Book).filter_by(year=year).order_by(Book.title)
    async with new_session() as session:
        found = [
            {"title": book.title, "year": book.year}
            for book in await session.scalars(query)
        ]
    return JSONResponse({"books": found})


@asynccontextmanager
async def database(app):
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield
    await engine.dispose()


app = Starlette(
    routes=[Route("/books/{year:int}", books_of_year)], lifespan=database
)
