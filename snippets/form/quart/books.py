from markupsafe import escape
from quart import Quart, render_template
from quart_wtf import QuartForm
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

app = Quart(__name__)
app.secret_key = "keep it secret"


class BookForm(QuartForm):
    title = StringField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired(), NumberRange(1450)])


@app.route("/books/new", methods=["GET", "POST"])
async def new_book():
    form = await BookForm.create_form()
    if await form.validate_on_submit():
        return f"Saved: {escape(form.title.data)} ({form.year.data})"
    return await render_template("book.html", form=form)
