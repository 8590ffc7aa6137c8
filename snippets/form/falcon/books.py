import falcon
from jinja2 import Environment, FileSystemLoader
from pydantic import BaseModel, Field, ValidationError

templates = Environment(
    loader=FileSystemLoader("templates"), autoescape=True
)


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


class NewBook:
    def on_get(self, request, response):
        self.show(response, values={}, errors={})

    def on_post(self, request, response):
        values = request.get_media()
        try:
            book = Book.model_validate(values)
        except ValidationError as error:
            errors = {e["loc"][0]: e["msg"] for e in error.errors()}
            self.show(response, values=values, errors=errors)
        else:
            response.content_type = falcon.MEDIA_TEXT
            response.text = f"Saved: {book.title} ({book.year})"

    def show(self, response, **context):
        response.content_type = falcon.MEDIA_HTML
        page = templates.get_template("book.html")
        response.text = page.render(**context)


app = falcon.App()
app.add_route("/books/new", NewBook())
