"""What the adapter to Amazon Connect makes of refusals, and what it never asks twice."""

from __future__ import annotations

import json
import socket
from collections.abc import Iterator
from itertools import repeat
from threading import Thread

import pytest

from santral.domain.errors import (
    ConflictError,
    ContactCentreError,
    DependencyError,
    InputError,
    NotFoundError,
    RefusedError,
    UnknownOutcomeError,
)
from santral.engine.timeline import Timeline
from santral.stores.clients import Clients
from santral.stores.connect import Connect
from tests.fakes.connect import FakeConnect, Refusal
from tests.fakes.network import Fault
from tests.functional.cloud import REGION
from tests.functional.connect_side import (
    NUMBERS,
    START_US,
    Side,
    fake_connect,
    pace_on,
    side_with,
)


@pytest.fixture
def side(clients: Clients) -> Iterator[Side[FakeConnect]]:
    with side_with(clients, fake_connect()) as made:
        yield made


@pytest.mark.parametrize(
    ("status", "code", "kind"),
    [
        (403, "DestinationNotAllowedException", RefusedError),
        (403, "OutboundContactNotPermittedException", RefusedError),
        (400, "InvalidParameterException", RefusedError),
        (400, "InvalidRequestException", RefusedError),
        (404, "ResourceNotFoundException", NotFoundError),
        (409, "ConflictException", ConflictError),
        (403, "AccessDeniedException", DependencyError),
        (403, "ExpiredTokenException", DependencyError),
        (418, "+90 532 is odd", DependencyError),
    ],
)
def test_a_refusal_is_not_asked_again_and_names_nobody(
    side: Side[FakeConnect], status: int, code: str, kind: type[ContactCentreError]
) -> None:
    side.service.refusal = Refusal(status, code)

    with pytest.raises(kind) as refusal:
        side.dial()

    assert NUMBERS[0] not in str(refusal.value)
    assert str(refusal.value) == "connect: StartOutboundVoiceContact: " + (
        code if " " not in code else "status 418"
    )
    assert not getattr(refusal.value, "retryable", False)
    assert len(side.network.operations) == 1


@pytest.mark.parametrize("code", ["LimitExceededException", "ServiceQuotaExceededException"])
def test_a_call_beyond_the_quota_of_calls_may_be_placed_later(
    side: Side[FakeConnect], code: str
) -> None:
    side.service.refusal = Refusal(429, code)

    with pytest.raises(DependencyError, match=code) as refusal:
        side.dial()

    assert refusal.value.retryable
    assert len(side.network.operations) == 1


def test_a_queue_beyond_the_quota_of_queues_is_not_made_later_either(
    side: Side[FakeConnect],
) -> None:
    side.service.refusal = Refusal(429, "LimitExceededException")

    with pytest.raises(DependencyError) as refusal:
        make_queue(side)

    assert not refusal.value.retryable


@pytest.mark.parametrize("code", ["LimitExceededException", "InvalidParameterException"])
def test_a_refusal_after_a_lost_reply_does_not_say_that_nobody_was_called(
    side: Side[FakeConnect], code: str
) -> None:
    side.service.refusal = Refusal(400, code)
    side.suffer(Fault.BROKEN_BEFORE)

    with pytest.raises(UnknownOutcomeError, match=f"^connect: StartOutboundVoiceContact: {code}$"):
        side.dial()


def test_a_queue_that_may_have_been_made_is_not_made_twice(side: Side[FakeConnect]) -> None:
    side.suffer(Fault.CUT)

    with pytest.raises(UnknownOutcomeError, match="connect: CreateQueue: no answer") as failure:
        make_queue(side)

    assert not failure.value.retryable
    assert side.service.queues == ["sales"]
    assert len(side.network.operations) == 1


