"""What every template has to keep to, whoever adds a resource."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import pytest

from functions.catalogue import FUNCTIONS, Trigger
from tests.infra.conftest import ROOT
from tests.infra.template import Centre, Found

# What holds something that nobody can make again.
STATEFUL: Final = (
    "AWS::Cognito::UserPool",
    "AWS::Connect::Instance",
    "AWS::Connect::PhoneNumber",
    "AWS::DynamoDB::GlobalTable",
    "AWS::DynamoDB::Table",
    "AWS::KMS::Key",
    "AWS::Kinesis::Stream",
    "AWS::S3::Bucket",
    "AWS::SQS::Queue",
    "AWS::SecretsManager::Secret",
)
UNUSED: Final = frozenset({"AWS::Connect::PhoneNumber", "AWS::DynamoDB::GlobalTable"})


def statements(centre: Centre) -> Iterator[tuple[Found, Mapping[str, Any]]]:
    """Yield every statement of every policy of ours, resource policies too."""
    for found in centre.resources():
        for statement in _statements(found.properties):
            yield found, statement


def _statements(plain: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(plain, Mapping):
        if "Effect" in plain and ("Action" in plain or "NotAction" in plain):
            yield plain
            return
        for each in plain.values():
            yield from _statements(each)
    elif isinstance(plain, list):
        for each in plain:
            yield from _statements(each)


def listed(plain: Any) -> list[Any]:
    return plain if isinstance(plain, list) else [plain]


def test_nobody_is_allowed_an_action_by_wildcard(prod: Centre) -> None:
    wild = [
        (found.stack, found.logical_id, action)
        for found, statement in statements(prod)
        if statement["Effect"] == "Allow" and not _is_key_policy_of_its_account(found, statement)
        for action in listed(statement.get("Action", "*"))
        if "*" in action
    ]

    assert wild == []


def test_no_role_of_ours_may_scan_a_table_or_speak_partiql(prod: Centre) -> None:
    asked = {
        action
        for _, statement in statements(prod)
        if statement["Effect"] == "Allow"
        for action in listed(statement.get("Action", []))
    }

    assert not {each for each in asked if "Scan" in each or "PartiQL" in each}
    assert "dynamodb:GetItem" in asked  # the search above does see actions


def test_what_nobody_waits_for_has_somewhere_for_its_failures(prod: Centre) -> None:
    polled = {
        name for name, spec in FUNCTIONS.items() if spec.trigger in (Trigger.KINESIS, Trigger.QUEUE)
    }
    told = {
        name for name, spec in FUNCTIONS.items() if spec.trigger is Trigger.S3 or spec.schedules
    }

    assert {"contact_records", "connect_writes"} <= polled
    assert polled - _whose_mappings_keep_failures(prod) == set()
    assert {"recordings", "connect_writes", "provision"} <= told
    assert told - _whose_events_keep_failures(prod) == set()


@pytest.mark.parametrize("type_", STATEFUL)
def test_what_cannot_be_made_again_outlives_its_stack(prod: Centre, type_: str) -> None:
    there = list(prod.resources(type_))

    assert bool(there) is (type_ not in UNUSED)
    for found in there:
        where = (found.stack, found.logical_id)
        assert (where, found.body.get("DeletionPolicy")) == (where, "Retain")
        assert (where, found.body.get("UpdateReplacePolicy")) == (where, "Retain")


def test_every_table_can_be_recovered_and_not_be_deleted(prod: Centre) -> None:
    tables = list(prod.resources("AWS::DynamoDB::Table"))
    tables += prod.resources("AWS::DynamoDB::GlobalTable")

    assert len(tables) == 8
    for table in tables:
        written = json.dumps(table.properties)
        assert '"PointInTimeRecoveryEnabled": true' in written
        assert '"RecoveryPeriodInDays": 35' in written
        assert '"DeletionProtectionEnabled": true' in written


def test_every_bucket_is_private_encrypted_and_spoken_to_by_tls_alone(prod: Centre) -> None:
    buckets = list(prod.resources("AWS::S3::Bucket"))
    refusing = {
        json.dumps(policy.properties["Bucket"]): policy
        for policy in prod.resources("AWS::S3::BucketPolicy")
    }

    assert len(buckets) >= 5
    for bucket in buckets:
        blocked = bucket.properties["PublicAccessBlockConfiguration"]
        assert set(blocked.values()) == {True}
        assert len(blocked) == 4
        assert bucket.properties["BucketEncryption"]
        policy = refusing[json.dumps({"Ref": bucket.logical_id})]
        assert _refuses_plain_http(policy.properties)


def test_every_queue_and_topic_is_encrypted(prod: Centre) -> None:
    for queue in prod.resources("AWS::SQS::Queue"):
        assert queue.properties.get("SqsManagedSseEnabled") or queue.properties.get(
            "KmsMasterKeyId"
        ), queue.logical_id
    for topic in prod.resources("AWS::SNS::Topic"):
        assert topic.properties.get("KmsMasterKeyId"), topic.logical_id


def test_every_log_is_deleted_when_the_certificate_of_deletion_says_so(prod: Centre) -> None:
    for group in prod.resources("AWS::Logs::LogGroup"):
        assert 1 <= group.properties["RetentionInDays"] <= 90, group.logical_id


def test_every_function_runs_what_the_tests_ran_on(prod: Centre) -> None:
    ours = [
        each
        for each in prod.resources("AWS::Lambda::Function")
        if str(each.properties.get("Handler", "")).startswith("functions.")
    ]

    assert {each.properties["Handler"] for each in ours} == {
        spec.handler for spec in FUNCTIONS.values()
    }
    for each in ours:
        assert each.properties["Architectures"] == ["arm64"]
        assert each.properties["Runtime"] == _runtime_of_this_python()


def test_no_file_of_a_stage_names_an_arn_or_an_account() -> None:
    for file in (ROOT / "stages").glob("*.toml"):
        written = file.read_text("utf-8")
        assert "arn:" not in written
        assert not any(len(word) == 12 and word.isdigit() for word in written.split('"'))


def test_every_acknowledgement_has_a_reason_of_its_own() -> None:
    files = [each for each in (ROOT / "infra").rglob("*.py") if "node_modules" not in each.parts]
    reasons = [reason for file in files for reason in _reasons(file)]

    assert len(reasons) >= 5
    assert len(set(reasons)) == len(reasons)
    assert not [each for each in reasons if len(each) < 20]


def _reasons(file: Path) -> Iterator[str]:
    """Yield the texts that acknowledge findings: the third argument, or one of two names."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        given = [each.value for each in node.keywords if each.arg in ("reason", "open_why")]
        if isinstance(node.func, ast.Name) and node.func.id.startswith("acknowledge"):
            given += node.args[2:3]
        for each in given:
            if isinstance(each, ast.Constant) and each.value:
                yield str(each.value)


