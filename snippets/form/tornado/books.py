from pydantic import BaseModel, Field, ValidationError
from tornado.web import Application, RequestHandler


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


class NewBook(RequestHandler):
    def get(self):
        self.render("book.html", values={}, errors={})

    def post(self):
        names = ("title", "year")
        values = {n: self.get_body_argument(n, "") for n in names}
        try:
            book = Book.model_validate(values)
        except ValidationError as error:
            errors = {e["loc"][0]: e["msg"] for e in error.errors()}
            self.render("book.html", values=values, errors=errors)
        else:
            self.set_header("Content-Type", "text/plain; charset=utf-8")
            self.write(f"Saved: {book.title} ({book.year})")


app = Application(
    [("/books/new", NewBook)],
    template_path="templates",
    xsrf_cookies=True,
)
