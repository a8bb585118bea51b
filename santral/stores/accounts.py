"""Accounts of businesses, and the platform's list of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from santral.domain.account import Account
from santral.stores.shelves import Page, Shelf, Stored
from santral.stores.tenant_guard import PLATFORM, acting_for

_ACCOUNTS: Final = Shelf("account", Account)
_THE_ONE: Final = "account"


@dataclass(frozen=True, slots=True)
class Listed:
    """A line of the platform's list; the account itself says how it stands."""

    created_at: datetime


_LIST: Final = Shelf("tenant", Listed)


def find(tenant: str) -> Stored[Account] | None:
    with acting_for(tenant):
        return _ACCOUNTS.find(tenant, _THE_ONE)


def load(tenant: str) -> Stored[Account]:
    """
    Raises:
        NotFoundError: there is no such business.
    """
    with acting_for(tenant):
        return _ACCOUNTS.load(tenant, _THE_ONE)


def create(account: Account) -> Stored[Account]:
    """
    Raises:
        ConflictError: the id is taken by another business.
    """
    with acting_for(PLATFORM):
        if _LIST.find(PLATFORM, account.tenant) is None:
            _LIST.create(PLATFORM, account.tenant, Listed(account.created_at))
    with acting_for(account.tenant):
        return _ACCOUNTS.create(account.tenant, _THE_ONE, account)


def change(account: Account, *, replacing: int) -> Stored[Account]:
    """
    Raises:
        ConflictError: changed by somebody else since.
    """
    with acting_for(account.tenant):
        return _ACCOUNTS.replace(account.tenant, _THE_ONE, account, replacing=replacing)


def forget(tenant: str) -> None:
    """Take a business off the list, and its account away; nothing else of it is touched."""
    with acting_for(tenant):
        _ACCOUNTS.delete(tenant, _THE_ONE)
    with acting_for(PLATFORM):
        _LIST.delete(PLATFORM, tenant)


def listed(*, limit: int, after: str | None = None) -> Page[Listed]:
    """Return a page of the platform's list, by tenant id."""
    with acting_for(PLATFORM):
        return _LIST.page(PLATFORM, limit=limit, after=after)
