from litestar import HttpMethod, Litestar, Request, Response, route
from litestar.config.csrf import CSRFConfig
from litestar.plugins.jinja import JinjaTemplateEngine
from litestar.response import Template
from litestar.template import TemplateConfig
from wtforms import Form, IntegerField, StringField
from wtforms.validators import InputRequired, NumberRange


class BookForm(Form):
    title = StringField(validators=[InputRequired()])
    year = IntegerField(validators=[InputRequired(), NumberRange(1450)])


@route(
    "/books/new",
    http_method=[HttpMethod.GET, HttpMethod.POST],
    status_code=200,
)
async def new_book(request: Request) -> Template | Response[str]:
    form = BookForm(await request.form())
    if request.method == HttpMethod.POST and form.validate():
        return Response(
            f"Saved: {form.title.data} ({form.year.data})",
            media_type="text/plain",
        )
    return Template("book.html", context={"form": form})


app = Litestar(
    [new_book],
    csrf_config=CSRFConfig("keep it secret"),
    template_config=TemplateConfig(
        directory="templates", engine=JinjaTemplateEngine
    ),
)
