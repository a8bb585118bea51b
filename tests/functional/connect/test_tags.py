"""Tags through boto3: of an instance, of what is in it, and which are in use."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.connect import Connect
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.refusals import all_of, refusal


@pytest.fixture
def lunch(client: Any, instance: Instance) -> str:
    """The ARN of a status with a tag."""
    made = client.create_agent_status(
        InstanceId=instance.id, Name="Lunch", State="ENABLED", Tags={"paid": "no"}
    )
    return str(made["AgentStatusARN"])


def test_tags_are_added_replaced_and_taken_away(client: Any, lunch: str) -> None:
    client.tag_resource(resourceArn=lunch, tags={"paid": "yes", "team": "all"})
    client.untag_resource(resourceArn=lunch, tagKeys=["team", "unknown"])

    assert client.list_tags_for_resource(resourceArn=lunch)["tags"] == {"paid": "yes"}


def test_an_instance_has_tags_even_after_a_restart(
    client: Any, account: Mocked, instance: Instance
) -> None:
    client.tag_resource(resourceArn=instance.arn, tags={"stage": "test", "team": "all"})
    client.untag_resource(resourceArn=instance.arn, tagKeys=["team"])
    later = Connect(account.timeline, account.connect.new_id, account.connect.engine)

    later.restore(list(account.connect.kept()))

    assert client.list_tags_for_resource(resourceArn=instance.arn)["tags"] == {"stage": "test"}
    assert client.describe_instance(InstanceId=instance.id)["Instance"]["Tags"] == {"stage": "test"}
    assert later.instance(instance.id).tags == {"stage": "test"}


def test_a_resource_has_fifty_tags_at_most(client: Any, lunch: str) -> None:
    client.tag_resource(resourceArn=lunch, tags={f"k{n}": "v" for n in range(49)})

    one_more = refusal(client.tag_resource, resourceArn=lunch, tags={"k49": "v"})

    assert one_more == "InvalidRequestException"
    assert len(client.list_tags_for_resource(resourceArn=lunch)["tags"]) == 50


def test_tags_of_the_platform_are_its_own(client: Any, instance: Instance, lunch: str) -> None:
    codes = [
        refusal(client.tag_resource, resourceArn=lunch, tags={"aws:owner": "me"}),
        refusal(client.untag_resource, resourceArn=lunch, tagKeys=["aws:owner"]),
        refusal(
            client.create_prompt,
            InstanceId=instance.id,
            Name="Hello",
            S3Uri="s3://voices/hello.wav",
            Tags={"aws:owner": "me"},
        ),
    ]

    assert codes == ["InvalidParameterException"] * 3


def test_what_is_not_there_has_no_tags(client: Any, instance: Instance) -> None:
    nowhere = f"{instance.arn}/agent-state/nowhere"

    codes = [
        refusal(client.tag_resource, resourceArn=nowhere, tags={"a": "b"}),
        refusal(client.untag_resource, resourceArn=nowhere, tagKeys=["a"]),
        refusal(client.list_tags_for_resource, resourceArn=nowhere),
    ]

    assert codes == ["ResourceNotFoundException"] * 3


def test_not_everything_takes_tags(client: Any, instance: Instance) -> None:
    client.update_user_hierarchy_structure(
        InstanceId=instance.id, HierarchyStructure={"LevelOne": {"Name": "Country"}}
    )
    structure = client.describe_user_hierarchy_structure(InstanceId=instance.id)
    level = structure["HierarchyStructure"]["LevelOne"]["Arn"]

    code = refusal(client.tag_resource, resourceArn=level, tags={"a": "b"})

    assert code == "InvalidParameterException"


def test_tags_in_use_are_listed_once(client: Any, instance: Instance, lunch: str) -> None:
    for name in ("Hello", "Goodbye"):
        client.create_prompt(
            InstanceId=instance.id,
            Name=name,
            S3Uri="s3://voices/hello.wav",
            Tags={"language": "tr", "paid": "no"},
        )

    def found(size: int, **request: Any) -> list[tuple[str, str]]:
        tags = all_of(
            client, "search_resource_tags", "Tags", size, InstanceId=instance.id, **request
        )
        return [(each["key"], each["value"]) for each in tags]

    for size in (1, 100):
        assert found(size) == [("language", "tr"), ("paid", "no")]
    key = {"tagKey": "LANG", "tagKeyComparisonType": "STARTS_WITH"}
    value = {"tagValue": "n", "tagValueComparisonType": "CONTAINS"}
    assert found(1, ResourceTypes=["agent-state"]) == [("paid", "no")]
    assert found(1, SearchCriteria={"TagSearchCondition": key}) == [("language", "tr")]
    assert found(1, SearchCriteria={"TagSearchCondition": value}) == [("paid", "no")]


def test_a_type_that_has_no_tags_cannot_be_searched(client: Any, instance: Instance) -> None:
    code = refusal(client.search_resource_tags, InstanceId=instance.id, ResourceTypes=["level"])

    assert code == "InvalidParameterException"
