from pyramid.config import Configurator
from sqlalchemy import create_engine, select
from sqlalchemy.orm import (
    DeclarativeBase,
    Mapped,
    mapped_column,
    sessionmaker,
)
from zope.sqlalchemy import register


class Base(DeclarativeBase):
    pass


class Book(Base):
    __tablename__ = "book"

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    year: Mapped[int]


engine = create_engine("sqlite:///books.sqlite3")
Base.metadata.create_all(engine)
new_session = sessionmaker(engine)


def dbsession(request):
    """A session that pyramid_tm commits when the request has succeeded."""
    session = new_session(info={"request": request})
    register(session, transaction_manager=request.tm)
    return session


def books_of_year(request):
    year = int(request.matchdict["year"])
    query = select(Book).filter_by(year=year).order_by(Book.title)
    found = request.dbsession.scalars(query)
    return {"books": [{"title": b.title, "year": b.year} for b in found]}


with Configurator() as config:
    config.include("pyramid_tm")
    config.add_request_method(dbsession, reify=True)
    config.add_route("books", r"/books/{year:\d+}")
    config.add_view(books_of_year, route_name="books", renderer="json")
    app = config.make_wsgi_app()
