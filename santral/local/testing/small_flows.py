"""Small flows for tests, in Amazon Connect's own language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Json = dict[str, Any]


def action(
    name: str,
    type_: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    then: str | None = None,
    when: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> Json:
    """Write one action.

    Args:
        when: result -> next action.
        errors: error -> next action.
    """
    transitions: Json = {}
    if then is not None:
        transitions["NextAction"] = then
    if when is not None:
        transitions["Conditions"] = [
            {"NextAction": to, "Condition": {"Operator": "Equals", "Operands": [result]}}
            for result, to in when.items()
        ]
    if errors is not None:
        transitions["Errors"] = [
            {"ErrorType": error, "NextAction": to} for error, to in errors.items()
        ]
    return {
        "Identifier": name,
        "Type": type_,
        "Parameters": dict(parameters or {}),
        "Transitions": transitions,
    }


def flow(*actions: Json) -> Json:
    """Put actions together; the first one begins."""
    return {
        "Version": "2019-10-30",
        "StartAction": actions[0]["Identifier"],
        "Metadata": {},
        "Actions": list(actions),
    }


HANG_UP = action("hang up", "DisconnectParticipant")
END = action("end", "EndFlowExecution")


def say(name: str, text: str, *, then: str) -> Json:
    return action(
        name, "MessageParticipant", {"Text": text}, then=then, errors={"NoMatchingError": then}
    )


def into_queue(
    queue: str,
    *,
    priority: int | None = None,
    older_s: int | None = None,
    greeting: str = "",
    hooks: Mapping[str, str] | None = None,
) -> Json:
    """Send every caller straight into one queue; where it is full she hears "Full." and no more.

    Args:
        older_s: she counts as that much older; negative as younger.
        hooks: event hook -> flow.
    """
    steps: list[tuple[str, str, Json]] = [
        (f"set {hook}", "UpdateContactEventHooks", {"EventHooks": {hook: name}})
        for hook, name in (hooks or {}).items()
    ]
    if greeting:
        steps.append(("greet", "MessageParticipant", {"Text": greeting}))
    if priority is not None:
        steps.append(
            ("set priority", "UpdateContactRoutingBehavior", {"QueuePriority": str(priority)})
        )
    if older_s is not None:
        age = {"QueueTimeAdjustmentSeconds": str(older_s)}
        steps.append(("set age", "UpdateContactRoutingBehavior", age))
    steps.append(("set queue", "UpdateContactTargetQueue", {"QueueId": queue}))
    return flow(
        *_chained(steps, "enter queue"),
        action(
            "enter queue",
            "TransferContactToQueue",
            then="hang up",
            errors={"QueueAtCapacity": "say full", "NoMatchingError": "hang up"},
        ),
        say("say full", "Full.", then="hang up"),
        HANG_UP,
    )


def _chained(steps: Sequence[tuple[str, str, Json]], last: str) -> list[Json]:
    following = [name for name, *_ in steps[1:]] + [last]
    return [
        action(name, type_, parameters, then=then, errors={"NoMatchingError": then})
        if type_ != "UpdateContactRoutingBehavior"
        else action(name, type_, parameters, then=then)
        for (name, type_, parameters), then in zip(steps, following, strict=True)
    ]


def whisper(text: str) -> Json:
    return flow(say("say it", text, then="end"), END)


def music(every_s: int = 30, *, then: Sequence[Json] = (), interrupted: str = "play") -> Json:
    """Hold music that goes on for ever, or until `interrupted` is to be done every so often."""
    play = action(
        "play",
        "MessageParticipantIteratively",
        {
            "Messages": [{"PromptId": "arn:aws:connect:::prompt/music"}],
            "InterruptFrequencySeconds": str(every_s),
        },
        when={"MessagesInterrupted": interrupted},
        errors={"NoMatchingError": "end"},
    )
    return flow(play, *then, END)
