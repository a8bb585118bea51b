"""One request on its way through an endpoint: who asks, when, and what may be done in its name."""

from __future__ import annotations

import base64
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from uuid import UUID, uuid5

from functions.api.problems import ProblemError
from functions.api.reading import Asked
from functions.wiring import Collaborators
from santral.domain.access import Kind, Principal, Role
from santral.domain.errors import ForbiddenError, UnauthenticatedError

_SPACE = UUID("6f6b1a52-9d57-4a0e-8f3c-2f7c5b0f9a11")
ANY = "*"


@dataclass(frozen=True, slots=True)
class Call:
    """
    Attributes:
        now: when the work was begun; of a repeated request, when it was begun at first.
        key: the Idempotency-Key; "" is none.
        if_match: the version that a change was made from, without quotes; "*" is any.
        address: from which network address; personal data.
        notes: what the audit log says of it: ids, states and names of fields.
        asked: the request as it was sent, with what proves who asks.
    """

    operation: str
    here: Collaborators
    now: datetime
    request_id: str
    principal: Principal | None = None
    key: str = ""
    if_match: str = ""
    address: str = ""
    notes: dict[str, str] = field(default_factory=dict)
    asked: Asked | None = field(default=None, repr=False)
    _made: count[int] = field(default_factory=count)

    @property
    def tenant(self) -> str:
        return self.asker.tenant

    @property
    def asker(self) -> Principal:
        """
        Raises:
            UnauthenticatedError: the endpoint is for everybody, and nobody said who they are.
        """
        if self.principal is None:
            raise UnauthenticatedError("nobody has signed in")
        return self.principal

    @property
    def token(self) -> str:
        """Return the asker's access token, which the user pool asks for as well.

        Raises:
            ForbiddenError: a program asks, with a key.
        """
        if self.asker.kind is Kind.KEY or self.asked is None:
            raise ForbiddenError("a key is nobody who signs in")
        return self.asked.header("authorization").partition(" ")[2]

    def has_role(self, *roles: Role) -> bool:
        return self.asker.role in roles

    def new_id(self) -> str:
        """Make an id; the same request again makes the same ones in the same order."""
        number = next(self._made)
        if not self.key or self.principal is None:
            return self.here.ids()
        name = "/".join(
            (self.tenant, self.principal.subject, self.operation, self.key, str(number))
        )
        return str(uuid5(_SPACE, name))

    def dated_id(self) -> str:
        """Make an id that begins with the time, so that lists are in that order."""
        return f"{self.now:%Y%m%dT%H%M%S%f}-{self.new_id()[:13]}"

    def new_secret(self) -> str:
        """Draw 256 bits, as text for a URL; the same request again draws others."""
        octets = self.here.random.randbytes(32)
        return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()

    def expect(self, etag: str) -> None:
        """Refuse a change that was made from another version than the present one.

        Args:
            etag: the present one, without quotes.

        Raises:
            ProblemError: 412.
        """
        if self.if_match not in (ANY, etag):
            raise ProblemError("changed", headers={"ETag": f'"{etag}"'})