def _runtime_of_this_python() -> str:
    import sys

    return f"python{sys.version_info.major}.{sys.version_info.minor}"


def _refuses_plain_http(policy: Mapping[str, Any]) -> bool:
    return any(
        statement["Effect"] == "Deny"
        and statement["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
        for statement in policy["PolicyDocument"]["Statement"]
        if "Condition" in statement
    )


def _is_key_policy_of_its_account(found: Found, statement: Mapping[str, Any]) -> bool:
    """A key without this can be managed by nobody (AWS KMS Developer Guide, "Default key policy").

    It leaves it to IAM's policies, which are held to the rule.
    """
    root = ":root" in json.dumps(statement.get("Principal", ""))
    return found.type == "AWS::KMS::Key" and root and listed(statement["Action"]) == ["kms:*"]


def _ours(centre: Centre) -> Iterator[tuple[Found, str]]:
    for found in centre.resources("AWS::Lambda::Function"):
        handler = str(found.properties.get("Handler", ""))
        if handler.startswith("functions."):
            yield found, handler.split(".")[1]


def _whose_mappings_keep_failures(centre: Centre) -> set[str]:
    return {
        name
        for function, name in _ours(centre)
        for mapping in centre[function.stack].resources("AWS::Lambda::EventSourceMapping")
        if mapping.properties["FunctionName"] == {"Ref": function.logical_id}
        and _keeps_failures(centre, mapping.properties)
    }


def _whose_events_keep_failures(centre: Centre) -> set[str]:
    return {
        name
        for function, name in _ours(centre)
        for each in centre[function.stack].resources("AWS::Lambda::EventInvokeConfig")
        if each.properties["FunctionName"] == {"Ref": function.logical_id}
        and each.properties.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination")
    }


def _keeps_failures(centre: Centre, mapping: Mapping[str, Any]) -> bool:
    if mapping.get("DestinationConfig", {}).get("OnFailure", {}).get("Destination"):
        return True
    # A queue hands on by itself what was tried too often.
    source = json.dumps(mapping["EventSourceArn"])
    queues = [each for each in centre.resources("AWS::SQS::Queue") if each.logical_id in source]
    return bool(queues) and all("RedrivePolicy" in each.properties for each in queues)
