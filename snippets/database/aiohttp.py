from aiohttp import web
from sqlalchemy import select
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

engine = create_async_engine("sqlite+aiosqlite:///books.sqlite3")
new_session = async_sessionmaker(engine)
routes = web.RouteTableDef()


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    year: Mapped[int]


@routes.get(r"/books/{year:\d+}")
async def books_of_year(request):
    year = int(request.match_info["year"])
    query = select(Book).filter_by(year=year).order_by(Book.title)
    async with new_session() as session:
        found = [
            {"title": book.title, "year": book.year}
            for book in await session.scalars(query)
        ]
    return web.json_response({"books": found})


async def database(app):
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    yield
    await engine.dispose()


app = web.Application()
app.add_routes(routes)
app.cleanup_ctx.append(database)
