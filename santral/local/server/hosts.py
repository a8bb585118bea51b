"""By which names this server may be asked."""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable
from typing import Final

from aiohttp import web

# Any port: a tunnel or a container may lead here from another one.
_OWN: Final = re.compile(r"(localhost|127\.0\.0\.1|\[::1\])(:[0-9]{1,5})?", re.ASCII | re.I)
_MISDIRECTED: Final = 421
_TEXT: Final = (
    "This server answers as localhost, 127.0.0.1 or [::1] only: "
    "a name of somebody else's that leads here is how a foreign page would reach it.\n"
)


@web.middleware
async def ask_by_own_name(
    request: web.Request, handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """Refuse what was sent to a foreign name: a page whose name was bound anew to this address."""
    names = request.headers.getall("Host", [])
    own = len(names) == 1 and _OWN.fullmatch(names[0]) is not None
    # `GET http://name/ …` and `OPTIONS *` name no path of this server.
    if not own or not request.raw_path.startswith("/"):
        return web.Response(status=_MISDIRECTED, text=_TEXT)
    return await handler(request)
