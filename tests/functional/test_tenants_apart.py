"""Two businesses in the same tables, at the same time."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from functions.contact_records.handler import handler as contact_records
from functions.identify_contact.handler import handler as identify_contact
from functions.recordings.handler import handler as recordings
from santral.domain.customer import Customer
from santral.domain.errors import InvocationError
from santral.stores.seeding import write_business
from santral.stores.tables import TableNames
from tests.functional import sample
from tests.functional.cloud import NAMES, Cloud, Context, call_event, event, items, kinesis_batch

PATIENT = Customer("p-1", "Another Name", (sample.AYSE_NUMBER,))


@pytest.fixture
def two(cloud: Cloud) -> Cloud:
    """The shop, and a clinic which Ayşe calls from the same telephone."""
    clinic = replace(sample.shop(), id="clinic", name="Clinica")
    write_business(cloud.clients.dynamodb, clinic, [PATIENT])
    cloud.dynamodb.operations.clear()
    return cloud


def test_one_telephone_is_another_customer_at_another_business(two: Cloud) -> None:
    at_the_shop = identify_contact(call_event(tenant="shop"), Context())
    at_the_clinic = identify_contact(call_event(tenant="clinic"), Context())

    assert (at_the_shop["customer_id"], at_the_clinic["customer_id"]) == ("c-1", "p-1")


def test_a_tenant_that_is_kept_is_never_anothers(two: Cloud) -> None:
    greetings = [
        identify_contact(call_event(sample.STRANGER_NUMBER, tenant=tenant), Context())["greeting"]
        for tenant in ("shop", "clinic", "shop", "clinic")
    ]

    assert greetings == ["Welcome to Serin Klima.", "Welcome to Clinica."] * 2
    reads_of_tenants, reads_of_callers = 2, 4
    assert two.dynamodb.operations == ["GetItem"] * (reads_of_tenants + reads_of_callers)


def test_a_kept_tenant_does_not_let_a_foreign_one_in(two: Cloud) -> None:
    identify_contact(call_event(tenant="shop"), Context())

    with pytest.raises(InvocationError, match="there is no such tenant"):
        identify_contact(call_event(tenant="shop2"), Context())


def test_calls_at_the_same_time_are_not_mixed_up(two: Cloud) -> None:
    def ring(tenant: str) -> tuple[str, str]:
        return tenant, identify_contact(call_event(tenant=tenant), Context())["customer_id"]

    with ThreadPoolExecutor(4) as threads:
        answers = Counter(threads.map(ring, ["shop", "clinic"] * 8))

    assert answers == {("shop", "c-1"): 8, ("clinic", "p-1"): 8}


def test_every_item_names_its_tenant_and_its_schema(two: Cloud) -> None:
    contact_records(kinesis_batch(event("contact_record")), Context())
    recordings(event("s3_object_created"), Context())

    everything = [
        item for field in TableNames.__slots__ for item in items(two, getattr(NAMES, field))
    ]
    owners = Counter(item["pk"]["S"].partition("#")[0] for item in everything)
    assert owners == {"shop": 22, "clinic": 6, "platform": 1}
    assert {item["schema"]["N"] for item in everything} == {"1"}
