"""Lists of contacts: each contact once in each of its lists, whatever comes twice or late."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from functions.contact_records.handler import handler
from santral.domain.errors import InputError
from santral.stores import contact_lists
from santral.stores.contact_lists import ContactPage, is_place
from santral.stores.tenant_guard import acting_for
from tests.functional.cloud import NAMES, Cloud, Context, event, items, kinesis_batch

SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)
BEGAN = [f"2026-0{month}-{day}T07:30:58Z" for month in (1, 2, 3) for day in ("01", "15", "28")]


def called(number: int, began: str, customer_id: str = "c-1") -> dict[str, Any]:
    return {
        **event("contact_record"),
        "ContactId": f"contact-{number}",
        "InitiationTimestamp": began,
        "Attributes": {"tenant": "shop", "customer_id": customer_id},
    }


@pytest.fixture
def quarter(cloud: Cloud) -> Cloud:
    """Nine contacts of Ayşe's, three a month; the oldest is contact-0."""
    handler(kinesis_batch(*[called(*each) for each in enumerate(BEGAN)]), Context())
    return cloud


def ids(page: ContactPage) -> list[str]:
    return [each["ContactId"] for each in page.records]


def pages(limit: int, **more: Any) -> list[list[str]]:
    found: list[list[str]] = []
    after: str | None = None
    with acting_for("shop"):
        while True:
            page = contact_lists.page(
                "shop", **{"since": SINCE, "until": UNTIL, **more}, limit=limit, after=after
            )
            found.append(ids(page))
            after = page.next
            if after is None:
                return found


@pytest.mark.parametrize("limit", [1, 2, 3, 4, 8, 9, 10])
def test_pages_lead_from_the_newest_to_the_oldest_over_the_months(
    quarter: Cloud, limit: int
) -> None:
    found = pages(limit)

    assert [id_ for page in found for id_ in page] == [f"contact-{n}" for n in range(8, -1, -1)]
    assert max(len(each) for each in found) <= limit


def test_a_list_has_what_began_in_its_time(quarter: Cloud) -> None:
    since, until = datetime(2026, 1, 15, tzinfo=UTC), datetime(2026, 2, 15, 7, 30, 58, tzinfo=UTC)

    assert pages(10, since=since, until=until) == [
        ["contact-4", "contact-3", "contact-2", "contact-1"]
    ]


@pytest.mark.parametrize("limit", [1, 4, 9, 10])
def test_a_customers_contacts_are_found_the_newest_first(quarter: Cloud, limit: int) -> None:
    found: list[str] = []
    after: str | None = None
    with acting_for("shop"):
        while True:
            page = contact_lists.of_customer("shop", "c-1", limit=limit, after=after)
            found += ids(page)
            after = page.next
            if after is None:
                break

    assert found == [f"contact-{number}" for number in range(8, -1, -1)]


def test_a_record_that_comes_again_is_in_its_lists_once(cloud: Cloud) -> None:
    batch = kinesis_batch(called(1, BEGAN[0]))
    handler(batch, Context())
    once = items(cloud, NAMES.documents)
    cloud.dynamodb.operations.clear()

    handler(batch, Context())

    assert items(cloud, NAMES.documents) == once
    assert cloud.dynamodb.operations == ["PutItem", "BatchWriteItem"]


def test_what_broke_off_before_the_lists_is_in_them_when_it_comes_again(cloud: Cloud) -> None:
    batch = kinesis_batch(called(1, BEGAN[0]))
    cloud.dynamodb.fault, cloud.dynamodb.matching = cloud.dynamodb.break_down, "#contacts#"
    failed = handler(batch, Context())
    cloud.dynamodb.fault = None

    handler(batch, Context())

    assert failed["batchItemFailures"] != []
    assert pages(10) == [["contact-1"]]


@pytest.mark.parametrize("customer_id", ["x" * 5_000, "\x00", ""])
def test_what_is_no_id_of_a_customer_holds_up_nobody(cloud: Cloud, customer_id: str) -> None:
    answer = handler(kinesis_batch(called(1, BEGAN[0], customer_id)), Context())

    assert answer == {"batchItemFailures": []}
    assert pages(10) == [["contact-1"]]


def test_a_record_that_does_not_say_when_it_began_is_listed_by_when_it_was_written(
    cloud: Cloud,
) -> None:
    handler(kinesis_batch(called(1, "yesterday")), Context())

    assert pages(10) == [["contact-1"]]


def test_a_merged_customers_contacts_follow_and_a_deleted_ones_are_not_found_by_her(
    quarter: Cloud,
) -> None:
    with acting_for("shop"):
        contact_lists.hand_over("shop", "c-1", "c-2")
        old = contact_lists.of_customer("shop", "c-1", limit=10)
        new = contact_lists.of_customer("shop", "c-2", limit=10)
        contact_lists.forget_customer("shop", "c-2")
        gone = contact_lists.of_customer("shop", "c-2", limit=10)

    assert (ids(old), len(ids(new)), ids(gone)) == ([], 9, [])
    assert len(pages(10)[0]) == 9


def test_another_business_lists_none_of_them(quarter: Cloud) -> None:
    with acting_for("clinic"):
        page = contact_lists.page("clinic", since=SINCE, until=UNTIL, limit=10)

    assert page == ContactPage((), None)


def test_a_place_is_one_that_a_page_could_have_ended_at() -> None:
    assert is_place("2026-03-02T07:30:58Z#contact-1")
    assert not any(
        is_place(each)
        for each in ("", "x", "2026-03-02T07:30:58Z", "2026-03-02T07:30:58+01:00#x", "2026-03#x")
    )


def test_a_record_without_any_time_is_refused() -> None:
    with pytest.raises(InputError):
        contact_lists.note("shop", {"ContactId": "contact-1"})
