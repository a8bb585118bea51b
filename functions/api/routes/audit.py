"""The audit log: who did what to what, when."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from pydantic import Field

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.permissions import RUNS
from functions.api.problems import no_cursor
from functions.api.profile_shapes import Instant
from functions.api.replies import Listed, listed
from functions.api.shapes import PageQuery, Shape
from santral.stores import audit

routes = Routes("Audit")

_BEGINNING = datetime(2026, 1, 1, tzinfo=UTC)


class AuditEntryView(Shape):
    id: str
    at: datetime
    subject: Annotated[str, Field(description="a member's or a key's id, or `system`")]
    role: str
    action: Annotated[str, Field(description="the operation, as `change_queue`")]
    target: str
    details: dict[str, str]
    request_id: str


class AuditQuery(PageQuery):
    since: Annotated[Instant, Field(description="nothing older")] = _BEGINNING


@routes.get("/v1/audit", roles=RUNS)
def list_audit_entries(call: Call, query: AuditQuery) -> Listed[AuditEntryView]:
    """List what was done, the newest first.

    Entries are added by every change and by every access to a recording; nobody can change or
    delete one.
    """
    if query.after is not None and not audit.is_place(query.after):
        raise no_cursor()
    page = audit.page(
        call.tenant, limit=query.limit, after=query.after, now=call.now, since=query.since
    )
    return listed(page, lambda each: AuditEntryView.model_validate(each.value))
