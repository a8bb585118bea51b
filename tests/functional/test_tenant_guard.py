"""No request leaves its tenant, whatever code above the client asks for."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.errors import InputError, TenantBoundaryError
from santral.stores.tables import CustomersItem, TenantItem
from santral.stores.tenant_guard import (
    PLATFORM,
    acting_for,
    acting_tenant,
    refuse_foreign_requests,
)
from tests.functional.cloud import NAMES, Cloud

ROOT = Path(__file__).resolve().parents[2]


class Operation:
    def __init__(self, name: str) -> None:
        self.name = name


def key(partition: str) -> dict[str, Any]:
    return {"pk": {"S": partition}, "sk": {"S": "customer"}}


def query(condition: str, values: dict[str, str], **more: Any) -> dict[str, Any]:
    return {
        "KeyConditionExpression": condition,
        "ExpressionAttributeNames": {"#0": "pk", "#1": "sk"},
        "ExpressionAttributeValues": {name: {"S": value} for name, value in values.items()},
        **more,
    }


ALLOWED: list[tuple[str, dict[str, Any]]] = [
    ("GetItem", {"Key": key("shop")}),
    ("GetItem", {"Key": key("shop#number#+90")}),
    ("PutItem", {"Item": key("shop#customer#c-1")}),
    ("UpdateItem", {"Key": key("shop#a")}),
    ("DeleteItem", {"Key": key("shop#a")}),
    ("Query", query("#0 = :0", {":0": "shop#a"})),
    ("Query", query("(#0 = :0 AND begins_with (#1, :1))", {":0": "shop#a", ":1": "x"})),
    ("Query", query("pk = :0 AND #1 = :1", {":0": "shop", ":1": "profile"})),
    ("BatchGetItem", {"RequestItems": {"t": {"Keys": [key("shop#a"), key("shop#b")]}}}),
    ("BatchWriteItem", {"RequestItems": {"t": [{"PutRequest": {"Item": key("shop")}}]}}),
    ("BatchWriteItem", {"RequestItems": {"t": [{"DeleteRequest": {"Key": key("shop")}}]}}),
    ("TransactGetItems", {"TransactItems": [{"Get": {"Key": key("shop")}}]}),
    (
        "TransactWriteItems",
        {
            "TransactItems": [
                {"Put": {"Item": key("shop#a")}},
                {"ConditionCheck": {"Key": key("shop#b")}},
            ]
        },
    ),
]

REFUSED: list[tuple[str, dict[str, Any]]] = [
    ("GetItem", {"Key": key("clinic")}),
    ("GetItem", {"Key": key("shopping#a")}),
    ("GetItem", {"Key": key("platform#recording#1")}),
    ("GetItem", {"Key": {"sk": {"S": "shop"}}}),
    ("GetItem", {"Key": {"pk": {"N": "7"}}}),
    ("GetItem", {"Key": {"pk": "shop"}}),
    ("GetItem", {}),
    ("PutItem", {"Item": key("clinic"), "Key": key("shop")}),
    ("UpdateItem", {"Key": key("")}),
    ("Query", query("#0 = :0", {":0": "clinic#a"})),
    ("Query", query("#1 = :0", {":0": "shop#a"})),
    ("Query", query("#0 = :0 AND #0 = :1", {":0": "shop", ":1": "clinic"})),
    ("Query", query("begins_with (#0, :0)", {":0": "shop"})),
    ("Query", query("#0 = :0", {":0": "shop"}, IndexName="by_agent")),
    ("Query", query("#0 = :0", {":0": "shop"}, KeyConditions={})),
    ("Query", {}),
    ("BatchGetItem", {"RequestItems": {"t": {"Keys": [key("shop#a"), key("clinic#b")]}}}),
    ("BatchGetItem", {"RequestItems": {}}),
    (
        "BatchGetItem",
        {"RequestItems": {"t": {"Keys": [key("shop")]}, "u": {"Keys": [key("clinic")]}}},
    ),
    ("BatchWriteItem", {"RequestItems": {"t": [{"PutRequest": {"Item": key("clinic")}}]}}),
    (
        "BatchWriteItem",
        {"RequestItems": {"t": [{"PutRequest": {"Item": key("shop")}, "DeleteRequest": {}}]}},
    ),
    (
        "TransactWriteItems",
        {
            "TransactItems": [
                {"Put": {"Item": key("shop#a")}},
                {"Delete": {"Key": key("clinic#b")}},
            ]
        },
    ),
    ("TransactGetItems", {"TransactItems": []}),
    ("Scan", {"TableName": "t"}),
    ("ExecuteStatement", {"Statement": "SELECT * FROM t WHERE pk = 'shop'"}),
    ("BatchExecuteStatement", {"Statements": []}),
    ("ExecuteTransaction", {"TransactStatements": []}),
    ("ExportTableToPointInTime", {"TableArn": "t"}),
    ("AnOperationOfTomorrow", {"Key": key("shop")}),
    ("DeleteTable", {"TableName": "t"}),
    ("ListTables", {}),
]


def ids(cases: list[tuple[str, dict[str, Any]]]) -> list[str]:
    return [f"{name}-{number}" for number, (name, _) in enumerate(cases)]


@pytest.mark.parametrize(("operation", "params"), ALLOWED, ids=ids(ALLOWED))
def test_a_tenants_own_items_are_reached(operation: str, params: dict[str, Any]) -> None:
    with acting_for("shop"):
        refuse_foreign_requests(params, Operation(operation))


@pytest.mark.parametrize(("operation", "params"), REFUSED, ids=ids(REFUSED))
def test_what_could_leave_the_tenant_is_refused(operation: str, params: dict[str, Any]) -> None:
    with acting_for("shop"), pytest.raises(TenantBoundaryError, match=operation):
        refuse_foreign_requests(params, Operation(operation))


@pytest.mark.parametrize(("operation", "params"), ALLOWED, ids=ids(ALLOWED))
def test_without_a_tenant_everything_is_refused(operation: str, params: dict[str, Any]) -> None:
    with pytest.raises(TenantBoundaryError, match="no tenant is set"):
        refuse_foreign_requests(params, Operation(operation))


def test_the_platform_makes_tables_and_reaches_no_tenants_items() -> None:
    with acting_for(PLATFORM):
        refuse_foreign_requests({"TableName": "t"}, Operation("CreateTable"))
        refuse_foreign_requests({"Key": key("platform#recording#1")}, Operation("GetItem"))
        with pytest.raises(TenantBoundaryError):
            refuse_foreign_requests({"Key": key("shop")}, Operation("GetItem"))
        with pytest.raises(TenantBoundaryError):
            refuse_foreign_requests({"TableName": "t"}, Operation("Scan"))


@pytest.mark.parametrize("tenant", ["", "SHOP", "a#b", "-shop", "shop-", "şhop", "a" * 64, "a b"])
def test_an_id_that_could_end_in_anothers_keys_is_no_tenant(tenant: str) -> None:
    with pytest.raises(InputError), acting_for(tenant):
        pass


@given(st.text())
def test_no_partition_but_the_tenants_own_passes(partition: str) -> None:
    refused = False
    with acting_for("shop"):
        try:
            refuse_foreign_requests({"Key": key(partition)}, Operation("GetItem"))
        except TenantBoundaryError:
            refused = True

    assert refused == (partition != "shop" and not partition.startswith("shop#"))


def test_the_tenant_ends_with_its_block_and_reaches_no_other_thread() -> None:
    seen: list[str] = []

    def look() -> None:
        try:
            seen.append(acting_tenant())
        except TenantBoundaryError:
            seen.append("none")

    with acting_for("shop"):
        with acting_for("clinic"):
            seen.append(acting_tenant())
        seen.append(acting_tenant())
        thread = Thread(target=look)
        thread.start()
        thread.join()
    look()

    assert seen == ["clinic", "shop", "none", "none"]


def foreign_requests(cloud: Cloud) -> Iterator[Any]:
    client = cloud.clients.dynamodb
    table = NAMES.tenants
    yield lambda: TenantItem.get("clinic", "profile")
    yield lambda: TenantItem("clinic", "profile", schema=1, version=1, content="{}").save()
    yield lambda: list(TenantItem.query("clinic"))
    yield lambda: list(TenantItem.scan())
    yield lambda: list(CustomersItem.batch_get([("shop#a", "customer"), ("clinic#a", "customer")]))
    yield lambda: client.get_item(TableName=table, Key=key("clinic"))
    yield lambda: client.scan(TableName=table)
    yield lambda: client.execute_statement(Statement="SELECT * FROM tenants")
    yield lambda: client.describe_table(TableName=table)
    yield lambda: client.transact_write_items(
        TransactItems=[
            {"Put": {"TableName": table, "Item": key("shop#a")}},
            {"Put": {"TableName": table, "Item": key("clinic#a")}},
        ]
    )


def test_nothing_foreign_is_ever_sent_by_models_or_client(cloud: Cloud) -> None:
    refusals = 0
    with acting_for("shop"):
        for ask in foreign_requests(cloud):
            with pytest.raises(TenantBoundaryError):
                ask()
            refusals += 1

    assert refusals == 10
    assert cloud.dynamodb.operations == []


MAKERS = ("boto3", "create_client", "get_session", "TransactWrite", "TransactGet")


def test_only_one_module_makes_clients() -> None:
    paths = [*(ROOT / "santral/stores").rglob("*.py"), *(ROOT / "functions").rglob("*.py")]
    mentions = {
        path.name
        for path in paths
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if getattr(node, "attr", getattr(node, "module", getattr(node, "id", ""))) in MAKERS
        or any(
            alias.name in MAKERS for alias in getattr(node, "names", ()) if hasattr(alias, "name")
        )
    }

    assert mentions == {"clients.py"}
