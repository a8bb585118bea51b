"""Keeps every DynamoDB request inside the tenant that this invocation acts for.

A request is refused before it is built, let alone sent, when
- no tenant is set,
- any key in it belongs to another tenant (batches and transactions are read item by item),
- it cannot name its keys: a Scan, PartiQL, a query that does not fix the partition, and any
  operation not listed here.

The reserved tenant `platform` owns keys of its own and the operations on tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, Final, Protocol

from santral.domain.errors import InputError, TenantBoundaryError

PLATFORM: Final = "platform"
PARTITION_KEY: Final = "pk"  # the same in every table, so that the guard can read any request

Params = Mapping[str, Any]

_TENANT_ID: Final = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_EQUALITY: Final = re.compile(r"([#\w.]+)\s*=\s*(:\w+)")

_acting_for: ContextVar[str | None] = ContextVar("acting_for", default=None)
_reads_only: ContextVar[bool] = ContextVar("reads_only", default=False)


class _Operation(Protocol):
    name: str


def is_tenant_id(text: object) -> bool:
    """Say whether text can be the id of a business; `platform` cannot."""
    return isinstance(text, str) and text != PLATFORM and bool(_TENANT_ID.fullmatch(text))


@contextmanager
def acting_for(tenant: str) -> Iterator[None]:
    """Let requests within the block reach this tenant's items, and no others.

    A thread starts without a tenant: context variables are not inherited by threads.

    Raises:
        InputError: tenant is neither a legal id nor PLATFORM.
    """
    if tenant != PLATFORM and not is_tenant_id(tenant):
        raise InputError("not a tenant id")
    token = _acting_for.set(tenant)
    try:
        yield
    finally:
        _acting_for.reset(token)


@contextmanager
def reading_only() -> Iterator[None]:
    """Let requests within the block read items and change none, whoever sends them."""
    token = _reads_only.set(True)
    try:
        yield
    finally:
        _reads_only.reset(token)


def acting_tenant() -> str:
    """
    Raises:
        TenantBoundaryError: no tenant is set.
    """
    tenant = _acting_for.get()
    if tenant is None:
        raise TenantBoundaryError("no tenant is set")
    return tenant


def refuse_foreign_requests(params: Params, model: _Operation, **_: object) -> None:
    """Handle botocore's event before-parameter-build.dynamodb.

    Raises:
        TenantBoundaryError: the request would leave the tenant, or change what may only be read.
    """
    tenant = acting_tenant()
    if _reads_only.get() and model.name not in _READS:
        raise TenantBoundaryError(f"{model.name} where nothing may be changed")
    if model.name in _TABLE_OPERATIONS:
        if tenant != PLATFORM:
            raise TenantBoundaryError(f"{model.name} is the platform's alone")
        return
    keys_of = _KEYS_OF.get(model.name)
    if keys_of is None:
        raise TenantBoundaryError(f"{model.name} cannot be kept inside a tenant")
    try:
        keys = list(keys_of(params))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise TenantBoundaryError(f"{model.name} does not name its keys") from error
    if not keys or not all(_owns(tenant, key) for key in keys):
        raise TenantBoundaryError(f"{model.name} names a key outside its tenant")


def _owns(tenant: str, key: object) -> bool:
    return isinstance(key, str) and (key == tenant or key.startswith(f"{tenant}#"))


def _partition(attributes: Params) -> str:
    return str(attributes[PARTITION_KEY]["S"])


def _key(params: Params) -> Iterable[str]:
    return (_partition(params["Key"]),)


def _item(params: Params) -> Iterable[str]:
    return (_partition(params["Item"]),)


def _query(params: Params) -> Iterable[str]:
    """Return the one partition that the query fixes; an index has partitions of other kinds."""
    if "IndexName" in params or "KeyConditions" in params:
        raise ValueError("not a query of one partition")
    names: Params = params.get("ExpressionAttributeNames", {})
    values: Params = params["ExpressionAttributeValues"]
    [partition] = [
        values[value]["S"]
        for name, value in _EQUALITY.findall(params["KeyConditionExpression"])
        if names.get(name, name) == PARTITION_KEY
    ]
    return (partition,)


def _batch_get(params: Params) -> Iterable[str]:
    for table in params["RequestItems"].values():
        for key in table["Keys"]:
            yield _partition(key)


def _batch_write(params: Params) -> Iterable[str]:
    for requests in params["RequestItems"].values():
        for request in requests:
            [(kind, body)] = request.items()
            yield _partition(body["Item" if kind == "PutRequest" else "Key"])


def _transaction(params: Params) -> Iterable[str]:
    for entry in params["TransactItems"]:
        [(kind, body)] = entry.items()
        yield _partition(body["Item" if kind == "Put" else "Key"])


_KEYS_OF: Final[Mapping[str, Callable[[Params], Iterable[str]]]] = {
    "GetItem": _key,
    "PutItem": _item,
    "UpdateItem": _key,
    "DeleteItem": _key,
    "Query": _query,
    "BatchGetItem": _batch_get,
    "BatchWriteItem": _batch_write,
    "TransactGetItems": _transaction,
    "TransactWriteItems": _transaction,
}

_READS: Final = frozenset({"GetItem", "Query", "BatchGetItem", "TransactGetItems"})

_TABLE_OPERATIONS: Final = frozenset(
    {
        "CreateTable",
        "DeleteTable",
        "DescribeContinuousBackups",
        "DescribeEndpoints",
        "DescribeLimits",
        "DescribeTable",
        "DescribeTimeToLive",
        "ListTables",
        "UpdateContinuousBackups",
        "UpdateTable",
        "UpdateTimeToLive",
    }
)
