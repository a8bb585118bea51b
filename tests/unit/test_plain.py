"""Values as the store keeps them."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain.customer import Customer
from santral.domain.errors import InputError
from santral.domain.hours import Day, Hotline, Override, Slot
from santral.domain.plain import (
    SCHEMA,
    customers_from_json,
    customers_to_json,
    tenant_from_json,
    tenant_to_json,
    to_plain,
)
from santral.domain.tenant import Consent, ConsentPolicy, CrmKind, CrmSpec, Emergency
from tests.unit.tenants import AYSE, OLGA, SHOP, with_queue


def test_a_tenant_comes_back_as_it_was() -> None:
    tenant = replace(
        SHOP,
        hotlines=(Hotline("x", {"tr": "y"}, week={Day.SUN: (Slot(time(20), time(0)),)}),),
        emergency=Emergency(on=True, message={"tr": "Arıza."}),
        consent=Consent(ConsentPolicy.ASK),
        crm=CrmSpec(CrmKind.HTTP, "https://crm.example"),
        phrases={"tr": {"closed": "Kapalı."}},
    )
    assert tenant_from_json(tenant_to_json(tenant)) == tenant


def test_customers_come_back_as_they_were() -> None:
    assert customers_from_json(customers_to_json([AYSE, OLGA])) == (AYSE, OLGA)
    assert customers_from_json(customers_to_json([])) == ()


@given(
    st.builds(
        Customer,
        id=st.text(),
        name=st.text(),
        numbers=st.lists(st.text()).map(tuple),
        tier=st.text(),
        language=st.none() | st.text(),
        account_manager=st.none() | st.text(),
    )
)
def test_any_customer_comes_back_as_she_was(customer: Customer) -> None:
    assert customers_from_json(customers_to_json([customer])) == (customer,)


def test_what_is_as_its_default_takes_no_room() -> None:
    assert to_plain(Customer("1", "Ada")) == {"id": "1", "name": "Ada"}
    assert to_plain(Override("x", date(2026, 5, 1), slots=(Slot(time(9), time(0)),))) == {
        "name": "x",
        "first": "2026-05-01",
        "slots": ["09:00-00:00"],
    }


def test_arns_are_kept_once_the_resources_exist() -> None:
    tenant = SHOP.with_arns({"sales": "arn:new"}, {"deniz": "arn:agent"})

    read = tenant_from_json(tenant_to_json(tenant))

    assert [queue.arn for queue in read.queues][:2] == ["arn:new", "arn:service"]
    assert [agent.arn for agent in read.agents] == ["arn:agent", "arn:elif"]


def test_a_newer_item_with_keys_that_are_not_known_is_read() -> None:
    plain = json.loads(tenant_to_json(SHOP))
    plain["colour"] = "blue"
    plain["queues"][0]["music"] = {"volume": 3}

    assert tenant_from_json(json.dumps(plain)) == SHOP


def test_an_item_of_the_schema_before_is_read() -> None:
    plain = {**json.loads(tenant_to_json(SHOP)), "schema": SCHEMA - 1}
    assert tenant_from_json(json.dumps(plain)) == SHOP


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "{",
        '{"schema": 99}',
        '{"schema": 1}',
        '{"schema": 1, "queues": "secret"}',
    ],
)
def test_an_item_that_cannot_be_read_is_an_error_that_repeats_nothing(text: str) -> None:
    with pytest.raises(InputError) as refused:
        tenant_from_json(text)
    assert "secret" not in str(refused.value)


def test_the_same_text_is_read_once_and_a_changed_one_anew() -> None:
    before, after = tenant_to_json(SHOP), tenant_to_json(with_queue("sales", capacity=9))

    assert tenant_from_json(before) is tenant_from_json(before)
    assert tenant_from_json(after).queues[0].capacity == 9
