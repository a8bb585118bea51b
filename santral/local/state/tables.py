"""DynamoDB's share of the journal: which operations write, how they are repeated, what is a dump.

A write is repeated with its condition: in the recorded order, from the same beginning, it holds
again.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from botocore import xform_name
from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import DependencyError
from santral.local.identifiers import REGION
from santral.stores.tables import code_of

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

# Reads by PartiQL come with its writes; repeating them does no harm.
WRITES: Final = frozenset(
    {
        "BatchExecuteStatement",
        "BatchWriteItem",
        "CreateTable",
        "DeleteItem",
        "DeleteTable",
        "ExecuteStatement",
        "ExecuteTransaction",
        "PutItem",
        "TransactWriteItems",
        "UpdateItem",
        "UpdateTable",
        "UpdateTimeToLive",
    }
)

# Tables are also made by the program, before anything is repeated: that it is so already is well.
_DONE_ALREADY: Final = frozenset(
    {
        ("CreateTable", "ResourceInUseException"),
        ("DeleteTable", "ResourceNotFoundException"),
        ("UpdateTimeToLive", "ValidationException"),
    }
)
_BATCH: Final = 25  # BatchWriteItem's limit
_DEFINITION: Final = ("AttributeDefinitions", "KeySchema", "StreamSpecification", "TableName")
_INDEXES: Final = ("GlobalSecondaryIndexes", "LocalSecondaryIndexes")
_INDEX_DEFINITION: Final = ("IndexName", "KeySchema", "Projection")

Write = dict[str, Any]


def write(operation: str, params: Mapping[str, Any]) -> Write:
    """Return the payload that stands for a write in the journal."""
    return {"operation": operation, "params": params}


def read_write(payload: Any) -> Write:
    """
    Raises:
        ValueError: it stands for no write.
    """
    match payload:
        case {"operation": str(operation), "params": dict(params)} if operation in WRITES:
            return write(operation, params)
    raise ValueError("no write")


def repeat(client: DynamoDBClient, writes: Iterable[Write]) -> None:
    """Do again what was written.

    Args:
        client: one that no tenant guard watches.

    Raises:
        DependencyError: a write is refused that once was not.
    """
    for number, each in enumerate(writes, start=1):
        operation = each["operation"]
        try:
            getattr(client, xform_name(operation))(**each["params"])
        except (BotoCoreError, ClientError) as error:
            code = code_of(error) or type(error).__name__
            if (operation, code) not in _DONE_ALREADY:
                raise DependencyError(
                    "dynamodb",
                    f"the state's write {number}, {operation}, cannot be repeated: {code}; put "
                    "back a copy of the folder, or start anew with --fresh",
                    retryable=False,
                ) from error


def dump(client: DynamoDBClient) -> Iterator[Write]:
    """Yield the writes that make moto's tables and items as they are.

    Args:
        client: one that no tenant guard watches.
    """
    for page in client.get_paginator("list_tables").paginate():
        for name in page["TableNames"]:
            yield write("CreateTable", _definition(client.describe_table(TableName=name)["Table"]))
            expiry = client.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
            if expiry.get("TimeToLiveStatus") == "ENABLED":
                setting = {"AttributeName": expiry["AttributeName"], "Enabled": True}
                yield write(
                    "UpdateTimeToLive", {"TableName": name, "TimeToLiveSpecification": setting}
                )
            yield from _items(name)


def _definition(table: Mapping[str, Any]) -> dict[str, Any]:
    indexes = {
        kind: [{name: index[name] for name in _INDEX_DEFINITION} for index in table[kind]]
        for kind in _INDEXES
        if table.get(kind)
    }
    told = {name: table[name] for name in _DEFINITION if table.get(name)}
    # A laptop has no throughput to buy, so whatever was provisioned comes back on demand.
    return told | indexes | {"BillingMode": "PAY_PER_REQUEST"}


def _items(table: str) -> Iterator[Write]:
    """Look into moto's memory: each page of its Scan sorts the whole table, 8 s for 8,000 items."""
    from moto.core.models import DEFAULT_ACCOUNT_ID
    from moto.dynamodb.models import dynamodb_backends

    stored = dynamodb_backends[DEFAULT_ACCOUNT_ID][REGION].tables[table]
    items = (
        {name: _typed(each) for name, each in item.attrs.items()} for item in stored.all_items()
    )
    puts = ({"PutRequest": {"Item": item}} for item in items)
    while batch := list(islice(puts, _BATCH)):
        yield write("BatchWriteItem", {"RequestItems": {table: batch}})


def _typed(attribute: Any) -> dict[str, Any]:
    """Return what a botocore client would be given: bytes where moto has them as base64."""
    kind, value = attribute.type, attribute.value
    match kind:
        case "B":
            value = _octets(value)
        case "BS":
            value = [_octets(each) for each in value]
        case "L":
            value = [_typed(each) for each in value]
        case "M":
            value = {name: _typed(each) for name, each in value.items()}
    return {kind: value}


def _octets(value: str | bytes) -> bytes:
    return base64.b64decode(value) if isinstance(value, str) else value
