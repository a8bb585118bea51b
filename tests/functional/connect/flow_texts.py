"""Contents of flows for these tests: what ran is seen in the contact's attributes."""

from __future__ import annotations

import json
from typing import Any

from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from tests.fakes.flow_files import action, flow, to

NUMBER = "+902125550001"
MODULE_SETTINGS: dict[str, Any] = {"InputParameters": [], "OutputParameters": [], "Transitions": []}


def _marking(value: str, then: str = "bye") -> dict[str, Any]:
    return action(
        "mark",
        "UpdateContactAttributes",
        to(then, "NoMatchingError"),
        Attributes={"ran": value},
        TargetContact="Current",
    )


def marks(value: str) -> str:
    """Write a flow that notes this value on the contact and hangs up."""
    return json.dumps(flow(_marking(value)))


def speaks_and_marks(value: str) -> str:
    """Write a flow that speaks for some seconds first."""
    speech = action("speak", "MessageParticipant", to("mark"), Text="Please hold the line.")
    return json.dumps(flow(speech, _marking(value)))


def module_marks(value: str) -> str:
    """Write a module that notes this value on the contact and returns."""
    end = action("end", "EndFlowModuleExecution")
    return json.dumps(flow(_marking(value, "end"), end, Settings=MODULE_SETTINGS))


def goes_to(reference: str) -> str:
    """Write a flow that goes on in another, or hangs up where it cannot."""
    go = action("go", "TransferToFlow", to("bye", "NoMatchingError"), ContactFlowId=reference)
    return json.dumps(flow(go))


def invokes(reference: str) -> str:
    """Write a flow that runs a module and hangs up."""
    invoke = action("run", "InvokeFlowModule", to("bye", "NoMatchingError"), FlowModuleId=reference)
    return json.dumps(flow(invoke))


HOLD = json.dumps(
    {
        "Version": "2019-10-30",
        "StartAction": "end",
        "Actions": [action("end", "EndFlowExecution")],
    }
)
NOT_PUBLISHABLE = json.dumps(flow(action("odd", "PlayChess", to("bye"))))


def rung(account: Mocked, instance: Instance, number: str = NUMBER) -> str | None:
    """Ring a number, and tell which content ran."""
    centre = account.centre(instance.id)
    return centre.record_of(centre.call("+905321112233", number)).attributes.get("ran")
