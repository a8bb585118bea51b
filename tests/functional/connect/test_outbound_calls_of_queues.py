"""What a queue's outbound settings mean for those whom its agents call."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.queues import queue_of
from santral.local.testing.small_flows import HANG_UP, action, flow, whisper
from tests.functional.connect.furnishing import (
    CALLER,
    answer,
    make_flow,
    make_profile,
    make_queue,
    make_user,
    put_status,
)
from tests.functional.connect.refusals import refusal


def test_a_queue_keeps_its_number_and_its_whisper(client: Any, instance: Instance) -> None:
    whispered = make_flow(
        client, instance, "Whisper", "OUTBOUND_WHISPER", json.dumps(whisper("A callback."))
    )
    [found] = client.search_available_phone_numbers(
        InstanceId=instance.id, PhoneNumberCountryCode="GB", PhoneNumberType="DID", MaxResults=1
    )["AvailableNumbersList"]
    number = client.claim_phone_number(InstanceId=instance.id, PhoneNumber=found["PhoneNumber"])
    config = {
        "OutboundCallerIdName": "Klima",
        "OutboundCallerIdNumberId": number["PhoneNumberArn"],
        "OutboundFlowId": f"{instance.arn}/contact-flow/{whispered}",
    }

    queue = make_queue(client, instance, OutboundCallerConfig=config)

    described = client.describe_queue(InstanceId=instance.id, QueueId=queue)["Queue"]
    bound = instance.directory.queue(queue)
    assert described["OutboundCallerConfig"] == {
        "OutboundCallerIdName": "Klima",
        "OutboundCallerIdNumberId": number["PhoneNumberId"],
        "OutboundFlowId": whispered,
    }
    assert bound is not None
    assert bound.outbound_number == found["PhoneNumber"]
    in_use = refusal(client.delete_contact_flow, InstanceId=instance.id, ContactFlowId=whispered)
    assert in_use == "InvalidRequestException"


def test_only_an_outbound_whisper_is_heard_before_a_call(client: Any, instance: Instance) -> None:
    queue = make_queue(client, instance)
    inbound = make_flow(client, instance, "Main", "CONTACT_FLOW", json.dumps(flow(HANG_UP)))

    code = refusal(
        client.update_queue_outbound_caller_config,
        InstanceId=instance.id,
        QueueId=queue,
        OutboundCallerConfig={"OutboundFlowId": inbound},
    )

    assert code == "InvalidParameterException"


def test_a_customer_who_is_called_back_hears_the_whisper_of_the_queue(
    client: Any, account: Mocked, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    profile = make_profile(client, instance, "Team", queue)
    put_status(client, instance, make_user(client, instance, "deniz", profile), "Available")
    whispered = make_flow(
        client, instance, "Whisper", "OUTBOUND_WHISPER", json.dumps(whisper("You are called back."))
    )
    client.update_queue_outbound_caller_config(
        InstanceId=instance.id, QueueId=queue, OutboundCallerConfig={"OutboundFlowId": whispered}
    )
    promise = action(
        "promise",
        "CreateCallbackContact",
        {
            "QueueId": queue,
            "InitialCallDelaySeconds": "5",
            "MaximumConnectionAttempts": "1",
            "RetryDelaySeconds": "60",
        },
        then="hang up",
        errors={"NoMatchingError": "hang up"},
    )
    centre = account.centre(instance.id)

    call = centre.call(CALLER, answer(instance, flow(promise, HANG_UP)))
    account.wait(seconds=6)
    centre.agent("deniz").accepts()
    account.wait(minutes=1)

    assert call.heard == ["You are called back."]
    assert centre.agent("deniz").contact is call.callback


def test_a_queue_that_the_engine_does_not_have_is_no_queue_at_all(
    client: Any, instance: Instance
) -> None:
    queue = make_queue(client, instance)
    bound = instance.directory.queue(queue)
    assert bound is not None
    instance.directory.remove_queue(bound, ())

    with pytest.raises(LookupError, match="the engine has no such queue"):
        queue_of(instance, queue)
