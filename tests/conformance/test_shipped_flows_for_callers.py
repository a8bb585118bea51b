"""What a caller can rely on in the shipped flows, whichever branches his contact takes."""

from __future__ import annotations

from graphlib import TopologicalSorter

import pytest

from tests.conformance.publish_rules import strings_in
from tests.conformance.shipped_flows import (
    BLOCKS,
    FILES,
    LAMBDA,
    Place,
    Step,
    action_at,
    every_state,
    is_failure,
    start_of,
    steps_from,
)

SENTENCES_PER_LANGUAGE = {"customer_queue": 11, "phrases": 4}
by_start = pytest.mark.parametrize(
    "start", [path.stem for path in FILES if path.parent.name == "flows"]
)


@pytest.mark.parametrize(("flow", "count"), SENTENCES_PER_LANGUAGE.items())
def test_every_language_has_every_sentence(flow: str, count: int) -> None:
    actions = BLOCKS[flow].values()
    tables = [
        sentences
        for action in actions
        for key in ("FlowAttributes", "ResultData")
        for sentences in [action["Parameters"].get(key)]
        if sentences
    ]

    assert [len(table) for table in tables] == [count] * 5
    assert len({frozenset(table) for table in tables}) == 1
    assert len({text for table in tables for text in strings_in(table)}) == count * 5


@pytest.mark.parametrize(
    "flow",
    [
        "customer_queue", "customer_whisper", "outbound_whisper", "phrases", "transfer_to_agent",
        "transfer_to_queue",
    ],
)  # fmt: skip
def test_a_language_without_sentences_is_answered_in_english(flow: str) -> None:
    [compare] = [
        action
        for action in BLOCKS[flow].values()
        if action["Parameters"].get("ComparisonValue") == "$.Attributes.language"
    ]
    edges = {
        edge["Condition"]["Operands"][0]: edge["NextAction"].rsplit(" ", 1)[1]
        for edge in compare["Transitions"]["Conditions"]
    }

    assert edges == {"tr": "Turkish", "ru": "Russian", "it": "Italian", "zh": "Chinese"}
    assert compare["Transitions"]["NextAction"].endswith(" English")


def silent_since_a_function(place: Place, step: Step, silent: bool) -> bool:
    match action_at(place)["Type"]:
        case type_ if type_ == LAMBDA:
            return True
        case "MessageParticipant" | "MessageParticipantIteratively":
            return False
        # An input block speaks its prompt, unless it cannot work on this channel.
        case "GetParticipantInput":
            return silent and step.via == "NoMatchingError"
    return silent


@by_start
def test_the_caller_hears_something_between_any_two_functions(start: str) -> None:
    walk = every_state(start_of(start), False, silent_since_a_function)
    mute = {place for place, silent in walk if silent and action_at(place)["Type"] == LAMBDA}

    assert mute == set()


@by_start
def test_nobody_is_hung_up_on_without_a_word_after_a_function(start: str) -> None:
    walk = every_state(start_of(start), start == "entry", silent_since_a_function)
    mute = {
        place
        for place, silent in walk
        if silent and action_at(place)["Type"] in ("DisconnectParticipant", "EndFlowExecution")
    }

    assert mute == set()


def test_when_a_function_fails_the_contact_still_reaches_a_queue() -> None:
    def failures(place: Place, step: Step, so_far: int) -> int:
        fails = is_failure(step) and (so_far > 0 or action_at(place)["Type"] == LAMBDA)
        return min(so_far + fails, 2)

    walk = list(every_state(start_of("entry"), 0, failures))
    queued = [at for at, failed in walk if failed == 1 and at.block == "enter queue"]
    # A second failure may end in an apology; one alone may not.
    lost = {
        place
        for place, failed in walk
        if failed == 1 and action_at(place)["Type"] == "DisconnectParticipant"
    }

    assert queued
    assert lost == set()


@by_start
def test_recording_starts_only_after_consent(start: str) -> None:
    def consented(place: Place, step: Step, before: bool) -> bool:
        action = action_at(place)
        parameters = action["Parameters"]
        granted = parameters.get("Attributes", {}).get("recording") == "granted"
        asked = parameters.get("ComparisonValue") == "$.Attributes.recording"
        return before or (granted and not is_failure(step)) or (asked and step.via == "granted")

    walk = every_state(start_of(start), False, consented)
    unasked = {
        place
        for place, consent in walk
        if not consent and "Customer" in strings_in(action_at(place)["Parameters"])
    }

    assert unasked == set()


def test_consent_comes_from_an_announcement_or_the_key_one() -> None:
    grants = {
        (name, edge.get("ErrorType") or edge["Condition"]["Operands"][0])
        for name, action in BLOCKS["consent"].items()
        for key in ("Conditions", "Errors")
        for edge in action["Transitions"].get(key, [])
        if edge["NextAction"] == "note consent"
    }
    follows = {
        name
        for name, action in BLOCKS["consent"].items()
        if action["Transitions"].get("NextAction") == "note consent"
    }

    assert grants == {("ask for consent", "1")}
    assert follows == {"announce recording"}


def takes_time_or_is_counted(place: Place, step: Step) -> bool:
    match action_at(place)["Type"]:
        case "MessageParticipant" | "MessageParticipantIteratively" | "Wait":
            return not is_failure(step)
        case "GetParticipantInput":
            return step.via != "NoMatchingError"
    return step.via == "ContinueLooping"


@by_start
def test_no_contact_goes_round_in_circles_without_time_passing(start: str) -> None:
    graph = {
        place: {step.to for step in steps_from(place) if not takes_time_or_is_counted(place, step)}
        for place, _ in every_state(start_of(start), None, lambda *_: None)
    }

    TopologicalSorter(graph).prepare()


def test_every_function_is_given_three_seconds_and_answers_strings() -> None:
    functions = [
        action
        for blocks in BLOCKS.values()
        for action in blocks.values()
        if action["Type"] == LAMBDA
    ]

    assert len(functions) == 7
    for action in functions:
        assert action["Parameters"]["InvocationTimeLimitSeconds"] == "3"
        assert action["Parameters"]["ResponseValidation"] == {"ResponseType": "STRING_MAP"}
        assert action["Parameters"]["LambdaInvocationAttributes"]["tenant"] == "$.Attributes.tenant"


def test_who_cannot_be_called_back_hears_so_and_stays_in_the_queue() -> None:
    def refused(place: Place, step: Step, before: str) -> str:
        if place.block == "create callback":
            return "refused" if is_failure(step) else "promised"
        heard = action_at(place)["Parameters"].get("Text") == "$.FlowAttributes.refused"
        return "" if heard and before == "refused" else before

    walk = list(every_state(start_of("customer_queue"), "", refused))
    ends = {state for at, state in walk if action_at(at)["Type"] == "DisconnectParticipant"}
    waiting = {state for at, state in walk if at.block == "play hold music"}

    assert ends == {"promised"}
    assert waiting == {""}


def test_a_number_typed_by_the_caller_stays_out_of_the_flow_log() -> None:
    def logging(place: Place, _: Step, on: bool) -> bool:
        state = action_at(place)["Parameters"].get("FlowLoggingBehavior")
        return on if state is None else state == "Enabled"

    walk = list(every_state(start_of("customer_queue"), True, logging))
    logged = {
        place.block
        for place, on in walk
        if on and action_at(place)["Parameters"].get("StoreInput") == "True"
    }

    assert logged == set()
