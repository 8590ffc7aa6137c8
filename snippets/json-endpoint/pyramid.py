import colander
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPBadRequest


class BookSchema(colander.Schema):
    title = colander.SchemaNode(colander.String())
    year = colander.SchemaNode(
        colander.Integer(), validator=colander.Range(min=1450)
    )


def add_book(request):
    try:
        book = BookSchema().deserialize(request.json_body)
    except colander.Invalid as error:
        request.response.status_code = 422
        return {"errors": error.asdict()}
    except ValueError as error:
        raise HTTPBadRequest("The body is not JSON.") from error
    request.response.status_code = 201
    return book


with Configurator() as config:
    config.add_route("books", "/books", request_method="POST")
    config.add_view(add_book, route_name="books", renderer="json")
    app = config.make_wsgi_app()
