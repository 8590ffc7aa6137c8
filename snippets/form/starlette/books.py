from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.templating import Jinja2Templates
from starlette_wtf import CSRFProtectMiddleware, StarletteForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

SECRET = "keep it secret"
templates = Jinja2Templates("templates")


class BookForm(StarletteForm):
    title = StringField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired(), NumberRange(1450)])


async def new_book(request):
    form = await BookForm.from_formdata(request)
    if await form.validate_on_submit():
        return PlainTextResponse(
            f"Saved: {form.title.data} ({form.year.data})"
        )
    return templates.TemplateResponse(request, "book.html", {"form": form})


app = Starlette(
    routes=[Route("/books/new", new_book, methods=["GET", "POST"])],
    middleware=[
        Middleware(SessionMiddleware, secret_key=SECRET),
        Middleware(CSRFProtectMiddleware, csrf_secret=SECRET),
    ],
)
