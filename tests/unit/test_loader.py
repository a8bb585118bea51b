"""Loading a flow: what is compiled, what is told, and what is told to be fatal."""

from __future__ import annotations

import json
from typing import Any

import pytest

from santral.domain.errors import FlowDefinitionError
from santral.engine.blocks import Block, Branch
from santral.engine.loader import require
from tests.fakes.flow_files import (
    BYE,
    COMPARE,
    HI,
    RETURN,
    Json,
    action,
    flow,
    load,
    to,
    told,
    when,
)
from tests.fakes.flow_runs import Line


def block(content: Json, identifier: str) -> Block:
    loaded = load(content)
    assert loaded.flow is not None
    return loaded.flow.blocks[identifier]


def by_result(compared: Block, value: str | None, line: Line | None = None) -> tuple[str, str]:
    return named(compared.after_result(value, (line or Line()).run))


def named(branch: Branch | None) -> tuple[str, str]:
    """Name where a branch leads, and what the trace calls it."""
    assert branch is not None
    return branch[0].identifier, branch[1]


# --- what is compiled ---


def test_a_flow_begins_with_its_start_action() -> None:
    loaded = load(flow(HI), arn="arn:flow/1")
    assert loaded.problems == ()
    assert loaded.flow is not None
    assert (loaded.flow.start.identifier, loaded.flow.type) == ("hi", "CONTACT_FLOW")
    assert (loaded.flow.name, loaded.flow.arn) == ("test", "arn:flow/1")


def test_branches_are_bound_to_blocks_and_named_as_the_trace_names_them() -> None:
    compared = block(
        flow(action("c", "Compare", to("bye", "NoMatchingCondition", gold="hi"), **COMPARE), HI),
        "c",
    )
    assert by_result(compared, "gold") == ("hi", "Equals gold")
    assert by_result(compared, "silver") == ("bye", "NoMatchingCondition")
    assert named(compared.next) == ("bye", "NextAction")


@pytest.mark.parametrize(
    ("value", "label"),
    [
        ("gold", "Equals gold"),
        ("silver", "TextStartsWith s"),
        ("7", "NumberGreaterThan 5"),
        ("5", "NoMatchingCondition"),
        (None, "NoMatchingCondition"),
    ],
)
def test_the_first_condition_that_is_met_is_taken(value: str | None, label: str) -> None:
    conditions = [
        when("Equals", "gold"),
        when("TextStartsWith", "s"),
        when("NumberGreaterThan", "5"),
    ]
    transitions = {**to("hi", "NoMatchingCondition"), "Conditions": conditions}
    compared = block(flow(action("c", "Compare", transitions, **COMPARE), HI), "c")
    assert by_result(compared, value)[1] == label


def test_an_operand_that_is_a_path_is_read_when_the_block_runs() -> None:
    transitions = {
        **to("bye", "NoMatchingCondition"),
        "Conditions": [when("Equals", "$.Attributes.wanted", "hi")],
    }
    compared = block(flow(action("c", "Compare", transitions, **COMPARE), HI), "c")
    line = Line()
    line.contact.attributes["wanted"] = "gold"
    assert compared.equals is None
    assert by_result(compared, "gold", line) == ("hi", "Equals $.Attributes.wanted")
    assert by_result(compared, "silver", line)[1] == "NoMatchingCondition"


def test_without_the_branch_for_no_match_next_action_is_taken() -> None:
    compared = block(flow(action("c", "Compare", to("bye", gold="hi"), **COMPARE), HI), "c")
    assert by_result(compared, "silver") == ("bye", "NextAction")


def test_a_block_that_waits_can_be_woken() -> None:
    assert block(flow(HI), "hi").resume is not None
    assert block(flow(HI), "bye").resume is None


def test_a_block_knows_its_channels() -> None:
    menu = action(
        "menu",
        "GetParticipantInput",
        to("bye", RETURN, "NoMatchingCondition", "InputTimeLimitExceeded"),
        Text="Press 1",
        InputTimeLimitSeconds="5",
    )
    assert block(flow(menu), "menu").channels == frozenset({"VOICE"})


def test_a_flow_may_go_round() -> None:
    loop = action("l", "Loop", to("bye", ContinueLooping="hi", DoneLooping="bye"), LoopCount="2")
    back = action("hi", "MessageParticipant", to("l"), Text="Hi.")
    assert told(flow(loop, back)) == []


# --- the type of a flow ---


