"""`mocked()` beside moto, inside and outside, and what it leaves behind: nothing."""

from __future__ import annotations

import os
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError, EndpointConnectionError
from moto import mock_aws

from santral.local.connect import answer_client, mocked
from santral.local.connect.in_process import Mocked
from santral.local.network import Reply

REGION = "eu-central-1"


def aliases(client: Any) -> list[str]:
    return [each["InstanceAlias"] for each in client.list_instances()["InstanceSummaryList"]]


def create(client: Any, alias: str) -> str:
    made: str = client.create_instance(
        IdentityManagementType="CONNECT_MANAGED",
        InstanceAlias=alias,
        InboundCallsEnabled=True,
        OutboundCallsEnabled=True,
    )["Id"]
    return made


def test_inside_moto_connect_is_answered_here_and_s3_by_moto() -> None:
    with mock_aws(), mocked():
        create(boto3.client("connect", region_name=REGION), "inner")
        boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="voices")

        assert aliases(boto3.client("connect", region_name=REGION)) == ["inner"]
        buckets = boto3.client("s3", region_name="us-east-1").list_buckets()["Buckets"]
        assert [each["Name"] for each in buckets] == ["voices"]


def test_around_moto_connect_is_answered_here_and_s3_by_moto() -> None:
    with mocked():
        client = boto3.client("connect", region_name=REGION)
        create(client, "outer")
        with mock_aws():
            boto3.client("s3", region_name="us-east-1").create_bucket(Bucket="voices")

            assert aliases(boto3.client("connect", region_name=REGION)) == ["outer"]

        assert aliases(client) == ["outer"]


def test_after_it_moto_answers_for_connect_again() -> None:
    with mock_aws():
        with mocked():
            create(boto3.client("connect", region_name=REGION), "gone")

        assert aliases(boto3.client("connect", region_name=REGION)) == []


def test_an_exception_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "mine")
    monkeypatch.delenv("AWS_SECRET_ACCESS_KEY", raising=False)
    monkeypatch.delenv("AWS_DEFAULT_REGION", raising=False)

    with pytest.raises(RuntimeError, match="on purpose"), mocked():
        raise RuntimeError("on purpose")

    assert os.environ["AWS_ACCESS_KEY_ID"] == "mine"
    assert "AWS_SECRET_ACCESS_KEY" not in os.environ
    assert "AWS_DEFAULT_REGION" not in os.environ
    with mock_aws():
        assert aliases(boto3.client("connect", region_name=REGION)) == []


def test_the_innermost_of_two_answers() -> None:
    with mocked():
        client = boto3.client("connect", region_name=REGION)
        create(client, "outer")
        with mocked():
            assert aliases(client) == []

        assert aliases(client) == ["outer"]


def test_it_decorates_a_function() -> None:
    @mocked()
    def story() -> list[str]:
        client = boto3.client("connect", region_name=REGION)
        create(client, "decorated")
        return aliases(client)

    assert story() == ["decorated"]
    assert story() == ["decorated"]


def test_no_credentials_and_no_region_are_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_DEFAULT_REGION", "AWS_PROFILE"):
        monkeypatch.delenv(name, raising=False)

    with mocked():
        assert aliases(boto3.client("connect")) == []


def test_a_client_that_is_older_can_be_answered_too() -> None:
    client = boto3.client(
        "connect",
        region_name=REGION,
        aws_access_key_id="x",
        aws_secret_access_key="x",
        endpoint_url="http://127.0.0.1:9",
    )
    answer_client(client)

    with mocked():
        assert aliases(client) == []

    with pytest.raises(EndpointConnectionError):
        client.list_instances()


