"""A small centre that has a flow of every kind, for tests in which people act at random."""

from __future__ import annotations

from santral.engine.routing.agents import Concurrency
from santral.local.testing.small import Serves, SmallCentre
from santral.local.testing.small_flows import END, HANG_UP, Json, action, flow, music, say, whisper

NUMBER = "+15550100000"
OUTSIDE = "+15550177777"
AGENTS = ("Ada", "Bea", "Cem")


def input_block(name: str, text: str, keys: dict[str, str], *, otherwise: str) -> Json:
    return action(
        name,
        "GetParticipantInput",
        {"Text": text, "StoreInput": "False", "InputTimeLimitSeconds": "5"},
        when=keys,
        errors={
            "InputTimeLimitExceeded": otherwise,
            "NoMatchingCondition": otherwise,
            "NoMatchingError": otherwise,
        },
    )


def enter(queue: str, *, full: str = "say full") -> list[Json]:
    return [
        action(
            f"set {queue}",
            "UpdateContactTargetQueue",
            {"QueueId": queue},
            then=f"enter {queue}",
            errors={"NoMatchingError": "hang up"},
        ),
        action(
            f"enter {queue}",
            "TransferContactToQueue",
            then="hang up",
            errors={"QueueAtCapacity": full, "NoMatchingError": "hang up"},
        ),
    ]


INBOUND = flow(
    input_block(
        "menu",
        "For sales, press 1. For support, 2. For our partner, 3. For a surprise, 4.",
        {"1": "set sales", "2": "set support", "3": "call partner", "4": "ask"},
        otherwise="set sales",
    ),
    *enter("sales"),
    *enter("support"),
    say("say full", "All our lines are busy.", then="hang up"),
    action(
        "call partner",
        "TransferParticipantToThirdParty",
        {
            "ThirdPartyPhoneNumber": OUTSIDE,
            "ThirdPartyConnectionTimeLimitSeconds": "20",
            "ContinueFlowExecution": "True",
        },
        then="say back",
        errors={
            "CallFailed": "set sales",
            "ConnectionTimeLimitExceeded": "set sales",
            "NoMatchingError": "set sales",
        },
    ),
    say("say back", "You are back.", then="set support"),
    action(
        "ask",
        "InvokeLambdaFunction",
        {
            "LambdaFunctionARN": "arn:aws:lambda:eu-central-1:123456789012:function:surprise",
            "InvocationTimeLimitSeconds": "3",
        },
        then="hang up",
        errors={"NoMatchingError": "menu"},
    ),
    HANG_UP,
)

WAITING = music(
    15,
    then=[
        input_block(
            "offer",
            "To be called back, press 1. For support, press 2.",
            {"1": "call back", "2": "to support"},
            otherwise="play",
        ),
        action(
            "call back",
            "CreateCallbackContact",
            {
                "InitialCallDelaySeconds": "5",
                "MaximumConnectionAttempts": "2",
                "RetryDelaySeconds": "60",
            },
            then="say promised",
            errors={"NoMatchingError": "play"},
        ),
        say("say promised", "We will call you back.", then="hang up"),
        HANG_UP,
        action(
            "to support",
            "DequeueContactAndTransferToQueue",
            {"QueueId": "support"},
            then="end",
            errors={"QueueAtCapacity": "play", "NoMatchingError": "play"},
        ),
    ],
    interrupted="offer",
)

PASSED_ON = flow(
    action(
        "enter",
        "TransferContactToQueue",
        then="hang up",
        errors={"QueueAtCapacity": "hang up", "NoMatchingError": "hang up"},
    ),
    HANG_UP,
)

THANKS = flow(say("say thanks", "Thank you for calling.", then="hang up"), HANG_UP)


def build(centre: SmallCentre, *, queue_capacity: int = 4, wrap_up_s: float | None = 20) -> None:
    """Give the centre its queues, agents and flows."""
    centre.queue("sales", capacity=queue_capacity)
    centre.queue("support", capacity=queue_capacity)
    concurrency = {
        "VOICE": Concurrency(1, only=False),
        "CHAT": Concurrency(2, only=True),
    }
    centre.profile("sales", Serves("sales"), Serves("support", 2, delay_s=20))
    centre.profile(
        "support",
        Serves("support"),
        Serves("sales", 1, delay_s=10),
        Serves("support", 1, channel="CHAT"),
        concurrency=concurrency,
    )
    for name, profile in zip(AGENTS, ("sales", "support", "support"), strict=True):
        centre.staff(name, profile, wrap_up_s=wrap_up_s)
    centre.number(NUMBER, INBOUND)
    centre.flow("queue", WAITING, type_="CUSTOMER_QUEUE", hook="CustomerQueue")
    for hook, type_ in (
        ("AgentWhisper", "AGENT_WHISPER"),
        ("CustomerWhisper", "CUSTOMER_WHISPER"),
        ("OutboundWhisper", "OUTBOUND_WHISPER"),
    ):
        centre.flow(hook, whisper(f"This is the {hook}."), type_=type_, hook=hook)
    hold = flow(
        action(
            "play",
            "MessageParticipantIteratively",
            {"Messages": [{"PromptId": "arn:aws:connect:::prompt/music"}]},
            then="end",
            errors={"NoMatchingError": "end"},
        ),
        END,
    )
    centre.flow("CustomerHold", hold, type_="CUSTOMER_HOLD", hook="CustomerHold")
    centre.flow("AgentHold", hold, type_="AGENT_HOLD", hook="AgentHold")
    centre.flow("CustomerRemaining", THANKS, type_="CONTACT_FLOW", hook="CustomerRemaining")
    to_target = flow(
        action(
            "set agent",
            "UpdateContactTargetQueue",
            {"AgentId": "$.Agent.ARN"},
            then="enter",
            errors={"NoMatchingError": "hang up"},
        ),
        *PASSED_ON["Actions"],
    )
    centre.flow("AgentTransfer", to_target, type_="AGENT_TRANSFER", hook="AgentTransfer")
    centre.flow("QueueTransfer", PASSED_ON, type_="QUEUE_TRANSFER", hook="QueueTransfer")
