"""Routing profiles through boto3, and which agent is rung by whom."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.furnishing import (
    call_queue,
    make_profile,
    make_queue,
    make_user,
    put_status,
    voice,
)
from tests.functional.connect.refusals import all_of, refusal

NOBODY = "11111111-2222-3333-4444-555555555555"
ANY = {"BehaviorType": "ROUTE_ANY_CHANNEL"}


def describe(client: Any, instance: Instance, profile: str) -> dict[str, Any]:
    answered = client.describe_routing_profile(InstanceId=instance.id, RoutingProfileId=profile)
    described: dict[str, Any] = answered["RoutingProfile"]
    return described


def queues(client: Any, instance: Instance, profile: str) -> list[tuple[str, str, int, int]]:
    found = client.list_routing_profile_queues(InstanceId=instance.id, RoutingProfileId=profile)
    return sorted(
        (each["QueueName"], each["Channel"], each["Priority"], each["Delay"])
        for each in found["RoutingProfileQueueConfigSummaryList"]
    )


def names(client: Any, instance: Instance, **criteria: Any) -> list[str]:
    found = client.search_routing_profiles(InstanceId=instance.id, **criteria)
    assert found["ApproximateTotalCount"] == len(found["RoutingProfiles"])
    return [each["Name"] for each in found["RoutingProfiles"]]


def by_text(field: str, value: str, comparison: str = "EXACT") -> dict[str, Any]:
    condition = {"FieldName": field, "Value": value, "ComparisonType": comparison}
    return {"SearchCriteria": {"StringCondition": condition}}


def test_a_profile_is_described_and_searched_with_different_members(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    media = [
        {"Channel": "VOICE", "Concurrency": 1},
        {"Channel": "CHAT", "Concurrency": 3, "CrossChannelBehavior": ANY},
    ]

    made = client.create_routing_profile(
        InstanceId=instance.id,
        Name="Support team",
        Description="Calls and chats",
        DefaultOutboundQueueId=f"{instance.arn}/queue/{queue}",
        QueueConfigs=[voice(queue), voice(queue, channel="CHAT")],
        ManualAssignmentQueueConfigs=[{"QueueReference": {"QueueId": queue, "Channel": "TASK"}}],
        MediaConcurrencies=media,
        AgentAvailabilityTimer="TIME_SINCE_LAST_INBOUND",
        Tags={"team": "north"},
    )
    profile = made["RoutingProfileId"]
    make_user(client, instance, "deniz", profile)

    shared = {
        "Name": "Support team",
        "RoutingProfileArn": f"{instance.arn}/routing-profile/{profile}",
        "RoutingProfileId": profile,
        "Description": "Calls and chats",
        "DefaultOutboundQueueId": queue,
        "Tags": {"team": "north"},
        "NumberOfAssociatedQueues": 2,
        "NumberOfAssociatedManualAssignmentQueues": 1,
        "NumberOfAssociatedUsers": 1,
        "IsDefault": False,
    }
    only = {"BehaviorType": "ROUTE_CURRENT_CHANNEL_ONLY"}
    assert describe(client, instance, profile) == {
        **shared,
        "MediaConcurrencies": [
            {"Channel": "VOICE", "Concurrency": 1, "CrossChannelBehavior": only},
            {"Channel": "CHAT", "Concurrency": 3, "CrossChannelBehavior": ANY},
        ],
        "AgentAvailabilityTimer": "TIME_SINCE_LAST_INBOUND",
        "LastModifiedTime": account.now,
        "LastModifiedRegion": "eu-central-1",
    }
    assert client.search_routing_profiles(InstanceId=instance.id)["RoutingProfiles"] == [
        {
            **shared,
            "MediaConcurrencies": [
                {"Channel": "VOICE", "Concurrency": 1},
                {"Channel": "CHAT", "Concurrency": 3},
            ],
            "AssociatedQueueIds": [queue],
            "AssociatedManualAssignmentQueueIds": [queue],
        }
    ]


def test_an_agent_is_rung_for_a_queue_once_her_profile_has_it(
    client: Any, account: Mocked, instance: Instance
) -> None:
    support, sales = make_queue(client, instance), make_queue(client, instance, "Sales")
    profile = make_profile(client, instance, "Team", support)
    deniz = make_user(client, instance, "deniz", profile)
    put_status(client, instance, deniz, "Available")
    desk = account.centre(instance.id).agent("deniz")
    call_queue(account, instance, sales)
    before = len(desk.offers)

    client.associate_routing_profile_queues(
        InstanceId=instance.id, RoutingProfileId=profile, QueueConfigs=[voice(sales, 2, 0)]
    )

    assert (before, len(desk.offers)) == (0, 1)
    assert queues(client, instance, profile) == [
        ("Sales", "VOICE", 2, 0),
        ("Support", "VOICE", 1, 0),
    ]


def test_a_delay_hides_a_caller_until_it_is_taken_away(
    client: Any, account: Mocked, instance: Instance
) -> None:
    support = make_queue(client, instance)
    profile = make_profile(client, instance, "Team", QueueConfigs=[voice(support, 1, 60)])
    put_status(client, instance, make_user(client, instance, "deniz", profile), "Available")
    desk = account.centre(instance.id).agent("deniz")
    call_queue(account, instance, support)
    account.wait(seconds=10)
    hidden = len(desk.offers)

    client.update_routing_profile_queues(
        InstanceId=instance.id, RoutingProfileId=profile, QueueConfigs=[voice(support, 5, 0)]
    )

    assert (hidden, len(desk.offers)) == (0, 1)
    assert queues(client, instance, profile) == [("Support", "VOICE", 5, 0)]


def test_a_queue_that_is_disassociated_rings_nobody(
    client: Any, account: Mocked, instance: Instance
) -> None:
    support, sales = make_queue(client, instance), make_queue(client, instance, "Sales")
    profile = make_profile(client, instance, "Team", support, sales)
    put_status(client, instance, make_user(client, instance, "deniz", profile), "Available")
    reference = {"QueueId": support, "Channel": "VOICE"}
    request = {"InstanceId": instance.id, "RoutingProfileId": profile}

    client.disassociate_routing_profile_queues(**request, QueueReferences=[reference])
    call_queue(account, instance, support)

    assert account.centre(instance.id).agent("deniz").offers == []
    assert queues(client, instance, profile) == [("Sales", "VOICE", 1, 0)]
    again = refusal(
        client.disassociate_routing_profile_queues, **request, QueueReferences=[reference]
    )
    assert again == "InvalidRequestException"
    many = refusal(
        client.disassociate_routing_profile_queues, **request, QueueReferences=[reference] * 11
    )
    assert many == "InvalidParameterException"
    nothing = refusal(client.disassociate_routing_profile_queues, **request)
    assert nothing == "InvalidRequestException"


def test_an_agent_without_the_voice_channel_takes_no_calls(
    client: Any, account: Mocked, instance: Instance
) -> None:
    support = make_queue(client, instance)
    profile = make_profile(client, instance, "Team", support)
    put_status(client, instance, make_user(client, instance, "deniz", profile), "Available")
    desk = account.centre(instance.id).agent("deniz")
    request = {"InstanceId": instance.id, "RoutingProfileId": profile}

    client.update_routing_profile_concurrency(
        **request, MediaConcurrencies=[{"Channel": "TASK", "Concurrency": 10}]
    )
    call_queue(account, instance, support)
    without_voice = len(desk.offers)
    client.update_routing_profile_concurrency(
        **request, MediaConcurrencies=[{"Channel": "VOICE", "Concurrency": 1}]
    )

    assert (without_voice, len(desk.offers)) == (0, 1)


def test_name_outbound_queue_and_timer_change(client: Any, instance: Instance) -> None:
    profile, sales = make_profile(client, instance), make_queue(client, instance, "Sales")
    request = {"InstanceId": instance.id, "RoutingProfileId": profile}

    client.update_routing_profile_name(**request, Name="Sales team", Description="Who sells")
    client.update_routing_profile_default_outbound_queue(**request, DefaultOutboundQueueId=sales)
    client.update_routing_profile_agent_availability_timer(
        **request, AgentAvailabilityTimer="TIME_SINCE_LAST_INBOUND"
    )

    described = describe(client, instance, profile)
    bound = instance.directory.profile("Sales team")
    assert (described["Name"], described["Description"]) == ("Sales team", "Who sells")
    assert described["DefaultOutboundQueueId"] == sales
    assert described["AgentAvailabilityTimer"] == "TIME_SINCE_LAST_INBOUND"
    assert bound is not None
    assert bound.default_outbound_queue is instance.directory.queue("Sales")
    assert bound.timer.value == "TIME_SINCE_LAST_INBOUND"


def test_manual_assignment_queues_are_a_list_of_their_own(client: Any, instance: Instance) -> None:
    support, sales = make_queue(client, instance), make_queue(client, instance, "Sales")
    profile = make_profile(client, instance, "Team", support)
    request = {"InstanceId": instance.id, "RoutingProfileId": profile}
    references = [{"QueueId": each, "Channel": "TASK"} for each in (support, sales)]

    def listed() -> list[str]:
        found = all_of(
            client,
            "list_routing_profile_manual_assignment_queues",
            "RoutingProfileManualAssignmentQueueConfigSummaryList",
            1,
            **request,
        )
        return sorted(each["QueueName"] for each in found)

    client.associate_routing_profile_queues(
        **request,
        ManualAssignmentQueueConfigs=[{"QueueReference": each} for each in references],
    )
    both = listed()
    client.disassociate_routing_profile_queues(
        **request, ManualAssignmentQueueReferences=references[:1]
    )

    assert both == ["Sales", "Support"]
    assert listed() == ["Sales"]
    assert queues(client, instance, profile) == [("Support", "VOICE", 1, 0)]


def media(channel: str, **members: Any) -> dict[str, Any]:
    return {"MediaConcurrencies": [{"Channel": channel, **members}]}


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (media("VOICE", Concurrency=2), "InvalidParameterException"),
        (media("CHAT", Concurrency=11), "InvalidParameterException"),
        (media("TASK", Concurrency=0), "InvalidParameterException"),
        (media("EMAIL"), "InvalidParameterException"),
        ({"MediaConcurrencies": []}, "InvalidParameterException"),
        (
            {"MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}] * 2},
            "InvalidParameterException",
        ),
        ({"DefaultOutboundQueueId": NOBODY}, "ResourceNotFoundException"),
        ({"QueueConfigs": [voice(NOBODY)]}, "ResourceNotFoundException"),
        ({"QueueConfigs": [voice(NOBODY, priority=100)]}, "InvalidParameterException"),
        ({"QueueConfigs": [voice(NOBODY, delay=10_000)]}, "InvalidParameterException"),
        ({"QueueConfigs": [voice(NOBODY)] * 11}, "InvalidParameterException"),
    ],
)
def test_a_profile_that_cannot_be_is_refused(
    client: Any, instance: Instance, wrong: dict[str, Any], code: str
) -> None:
    queue = make_queue(client, instance)
    request = {
        "InstanceId": instance.id,
        "Name": "Team",
        "Description": "x",
        "DefaultOutboundQueueId": queue,
        "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
    }

    assert refusal(client.create_routing_profile, **(request | wrong)) == code
    assert names(client, instance) == []


def test_concurrency_may_be_said_by_type_of_workload(client: Any, instance: Instance) -> None:
    types = [{"WorkloadType": "urgent", "Concurrency": 2}, {"WorkloadType": "x", "Concurrency": 4}]

    profile = make_profile(client, instance, **media("TASK", WorkloadTypeConcurrencies=types))

    [described] = describe(client, instance, profile)["MediaConcurrencies"]
    bound = instance.directory.profile(profile)
    assert described["WorkloadTypeConcurrencies"] == types
    assert bound is not None
    assert bound.concurrency["TASK"].at_most == 4


def test_a_profile_names_a_queue_once_for_a_channel_and_fifty_at_most(
    client: Any, instance: Instance
) -> None:
    profile = make_profile(client, instance)
    request = {"InstanceId": instance.id, "RoutingProfileId": profile}
    made = [make_queue(client, instance, f"Queue {number}") for number in range(51)]
    for start in range(0, 50, 10):
        client.associate_routing_profile_queues(
            **request, QueueConfigs=[voice(each) for each in made[start : start + 10]]
        )

    def refused(**more: Any) -> str:
        return refusal(client.associate_routing_profile_queues, **request, **more)

    assert refused(QueueConfigs=[voice(made[50])]) == "InvalidRequestException"
    assert refused(QueueConfigs=[voice(made[0])] * 2) == "InvalidParameterException"
    assert refused() == "InvalidRequestException"
    unknown = refusal(
        client.update_routing_profile_queues, **request, QueueConfigs=[voice(made[50])]
    )
    assert unknown == "InvalidRequestException"
    assert len(queues(client, instance, profile)) == 50
    paged = [
        all_of(
            client,
            "list_routing_profile_queues",
            "RoutingProfileQueueConfigSummaryList",
            size,
            **request,
        )
        for size in (1, 100)
    ]
    assert paged[0] == paged[1]


def test_a_profile_goes_when_no_user_has_it(client: Any, instance: Instance) -> None:
    old, new = make_profile(client, instance, "Old"), make_profile(client, instance, "New")
    deniz = make_user(client, instance, "deniz", old)
    request = {"InstanceId": instance.id, "RoutingProfileId": old}

    in_use = refusal(client.delete_routing_profile, **request)
    client.update_user_routing_profile(InstanceId=instance.id, UserId=deniz, RoutingProfileId=new)
    client.delete_routing_profile(**request)

    assert in_use == "ResourceInUseException"
    assert refusal(client.describe_routing_profile, **request) == "ResourceNotFoundException"
    assert describe(client, instance, new)["NumberOfAssociatedUsers"] == 1


def test_names_are_taken_once_and_some_change_is_needed(client: Any, instance: Instance) -> None:
    make_profile(client, instance, "One")
    two = make_profile(client, instance, "Two")
    request = {"InstanceId": instance.id, "RoutingProfileId": two}

    taken = refusal(client.update_routing_profile_name, **request, Name="One")
    nothing = refusal(client.update_routing_profile_name, **request)

    assert (taken, nothing) == ("DuplicateResourceException", "InvalidRequestException")
    assert instance.directory.profile("Two") is not None


def test_profiles_are_listed_and_found(client: Any, instance: Instance) -> None:
    support = make_queue(client, instance)
    north = make_profile(client, instance, "North", support, Tags={"team": "n"})
    make_profile(client, instance, "South")
    tagged = {"SearchFilter": {"TagFilter": {"TagCondition": {"TagKey": "team"}}}}

    def listed(operation: str, key: str, size: int) -> list[str]:
        return [
            each["Name"] for each in all_of(client, operation, key, size, InstanceId=instance.id)
        ]

    for size in (1, 1000):
        assert listed("list_routing_profiles", "RoutingProfileSummaryList", size) == [
            "North",
            "South",
        ]
    assert listed("search_routing_profiles", "RoutingProfiles", 1) == ["North", "South"]
    assert names(client, instance, **by_text("name", "nor", "STARTS_WITH")) == ["North"]
    assert names(client, instance, **by_text("description", "tests", "CONTAINS")) == [
        "North",
        "South",
    ]
    assert names(client, instance, **by_text("resourceID", north)) == ["North"]
    assert names(client, instance, **by_text("associatedQueueIds", support)) == ["North"]
    assert names(client, instance, **tagged) == ["North"]
