"""Events on their way to a tenant's own systems."""

from __future__ import annotations

import json
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from santral.domain.errors import DependencyError
from santral.domain.plain import from_json
from santral.domain.signatures import is_signed
from santral.domain.webhooks import Delivery, DeliveryState, Webhook, WebhookEvent
from santral.stores.circuits import Circuits, Limits
from santral.stores.outside import Outside
from santral.stores.shelves import Stored
from santral.stores.tenant_guard import acting_for
from santral.stores.webhook_delivery import WebhookDelivery
from santral.stores.webhooks import DELIVERIES, WEBHOOKS, Message, Webhooks
from tests.fakes.clocks import FixedClock, Stopwatch
from tests.fakes.crm_server import Conversation, CrmServer
from tests.fakes.queues import FakeQueues
from tests.functional import sample
from tests.functional.cloud import Cloud, empty_everything

AT = sample.MONDAY_MORNING
ENDED = WebhookEvent.CONTACT_ENDED


def now_s() -> float:
    return time.monotonic()  # noqa: TID251  # sockets time out by the real clock


class Receiver:
    """A tenant's own system.

    Attributes:
        statuses: of the answers to come; 200 when there are no more.
        got: how often each delivery came.
    """

    def __init__(self) -> None:
        self.statuses: list[int] = []
        self.requests: list[Conversation] = []
        self.got: Counter[str] = Counter()

    def __call__(self, conversation: Conversation) -> None:
        self.requests.append(conversation)
        self.got[self.header(-1, "Santral-Delivery")] += 1
        conversation.reply(self.statuses.pop(0) if self.statuses else 200, b"{}")

    def header(self, at: int, name: str) -> str:
        lines = self.requests[at].head.split("\r\n")
        [text] = [each.partition(": ")[2] for each in lines if each.startswith(f"{name}: ")]
        return text


@dataclass
class Post:
    """
    Attributes:
        waited_s: by the queue, in all.
    """

    receiver: Receiver
    queues: FakeQueues
    clock: FixedClock
    webhooks: Webhooks
    delivery: WebhookDelivery
    url: str
    waited_s: int = 0

    def hook(self, id_: str = "w1", *events: WebhookEvent, url: str = "") -> None:
        made = Webhook(url or self.url, events or (ENDED,), ("whsec",))
        with acting_for("shop"):
            WEBHOOKS.create("shop", id_, made)

    def emit(self, subject: str = "c1", event: WebhookEvent = ENDED) -> int:
        with acting_for("shop"):
            return self.webhooks.emit("shop", event, subject, {"agent": "Deniz"}, at=AT)

    def carry(self, most: int = 500) -> None:
        """Let time pass from message to message until none is left."""
        while self.queues.sent and most:
            most -= 1
            text, delay_s = self.queues.take()
            self.clock.now += timedelta(seconds=delay_s)
            self.waited_s += delay_s
            self.delivery.attempt(from_json(Message, text))

    def all(self) -> list[Stored[Delivery]]:
        with acting_for("shop"):
            return list(DELIVERIES.all("shop"))

    def one(self) -> Delivery:
        [stored] = self.all()
        return stored.value

    def webhook(self, id_: str = "w1") -> Webhook:
        with acting_for("shop"):
            return WEBHOOKS.load("shop", id_).value


@contextmanager
def opened() -> Iterator[Post]:
    receiver, queues, clock = Receiver(), FakeQueues(), FixedClock(AT)
    webhooks = Webhooks(queues, clock)
    # Most of these stories are about one receiver that fails again and again.
    circuits = Circuits(Stopwatch(), Limits(failures=1000))
    outside = Outside(now_s, allowed_hosts={"127.0.0.1"})
    delivery = WebhookDelivery(outside, circuits, webhooks, clock)
    with CrmServer(receiver) as server:
        yield Post(receiver, queues, clock, webhooks, delivery, server.url)


@pytest.fixture
def post(cloud: Cloud) -> Iterator[Post]:
    with opened() as post:
        yield post


