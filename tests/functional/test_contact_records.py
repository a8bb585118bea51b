"""contact_records: exactly one effect from records that come at least once, in any order."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from functions.contact_records.handler import handler
from functions.wiring import collaborators
from santral.domain.errors import InvocationError, NotFoundError
from santral.domain.webhooks import Webhook, WebhookEvent
from santral.stores import contacts, resource_owners
from santral.stores.tenant_guard import acting_for
from santral.stores.webhooks import DELIVERIES
from tests.fakes.queues import FakeQueues
from tests.functional.cloud import BUCKET, NAMES, Cloud, Context, event, items, kinesis_batch

RECORD = event("contact_record")
ID = "4a573372-1f28-4e26-b97b-00000000000a"
NO_FAILURES: dict[str, list[dict[str, str]]] = {"batchItemFailures": []}


def version(updated: str, **changes: Any) -> dict[str, Any]:
    return {**RECORD, "LastUpdateTimestamp": updated, **changes}


def stored(contact_id: str = ID) -> dict[str, Any]:
    with acting_for("shop"):
        return contacts.load("shop", contact_id)


def quarantined(cloud: Cloud) -> dict[str, bytes]:
    listing = cloud.clients.s3.list_objects_v2(Bucket=BUCKET).get("Contents", [])
    return {
        each["Key"]: cloud.clients.s3.get_object(Bucket=BUCKET, Key=each["Key"])["Body"].read()
        for each in listing
    }


def test_a_record_is_kept_and_listed_with_two_requests(cloud: Cloud) -> None:
    other = {**RECORD, "ContactId": ID[:-1] + "b"}

    assert handler(kinesis_batch(RECORD, other), Context()) == NO_FAILURES

    # Whether the business has webhooks is looked up once in half a minute.
    kept = ["PutItem", "BatchWriteItem"]
    assert cloud.dynamodb.operations == [*kept, "GetItem", *kept]
    assert stored() == RECORD


def test_a_webhook_hears_once_that_a_contact_is_over(cloud: Cloud) -> None:
    queues = FakeQueues()
    vars(collaborators())["queues"] = queues
    with acting_for("shop"):
        wanted = Webhook("https://shop.example/", (WebhookEvent.CONTACT_ENDED,), ("secret",))
        collaborators().webhooks.add("shop", "w", wanted)

    handler(kinesis_batch(RECORD, version("2026-03-02T07:40:00Z")), Context())

    with acting_for("shop"):
        [delivery] = DELIVERIES.all("shop")
    told = json.loads(delivery.value.body)
    assert (told["event"], told["subject"]) == ("contact.ended", ID)
    assert told["data"] == {"channel": "VOICE", "initial_contact_id": ID}


def test_a_later_update_replaces_an_earlier_one(cloud: Cloud) -> None:
    older, newer = version("2026-03-02T07:34:40Z"), version("2026-03-02T07:40:00Z", Channel="TASK")

    handler(kinesis_batch(older, newer), Context())

    assert stored() == newer


def test_an_earlier_update_that_comes_late_changes_nothing(cloud: Cloud) -> None:
    older, newer = version("2026-03-02T07:34:40Z"), version("2026-03-02T07:40:00Z", Channel="TASK")

    handler(kinesis_batch(newer, older), Context())

    assert stored() == newer


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]"])
def test_a_record_whose_write_was_answered_by_rubbish_comes_again(
    cloud: Cloud, body: bytes
) -> None:
    batch = kinesis_batch(RECORD)
    cloud.dynamodb.fault = cloud.dynamodb.answer(body)

    answer = handler(batch, Context())

    number = batch["Records"][0]["kinesis"]["sequenceNumber"]
    assert answer == {"batchItemFailures": [{"itemIdentifier": number}]}


VERSIONS = [
    version(updated, DisconnectReason=reason)
    for updated in ("2026-03-02T07:34:40Z", "2026-03-02T09:34:40+02:00", "2026-03-02T08:00:00Z")
    for reason in ("CUSTOMER_DISCONNECT", "AGENT_DISCONNECT", "çöp")
]


@settings(
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
)
@given(
    chosen=st.lists(st.integers(0, len(VERSIONS) - 1), min_size=2, max_size=4, unique=True),
    data=st.data(),
)
def test_any_order_and_repetition_ends_in_the_same_item(
    cloud: Cloud, chosen: list[int], data: st.DataObject
) -> None:
    deliveries = data.draw(st.permutations(chosen + data.draw(st.lists(st.sampled_from(chosen)))))
    ends = []
    for order in (sorted(chosen), deliveries):
        with acting_for("shop"):
            cloud.clients.dynamodb.delete_item(
                TableName=NAMES.contacts,
                Key={"pk": {"S": f"shop#contact#{ID}"}, "sk": {"S": "contact"}},
            )
        handler(kinesis_batch(*[VERSIONS[index] for index in order]), Context())
        ends.append(items(cloud, NAMES.contacts))

    assert ends[0] == ends[1]


def test_a_record_whose_reply_was_lost_is_kept_once(cloud: Cloud) -> None:
    cloud.dynamodb.lose_replies = 1

    assert handler(kinesis_batch(RECORD), Context()) == NO_FAILURES
    assert stored() == RECORD


def test_the_same_batch_four_times_leaves_what_it_leaves_once(cloud: Cloud) -> None:
    batch = kinesis_batch(RECORD, b"poison", version("2026-03-02T08:00:00Z"))
    handler(batch, Context())
    once = items(cloud, NAMES.contacts), quarantined(cloud)

    for _ in range(3):
        handler(batch, Context())

    assert (items(cloud, NAMES.contacts), quarantined(cloud)) == once


def test_the_first_that_fails_ends_the_batch(cloud: Cloud) -> None:
    batch = kinesis_batch(*[{**RECORD, "ContactId": f"contact-{number}"} for number in (1, 2, 3)])
    cloud.dynamodb.fault, cloud.dynamodb.matching = cloud.dynamodb.break_down, "contact-2"

    answer = handler(batch, Context())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "2"}]}
    assert stored("contact-1")["ContactId"] == "contact-1"
    with pytest.raises(NotFoundError):
        stored("contact-3")


NO_TENANT = {**RECORD, "Attributes": {"language": "tr-TR"}}
AGENT, QUEUE = (RECORD[each]["ARN"].rpartition("/")[2] for each in ("Agent", "Queue"))


@pytest.mark.parametrize("known", [AGENT, QUEUE])
def test_a_call_that_an_agent_began_is_that_of_her_business(cloud: Cloud, known: str) -> None:
    resource_owners.note(known, "shop")

    handler(kinesis_batch(NO_TENANT), Context())

    assert stored() == NO_TENANT
    assert quarantined(cloud) == {}


def test_a_call_between_colleagues_whom_nobody_answered_is_that_of_the_rung(cloud: Cloud) -> None:
    own = {"ARN": RECORD["Queue"]["ARN"].rpartition("/")[0] + f"/agent/{AGENT}", "Name": None}
    record = {**NO_TENANT, "Attributes": {}, "Agent": None, "Queue": own}
    resource_owners.note(AGENT, "shop")

    handler(kinesis_batch(record), Context())

    assert stored() == record


def test_whose_it_is_cannot_be_looked_up_now_and_is_later(cloud: Cloud) -> None:
    resource_owners.note(AGENT, "shop")
    cloud.dynamodb.fault = cloud.dynamodb.break_down

    answer = handler(kinesis_batch(NO_TENANT), Context())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}
    assert quarantined(cloud) == {}


def test_an_attribute_that_names_nobody_is_not_overruled(cloud: Cloud) -> None:
    resource_owners.note(AGENT, "shop")

    handler(kinesis_batch({**RECORD, "Attributes": {"tenant": "platform"}}), Context())

    assert list(quarantined(cloud)) == ["quarantine/contact_records/1"]


POISON: list[object] = [
    b"",
    b"not JSON",
    b"\xff\xfe\x00",
    b"[" * 100_000,
    [RECORD],
    7,
    NO_TENANT,
    {**RECORD, "Attributes": None},
    {**RECORD, "Attributes": {"tenant": "platform"}},
    {**RECORD, "Attributes": {"tenant": "shop#contact"}},
    {**RECORD, "ContactId": None},
    {**RECORD, "ContactId": "a#b"},
    {**RECORD, "ContactId": "x" * 300},
    {**RECORD, "LastUpdateTimestamp": None},
    {**RECORD, "LastUpdateTimestamp": "yesterday"},
    {**RECORD, "LastUpdateTimestamp": "0001-01-01T00:00:00+14:00"},
    {**RECORD, "Attributes": {"tenant": "shop", "note": "x" * 400_000}},
]


@pytest.mark.parametrize("poison", POISON, ids=range(len(POISON)))
def test_a_record_that_can_never_be_kept_holds_up_nobody(cloud: Cloud, poison: object) -> None:
    answer = handler(kinesis_batch(poison, RECORD), Context())

    assert answer == NO_FAILURES
    assert list(quarantined(cloud)) == ["quarantine/contact_records/1"]
    assert cloud.counts == {("ContactRecordQuarantined", ""): 1}
    assert stored() == RECORD


def test_what_is_put_aside_is_what_was_sent(cloud: Cloud) -> None:
    handler(kinesis_batch(b'{"ContactId": broken'), Context())

    assert quarantined(cloud) == {"quarantine/contact_records/1": b'{"ContactId": broken'}


def test_a_record_that_is_not_base64_is_put_aside(cloud: Cloud) -> None:
    batch = kinesis_batch(RECORD)
    batch["Records"][0]["kinesis"]["data"] = "ü not base64"

    assert handler(batch, Context()) == NO_FAILURES
    assert list(quarantined(cloud).values()) == ["ü not base64".encode()]


def test_a_record_that_cannot_be_put_aside_now_is_tried_again(cloud: Cloud) -> None:
    cloud.s3.fault = cloud.s3.break_down

    answer = handler(kinesis_batch(b"poison", RECORD), Context())

    assert answer == {"batchItemFailures": [{"itemIdentifier": "1"}]}


def test_text_that_is_not_unicode_is_kept_as_far_as_it_is(cloud: Cloud) -> None:
    broken = json.dumps({**RECORD, "Description": "half of \ud83d"}).encode()

    assert handler(kinesis_batch(broken), Context()) == NO_FAILURES
    assert len(items(cloud, NAMES.contacts)) + len(quarantined(cloud)) == 1


def test_fields_that_are_new_tomorrow_are_kept(cloud: Cloud) -> None:
    tomorrow = {**RECORD, "Hologram": {"Depth": [1, 2.5, None]}}

    handler(kinesis_batch(tomorrow), Context())

    assert stored() == tomorrow


def test_a_contact_is_not_found_by_another_tenant(cloud: Cloud) -> None:
    handler(kinesis_batch(RECORD), Context())

    with acting_for("clinic"), pytest.raises(NotFoundError):
        contacts.load("clinic", ID)


def test_an_event_that_no_stream_sends_is_a_clean_error(cloud: Cloud) -> None:
    with pytest.raises(InvocationError, match="contact_records: KeyError"):
        handler({"records": []}, Context())


def test_the_sample_event_has_the_shape_of_the_service() -> None:
    [record] = kinesis_batch(RECORD)["Records"]

    assert record["eventSource"] == "aws:kinesis"
    assert json.loads(base64.b64decode(record["kinesis"]["data"])) == RECORD
