"""GetParticipantInput: menu keys, digits to store, and the touch-tone buffer."""

from __future__ import annotations

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.engine.steps import Failed, Listen, Prompt
from tests.fakes.flow_runs import CUSTOMER, Line, block, leaves_by, problems_of

SECOND = 1_000_000
MENU = {"Text": "Press 1 for sales.", "InputTimeLimitSeconds": "5", "StoreInput": "False"}


def store(*, longest: int = 20, **keys: str) -> dict[str, object]:
    return {
        "Text": "Your account number, please.",
        "InputTimeLimitSeconds": "8",
        "StoreInput": "True",
        "DTMFConfiguration": keys,
        "InputValidation": {"CustomValidation": {"MaximumLength": str(longest)}},
    }


def number(**validation: str) -> dict[str, object]:
    return {**store(), "InputValidation": {"PhoneNumberValidation": validation}}


# --- the menu form ---


def test_a_menu_is_heard_and_then_gives_its_time() -> None:
    step = Line().enters("GetParticipantInput", **MENU)
    assert step == Listen(5 * SECOND, Prompt("Text", "Press 1 for sales."))


@pytest.mark.parametrize("key", "0123456789*#")
def test_one_key_answers_a_menu(key: str) -> None:
    line = Line()
    line.enters("GetParticipantInput", **MENU)
    assert leaves_by(line.presses(key)) == key


def test_silence_at_a_menu_is_its_own_branch() -> None:
    line = Line()
    line.enters("GetParticipantInput", **MENU)
    assert leaves_by(line.stays_silent()) == "InputTimeLimitExceeded"


def test_the_menu_says_the_caller_s_name() -> None:
    line = Line()
    line.contact.attributes["name"] = "Ayşe"
    step = line.enters("GetParticipantInput", **{**MENU, "Text": "Hello $.Attributes.name."})
    assert step == Listen(5 * SECOND, Prompt("Text", "Hello Ayşe."))


def test_a_prompt_that_nobody_has_set_is_an_error() -> None:
    asked = {"PromptId": "$.External.prompt", "InputTimeLimitSeconds": "5"}
    assert leaves_by(Line().enters("GetParticipantInput", **asked)) == "NoMatchingError"


# --- the store form ---


@pytest.mark.parametrize(
    ("keys", "stored"),
    [
        ("123#", "123"),
        ("123456", "123456"),  # MaximumLength
        ("12*34#", "34"),  # * begins anew
        ("#", ""),
    ],
)
def test_digits_are_stored(keys: str, stored: str) -> None:
    line = Line()
    line.enters("GetParticipantInput", **store(longest=6))
    assert leaves_by(line.presses(keys)) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == stored


def test_each_digit_has_the_pause_of_five_seconds() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store())
    assert line.presses("12") == Listen(5 * SECOND)


def test_the_pause_can_be_chosen() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store(InterdigitTimeLimitSeconds="2"))
    assert line.presses("1") == Listen(2 * SECOND)


def test_the_pause_can_come_from_an_attribute() -> None:
    line = Line()
    line.contact.attributes["pause"] = "3"
    line.enters("GetParticipantInput", **store(InterdigitTimeLimitSeconds="$.Attributes.pause"))
    assert line.presses("1") == Listen(3 * SECOND)


def test_a_pause_that_nobody_has_set_is_an_error() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store(InterdigitTimeLimitSeconds="$.Attributes.pause"))
    assert leaves_by(line.presses("1")) == "NoMatchingError"


def test_a_pause_after_some_digits_ends_the_entry() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store())
    line.presses("12")
    assert leaves_by(line.after(5)) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "12"


def test_no_digit_in_time_is_stored_as_timeout_and_is_no_error() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store())
    assert leaves_by(line.after(8)) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "Timeout"


def test_after_the_cancel_key_the_caller_has_the_first_time_limit_again() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store())
    assert line.presses("12*") == Listen(8 * SECOND)
    assert leaves_by(line.after(8)) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "Timeout"


def test_the_cancel_key_can_be_a_digit_like_any_other() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store(DisableCancelKey="True"))
    line.presses("1*2#")
    assert line.reads("$.StoredCustomerInput") == "1*2"


def test_another_key_can_end_the_entry() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store(InputTerminationSequence="9"))
    line.presses("1#29")
    assert line.reads("$.StoredCustomerInput") == "1#2"


