"""Changes of a user through boto3, and what she notices of them at her desk."""

from __future__ import annotations

from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.testing.participants import Desk
from tests.functional.connect.furnishing import (
    call_queue,
    make_profile,
    make_queue,
    make_security_profile,
    make_user,
    put_status,
    user_request,
)
from tests.functional.connect.refusals import refusal

NOBODY = "11111111-2222-3333-4444-555555555555"


def describe(client: Any, instance: Instance, user: str) -> dict[str, Any]:
    described: dict[str, Any] = client.describe_user(InstanceId=instance.id, UserId=user)["User"]
    return described


def after_work(seconds: int, channel: str = "VOICE") -> dict[str, Any]:
    limit = {"AfterContactWorkTimeLimit": seconds}
    return {"Channel": channel, "AfterContactWorkConfig": limit}


class Team:
    """One queue, and Deniz, who serves it."""

    def __init__(self, client: Any, account: Mocked, instance: Instance) -> None:
        self.client, self.account, self.instance = client, account, instance
        self.queue = make_queue(client, instance)
        self.profile = make_profile(client, instance, "Team", self.queue)
        self.deniz = make_user(client, instance, "deniz", self.profile)

    @property
    def desk(self) -> Desk:
        return self.account.centre(self.instance.id).agent("deniz")

    def becomes(self, status: str) -> None:
        put_status(self.client, self.instance, self.deniz, status)

    def talks_and_hangs_up(self) -> None:
        call_queue(self.account, self.instance, self.queue)
        if self.desk.agent.contacts and self.desk.offers[-1].is_open:
            self.desk.accepts()
        self.account.wait(seconds=5)
        self.desk.hang_up()

    @property
    def is_wrapping_up(self) -> bool:
        return bool(self.desk.agent.contacts)


@pytest.fixture
def team(client: Any, account: Mocked, instance: Instance) -> Team:
    return Team(client, account, instance)


def test_new_names_are_seen_at_once(client: Any, instance: Instance, team: Team) -> None:
    client.update_user_identity_info(
        InstanceId=instance.id,
        UserId=team.deniz,
        IdentityInfo={"FirstName": "Derya", "LastName": "Aydın"},
    )

    assert (team.desk.agent.first_name, team.desk.agent.last_name) == ("Derya", "Aydın")
    assert describe(client, instance, team.deniz)["IdentityInfo"] == {
        "FirstName": "Derya",
        "LastName": "Aydın",
    }
    nameless = refusal(
        client.update_user_identity_info,
        InstanceId=instance.id,
        UserId=team.deniz,
        IdentityInfo={"FirstName": "Derya"},
    )
    assert nameless == "InvalidParameterException"


def test_after_contact_work_lasts_as_long_as_it_was_set(
    client: Any, account: Mocked, instance: Instance, team: Team
) -> None:
    request = {"InstanceId": instance.id, "UserId": team.deniz}
    team.becomes("Available")

    team.talks_and_hangs_up()  # 30 seconds, as she was made
    account.wait(seconds=29)
    at_29 = team.is_wrapping_up
    account.wait(seconds=1)
    at_30 = team.is_wrapping_up
    client.update_user_phone_config(**request, PhoneConfig={"AfterContactWorkTimeLimit": 0})
    team.talks_and_hangs_up()
    account.wait(minutes=500)
    without_limit = team.is_wrapping_up
    team.desk.clear()

    assert (at_29, at_30, without_limit) == (True, False, True)
    assert not team.is_wrapping_up


def test_calls_are_accepted_automatically_once_it_is_set(
    client: Any, account: Mocked, instance: Instance, team: Team
) -> None:
    client.update_user_config(
        InstanceId=instance.id,
        UserId=team.deniz,
        AutoAcceptConfigs=[
            {"Channel": "VOICE", "AutoAccept": True},
            {"Channel": "CHAT", "AutoAccept": False},
        ],
    )
    team.becomes("Available")

    caller = call_queue(account, instance, team.queue)
    account.wait(seconds=1)

    assert caller.talks_to == "Deniz"
    assert not team.desk.agent.accepts_by_itself("CHAT")