def test_a_receiver_is_told_what_happened_and_can_tell_that_it_was_us(post: Post) -> None:
    post.hook()
    post.emit()
    post.carry()

    [request] = post.receiver.requests
    told = json.loads(request.body)
    assert (request.method, told["event"], told["subject"]) == ("POST", "contact.ended", "c1")
    written = post.receiver.header(0, "Santral-Signature")
    assert is_signed(request.body, written, ["whsec"], AT.timestamp())


def test_a_delivery_that_arrived_is_recorded_so(post: Post) -> None:
    post.hook()
    post.emit()
    post.carry()

    assert (post.one().state, post.one().status) == (DeliveryState.DELIVERED, 200)


def test_only_who_wants_to_know_is_told(post: Post) -> None:
    post.hook("w1", WebhookEvent.ORDER_CREATED)
    post.hook("w2", ENDED, WebhookEvent.ORDER_CREATED)

    assert post.emit() == 1
    assert post.one().webhook == "w2"


def test_the_same_event_emitted_twice_is_one_delivery(post: Post) -> None:
    post.hook()
    post.emit()
    post.emit()
    post.carry()
    post.emit()
    post.carry()

    assert list(post.receiver.got.values()) == [1]


def test_another_tenants_webhooks_hear_nothing(post: Post) -> None:
    post.hook()
    with acting_for("clinic"):
        told = post.webhooks.emit("clinic", ENDED, "c1", {}, at=AT)

    assert (told, post.queues.sent) == (0, [])


def test_a_receiver_that_is_down_over_night_gets_it_in_the_morning(post: Post) -> None:
    post.receiver.statuses = [500] * 6
    post.hook()
    post.emit()
    post.carry()

    assert (post.one().state, post.one().attempts) == (DeliveryState.DELIVERED, 7)
    assert post.waited_s == 10 + 60 + 300 + 1800 + 7200 + 21_600


def test_no_message_waits_longer_than_a_queue_can(post: Post) -> None:
    post.receiver.statuses = [500] * 5
    post.hook()
    post.emit()
    longest_s = 0
    while post.queues.sent:
        longest_s = max(longest_s, post.queues.sent[0][2])
        post.carry(most=1)

    assert longest_s == 900


def test_each_attempt_has_the_same_id_and_a_signature_of_its_own_time(post: Post) -> None:
    post.receiver.statuses = [500]
    post.hook()
    post.emit()
    post.carry()

    first, second = (post.receiver.header(at, "Santral-Signature")[:12] for at in (0, 1))
    assert len(post.receiver.got) == 1
    assert first != second


def test_a_receiver_that_never_answers_is_given_up(post: Post) -> None:
    post.receiver.statuses = [500] * 8
    post.hook()
    post.emit()
    post.carry()

    assert (post.one().state, post.one().attempts) == (DeliveryState.GIVEN_UP, 8)
    assert post.webhook().failing_since_s == AT.timestamp()


def test_a_webhook_that_fails_for_days_is_disabled_and_what_waits_is_cancelled(post: Post) -> None:
    post.receiver.statuses = [500] * 100
    post.hook()
    post.emit()
    post.carry()
    post.clock.now += timedelta(days=4)
    post.emit("c2")
    post.emit("c3")
    post.carry()

    assert post.webhook().disabled
    assert sorted(each.value.state for each in post.all()) == ["cancelled", "cancelled", "given_up"]


def test_a_success_ends_the_count_of_days(post: Post) -> None:
    post.receiver.statuses = [500]
    post.hook()
    post.emit()
    post.carry()

    assert post.webhook().failing_since_s is None


def test_a_deleted_webhook_is_told_nothing_more(post: Post) -> None:
    post.hook()
    post.emit()
    with acting_for("shop"):
        WEBHOOKS.delete("shop", "w1")
    post.carry()

    assert (post.one().state, post.receiver.requests) == (DeliveryState.CANCELLED, [])


def test_a_delivery_that_was_given_up_can_be_begun_again(post: Post) -> None:
    post.receiver.statuses = [410]
    post.hook()
    post.emit()
    post.carry()
    with acting_for("shop"):
        [stored] = post.all()
        enabled = WEBHOOKS.load("shop", "w1")
        WEBHOOKS.replace("shop", "w1", enabled.value.enabled(), replacing=enabled.version)
        post.webhooks.send_again("shop", stored.id)
    post.carry()

    assert (post.one().state, post.one().attempts) == (DeliveryState.DELIVERED, 1)


