"""Contacts over the API: who sees which, and everything that happened."""

from __future__ import annotations

from typing import Any

import pytest

from functions.contact_records.handler import handler as contact_records
from functions.recordings.handler import handler as index
from santral.domain.access import Role
from santral.local.testing.api import pages_of
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


# --- lists ---


def call_of(number: int, **changes: Any) -> dict[str, Any]:
    began = f"2026-03-0{number}T07:00:00Z"
    return record(ContactId=f"contact-{number}", InitiationTimestamp=began, **changes)


@pytest.fixture
def week(world: World) -> World:
    """The shop on Monday the 9th, after a call each day; only the first was not Ayşe's."""
    mehmet = {"tenant": "shop", "customer_id": "c-2"}
    kept(
        call_of(1, Attributes=mehmet, Agent=None, Channel="CHAT"),
        *(call_of(number) for number in range(2, 7)),
    )
    world.later(days=7)
    return world


def ids(world: World, role: Role = Role.SUPERVISOR, **query: object) -> list[str]:
    return [each["id"] for each in pages_of(world.as_(role), "/v1/contacts", **query)]


def test_contacts_are_listed_the_newest_first(week: World) -> None:
    assert ids(week, limit=4) == [f"contact-{number}" for number in (6, 5, 4, 3, 2, 1)]
    assert ids(week, since="2026-03-03T00:00:00Z", until="2026-03-05T00:00:00Z") == [
        "contact-4",
        "contact-3",
    ]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"customer_id": "c-2"}, ["contact-1"]),
        ({"channel": "CHAT"}, ["contact-1"]),
        ({"agent": "deniz", "until": "2026-03-03T00:00:00Z"}, ["contact-2"]),
        ({"outcome": "abandoned"}, ["contact-1"]),
        ({"queue": "sales"}, []),
    ],
)
def test_contacts_are_listed_by_what_they_were(
    week: World, query: dict[str, Any], found: list[str]
) -> None:
    assert ids(week, limit=2, **query) == found


def test_agents_list_their_own_contacts(week: World) -> None:
    before = ids(week, Role.AGENT)
    week.change_member(Role.AGENT, agent="deniz")

    assert before == []
    assert ids(week, Role.AGENT) == [f"contact-{number}" for number in (6, 5, 4, 3, 2)]


def test_a_cursor_of_another_list_is_none_of_this_one(week: World) -> None:
    assert week.as_(Role.OWNER).get("/v1/contacts", cursor="c2hvcA").status == 422
    assert week.as_(Role.OWNER, "clinic").get("/v1/contacts").json()["items"] == []


def test_contacts_of_a_customer_who_was_merged_are_hers(week: World) -> None:
    supervisor = week.as_(Role.SUPERVISOR)
    supervisor.post("/v1/customers/c-3/merges", {"other_id": "c-1"})

    assert len(ids(week, customer_id="c-3")) == 5
    assert ids(week, customer_id="c-1") == []
