"""API keys: what a program has in place of signing in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Annotated, Final

from pydantic import AwareDatetime, Field

from functions.api.authentication import KEY_PREFIX, digest_of
from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.newcomers import Name
from functions.api.permissions import RUNS
from functions.api.problems import ProblemError, invalid
from functions.api.replies import Created, Listed, listed
from functions.api.routes.members import checked_role
from functions.api.shapes import Id, PageQuery, Shape
from santral.domain.access import Role
from santral.domain.errors import ConflictError, NotFoundError
from santral.domain.members import ApiKey
from santral.stores import key_claims, members
from santral.stores.shelves import Stored

routes = Routes("API keys")

MOST_KEYS: Final = 50  # that are good, of a business
_HINT: Final = 4


class ApiKeyBody(Shape):
    name: Annotated[Name, Field(description="of the program that will have it")]
    role: Annotated[Role, Field(description="what the program may do; not owner")]
    expires_at: Annotated[AwareDatetime | None, Field(description="null is never")] = None


class ApiKeyView(Shape):
    id: str
    name: str
    role: Role
    hint: Annotated[str, Field(description="its last four characters")]
    created_at: datetime
    created_by: Annotated[str, Field(description="a member's or a key's id")]
    expires_at: datetime | None
    revoked: bool


class NewApiKeyView(ApiKeyView):
    key: Annotated[str, Field(description="the key itself: it is shown this once")]


@routes.get("/v1/api-keys", roles=RUNS)
def list_api_keys(call: Call, query: PageQuery) -> Listed[ApiKeyView]:
    """List the keys, the oldest first, those that were revoked among them."""
    page = members.page_of_keys(call.tenant, limit=query.limit, after=query.after)
    return listed(page, lambda each: ApiKeyView.model_validate(each.value))


@routes.post("/v1/api-keys", roles=RUNS, secret=True)
def create_api_key(call: Call, body: ApiKeyBody) -> Created[NewApiKeyView]:
    """Make a key, which is shown this once and kept nowhere.

    The same request again, with the same Idempotency-Key, makes no second key and is refused: where
    the answer was lost, revoke that key and make another. Nobody gives more than they have, and no
    key is an owner's.
    """
    if body.role is Role.OWNER:
        raise invalid([("body.role", "expected another role: no key is an owner's")])
    checked_role(call, body.role)
    if body.expires_at is not None and body.expires_at <= call.now:
        raise invalid([("body.expires_at", "expected a time that is to come")])
    good = sum(1 for each in members.keys_of(call.tenant) if not each.value.revoked)
    if good >= MOST_KEYS:
        raise ProblemError("conflict", f"{MOST_KEYS} keys are good: revoke one first.")
    _claim(call)
    id_ = call.dated_id()
    key = KEY_PREFIX + call.new_secret()
    stored = members.add_key(digest_of(key), _made(call, body, id_, key))
    view = NewApiKeyView(**ApiKeyView.model_validate(stored.value).model_dump(), key=key)
    call.notes.update(key=id_, role=body.role.value)
    return Created(view, f"/v1/api-keys/{id_}")


@routes.delete("/v1/api-keys/{key_id}", roles=RUNS)
def revoke_api_key(call: Call, key_id: Id) -> None:
    """Revoke a key: it writes nothing from this moment on, and reads nothing five seconds later."""
    stored = _found(call.tenant, key_id)
    checked_role(call, stored.value.role)
    if not stored.value.revoked:
        revoked = replace(stored.value, revoked=True)
        members.change_key(stored.id, revoked, replacing=stored.version)


def _found(tenant: str, key_id: str) -> Stored[ApiKey]:
    for each in members.keys_of(tenant, key_id):
        return each
    raise NotFoundError("there is no such key")


def _made(call: Call, body: ApiKeyBody, id_: str, key: str) -> ApiKey:
    return ApiKey(
        id_,
        call.tenant,
        body.role,
        body.name,
        call.now,
        call.asker.subject,
        key[-_HINT:],
        body.expires_at,
    )


def _claim(call: Call) -> None:
    """
    Raises:
        ProblemError: the same request came before, whenever that was.
    """
    request = call.new_id()
    until = call.now + timedelta(days=1)
    try:
        key_claims.claim(call.tenant, request, by=call.here.ids(), until=until)
    except ConflictError:
        detail = "This request made a key already, which was shown once: revoke it, make another."
        raise ProblemError("conflict", detail) from None