def test_different_keys_can_end_the_entry_at_once() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store(InputTerminationSequence="#9"))
    assert leaves_by(line.presses("1##9")) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "1#"


def test_of_three_hashes_the_last_two_end_an_entry_that_two_end() -> None:
    # The guide's own example.
    line = Line()
    asked = store(InputTerminationSequence="##", DisableCancelKey="True")
    line.enters("GetParticipantInput", **asked)
    assert line.presses("1#2#3*4###") == Listen(5 * SECOND)
    assert leaves_by(line.after(5)) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "1#2#3*4#"


def test_a_key_after_two_hashes_is_kept_for_the_next_block() -> None:
    line = Line()
    line.enters("GetParticipantInput", EnableDTMFBuffer="True")
    line.enters("GetParticipantInput", **store(InputTerminationSequence="##"))
    assert leaves_by(line.presses("12##7")) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "12"
    assert line.contact.dtmf_buffer == ["7"]


def test_a_terminator_that_has_begun_does_not_count_towards_the_length() -> None:
    line = Line()
    line.enters("GetParticipantInput", **store(longest=4, InputTerminationSequence="#9"))
    assert isinstance(line.presses("123#"), Listen)
    assert leaves_by(line.presses("9")) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "123"


def test_a_store_prompt_that_nobody_has_set_is_an_error() -> None:
    asked = {**store(), "SSML": "$.External.prompt"}
    del asked["Text"]
    assert leaves_by(Line().enters("GetParticipantInput", **asked)) == "NoMatchingError"


@given(st.text(alphabet="0123456789*#", max_size=60), st.sampled_from(["#", "##", "1*", "99"]))
def test_whatever_is_pressed_no_more_is_stored_than_fits(keys: str, terminator: str) -> None:
    line = Line()
    asked = store(longest=6, InputTerminationSequence=terminator, DisableCancelKey="True")
    step = line.enters("GetParticipantInput", **asked)
    for key in keys:
        step = line.presses(key) if isinstance(step, Listen) else step
    step = line.stays_silent() if isinstance(step, Listen) else step
    assert leaves_by(step) == "NextAction"
    stored = line.reads("$.StoredCustomerInput")
    assert stored == "Timeout" or len(str(stored)) <= 6


# --- telephone numbers ---


def test_a_local_number_is_stored_with_its_country() -> None:
    line = Line()
    line.enters("GetParticipantInput", **number(NumberFormat="Local", CountryCode="TR"))
    assert leaves_by(line.presses("05321112233#")) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == CUSTOMER


def test_an_international_number_is_stored_with_its_plus() -> None:
    line = Line()
    line.enters("GetParticipantInput", **number(NumberFormat="E164"))
    assert leaves_by(line.presses("905321112233#")) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == CUSTOMER


@pytest.mark.parametrize(
    ("form", "keys"),
    [
        ({"NumberFormat": "Local", "CountryCode": "TR"}, "123#"),
        ({"NumberFormat": "E164"}, "05321112233#"),
        ({"NumberFormat": "E164"}, "#"),
    ],
)
def test_what_is_no_number_has_its_own_branch(form: dict[str, str], keys: str) -> None:
    line = Line()
    line.enters("GetParticipantInput", **number(**form))
    assert leaves_by(line.presses(keys)) == "InvalidPhoneNumber"
    assert line.reads("$.StoredCustomerInput") is None


def test_no_number_in_time_is_no_invalid_number() -> None:
    line = Line()
    line.enters("GetParticipantInput", **number(NumberFormat="E164"))
    assert leaves_by(line.after(8)) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "Timeout"


# --- encryption ---


def test_what_should_be_encrypted_is_thrown_away_and_said_to_be() -> None:
    line = Line()
    secret = {**store(), "InputEncryption": {"EncryptionKeyId": "k", "Key": "PEM"}}
    line.enters("GetParticipantInput", **secret)
    line.presses("4111111111111111#")
    stored = base64.b64decode(str(line.reads("$.StoredCustomerInput"))).decode()
    assert stored == "not encrypted: the local engine threw this input away"
    assert line.centre.warnings == [
        "the input was thrown away: what encrypts it in Connect is not here"
    ]
    assert line.run.progress is None


# --- the touch-tone buffer ---


