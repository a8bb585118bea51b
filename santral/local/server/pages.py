"""The built pages: their files, and index.html for every path that only a page knows.

The headers say what a deployment's say (infra/stacks/edge.py).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from aiohttp import web

from santral.domain.page_policy import content_security_policy, permissions_policy
from santral.local.server.application import SERVED, Handler, Served
from santral.local.server.page_settings import page_hosts

BUILT: Final = Path(__file__).resolve().parents[3] / "web" / "dist"
_INDEX: Final = "index.html"
# Their names change with their content.
_FOR_EVER: Final = "assets"
_NOT_BUILT: Final = """<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>Santral</title></head>
<body>
<main>
<h1>The pages are not built</h1>
<p>Stop the server and run <code>make pages</code>, which needs Node.js 20.19 or newer and says what
to install where it is missing. Everything else works: <a href="/v1">the REST API</a>,
<a href="/mail">the mails</a>, <a href="/ccp-v2/">the softphone</a>.</p>
</main>
</body>
</html>
"""


def add_pages(app: web.Application, built: Path = BUILT) -> None:
    """Serve what `make pages` has built; before every part that answers for paths it has not."""

    @web.middleware
    async def answer_pages(request: web.Request, handler: Handler) -> web.StreamResponse:
        if request.method not in {"GET", "HEAD"} or _is_signed(request):
            return await handler(request)
        file = _file(built, request.path)
        if file is not None:
            return _sent(request, file, for_ever=file.parent == built / _FOR_EVER)
        if not _is_for_a_page(request):
            return await handler(request)
        index = built / _INDEX
        if index.is_file():
            return _sent(request, index, for_ever=False)
        return web.Response(text=_NOT_BUILT, content_type="text/html", headers=_headers(request))

    app.middlewares.append(answer_pages)
    app[SERVED].append(Served("/", "the pages, for a browser; this list for others"))


def _is_signed(request: web.Request) -> bool:
    return request.headers.get("Authorization", "").startswith("AWS4-")


def _is_for_a_page(request: web.Request) -> bool:
    """Whether a browser asks for what no part of the server knows, or for the start."""
    unknown = isinstance(request.match_info.http_exception, web.HTTPNotFound)
    wants = "text/html" in request.headers.get("Accept", "")
    return wants and (unknown or request.path == "/")


def _file(built: Path, path: str) -> Path | None:
    if path in {"/", f"/{_INDEX}"} or "\0" in path:
        return None
    try:
        file = (built / path.lstrip("/")).resolve()
        return file if file.is_relative_to(built) and file.is_file() else None
    except OSError:  # a name that no file can have
        return None


def _sent(request: web.Request, file: Path, *, for_ever: bool) -> web.FileResponse:
    kept = "public, max-age=31536000, immutable" if for_ever else "no-cache"
    return web.FileResponse(file, headers={"Cache-Control": kept, **_headers(request)})


def _headers(request: web.Request) -> dict[str, str]:
    return {
        "Content-Security-Policy": content_security_policy(page_hosts(request.host)),
        "Permissions-Policy": permissions_policy(),
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }
