"""choose_queue, as the flow sees it."""

from __future__ import annotations

from functions.choose_queue.handler import handler
from tests.functional import sample
from tests.functional.cloud import Cloud, Context, call_event


def test_a_caller_goes_where_the_menu_sent_her(cloud: Cloud) -> None:
    answer = handler(
        call_event(queue="sales", queue_arn=f"{sample.ARN}/queue/sales", queue_size="0"), Context()
    )

    assert answer == {
        "queue": "sales",
        "queue_arn": f"{sample.ARN}/queue/sales",
        "agent": "",
        "agent_arn": "",
        "priority": "5",
        "overflowed": "no",
        "reason": "as_asked",
        "text": "",
    }


def test_a_full_queue_overflows_and_says_so_in_the_callers_language(cloud: Cloud) -> None:
    answer = handler(call_event(queue="sales", queue_size="5"), Context())

    assert (answer["queue"], answer["overflowed"]) == ("basic", "yes")
    assert answer["text"].startswith("All our colleagues there are busy.")


def test_a_vip_gets_her_account_manager_when_he_is_free(cloud: Cloud) -> None:
    answer = handler(
        call_event(
            queue="managers", vip="yes", customer_tier="gold", agent="deniz", agent_available="1"
        ),
        Context(),
    )

    assert answer["agent_arn"] == f"{sample.ARN}/agent/deniz"
    assert answer["priority"] == "1"


def test_a_vip_waits_for_any_manager_when_hers_is_busy(cloud: Cloud) -> None:
    answer = handler(
        call_event(queue="managers", vip="yes", agent="deniz", agent_available="0"), Context()
    )

    assert (answer["queue"], answer["agent_arn"]) == ("managers", "")


def test_a_foreign_queue_becomes_the_fallback_queue(cloud: Cloud) -> None:
    answer = handler(call_event(queue="sales", queue_arn="arn:aws:connect:other"), Context())

    assert (answer["queue"], answer["reason"]) == ("basic", "unknown_queue")


def test_figures_that_are_not_known_move_nobody(cloud: Cloud) -> None:
    answer = handler(
        call_event(queue="sales", queue_size="", oldest_s="-1", agents_staffed="three"), Context()
    )

    assert answer["queue"] == "sales"
