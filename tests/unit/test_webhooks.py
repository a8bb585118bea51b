"""When a webhook is tried again, and when that ends."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.plain import from_json, to_json
from santral.domain.webhooks import (
    DISABLED_AFTER_S,
    Delivery,
    DeliveryState,
    Webhook,
    WebhookEvent,
    body_of,
    delivery_id,
    event_id,
)

AT = datetime(2026, 11, 30, 9, 0, 0, 250_000, UTC)
NOW_S = int(AT.timestamp())
WEBHOOK = Webhook("https://shop.example/hook", (WebhookEvent.CONTACT_ENDED,), ("whsec",))
DELIVERY = Delivery("w1", WebhookEvent.CONTACT_ENDED, "e1", NOW_S, "{}")


def test_a_receiver_that_answers_has_it() -> None:
    after = DELIVERY.after(204, NOW_S)

    assert (after.state, after.attempts, after.status) == (DeliveryState.DELIVERED, 1, 204)


def test_a_receiver_that_never_answers_is_tried_for_a_day_and_a_half() -> None:
    delivery, waits_s = DELIVERY, []
    while (delivery := delivery.after(500, NOW_S)).state is DeliveryState.PENDING:
        waits_s.append(delivery.next_s - NOW_S)

    assert waits_s == [10, 60, 300, 1800, 7200, 21_600, 86_400]
    assert (delivery.state, delivery.attempts) == (DeliveryState.GIVEN_UP, 8)


@pytest.mark.parametrize("status", [0, 199, 301, 302, 307, 400, 401, 404, 429, 500, 503])
def test_every_other_answer_is_tried_again(status: int) -> None:
    assert DELIVERY.after(status, NOW_S).state is DeliveryState.PENDING


def test_a_receiver_that_is_gone_for_good_is_not_tried_again() -> None:
    assert DELIVERY.after(410, NOW_S).state is DeliveryState.GIVEN_UP
    assert WEBHOOK.after(410, NOW_S).disabled


def test_a_webhook_that_has_failed_for_five_days_is_disabled() -> None:
    failing = WEBHOOK.after(500, NOW_S)
    on_the_last_day = failing.after(0, NOW_S + DISABLED_AFTER_S - 1)
    afterwards = failing.after(0, NOW_S + DISABLED_AFTER_S)

    assert (on_the_last_day.disabled, afterwards.disabled) == (False, True)


def test_one_success_makes_up_for_all_failures() -> None:
    failing = WEBHOOK.after(500, NOW_S)

    assert failing.after(200, NOW_S + 60) == WEBHOOK


def test_an_owner_who_enables_a_webhook_gives_it_five_more_days() -> None:
    disabled = replace(WEBHOOK, disabled=True, failing_since_s=NOW_S)

    assert disabled.enabled() == WEBHOOK


def test_two_secrets_are_good_while_one_is_replaced_and_never_three() -> None:
    once = WEBHOOK.rotated("second")
    twice = once.rotated("third")

    assert once.secrets == ("second", "whsec")
    assert twice.secrets == ("third", "second")


def test_only_what_was_asked_for_is_wanted() -> None:
    assert WEBHOOK.wants(WebhookEvent.CONTACT_ENDED)
    assert not WEBHOOK.wants(WebhookEvent.ORDER_CREATED)
    assert not replace(WEBHOOK, disabled=True).wants(WebhookEvent.CONTACT_ENDED)


def test_what_is_sent_says_what_happened_to_what_and_when() -> None:
    istanbul = AT.astimezone(timezone(timedelta(hours=3)))
    body = body_of("e1", WebhookEvent.CONTACT_ENDED, "c1", istanbul, {"name": "Ayşe"})

    assert json.loads(body) == {
        "id": "e1",
        "event": "contact.ended",
        "subject": "c1",
        "at": "2026-11-30T09:00:00.250Z",
        "data": {"name": "Ayşe"},
    }


def test_one_event_has_one_id_wherever_it_is_told() -> None:
    istanbul = AT.astimezone(timezone(timedelta(hours=3)))
    here = event_id("shop", WebhookEvent.CONTACT_ENDED, "c1", AT)

    assert here == event_id("shop", WebhookEvent.CONTACT_ENDED, "c1", istanbul)
    assert here != event_id("clinic", WebhookEvent.CONTACT_ENDED, "c1", AT)


@given(st.lists(st.integers(0, 4 * 10**9), min_size=2, max_size=2))
def test_deliveries_are_in_the_order_of_time(at_s: list[int]) -> None:
    first, second = (
        delivery_id("w1", "e1", datetime.fromtimestamp(each, UTC)) for each in sorted(at_s)
    )

    assert first <= second


@given(st.lists(st.sampled_from([0, 200, 302, 410, 500]), max_size=12))
def test_a_delivery_ends_for_good_and_never_has_a_ninth_attempt(statuses: list[int]) -> None:
    delivery, webhook, now_s = DELIVERY, WEBHOOK, NOW_S
    for status in statuses:
        if delivery.state is not DeliveryState.PENDING:
            break
        delivery, webhook = delivery.after(status, now_s), webhook.after(status, now_s)
        assert delivery.state is not DeliveryState.PENDING or delivery.next_s > now_s
        now_s = max(now_s, delivery.next_s)

    assert delivery.attempts <= 8
    assert from_json(Delivery, to_json(delivery)) == delivery
    assert from_json(Webhook, to_json(webhook)) == webhook
