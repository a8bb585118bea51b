"""People of the sample businesses, who can sign in at once.

An owner, an admin, and a person for each agent, the first of whom leads: a supervisor. All have one
password, which is made up for each state and is no secret on this computer. Owners and admins have
an authenticator app as everywhere; what the app would show is shown instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from functions.wiring import collaborators
from santral.domain.access import WITH_MFA, Role
from santral.domain.errors import ConflictError
from santral.domain.members import Member
from santral.domain.membership import with_owner
from santral.domain.tenant import Tenant
from santral.local.cognito.one_time_codes import SECRET_OCTETS, next_code
from santral.local.cognito.pool import UserPool
from santral.local.state.state import text
from santral.stores import accounts, members

if TYPE_CHECKING:
    from santral.local.state.state import State

PEOPLE: Final = "people"  # under which the state keeps their password
_MADE_FOR: Final = "sample"


@dataclass(frozen=True, slots=True)
class Person:
    """
    Attributes:
        agent: the username in Amazon Connect; "" is nobody's.
    """

    tenant: Tenant
    role: Role
    email: str
    name: str
    agent: str = ""


@dataclass(frozen=True, slots=True)
class App:
    """What an authenticator app would hold and show.

    Attributes:
        secret: base 32.
        code: the next one that is taken; each is once.
    """

    secret: str
    code: str


class SamplePeople:
    """
    Attributes:
        password: of all of them, unless somebody has changed theirs.
        operator_key: by which the operator of the installation comes in, who has no password.
    """

    operator_key = ""

    def __init__(self, pool: UserPool, state: State | None = None) -> None:
        self._pool = pool
        self._people: list[Person] = []
        kept = list(state.entries(PEOPLE, text)) if state is not None else []
        self.password = kept[-1] if kept else f"Santral-{pool.chance.base32(5).lower()}-1"
        if state is not None and not kept:
            state.append(PEOPLE, self.password)

    def __iter__(self) -> Iterator[Person]:
        return iter(self._people)

    def let_in(self, tenant: Tenant) -> None:
        """Let the people of a business in, unless an earlier run has."""
        for person in people_of(tenant):
            self._people.append(person)
            subject = self._subject(person)
            member = Member(
                subject,
                tenant.id,
                person.role,
                person.email,
                person.name,
                mfa_enrolled=person.role in WITH_MFA,
                agent=person.agent,
            )
            with suppress(ConflictError):  # what they are has changed since
                members.add(member)
            if person.role is Role.OWNER:
                _make_owner(tenant.id, subject)

    def app_of(self, person: Person) -> App | None:
        """Return what somebody's authenticator app shows now; None where they have none."""
        user = self._pool.users.find(person.email)
        if user is None or user.totp is None or not user.uses_totp:
            return None
        code = next_code(user.totp, self._pool.app_now_s(), after=user.totp_step)
        return App(user.totp, code)

    def _subject(self, person: Person) -> str:
        known = self._pool.users.find(person.email)
        if known is not None:
            return known.sub
        subject = collaborators().identity.create_confirmed(
            person.email, self.password, made_for=_MADE_FOR, name=person.name
        )
        user = self._pool.users.find(subject)
        if user is not None and person.role in WITH_MFA:
            user.totp, user.uses_totp = self._pool.chance.base32(SECRET_OCTETS), True
            self._pool.put(user)
        return subject


def people_of(tenant: Tenant) -> Iterator[Person]:
    for role in (Role.OWNER, Role.ADMIN):
        yield Person(tenant, role, f"{role.value}@{tenant.id}.example", role.value.title())
    for index, agent in enumerate(tenant.agents):
        yield Person(
            tenant,
            Role.AGENT if index else Role.SUPERVISOR,
            f"{agent.username}@{tenant.id}.example",
            f"{agent.first_name} {agent.last_name}",
            agent.username,
        )


def _make_owner(tenant: str, subject: str) -> None:
    stored = accounts.load(tenant)
    owned = with_owner(stored.value, subject)
    if not stored.value.owners and owned != stored.value:
        accounts.change(owned, replacing=stored.version)
