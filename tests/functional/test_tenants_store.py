"""Tenants, customers and seeding, as code above the stores sees them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from santral.domain.customer import Customer
from santral.domain.errors import ConflictError, DependencyError, InputError, NotFoundError
from santral.stores import customers, tenants
from santral.stores.seeding import create_tables, write_business
from santral.stores.tenant_guard import acting_for
from tests.functional import sample
from tests.functional.cloud import NAMES, Cloud, items

RENAMED = replace(sample.shop(), name="Serin İklimlendirme")


def test_a_business_is_read_as_it_was_written(cloud: Cloud) -> None:
    with acting_for("shop"):
        assert tenants.load("shop") == sample.shop()
        assert customers.find("shop", sample.AYSE_NUMBER) == (sample.AYSE,)
        assert customers.find("shop", sample.FAMILY_NUMBER) == (sample.MEHMET, sample.ZEHRA)
        assert customers.find("shop", sample.STRANGER_NUMBER) == ()


def test_writing_a_business_again_changes_nothing(cloud: Cloud) -> None:
    once = items(cloud, NAMES.tenants), items(cloud, NAMES.customers)

    write_business(cloud.clients.dynamodb, sample.shop(), sample.PEOPLE)
    create_tables(cloud.clients.dynamodb, NAMES)

    assert (items(cloud, NAMES.tenants), items(cloud, NAMES.customers)) == once


def test_a_few_hundred_customers_take_few_requests(cloud: Cloud) -> None:
    people = [Customer(f"c-{n}", f"Caller {n}", (f"+9053200{n:05}",)) for n in range(300)]

    write_business(cloud.clients.dynamodb, sample.shop(), people)

    assert cloud.dynamodb.operations == ["BatchWriteItem"] * 61  # 1,501 items, 25 at a time


def test_items_that_dynamodb_leaves_undone_are_offered_again(cloud: Cloud) -> None:
    cloud.dynamodb.fault = cloud.dynamodb.answer(
        b'{"UnprocessedItems": {"t-tenants": [{"PutRequest": {"Item": {"pk": {"S": "shop"}}}}]}}'
    )

    with pytest.raises(DependencyError, match="items left unwritten"):
        write_business(cloud.clients.dynamodb, sample.shop(), [])
    assert cloud.dynamodb.operations == ["BatchWriteItem"] * 5


def test_a_change_made_from_an_old_version_is_refused(cloud: Cloud) -> None:
    with acting_for("shop"):
        assert tenants.save(RENAMED, replacing=1) == 2

        with pytest.raises(ConflictError):
            tenants.save(replace(RENAMED, name="Another"), replacing=1)
        assert tenants.load_versioned("shop") == tenants.StoredTenant(RENAMED, 2)


def test_a_change_whose_reply_was_lost_is_recognised_as_done(cloud: Cloud) -> None:
    cloud.dynamodb.lose_replies = 1

    with acting_for("shop"):
        assert tenants.save(RENAMED, replacing=1) == 2

    assert cloud.dynamodb.operations == ["PutItem", "PutItem", "GetItem"]


def test_a_new_tenant_does_not_replace_one_that_exists(cloud: Cloud) -> None:
    with acting_for("shop"), pytest.raises(ConflictError):
        tenants.save(RENAMED, replacing=0)


def test_a_tenant_too_long_for_an_item_is_refused(cloud: Cloud) -> None:
    with acting_for("shop"), pytest.raises(InputError, match="at most 350000 bytes"):
        tenants.save(replace(RENAMED, name="x" * 350_000), replacing=1)


def test_a_tenant_that_is_not_there_is_not_found(cloud: Cloud) -> None:
    with acting_for("clinic"), pytest.raises(NotFoundError):
        tenants.load("clinic")