@pytest.mark.parametrize(
    ("content", "given", "type_"),
    [
        (flow(HI), None, "CONTACT_FLOW"),
        (flow(HI), "CUSTOMER_QUEUE", "CUSTOMER_QUEUE"),
        (flow(HI, Metadata={"type": "queueTransfer"}), None, "QUEUE_TRANSFER"),
        (flow(HI, Metadata={"type": "queueTransfer"}), "CONTACT_FLOW", "CONTACT_FLOW"),
        (flow(HI, Settings={}), None, "MODULE"),
        (flow(HI, Metadata={"type": "mystery"}), None, "CONTACT_FLOW"),
    ],
)
def test_a_flow_s_type_is_given_or_written_or_guessed(
    content: Json, given: str | None, type_: str
) -> None:
    loaded = load(content, type_=given)
    assert loaded.flow is not None
    assert loaded.flow.type == type_


def test_a_flow_that_loops_prompts_is_guessed_to_be_a_queue_flow() -> None:
    music = action("m", "MessageParticipantIteratively", Messages=[{"PromptId": "music"}])
    loaded = load({**flow(music), "Actions": [music]})
    assert loaded.flow is not None
    assert loaded.flow.type == "CUSTOMER_QUEUE"
    assert loaded.problems == ()


def test_a_type_that_does_not_exist_is_fatal() -> None:
    assert told(flow(HI), type_="WHISPER") == ["! $: there is no flow type 'WHISPER'"]


def test_an_action_in_a_flow_that_does_not_admit_it_is_told() -> None:
    assert told(flow(HI), type_="CUSTOMER_HOLD") == [
        "hi Type: not allowed in a flow of type CUSTOMER_HOLD",
        "bye Type: not allowed in a flow of type CUSTOMER_HOLD",
    ]


def test_where_the_pages_differ_it_says_so() -> None:
    end = action("end", "EndFlowExecution")
    assert told({**flow(end), "Actions": [end]}, type_="CONTACT_FLOW") == [
        "end Type: Connect may refuse it in a flow of type CONTACT_FLOW: its pages differ"
    ]


# --- files that are no flow ---


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("", "! $: not JSON: Expecting value (line 1, column 1)"),
        ("hello", "! $: not JSON: Expecting value (line 1, column 1)"),
        ("[]", "! $: a JSON object is needed"),
        ("null", "! $: a JSON object is needed"),
        ("{}", "! Actions: a list of at least one action is needed"),
        ('{"Actions": []}', "! Actions: a list of at least one action is needed"),
        ('{"Actions": {}}', "! Actions: a list of at least one action is needed"),
        ('{"a": NaN}', "! $: not JSON: it holds a number that cannot be read"),
        ('{"a": 1' + "0" * 5_000 + "}", "! $: not JSON: it holds a number that cannot be read"),
        ("[" * 100_000, "! $: nested more than 40 levels deep"),
        (
            '{"a":' * 50 + "1" + "}" * 50,
            "! $: nested more than 40 levels deep",
        ),
        ('{"a": "\\ud800"}', "! $: a text with half a character (a lone surrogate)"),
        (" " * 1_000_001, "! $: longer than 1,000,000 characters"),
        (
            '{"modules": [], "start": "x"}',
            "! $: this is the export format from before 2020 (modules and branches); "
            "open it in Connect's designer and export it again",
        ),
        ({"Actions": object()}, "! $: not JSON"),
    ],
)
def test_what_is_no_flow_gets_one_clear_problem(content: Any, problem: str) -> None:
    assert told(content) == [problem]


def test_a_mapping_that_holds_itself_is_no_flow() -> None:
    content: Json = {}
    content["Actions"] = [content]
    assert told(content) == ["! $: not JSON"]


def test_a_byte_order_mark_does_no_harm() -> None:
    assert load("\ufeff" + json.dumps(flow(HI))).flow is not None


def test_a_key_that_stands_twice_is_told() -> None:
    content = json.dumps(flow(HI)).replace('"Text"', '"Text": "Ho.", "Text"')
    assert told(content) == [" $: the key 'Text' stands twice in one object"]


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        ({"Version": "2025-06-21"}, ' Version: "2019-10-30" is needed'),
        ({"Metadata": []}, " Metadata: an object is needed"),
        ({"Author": "me"}, " Author: unknown key"),
        ({"StartAction": "nowhere"}, "! StartAction: there is no such block"),
        ({"StartAction": ["hi"]}, "! StartAction: there is no such block"),
        ({"Settings": []}, " Settings: a module's content needs an object here"),
    ],
)
def test_the_top_of_the_file_is_checked(more: Json, problem: str) -> None:
    assert told(flow(HI, **more)) == [problem]


