"""Keys of those who run an installation: the first of them cannot be let in by anybody else.

Whoever may write a deployment's tables by AWS's own rights may make one. A key is shown once, ends
by itself, and can be taken back.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from functions.api.authentication import KEY_PREFIX, digest_of
from santral.domain.access import Role
from santral.domain.errors import InputError
from santral.domain.members import ApiKey
from santral.stores import members
from santral.stores.tenant_guard import PLATFORM

_HINT: Final = 4


def let_in(name: str, *, id_: str, secret: str, now: datetime, days: int) -> str:
    """Make a key of an operator, and return it; the deployment keeps only its digest."""
    key = KEY_PREFIX + secret
    ends = now + timedelta(days=days)
    members.add_key(
        digest_of(key),
        ApiKey(id_, PLATFORM, Role.OPERATOR, name, now, "system", key[-_HINT:], ends),
    )
    return key


def send_away(id_: str) -> None:
    """Revoke a key: it writes nothing from now on, and reads nothing five seconds later.

    Raises:
        InputError: there is no such key.
    """
    found = members.keys_of(PLATFORM, id_)
    if not found:
        raise InputError(f"there is no operator's key {id_}")
    for stored in found:
        members.change_key(stored.id, replace(stored.value, revoked=True), replacing=stored.version)
