"""What the pages have to know of where they are, and what a browser is told of them, on a laptop.

A deployment writes settings.json as a file (infra/page_headers.py); here it follows the name by
which the server was asked, so that everything of a page is of one origin.
"""

from __future__ import annotations

from typing import Any, Final

from aiohttp import web

from santral.domain.page_policy import PageHosts
from santral.local.identifiers import CLIENT_ID, REGION, USER_POOL_ID
from santral.local.server.application import SERVED, Served
from santral.local.server.listening import IPV4

PATH: Final = "/settings.json"


def add_page_settings(app: web.Application) -> None:
    async def answer(request: web.Request) -> web.Response:
        return web.json_response(settings(request.host), headers={"Cache-Control": "no-cache"})

    app.router.add_get(PATH, answer)
    app[SERVED].append(Served(PATH, "what the pages know of where they are"))


def settings(host: str) -> dict[str, Any]:
    """
    Args:
        host: by which the server was asked, as localhost:8090.
    """
    origin = f"http://{host}"
    panel = f"{origin}/ccp-v2/"
    return {
        "region": REGION,
        "ccp": {"url": panel, "login_url": f"{panel}login", "saml_url": None},
        "chat": {"endpoint": origin},
        "identity": {"endpoint": origin, "pool": USER_POOL_ID, "client": CLIENT_ID},
        "phone": {"socket": f"ws://{host}/phone/socket"},
    }


def page_hosts(host: str) -> PageHosts:
    """Return what a page reaches that was asked for by this host.

    Sockets of chats and links to objects lead to the address, whatever name a page was asked by.
    """
    port = host.rpartition(":")[2]
    address = f"{IPV4}:{port}" if port.isdigit() else IPV4
    return PageHosts(
        asked=(f"ws://{host}", f"ws://{address}", f"http://{address}"),
        played=(f"http://{address}",),
        is_secure=False,
    )
