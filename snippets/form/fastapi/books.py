from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse
from fastapi.templating import Jinja2Templates
from starlette.middleware.sessions import SessionMiddleware
from starlette_wtf import CSRFProtectMiddleware, StarletteForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

app = FastAPI()
app.add_middleware(CSRFProtectMiddleware, csrf_secret="keep it secret")
app.add_middleware(SessionMiddleware, secret_key="keep it secret")
templates = Jinja2Templates("templates")


class BookForm(StarletteForm):
    title = StringField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired(), NumberRange(1450)])


@app.api_route("/books/new", methods=["GET", "POST"])
async def new_book(request: Request):
    form = await BookForm.from_formdata(request)
    if await form.validate_on_submit():
        return PlainTextResponse(
            f"Saved: {form.title.data} ({form.year.data})"
        )
    return templates.TemplateResponse(request, "book.html", {"form": form})
