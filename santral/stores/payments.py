"""Notices of payments that have come, each once."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

from santral.domain.errors import ConflictError
from santral.domain.payment import Payment
from santral.stores.shelves import Shelf, Stored
from santral.stores.tenant_guard import PLATFORM, acting_for

_PAYMENTS: Final = Shelf("payment", Payment, scattered=True)


def receive(payment: Payment) -> Stored[Payment]:
    """Keep a notice, and return it as it came at first.

    Raises:
        ConflictError: a notice of that id said something else.
    """
    with acting_for(PLATFORM):
        with suppress(ConflictError):
            return _PAYMENTS.create(PLATFORM, payment.id, payment)
        there = _PAYMENTS.load(PLATFORM, payment.id)
    if not there.value.is_same(payment):
        raise ConflictError("a notice of this id said something else")
    return there


def carried_out(stored: Stored[Payment]) -> None:
    with acting_for(PLATFORM), suppress(ConflictError):  # the same notice at the same time
        _PAYMENTS.replace(PLATFORM, stored.id, stored.value.carried_out(), replacing=stored.version)
