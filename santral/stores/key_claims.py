"""Which requests for a key have made one: a key is shown once, and its request is kept nowhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from santral.stores.shelves import Shelf
from santral.stores.tables import WorkItem


@dataclass(frozen=True, slots=True)
class _Claim:
    by: str


_CLAIMS: Final = Shelf("key-claim", _Claim, WorkItem, scattered=True)


def claim(tenant: str, request: str, *, by: str, until: datetime) -> None:
    """
    Args:
        request: the same whenever it is sent again.
        by: unique for this sending of the request.

    Raises:
        ConflictError: the request was sent before.
    """
    _CLAIMS.create(tenant, request, _Claim(by), expires=until)
