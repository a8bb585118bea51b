"""Runs the command line in this process, and writes flows to call."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from santral.local import commandline


@dataclass(frozen=True, slots=True)
class Ended:
    """What a user sees of a command that has ended."""

    status: int
    out: str
    err: str

    @property
    def events(self) -> list[dict[str, Any]]:
        """The trace that --json prints."""
        return [json.loads(line) for line in self.out.splitlines()[:-1]]

    @property
    def records(self) -> list[dict[str, Any]]:
        """The last line that --json prints."""
        records: list[dict[str, Any]] = json.loads(self.out.splitlines()[-1])
        return records

    def heard(self) -> list[str]:
        return [
            event["text"]
            for event in self.events
            if event["event"] == "heard" and event["by"] == "CUSTOMER" and event["kind"] == "Text"
        ]


Santral = Callable[..., Ended]


@pytest.fixture
def santral(capsys: pytest.CaptureFixture[str]) -> Santral:
    def run(*arguments: str) -> Ended:
        status = commandline.run(arguments)
        captured = capsys.readouterr()
        return Ended(status, captured.out, captured.err)

    return run


def block(identifier: str, type_: str, parameters: Any = None, **branches: Any) -> dict[str, Any]:
    """Write one action; branches are next, errors (type -> block) and conditions (key -> block)."""
    transitions: dict[str, Any] = {}
    if "next" in branches:
        transitions["NextAction"] = branches["next"]
    transitions["Errors"] = [
        {"ErrorType": error, "NextAction": to} for error, to in branches.get("errors", {}).items()
    ]
    transitions["Conditions"] = [
        {"NextAction": to, "Condition": {"Operator": "Equals", "Operands": [operand]}}
        for operand, to in branches.get("conditions", {}).items()
    ]
    return {
        "Identifier": identifier,
        "Type": type_,
        "Parameters": parameters or {},
        "Transitions": transitions if branches else {},
    }


HANG_UP = block("hang up", "DisconnectParticipant")


@pytest.fixture
def flow_file(tmp_path: Path) -> Callable[..., str]:
    """Write blocks into a flow's file, the first one the start; answers its path."""

    def write(*actions: dict[str, Any], name: str = "flow.json", **more: Any) -> str:
        path = tmp_path / name
        content = {
            "Version": "2019-10-30",
            "StartAction": actions[0]["Identifier"],
            "Metadata": {},
            "Actions": list(actions),
            **more,
        }
        path.write_text(json.dumps(content), encoding="utf-8")
        return str(path)

    return write


@pytest.fixture
def menu_flow(flow_file: Callable[..., str]) -> str:
    """Ask twice for a key: 1 leads on, 2 to a queue."""
    lost = {"NoMatchingError": "hang up", "NoMatchingCondition": "hang up"}
    return flow_file(
        block(
            "ask",
            "GetParticipantInput",
            {"Text": "Press one.", "InputTimeLimitSeconds": "5", "StoreInput": "False"},
            next="hang up",
            conditions={"1": "ask again"},
            errors={**lost, "InputTimeLimitExceeded": "say too late"},
        ),
        block(
            "ask again",
            "GetParticipantInput",
            {"Text": "Press two.", "InputTimeLimitSeconds": "5", "StoreInput": "False"},
            next="hang up",
            conditions={"2": "set queue"},
            errors={**lost, "InputTimeLimitExceeded": "say too late"},
        ),
        block(
            "set queue",
            "UpdateContactTargetQueue",
            {"QueueId": "arn:aws:connect:eu-central-1:123456789012:instance/i/queue/sales"},
            next="enter queue",
            errors={"NoMatchingError": "hang up"},
        ),
        block(
            "enter queue",
            "TransferContactToQueue",
            next="hang up",
            errors={"NoMatchingError": "hang up", "QueueAtCapacity": "hang up"},
        ),
        block(
            "say too late",
            "MessageParticipant",
            {"Text": "Too late."},
            next="hang up",
            errors={"NoMatchingError": "hang up"},
        ),
        HANG_UP,
    )
