"""A centre that runs as a user starts it, and the people of its sample businesses."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import BrowserContext, Page

from tests.functional.server.running import Server, running

KEPT = "santral.refresh_token"  # as web/src/session/session.ts names it


@dataclass(slots=True)
class WebCentre:
    """
    Attributes:
        address: by the name that pages and cookies go by, http://localhost:8090.
    """

    server: Server
    address: str
    _keys: Iterator[int] = field(default_factory=count)

    def people(self) -> list[dict[str, str]]:
        people: list[dict[str, str]] = self.ask("GET", "/people")
        return people

    def person(self, email: str) -> dict[str, str]:
        return next(each for each in self.people() if each["email"] == email)

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        token: str | None = None,
        if_match: str | None = None,
    ) -> Any:
        """Ask as a program does; answers what the JSON says."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": f"k-{next(self._keys)}"}
        if if_match is not None:
            headers["If-Match"] = if_match
        if token is not None:
            headers["Authorization"] = f"Bearer {token}"
        content = None if body is None else json.dumps(body).encode()
        request = Request(f"{self.address}{path}", content, headers, method=method)  # noqa: S310
        with urlopen(request) as answer:  # noqa: S310
            text = answer.read()
        return json.loads(text) if text else None

    def session(self, email: str) -> dict[str, Any]:
        """Sign somebody in by the API, with the second factor where one is asked for."""
        person = self.person(email)
        body = {"email": email, "password": person["password"]}
        view: dict[str, Any] = self.ask("POST", "/v1/session", body)
        if view.get("challenge"):
            answer = {"session": view["session"], "code": self.person(email)["code"]}
            view = self.ask("POST", "/v1/session/challenge", answer)
        return view

    def sign_in(self, context: BrowserContext, email: str) -> None:
        """Let every page of a browser open as this person, without the form."""
        refresh = self.session(email)["refresh_token"]
        # Once: whoever signs out there stays signed out.
        context.add_init_script(
            f"""if (location.protocol === 'http:' && localStorage.getItem('entered') === null) {{
              localStorage.setItem('entered', 'yes');
              localStorage.setItem({json.dumps(KEPT)}, {json.dumps(refresh)});
            }}"""
        )

    def open_as_operator(self, page: Page, path: str) -> None:
        """Open a page by way of the sign-in: a key is kept by its tab alone."""
        page.goto(f"{self.address}/sign-in?to={path}")
        page.get_by_role("button", name="Operator").click()
        page.wait_for_url(f"**{path}")

    def sign_in_to_panel(self, context: BrowserContext, username: str) -> None:
        """Sign an agent of a sample in to Amazon Connect's panel, for all pages of a browser."""
        answer = context.request.post(
            f"{self.address}/ccp-v2/login",
            form={"username": username, "password": ""},
            headers={"Origin": self.address},
        )
        assert answer.ok


@contextmanager
def open_centre(*arguments: str) -> Iterator[WebCentre]:
    with running(*arguments) as server:
        yield WebCentre(server, server.address.replace("127.0.0.1", "localhost"))