def test_settings_are_for_modules() -> None:
    problem = " Settings: only a module's content has it"
    assert told(flow(HI, Settings={}), type_="CONTACT_FLOW") == [problem]
    assert told(flow(HI), type_="MODULE") == [" Settings: a module's content needs an object here"]


def test_more_than_250_actions_are_refused_and_thousands_not_read() -> None:
    many = [action(f"m{n}", "MessageParticipant", to("bye"), Text="Hi.") for n in range(250)]
    assert " Actions: more than 250 actions" in told(flow(*many))
    assert told({**flow(HI), "Actions": [1] * 3_000}) == ["! Actions: more than 2,500 actions"]


# --- identifiers and types ---


@pytest.mark.parametrize(
    "identifier", ["a:b", "50%", "toString", "__proto__", "(x)", "a/b", "a=b", "a,b", "{x}"]
)
def test_an_identifier_that_connect_forbids_is_told(identifier: str) -> None:
    problem = r"none of % : ( \ / ) = $ , ; [ ] { } is allowed, nor names such as toString"
    forbidden = action(identifier, "MessageParticipant", to("bye"), Text="Hi.")
    assert told(flow(forbidden)) == [f"{identifier} Identifier: {problem}"]


def test_an_identifier_may_be_long_and_in_any_script() -> None:
    exact = action("ğ" * 49 + "中", "MessageParticipant", to("bye"), Text="Hi.")
    assert told(flow(exact)) == []
    longer = action("x" * 51, "MessageParticipant", to("bye"), Text="Hi.")
    assert told(flow(longer)) == [f"{'x' * 51} Identifier: longer than 50 characters"]


def test_two_blocks_of_one_name_are_fatal() -> None:
    assert told(flow(HI, HI)) == ["!hi Identifier: another block has it too"]


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        (3, "! Actions[0]: an object is needed"),
        ({"Type": "Loop"}, "! Actions[0].Identifier: a string is needed"),
        ({"Identifier": 3, "Type": "Loop"}, "! Actions[0].Identifier: a string is needed"),
        ({"Identifier": "x"}, "!x Actions[0].Type: a string is needed"),
        ({**HI, "Parameters": []}, "!hi Parameters: an object is needed"),
        ({**HI, "Transitions": []}, "!hi Transitions: an object is needed"),
    ],
)
def test_an_action_of_the_wrong_shape_is_fatal(written: Any, problem: str) -> None:
    content = {**flow(), "Actions": [written, BYE]}
    assert problem in told(content)


def test_an_unknown_key_of_an_action_is_told() -> None:
    assert told(flow({**HI, "Colour": "red"})) == ["hi Colour: unknown key"]


@pytest.mark.parametrize(
    ("type_", "problem"),
    [
        ("ConnectParticipantWithLexBot", "this action type is not supported yet"),
        ("ShowView", "this action type is not supported yet"),
        ("PlayPrompt", "not an Amazon Connect action type; did you mean MessageParticipant?"),
        ("UnTagContact", "not an Amazon Connect action type; did you mean UntagContact?"),
        (
            "MessageParticipent",
            "not an Amazon Connect action type; did you mean MessageParticipant?",
        ),
        ("Xyz", "not an Amazon Connect action type"),
        ("x" * 10_000, "not an Amazon Connect action type"),
    ],
)
def test_an_action_that_cannot_be_run_is_fatal(type_: str, problem: str) -> None:
    loaded = load(flow(action("x", type_, to("bye", RETURN))))
    assert loaded.flow is None
    assert [str(each) for each in loaded.problems] == [f"test: block 'x' ({type_}) Type: {problem}"]


# --- asking for the flow ---


def test_what_connect_would_refuse_is_enough_for_a_shipped_flow_only() -> None:
    loaded = load(flow(HI, Author="me"))
    assert require(loaded, strict=False) is loaded.flow
    with pytest.raises(FlowDefinitionError, match=r"^test: Author: unknown key$"):
        require(loaded, strict=True)


def test_advice_stops_nobody() -> None:
    loaded = load(flow(HI, action("lost", "MessageParticipant", to("bye"), Text="Hi.")))
    assert [problem.advice for problem in loaded.problems] == [True]
    assert require(loaded, strict=True) is loaded.flow


def test_every_fatal_problem_is_told_at_once() -> None:
    loaded = load(flow(action("a", "ShowView"), action("b", "PlayPrompt")))
    with pytest.raises(FlowDefinitionError) as error:
        require(loaded, strict=False)
    assert str(error.value) == (
        "test: block 'a': Type: this action type is not supported yet\n"
        "test: block 'b' (PlayPrompt) Type: "
        "not an Amazon Connect action type; did you mean MessageParticipant?"
    )