def test_a_key_pressed_ahead_answers_the_menu_without_its_prompt() -> None:
    line = Line()
    assert leaves_by(line.enters("GetParticipantInput", EnableDTMFBuffer="True")) == "NextAction"
    line.presses_ahead("23")
    assert leaves_by(line.enters("GetParticipantInput", **MENU)) == "2"
    assert line.contact.dtmf_buffer == ["3"]


def test_digits_pressed_ahead_are_stored_first() -> None:
    line = Line()
    line.enters("GetParticipantInput", EnableDTMFBuffer="True")
    line.presses_ahead("12")
    assert line.enters("GetParticipantInput", **store()) == Listen(5 * SECOND)
    line.presses("3#")
    assert line.reads("$.StoredCustomerInput") == "123"


def test_of_the_digits_pressed_ahead_the_next_block_gets_the_rest() -> None:
    line = Line()
    line.enters("GetParticipantInput", EnableDTMFBuffer="True")
    line.presses_ahead("12#3")
    assert leaves_by(line.enters("GetParticipantInput", **store())) == "NextAction"
    assert line.reads("$.StoredCustomerInput") == "12"
    assert line.contact.dtmf_buffer == ["3"]


def test_switched_off_the_buffer_is_emptied() -> None:
    line = Line()
    line.enters("GetParticipantInput", EnableDTMFBuffer="True")
    line.presses_ahead("2")
    line.enters("GetParticipantInput", EnableDTMFBuffer="False")
    assert line.contact.dtmf_buffer == []
    assert isinstance(line.enters("GetParticipantInput", **MENU), Listen)


# --- at load ---


def test_each_form_has_its_own_branches() -> None:
    phone = number(NumberFormat="Local", CountryCode="TR")
    required = [
        block("GetParticipantInput", **MENU).transitions.required,
        block("GetParticipantInput", **store()).transitions.required,
        block("GetParticipantInput", **phone).transitions.required,
        block("GetParticipantInput", EnableDTMFBuffer="True").transitions.required,
    ]
    assert required == [
        ("NoMatchingError", "NoMatchingCondition", "InputTimeLimitExceeded"),
        ("NoMatchingError",),
        ("NoMatchingError", "InvalidPhoneNumber"),
        ("NoMatchingError",),
    ]


@pytest.mark.parametrize(
    ("parameters", "problem"),
    [
        ({"StoreInput": "False", "Text": "Hi"}, "!Parameters.InputTimeLimitSeconds: missing"),
        (
            {**MENU, "InputTimeLimitSeconds": "0"},
            "Parameters.InputTimeLimitSeconds: a whole number from 1 to 180 is needed",
        ),
        (
            {"InputTimeLimitSeconds": "5"},
            "!Parameters: one of Text, SSML, PromptId, Media is needed",
        ),
        (
            {**MENU, "SSML": "<speak/>"},
            "Parameters: only one of Text, SSML is allowed",
        ),
        (
            {**MENU, "StoreInput": "True"},
            "!Parameters.InputValidation: missing",
        ),
        (
            {**MENU, "InputValidation": {}},
            "Parameters.InputValidation: it goes with StoreInput True only",
        ),
        (
            store(InputTerminationSequence="*"),
            "Parameters.DTMFConfiguration.InputTerminationSequence: "
            "* ends an entry only where DisableCancelKey is True",
        ),
        (
            store(InputTerminationSequence="A"),
            "!Parameters.DTMFConfiguration.InputTerminationSequence: "
            "one to five of 0-9, * and # are needed",
        ),
        (
            number(NumberFormat="Local"),
            "!Parameters.InputValidation.PhoneNumberValidation.CountryCode: missing",
        ),
        (
            number(NumberFormat="E164", CountryCode="TR"),
            "Parameters.InputValidation.PhoneNumberValidation.CountryCode: "
            "it goes with NumberFormat Local only",
        ),
        (
            {
                **number(NumberFormat="E164"),
                "InputEncryption": {"EncryptionKeyId": "k", "Key": "p"},
            },
            "Parameters.InputEncryption: it goes with CustomValidation only",
        ),
    ],
)
def test_what_connect_would_not_take_is_told(parameters: dict[str, str], problem: str) -> None:
    assert problem in problems_of("GetParticipantInput", **parameters)


def test_a_foreign_wake_is_taken_for_silence() -> None:
    line = Line()
    line.enters("GetParticipantInput", **MENU)
    assert line.event("CustomerReturned") == Failed("InputTimeLimitExceeded")
