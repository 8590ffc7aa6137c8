from bottle import Bottle, request, response, template
from wtforms import Form, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

app = Bottle()


class BookForm(Form):
    title = StringField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired(), NumberRange(1450)])


@app.route("/books/new", method=["GET", "POST"])
def new_book():
    form = BookForm(request.forms.decode())
    if request.method == "POST" and form.validate():
        response.content_type = "text/plain; charset=utf-8"
        return f"Saved: {form.title.data} ({form.year.data})"
    return template("book", form=form)