def test_with_throttling_the_sixth_request_at_once_is_refused() -> None:
    with mocked(throttling=True) as account:
        client = boto3.client("connect", region_name=REGION)
        client.meta.events.unregister("needs-retry.connect", unique_id="retry-config-connect")
        for _ in range(5):
            client.list_instances()

        with pytest.raises(ClientError) as refused:
            client.list_instances()
        assert refused.value.response["Error"]["Code"] in {
            "ThrottlingException",
            "TooManyRequestsException",
        }

        account.wait(seconds=1)
        client.list_instances()
        client.list_instances()
        with pytest.raises(ClientError):
            client.list_instances()


def test_with_a_lag_something_new_is_not_listed_at_once() -> None:
    with mocked(lag_s=5) as account:
        client = boto3.client("connect", region_name=REGION)
        instance = create(client, "slow")
        account.wait(seconds=10)
        before = len(client.list_agent_statuses(InstanceId=instance)["AgentStatusSummaryList"])
        made = client.create_agent_status(InstanceId=instance, Name="Lunch", State="ENABLED")

        listed = client.list_agent_statuses(InstanceId=instance)["AgentStatusSummaryList"]
        assert len(listed) == before
        client.describe_agent_status(InstanceId=instance, AgentStatusId=made["AgentStatusId"])

        account.wait(seconds=5)
        listed = client.list_agent_statuses(InstanceId=instance)["AgentStatusSummaryList"]
        assert len(listed) == before + 1


def test_a_quota_that_does_not_exist_is_named() -> None:
    with pytest.raises(ValueError, match="no quota kittens"):
        mocked(quotas={"kittens": 3})


@pytest.mark.connect(quotas={"agent-statuses": 3})
def test_the_fixture_opens_an_account_as_the_marker_says(connect_account: Mocked) -> None:
    client = boto3.client("connect", region_name=REGION)
    instance = create(client, "by-fixture")
    assert aliases(client) == ["by-fixture"]
    assert list(connect_account.connect.instances) == [instance]

    client.create_agent_status(InstanceId=instance, Name="Lunch", State="ENABLED")
    with pytest.raises(ClientError, match="LimitExceededException"):
        client.create_agent_status(InstanceId=instance, Name="Training", State="ENABLED")


def test_the_time_has_to_be_that_of_some_zone() -> None:
    with pytest.raises(ValueError, match="expected a datetime with a time zone"):
        mocked(start=datetime(2026, 11, 23))  # noqa: DTZ001 - the mistake itself


def test_a_desk_is_found_by_what_boto3_knows_of_a_user(connect_account: Mocked) -> None:
    client = boto3.client("connect", region_name=REGION)
    instance = create(client, "desks")
    profiles = client.list_routing_profiles(InstanceId=instance)["RoutingProfileSummaryList"]
    security = client.list_security_profiles(InstanceId=instance)["SecurityProfileSummaryList"]
    user = client.create_user(
        InstanceId=instance,
        Username="ayla",
        Password="Orchid-7-lamp",
        IdentityInfo={"FirstName": "Ayla", "LastName": "Demir"},
        PhoneConfig={"PhoneType": "SOFT_PHONE"},
        SecurityProfileIds=[security[0]["Id"]],
        RoutingProfileId=profiles[0]["Id"],
    )
    centre = connect_account.centre()

    by_name = centre.desk("ayla")

    assert by_name is centre.desk(user["UserId"]) is centre.desk(user["UserArn"])
    with pytest.raises(LookupError, match="no agent 'aylaa'"):
        centre.desk("aylaa")


def test_a_reply_that_no_network_gives_is_refused() -> None:
    with pytest.raises(ValueError, match="answered, unanswered, busy, failed; not 'no-answer'"):
        Reply("no-answer")


def test_the_example_in_the_developers_guide_passes() -> None:
    text = (Path(__file__).parents[3] / "docs/developers.md").read_text(encoding="utf-8")
    [example] = re.findall(r"^```python\n(import json\n\nimport boto3\n.*?)^```", text, re.S | re.M)
    names: dict[str, Any] = {}

    exec(example, names)  # noqa: S102 - our own page

    stories = [value for name, value in names.items() if name.startswith("test_")]
    assert stories
    for story in stories:
        story()
