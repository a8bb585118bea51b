"""From signing up to the first answered call, by the API alone, as a newcomer would."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

import aiohttp
import pyotp

from santral.domain.tenant import Tenant
from santral.engine.contact import Contact
from santral.engine.timeline import SECOND
from santral.local.server.serving import Plan, Served, opened
from santral.stores import tenants
from santral.stores.tenant_guard import acting_for

EMAIL: Final = "mary@seaside-bakery.example"
PASSWORD: Final = "a-Long-Passphrase-42"
MOST_REQUESTS: Final = 12
CALLER: Final = "+442071838750"
MONDAY_MORNING: Final = datetime(2026, 11, 30, 10, tzinfo=UTC)


@dataclass
class Newcomer:
    """
    Attributes:
        asked: every request, in order.
    """

    session: aiohttp.ClientSession
    asked: list[str] = field(default_factory=list)
    _keys: count[int] = field(default_factory=count)

    async def ask(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        headers = {"Idempotency-Key": f"newcomer-{next(self._keys)}"} if method == "POST" else {}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        self.asked.append(f"{method} {path}")
        async with self.session.request(method, path, json=body, headers=headers) as answer:
            shown = await answer.json()
            assert answer.status < 300, (method, path, answer.status, shown)
            return shown


async def signed_in(newcomer: Newcomer, centre: Served) -> str:
    """Sign up, confirm, sign in, and set the second factor up; answer the owner's token."""
    await newcomer.ask(
        "POST",
        "/v1/sign-up",
        {
            "email": EMAIL,
            "name": "Mary Baker",
            "business_name": "Seaside Bakery",
            "country": "IT",  # which wants papers: a laptop has them handed in
            "language": "en",
            "template": "shop",
            "accepted": {"terms": "2026-11", "privacy": "2026-11"},
        },
    )
    code = centre.door.outbox.code(EMAIL)
    who = {"email": EMAIL, "password": PASSWORD}
    await newcomer.ask("POST", "/v1/sign-up/confirm", {**who, "code": code})
    session = await newcomer.ask("POST", "/v1/session", who)
    app = await newcomer.ask("POST", "/v1/mfa", token=session["access_token"])
    # The centre is set to another day; the newcomer's telephone is not.
    code = pyotp.TOTP(app["secret"]).now()
    await newcomer.ask("POST", "/v1/mfa/confirm", {"code": code}, session["access_token"])
    again = {"refresh_token": session["refresh_token"]}
    token: str = (await newcomer.ask("POST", "/v1/session/refresh", again))["access_token"]
    return token


async def passes(centre: Served, seconds: float) -> None:
    passed = asyncio.Event()
    timeline = centre.laptop.timeline
    centre.time.act(lambda: timeline.after(int(seconds * SECOND), lambda _: passed.set()))
    await passed.wait()


async def set_up(newcomer: Newcomer, centre: Served, token: str) -> Tenant:
    """Be approved, and wait until it is all made; answer the business."""
    tenant: str = (await newcomer.ask("GET", "/v1/tenant", token=token))["id"]
    approval = f"/v1/operator/tenants/{tenant}/approval"
    approved = await newcomer.ask("POST", approval, {}, centre.door.keys["platform"])
    job = approved["provisioning"]
    while job["state"] != "done":
        # A number takes Amazon Connect some seconds, here as there.
        await passes(centre, 1.5)
        job = await newcomer.ask("GET", f"/v1/jobs/{job['id']}", token=token)
    with acting_for(tenant):
        return tenants.load(tenant)


async def first_call(centre: Served, tenant: Tenant) -> Contact:
    """Let somebody ring the new number, and its one agent answer."""
    laptop, time = centre.laptop, centre.time
    agent = laptop.agent(tenant.agents[0].arn)
    time.act(lambda: laptop.log_in(agent))
    contact = time.act(lambda: laptop.call(CALLER, tenant.numbers[0].e164))
    assert contact is not None
    await passes(centre, 1)
    time.act(lambda: laptop.switchboard.press(contact, "1"))
    while contact.offered_to is None:
        await passes(centre, 0.1)
    assert contact.offered_to is agent
    time.act(lambda: laptop.switchboard.joining.accept(contact, agent))
    while contact.agent is None:
        await passes(centre, 0.1)
    return contact


async def offered_by_the_phone(session: aiohttp.ClientSession, centre: Served) -> list[str]:
    async with session.ws_connect("/phone/socket", origin=centre.address) as socket:
        hello = await socket.receive_json()
    return [each["name"] for each in hello["businesses"]]


async def story() -> tuple[list[str], Contact, list[str]]:
    async with opened(Plan([], port=0, start=MONDAY_MORNING)) as centre:
        async with aiohttp.ClientSession(centre.address) as session:
            newcomer = Newcomer(session)
            token = await signed_in(newcomer, centre)
            tenant = await set_up(newcomer, centre, token)
            offered = await offered_by_the_phone(session, centre)
        return newcomer.asked, await first_call(centre, tenant), offered


def test_a_newcomers_first_call_is_answered_after_at_most_twelve_requests() -> None:
    asked, contact, offered = asyncio.run(story())

    assert contact.agent is not None
    assert offered == ["Seaside Bakery"]
    assert len(asked) <= MOST_REQUESTS
