import colander
import deform
from deform.schema import CSRFSchema
from pyramid.config import Configurator
from pyramid.response import Response
from pyramid.session import SignedCookieSessionFactory


class BookSchema(CSRFSchema):
    title = colander.SchemaNode(colander.String())
    year = colander.SchemaNode(
        colander.Integer(), validator=colander.Range(min=1450)
    )


def new_book(request):
    schema = BookSchema().bind(request=request)
    form = deform.Form(schema, buttons=("save",))
    if request.method != "POST":
        return Response(form.render())
    try:
        book = form.validate(request.POST.items())
    except deform.ValidationFailure as failure:
        return Response(failure.render())
    return Response(
        f"Saved: {book['title']} ({book['year']})",
        content_type="text/plain",
    )


with Configurator() as config:
    config.set_session_factory(SignedCookieSessionFactory("keep it secret"))
    config.set_default_csrf_options(require_csrf=True)
    config.add_route("new_book", "/books/new")
    config.add_view(new_book, route_name="new_book")
    app = config.make_wsgi_app()
