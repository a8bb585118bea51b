"""Creates the tables, and writes a whole business into them.

For a laptop, tests and the first day of a tenant: it puts whole items, so that doing it again is
harmless, and it replaces what was there.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple
from itertools import islice
from typing import TYPE_CHECKING, Any, Final

from pynamodb.models import Model

from santral.domain.customer import Customer
from santral.domain.errors import DependencyError
from santral.domain.tenant import Tenant
from santral.stores import customers as customer_items
from santral.stores.tables import TableNames, dynamodb_translated, key_schema
from santral.stores.tenant_guard import PARTITION_KEY, PLATFORM, acting_for
from santral.stores.tenants import tenant_item

if TYPE_CHECKING:
    from types_boto3_dynamodb.client import DynamoDBClient

_BATCH: Final = 25  # BatchWriteItem's limit
_ROUNDS: Final = 5  # of offering what DynamoDB left undone

Put = dict[str, Any]


def create_tables(client: DynamoDBClient, names: TableNames) -> None:
    """Create the tables, as `infra/` does in the cloud; those that exist are left alone.

    Raises:
        DependencyError: DynamoDB failed.
    """
    with acting_for(PLATFORM), dynamodb_translated():
        for name in astuple(names):
            try:
                client.create_table(
                    TableName=name,
                    KeySchema=key_schema(),  # type: ignore[arg-type]  # plain dicts will do
                    AttributeDefinitions=[
                        {"AttributeName": PARTITION_KEY, "AttributeType": "S"},
                        {"AttributeName": "sk", "AttributeType": "S"},
                    ],
                    BillingMode="PAY_PER_REQUEST",
                )
            except client.exceptions.ResourceInUseException:
                continue


def write_business(client: DynamoDBClient, tenant: Tenant, customers: Iterable[Customer]) -> None:
    """Write a tenant and its customers; bind() must have been called.

    Numbers of customers that are there already and not in this list stay as they are.

    Raises:
        InputError: the tenant is longer than an item can be.
        DependencyError: DynamoDB failed; writing again is safe.
    """
    # The tenant comes last: until it is there, nobody can call.
    items = [*customer_items.items(tenant.id, customers), tenant_item(tenant, version=1)]
    with acting_for(tenant.id), dynamodb_translated():
        puts = iter([_put(item) for item in items])
        while batch := list(islice(puts, _BATCH)):
            _write(client, _by_table(batch))


def _put(item: Model) -> tuple[str, Put]:
    return item.Meta.table_name, {"PutRequest": {"Item": item.serialize()}}


def _by_table(batch: Iterable[tuple[str, Put]]) -> dict[str, list[Put]]:
    by_table: dict[str, list[Put]] = {}
    for table, put in batch:
        by_table.setdefault(table, []).append(put)
    return by_table


def _write(client: DynamoDBClient, waiting: dict[str, list[Any]]) -> None:
    for _ in range(_ROUNDS):
        waiting = client.batch_write_item(RequestItems=waiting).get("UnprocessedItems", {})
        if not waiting:
            return
    raise DependencyError("dynamodb", "items left unwritten", retryable=True)
