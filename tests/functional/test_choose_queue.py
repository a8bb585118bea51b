"""choose_queue, as the flow sees it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from functions.choose_queue.handler import handler
from santral.domain.errors import InvocationError
from santral.domain.tenant import Tenant
from santral.stores.seeding import write_business
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
            queue="managers", vip="yes", customer_tier="gold", agent="deniz", agent_available="yes"
        ),
        Context(),
    )

    assert answer["agent_arn"] == f"{sample.ARN}/agent/deniz"
    assert answer["priority"] == "1"


@pytest.mark.parametrize("available", ["no", "", "0", "1", "true"])
def test_a_vip_waits_for_any_manager_unless_hers_is_known_to_be_free(
    cloud: Cloud, available: str
) -> None:
    answer = handler(
        call_event(queue="managers", vip="yes", agent="deniz", agent_available=available),
        Context(),
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


@pytest.mark.parametrize("figure", ["", "0", "999999999", "-1", "4.5", "many"])
@pytest.mark.parametrize(
    "name", ["agents_staffed", "agents_available", "queue_size", "oldest_s", "agent_available"]
)
def test_whatever_a_figure_is_there_is_a_queue_to_go_to(
    cloud: Cloud, name: str, figure: str
) -> None:
    answer = handler(call_event(queue="sales", **{name: figure}), Context())

    assert answer["queue_arn"] in (f"{sample.ARN}/queue/sales", f"{sample.ARN}/queue/basic")


def test_without_any_figure_a_caller_goes_where_she_was_sent(cloud: Cloud) -> None:
    figures = dict.fromkeys(
        ["agents_staffed", "agents_available", "queue_size", "oldest_s", "agent_available"], ""
    )

    answer = handler(call_event(queue="sales", **figures), Context())

    assert (answer["queue"], answer["overflowed"], answer["text"]) == ("sales", "no", "")


def test_a_queue_whose_metrics_count_no_agents_has_none(cloud: Cloud) -> None:
    answer = handler(
        call_event(queue="sales", figures_of="sales", agents_staffed="", queue_size=""), Context()
    )

    assert (answer["overflowed"], answer["reason"]) == ("yes", "nobody_there")


def without_arns(*but: str) -> Tenant:
    """Return the shop before Amazon Connect has made its queues, but for some."""
    shop = sample.shop()
    queues = (queue if queue.name in but else replace(queue, arn="") for queue in shop.queues)
    return replace(shop, queues=tuple(queues))


def test_a_queue_that_is_not_made_yet_is_replaced_by_the_fallback_queue(cloud: Cloud) -> None:
    write_business(cloud.clients.dynamodb, without_arns("basic"), [])

    answer = handler(call_event(queue="sales"), Context())

    assert (answer["queue"], answer["queue_arn"]) == ("basic", f"{sample.ARN}/queue/basic")


def test_when_no_arn_is_known_the_wanted_one_is_given_back(cloud: Cloud) -> None:
    write_business(cloud.clients.dynamodb, without_arns(), [])

    answer = handler(call_event(queue="sales", queue_arn="arn:wanted"), Context())

    assert (answer["queue"], answer["queue_arn"]) == ("sales", "arn:wanted")


def test_when_none_is_wanted_either_the_numbers_own_fallback_is_given_back(cloud: Cloud) -> None:
    write_business(cloud.clients.dynamodb, without_arns(), [])
    sent = call_event(queue="sales")
    sent["Details"]["ContactData"]["Attributes"] = {"fallback_queue": "arn:fallback"}

    assert handler(sent, Context())["queue_arn"] == "arn:fallback"


def test_without_any_arn_the_flow_takes_its_error_branch(cloud: Cloud) -> None:
    write_business(cloud.clients.dynamodb, without_arns(), [])

    with pytest.raises(InvocationError, match="no queue of the tenant has an ARN"):
        handler(call_event(queue="sales"), Context())
