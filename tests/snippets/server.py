"""Serves snippets over HTTP. Runs in .venv-snippets, where nothing of this site is installed.

`python server.py FRAMEWORK FOLDER…`: each folder holds one program, whose module is the name of its only Python file,
or a Django project. Prints the port of each folder as a JSON list, and ends when its standard input does.

The framework is imported once; a fork for each folder keeps the programs apart, since several of them believe that
they are the only one in their process.
"""

import asyncio
import importlib
import json
import os
import signal
import socket
import sys
from pathlib import Path


def serve_wsgi(app, listening):
    from wsgiref.simple_server import WSGIRequestHandler, WSGIServer

    server = WSGIServer(listening.getsockname(), WSGIRequestHandler, bind_and_activate=False)
    server.socket = listening
    server.server_name, server.server_port = listening.getsockname()
    server.setup_environ()
    server.set_app(app)
    server.serve_forever()


def serve_asgi(app, listening):
    import uvicorn

    uvicorn.Server(uvicorn.Config(app, log_level="warning")).run(sockets=[listening])


def serve_aiohttp(app, listening):
    from aiohttp import web

    web.run_app(app, sock=listening, print=None)


def serve_sanic(app, listening):
    app.run(sock=listening, single_process=True, motd=False, access_log=False)


def serve_tornado(app, listening):
    from tornado.httpserver import HTTPServer

    async def main():
        HTTPServer(app).add_sockets([listening])
        await asyncio.Event().wait()

    listening.setblocking(False)
    asyncio.run(main())


SERVERS = {
    "aiohttp": serve_aiohttp,
    "bottle": serve_wsgi,
    "django": serve_wsgi,
    "falcon": serve_wsgi,
    "fastapi": serve_asgi,
    "flask": serve_wsgi,
    "litestar": serve_asgi,
    "pyramid": serve_wsgi,
    "quart": serve_asgi,
    "sanic": serve_sanic,
    "starlette": serve_asgi,
    "tornado": serve_tornado,
}


def loaded_application():
    """The application of the current folder."""
    sys.path.insert(0, os.getcwd())
    if not Path("manage.py").exists():
        (module,) = Path().glob("*.py")
        return importlib.import_module(module.stem).app

    from django.core.management import call_command
    from django.core.wsgi import get_wsgi_application

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    application = get_wsgi_application()
    if Path("books/models.py").exists():
        call_command("makemigrations", "books", verbosity=0)
        call_command("migrate", "books", verbosity=0)
    return application


def main(framework, *folders):
    importlib.import_module(framework)
    # The sockets listen before anything is loaded: whoever connects early waits, and nobody has to ask again.
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in folders]
    children = []
    for folder, listening in zip(folders, sockets, strict=True):
        child = os.fork()
        if child == 0:
            for other in sockets:
                if other is not listening:
                    other.close()
            os.chdir(folder)
            SERVERS[framework](loaded_application(), listening)
            os._exit(0)
        children.append(child)
    print(json.dumps([listening.getsockname()[1] for listening in sockets]), flush=True)
    # A program that could not be loaded shall be a refused connection, not one that waits.
    for listening in sockets:
        listening.close()
    sys.stdin.read()
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)


if __name__ == "__main__":
    main(*sys.argv[1:])
