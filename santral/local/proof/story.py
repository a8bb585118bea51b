"""One business, from signing up to its first call, through what was deployed and nothing else.

Requests go to the deployed API, flows invoke the deployed functions, and every check reads what the
deployment itself has kept. Where something is not as it should be the story ends with what it was.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final, TypeVar

import pyotp

from santral.domain.provisioning import agent_username
from santral.local.proof.connect_side import ConnectSide
from santral.local.proof.deployment import Answer, Deployment
from santral.local.proof.failure import ProofError

T = TypeVar("T")

EMAIL: Final = "mary@seaside-bakery.example"
CALLER: Final = "+442071838750"
PASSWORD: Final = "a-Long-Passphrase-42"  # noqa: S105  # of nobody
_WRONG_CODE: Final = "000000"
_WEEK: Final = {day: ["00:00-24:00"] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
_LONGEST_S: Final = 90.0
_GLANCE_S: Final = 0.5
_TALK_S: Final = 30
_LONGEST_RING_S: Final = 60
_SOON_S: Final = 5


@dataclass
class Owner:
    """Who signs up.

    Attributes:
        tenant: the id of her business.
        token: her access token.
    """

    deployment: Deployment
    terms: str
    privacy: str
    tenant: str = ""
    token: str = field(default="", repr=False)

    # --- signing up and in ---

    def sign_up(self) -> None:
        """Sign up, and find a wrong code refused."""
        self._must("POST", "/v1/sign-up", self._wish())
        code = self._mailed_code()
        wrong = _WRONG_CODE if code != _WRONG_CODE else "111111"
        who = {"email": EMAIL, "password": PASSWORD}
        refused = self.deployment.ask("POST", "/v1/sign-up/confirm", {**who, "code": wrong})
        expect(refused.status == 422, "a wrong code is refused", refused)
        confirmed = self._must("POST", "/v1/sign-up/confirm", {**who, "code": code})
        self.tenant = confirmed["tenant"]

    def sign_in(self) -> None:
        """Sign in by SRP, as a page would, and set up the second factor that owners need."""
        tokens = _by_srp(self.deployment)
        app = self._must("POST", "/v1/mfa", token=tokens["AccessToken"])
        totp = pyotp.TOTP(app["secret"])
        _wait_for_room(totp)
        proven = {"code": totp.at(datetime.now(UTC))}
        self._must("POST", "/v1/mfa/confirm", proven, token=tokens["AccessToken"])
        again = {"refresh_token": tokens["RefreshToken"]}
        self.token = self._must("POST", "/v1/session/refresh", again)["access_token"]

    def forget_password(self) -> None:
        """Ask for a code of Cognito's own, and find a wrong one refused."""
        self._must("POST", "/v1/password/forgot", {"email": EMAIL})
        wrong = {"email": EMAIL, "code": "111111", "password": "another-Long-Passphrase-43"}
        refused = self.deployment.ask("POST", "/v1/password/reset", wrong)
        expect(refused.status == 422, "a wrong code for a new password is refused", refused)

    def be_set_up(self, operator: str) -> None:
        """Be approved, and wait until the state machine has made queues, agent and number."""
        approval = f"/v1/operator/tenants/{self.tenant}/approval"
        job = self._must("POST", approval, {}, token=operator)["provisioning"]
        place = f"/v1/jobs/{job['id']}"

        def ended() -> Any:
            seen = self.ask("GET", place)
            return seen if seen["state"] in ("done", "failed") else None

        seen = wait_for(ended, "the business is set up")
        expect(seen["state"] == "done", "the business is set up", seen)

    def open_always(self) -> None:
        """Keep no hours, so that the story is the same at night."""
        for each in self.ask("GET", "/v1/hours")["items"]:
            self._change(f"/v1/hours/{each['name']}", {"week": _WEEK, "overrides": []})
        self._change("/v1/holidays", {"holidays": []})

    def _change(self, path: str, body: Any) -> None:
        self._must("PUT", path, body, token=self.token)

    # --- asking ---

    def ask(self, method: str, path: str, body: Any = None) -> Any:
        return self._must(method, path, body, token=self.token)

    def _must(self, method: str, path: str, body: Any = None, *, token: str = "") -> Any:
        answer = self.deployment.ask(method, path, body, token=token)
        expect(answer.status < 300, f"{method} {path} is answered", answer)
        return answer.body

    def _wish(self) -> dict[str, Any]:
        return {
            "email": EMAIL,
            "name": "Mary Baker",
            "business_name": "Seaside Bakery",
            "country": "GB",
            "language": "en",
            "template": "shop",
            "accepted": {"terms": self.terms, "privacy": self.privacy},
        }

    def _mailed_code(self) -> str:
        def found() -> str | None:
            for text in reversed(self.deployment.mails(EMAIL)):
                code = re.search(r"\b\d{6}\b", text)
                if code is not None:
                    return code[0]
            return None

        return wait_for(found, "a code comes by mail")


