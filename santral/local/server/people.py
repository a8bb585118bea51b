"""The people of the sample businesses, for the page on which one signs in.

Their password is here for whoever sits at this computer; a page of another site cannot read it, as
nothing here allows other origins.
"""

from __future__ import annotations

from typing import Final

from aiohttp import web

from santral.domain.access import Role
from santral.local.sample_people import Person, SamplePeople
from santral.local.server.application import SERVED, Served
from santral.stores.tenant_guard import PLATFORM

PATH: Final = "/people"
_OPERATOR: Final = {
    "business": "Santral",
    "tenant": PLATFORM,
    "name": "Operator",
    "email": "",
    "role": Role.OPERATOR.value,
    "agent": "",
    "password": "",
}


def add_people(app: web.Application, people: SamplePeople) -> None:
    async def answer(_: web.Request) -> web.Response:
        listed = [_as_json(people, each) for each in people]
        listed.append({**_OPERATOR, "key": people.operator_key})
        return web.json_response(listed, headers={"Cache-Control": "no-store"})

    app.router.add_get(PATH, answer)
    app[SERVED].append(Served(PATH, "the people of the sample businesses, and how they sign in"))


def _as_json(people: SamplePeople, person: Person) -> dict[str, str]:
    plain = {
        "business": person.tenant.name,
        "tenant": person.tenant.id,
        "name": person.name,
        "email": person.email,
        "role": person.role.value,
        "agent": person.agent,
        "password": people.password,
    }
    app = people.app_of(person)
    return plain if app is None else {**plain, "totp_secret": app.secret, "code": app.code}
