"""The agents' panel over HTTP: its page, signing in and out, and a socket for each tab.

A page that may frame the panel can do all that the agent can. Hence frame-ancestors; the check of
Origin on everything that changes something; and a ticket, good once, for each socket.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING, Any, Final

from aiohttp import WSCloseCode, web
from cryptography.hazmat.primitives import serialization

from santral.local.connect.ccp.frames import read_frame
from santral.local.connect.ccp.login import COOKIE, LASTS_US, Login, Session, Sessions, may_come_in
from santral.local.connect.ccp.login_page import sign_in_page, signed_in_page
from santral.local.connect.ccp.tickets import Tickets
from santral.local.connect.ccp.worker import Worker, Workers
from santral.local.connect.stopping import end_contacts
from santral.local.identifiers import id_source
from santral.local.server.application import SERVED, Served
from santral.local.server.ccp_line import LARGEST_FRAME, Line
from santral.local.voice.exchange import Exchange, NoExchange, VoiceError

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from santral.engine.routing.agents import Agent
    from santral.local.laptop import Laptop
    from santral.local.server.aws import Acts

EMBED: Final = ("'self'", "http://localhost:*", "http://127.0.0.1:*")
PAGE: Final = Path(__file__).parents[1] / "connect" / "ccp" / "page"
PROTOCOL: Final = "santral-ccp"
_TYPES: Final = {".js": "text/javascript", ".css": "text/css", ".html": "text/html"}
_PATHS: Final = ("/ccp-v2", "/ccp-v2/", "/connect/ccp-v2", "/connect/ccp-v2/")
_LOGOUTS: Final = ("/logout", "/connect/logout", "/ccp-v2/logout")


def add_ccp(
    app: web.Application,
    laptop: Laptop,
    time: Acts,
    key: RSAPrivateKey,
    *,
    exchange: Exchange | None = None,
    embed: Sequence[str] = EMBED,
) -> None:
    """
    Args:
        key: what cookies are signed with follows from it; kept with the state, so that a restart
            signs nobody out.
        exchange: where voices meet.
        embed: whose pages may frame the panel, as in frame-ancestors.
    """
    panel = _Panel(laptop, time, _cookie_key(key), exchange or NoExchange(), tuple(embed))
    router = app.router
    for path in _PATHS:
        router.add_get(path, panel.page)
    router.add_get("/ccp-v2/page/{name}", panel.file)
    router.add_get("/ccp-v2/login", panel.login_page)
    router.add_post("/ccp-v2/login", panel.sign_in)
    router.add_post("/ccp-v2/ticket", panel.ticket)
    router.add_get("/ccp-v2/socket", panel.socket)
    for path in _LOGOUTS:
        # Pages in the wild sign out by fetching it; from another site no cookie comes along, but
        # with a link to it that is followed.
        router.add_get(path, panel.sign_out)
        router.add_post(path, panel.sign_out)
    router.add_get("/{path:.*}request-storage-access", panel.storage_access)
    app.on_shutdown.append(panel.stop)
    app[SERVED].append(Served("/ccp-v2/", "the agents' panel: a ccpUrl of amazon-connect-streams"))


def _cookie_key(key: RSAPrivateKey) -> bytes:
    plain = key.private_bytes(
        serialization.Encoding.DER,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    return hashlib.sha256(b"cookies of the panel\n" + plain).digest()


class _Panel:
    def __init__(
        self, laptop: Laptop, time: Acts, key: bytes, exchange: Exchange, embed: tuple[str, ...]
    ) -> None:
        instance = laptop.instance
        new_id = id_source(SystemRandom())
        self._laptop, self._time, self._exchange, self._embed = laptop, time, exchange, embed
        self._login = Login(instance)
        self._sessions = Sessions(instance.timeline, key, new_id)
        self._tickets = Tickets(instance.timeline, new_id)
        self._workers = Workers(instance, new_id, lambda agent, muted: exchange.mute(agent, muted))
        self._run = new_id()  # by which a page notices that the server has begun anew
        self._lines: dict[Line, Session] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    # --- pages ---

    async def page(self, _: web.Request) -> web.StreamResponse:
        return self._sent("index.html")

    async def storage_access(self, _: web.Request) -> web.StreamResponse:
        return self._sent("storage-access.html")

    async def file(self, request: web.Request) -> web.StreamResponse:
        name = request.match_info["name"]
        if name not in {each.name for each in PAGE.iterdir()}:
            raise web.HTTPNotFound
        return self._sent(name)

    def _sent(self, name: str) -> web.Response:
        path = PAGE / name
        return self._response(path.read_text("utf-8"), _TYPES[path.suffix])

    def _response(self, text: str, type_: str = "text/html", status: int = 200) -> web.Response:
        ancestors = " ".join(self._embed)
        return web.Response(
            text=text,
            content_type=type_,
            charset="utf-8",
            status=status,
            headers={
                "Cache-Control": "no-cache",
                "Content-Security-Policy": (
                    "default-src 'self'; img-src 'self' data:; base-uri 'none'; "
                    "form-action 'self'; object-src 'none'; "
                    f"require-trusted-types-for 'script'; frame-ancestors {ancestors}"
                ),
                # With no-referrer, browsers send a form of this page with the Origin null.
                "Referrer-Policy": "same-origin",
                "X-Content-Type-Options": "nosniff",
            },
        )

    # --- signing in and out ---

    def _session(self, request: web.Request) -> Session | None:
        return self._sessions.read(request.cookies.get(COOKIE, ""))

    def _agent(self, request: web.Request) -> tuple[Session, Agent] | None:
        session = self._session(request)
        agent = None if session is None else self._login.agent(session.user)
        return None if session is None or agent is None else (session, agent)

    async def login_page(self, request: web.Request) -> web.StreamResponse:
        known = self._agent(request)
        if known is None:
            return self._response(sign_in_page(self._login.people()))
        agent = known[1]
        return self._response(signed_in_page(f"{agent.first_name} {agent.last_name}".strip()))

    async def sign_in(self, request: web.Request) -> web.StreamResponse:
        _refuse_foreign(request)
        try:
            form = await request.post()
        except (ValueError, LookupError):  # aiohttp's, of other charsets and broken parts
            return self._refused("The form cannot be read.", 400)
        username, password = str(form.get("username", "")), str(form.get("password", ""))
        if not self._time.act(lambda: self._login.may_try(username)):
            return self._refused("Too many attempts for this name. Try again in a minute.", 429)
        user = self._login.user(username)
        good = await asyncio.to_thread(may_come_in, user, password)
        if user is None or not good:
            return self._refused("This user name and password are not known.", 401)
        value = self._time.act(lambda: self._sessions.begin(user.id))
        answer = web.Response(status=303, headers={"Location": "/ccp-v2/login"})
        answer.set_cookie(
            COOKIE, value, max_age=LASTS_US // 1_000_000, httponly=True, samesite="Lax", path="/"
        )
        return answer

    def _refused(self, error: str, status: int) -> web.Response:
        return self._response(sign_in_page(self._login.people(), error), status=status)

    async def sign_out(self, request: web.Request) -> web.StreamResponse:
        _refuse_link_elsewhere(request)
        known = self._agent(request)
        if known is not None:
            session, agent = known
            self._time.act(lambda: self._sessions.end(session))
            for line in [each for each, of in self._lines.items() if of.id == session.id]:
                await line.close(WSCloseCode.POLICY_VIOLATION)
            if all(each.user != session.user for each in self._lines.values()):
                self._time.act(lambda: self._workers.presence.signed_out(agent))
        answer = web.Response(status=303, headers={"Location": "/ccp-v2/login"})
        answer.del_cookie(COOKIE, path="/", httponly=True, samesite="Lax")
        return answer

    async def ticket(self, request: web.Request) -> web.StreamResponse:
        """Give who is signed in what a socket is opened with, and say whose pages are listened to.

        Source: OWASP ASVS 4.4.3: no token of a session in a socket's address.
        """
        _refuse_foreign(request)
        known = self._agent(request)
        if known is None:
            return web.json_response({"error": "signed_out"}, status=401)
        ticket = self._time.act(lambda: self._tickets.issue(known[0].id))
        return web.json_response(
            {
                "ticket": ticket,
                "protocol": PROTOCOL,
                "embed": list(self._embed),
                "run": self._run,
            },
            headers={"Cache-Control": "no-store"},
        )

    # --- sockets ---

    async def socket(self, request: web.Request) -> web.StreamResponse:
        _refuse_foreign(request)
        known = self._agent(request)
        if known is None or not self._redeems(request, known[0]):
            raise web.HTTPForbidden(text="expected a ticket that was not used before\n")
        session, agent = known
        worker = self._workers.of(agent)
        if not worker.has_room:
            raise web.HTTPTooManyRequests(text="too many tabs of this agent are open\n")
        socket = web.WebSocketResponse(
            protocols=(PROTOCOL,), autoping=False, max_msg_size=LARGEST_FRAME, compress=False
        )
        await socket.prepare(request)
        line = Line(worker.new_port_id(), socket, request)
        self._lines[line] = session
        still = self._still(request.cookies.get(COOKIE, ""))
        writing = asyncio.create_task(line.write(still))
        try:
            self._time.act(lambda: worker.join(line))
            await line.read(self._hears(worker, line), lambda: self._time.act(worker.alive))
        finally:
            del self._lines[line]
            self._time.act(lambda: worker.leave(line))
            if worker.is_idle:
                self._exchange.agent_left(agent)
            writing.cancel()
        return socket

    def _redeems(self, request: web.Request, session: Session) -> bool:
        offered = request.headers.get("Sec-WebSocket-Protocol", "").split(",")
        tickets = [each.strip() for each in offered if each.strip() != PROTOCOL]
        return len(tickets) == 1 and self._time.act(
            lambda: self._tickets.redeem(tickets[0], session.id)
        )

    def _still(self, cookie: str) -> Callable[[], bool]:
        return lambda: self._sessions.read(cookie) is not None

    def _hears(self, worker: Worker, line: Line) -> Callable[[str], bool]:
        def heard(text: str) -> bool:
            if not self._time.act(worker.rate.admits):
                return False
            try:
                event, data = read_frame(text)
            except ValueError:
                return False
            if event == "audio":
                self._begin(self._audio(worker, line, data))
            else:
                self._time.act(lambda: worker.hear(line, event, data))
            return True

        return heard

    def _begin(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _audio(self, worker: Worker, line: Line, data: Any) -> None:
        sdp = data.get("sdp") if isinstance(data, dict) else None
        try:
            if not isinstance(sdp, str):
                raise VoiceError("bad_offer", "expected an offer")
            answer = {"sdp": await self._exchange.agent(worker.seat.agent, sdp)}
        except VoiceError as error:
            answer = {"error": error.code}
        line.send("audio", json.dumps({"event": "audio", "data": answer}))

    async def stop(self, _: web.Application) -> None:
        """Let every agent see her contacts end before the server is gone."""
        self._time.act(lambda: end_contacts(self._laptop.connect))
        self._time.act(self._workers.push_all)
        await asyncio.gather(*[line.finish() for line in self._lines])


def _refuse_link_elsewhere(request: web.Request) -> None:
    """Refuse what a page of another site has a window or a frame go to.

    Source: Fetch Metadata, Sec-Fetch-Site and Sec-Fetch-Mode.

    Raises:
        HTTPForbidden: her calls would be over by a link that she follows.
    """
    headers = request.headers
    is_link = headers.get("Sec-Fetch-Mode") == "navigate"
    if is_link and headers.get("Sec-Fetch-Site") == "cross-site":
        raise web.HTTPForbidden(text="expected a page of this computer's that signs out\n")


def _refuse_foreign(request: web.Request) -> None:
    """Refuse what another page has a browser send; every browser says whose page it is.

    Raises:
        HTTPForbidden: it is none of this server's.
    """
    own = {f"{scheme}://{request.host}" for scheme in ("http", "https")}
    if request.headers.get("Origin") not in own:
        raise web.HTTPForbidden(text="expected the Origin of this server's own pages\n")
