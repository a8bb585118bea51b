"""`call --flow`: what somebody sees who tries a flow of her own."""

from __future__ import annotations

from collections.abc import Callable

from tests.functional.commandline.conftest import HANG_UP, Santral, block

FlowFile = Callable[..., str]
LAMBDA = "arn:aws:lambda:eu-west-1:123456789012:function:look-up"


def asking_function(flow_file: FlowFile, **branches: str) -> str:
    errors = {"errors": {"NoMatchingError": "hang up"}} if not branches else {}
    return flow_file(
        block(
            "look up",
            "InvokeLambdaFunction",
            {
                "LambdaFunctionARN": LAMBDA,
                "InvocationTimeLimitSeconds": "3",
                "ResponseValidation": {"ResponseType": "STRING_MAP"},
            },
            next="say",
            **errors,
        ),
        block(
            "say",
            "MessageParticipant",
            {"Text": "You are $.External.status."},
            next="hang up",
            errors={"NoMatchingError": "hang up"},
        ),
        HANG_UP,
    )


def test_each_input_block_takes_the_next_group_of_keys(santral: Santral, menu_flow: str) -> None:
    ended = santral("call", "--flow", menu_flow, "--keys", "1,2", "--json")

    assert ended.status == 0
    assert [event["key"] for event in ended.events if event["event"] == "key"] == ["1", "2"]
    assert ended.heard() == ["Press one.", "Press two."]


def test_a_caller_who_waits_too_long_meets_the_time_limit(santral: Santral, menu_flow: str) -> None:
    ended = santral("call", "--flow", menu_flow, "--keys", "1,w9,2", "--json")

    assert ended.heard() == ["Press one.", "Press two.", "Too late."]


def test_an_unknown_queue_is_made_up_and_its_agent_answers_after_ten_seconds(
    santral: Santral, menu_flow: str
) -> None:
    ended = santral("call", "--flow", menu_flow, "--keys", "1,2", "--json")

    warnings = [event["text"] for event in ended.events if event["event"] == "warning"]
    assert warnings == ["queue 'sales' is made up, with one agent to answer it"]
    [record] = ended.records
    assert record["Queue"]["Duration"] == 10
    assert record["Agent"]["Username"] == "agent of sales"
    assert record["DisconnectReason"] == "AGENT_DISCONNECT"


def test_without_agents_the_caller_gives_up_when_she_said(santral: Santral, menu_flow: str) -> None:
    ended = santral(
        "call", "--flow", menu_flow, "--keys", "1,2", "--agents", "0", "--json",
        "--hang-up-after", "60",
    )  # fmt: skip

    [record] = ended.records
    assert record["InitiationTimestamp"] == "2026-11-23T10:00:00Z"
    assert record["DisconnectTimestamp"] == "2026-11-23T10:01:00Z"
    assert record["DisconnectReason"] == "CUSTOMER_DISCONNECT"
    assert record["Agent"] is None


def test_the_transcript_has_times_speakers_and_fits_eighty_columns(
    santral: Santral, menu_flow: str
) -> None:
    ended = santral("call", "--flow", menu_flow, "--keys", "1,2", "--agents", "0")

    lines = ended.out.splitlines()
    assert lines[:8] == [
        "flow.json (CONTACT_FLOW), Monday 23 November 2026, 10:00, UTC",
        "",
        "00:00  10:00:00  call      +12065550100 calls +12065550199",
        "                 hears     Press one.",
        "00:01  10:00:01  presses   1",
        "                 hears     Press two.",
        "00:02  10:00:02  presses   2",
        "                 warning   queue 'sales' is made up, with nobody to answer it",
    ]
    assert max(map(len, lines)) <= 80


def test_a_function_answers_what_its_glob_says(santral: Santral, flow_file: FlowFile) -> None:
    flow = asking_function(flow_file)

    ended = santral("call", "--flow", flow, "--json", "--answer", 'look*={"status":"gold"}')

    assert ended.heard() == ["You are gold."]


def test_a_function_without_an_answer_is_named_once(santral: Santral, flow_file: FlowFile) -> None:
    flow = asking_function(flow_file)

    ended = santral("call", "--flow", flow, "--json", "--answer", 'other={"status":"gold"}')

    warnings = [event["text"] for event in ended.events if event["event"] == "warning"]
    assert warnings == [
        f"function {LAMBDA!r} has no --answer: it answers {{}}",
        "$.External.status has no value",
    ]


def test_an_error_that_no_branch_handles_ends_with_status_one(
    santral: Santral, flow_file: FlowFile
) -> None:
    flow = asking_function(flow_file, no="branch")

    ended = santral("call", "--flow", flow, "--answer", 'look-up={"status":7}')

    assert ended.status == 1
    assert "failed: no branch of the flow handled an error" in ended.out


