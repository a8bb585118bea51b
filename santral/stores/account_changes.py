"""Changes of an account that several may want at once: agreed on by its version."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from santral.domain.account import Account
from santral.domain.errors import ConflictError
from santral.stores import accounts

_TRIES: Final = 8


def change_account(tenant: str, what: Callable[[Account], Account]) -> Account:
    """Change an account, and return it as it is then.

    Args:
        what: may be asked more than once; what it raises is raised here.

    Raises:
        NotFoundError: there is no such business.
        ConflictError: others were always quicker.
    """
    for _ in range(_TRIES):
        stored = accounts.load(tenant)
        after = what(stored.value)
        if after == stored.value:
            return after
        with suppress(ConflictError):
            return accounts.change(after, replacing=stored.version).value
    raise ConflictError("the account was changed by others all the time")
