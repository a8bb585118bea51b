"""Contacts over the API: who sees which, and everything that happened."""

from __future__ import annotations

from typing import Any

import pytest

from functions.contact_records.handler import handler as contact_records
from functions.recordings.handler import handler as index
from santral.domain.access import Role
from tests.functional.api.conftest import World
from tests.functional.cloud import BUCKET, Context, event, kinesis_batch, wav

ID = "4a573372-1f28-4e26-b97b-00000000000a"
NEXT = "4a573372-1f28-4e26-b97b-00000000000b"
KEY = f"connect/santral/CallRecordings/2026/03/02/{ID}_20260302T07:31_UTC.wav"
PATH = f"/v1/contacts/{ID}"


def record(**changes: Any) -> dict[str, Any]:
    made: dict[str, Any] = {**event("contact_record"), **changes}
    return made


def kept(*records: dict[str, Any]) -> None:
    contact_records(kinesis_batch(*records), Context())


@pytest.fixture
def called(world: World) -> World:
    """The shop, after Ayşe's call was answered by Deniz."""
    kept(record())
    return world


def test_a_contact_says_who_served_it_and_how_long_each_part_took(called: World) -> None:
    seen = called.as_(Role.SUPERVISOR).get(PATH).json()

    durations = [seen[name] for name in ("waited_s", "talked_s", "held_s", "wrapped_up_s")]
    assert (seen["agent"], seen["queue"], seen["outcome"]) == ("deniz", "managers", "answered")
    assert durations == [9, 180, 0, 12]
    assert (seen["customer_id"], seen["customer_number"]) == ("c-1", "+905321112233")
    assert seen["attributes"] == {"language": "tr-TR", "vip": "yes"}


def test_an_analyst_sees_no_number(called: World) -> None:
    seen = called.as_(Role.ANALYST).get(PATH).json()

    assert (seen["talked_s"], seen["customer_number"]) == (180, "")
    assert "+905321112233" not in str(called.as_(Role.ANALYST).get(f"{PATH}/timeline").json())


def test_an_agent_sees_their_own_contacts(called: World) -> None:
    before = called.as_(Role.AGENT).get(PATH).status
    called.change_member(Role.AGENT, agent="deniz")

    assert (before, called.as_(Role.AGENT).get(PATH).status) == (404, 200)


def test_an_account_manager_sees_the_contacts_of_her_customers(world: World) -> None:
    kept(record(Agent=None))
    world.change_member(Role.AGENT, agent="deniz")

    assert world.as_(Role.AGENT).get(PATH).json()["outcome"] == "abandoned"


def test_a_customers_call_to_somebody_else_is_not_seen_by_other_agents(world: World) -> None:
    kept(record(Agent=None, Attributes={"tenant": "shop", "customer_id": "c-2"}))
    world.change_member(Role.AGENT, agent="deniz")

    assert world.as_(Role.AGENT).get(PATH).status == 404


def test_a_timeline_is_in_order_with_everything_that_was_written(called: World) -> None:
    called.cloud.clients.s3.put_object(Bucket=BUCKET, Key=KEY, Body=wav(seconds=3))
    index(event("s3_object_created"), Context())
    called.later(minutes=10)
    supervisor = called.as_(Role.SUPERVISOR)
    supervisor.post("/v1/wrap-up-codes", {"id": "sale", "title": {"en": "Sale"}})
    supervisor.post(f"/v1/notes/contact/{ID}", {"text": "wants two"})
    supervisor.put(f"{PATH}/wrap-up", {"codes": ["sale"]})

    timeline = supervisor.get(f"{PATH}/timeline").json()

    assert [
        (each["happening"], each["by"] or each["text"]) for each in timeline["moments"][:6]
    ] == [
        ("began", "INBOUND"),
        ("recorded", ""),
        ("queued", "managers"),
        ("answered", "deniz"),
        ("ended", "CUSTOMER_DISCONNECT"),
        ("wrapped_up", "deniz"),
    ]
    assert [(each["happening"], each["text"]) for each in timeline["moments"][6:]] == [
        ("noted", "wants two"),
        ("picked", "sale"),
    ]
    assert timeline["outcome"] == "answered"


@pytest.mark.parametrize("asked", [ID, NEXT])
def test_a_timeline_is_of_the_whole_chain_wherever_one_begins(world: World, asked: str) -> None:
    kept(
        record(NextContactId=NEXT, Agent=None),
        record(
            ContactId=NEXT,
            InitialContactId=ID,
            PreviousContactId=ID,
            InitiationMethod="TRANSFER",
            InitiationTimestamp="2026-03-02T07:35:00Z",
        ),
    )

    timeline = world.as_(Role.SUPERVISOR).get(f"/v1/contacts/{asked}/timeline").json()

    assert [each["id"] for each in timeline["contacts"]] == [ID, NEXT]
    assert (timeline["initial_id"], timeline["outcome"]) == (ID, "answered")


def test_a_chain_that_leads_back_to_itself_ends(world: World) -> None:
    kept(record(NextContactId=NEXT, PreviousContactId=ID), record(ContactId=NEXT, NextContactId=ID))

    timeline = world.as_(Role.SUPERVISOR).get(f"{PATH}/timeline").json()

    assert [each["id"] for each in timeline["contacts"]] == [ID, NEXT]


def test_another_business_sees_no_contact(called: World) -> None:
    clinic = called.as_(Role.OWNER, "clinic")

    assert clinic.get(PATH).status == 404
    assert clinic.get(f"{PATH}/timeline").status == 404