@pytest.mark.parametrize("refusal", [Refusal(400, "RequestTimeoutException"), Refusal(503, "")])
def test_what_an_error_leaves_open_is_left_open(side: Side[FakeConnect], refusal: Refusal) -> None:
    side.service.refusal = refusal

    with pytest.raises(UnknownOutcomeError):
        make_queue(side)

    assert len(side.network.operations) == 1


@pytest.mark.parametrize("code", ["ThrottlingException", "TooManyRequestsException", ""])
def test_a_throttle_by_any_name_is_waited_out(side: Side[FakeConnect], code: str) -> None:
    side.service.refusal = Refusal(429, code)

    with pytest.raises(DependencyError, match=code or "status 429") as failure:
        make_queue(side)

    assert failure.value.retryable
    assert not isinstance(failure.value, UnknownOutcomeError)
    assert len(side.network.operations) > 3


def test_a_queue_that_was_surely_not_made_is_asked_for_again(side: Side[FakeConnect]) -> None:
    side.suffer(Fault.THROTTLED, Fault.UNREACHABLE)

    made = make_queue(side)

    assert made == "queue-1"
    assert side.service.queues == ["sales"]


def test_a_task_carries_what_its_agent_needs(side: Side[FakeConnect]) -> None:
    contact_id = side.connect.start_task(
        "voicemail-1",
        1,
        name="Voicemail",
        flow_id="flow",
        description="Listen and call back",
        links={"Recording": "https://centre.example/voicemail-1"},
        attributes={"tenant": "shop"},
    )

    assert side.service.contacts[contact_id] == {
        "InstanceId": FakeConnect.instance_id,
        "ClientToken": "voicemail-1#1",
        "Name": "Voicemail",
        "ContactFlowId": "flow",
        "Description": "Listen and call back",
        "References": {"Recording": {"Type": "URL", "Value": "https://centre.example/voicemail-1"}},
        "Attributes": {"tenant": "shop"},
    }


def test_a_call_is_sent_with_what_was_given_and_nothing_else(side: Side[FakeConnect]) -> None:
    side.connect.place_call(
        "callback-7", 2, destination=NUMBERS[0], flow_id="f", queue_id="q", attributes={"a": "b"}
    )

    assert json.loads(side.network.bodies[0]) == {
        "InstanceId": FakeConnect.instance_id,
        "ClientToken": "callback-7#2",
        "DestinationPhoneNumber": NUMBERS[0],
        "ContactFlowId": "f",
        "QueueId": "q",
        "Attributes": {"a": "b"},
    }


def test_attributes_whose_reply_was_lost_are_set_again(side: Side[FakeConnect]) -> None:
    contact_id = side.dial()
    side.suffer(Fault.SILENT, Fault.THROTTLED)

    side.connect.update_attributes(contact_id, {"language": "tr"})

    assert side.connect.describe(contact_id)["Attributes"] == {"language": "tr"}
    assert side.network.operations[1:] == [*["UpdateContactAttributes"] * 3, "DescribeContact"]


def test_a_contact_is_stopped_and_then_is_not_there(side: Side[FakeConnect]) -> None:
    contact_id = side.dial()

    side.connect.stop(contact_id)

    with pytest.raises(NotFoundError, match="connect: StopContact: ContactNotFoundException"):
        side.connect.stop(contact_id)
    with pytest.raises(NotFoundError):
        side.connect.describe(contact_id)


def test_a_contact_whose_stop_was_not_confirmed_is_seen_to_be_gone(
    side: Side[FakeConnect],
) -> None:
    contact_id = side.dial()
    side.suffer(Fault.CUT)

    with pytest.raises(NotFoundError):
        side.connect.stop(contact_id)

    assert side.service.contacts == {}


def test_a_look_that_fails_leaves_nothing_in_doubt(side: Side[FakeConnect]) -> None:
    contact_id = side.dial()
    side.network.faults = repeat(Fault.CUT)

    with pytest.raises(DependencyError, match="connect: DescribeContact: no answer") as failure:
        side.connect.describe(contact_id)

    assert not isinstance(failure.value, UnknownOutcomeError)
    assert failure.value.retryable


