import aiohttp_jinja2
import jinja2
from aiohttp import web
from wtforms import Form, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange


class BookForm(Form):
    title = StringField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired(), NumberRange(1450)])


class NewBook(web.View):
    async def get(self):
        return self.page(BookForm())

    async def post(self):
        form = BookForm(await self.request.post())
        if not form.validate():
            return self.page(form)
        title, year = form.title.data, form.year.data
        return web.Response(text=f"Saved: {title} ({year})")

    def page(self, form):
        return aiohttp_jinja2.render_template(
            "book.html", self.request, {"form": form}
        )


app = web.Application()
app.router.add_view("/books/new", NewBook)
aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader("templates"))
