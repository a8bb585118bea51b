"""The page of mails: what would be in people's inboxes, the newest first.

Subjects, texts and addresses are of others: all of it is escaped, and the page may run no script
and load nothing.
"""

from __future__ import annotations

import re
from html import escape
from typing import Final

from aiohttp import web

from santral.local.mail import Letter, Outbox
from santral.local.server.application import SERVED, Served

PATH: Final = "/mail"
_HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_LINK: Final = re.compile(r"https?://[^\s<>\"']+")
_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mail - Santral</title>
<style>
body {{ font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 45rem; padding: 1rem; }}
article {{ border-top: 1px solid; padding: 0.5rem 0; }}
pre {{ font: inherit; white-space: pre-wrap; overflow-wrap: anywhere; }}
strong.code {{ font-size: 1.5rem; letter-spacing: 0.1em; }}
@media (prefers-color-scheme: dark) {{
  body {{ background: #111; color: #eee; }}
  a {{ color: #8cf; }}
}}
</style>
</head>
<body>
<main>
<h1>Mail</h1>
<p>Nothing leaves this computer: what would be sent is shown here. {count}</p>
{letters}
</main>
</body>
</html>
"""


def add_mail(app: web.Application, outbox: Outbox) -> None:
    async def page(_: web.Request) -> web.Response:
        return web.Response(text=as_page(outbox), content_type="text/html", headers=_HEADERS)

    async def document(_: web.Request) -> web.Response:
        letters = [_as_json(each) for each in outbox.letters()]
        return web.json_response({"letters": letters}, headers=_HEADERS)

    app.router.add_get(PATH, page)
    app.router.add_get(f"{PATH}.json", document)
    app[SERVED].append(Served(PATH, "the mails that would be sent; /mail.json for programs"))


def as_page(outbox: Outbox) -> str:
    letters = outbox.letters()
    count = f"{len(letters)} so far." if letters else "None so far."
    return _PAGE.format(count=count, letters="\n".join(map(_article, letters)))


def _as_json(letter: Letter) -> dict[str, str | None]:
    return {
        "at": letter.at.isoformat(timespec="seconds"),
        "to": letter.to,
        "subject": letter.subject,
        "text": letter.text,
        "code": letter.code,
    }


def _article(letter: Letter) -> str:
    at = letter.at.isoformat(timespec="seconds")
    code = (
        "" if letter.code is None else f'<p>Code: <strong class="code">{letter.code}</strong></p>'
    )
    return (
        f"<article><h2>{escape(letter.subject)}</h2>"
        f'<p>To {escape(letter.to)}, <time datetime="{at}">{at}</time></p>'
        f"{code}<pre>{_with_links(letter.text)}</pre></article>"
    )


def _with_links(text: str) -> str:
    """Escape a text and make links of the addresses in it."""
    pieces, end = [], 0
    for found in _LINK.finditer(text):
        link = escape(found[0])
        pieces += [escape(text[end : found.start()]), f'<a href="{link}">{link}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])])
