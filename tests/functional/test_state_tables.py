"""What handlers write to DynamoDB is there in the next run."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import astuple
from pathlib import Path
from typing import Any

import pytest
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.domain.errors import DependencyError
from santral.local.cloud import RECORDINGS_BUCKET, TABLES, Cloud
from santral.local.faults import Fault
from santral.local.state.state import State
from santral.stores.seeding import write_business
from santral.stores.tables import bind
from santral.stores.tenant_guard import PLATFORM, acting_for
from santral.stores.tenants import load
from tests.functional import sample

CUSTOMERS = TABLES.customers


@contextmanager
def run(folder: Path, fault: Fault = Fault.NONE) -> Iterator[tuple[State, Cloud]]:
    with State.open(folder) as state, Cloud(fault) as cloud:
        state.keep(cloud)
        with acting_for("shop"):
            yield state, cloud


def everything(cloud: Cloud) -> dict[str, list[dict[str, Any]]]:
    client = cloud.unguarded("dynamodb")
    return {name: sorted(client.scan(TableName=name)["Items"], key=str) for name in astuple(TABLES)}


def key(name: str) -> dict[str, Any]:
    return {"pk": {"S": f"shop#{name}"}, "sk": {"S": "test"}}


def kept(folder: Path) -> list[str]:
    with State.open(folder) as state:
        entries: list[dict[str, str]] = list(state.entries("dynamodb"))
        return [each["operation"] for each in entries]


def test_a_business_is_there_in_the_next_run(tmp_path: Path) -> None:
    with run(tmp_path) as (_, cloud):
        bind(cloud.clients.dynamodb, TABLES)
        write_business(cloud.clients.dynamodb, sample.shop(), sample.PEOPLE)
        before = everything(cloud)

    with run(tmp_path) as (_, cloud):
        bind(cloud.clients.dynamodb, TABLES)
        assert load("shop") == sample.shop()
        assert everything(cloud) == before


def test_a_write_whose_condition_failed_is_not_repeated(tmp_path: Path) -> None:
    with run(tmp_path) as (_, cloud):
        client = cloud.clients.dynamodb
        for _ in range(2):
            put: Any = {"TableName": CUSTOMERS, "Item": key("a")}
            try:
                client.put_item(**put, ConditionExpression="attribute_not_exists(pk)")
            except client.exceptions.ConditionalCheckFailedException:
                client.delete_item(TableName=CUSTOMERS, Key=key("a"))

    assert kept(tmp_path) == ["PutItem", "DeleteItem"]


def test_reading_leaves_nothing_in_the_journal(tmp_path: Path) -> None:
    with run(tmp_path) as (_, cloud):
        cloud.clients.dynamodb.get_item(TableName=CUSTOMERS, Key=key("a"))

    assert kept(tmp_path) == []


@pytest.mark.parametrize("fault", [Fault.HANG, Fault.FAIL, Fault.RUBBISH])
def test_what_dynamodb_did_not_do_is_not_repeated(tmp_path: Path, fault: Fault) -> None:
    with run(tmp_path, fault) as (_, cloud):
        cloud.disturbed = True
        for _ in range(2):
            with pytest.raises(Exception, match=r"Read timeout|InternalServerError|not a JSON"):
                cloud.clients.dynamodb.put_item(TableName=CUSTOMERS, Item=key("a"))
        cloud.disturbed = False
        with ThreadPoolExecutor(1) as another:  # nobody's turn has been left open
            another.submit(_count_up, cloud).result(timeout=10)

    assert kept(tmp_path) == ["UpdateItem"]


def _count_up(cloud: Cloud) -> None:
    with acting_for("shop"):
        cloud.clients.dynamodb.update_item(
            TableName=CUSTOMERS,
            Key=key("counter"),
            UpdateExpression="ADD times :one",
            ExpressionAttributeValues={":one": {"N": "1"}},
        )


def test_threads_that_write_one_item_leave_what_they_left(tmp_path: Path) -> None:
    def write(cloud: Cloud, thread: int) -> None:
        with acting_for("shop"):
            for number in range(20):
                cloud.clients.dynamodb.put_item(
                    TableName=CUSTOMERS, Item=key("a") | {"by": {"S": f"{thread}/{number}"}}
                )

    with run(tmp_path) as (_, cloud):
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda thread: write(cloud, thread), range(8)))
        before = everything(cloud)

    with run(tmp_path) as (_, cloud):
        assert everything(cloud) == before


def test_a_snapshot_taken_while_threads_write_counts_each_write_once(tmp_path: Path) -> None:
    with run(tmp_path) as (state, cloud), ThreadPoolExecutor(4) as pool:
        counting = [pool.submit(_count_up, cloud) for _ in range(40)]
        state.compact()
        for each in counting:
            each.result()

    with run(tmp_path) as (_, cloud):
        [item] = everything(cloud)[CUSTOMERS]
        assert item["times"] == {"N": "40"}


ORDERS: Any = {
    "TableName": "orders",
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "day", "AttributeType": "B"},
    ],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by-day",
            "KeySchema": [{"AttributeName": "day", "KeyType": "HASH"}],
            "Projection": {"ProjectionType": "KEYS_ONLY"},
            "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
        }
    ],
    "ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
}
ORDER: Any = {"pk": {"S": "shop#1"}, "day": {"B": b"\x00\xff"}, "tags": {"BS": [b"\x01"]}}


def test_tables_that_were_made_and_deleted_are_so_again(tmp_path: Path) -> None:
    with run(tmp_path) as (_, cloud):
        client = cloud.clients.dynamodb
        with acting_for(PLATFORM):
            client.create_table(**ORDERS)
            client.update_time_to_live(
                TableName="orders",
                TimeToLiveSpecification={"AttributeName": "expires", "Enabled": True},
            )
            client.create_table(**ORDERS | {"TableName": "short-lived"})
            client.delete_table(TableName="short-lived")
        client.put_item(TableName="orders", Item=ORDER)

    with run(tmp_path) as (state, cloud):
        found = orders(cloud)
        state.compact()
    with run(tmp_path) as (_, cloud):
        found_after_a_snapshot = orders(cloud)

    expected = (
        ["orders", *sorted(astuple(TABLES))],
        [ORDER],
        [{"pk": {"S": "shop#1"}, "day": {"B": b"\x00\xff"}}],
        {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"},
    )
    assert found == expected
    assert found_after_a_snapshot == expected


def orders(cloud: Cloud) -> tuple[object, ...]:
    client = cloud.unguarded("dynamodb")
    of_a_day = client.query(
        TableName="orders",
        IndexName="by-day",
        KeyConditionExpression="#d = :d",
        ExpressionAttributeNames={"#d": "day"},
        ExpressionAttributeValues={":d": {"B": b"\x00\xff"}},
    )
    return (
        sorted(client.list_tables()["TableNames"]),
        client.scan(TableName="orders")["Items"],
        of_a_day["Items"],
        client.describe_time_to_live(TableName="orders")["TimeToLiveDescription"],
    )


def test_more_than_a_page_of_items_survives_a_snapshot(tmp_path: Path) -> None:
    with run(tmp_path) as (state, cloud):
        for number in range(60):
            item = key(str(number)) | {"content": {"S": "x" * 40_000}}
            cloud.clients.dynamodb.put_item(TableName=CUSTOMERS, Item=item)
        state.compact()

    with run(tmp_path) as (_, cloud):
        pages = cloud.unguarded("dynamodb").get_paginator("scan").paginate(TableName=CUSTOMERS)
        names = {item["pk"]["S"] for page in pages for item in page["Items"]}
        assert names == {f"shop#{number}" for number in range(60)}


def test_a_write_that_cannot_be_repeated_is_named_without_what_it_wrote(tmp_path: Path) -> None:
    with State.open(tmp_path) as state:
        params = {"TableName": "no-such-table", "Item": key("+905321112233")}
        state.append("dynamodb", {"operation": "PutItem", "params": params})

    with pytest.raises(DependencyError) as refused, run(tmp_path):
        pass

    assert str(refused.value) == (
        "dynamodb: the state's write 1, PutItem, cannot be repeated: ResourceNotFoundException; "
        "put back a copy of the folder, or start anew with --fresh"
    )


# --- any writes ---

ITEM_NAMES = st.sampled_from(["a", "b", "c"])
VALUES = st.one_of(
    st.integers(-9, 9).map(lambda number: {"N": str(number)}),
    st.binary(min_size=1, max_size=4).map(lambda octets: {"B": octets}),
    st.text(max_size=4).map(lambda text: {"S": text}),
    st.just({"NULL": True}),
    st.just({"M": {"$bytes": {"L": [{"BOOL": False}, {"B": b"\xff"}, {"L": []}]}}}),
    st.sets(st.binary(min_size=1, max_size=2), min_size=1).map(lambda each: {"BS": sorted(each)}),
    st.sets(st.integers(0, 9), min_size=1).map(lambda each: {"NS": sorted(map(str, each))}),
)
CONDITIONS = st.sampled_from([{}, {"ConditionExpression": "attribute_not_exists(pk)"}])
PUTS = st.builds(
    lambda name, value, condition: (
        "put_item",
        {"TableName": CUSTOMERS, "Item": key(name) | {"v": value}, **condition},
    ),
    ITEM_NAMES,
    VALUES,
    CONDITIONS,
)
DELETES = st.builds(
    lambda name: ("delete_item", {"TableName": CUSTOMERS, "Key": key(name)}), ITEM_NAMES
)
COUNTS = st.builds(
    lambda name, number: (
        "update_item",
        {
            "TableName": CUSTOMERS,
            "Key": key(name),
            "UpdateExpression": "ADD n :v",
            "ExpressionAttributeValues": {":v": {"N": str(number)}},
        },
    ),
    ITEM_NAMES,
    st.integers(-9, 9),
)
UPDATES = st.builds(
    lambda name, expression, value: (
        "update_item",
        {
            "TableName": CUSTOMERS,
            "Key": key(name),
            "UpdateExpression": expression,
            "ExpressionAttributeValues": {":v": value},
        },
    ),
    ITEM_NAMES,
    # moto leaves an empty item behind where it refuses an expression: none is refused here.
    st.sampled_from(["SET v = :v", "SET w = :v REMOVE v", "SET w = if_not_exists(w, :v)"]),
    VALUES,
)
BATCHES = st.builds(
    lambda puts, deleted: (
        "batch_write_item",
        {
            "RequestItems": {
                CUSTOMERS: [
                    *({"PutRequest": {"Item": key(each)}} for each in puts),
                    *({"DeleteRequest": {"Key": key(each)}} for each in deleted - puts),
                ]
            }
        },
    ),
    st.sets(ITEM_NAMES, min_size=1),
    st.sets(ITEM_NAMES),
)
TRANSACTIONS = st.builds(
    lambda put, value, condition, deleted: (
        "transact_write_items",
        {
            "TransactItems": [
                {"Put": {"TableName": CUSTOMERS, "Item": key(put) | {"v": value}, **condition}},
                {"Delete": {"TableName": CUSTOMERS, "Key": key(deleted)}},
            ]
        },
    ),
    ITEM_NAMES,
    VALUES,
    CONDITIONS,
    ITEM_NAMES,
)
COMPACT = st.just(("compact", dict[str, Any]()))

# One key twice in a transaction is refused as well.
REFUSED = ("ConditionalCheckFailed", "TransactionCanceled", "Validation")


@settings(max_examples=25, deadline=None)
@given(st.lists(PUTS | DELETES | UPDATES | COUNTS | BATCHES | TRANSACTIONS | COMPACT, max_size=12))
def test_the_tables_of_the_next_run_are_those_of_this_one(
    writes: list[tuple[str, dict[str, Any]]],
) -> None:
    with tempfile.TemporaryDirectory() as name:
        with run(Path(name)) as (state, cloud):
            for operation, params in writes:
                _do(state, cloud, operation, params)
            before = everything(cloud)

        with run(Path(name)) as (_, cloud):
            assert everything(cloud) == before


def _do(state: State, cloud: Cloud, operation: str, params: dict[str, Any]) -> None:
    if operation == "compact":
        state.compact()
        return
    try:
        getattr(cloud.clients.dynamodb, operation)(**params)
    except ClientError as error:
        if not error.response["Error"]["Code"].startswith(REFUSED):
            raise


WRITE = """
import sys
from pathlib import Path
from santral.local.cloud import RECORDINGS_BUCKET, TABLES, Cloud
from santral.local.state.state import State
from santral.stores.tenant_guard import acting_for
with State.open(Path(sys.argv[1])) as state, Cloud() as cloud, acting_for("shop"):
    state.keep(cloud)
    for number in range(1000):
        key = {"pk": {"S": f"shop#{number}"}, "sk": {"S": "test"}}
        cloud.clients.dynamodb.put_item(TableName=TABLES.customers, Item=key)
        cloud.s3.put_object(Bucket=RECORDINGS_BUCKET, Key=str(number), Body=str(number).encode())
        print(number, flush=True)
"""


def test_a_run_that_is_killed_loses_neither_items_nor_objects(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", WRITE, str(tmp_path)], stdout=subprocess.PIPE, text=True
    ) as writer:
        assert writer.stdout is not None
        for _ in range(20):
            writer.stdout.readline()
        writer.kill()
        told = 20 + writer.stdout.read().count("\n")

    with run(tmp_path) as (_, cloud):
        items = {item["pk"]["S"] for item in everything(cloud)[CUSTOMERS]}
        listed = cloud.s3.list_objects_v2(Bucket=RECORDINGS_BUCKET)["Contents"]
        assert items >= {f"shop#{number}" for number in range(told)}
        assert {each["Key"] for each in listed} >= {str(number) for number in range(told)}
