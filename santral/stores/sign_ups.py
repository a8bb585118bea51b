"""Sign-ups that wait for their code, and what becomes of them: a business.

They are the platform's: no business exists yet. One that is over is not shown, and is deleted by
the function tidy; the table's own expiry, which leaves time for that, is a second broom.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

from santral.domain.access import Role
from santral.domain.account import Account, AccountState, Agreement
from santral.domain.audit import AuditEntry
from santral.domain.errors import ConflictError
from santral.domain.members import Member
from santral.domain.sign_up import SignUp, code_digest
from santral.domain.templates.profiles import OWNER, tenant_from_template
from santral.domain.tenant import Tenant
from santral.stores import accounts, audit, members, tenants
from santral.stores.shelves import Shelf, Stored
from santral.stores.tables import WorkItem
from santral.stores.tenant_guard import PLATFORM, acting_for

_SIGN_UPS: Final = Shelf("sign-up", SignUp, WorkItem)
_KEPT: Final = timedelta(days=7)
_TRIES: Final = 8


def find(email: str, now: datetime) -> SignUp | None:
    """Return the sign-up of an address, unless it is over."""
    with acting_for(PLATFORM):
        found = _SIGN_UPS.find(PLATFORM, _id(email))
    return None if found is None or found.value.is_over(now) else found.value


def put(wish: SignUp) -> SignUp:
    """Keep a wish, and return what counts now: of several the last, unless one has begun.

    Raises:
        ConflictError: others were always quicker.
    """

    def changed(there: SignUp | None) -> SignUp:
        is_over = there is None or there.is_over(wish.signed_up_at)
        return wish if there is None or is_over else there.followed_by(wish)

    return _changed(wish.email, changed)


def with_new_code(email: str, code: str, now: datetime) -> SignUp | None:
    """Give a sign-up another code; None where there is none to give one to."""
    there = find(email, now)
    if there is None or there.opened:
        return None

    def changed(stored: SignUp | None) -> SignUp:
        latest = stored or there
        return latest.with_code(code_digest(latest.id, code))

    return _changed(email, changed)


def try_code(email: str, code: str, now: datetime, *, by: str) -> SignUp | None:
    """Return the sign-up of an address if the code is its own; each try is written first.

    Args:
        by: unique for this try.

    Raises:
        ConflictError: others were always quicker.
    """
    there = find(email, now)
    if there is None:
        return None
    is_code = False

    def changed(stored: SignUp | None) -> SignUp:
        nonlocal is_code
        latest = stored or there
        digest = code_digest(latest.id, code)
        is_code = latest.is_code(digest)
        return latest.tried(digest, now, by)

    tried = _changed(email, changed)
    return tried if is_code else None


def open_business(sign_up: SignUp, subject: str, now: datetime) -> None:
    """Make the business that somebody has proven their address for.

    Every part of it may be there from an attempt that broke off. The member comes last: nobody can
    sign in before the rest is there.

    Raises:
        ConflictError: the id is another business's, or the person belongs to one.
    """
    owner = Member(subject, sign_up.tenant, Role.OWNER, sign_up.email, sign_up.name, agent=OWNER)
    if not _is_in(owner):
        account = _account(sign_up, subject, now)
        with acting_for(account.tenant), suppress(ConflictError):  # it is there from before
            tenants.save(_profile(sign_up), replacing=0)
        entry = AuditEntry(
            id=sign_up.id,
            at=account.created_at,
            subject=subject,
            role=Role.OWNER.value,
            action="sign_up",
            target="/v1/account",
            details={
                "template": sign_up.template,
                "terms": sign_up.terms,
                "privacy": sign_up.privacy,
            },
        )
        with acting_for(account.tenant):
            audit.add(account.tenant, entry)
        members.add(owner)
    _changed(sign_up.email, lambda stored: replace(stored or sign_up, opened=True))


def every() -> Iterator[Stored[SignUp]]:
    """Yield those that are over as well."""
    with acting_for(PLATFORM):
        yield from list(_SIGN_UPS.all(PLATFORM))


def forget(stored: Stored[SignUp]) -> None:
    """
    Raises:
        ConflictError: it has changed since it was read.
    """
    with acting_for(PLATFORM):
        _SIGN_UPS.delete(PLATFORM, stored.id, replacing=stored.version)


def _is_in(owner: Member) -> bool:
    """Say whether somebody is a member already, and not one whose addition broke off."""
    there = members.find(owner.subject)
    return there is not None and there != Stored(there.id, replace(owner, agent=""), 1)


def _profile(sign_up: SignUp) -> Tenant:
    return tenant_from_template(
        sign_up.template,
        tenant=sign_up.tenant,
        business_name=sign_up.business_name,
        country=sign_up.country,
        languages=(sign_up.language,),
        timezone=sign_up.timezone,
        owner=sign_up.name,
    )


def _account(sign_up: SignUp, subject: str, now: datetime) -> Account:
    there = accounts.find(sign_up.tenant)
    if there is None:
        with suppress(ConflictError):  # the same request may be at it twice
            return accounts.create(_new_account(sign_up, subject, now)).value
        there = accounts.load(sign_up.tenant)
    if there.value.owners != (subject,):
        raise ConflictError("the id belongs to another business")
    return there.value


def _new_account(sign_up: SignUp, subject: str, now: datetime) -> Account:
    agreed = ("terms", sign_up.terms), ("privacy", sign_up.privacy)
    return Account(
        sign_up.tenant,
        sign_up.business_name,
        now,
        AccountState.VERIFIED,
        owners=(subject,),
        agreements=tuple(
            Agreement(document, version, sign_up.signed_up_at, subject)
            for document, version in agreed
        ),
        template=sign_up.template,
        country=sign_up.country,
    )


def _changed(email: str, change: Callable[[SignUp | None], SignUp]) -> SignUp:
    id_ = _id(email)
    with acting_for(PLATFORM):
        for _ in range(_TRIES):
            there = _SIGN_UPS.find(PLATFORM, id_)
            after = change(there.value if there else None)
            expires = after.signed_up_at + _KEPT
            with suppress(ConflictError):
                if there is None:
                    return _SIGN_UPS.create(PLATFORM, id_, after, expires=expires).value
                return _SIGN_UPS.replace(
                    PLATFORM, id_, after, replacing=there.version, expires=expires
                ).value
    raise ConflictError("the sign-up was changed by others all the time")


def _id(email: str) -> str:
    return sha256(email.encode()).hexdigest()
