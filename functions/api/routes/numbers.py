"""Numbers: what callers dial, and the language, menu and hours that each begins with."""

from __future__ import annotations

from dataclasses import replace

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import EVERYBODY, RUNS
from functions.api.problems import ProblemError
from functions.api.profile import (
    change_part,
    connect_follows,
    number_view,
    profile_of,
    versioned,
)
from functions.api.profile_shapes import NumberBody, NumberView
from functions.api.replies import Accepted, Listed, Versioned, all_of
from functions.api.shapes import Id
from santral.domain.account import AccountState
from santral.domain.errors import NotFoundError
from santral.domain.tenant import Number, Tenant
from santral.domain.tenant_changes import number_id, with_part
from santral.stores import accounts

routes = Routes("Numbers")


def number_of(tenant: Tenant, id_: str) -> Number:
    """
    Raises:
        NotFoundError: the business has none of that id.
    """
    found = next((each for each in tenant.numbers if number_id(each) == id_), None)
    if found is None:
        raise NotFoundError("there is no such number")
    return found


@routes.get("/v1/numbers", roles=EVERYBODY)
def list_numbers(call: Call) -> Listed[NumberView]:
    """List the business's numbers."""
    return all_of(number_view(each) for each in profile_of(call).numbers)


@routes.post("/v1/numbers", roles=RUNS)
def order_number(call: Call) -> Accepted:
    """Order the business's first number, once it is approved.

    Where a country wants papers for a number, the job ends without one, and the operator of this
    installation assigns one later. Further numbers are the operator's to assign.
    """
    if accounts.load(call.tenant).value.state is not AccountState.LIVE:
        raise ProblemError("conflict", "A number can be had once the business is approved.")
    if profile_of(call).numbers:
        raise ProblemError("conflict", "It has a number; the operator assigns further ones.")
    return connect_follows(call, "/v1/numbers", claims_number=True)


@routes.get("/v1/numbers/{number_id}", roles=EVERYBODY)
def show_number(call: Call, number_id: Id) -> Versioned[NumberView]:
    """Show a number."""
    return versioned(number_view(number_of(profile_of(call), number_id)))


@routes.put("/v1/numbers/{number_id}", roles=RUNS, versioned=True)
def change_number(call: Call, number_id: Id, body: NumberBody) -> Accepted:
    """Say what callers of a number begin with.

    Menu and hours count within five seconds, the language once the job is done.
    """

    def change(tenant: Tenant) -> Tenant:
        number = number_of(tenant, number_id)
        return with_part(tenant, "numbers", replace(number, **body.model_dump()))

    change_part(
        call,
        lambda each: number_view(number_of(each, number_id)),
        change,
        {f"numbers.{number_id}": "body"},
    )
    return connect_follows(call, f"/v1/numbers/{number_id}")
