"""Short ways to make what a test of Connect's API needs beside the thing that it is about."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from santral.engine.loader import load_flow, require
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.testing.participants import Call
from santral.local.testing.small_flows import Json, into_queue

NUMBER, CALLER = "+902125550100", "+905325550101"
WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY")
PASSWORD = "Orchid-7-lamp"


def slot(day: str | None, start: str, end: str) -> dict[str, Any]:
    """Write a slot: "MONDAY", "09:00", "18:00"."""
    times = [[int(part) for part in text.split(":")] for text in (start, end)]
    (from_hour, from_minute), (to_hour, to_minute) = times
    return {
        **({} if day is None else {"Day": day}),
        "StartTime": {"Hours": from_hour, "Minutes": from_minute},
        "EndTime": {"Hours": to_hour, "Minutes": to_minute},
    }


OFFICE = [slot(day, "09:00", "18:00") for day in WEEKDAYS]


def make_hours(
    client: Any,
    instance: Instance,
    name: str = "Office hours",
    config: Sequence[Mapping[str, Any]] = OFFICE,
    zone: str = "Europe/Istanbul",
    **more: Any,
) -> str:
    made = client.create_hours_of_operation(
        InstanceId=instance.id, Name=name, TimeZone=zone, Config=config, **more
    )
    return str(made["HoursOfOperationId"])


def make_queue(
    client: Any, instance: Instance, name: str = "Support", hours: str = "", **more: Any
) -> str:
    hours = hours or make_hours(client, instance, f"Hours of {name}")
    made = client.create_queue(InstanceId=instance.id, Name=name, HoursOfOperationId=hours, **more)
    return str(made["QueueId"])


def voice(queue: str, priority: int = 1, delay: int = 0, channel: str = "VOICE") -> dict[str, Any]:
    """Write a queue as a routing profile has it."""
    return {
        "QueueReference": {"QueueId": queue, "Channel": channel},
        "Priority": priority,
        "Delay": delay,
    }


def make_profile(
    client: Any, instance: Instance, name: str = "Support team", *queues: str, **more: Any
) -> str:
    """Make a routing profile whose agents take calls from these queues."""
    outbound = queues[0] if queues else make_queue(client, instance, f"Outbound of {name}")
    wanted = {
        "DefaultOutboundQueueId": outbound,
        "MediaConcurrencies": [{"Channel": "VOICE", "Concurrency": 1}],
        **({"QueueConfigs": [voice(each) for each in queues]} if queues else {}),
        **more,
    }
    made = client.create_routing_profile(
        InstanceId=instance.id, Name=name, Description="For tests", **wanted
    )
    return str(made["RoutingProfileId"])


def make_security_profile(client: Any, instance: Instance, name: str = "Agent") -> str:
    made = client.create_security_profile(InstanceId=instance.id, SecurityProfileName=name)
    return str(made["SecurityProfileId"])


def user_request(
    client: Any, instance: Instance, username: str, profile: str = "", **more: Any
) -> dict[str, Any]:
    """Write what CreateUser asks for, with a security profile of the user's own."""
    return {
        "InstanceId": instance.id,
        "Username": username,
        "Password": PASSWORD,
        "IdentityInfo": {"FirstName": username.capitalize(), "LastName": "Tester"},
        "PhoneConfig": {"PhoneType": "SOFT_PHONE", "AfterContactWorkTimeLimit": 30},
        "SecurityProfileIds": [
            make_security_profile(client, instance, f"Rights of {username.replace('.', '-')}")
        ],
        "RoutingProfileId": profile or make_profile(client, instance, f"Profile of {username}"),
        **more,
    }


def make_user(
    client: Any, instance: Instance, username: str = "deniz", profile: str = "", **more: Any
) -> str:
    request = user_request(client, instance, username, profile, **more)
    return str(client.create_user(**request)["UserId"])


def make_flow(client: Any, instance: Instance, name: str, type_: str, content: str) -> str:
    made = client.create_contact_flow(
        InstanceId=instance.id, Name=name, Type=type_, Content=content
    )
    return str(made["ContactFlowId"])


def answer(instance: Instance, content: Json, number: str = NUMBER) -> str:
    """Let a flow answer a number, without the API."""
    loaded = load_flow(content, name=f"flow of {number}", arn=f"{instance.arn}/contact-flow/test")
    flow = require(loaded, strict=False)
    instance.directory.add_flow(flow)
    instance.directory.numbers[number] = flow.arn
    return number


def call_queue(account: Mocked, instance: Instance, queue: str) -> Call:
    """Ring a number whose flow sends the caller straight into a queue."""
    number = answer(instance, into_queue(queue))
    return account.centre(instance.id).call(from_=CALLER, to=number)


def put_status(client: Any, instance: Instance, user: str, name: str) -> None:
    """Choose a status for an agent by its name."""
    listed = client.list_agent_statuses(InstanceId=instance.id)["AgentStatusSummaryList"]
    status = next(each["Id"] for each in listed if each["Name"] == name)
    client.put_user_status(InstanceId=instance.id, UserId=user, AgentStatusId=status)
