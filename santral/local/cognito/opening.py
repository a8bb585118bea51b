"""The laptop's user pool: taken back as an earlier run has left it, with add_claims behind it."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

from functions.dry_run.handlers import Context, handler_of
from santral.local.cognito.kept_entries import kept_entry
from santral.local.cognito.pool import Send, UserPool
from santral.local.cognito.trigger import Trigger

if TYPE_CHECKING:
    from santral.local.state.state import State

COGNITO: Final = "cognito"  # under which the state keeps the pool
_FUNCTION: Final = "add_claims"


def open_pool(
    key: RSAPrivateKey,
    issuer: str,
    *,
    clock: Callable[[], datetime],
    random: Random,
    send: Send,
    new_id: Callable[[], str],
    state: State | None = None,
) -> UserPool:
    """
    Args:
        random: a SystemRandom where anybody but a test signs in.
        new_id: for the function's requests.

    Raises:
        InputError: an entry of the state is damaged.
    """
    trigger = _add_claims(new_id)
    pool = UserPool(key, issuer, clock=clock, random=random, send=send, trigger=trigger)
    if state is not None:
        pool.restore(state.entries(COGNITO, kept_entry))
        pool.keep_from_now_on(lambda *entry: state.append(COGNITO, list(entry)))
    return pool


def _add_claims(new_id: Callable[[], str]) -> Trigger:
    def trigger(event: dict[str, Any]) -> Any:
        context = Context(_FUNCTION, new_id(), _FUNCTION)
        # Through JSON both ways, as it would go to Lambda.
        answer = handler_of(_FUNCTION)(json.loads(json.dumps(event)), context)
        return json.loads(json.dumps(answer))

    return trigger