def test_a_webhook_that_leads_inside_is_a_receiver_that_never_answers(post: Post) -> None:
    post.hook(url="https://169.254.169.254/latest")
    post.emit()
    post.carry(most=1)

    assert (post.one().state, post.one().status) == (DeliveryState.PENDING, 0)


def test_a_receiver_that_is_known_to_be_down_is_not_waited_for(post: Post) -> None:
    patient = replace(post.delivery, circuits=Circuits(Stopwatch(), Limits(failures=2)))
    post.delivery = patient
    post.hook(url="http://127.0.0.1:1/")
    for subject in ("c1", "c2", "c3"):
        post.emit(subject)
    post.carry(most=3)

    with pytest.raises(DependencyError, match="it has just failed"):
        patient.circuits.through("webhook", "shop", "http://127.0.0.1:1/").__enter__()


def test_a_message_that_comes_twice_at_once_is_one_chain_of_attempts(post: Post) -> None:
    post.receiver.statuses = [500] * 20
    post.hook()
    post.emit()
    post.queues.sent *= 2
    post.carry()

    assert (post.one().state, len(post.receiver.requests)) == (DeliveryState.GIVEN_UP, 8)


def test_when_the_queue_is_down_the_attempt_is_not_counted_and_comes_again(post: Post) -> None:
    post.receiver.statuses = [500, 500]
    post.hook()
    post.emit()
    text, _ = post.queues.take()
    post.queues.is_down = True
    with pytest.raises(DependencyError):
        post.delivery.attempt(from_json(Message, text))
    post.queues.is_down = False

    assert post.one().attempts == 0
    post.delivery.attempt(from_json(Message, text))
    post.carry()
    assert post.one().state is DeliveryState.DELIVERED


LOSSES = st.lists(st.sampled_from(["once", "twice", "dies", "store", "reply"]), max_size=12)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(st.sampled_from([200, 500, 410]), max_size=9), LOSSES)
def test_whatever_is_lost_every_delivery_ends_and_no_receiver_is_flooded(
    cloud: Cloud, statuses: list[int], losses: list[str]
) -> None:
    empty_everything()
    with opened() as post:
        post.receiver.statuses = list(statuses)
        post.hook()
        post.emit()
        _carry_with_losses(cloud, post, list(losses))

        assert post.one().state is not DeliveryState.PENDING
        assert len(post.receiver.requests) <= 8 + 2 * len(losses)


def _carry_with_losses(cloud: Cloud, post: Post, losses: list[str]) -> None:
    """Deliver some messages twice, and let some come again since their function died."""
    for _ in range(400):
        if not post.queues.sent:
            return
        text, delay_s = post.queues.take()
        post.clock.now += timedelta(seconds=delay_s)
        message = from_json(Message, text)
        if message.not_before_s > post.clock.now.timestamp():
            post.delivery.attempt(message)
            continue
        match losses.pop(0) if losses else "once":
            case "twice":
                post.delivery.attempt(message)
                post.delivery.attempt(message)
            case "dies":
                post.queues.is_down = True
                with suppress(DependencyError):
                    post.delivery.attempt(message)
                post.queues.is_down = False
                post.delivery.attempt(message)
            case "reply":
                cloud.dynamodb.lose_replies = 1
                with suppress(DependencyError):
                    post.delivery.attempt(message)
                cloud.dynamodb.lose_replies = 0
                post.delivery.attempt(message)
            case "store":
                _with_store_failing(cloud, post, message)
                post.delivery.attempt(message)
            case _:
                post.delivery.attempt(message)
    raise AssertionError("messages without end")


def _with_store_failing(cloud: Cloud, post: Post, message: Message) -> None:
    cloud.dynamodb.fault, cloud.dynamodb.matching = cloud.dynamodb.hang, "PutItem"
    with suppress(DependencyError):
        post.delivery.attempt(message)
    cloud.dynamodb.fault, cloud.dynamodb.matching = None, ""
