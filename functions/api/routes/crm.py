"""The business's own customer system: where it is, how it is asked, what its answers mean."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

from pydantic import Field, SecretStr, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS
from functions.api.problems import ProblemError, invalid
from functions.api.profile import change_part, profile_of, value_of, versioned, view_of
from functions.api.replies import Versioned
from functions.api.shapes import Shape, Text
from santral.domain.errors import ConflictError, InputError
from santral.domain.tenant import CrmKind, CrmMethod, CrmSpec, Tenant
from santral.stores.secrets_shelf import SECRETS, Secret

routes = Routes("Customer system")

Header = Annotated[str, StringConstraints(max_length=512)]


class CrmShape(Shape):
    kind: CrmKind = CrmKind.NONE
    url: Annotated[
        str,
        StringConstraints(max_length=1_000),
        Field(description="with {number} or {digits} where the caller's goes; of Odoo the server"),
    ] = ""
    method: CrmMethod = CrmMethod.GET
    headers: dict[Text, Header] = Field(
        default_factory=dict, max_length=10, description="{secret} is filled in"
    )
    fields: dict[Text, Text] = Field(
        default_factory=dict,
        max_length=20,
        description="where a value of the card stands in an answer, as data.0.full_name",
    )
    db: Annotated[Text, Field(description="Odoo's")] = ""
    login: Annotated[Text, Field(description="Odoo's")] = ""


class CrmBody(CrmShape):
    secret: Annotated[
        Annotated[SecretStr, Field(max_length=2_000)] | None,
        Field(description="a key or token, never shown again; null keeps it, empty deletes it"),
    ] = None


class CrmView(CrmShape):
    has_secret: bool


def shown(tenant: Tenant) -> CrmView:
    return view_of(CrmView, tenant.crm, has_secret=bool(tenant.crm.secret))


@routes.get("/v1/crm", roles=RUNS)
def show_crm(call: Call) -> Versioned[CrmView]:
    """Show how the business's own customer system is asked."""
    return versioned(shown(profile_of(call)))


@routes.put("/v1/crm", roles=RUNS, versioned=True)
def change_crm(call: Call, body: CrmBody) -> Versioned[CrmView]:
    """Say how the business's own customer system is asked.

    It has to be at a public address. Callers wait for it for a moment at most, and are served
    without it when it does not answer.
    """
    _check_address(call, body)
    before = profile_of(call).crm.secret
    name = _kept(call, body.secret, before)
    spec = value_of(CrmSpec, body, secret=name)
    try:
        tenant = change_part(call, shown, lambda each: replace(each, crm=spec), {"crm": "body"})
    except (ProblemError, ConflictError):
        if name != before:
            _drop(call, name)
        raise
    if before != name:
        _drop(call, before)
    return versioned(shown(tenant))


def _check_address(call: Call, body: CrmBody) -> None:
    """
    Raises:
        ProblemError: it may not be asked, as far as it can be told without asking.
    """
    if not body.url:  # whether there has to be one is for the profile to say
        return
    try:
        call.here.crms.check(value_of(CrmSpec, body, secret=""))
    except InputError as error:
        raise invalid([("body.url", str(error))]) from None


def _kept(call: Call, secret: SecretStr | None, before: str) -> str:
    """Return the name under which the secret is kept: another one for another secret.

    So the profile, which names it, goes from one to the other in one step.
    """
    if secret is None:
        return before
    value = secret.get_secret_value()
    if not value:
        return ""
    there = SECRETS.find(call.tenant, before) if before else None
    if there is not None and there.value.value == value:
        return before
    name = f"crm-{call.new_id()[-12:]}"
    SECRETS.create(call.tenant, name, Secret(value))
    return name


def _drop(call: Call, name: str) -> None:
    if name:
        SECRETS.delete(call.tenant, name)
