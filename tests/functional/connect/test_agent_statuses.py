"""Agent statuses through boto3: what every instance has, an instance's own, who is in one."""

from __future__ import annotations

from typing import Any

from santral.engine.routing.agents import Agent, RoutingProfile
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.agent_statuses import AGENT_STATUS, status_of
from tests.functional.connect.furnishing import make_user
from tests.functional.connect.refusals import all_of, refusal


def _lunch(client: Any, instance: Instance, **more: Any) -> str:
    made = client.create_agent_status(
        InstanceId=instance.id, Name="Lunch", State="ENABLED", DisplayOrder=3, **more
    )
    return str(made["AgentStatusId"])


def test_every_instance_has_available_and_offline(client: Any, instance: Instance) -> None:
    listed = client.list_agent_statuses(InstanceId=instance.id)["AgentStatusSummaryList"]

    assert [(each["Name"], each["Type"]) for each in listed] == [
        ("Available", "ROUTABLE"),
        ("Offline", "OFFLINE"),
    ]


def test_a_new_status_is_described_as_it_was_made(client: Any, instance: Instance) -> None:
    lunch = _lunch(client, instance, Description="Half an hour", Tags={"team": "all"})

    status = client.describe_agent_status(InstanceId=instance.id, AgentStatusId=lunch)[
        "AgentStatus"
    ]

    assert status["AgentStatusARN"] == f"{instance.arn}/agent-state/{lunch}"
    assert status["Name"] == "Lunch"
    assert status["Type"] == "CUSTOM"
    assert status["State"] == "ENABLED"
    assert status["DisplayOrder"] == 3
    assert status["Description"] == "Half an hour"
    assert status["Tags"] == {"team": "all"}
    assert status["LastModifiedRegion"] == "eu-central-1"


def test_a_status_changes_member_by_member(client: Any, instance: Instance) -> None:
    lunch = _lunch(client, instance, Description="Half an hour")

    client.update_agent_status(
        InstanceId=instance.id,
        AgentStatusId=lunch,
        Description="",
        State="DISABLED",
        ResetOrderNumber=True,
    )

    status = client.describe_agent_status(InstanceId=instance.id, AgentStatusId=lunch)[
        "AgentStatus"
    ]
    assert status["Name"] == "Lunch"
    assert status["State"] == "DISABLED"
    assert "Description" not in status
    assert "DisplayOrder" not in status


def test_a_name_is_taken_once(client: Any, instance: Instance) -> None:
    lunch = _lunch(client, instance)

    again = refusal(
        client.create_agent_status, InstanceId=instance.id, Name="Lunch", State="ENABLED"
    )
    renamed = refusal(
        client.update_agent_status, InstanceId=instance.id, AgentStatusId=lunch, Name="Offline"
    )

    assert again == renamed == "DuplicateResourceException"


def test_available_and_offline_are_never_disabled(client: Any, instance: Instance) -> None:
    listed = client.list_agent_statuses(InstanceId=instance.id)["AgentStatusSummaryList"]

    for each in listed:
        code = refusal(
            client.update_agent_status,
            InstanceId=instance.id,
            AgentStatusId=each["Id"],
            State="DISABLED",
        )
        assert code == "InvalidRequestException"


def test_available_and_offline_are_renamed_and_ordered(client: Any, instance: Instance) -> None:
    listed = client.list_agent_statuses(InstanceId=instance.id)["AgentStatusSummaryList"]
    status = {each["Type"]: each["Id"] for each in listed}
    request = {"InstanceId": instance.id}

    client.update_agent_status(
        **request, AgentStatusId=status["ROUTABLE"], DisplayOrder=1, Description="At the desk"
    )
    client.update_agent_status(**request, AgentStatusId=status["OFFLINE"], Name="Gone")

    renamed = client.describe_agent_status(**request, AgentStatusId=status["OFFLINE"])
    assert renamed["AgentStatus"]["Name"] == "Gone"
    described = client.describe_agent_status(**request, AgentStatusId=status["ROUTABLE"])
    assert described["AgentStatus"]["DisplayOrder"] == 1
    assert described["AgentStatus"]["Description"] == "At the desk"