def test_each_channel_has_a_time_of_its_own_until_one_is_set_for_all(
    client: Any, instance: Instance, team: Team
) -> None:
    request = {"InstanceId": instance.id, "UserId": team.deniz}
    agent = team.desk.agent

    def wrap_ups_s() -> list[int | None]:
        found = [agent.wrap_up_for(channel) for channel in ("VOICE", "CHAT", "TASK", "EMAIL")]
        return [None if each is None else each // 1_000_000 for each in found]

    client.update_user_config(**request, AfterContactWorkConfigs=[after_work(10_000, "CHAT")])
    client.update_user_config(
        **request, AfterContactWorkConfigs=[after_work(0, "TASK"), after_work(10, "VOICE")]
    )
    by_channel = wrap_ups_s()
    described = describe(client, instance, team.deniz)
    client.update_user_phone_config(**request, PhoneConfig={"AfterContactWorkTimeLimit": 20})

    # A chat's lasts 90 minutes at most; e-mails keep what she was made with.
    assert by_channel == [10, 5400, None, 30]
    assert described["AfterContactWorkConfigs"] == [
        after_work(10_000, "CHAT"),
        after_work(0, "TASK"),
        after_work(10, "VOICE"),
    ]
    assert wrap_ups_s() == [20, 20, 20, 20]
    assert "AfterContactWorkConfigs" not in describe(client, instance, team.deniz)


def test_phone_connection_and_voice_are_kept_by_channel(
    client: Any, instance: Instance, team: Team
) -> None:
    configs: dict[str, Any] = {
        "PhoneNumberConfigs": [
            {"Channel": "VOICE", "PhoneType": "DESK_PHONE", "PhoneNumber": "+902125550177"}
        ],
        "PersistentConnectionConfigs": [{"Channel": "VOICE", "PersistentConnection": True}],
        "VoiceEnhancementConfigs": [
            {"Channel": "VOICE", "VoiceEnhancementMode": "NOISE_SUPPRESSION"}
        ],
    }

    client.update_user_config(InstanceId=instance.id, UserId=team.deniz, **configs)

    described = describe(client, instance, team.deniz)
    assert {name: described[name] for name in configs} == configs


CHANNEL = {"Channel": "CHAT"}


@pytest.mark.parametrize(
    "wrong",
    [
        {"AutoAcceptConfigs": [CHANNEL | {"AutoAccept": True}] * 2},
        {
            "AutoAcceptConfigs": [
                CHANNEL | {"AutoAccept": True, "AgentFirstCallbackAutoAccept": True}
            ]
        },
        {"AfterContactWorkConfigs": [after_work(2_000_001)]},
        {"PhoneNumberConfigs": [CHANNEL | {"PhoneType": "SOFT_PHONE"}]},
        {"PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "DESK_PHONE"}]},
        {"PersistentConnectionConfigs": [CHANNEL | {"PersistentConnection": True}]},
        {"VoiceEnhancementConfigs": [CHANNEL | {"VoiceEnhancementMode": "NONE"}]},
    ],
)
def test_a_setting_that_cannot_be_is_refused(
    client: Any, instance: Instance, team: Team, wrong: dict[str, Any]
) -> None:
    request = {"InstanceId": instance.id, "UserId": team.deniz}

    assert refusal(client.update_user_config, **request, **wrong) == "InvalidParameterException"


def test_an_empty_change_is_refused(client: Any, instance: Instance, team: Team) -> None:
    empty = refusal(client.update_user_config, InstanceId=instance.id, UserId=team.deniz)

    assert empty == "InvalidRequestException"


@pytest.mark.parametrize(
    ("phone", "config"),
    [
        ({"AutoAccept": True}, {"AutoAcceptConfigs": [CHANNEL | {"AutoAccept": True}]}),
        ({"AfterContactWorkTimeLimit": 1}, {"AfterContactWorkConfigs": [after_work(1)]}),
        (
            {"PhoneType": "SOFT_PHONE"},
            {"PhoneNumberConfigs": [{"Channel": "VOICE", "PhoneType": "SOFT_PHONE"}]},
        ),
        (
            {"PersistentConnection": True},
            {"PersistentConnectionConfigs": [{"Channel": "VOICE", "PersistentConnection": True}]},
        ),
    ],
)
def test_a_new_user_is_told_each_thing_once(
    client: Any, instance: Instance, phone: dict[str, Any], config: dict[str, Any]
) -> None:
    request = user_request(client, instance, "deniz", **config) | {"PhoneConfig": phone}

    assert refusal(client.create_user, **request) == "InvalidParameterException"
    request["PhoneConfig"] = {}
    assert client.create_user(**request)["UserId"]


def test_an_agent_changes_teams_in_the_middle_of_the_day(
    client: Any, account: Mocked, instance: Instance, team: Team
) -> None:
    sales = make_queue(client, instance, "Sales")
    other = make_profile(client, instance, "Sales team", sales)
    team.becomes("Available")

    client.update_user_routing_profile(
        InstanceId=instance.id, UserId=team.deniz, RoutingProfileId=other
    )
    call_queue(account, instance, team.queue)
    buyer = call_queue(account, instance, sales)
    team.desk.accepts()

    assert buyer.talks_to == "Deniz"
    assert len(team.desk.offers) == 1
    assert describe(client, instance, team.deniz)["RoutingProfileId"] == other
    unknown = refusal(
        client.update_user_routing_profile,
        InstanceId=instance.id,
        UserId=team.deniz,
        RoutingProfileId=NOBODY,
    )
    assert unknown == "ResourceNotFoundException"


def test_rights_are_replaced(client: Any, instance: Instance, team: Team) -> None:
    supervisor = make_security_profile(client, instance, "Supervisor")

    client.update_user_security_profiles(
        InstanceId=instance.id, UserId=team.deniz, SecurityProfileIds=[supervisor]
    )

    assert describe(client, instance, team.deniz)["SecurityProfileIds"] == [supervisor]
    in_use = refusal(
        client.delete_security_profile, InstanceId=instance.id, SecurityProfileId=supervisor
    )
    assert in_use == "ResourceInUseException"


def test_a_user_joins_a_group_and_leaves_it(client: Any, instance: Instance, team: Team) -> None:
    client.update_user_hierarchy_structure(
        InstanceId=instance.id,
        HierarchyStructure={"LevelOne": {"Name": "Country"}, "LevelTwo": {"Name": "City"}},
    )
    country, city = _groups(client, instance)
    request = {"InstanceId": instance.id, "UserId": team.deniz}

    client.update_user_hierarchy(**request, HierarchyGroupId=city)
    joined = (describe(client, instance, team.deniz)["HierarchyGroupId"], team.desk.agent.hierarchy)
    client.update_user_hierarchy_group_name(
        InstanceId=instance.id, HierarchyGroupId=country, Name="Türkiye"
    )
    renamed = team.desk.agent.hierarchy
    client.update_user_hierarchy(**request)

    assert joined == (
        city,
        {
            "Level1": {"ARN": f"{instance.arn}/agent-group/{country}", "Name": "Turkey"},
            "Level2": {"ARN": f"{instance.arn}/agent-group/{city}", "Name": "Bursa"},
        },
    )
    assert renamed is not None
    assert [each["Name"] for each in renamed.values()] == ["Türkiye", "Bursa"]
    assert "HierarchyGroupId" not in describe(client, instance, team.deniz)
    assert team.desk.agent.hierarchy is None


def _groups(client: Any, instance: Instance) -> tuple[str, str]:
    make = client.create_user_hierarchy_group
    country = make(InstanceId=instance.id, Name="Turkey")["HierarchyGroupId"]
    city = make(InstanceId=instance.id, Name="Bursa", ParentGroupId=country)["HierarchyGroupId"]
    return country, city


# --- status ---


def test_a_status_chosen_while_talking_comes_after_the_call(
    client: Any, account: Mocked, instance: Instance, team: Team
) -> None:
    client.create_agent_status(InstanceId=instance.id, Name="Lunch", State="ENABLED")
    team.becomes("Available")
    call_queue(account, instance, team.queue)
    team.desk.accepts()

    team.becomes("Lunch")
    while_talking = (team.desk.status, team.desk.agent.next_status)
    team.desk.hang_up()
    team.desk.clear()

    assert while_talking[0] == "Available"
    assert while_talking[1] is not None
    assert while_talking[1].name == "Lunch"
    assert team.desk.status == "Lunch"


def test_an_agent_who_goes_offline_with_a_call_leaves_when_it_is_done(
    client: Any, account: Mocked, instance: Instance, team: Team
) -> None:
    team.becomes("Available")
    caller = call_queue(account, instance, team.queue)
    team.desk.accepts()

    team.becomes("Offline")
    talking = (team.desk.status, caller.talks_to)
    caller.hang_up()
    account.wait(seconds=30)

    assert talking == ("Available", "Deniz")
    assert team.desk.status == "Offline"


def test_a_status_has_to_be_there_and_enabled(client: Any, instance: Instance, team: Team) -> None:
    lunch = client.create_agent_status(InstanceId=instance.id, Name="Lunch", State="DISABLED")

    def refused(status: str, user: str = team.deniz) -> str:
        return refusal(
            client.put_user_status, InstanceId=instance.id, UserId=user, AgentStatusId=status
        )

    assert refused(lunch["AgentStatusId"]) == "InvalidRequestException"
    assert refused(NOBODY) == "ResourceNotFoundException"
    assert refused(lunch["AgentStatusId"], NOBODY) == "ResourceNotFoundException"
    assert team.desk.status == "Offline"
