"""Deletions under way, and the certificates of those that are done: both the platform's, since they
outlive the business.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from santral.domain.certificate import Certificate
from santral.domain.deletion import Deletion, Stage
from santral.domain.errors import ConflictError
from santral.stores.shelves import Page, Shelf, Stored
from santral.stores.tenant_guard import PLATFORM, acting_for

FUNCTION: Final = "delete_tenant"

_DELETIONS: Final = Shelf("deletion", Deletion)
_CERTIFICATES: Final = Shelf("certificate", Certificate)


def find(tenant: str) -> Stored[Deletion] | None:
    with acting_for(PLATFORM):
        return _DELETIONS.find(PLATFORM, tenant)


def begin(deletion: Deletion) -> Deletion:
    """Note that a business is to be deleted; where that is noted already, return how far it is.

    The note of a deletion that was taken back makes room.

    Raises:
        ConflictError: another one is at work.
    """
    with acting_for(PLATFORM):
        try:
            return _DELETIONS.create(PLATFORM, deletion.tenant, deletion).value
        except ConflictError:
            there = _DELETIONS.load(PLATFORM, deletion.tenant)
        if there.value.job == deletion.job:
            return there.value
        if there.value.stage not in (Stage.EXPORT, Stage.CANCELLED):
            raise ConflictError("the business is being deleted already")
        return _DELETIONS.replace(
            PLATFORM, deletion.tenant, deletion, replacing=there.version
        ).value


def change(deletion: Deletion, *, replacing: int) -> Stored[Deletion]:
    """
    Raises:
        ConflictError: somebody else is at it, or it was taken back.
    """
    with acting_for(PLATFORM):
        return _DELETIONS.replace(PLATFORM, deletion.tenant, deletion, replacing=replacing)


def forget(stored: Stored[Deletion]) -> None:
    """
    Raises:
        ConflictError: it has changed since it was read.
    """
    with acting_for(PLATFORM):
        _DELETIONS.delete(PLATFORM, stored.id, replacing=stored.version)


def every() -> Iterator[Stored[Deletion]]:
    """Yield them by tenant, those of businesses that are gone for years as well."""
    with acting_for(PLATFORM):
        yield from list(_DELETIONS.all(PLATFORM))


def certify(certificate: Certificate) -> Certificate:
    """Write a certificate; where there is one of that id already, return that."""
    with acting_for(PLATFORM):
        try:
            return _CERTIFICATES.create(PLATFORM, certificate.id, certificate).value
        except ConflictError:
            return _CERTIFICATES.load(PLATFORM, certificate.id).value


def load_certificate(id_: str) -> Certificate:
    """
    Raises:
        NotFoundError: there is none.
    """
    with acting_for(PLATFORM):
        return _CERTIFICATES.load(PLATFORM, id_).value


def certificates(*, limit: int, after: str | None = None) -> Page[Certificate]:
    """Return a page, the newest first."""
    with acting_for(PLATFORM):
        return _CERTIFICATES.page(PLATFORM, limit=limit, after=after, newest_first=True)
