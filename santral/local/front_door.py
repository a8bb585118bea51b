"""What people and programs come in by on a laptop: the user pool, the mails, and the REST API.

The sample businesses are given accounts, as if they had signed up long ago, people who sign in, and
a key each, so that pages and API can be used at once; the operator of the installation has one too.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from random import Random, SystemRandom
from typing import TYPE_CHECKING, Final

from functions import wiring
from functions.api.app import app
from functions.api.authentication import KEY_PREFIX, digest_of
from santral.domain.access import Role
from santral.domain.account import Account, AccountState, Plan
from santral.domain.chat_widget import ChatWidget
from santral.domain.errors import ConflictError
from santral.domain.members import ApiKey
from santral.domain.tenant import Tenant
from santral.local.attached import attach
from santral.local.cognito.opening import COGNITO, open_pool
from santral.local.cognito.wire import Wire as CognitoWire
from santral.local.gateway import Gateway
from santral.local.identifiers import CLIENT_ID, USER_POOL_ID
from santral.local.mail import Outbox, SesWire
from santral.local.opened import write_down
from santral.local.sample_people import SamplePeople
from santral.local.server.cognito_keys import PATH
from santral.local.state.state import text
from santral.stores import accounts, chat_widgets, members
from santral.stores.tenant_guard import PLATFORM, acting_for

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

    from santral.local.laptop import Laptop
    from santral.local.state.state import State

KEYS: Final = "keys"  # under which the state keeps the keys of the samples
_LONG_AGO: Final = datetime(2026, 1, 1, tzinfo=UTC)
_SENDER: Final = "centre@santral.localhost"
_NAMES: Final = ("localhost", "127.0.0.1")


class FrontDoor:
    """
    Attributes:
        keys: of the sample businesses, and of the operator under `platform`; secrets.
        people: of the sample businesses.
    """

    def __init__(
        self,
        laptop: Laptop,
        key: RSAPrivateKey,
        address: str,
        *,
        state: State | None = None,
        random: Random | None = None,
    ) -> None:
        """
        Args:
            laptop: opened.
            key: signs tokens.
            address: of the server, as http://127.0.0.1:8090.
            random: None is the operating system's, as anybody but a test needs.
        """
        here = wiring.collaborators()
        issuer = f"{address}{PATH}"
        laptop.environment |= {
            "SANTRAL_USER_POOL_ID": USER_POOL_ID,
            "SANTRAL_USER_POOL_CLIENT_ID": CLIENT_ID,
            "SANTRAL_TOKEN_ISSUER": issuer,
            "SANTRAL_PAGE_URL": address,
            "SANTRAL_PARTICIPANT_URL": address,
            "SANTRAL_MAIL_FROM": _SENDER,
            # Nobody who tries it out waits a day to see a business end.
            "SANTRAL_DELETION_GRACE_S": "60",
            "SANTRAL_DELETION_SETTLE_S": "60",
        }
        self.outbox = Outbox(here.clock)
        self.pool = open_pool(
            key,
            issuer,
            clock=here.clock,
            random=random or SystemRandom(),
            send=self.outbox.send,
            new_id=here.ids,
            state=state,
        )
        self.cognito = CognitoWire(self.pool)
        laptop.jwks = self.pool.jwks
        attach(laptop.cloud.clients.cognito, "cognito-idp", self.cognito)
        attach(laptop.cloud.clients.ses, "sesv2", SesWire(self.outbox, here.ids))
        self.gateway = Gateway(app, list(app.routes), here.ids)
        self.keys = dict(state.entries(KEYS, _kept_key)) if state is not None else {}
        self._state = state
        self._pages = tuple(address.replace("127.0.0.1", name) for name in _NAMES)
        self._new_key = _key_maker(random)
        self.people = SamplePeople(self.pool, state)
        self._open(laptop.tenants)
        for tenant in laptop.tenants:
            write_down(laptop.instance, tenant)

    def snapshots(self) -> dict[str, Iterable[list[object]]]:
        """Return what the state keeps of it, as it is now."""
        return {COGNITO: [list(each) for each in self.pool.kept()]}

    def _open(self, tenants: Iterable[Tenant]) -> None:
        """Let the samples and the operator in, unless an earlier run has."""
        for tenant in tenants:
            with suppress(ConflictError):  # an account of an earlier run has changed since
                accounts.create(
                    Account(
                        tenant.id,
                        tenant.name,
                        _LONG_AGO,
                        AccountState.LIVE,
                        Plan.PAID,
                        approved_by="sample",
                        country=tenant.region,
                    )
                )
            self._hand_out(tenant.id, Role.OWNER)
            self.people.let_in(tenant)
            _open_chat(tenant, self._pages)
        self._hand_out(PLATFORM, Role.OPERATOR)
        self.people.operator_key = self.keys[PLATFORM]

    def _hand_out(self, tenant: str, role: Role) -> None:
        if tenant in self.keys:
            return
        secret = self.keys[tenant] = KEY_PREFIX + self._new_key()
        key = ApiKey(
            f"sample-{role.value}", tenant, role, "sample", _LONG_AGO, "system", secret[-4:]
        )
        members.add_key(digest_of(secret), key)
        if self._state is not None:
            self._state.append(KEYS, [tenant, secret])


def _open_chat(tenant: Tenant, pages: tuple[str, ...]) -> None:
    """Let chats begin on the pages of this computer, on whichever port they are in this run."""
    with acting_for(tenant.id):
        stored = chat_widgets.of(tenant.id)
        widget = stored.value if stored.version else ChatWidget(enabled=True)
        origins = tuple(dict.fromkeys((*widget.allowed_origins, *pages)))
        if origins != widget.allowed_origins:
            changed = replace(widget, allowed_origins=origins)
            chat_widgets.put(tenant.id, changed, replacing=stored.version)


def _key_maker(random: Random | None) -> Callable[[], str]:
    if random is None:
        return lambda: secrets.token_urlsafe(32)
    return lambda: f"{random.getrandbits(256):064x}"


def _kept_key(payload: object) -> tuple[str, str]:
    """
    Raises:
        ValueError: it is no tenant with a key.
    """
    match payload:
        case [tenant, secret]:
            return text(tenant), text(secret)
    raise ValueError("no key")
