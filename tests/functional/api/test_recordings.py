"""Recordings over the API: who may listen, for how long, and that it is known who did."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest

from functions.contact_records.handler import handler as contact_records
from functions.recordings.handler import handler as index
from santral.domain.access import Role
from santral.local.testing.api import pages_of
from tests.functional.api.conftest import World
from tests.functional.cloud import BUCKET, Context, event, kinesis_batch, wav

ID = "4a573372-1f28-4e26-b97b-00000000000a"
KEY = f"connect/santral/CallRecordings/2026/03/02/{ID}_20260302T07:31_UTC.wav"
PATH = f"/v1/contacts/{ID}/recordings"


@pytest.fixture
def recorded(world: World) -> World:
    """A contact of the shop, with its recording."""
    record = event("contact_record")
    record["Attributes"]["recording"] = "granted"
    contact_records(kinesis_batch(record), Context())
    world.cloud.clients.s3.put_object(Bucket=BUCKET, Key=KEY, Body=wav(seconds=3))
    index(event("s3_object_created"), Context())
    return world


def test_a_supervisor_sees_what_was_recorded(recorded: World) -> None:
    [recording] = pages_of(recorded.as_(Role.SUPERVISOR), PATH)

    recording.pop("id")
    assert recording == {
        "started_at": "2026-03-02T07:31:00Z",
        "duration_ms": 3000,
        "size_bytes": 96044,
        "consent": "granted",
    }


def test_a_link_is_good_for_a_minute_and_for_this_file(recorded: World) -> None:
    supervisor = recorded.as_(Role.SUPERVISOR)
    [recording] = pages_of(supervisor, PATH)

    listen = supervisor.post(f"{PATH}/{recording['id']}/links", {}, key="").json()
    keep = supervisor.post(f"{PATH}/{recording['id']}/links", {"download": True}).json()

    url = urlsplit(listen["url"])
    asked = parse_qs(url.query)
    assert url.path.endswith(KEY.replace(":", "%3A"))
    assert (asked["X-Amz-Expires"], listen["expires_in_s"]) == (["60"], 60)
    assert asked["response-content-disposition"] == ["inline"]
    assert f"{ID}.wav" in parse_qs(urlsplit(keep["url"]).query)["response-content-disposition"][0]


def test_every_link_is_in_the_audit_log(recorded: World) -> None:
    supervisor = recorded.as_(Role.SUPERVISOR)
    [recording] = pages_of(supervisor, PATH)
    for _ in range(2):
        supervisor.post(f"{PATH}/{recording['id']}/links", {}, key="")

    entries = pages_of(recorded.as_(Role.OWNER), "/v1/audit")

    assert [each["action"] for each in entries] == ["link_recording"] * 2
    assert entries[0]["details"] == {"contact": ID, "recording": recording["id"]}
    assert "Amz" not in str(entries)


def test_a_link_can_be_had_when_the_trial_is_over(recorded: World) -> None:
    [recording] = pages_of(recorded.as_(Role.SUPERVISOR), PATH)
    recorded.change_account(trial_ends_at=recorded.cloud.clock())

    link = recorded.as_(Role.OWNER).post(f"{PATH}/{recording['id']}/links", {})

    assert link.status == 200


def test_agents_and_analysts_listen_to_nothing_whether_it_is_there_or_not(
    recorded: World,
) -> None:
    for role in (Role.AGENT, Role.ANALYST):
        client = recorded.as_(role)
        statuses = {client.get(PATH).status, client.get(PATH.replace(ID, "nothing")).status}
        assert statuses == {403}


def test_of_another_business_there_is_no_recording(recorded: World) -> None:
    [recording] = pages_of(recorded.as_(Role.SUPERVISOR), PATH)
    clinic = recorded.as_(Role.OWNER, "clinic")

    foreign = clinic.post(f"{PATH}/{recording['id']}/links", {})
    nowhere = clinic.post(f"{PATH.replace(ID, 'nothing')}/{recording['id']}/links", {})

    assert clinic.get(PATH).status == 404
    assert (foreign.status, nowhere.status) == (404, 404)
    assert foreign.json()["detail"] == nowhere.json()["detail"]


def test_a_recording_that_was_deleted_is_not_linked(recorded: World) -> None:
    supervisor = recorded.as_(Role.SUPERVISOR)
    [recording] = pages_of(supervisor, PATH)
    gone = event("s3_object_created")
    gone["Records"][0]["eventName"] = "ObjectRemoved:Delete"
    gone["Records"][0]["s3"]["object"]["sequencer"] = "FFFF"
    index(gone, Context())

    assert pages_of(supervisor, PATH) == []
    assert supervisor.post(f"{PATH}/{recording['id']}/links", {}).status == 404
