"""What of an order may still be changed once the customer has said yes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from santral.domain.order import Order, OrderState

# She has agreed to these; who wants others cancels the order and makes another one.
AGREED: Final = ("customer_id", "currency", "lines")


def change_problems(before: Order, after: Order) -> Iterator[tuple[str, str]]:
    """Yield (field, expected) of everything that stands already."""
    if before.state is OrderState.DRAFT:
        return
    for name in AGREED:
        if getattr(before, name) != getattr(after, name):
            yield name, "expected as it is: only a draft may be changed here"
