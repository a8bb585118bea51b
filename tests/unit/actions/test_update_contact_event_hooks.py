"""UpdateContactEventHooks: which flow runs at which event."""

from __future__ import annotations

import pytest

from santral.engine.actions.update_contact_event_hooks import HOOKS, UpdateContactEventHooks
from tests.fakes.flow_runs import Line, leaves_by, problems_of


@pytest.mark.parametrize(("hook", "type_"), HOOKS.items())
def test_each_hook_takes_a_flow_of_its_type(hook: str, type_: str) -> None:
    line = Line()
    line.centre.flow("ours", type_)
    step = line.enters("UpdateContactEventHooks", EventHooks={hook: "ours"})
    assert leaves_by(step) == "NextAction"
    assert line.contact.hooks == {hook: "ours"}


def test_a_later_hook_replaces_the_earlier_one() -> None:
    line = Line()
    line.centre.flow("first", "CUSTOMER_QUEUE")
    line.centre.flow("second", "CUSTOMER_QUEUE")
    line.enters("UpdateContactEventHooks", EventHooks={"CustomerQueue": "first"})
    line.enters("UpdateContactEventHooks", EventHooks={"CustomerQueue": "second"})
    assert line.contact.hooks == {"CustomerQueue": "second"}


@pytest.mark.parametrize("flow", ["gone", "inbound", "$.Attributes.flow"])
def test_an_unknown_flow_or_one_of_another_type_is_an_error(flow: str) -> None:
    line = Line()
    step = line.enters("UpdateContactEventHooks", EventHooks={"CustomerQueue": flow})
    assert leaves_by(step) == "NoMatchingError"
    assert line.contact.hooks == {}


def test_only_a_voice_line_can_be_held() -> None:
    line = Line(channel="CHAT")
    line.centre.flow("music", "CUSTOMER_HOLD")
    step = line.enters("UpdateContactEventHooks", EventHooks={"CustomerHold": "music"})
    assert leaves_by(step) == "NoMatchingError"


def test_a_whisper_that_is_switched_off_runs_no_flow() -> None:
    line = Line()
    settings = {"AgentWhisper": {"DisableExecution": "true"}, "CustomerWhisper": {}}
    action = UpdateContactEventHooks("", None, ("AgentWhisper",))
    assert leaves_by(line.enters_again(action)) == "NextAction"
    assert line.contact.hooks == {"AgentWhisper": ""}
    assert problems_of("UpdateContactEventHooks", EventHooksConfiguration=settings) == [
        "Parameters.EventHooksConfiguration: Connect exports it, but refuses to create it"
    ]


@pytest.mark.parametrize(
    ("hooks", "problem"),
    [
        ({}, "!Parameters.EventHooks: exactly one hook is needed"),
        (
            {"CustomerHold": "a", "AgentHold": "b"},
            "!Parameters.EventHooks: exactly one hook is needed",
        ),
        ({"Lunch": "a"}, "!Parameters.EventHooks.Lunch: one of AgentHold, AgentWhisper"),
    ],
)
def test_exactly_one_known_hook_is_needed(hooks: dict[str, str], problem: str) -> None:
    assert problems_of("UpdateContactEventHooks", EventHooks=hooks)[0].startswith(problem)
