"""The page on which an agent signs in; the library opens it in a window of its own.

Names are others' texts: all of it is escaped, and the page has no script but one of ours.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Final

from santral.local.connect.ccp.login import Person

_PAGE: Final = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title} - Santral</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/ccp-v2/page/ccp.css">
{script}
</head>
<body class="login">
<main>
<h1>{title}</h1>
{content}
</main>
</body>
</html>
"""
_FORM: Final = """{error}<form method="post" action="/ccp-v2/login">
<label for="username">User name</label>
<input id="username" name="username" list="people" autocomplete="username" required autofocus>
<datalist id="people">{options}</datalist>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password">
<button>Sign in</button>
</form>
{without}"""
_WITHOUT: Final = """<section>
<h2>Agents of the sample businesses</h2>
<p>On this computer they have no password: choose one, and leave the password empty.</p>
<form method="post" action="/ccp-v2/login" class="people">{buttons}</form>
</section>"""
_SIGNED_IN: Final = """<p>You are signed in as <strong>{name}</strong>.
This window can be closed.</p>
<p><a href="/ccp-v2/">Open the panel</a></p>
<form method="post" action="/ccp-v2/logout"><button>Sign out</button></form>"""


def sign_in_page(people: Sequence[Person], error: str = "") -> str:
    """
    Args:
        people: who needs no password.
        error: what was wrong with the last attempt.
    """
    content = _FORM.format(
        error=f'<p role="alert" class="error">{escape(error)}</p>' if error else "",
        options="".join(f'<option value="{escape(each.username)}">' for each in people),
        without=_WITHOUT.format(buttons="".join(map(_button, people))) if people else "",
    )
    return _PAGE.format(title="Sign in", script="", content=content)


def signed_in_page(name: str) -> str:
    """The page that a window shows until it has closed itself."""
    script = '<script type="module" src="/ccp-v2/page/signed-in.js"></script>'
    content = _SIGNED_IN.format(name=escape(name))
    return _PAGE.format(title="Signed in", script=script, content=content)


def _button(person: Person) -> str:
    return (
        f'<button name="username" value="{escape(person.username)}">'
        f"{escape(person.name)} <small>{escape(person.username)}</small></button>"
    )
