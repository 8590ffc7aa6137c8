from sanic import Sanic, text
from sanic_ext import render
from wtforms import Form, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

app = Sanic("books")


class BookForm(Form):
    title = StringField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired(), NumberRange(1450)])


@app.route("/books/new", methods=["GET", "POST"])
async def new_book(request):
    form = BookForm(request.form)
    if request.method == "POST" and form.validate():
        return text(f"Saved: {form.title.data} ({form.year.data})")
    return await render("book.html", context={"form": form})
