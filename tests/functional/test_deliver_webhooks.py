"""deliver_webhooks, as SQS invokes it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from functions.deliver_webhooks.handler import handler
from functions.wiring import collaborators
from santral.domain.webhooks import Webhook, WebhookEvent
from santral.stores.tenant_guard import acting_for
from santral.stores.webhooks import DELIVERIES, WEBHOOKS
from tests.fakes.crm_server import CrmServer, replying
from tests.fakes.queues import FakeQueues
from tests.functional import sample
from tests.functional.cloud import Cloud, Context


def batch(*bodies: object) -> Any:
    texts = [each if isinstance(each, str) else json.dumps(each) for each in bodies]
    return {
        "Records": [
            {"messageId": str(number), "body": text, "eventSource": "aws:sqs"}
            for number, text in enumerate(texts, start=1)
        ]
    }


def queued(cloud: Cloud, url: str, *subjects: str) -> list[dict[str, Any]]:
    """Return the messages that a shop's ended contacts put into the queue."""
    queues = FakeQueues()
    cloud.use()
    vars(collaborators())["queues"] = queues
    with acting_for("shop"):
        WEBHOOKS.create("shop", "w1", Webhook(url, (WebhookEvent.CONTACT_ENDED,), ("whsec",)))
        for subject in subjects:
            collaborators().webhooks.emit(
                "shop", WebhookEvent.CONTACT_ENDED, subject, {}, at=sample.MONDAY_MORNING
            )
    return [payload for _, payload, _ in queues.sent]


def test_every_message_of_a_batch_is_delivered(cloud: Cloud) -> None:
    with CrmServer(replying(200, b"")) as server:
        answer = handler(batch(*queued(cloud, server.url, "c1", "c2")), Context())

    assert answer == {"batchItemFailures": []}
    assert server.requests == ["/cards?key=1", "/cards?key=1"]


@pytest.mark.parametrize(
    "body",
    ["", "[]", "null", "{}", '{"tenant": "shop"}', '{"tenant": "platform", "delivery": "d"}',
     '{"tenant": "shop", "delivery": 7}', '{"tenant": "shop#x", "delivery": "d"}'],
)  # fmt: skip
def test_a_message_that_is_not_ours_is_dropped_and_counted(cloud: Cloud, body: str) -> None:
    assert handler(batch(body), Context()) == {"batchItemFailures": []}
    assert cloud.counts == {("MessageDropped", ""): 1}


def test_a_message_of_another_tenant_finds_nothing(cloud: Cloud) -> None:
    with CrmServer(replying(200, b"")) as server:
        [message] = queued(cloud, server.url, "c1")
        handler(batch(message | {"tenant": "clinic"}), Context())

    assert server.requests == []


def test_only_what_could_not_be_dealt_with_comes_again(cloud: Cloud) -> None:
    with CrmServer(replying(200, b"")) as server:
        first, second = queued(cloud, server.url, "c1", "c2")
        cloud.dynamodb.fault = cloud.dynamodb.hang
        down = handler(batch(first), Context())
        cloud.dynamodb.fault = None
        up = handler(batch(first, second), Context())

    assert (down, up) == (
        {"batchItemFailures": [{"itemIdentifier": "1"}]},
        {"batchItemFailures": []},
    )
    with acting_for("shop"):
        assert {each.value.state for each in DELIVERIES.all("shop")} == {"delivered"}


def test_what_no_longer_fits_into_the_invocation_comes_again(cloud: Cloud) -> None:
    with CrmServer(lambda conversation: _slowly(cloud, conversation)) as server:
        messages = queued(cloud, server.url, "c1", "c2")
        answer = handler(batch(*messages), Context())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}


def _slowly(cloud: Cloud, conversation: Any) -> None:
    cloud.stopwatch.advance(45)
    conversation.reply(200, b"")


def test_nothing_of_a_delivery_is_logged(cloud: Cloud) -> None:
    with CrmServer(replying(500, b"canary")) as server:
        messages = queued(cloud, f"{server.url}&token=canary", "c1")
        cloud.dynamodb.fault = cloud.dynamodb.hang
        handler(batch(*messages, "canary"), Context())

    assert "canary" not in cloud.log.getvalue()
