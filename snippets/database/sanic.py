from sanic import Sanic, json
from tortoise import Model, Tortoise, fields
from tortoise.contrib.sanic import register_tortoise

app = Sanic("books")


class Book(Model):
    id = fields.IntField(primary_key=True)
    title = fields.CharField(max_length=200)
    year = fields.IntField()


@app.get("/books/<year:int>")
async def books_of_year(request, year):
    query = Book.filter(year=year).order_by("title")
    return json({"books": await query.values("title", "year")})


register_tortoise(
    app,
    db_url="sqlite://books.sqlite3",
    modules={"models": ["books"]},
)


@app.before_server_start
async def create_tables(app):
    await Tortoise.generate_schemas()
