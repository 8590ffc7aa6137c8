from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class Base(DeclarativeBase):
    pass


app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///books.sqlite3"
db = SQLAlchemy(app, model_class=Base)


class Book(db.Model):
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str]
    year: Mapped[int]


with app.app_context():
    db.create_all()


@app.get("/books/<int:year>")
def books_of_year(year):
    query = db.select(Book).filter_by(year=year).order_by(Book.title)
    books = db.session.scalars(query)
    found = [{"title": book.title, "year": book.year} for book in books]
    return {"books": found}
