"""A customer of a business, as the call path needs her."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Customer:
    """Who calls.

    Attributes:
        numbers: E.164, the main one first.
        tier: one of the tenant's tiers; "" is none of them.
        language: one of the tenant's language codes, None when she never said.
        greet_as: what she is called when greeted; "" takes the first word of the name.
        account_manager: the username of an agent, who takes her calls when she is a VIP.
        queue: where her calls go without a menu.
    """

    id: str
    name: str
    numbers: tuple[str, ...] = ()
    tier: str = ""
    language: str | None = None
    greet_as: str = ""
    account_manager: str | None = None
    queue: str | None = None
    notes: str = ""

    @property
    def spoken_name(self) -> str:
        return self.greet_as or next(iter(self.name.split()), "")
