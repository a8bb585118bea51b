"""What every request goes through, in this order.

1. who asks, and whether they may (401, 403)
2. whether the business has asked too often (429)
3. whether the request can be read and is as expected (400, 404, 413, 415, 422, 428)
4. whether it was asked before (409, or the same answer again)
5. the endpoint's own work, for the asker's tenant alone
6. the entry in the audit log

Each step raises what keeps the request from the next one; here it becomes an answer.
"""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID, uuid5

from chalice.app import Request, Response

from functions.api.call import Call
from functions.api.endpoint import Endpoint
from functions.api.idempotency import Begun, begin
from functions.api.problems import ProblemError, of_error
from functions.api.reading import Asked, arguments
from functions.api.rendering import finished, rendered
from functions.catalogue import FUNCTIONS
from functions.entry import log_failure
from functions.wiring import Collaborators, collaborators
from santral.domain.access import Principal
from santral.domain.audit import AuditEntry
from santral.domain.errors import ContactCentreError, DependencyError, TenantBoundaryError
from santral.stores import audit
from santral.stores.deadline import within
from santral.stores.tenant_guard import acting_for

DEADLINE_S: Final = FUNCTIONS["api"].deadline_s  # API Gateway gives up after 29
_SPACE: Final = UUID("0d9e6c0b-7b0f-4f5e-9b43-0f3a6d1e8a55")


def answer(endpoint: Endpoint, request: Request) -> Response:
    """Answer a request to an endpoint; whatever goes wrong becomes a problem."""
    here = collaborators()
    asked = Asked(endpoint, request, _id(request, here), here.settings.viewer_header)
    try:
        with within(DEADLINE_S, here.monotonic):
            response = _answer(asked, here)
    except ProblemError as refusal:
        response = _told(asked, refusal)
    except Exception as error:
        response = _told(asked, _refusal_of(asked, error, here))
    return finished(response, asked.id)


def _answer(asked: Asked, here: Collaborators) -> Response:
    endpoint = asked.endpoint
    if endpoint.roles is None:
        call = Call(
            endpoint.operation,
            here,
            here.clock(),
            asked.id,
            key=asked.key,
            address=asked.address,
            asked=asked,
        )
        return rendered(asked, endpoint.answer(call, **arguments(asked)))
    principal = here.doors.let_in(asked.header("authorization"), endpoint)
    with acting_for(principal.tenant):
        here.allowances.take(principal.tenant)
        read = arguments(asked)
        if endpoint.is_once:
            return _once(asked, here, principal, read)
        return _done(asked, _call(asked, here, principal), read)


def _once(
    asked: Asked, here: Collaborators, principal: Principal, read: dict[str, Any]
) -> Response:
    """Do it, unless the same request was done before."""
    key = f"{principal.subject}/{asked.endpoint.operation}/{asked.key}"
    begun = begin(principal.tenant, key, asked.identity(), here.clock(), by=asked.id)
    if not isinstance(begun, Begun):
        return begun
    try:
        response = _done(asked, _call(asked, here, principal, begun), read)
    except Exception as error:
        begun.let_go(untouched=_is_refusal(error))
        raise
    begun.keep(response)
    return response


def _is_refusal(error: Exception) -> bool:
    """Say whether the endpoint would not do it; anything else may have broken off half-way."""
    broke_off = isinstance(error, DependencyError | TenantBoundaryError)
    return isinstance(error, ProblemError | ContactCentreError) and not broke_off


def _call(
    asked: Asked, here: Collaborators, principal: Principal, begun: Begun | None = None
) -> Call:
    return Call(
        asked.endpoint.operation,
        here,
        here.clock() if begun is None else begun.at,
        asked.id,
        principal,
        asked.key,
        asked.if_match,
        asked.address,
        asked=asked,
    )


def _done(asked: Asked, call: Call, read: dict[str, Any]) -> Response:
    response = rendered(asked, asked.endpoint.answer(call, **read))
    if asked.endpoint.is_audited:
        _audit(asked, call, response)
    return response


def _audit(asked: Asked, call: Call, response: Response) -> None:
    """Add the entry; a request that is sent again adds the same one, which is one."""
    endpoint, asker = asked.endpoint, call.asker
    made_from = f"{endpoint.operation}/{asker.subject}/{call.key or asked.id}"
    location = response.headers.get("Location")
    entry = AuditEntry(
        id=str(uuid5(_SPACE, made_from)),
        at=call.now,
        subject=asker.subject,
        role=asker.role.value,
        action=endpoint.operation,
        target=location if isinstance(location, str) else asked.target,
        details=dict(call.notes),
        request_id="" if call.key else asked.id,
    )
    audit.add(call.tenant, entry)


def _told(asked: Asked, refusal: ProblemError) -> Response:
    response = refusal.response(asked.id)
    if asked.endpoint.embedded:  # a problem tells nothing of anybody
        response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def _refusal_of(asked: Asked, error: Exception, here: Collaborators) -> ProblemError:
    refusal = ProblemError("failed")
    if isinstance(error, ContactCentreError) and not isinstance(error, TenantBoundaryError):
        refusal = of_error(error, versioned=asked.endpoint.versioned)
    if refusal.status >= 500:
        facts = {"operation": asked.endpoint.operation, "request_id": asked.id}
        log_failure(error, "a request to the API failed", facts)
        here.count("ApiRequestFailed", "")
    return refusal


def _id(request: Request, here: Collaborators) -> str:
    given = (request.context or {}).get("requestId")
    return given if isinstance(given, str) and given else here.ids()
