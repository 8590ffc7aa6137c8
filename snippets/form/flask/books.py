from flask import Flask, render_template
from flask_wtf import FlaskForm
from markupsafe import escape
from wtforms import IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange

app = Flask(__name__)
app.secret_key = "keep it secret"


class BookForm(FlaskForm):
    title = StringField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired(), NumberRange(1450)])


@app.route("/books/new", methods=["GET", "POST"])
def new_book():
    form = BookForm()
    if form.validate_on_submit():
        return f"Saved: {escape(form.title.data)} ({form.year.data})"
    return render_template("book.html", form=form)
