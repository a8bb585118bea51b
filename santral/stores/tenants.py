"""Tenants: one item each, read whole by every function on the call path.

A read is one eventually consistent get. Nothing is kept here but parsing, keyed by the text that
was read; the call path keeps what it has read for five seconds (recent_tenants.py).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from santral.domain.errors import ConflictError, DependencyError, InputError, NotFoundError
from santral.domain.plain import tenant_from_json, tenant_to_json
from santral.domain.tenant import Tenant
from santral.stores.tables import (
    SCHEMA,
    TenantItem,
    check_schema,
    dynamodb_translated,
    saved_if,
)

_PROFILE: Final = "profile"
_LONGEST_BYTES: Final = 350_000  # DynamoDB ends at 400 KB, keys and attribute names included


@dataclass(frozen=True, slots=True)
class StoredTenant:
    tenant: Tenant
    version: int


def load(tenant_id: str) -> Tenant:
    """
    Raises:
        NotFoundError: there is no such tenant.
        DependencyError: DynamoDB failed, or the item is not one that we can read.
    """
    return load_versioned(tenant_id, consistent=False).tenant


def load_versioned(tenant_id: str, *, consistent: bool = True) -> StoredTenant:
    """Return the tenant with the version that save() asks for; errors as load()."""
    item = _get(tenant_id, consistent=consistent)
    with dynamodb_translated():
        check_schema(item)
        content, version = item.content, int(item.version)
    return StoredTenant(_parsed(content), version)


def save(tenant: Tenant, *, replacing: int) -> int:
    """Write the tenant if it is still at that version; return the new one.

    A write whose reply was lost is recognised as done when the very same is tried again.

    Args:
        replacing: the version that the change was made from; 0 for a new tenant.

    Raises:
        ConflictError: somebody else has written since, or the tenant exists already.
        InputError: more menus and texts than an item can hold.
        DependencyError: DynamoDB failed.
    """
    item = tenant_item(tenant, version=replacing + 1)
    is_new, is_as_read = TenantItem.pk.does_not_exist(), TenantItem.version == replacing
    if not saved_if(is_as_read if replacing else is_new, item):
        _confirm_own(item)
    return replacing + 1


def tenant_item(tenant: Tenant, *, version: int) -> TenantItem:
    content = tenant_to_json(tenant)
    if len(content.encode()) > _LONGEST_BYTES:
        raise InputError(f"a tenant is at most {_LONGEST_BYTES} bytes of JSON")
    return TenantItem(tenant.id, _PROFILE, schema=SCHEMA, version=version, content=content)


def _get(tenant_id: str, *, consistent: bool) -> TenantItem:
    try:
        with dynamodb_translated():
            return TenantItem.get(tenant_id, _PROFILE, consistent_read=consistent)
    except DependencyError as error:
        if isinstance(error.__cause__, TenantItem.DoesNotExist):
            raise NotFoundError("there is no such tenant") from error
        raise


def _parsed(content: str) -> Tenant:
    with dynamodb_translated():
        try:
            return tenant_from_json(content)
        except InputError as error:
            raise ValueError("not a tenant") from error


def _confirm_own(item: TenantItem) -> None:
    stored = _get(item.pk, consistent=True)
    if (stored.version, stored.content) != (item.version, item.content):
        raise ConflictError("the tenant has changed")
