"""What each agent is doing right now, through boto3."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import call_queue, make_profile, make_queue, make_user
from tests.functional.connect.refusals import refusal

NOBODY = "00000000-0000-4000-8000-00000000ffff"


@pytest.fixture
def centre(client: Any, account: Mocked, instance: Instance) -> ContactCentre:
    return ContactCentre(client, account, instance)


def asks(centre: ContactCentre, **filters: Any) -> list[dict[str, Any]]:
    answer = centre.client.get_current_user_data(**centre.mine, Filters=filters)
    users: list[dict[str, Any]] = answer["UserDataList"]
    assert answer["ApproximateTotalCount"] == len(users)
    return users


def who(users: list[dict[str, Any]]) -> list[str]:
    return [each["User"]["Id"] for each in users]


def test_an_agent_in_a_call_is_told_of_in_full(centre: ContactCentre) -> None:
    arn, queue = centre.instance.arn, centre.queue
    centre.becomes("Available")
    centre.account.wait(seconds=60)
    call = call_queue(centre.account, centre.instance, queue)
    centre.account.wait(seconds=5)
    centre.agent.accepts()
    centre.account.wait(seconds=30)
    available = centre.client.list_agent_statuses(**centre.mine)["AgentStatusSummaryList"][0]

    (user,) = asks(centre, Queues=[queue])

    answered = START + timedelta(seconds=65)
    assert user == {
        "User": {"Id": centre.user, "Arn": f"{arn}/agent/{centre.user}"},
        "RoutingProfile": {
            "Id": centre.profile,
            "Arn": f"{arn}/routing-profile/{centre.profile}",
        },
        "Status": {
            "StatusStartTimestamp": START,
            "StatusArn": available["Arn"],
            "StatusName": "Available",
        },
        "AvailableSlotsByChannel": {"VOICE": 0, "CHAT": 0, "TASK": 0},
        "MaxSlotsByChannel": {"VOICE": 1, "CHAT": 2, "TASK": 2},
        "ActiveSlotsByChannel": {"VOICE": 1, "CHAT": 0, "TASK": 0},
        "Contacts": [
            {
                "ContactId": call.contact.id,
                "Channel": "VOICE",
                "InitiationMethod": "INBOUND",
                "AgentContactState": "CONNECTED",
                "StateStartTimestamp": answered,
                "ConnectedToAgentTimestamp": answered,
                "Queue": {"Id": queue, "Arn": f"{arn}/queue/{queue}"},
            }
        ],
    }


def test_a_contact_goes_through_its_states(centre: ContactCentre) -> None:
    centre.becomes("Available")
    call_queue(centre.account, centre.instance, centre.queue)
    seen = []

    def look() -> None:
        ((contact,),) = (each["Contacts"] for each in asks(centre, Agents=[centre.user]))
        since = contact["StateStartTimestamp"] - START
        seen.append((contact["AgentContactState"], since.total_seconds()))
        centre.account.wait(seconds=10)

    look()
    centre.agent.accepts()
    look()
    centre.agent.hold()
    look()
    centre.agent.hang_up()
    look()

    assert seen == [
        ("CONNECTING", 0),
        ("CONNECTED", 10),
        ("CONNECTED_ONHOLD", 20),
        ("ENDED", 30),
    ]


def test_a_missed_call_and_what_she_wants_to_be_next_are_shown(centre: ContactCentre) -> None:
    centre.becomes("Available")
    call = call_queue(centre.account, centre.instance, centre.queue)
    centre.account.wait(seconds=21)
    (missed,) = asks(centre, Agents=[centre.user])
    centre.becomes("Available")
    centre.agent.accepts()
    centre.becomes("Offline")
    (leaving,) = asks(centre, Agents=[centre.user])

    assert [each["AgentContactState"] for each in missed["Contacts"]] == ["MISSED"]
    assert missed["AvailableSlotsByChannel"]["VOICE"] == 0
    assert missed["ActiveSlotsByChannel"]["VOICE"] == 0
    assert leaving["NextStatus"] == "Offline"
    assert leaving["Contacts"][0]["ContactId"] == call.contact.id


def test_a_paused_task_is_shown_as_connected(centre: ContactCentre) -> None:
    task = centre.with_agent(centre.task())
    centre.client.pause_contact(**centre.mine, ContactId=task)

    (user,) = asks(centre, Agents=[centre.user])

    assert [each["AgentContactState"] for each in user["Contacts"]] == ["CONNECTED"]
    assert user["AvailableSlotsByChannel"]["TASK"] == 2


def test_only_who_is_logged_in_is_told_of(centre: ContactCentre) -> None:
    assert asks(centre) == []
    assert asks(centre, Agents=[centre.user]) == []


def test_agents_are_found_by_queue_profile_themselves_and_what_they_do(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    sales = make_queue(client, instance, "Sales")
    sellers = make_profile(client, instance, "Sellers", sales)
    ada = make_user(client, instance, "ada", sellers)
    deniz = centre.user
    for user in (deniz, ada):
        centre.becomes("Available", user)
    call_queue(centre.account, instance, sales)

    assert who(asks(centre)) == [deniz, ada]
    assert who(asks(centre, Queues=[sales])) == [ada]
    assert who(asks(centre, RoutingProfiles=[centre.profile])) == [deniz]
    assert who(asks(centre, Agents=[f"{instance.arn}/agent/{ada}"])) == [ada]
    assert who(asks(centre, ContactFilter={"ContactStates": ["CONNECTING"]})) == [ada]
    assert asks(centre, Queues=[sales], ContactFilter={"ContactStates": ["ENDED"]}) == []


def test_agents_are_found_by_their_group_and_those_above_it(
    centre: ContactCentre, client: Any, instance: Instance
) -> None:
    client.update_user_hierarchy_structure(
        **centre.mine,
        HierarchyStructure={"LevelOne": {"Name": "Site"}, "LevelTwo": {"Name": "Team"}},
    )
    make = client.create_user_hierarchy_group
    site = make(**centre.mine, Name="Istanbul")["HierarchyGroupId"]
    team = make(**centre.mine, Name="Blue", ParentGroupId=site)["HierarchyGroupId"]
    client.update_user_hierarchy(**centre.mine, UserId=centre.user, HierarchyGroupId=team)
    centre.becomes("Available")
    centre.becomes("Available", centre.another_user("ada"))

    (by_site,) = asks(centre, UserHierarchyGroups=[site])
    (by_team,) = asks(centre, UserHierarchyGroups=[team])

    assert by_site == by_team
    assert by_site["HierarchyPath"] == {
        "LevelOne": {"Id": site, "Arn": f"{instance.arn}/agent-group/{site}"},
        "LevelTwo": {"Id": team, "Arn": f"{instance.arn}/agent-group/{team}"},
    }


def test_pages_hold_as_many_agents_as_were_asked_for(centre: ContactCentre) -> None:
    users = [centre.user, centre.another_user("ada"), centre.another_user("bea")]
    for user in users:
        centre.becomes("Available", user)
    request: dict[str, Any] = {**centre.mine, "Filters": {}}
    found: list[str] = []

    while True:
        page = centre.client.get_current_user_data(**request, MaxResults=1)
        found += who(page["UserDataList"])
        if "NextToken" not in page:
            break
        request["NextToken"] = page["NextToken"]

    assert found == users
    assert who(asks(centre)) == users


@pytest.mark.parametrize("name", ["Queues", "RoutingProfiles", "Agents", "UserHierarchyGroups"])
def test_what_is_not_there_cannot_be_asked_about(centre: ContactCentre, name: str) -> None:
    code = refusal(centre.client.get_current_user_data, **centre.mine, Filters={name: [NOBODY]})

    assert code == "ResourceNotFoundException"


def test_only_one_filter_is_taken(centre: ContactCentre) -> None:
    filters = {"Queues": [centre.queue], "Agents": [centre.user]}

    code = refusal(centre.client.get_current_user_data, **centre.mine, Filters=filters)

    assert code == "InvalidParameterException"