def test_a_new_user_is_offline_whatever_that_is_called(client: Any, instance: Instance) -> None:
    listed = client.list_agent_statuses(InstanceId=instance.id)["AgentStatusSummaryList"]
    [offline] = [each["Id"] for each in listed if each["Type"] == "OFFLINE"]
    client.update_agent_status(InstanceId=instance.id, AgentStatusId=offline, Name="Gone")

    make_user(client, instance, "deniz")

    agent = instance.directory.agent("deniz")
    assert agent is not None
    assert agent.status.name == "Gone"


def test_an_unknown_status_is_not_found(client: Any, instance: Instance) -> None:
    for call in (client.describe_agent_status, client.update_agent_status):
        assert (
            refusal(call, InstanceId=instance.id, AgentStatusId="nobody")
            == "ResourceNotFoundException"
        )


def test_an_instance_has_fifty_statuses_at_most(client: Any, instance: Instance) -> None:
    for number in range(48):
        client.create_agent_status(InstanceId=instance.id, Name=f"Break {number}", State="ENABLED")

    one_more = refusal(
        client.create_agent_status, InstanceId=instance.id, Name="Lunch", State="ENABLED"
    )

    assert one_more == "LimitExceededException"


def test_statuses_are_listed_by_type_and_page_by_page(client: Any, instance: Instance) -> None:
    _lunch(client, instance)
    names = ["Available", "Offline", "Lunch"]

    for size in (1, 1000):
        listed = all_of(
            client,
            "list_agent_statuses",
            "AgentStatusSummaryList",
            size,
            InstanceId=instance.id,
        )
        assert [each["Name"] for each in listed] == names
    custom = client.list_agent_statuses(InstanceId=instance.id, AgentStatusTypes=["CUSTOM"])
    assert [each["Name"] for each in custom["AgentStatusSummaryList"]] == ["Lunch"]


def test_statuses_are_found_by_name_type_and_tag(client: Any, instance: Instance) -> None:
    _lunch(client, instance, Tags={"paid": "no"})

    def found(**request: Any) -> list[str]:
        answer = client.search_agent_statuses(InstanceId=instance.id, **request)
        assert answer["ApproximateTotalCount"] == len(answer["AgentStatuses"])
        return [each["Name"] for each in answer["AgentStatuses"]]

    def where(field: str, value: str, comparison: str = "EXACT") -> dict[str, Any]:
        condition = {"FieldName": field, "Value": value, "ComparisonType": comparison}
        return {"SearchCriteria": {"StringCondition": condition}}

    tag = {"TagCondition": {"TagKey": "paid", "TagValue": "no"}}
    assert found(**where("name", "lun", "STARTS_WITH")) == ["Lunch"]
    assert found(**where("type", "OFFLINE")) == ["Offline"]
    assert found(**where("displayOrder", "3")) == ["Lunch"]
    assert found(**where("state", "ENABLED")) == ["Available", "Offline", "Lunch"]
    assert found(SearchFilter={"AttributeFilter": tag}) == ["Lunch"]
    for size in (1, 100):
        each = all_of(
            client, "search_agent_statuses", "AgentStatuses", size, InstanceId=instance.id
        )
        assert len(each) == 3


def test_an_agent_at_lunch_is_at_dinner_once_the_status_is_renamed(
    client: Any, account: Mocked, instance: Instance
) -> None:
    lunch = _lunch(client, instance)
    agent = Agent("ayse", f"{instance.arn}/agent/1", RoutingProfile("all", "arn:profile", []))
    instance.directory.add_agent(agent)
    status = status_of(instance.table(AGENT_STATUS).get(lunch))
    instance.switchboard.set_status(agent, status)
    account.wait(minutes=5)
    since_us = agent.status_since_us

    client.update_agent_status(InstanceId=instance.id, AgentStatusId=lunch, Name="Dinner")

    assert agent.status.name == "Dinner"
    assert agent.status_since_us == since_us


def test_what_she_asked_for_next_is_renamed_with_the_status(
    client: Any, instance: Instance
) -> None:
    lunch = _lunch(client, instance)
    agent = Agent("ayse", f"{instance.arn}/agent/1", RoutingProfile("all", "arn:profile", []))
    instance.directory.add_agent(agent)
    agent.next_status = status_of(instance.table(AGENT_STATUS).get(lunch))

    client.update_agent_status(InstanceId=instance.id, AgentStatusId=lunch, Name="Dinner")

    assert agent.next_status.name == "Dinner"
