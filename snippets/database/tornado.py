import asyncio

from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from tornado.web import Application, RequestHandler

engine = create_async_engine("sqlite+aiosqlite:///books.sqlite3")
new_session = async_sessionmaker(engine)


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    year: Mapped[int]


class Books(RequestHandler):
    async def get(self, year):
        query = select(Book).filter_by(year=int(year)).order_by(Book.title)
        async with new_session() as session:
            found = [
                {"title": book.title, "year": book.year}
                for book in await session.scalars(query)
            ]
        self.write({"books": found})


async def create_tables():
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    await engine.dispose()


asyncio.run(create_tables())
app = Application([(r"/books/(\d+)", Books)])
