from pydantic import BaseModel, Field, ValidationError
from tornado.web import Application, RequestHandler


class Book(BaseModel):
    title: str = Field(min_length=1)
    year: int = Field(ge=1450)


class Books(RequestHandler):
    def post(self):
        try:
            book = Book.model_validate_json(self.request.body)
        except ValidationError as error:
            self.set_status(422)
            self.write({"errors": error.errors(include_input=False)})
        else:
            self.set_status(201)
            self.write(book.model_dump())


app = Application([("/books", Books)])
