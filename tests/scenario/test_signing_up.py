"""A business signs up and takes its first call, on virtual time and by the API alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from random import Random
from typing import Any

import pyotp
import pytest

from functions.wiring import collaborators
from santral.domain.tenant import Tenant
from santral.engine.contact import Contact
from santral.engine.timeline import SECOND
from santral.local.front_door import FrontDoor
from santral.local.laptop import Laptop
from santral.local.testing.api import ApiClient
from santral.stores import tenants
from santral.stores.tenant_guard import acting_for
from tests.fakes.user_pool import pool_key

MONDAY_MORNING = datetime(2026, 11, 30, 10, tzinfo=UTC)
EMAIL = "mary@seaside-bakery.example"
WHO = {"email": EMAIL, "password": "a-Long-Passphrase-42"}
SIGN_UP = {
    "email": EMAIL,
    "name": "Mary Baker",
    "business_name": "Seaside Bakery",
    "country": "GB",
    "language": "en",
    "template": "shop",
    "accepted": {"terms": "2026-11", "privacy": "2026-11"},
}


@dataclass
class Newcomer:
    """
    Attributes:
        asked: every request, in order.
    """

    laptop: Laptop
    door: FrontDoor
    asked: list[str] = field(default_factory=list)

    def ask(self, method: str, path: str, body: Any = None, token: str = "") -> Any:
        self.asked.append(f"{method} {path}")
        client = ApiClient(self.door.gateway, token)
        reply = client.get(path) if method == "GET" else client.post(path, body)
        assert reply.status < 300, reply.body
        return reply.json()

    def wait(self, seconds: float) -> None:
        timeline = self.laptop.timeline
        timeline.advance_to(timeline.now_us + int(seconds * SECOND))

    def signed_in(self) -> str:
        self.ask("POST", "/v1/sign-up", SIGN_UP)
        self.ask("POST", "/v1/sign-up/confirm", {**WHO, "code": self.door.outbox.code(EMAIL)})
        session = self.ask("POST", "/v1/session", WHO)
        app = self.ask("POST", "/v1/mfa", token=session["access_token"])
        code = pyotp.TOTP(app["secret"]).at(collaborators().clock())
        self.ask("POST", "/v1/mfa/confirm", {"code": code}, session["access_token"])
        again = {"refresh_token": session["refresh_token"]}
        token: str = self.ask("POST", "/v1/session/refresh", again)["access_token"]
        return token

    def set_up(self, token: str) -> Tenant:
        tenant = self.ask("GET", "/v1/tenant", token=token)["id"]
        approval = f"/v1/operator/tenants/{tenant}/approval"
        job = self.ask("POST", approval, {}, self.door.keys["platform"])["provisioning"]
        while job["state"] != "done":
            self.wait(30)
            job = self.ask("GET", f"/v1/jobs/{job['id']}", token=token)
        with acting_for(tenant):
            return tenants.load(tenant)

    def rung(self, tenant: Tenant) -> Contact:
        """Ring the new number, choose the first line of its menu, and let the one agent answer."""
        agent = self.laptop.agent(tenant.agents[0].arn)
        self.laptop.log_in(agent)
        contact = self.laptop.call("+442071838750", tenant.numbers[0].e164)
        assert contact is not None
        self.wait(2)
        self.laptop.switchboard.press(contact, "1")
        for _ in range(60):
            self.wait(1)
            if contact.offered_to is agent:
                self.laptop.switchboard.joining.accept(contact, agent)
        return contact


@pytest.fixture
def newcomer() -> Iterator[Newcomer]:
    with Laptop([], start=MONDAY_MORNING) as laptop:
        yield Newcomer(laptop, FrontDoor(laptop, pool_key(), "http://test", random=Random(1)))


def test_from_signing_up_to_the_first_answered_call_it_is_ten_requests(newcomer: Newcomer) -> None:
    tenant = newcomer.set_up(newcomer.signed_in())

    contact = newcomer.rung(tenant)

    assert contact.agent is not None
    assert len(newcomer.asked) <= 10
