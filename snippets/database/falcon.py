import falcon
from falcon_sqla import Manager
from sqlalchemy import create_engine, select
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    year: Mapped[int]


class Books:
    def on_get(self, request, response, year):
        query = select(Book).filter_by(year=year).order_by(Book.title)
        found = [
            {"title": book.title, "year": book.year}
            for book in request.context.session.scalars(query)
        ]
        response.media = {"books": found}


engine = create_engine("sqlite:///books.sqlite3")
Base.metadata.create_all(engine)

app = falcon.App(middleware=[Manager(engine).middleware])
app.add_route("/books/{year:int}", Books())
