from bottle import Bottle
from peewee import CharField, IntegerField, Model, SqliteDatabase

app = Bottle()
database = SqliteDatabase("books.sqlite3")


class Book(Model):
    title = CharField()
    year = IntegerField()

    class Meta:
        database = database


with database:
    database.create_tables([Book])


@app.get("/books/<year:int>")
def books_of_year(year):
    with database.connection_context():
        query = Book.select(Book.title, Book.year)
        found = query.where(Book.year == year).order_by(Book.title)
        return {"books": list(found.dicts())}
