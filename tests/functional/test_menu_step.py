"""menu_step, as the flow sees it."""

from __future__ import annotations

from functions.menu_step.handler import handler
from tests.functional import sample
from tests.functional.cloud import Cloud, Context, call_event


def test_a_key_leads_to_its_queue(cloud: Cloud) -> None:
    answer = handler(call_event(menu="main", key="1", language="en-GB", attempt="1"), Context())

    assert answer == {
        "action": "queue",
        "menu": "",
        "menu_text": "",
        "queue": "sales",
        "queue_arn": f"{sample.ARN}/queue/sales",
        "text": "One moment, I am connecting you.",
        "number": "",
        "after": "",
        "attempt": "1",
    }


def test_a_key_leads_to_the_next_menu_in_the_callers_language(cloud: Cloud) -> None:
    answer = handler(call_event(menu="main", key="2", language="tr-TR"), Context())

    assert (answer["action"], answer["menu"]) == ("menu", "more")
    assert answer["menu_text"] == "Adresimiz için 1'e basın."
    assert answer["attempt"] == "1"


def test_a_key_says_a_message_and_ends(cloud: Cloud) -> None:
    answer = handler(call_event(menu="more", key="1", language="en-GB"), Context())

    assert (answer["action"], answer["text"]) == ("message", "Moda Street 1.")
    assert answer["after"] == "end"


def test_after_a_message_that_repeats_the_menu_is_said_again(cloud: Cloud) -> None:
    answer = handler(call_event(menu="more", key="2", language="en-GB", attempt="2"), Context())

    assert (answer["action"], answer["text"], answer["after"]) == ("message", "9 to 6.", "repeat")
    assert (answer["menu"], answer["menu_text"]) == ("more", "For our address, press 1.")
    assert answer["attempt"] == "1"


def test_a_key_transfers_to_a_number(cloud: Cloud) -> None:
    answer = handler(call_event(menu="main", key="3", language="en-GB"), Context())

    assert (answer["action"], answer["number"]) == ("transfer", "+902120000099")
    assert answer["text"] == "One moment, I am connecting you."


def test_silence_repeats_the_menu_after_an_apology(cloud: Cloud) -> None:
    answer = handler(call_event(menu="main", key="Timeout", language="en-GB"), Context())

    assert answer["action"] == "repeat"
    assert answer["menu_text"] == "Sorry, I did not hear a choice. For sales, press 1."
    assert (answer["menu"], answer["attempt"]) == ("main", "2")


def test_three_wrong_keys_in_a_row_lead_to_somebody(cloud: Cloud) -> None:
    attempt, answers = "1", []
    for key in ("9", "", "Timeout"):
        answer = handler(
            call_event(menu="main", key=key, language="tr-TR", attempt=attempt), Context()
        )
        answers.append((answer["action"], answer["attempt"]))
        attempt = answer["attempt"]

    assert answers == [("repeat", "2"), ("repeat", "3"), ("queue", "1")]
    assert answer["text"] == "Sizi bir temsilcimizle görüştürüyorum."


def test_a_chat_which_has_no_keys_goes_to_the_menus_own_queue(cloud: Cloud) -> None:
    answer = handler(
        call_event(menu="main", key="Timeout", language="en-GB", attempt="3"), Context()
    )

    assert (answer["action"], answer["queue"]) == ("queue", "sales")
    assert answer["text"] == "I am connecting you to a colleague."


def test_the_third_wrong_key_leads_to_the_menus_own_queue(cloud: Cloud) -> None:
    answer = handler(call_event(menu="main", key="9", language="en-GB", attempt="3"), Context())

    assert (answer["action"], answer["queue"]) == ("queue", "sales")


def test_a_menu_that_is_gone_leads_to_the_fallback_queue(cloud: Cloud) -> None:
    answer = handler(call_event(menu="gone", key="1", language="en-GB"), Context())

    assert (answer["action"], answer["queue"]) == ("queue", "basic")
    assert answer["text"] == "One moment, I am connecting you."


def test_an_attempt_that_is_no_number_is_the_first(cloud: Cloud) -> None:
    answer = handler(call_event(menu="main", key="9", attempt="many"), Context())

    assert answer["action"] == "repeat"
