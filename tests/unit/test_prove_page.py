"""What the proof leaves out stands in its page, with the reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from santral.local.connect.cloudformation.types import TYPES
from santral.local.proof.emulator import CONNECT, NO_OPS, leading_keys

PAGE = (Path(__file__).parents[2] / "docs" / "prove.md").read_text("utf-8")


def test_every_type_that_is_made_by_name_only_is_listed_with_its_reason() -> None:
    rows = dict(re.findall(r"^\| `(AWS::[^`]+)` \| (.+) \|$", PAGE, re.MULTILINE))

    assert rows == dict(NO_OPS)


def test_the_emulator_hands_over_every_type_that_our_connect_has() -> None:
    assert [f"AWS::Connect::{each}" for each in CONNECT] == sorted(TYPES)


@pytest.mark.parametrize(
    ("action", "body", "keys"),
    [
        ("GetItem", b'{"Key": {"pk": {"S": "klima"}}}', ["klima"]),
        ("PutItem", b'{"Item": {"pk": {"S": "klima#note"}}}', ["klima#note"]),
        (
            "Query",
            b'{"KeyConditionExpression": "#0 = :0", "ExpressionAttributeNames": {"#0": "pk"},'
            b' "ExpressionAttributeValues": {":0": {"S": "klima#note"}}}',
            ["klima#note"],
        ),
        ("BatchGetItem", b'{"RequestItems": {"t": {"Keys": [{"pk": {"S": "a"}}]}}}', ["a"]),
        (
            "BatchWriteItem",
            b'{"RequestItems": {"t": [{"PutRequest": {"Item": {"pk": {"S": "a"}}}},'
            b' {"DeleteRequest": {"Key": {"pk": {"S": "b"}}}}]}}',
            ["a", "b"],
        ),
        (
            "TransactWriteItems",
            b'{"TransactItems": [{"Put": {"Item": {"pk": {"S": "a"}}}}]}',
            ["a"],
        ),
        ("Scan", b'{"TableName": "t"}', []),
        ("GetItem", b"no JSON", []),
    ],
)
def test_policies_see_the_partitions_that_a_request_names(
    action: str, body: bytes, keys: list[str]
) -> None:
    assert list(leading_keys(f"dynamodb:{action}", body)) == keys