@dataclass(frozen=True, slots=True)
class Talk:
    """A call that an agent has answered.

    Attributes:
        contact: its id.
        heard: every sentence that the caller heard.
    """

    contact: str
    heard: tuple[str, ...]


def ring(owner: Owner, side: ConnectSide) -> Talk:
    """Ring the number, choose the first line of the menu; the agent answers, and they talk.

    Raises:
        ProofError: they do not.
    """
    number = owner.ask("GET", "/v1/numbers")["items"][0]["e164"]
    agent = owner.ask("GET", "/v1/agents")["items"][0]["username"]
    with side.lock:
        centre = side.account.centre()
        desk = centre.agent(agent_username(owner.tenant, agent)).becomes("Available")
        before = len(desk.offers)
        call = centre.call(CALLER, number)
        centre.wait(seconds=3)
        call.press("1")
        for _ in range(_LONGEST_RING_S):
            centre.wait(seconds=1)
            if len(desk.offers) > before:
                break
        expect(len(desk.offers) > before, "the call rings at the agent", call.heard)
        desk.accepts()
        centre.wait(seconds=_TALK_S)
        expect(call.talks_to is not None, "the caller talks to the agent", call.heard)
        talk = Talk(call.contact.id, tuple(call.heard))
        call.hang_up()
        centre.wait(seconds=_SOON_S)
        desk.clear()
        centre.wait(seconds=_SOON_S)
    return talk


def find_in_the_books(owner: Owner, talk: Talk) -> None:
    """Find the record in the table and the recording in its index, by the API.

    Raises:
        ProofError: one of them does not come.
    """
    contacts = f"/v1/contacts/{talk.contact}"

    def record() -> Any:
        answer = owner.deployment.ask("GET", contacts, token=owner.token)
        return answer.body if answer.status == 200 else None

    wait_for(record, "the contact's record is in the table")
    wait_for(
        lambda: owner.ask("GET", f"{contacts}/recordings")["items"], "the recording is indexed"
    )


def _by_srp(deployment: Deployment) -> dict[str, str]:
    from pycognito.aws_srp import AWSSRP  # type: ignore[import-untyped]

    client = deployment.endpoint.client("cognito-idp")
    pool = deployment.output("identity", "UserPoolId")
    app = deployment.output("identity", "UserPoolClientId")
    signed_in = AWSSRP(EMAIL, PASSWORD, pool, app, client=client).authenticate_user()
    tokens: dict[str, str] = signed_in["AuthenticationResult"]
    return tokens


def _wait_for_room(totp: pyotp.TOTP) -> None:
    """Let a code that is about to end run out."""
    left_s = totp.interval - time.time() % totp.interval
    if left_s < 3:
        time.sleep(left_s)


def wait_for(look: Callable[[], T | None], what: str, *, longest_s: float = _LONGEST_S) -> T:
    """Look again and again until something is there.

    Raises:
        ProofError: it does not come.
    """
    until = time.monotonic() + longest_s
    while time.monotonic() < until:
        found = look()
        if found:
            return found
        time.sleep(_GLANCE_S)
    raise ProofError(f"expected that {what}; nothing came in {longest_s:.0f} s")


def expect(holds: bool, what: str, seen: Any) -> None:  # noqa: FBT001  # as `assert` takes it
    """
    Raises:
        ProofError: it does not hold.
    """
    if not holds:
        shown = f"{seen.status} {seen.body}" if isinstance(seen, Answer) else seen
        raise ProofError(f"expected that {what}; saw {shown}")
