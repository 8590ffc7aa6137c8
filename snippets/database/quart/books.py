from quart import Quart, g
from quart_db import QuartDB

app = Quart(__name__)
QuartDB(app, url="sqlite:books.sqlite3")


@app.get("/books/<int:year>")
async def books_of_year(year):
    query = "SELECT title, year FROM book WHERE year = :year ORDER BY title"
    books = await g.connection.fetch_all(query, {"year": year})
    return {"books": [dict(book) for book in books]}
