"""For the operators: the numbers that belong to no business, and what becomes of them."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import OPERATES
from functions.api.replies import Accepted, Listed, listed
from functions.api.shapes import Id, PageQuery, Shape, TenantId
from functions.connect_writes.numbers import add_number
from santral.domain.account import AccountState
from santral.domain.audit import AuditEntry
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.job import Job, JobKind
from santral.stores import accounts, audit, connect_work, number_pool
from santral.stores.number_pool import PooledNumber
from santral.stores.tenant_guard import PLATFORM, acting_for

routes = Routes("Operator")


class NumberState(StrEnum):
    FREE = "free"
    GIVEN = "given"
    RELEASED = "released"


class PooledNumberView(Shape):
    id: str
    e164: str
    country: str
    state: Annotated[
        NumberState,
        Field(
            description="`given`: a business is about to have it; `released`: Amazon Connect takes "
            "it back, and it is gone from the list when that is done"
        ),
    ]
    tenant: Annotated[str, Field(description="which business is about to have it; else empty")]


class AssignmentBody(Shape):
    tenant: TenantId


@routes.get("/v1/operator/numbers", roles=OPERATES)
def list_pooled_numbers(call: Call, query: PageQuery) -> Listed[PooledNumberView]:
    """List the numbers that belong to no business: those of businesses that are gone."""
    page = number_pool.page(limit=query.limit, after=query.after)
    return listed(page, lambda each: _view(each.value))


@routes.post("/v1/operator/numbers/{number_id}/assignment", roles=OPERATES)
def assign_number(call: Call, number_id: Id, body: AssignmentBody) -> Accepted:
    """Give a number of the pool to a business that is live, such as one that waits for its number.

    The job is the business's: its owners see how far it is.
    """
    pooled = _pooled(number_id)
    if accounts.load(body.tenant).value.state is not AccountState.LIVE:
        raise ConflictError("only a business that is live can have a number")
    if number_pool.take(body.tenant, e164=pooled.e164) is None:
        raise ConflictError("the number is not free any more")
    add_number(body.tenant, pooled.e164)
    job = Job(call.dated_id(), JobKind.CONNECT_CHANGE, call.now, call.asker.subject)
    connect_work.ask(call.here.queues, body.tenant, job)
    call.notes.update(number=number_id, tenant=body.tenant)
    entry = AuditEntry(
        call.new_id(),
        call.now,
        call.asker.subject,
        call.asker.role.value,
        call.operation,
        "/v1/numbers",
        {"number": number_id},
    )
    with acting_for(body.tenant):
        audit.add(body.tenant, entry)
    return Accepted(job)


@routes.post("/v1/operator/numbers/{number_id}/release", roles=OPERATES)
def release_number(call: Call, number_id: Id) -> Accepted:
    """Release a number for good: nobody can have it again for half a year, perhaps never.

    Too many releases make Amazon Connect refuse every claim for months. The number stays on the
    list until it is gone; where that fails it may be released again.
    """
    number_pool.set_aside(number_id)
    job = Job(call.dated_id(), JobKind.CONNECT_CHANGE, call.now, call.asker.subject)
    connect_work.release(call.here.queues, job, number_id)
    call.notes["number"] = number_id
    return Accepted(job)


def _pooled(number_id: str) -> PooledNumber:
    """
    Raises:
        NotFoundError: it is not in the pool.
    """
    found = number_pool.find(number_id)
    if found is None:
        raise NotFoundError("there is no such number")
    return found


def _view(pooled: PooledNumber) -> PooledNumberView:
    is_given = pooled.taken_by not in ("", PLATFORM)
    state = NumberState.GIVEN if is_given else NumberState.FREE
    return PooledNumberView(
        id=pooled.id,
        e164=pooled.e164,
        country=pooled.country,
        state=NumberState.RELEASED if pooled.taken_by == PLATFORM else state,
        tenant=pooled.taken_by if is_given else "",
    )
