"""Calls that the centre places by itself, through the API."""

from __future__ import annotations

import pytest

from santral.engine.contact import Contact
from santral.engine.refusals import Refusal
from santral.engine.starting import Particulars
from santral.engine.timeline import SECOND
from santral.local.network import Reply
from santral.local.testing.small import SmallCentre
from tests.scenario.api_centre import (
    CUSTOMER,
    NUMBER,
    available,
    done,
    event_types,
    flow_of,
    open_centre,
    queue_of,
    record,
)


@pytest.fixture
def centre(small_centre: SmallCentre) -> SmallCentre:
    return open_centre(small_centre)


def place(centre: SmallCentre, *replies: Reply, **more: object) -> Contact:
    centre.network.expect(CUSTOMER, *replies)
    return done(
        centre.switchboard.outbound.start(
            flow_of(centre, "to sales"),
            CUSTOMER,
            system_number=NUMBER,
            **more,  # type: ignore[arg-type]
        )
    )


def test_the_flow_begins_when_the_customer_answers(centre: SmallCentre) -> None:
    ada = available(centre, "Ada")
    contact = place(centre, Reply("answered", 12 * SECOND))
    centre.wait(seconds=11)
    assert event_types(centre, contact) == ["INITIATED"]

    centre.wait(seconds=1)
    ada.accepts()
    ada.hang_up()

    assert event_types(centre, contact) == [
        "INITIATED",
        "CONNECTED_TO_SYSTEM",
        "QUEUED",
        "CONNECTED_TO_AGENT",
        "DISCONNECTED",
        "COMPLETED",
    ]
    written = record(centre, contact)
    assert written["InitiationMethod"] == "API"
    assert written["InitiationTimestamp"] == "2026-11-23T07:00:00Z"
    assert written["ConnectedToSystemTimestamp"] == "2026-11-23T07:00:12Z"
    assert written["CustomerEndpoint"] == {"Type": "TELEPHONE_NUMBER", "Address": CUSTOMER}
    assert written["SystemEndpoint"] == {"Type": "TELEPHONE_NUMBER", "Address": NUMBER}
    assert written["DisconnectReason"] == "AGENT_DISCONNECT"


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [
        ("unanswered", "TELECOM_UNANSWERED"),
        ("busy", "TELECOM_BUSY"),
        ("failed", "TELECOM_PROBLEM"),
    ],
)
def test_nobody_reached_means_no_flow_and_a_reason(
    centre: SmallCentre, outcome: str, reason: str
) -> None:
    contact = place(centre, Reply(outcome))

    centre.wait(seconds=61)

    assert record(centre, contact)["DisconnectReason"] == reason
    assert record(centre, contact)["ConnectedToSystemTimestamp"] is None
    assert centre.events("block") == []
    centre.finish()


def test_it_rings_no_longer_than_it_was_told_to(centre: SmallCentre) -> None:
    contact = place(centre, Reply("answered", 20 * SECOND), ring_us=15 * SECOND)

    centre.wait(seconds=15)

    assert record(centre, contact)["DisconnectReason"] == "TELECOM_UNANSWERED"
    assert record(centre, contact)["DisconnectTimestamp"] == "2026-11-23T07:00:15Z"


def test_a_call_stopped_while_it_rings_never_begins(centre: SmallCentre) -> None:
    contact = place(centre, Reply("answered", 12 * SECOND))
    centre.wait(seconds=5)

    assert centre.switchboard.stop(contact) is None
    centre.wait(seconds=60)

    assert record(centre, contact)["DisconnectReason"] == "OTHER"
    assert centre.events("block") == []
    centre.finish()


def test_the_queue_given_is_the_target_queue(centre: SmallCentre) -> None:
    contact = place(centre, Reply("answered", 60 * SECOND), queue=queue_of(centre))

    assert contact.target is queue_of(centre)


def test_a_number_that_is_none_is_not_dialled(centre: SmallCentre) -> None:
    refused = centre.switchboard.outbound.start(
        flow_of(centre, "to sales"), "12", system_number=NUMBER
    )

    assert refused is Refusal.NOT_DIALABLE
    assert not centre.switchboard.contacts


def test_attributes_of_the_related_contact_are_copied_and_then_apart(centre: SmallCentre) -> None:
    first = place(centre, particulars=Particulars({"plan": "gold", "city": "Izmir"}))
    second = place(centre, particulars=Particulars({"city": "Rome"}, related=first))

    centre.switchboard.updates.attributes(first, {"plan": "none"})

    assert second.attributes == {"plan": "gold", "city": "Rome"}
    assert second.related_id == first.id
    assert second.chain is not first.chain


def test_attributes_over_32_kilobytes_are_refused(centre: SmallCentre) -> None:
    refused = centre.switchboard.outbound.start(
        flow_of(centre, "to sales"),
        CUSTOMER,
        system_number=NUMBER,
        particulars=Particulars({"a": "é" * 16_384}),
    )

    assert refused is Refusal.TOO_LARGE
    assert not centre.switchboard.contacts
