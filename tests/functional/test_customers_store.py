"""Customers as a business keeps them: written, changed, merged, listed and found again."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from santral.domain.customer import Customer, OptOut
from santral.domain.errors import ConflictError, InputError, NotFoundError
from santral.stores import customer_search, customers
from santral.stores.seeding import write_business
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import NAMES, Cloud, items

NOW = sample.MONDAY_MORNING
MOBILE, OFFICE, NEW = "+905320000001", "+902120000009", "+905320000002"
ADA = Customer("ada", "Ada Işık", (MOBILE, OFFICE))
BORA = Customer("bora", "Bora Çelik", (OFFICE,))


@pytest.fixture(autouse=True)
def _shop(empty_cloud: Cloud):
    with acting_for("shop"):
        yield


def names(found: tuple[Customer, ...]) -> list[str]:
    return [each.name for each in found]


def test_a_new_customer_is_found_by_each_of_her_numbers(empty_cloud: Cloud) -> None:
    customers.create("shop", ADA, now=NOW)
    empty_cloud.dynamodb.operations.clear()

    assert customers.find("shop", OFFICE) == (ADA,)
    assert empty_cloud.dynamodb.operations == ["GetItem"]
    assert customers.find("shop", MOBILE) == (ADA,)


def test_an_office_belongs_to_everybody_in_it() -> None:
    customers.create("shop", ADA, now=NOW)
    customers.create("shop", BORA, now=NOW)

    assert names(customers.find("shop", OFFICE)) == ["Ada Işık", "Bora Çelik"]


def test_a_call_is_not_told_where_she_lives() -> None:
    known = replace(ADA, address="Moda 1", email="ada@example.com", opt_outs=(OptOut.SURVEYS,))
    customers.create("shop", known, now=NOW)

    [found] = customers.find("shop", MOBILE)
    assert (found.address, found.email, found.opt_outs) == ("", "", (OptOut.SURVEYS,))
    assert customers.load("shop", "ada").value == known


def test_the_same_customer_again_is_no_conflict_and_another_of_that_id_is() -> None:
    customers.create("shop", ADA, now=NOW)

    assert customers.create("shop", ADA, now=NOW).version == 1
    with pytest.raises(ConflictError):
        customers.create("shop", replace(ADA, name="Somebody else"), now=NOW)


def test_a_changed_number_leads_to_her_and_the_old_one_to_nobody() -> None:
    customers.create("shop", ADA, now=NOW)

    changed = customers.change("shop", replace(ADA, numbers=(NEW,)), replacing=1, now=NOW)

    assert changed.version == 2
    assert names(customers.find("shop", NEW)) == ["Ada Işık"]
    assert customers.find("shop", MOBILE) + customers.find("shop", OFFICE) == ()


def test_of_two_changes_from_one_version_the_second_is_refused() -> None:
    customers.create("shop", ADA, now=NOW)
    customers.change("shop", replace(ADA, tier="gold"), replacing=1, now=NOW)

    with pytest.raises(ConflictError):
        customers.change("shop", replace(ADA, numbers=(NEW,)), replacing=1, now=NOW)
    assert [each.tier for each in customers.find("shop", MOBILE)] == ["gold"]


def test_a_customer_from_before_there_were_versions_can_be_changed(empty_cloud: Cloud) -> None:
    empty_cloud.clients.dynamodb.put_item(
        TableName=NAMES.customers,
        Item={
            "pk": {"S": "shop#customer#old"},
            "sk": {"S": "customer"},
            "schema": {"N": "1"},
            "content": {"S": '{"schema":1,"customers":[{"id":"old","name":"Old Friend"}]}'},
        },
    )

    assert customers.load("shop", "old").version == 1
    changed = Customer("old", "Old Friend", (NEW,))
    assert customers.change("shop", changed, replacing=1, now=NOW).version == 2
    assert customers.find("shop", NEW) == (changed,)


def test_nobody_is_found_after_she_was_deleted() -> None:
    customers.create("shop", ADA, now=NOW)
    customers.create("shop", BORA, now=NOW)

    customers.delete("shop", "ada", replacing=1, now=NOW)
    customers.delete("shop", "ada", replacing=1, now=NOW)

    assert names(customers.find("shop", OFFICE)) == ["Bora Çelik"]
    assert [each.id for each in customer_search.page("shop").items] == ["bora"]
    with pytest.raises(NotFoundError):
        customers.load("shop", "ada")


def test_of_who_was_deleted_nothing_personal_stays(empty_cloud: Cloud) -> None:
    customers.create("shop", ADA, now=NOW)
    customers.delete("shop", "ada", now=NOW)

    left = items(empty_cloud, NAMES.customers)
    assert "Ada" not in str(left)
    # The numbers she had go with DynamoDB's tidying, a day later.
    assert all(int(each["expires_at"]["N"]) <= (NOW + timedelta(2)).timestamp() for each in left)


def test_an_id_can_be_used_again() -> None:
    customers.create("shop", ADA, now=NOW)
    customers.delete("shop", "ada", now=NOW)

    again = customers.create("shop", replace(ADA, name="Ada Ak"), now=NOW)

    assert again.version == 3
    assert names(customers.find("shop", MOBILE)) == ["Ada Ak"]
    assert [each.value.name for each in customer_search.page("shop").items] == ["Ada Ak"]


def test_a_number_that_too_many_have_takes_nobody_else() -> None:
    people = [Customer(f"c{n}", f"Clerk {n}", (OFFICE,)) for n in range(50)]
    for each in people:
        customers.create("shop", each, now=NOW)

    with pytest.raises(InputError):
        customers.create("shop", ADA, now=NOW)
    with pytest.raises(NotFoundError):
        customers.load("shop", "ada")


def test_two_who_are_one_are_merged_and_the_other_id_leads_to_her() -> None:
    customers.create("shop", ADA, now=NOW)
    twice = Customer("ada-2", "A. Işık", (NEW,), language="tr", notes="Prefers mornings")
    customers.create("shop", twice, now=NOW)

    for _ in range(2):
        one = customers.merge("shop", "ada", "ada-2", replacing=1, now=NOW)

    assert (one.value.numbers, one.value.language) == ((MOBILE, OFFICE, NEW), "tr")
    assert [each.id for each in customers.find("shop", NEW)] == ["ada"]
    assert customers.merged_into("shop", "ada-2") == "ada"


def test_who_was_changed_meanwhile_is_not_merged() -> None:
    customers.create("shop", ADA, now=NOW)
    customers.create("shop", Customer("ada-2", "A. Işık", (NEW,)), now=NOW)
    customers.change("shop", replace(ADA, tier="gold"), replacing=1, now=NOW)

    with pytest.raises(ConflictError):
        customers.merge("shop", "ada", "ada-2", replacing=1, now=NOW)
    assert customers.load("shop", "ada-2").version == 1


@pytest.fixture
def _some_people(empty_cloud: Cloud) -> None:
    people = [
        Customer("1", "Zeynep Ak", ("+905320000011",)),
        Customer("2", "Ayşe Nur Yılmaz", ("+905320000012",), company="Işık Elektrik"),
        Customer("3", "ahmet YILDIZ", ("+905320000013", OFFICE)),
        Customer("4", "Ольга Ёлкина", ("+79160000012",)),
        Customer("5", "王小明", (OFFICE,), email="ming@example.com"),
    ]
    with acting_for("platform"):
        write_business(empty_cloud.clients.dynamodb, sample.shop(), people)


@pytest.mark.usefixtures("_some_people")
def test_pages_are_in_the_order_of_names() -> None:
    first = customer_search.page("shop", limit=3)
    rest = customer_search.page("shop", limit=3, after=first.next)

    assert [each.id for each in first.items] == ["3", "2", "1"]
    assert [each.id for each in rest.items] == ["4", "5"]
    assert rest.next is None


@pytest.mark.usefixtures("_some_people")
@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("YILMAZ", ["2"]),
        ("yıl", ["2", "3"]),
        ("nur ays", ["2"]),
        ("isik ELEK", ["2"]),
        ("елк", ["4"]),
        ("王小", ["5"]),
        ("ming@example", ["5"]),
        ("0012", ["2", "4"]),
        ("0532 000 00 13", ["3"]),
        ("+90 532 000 00 12", ["2"]),
        ("mehmet", []),
        ("", []),
        ("#", []),
        ("12", []),
    ],
)
def test_a_customer_is_found_by_a_part_of_what_is_known(text: str, ids: list[str]) -> None:
    found = customer_search.search("shop", text)

    assert sorted(each.id for each in found.customers) == ids
    assert found.is_complete


@pytest.mark.usefixtures("_some_people")
def test_a_search_that_finds_more_than_it_shows_says_so() -> None:
    found = customer_search.search("shop", "y", limit=1)

    assert (len(found.customers), found.is_complete) == (1, False)


@pytest.mark.usefixtures("_some_people")
def test_numbers_that_several_have_are_listed() -> None:
    [sharing] = customer_search.shared_numbers("shop", limit=10).items

    assert sharing.id == OFFICE
    assert names(sharing.value.customers) == ["ahmet YILDIZ", "王小明"]


def test_a_search_shows_nobody_under_a_name_she_no_longer_has(empty_cloud: Cloud) -> None:
    customers.create("shop", ADA, now=NOW)
    empty_cloud.dynamodb.fault = empty_cloud.dynamodb.break_down
    empty_cloud.dynamodb.matching = "ada isik#ada"
    changed = replace(ADA, name="Ada Ak")
    with pytest.raises(Exception, match="dynamodb"):
        customers.change("shop", changed, replacing=1, now=NOW)
    empty_cloud.dynamodb.fault = None

    assert customer_search.search("shop", "isik").customers == ()
    assert [each.id for each in customer_search.search("shop", "ak").customers] == ["ada"]
    assert "isik" not in str(items(empty_cloud, NAMES.customers))


def test_another_business_sees_none_of_them() -> None:
    customers.create("shop", ADA, now=NOW)

    with acting_for("clinic"):
        assert customers.find("clinic", MOBILE) == ()
        assert customer_search.page("clinic").items == ()
