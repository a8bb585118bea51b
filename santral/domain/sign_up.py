"""Signing up: what is kept of somebody's wish for a business until the mailed code comes back.

Nothing else exists before that: no user, no business, no password. Whoever has the mailbox brings
the password with the code, so that nobody can sign up with an address of others and wait.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from random import Random
from typing import Final

from santral.domain.account import UNVERIFIED_FOR
from santral.domain.folding import folded

CODE_DIGITS: Final = 6
MOST_TRIES: Final = 5  # of wrong codes; then another code has to be asked for
SHORTEST_PASSWORD: Final = 12
LONGEST_PASSWORD: Final = 256  # Cognito's own limit
_LONGEST_SLUG: Final = 24  # an id has 32 at most
_TAIL: Final = 6  # letters and digits that make an id its own
_IN_TAIL: Final = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read as another one
_NOT_PLAIN: Final = re.compile(r"[^a-z0-9]+")
_LINK: Final = re.compile(r"://|www\.|@|\.[a-z]{2,}/", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class SignUp:
    """
    Attributes:
        id: for whom the user is made: the same sign-up makes one user.
        tenant: the id that the business will have.
        terms, privacy: the versions that were agreed to.
        code_digest: keeps the code out of what is read by chance; it can be guessed from it.
        tries: wrong codes since the last mail.
        tried_by: the request that tried last; two that try at once are not one.
        proven_at: when the code came back; from then on what was wished for stays as it is.
        opened: the business is there.
    """

    id: str
    email: str
    name: str
    business_name: str
    tenant: str
    country: str
    language: str
    timezone: str
    template: str
    terms: str
    privacy: str
    signed_up_at: datetime
    code_digest: str
    tries: int = 0
    tried_by: str = ""
    proven_at: datetime | None = None
    opened: bool = False

    @property
    def made_for(self) -> str:
        """What its user in the pool is known by."""
        return f"sign-up/{self.id}"

    def is_over(self, now: datetime) -> bool:
        return self.signed_up_at + UNVERIFIED_FOR <= now

    @property
    def is_broken_off(self) -> bool:
        """Say whether the code came back, and the business is not there yet."""
        return self.proven_at is not None and not self.opened

    def followed_by(self, later: SignUp) -> SignUp:
        """Return what counts when somebody signs up again: the later wish, unless it has begun."""
        if not self.is_broken_off:
            return later
        return replace(
            self, code_digest=later.code_digest, tries=0, signed_up_at=later.signed_up_at
        )

    def with_code(self, digest: str) -> SignUp:
        return replace(self, code_digest=digest, tries=0)

    def is_code(self, digest: str) -> bool:
        return self.tries < MOST_TRIES and compare_digest(digest, self.code_digest)

    def tried(self, digest: str, now: datetime, by: str) -> SignUp:
        """Return it after a code was given; no code is judged before this is written."""
        if self.is_code(digest):
            return replace(self, proven_at=now, tried_by=by)
        return replace(self, tries=min(self.tries + 1, MOST_TRIES), tried_by=by)


def code_digest(sign_up_id: str, code: str) -> str:
    return sha256(f"{sign_up_id}/{code}".encode()).hexdigest()


def password_problem(password: str) -> str:
    """Say what a password lacks; "" is nothing.

    It is the user pool's policy, checked before anybody is asked for.
    """
    if not SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD:
        return f"expected {SHORTEST_PASSWORD} to {LONGEST_PASSWORD} characters"
    for is_there, text in (
        (str.isupper, "expected a capital letter"),
        (str.islower, "expected a small letter"),
        (str.isdigit, "expected a digit"),
    ):
        if not any(each.isascii() and is_there(each) for each in password):
            return text
    return ""


def looks_like_a_link(text: str) -> bool:
    """Say whether a mail program would make a link of it: names stand in mails of ours."""
    return bool(_LINK.search(text))


def new_code(random: Random) -> str:
    return f"{random.randrange(10**CODE_DIGITS):0{CODE_DIGITS}}"


def new_tail(random: Random) -> str:
    """Draw what makes the id of a business its own."""
    return "".join(random.choices(_IN_TAIL, k=_TAIL))


def tenant_id(business_name: str, tail: str) -> str:
    """Make the id of a business, readable and its own.

    >>> tenant_id("Serin Klima Ltd. Şti.", "k3x9qa")
    'serin-klima-ltd-sti-k3x9qa'
    >>> tenant_id("北京", "k3x9qa"), tenant_id("24/7 Service", "k3x9qa")
    ('b-k3x9qa', 'b-24-7-service-k3x9qa')
    """
    slug = _NOT_PLAIN.sub("-", folded(business_name)).strip("-")
    if not slug[:1].isalpha():
        slug = f"b-{slug}".strip("-")
    return f"{slug[:_LONGEST_SLUG].strip('-')}-{tail}"