@pytest.mark.parametrize(
    "body", [{"Contact": 5}, {"Contact": {"InitiationTimestamp": "soon"}}, {"Contact": None}, {}]
)
def test_a_contact_that_cannot_be_read_is_not_asked_for_again(
    side: Side[FakeConnect], body: dict[str, object]
) -> None:
    side.service.instead = body

    with pytest.raises(DependencyError, match="connect: DescribeContact: an answer") as failure:
        side.connect.describe("contact-1")

    assert not isinstance(failure.value, UnknownOutcomeError)
    assert len(side.network.operations) == 1


@pytest.mark.parametrize("body", [{"ContactId": 5}, {"ContactId": ""}, {}])
def test_a_call_that_was_placed_under_no_id_is_in_doubt(
    side: Side[FakeConnect], body: dict[str, object]
) -> None:
    side.service.instead = body

    with pytest.raises(UnknownOutcomeError, match="an answer without ContactId") as failure:
        side.dial()

    assert failure.value.retryable


def test_an_operation_that_knows_tokens_is_not_sent_without_one(side: Side[FakeConnect]) -> None:
    with pytest.raises(InputError, match="connect: StartOutboundVoiceContact: needs a ClientToken"):
        side.connect.call(
            "StartOutboundVoiceContact",
            InstanceId=FakeConnect.instance_id,
            DestinationPhoneNumber=NUMBERS[0],
            ContactFlowId="flow",
        )

    assert side.network.operations == []


def test_parameters_that_cannot_be_are_not_sent_and_not_repeated(side: Side[FakeConnect]) -> None:
    with pytest.raises(RefusedError) as refusal:
        side.connect.call("DescribeContact", InstanceId="i", ContactId=905321110000)

    assert "90532" not in str(refusal.value)
    assert side.network.operations == []


def test_making_the_adapter_loads_no_model_and_one_request_is_one_attempt() -> None:
    clients = Clients(REGION)
    Connect(clients, pace_on(Timeline(START_US)), "i")

    assert "connect" not in vars(clients)
    assert clients.connect.meta.config.retries == {"mode": "standard", "total_max_attempts": 1}  # type: ignore[attr-defined]


def test_without_credentials_nothing_is_sent_or_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with side_with(Clients(REGION), fake_connect()) as side:
        with pytest.raises(DependencyError, match="NoCredentialsError") as failure:
            side.dial()

        assert not failure.value.retryable
        assert side.network.operations == []


def test_a_closed_port_is_known_to_have_placed_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as once_open:
        port = once_open.getsockname()[1]
    monkeypatch.setenv("AWS_ENDPOINT_URL_CONNECT", f"http://127.0.0.1:{port}")

    with pytest.raises(DependencyError, match="CreateQueue: not reached") as failure:
        _made_queue(Connect(Clients(REGION), pace_on(Timeline(START_US)), "i"))

    assert not isinstance(failure.value, UnknownOutcomeError)


def test_a_connection_that_closes_after_the_request_leaves_it_in_doubt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        monkeypatch.setenv("AWS_ENDPOINT_URL_CONNECT", url)
        rude = Thread(target=_take_and_close, args=(server,), daemon=True)
        rude.start()

        with pytest.raises(UnknownOutcomeError, match="CreateQueue: no answer"):
            _made_queue(Connect(Clients(REGION), pace_on(Timeline(START_US)), "i"))
        rude.join(5)


def _take_and_close(server: socket.socket) -> None:
    connection, _ = server.accept()
    with connection:
        connection.recv(65536)


def make_queue(side: Side[FakeConnect]) -> object:
    return _made_queue(side.connect)


def _made_queue(connect: Connect) -> object:
    answer = connect.call("CreateQueue", InstanceId="i", Name="sales", HoursOfOperationId="h")
    return answer["QueueId"]