def test_a_flow_that_cannot_be_loaded_is_refused_with_every_reason(
    santral: Santral, flow_file: FlowFile
) -> None:
    flow = flow_file(
        block("talk", "ConnectParticipantWithLexBot", next="fly"),
        block("fly", "FlyToTheMoon", next="hang up"),
        HANG_UP,
    )

    ended = santral("call", "--flow", flow)

    assert ended.status == 2
    assert ended.out == ""
    assert ended.err.splitlines() == [
        f"santral: {flow}: block 'talk' (ConnectParticipantWithLexBot) Type: "
        "this action type is not supported yet",
        f"santral: {flow}: block 'fly' (FlyToTheMoon) Type: not an Amazon Connect action type",
    ]


def test_what_connect_would_refuse_is_a_warning_and_the_flow_is_run(
    santral: Santral, flow_file: FlowFile
) -> None:
    flow = flow_file(
        block("say", "MessageParticipant", {"Text": "Hello."}, next="hang up"),
        HANG_UP,
        Version="2030-01-01",
    )

    ended = santral("call", "--flow", flow, "--json")

    assert ended.status == 0
    assert ended.heard() == ["Hello."]
    assert ended.err == f'warning: {flow}: Version: "2019-10-30" is needed\n'


def test_a_module_is_run_as_if_a_flow_had_invoked_it(santral: Santral, flow_file: FlowFile) -> None:
    module = flow_file(
        block("say", "MessageParticipant", {"Text": "Inside."}, next="back",
              errors={"NoMatchingError": "back"}),
        block("back", "EndFlowModuleExecution"),
        Settings={"InputParameters": [], "OutputParameters": [], "Transitions": []},
    )  # fmt: skip

    ended = santral("call", "--flow", module, "--json")

    assert ended.status == 0
    assert ended.heard() == ["Inside."]


def test_a_hold_flow_is_heard_in_the_middle_of_a_conversation(
    santral: Santral, flow_file: FlowFile
) -> None:
    hold = flow_file(
        block("say", "MessageParticipant", {"Text": "One moment."}, next="end",
              errors={"NoMatchingError": "end"}),
        block("end", "EndFlowExecution"),
        Metadata={"type": "customerHold"},
    )  # fmt: skip

    ended = santral("call", "--flow", hold, "--json")

    assert ended.heard() == ["One moment."]
    assert ended.records[0]["Agent"]["CustomerHoldDuration"] == 30


def test_queues_have_the_names_that_the_export_gives_them(
    santral: Santral, flow_file: FlowFile
) -> None:
    flow = flow_file(
        block("set queue", "UpdateContactTargetQueue", {"QueueId": "abc"}, next="hang up",
              errors={"NoMatchingError": "hang up"}),
        HANG_UP,
        Metadata={"ActionMetadata": {"set queue": {
            "parameters": {"QueueId": {"displayName": "Orders"}}}}},
    )  # fmt: skip

    ended = santral("call", "--flow", flow, "--json")

    assert "queue 'Orders' is made up, with one agent to answer it" in ended.out


def test_same_seed_same_trace(santral: Santral, menu_flow: str) -> None:
    first = santral("call", "--flow", menu_flow, "--keys", "1,2", "--json", "--seed", "7")
    second = santral("call", "--flow", menu_flow, "--keys", "1,2", "--json", "--seed", "7")

    assert first.out == second.out


def promising_callback(flow_file: FlowFile) -> str:
    return flow_file(
        block(
            "promise",
            "CreateCallbackContact",
            {
                "QueueId": "orders",
                "InitialCallDelaySeconds": "60",
                "RetryDelaySeconds": "600",
                "MaximumConnectionAttempts": "1",
            },
            next="hang up",
            errors={"NoMatchingError": "hang up"},
        ),
        HANG_UP,
    )


def test_a_promised_callback_is_made_and_is_part_of_the_chain(
    santral: Santral, flow_file: FlowFile
) -> None:
    ended = santral("call", "--flow", promising_callback(flow_file), "--json")

    first, callback = ended.records
    assert first["NextContactId"] == callback["ContactId"]
    assert callback["InitiationMethod"] == "CALLBACK"
    assert callback["Agent"]["AgentInteractionDuration"] == 180


def test_a_callback_that_nobody_makes_expires(santral: Santral, flow_file: FlowFile) -> None:
    ended = santral("call", "--flow", promising_callback(flow_file), "--agents", "0", "--json")

    assert ended.status == 0
    assert [each["DisconnectReason"] for each in ended.records] == [
        "CONTACT_FLOW_DISCONNECT",
        "EXPIRED",
    ]
