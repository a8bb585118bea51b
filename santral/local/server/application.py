"""The application that every part of the server adds its routes to, and the list of them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import Final, NamedTuple

from aiohttp import web

from santral.local.server.errors import aws_error, server_failed
from santral.local.server.hosts import ask_by_own_name

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]

# A flow's content, at 1 MB the longest thing, doubles at most when its quotes are escaped.
LARGEST_REQUEST: Final = 4 * 1024 * 1024


class Served(NamedTuple):
    """One line of what is served where."""

    path: str
    what: str


SERVED: Final = web.AppKey("served", list[Served])


def new_application(failed: Callable[[Exception], None]) -> web.Application:
    """Make an application that serves nothing yet but the page `/`.

    Args:
        failed: is told of each error that a handler let through.
    """

    @web.middleware
    async def answer_failures(request: web.Request, handler: Handler) -> web.StreamResponse:
        try:
            return await handler(request)
        except web.HTTPRequestEntityTooLarge:
            limit = f"A request may have {LARGEST_REQUEST // 1024**2} MiB."
            return aws_error(413, "RequestEntityTooLargeException", limit)
        except web.RequestPayloadError:
            return aws_error(400, "SerializationException", "The body cannot be decoded.")
        except web.HTTPException:
            raise
        except Exception as error:
            hung_up = isinstance(error, ConnectionError) and request.transport is None
            if not hung_up:
                failed(error)
            return server_failed()

    app = web.Application(
        middlewares=[ask_by_own_name, answer_failures], client_max_size=LARGEST_REQUEST
    )
    app[SERVED] = []
    app.router.add_get("/", _what_is_served)
    return app


async def _what_is_served(request: web.Request) -> web.Response:
    wide = max((len(served.path) for served in request.app[SERVED]), default=0)
    lines = [f"{served.path:<{wide}}  {served.what}\n" for served in request.app[SERVED]]
    return web.Response(text="Santral, on this computer\n\n" + "".join(lines))


def json_route(app: web.Application, path: str, document: Mapping[str, object]) -> None:
    """Serve a document that stays the same."""

    async def answer(_: web.Request) -> web.Response:
        return web.json_response(document)

    app.router.add_get(path, answer)
