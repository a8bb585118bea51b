"""Customers, found by telephone number with one read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from santral.domain.customer import Customer
from santral.domain.errors import InputError
from santral.domain.plain import customers_from_json, customers_to_json
from santral.stores.tables import SCHEMA, CustomersItem, check_schema, dynamodb_translated

_CUSTOMER: Final = "customer"


def find(tenant_id: str, number: str) -> tuple[Customer, ...]:
    """Return everybody who has the number; it may be several, a family or a company.

    Args:
        number: E.164.

    Raises:
        DependencyError: DynamoDB failed, or the item is not one that we can read.
    """
    with dynamodb_translated():
        try:
            item = CustomersItem.get(f"{tenant_id}#number#{number}", _CUSTOMER)
        except CustomersItem.DoesNotExist:
            return ()
        check_schema(item)
        try:
            return customers_from_json(item.content)
        except InputError as error:
            raise ValueError("not a list of customers") from error


def items(tenant_id: str, customers: Iterable[Customer]) -> Iterator[CustomersItem]:
    """Yield what has to be written so that all of a tenant's customers are found.

    Every item is whole: writing them again, or after a lost reply, changes nothing.
    """
    by_number: dict[str, list[Customer]] = {}
    for customer in customers:
        yield _item(f"{tenant_id}#customer#{customer.id}", [customer])
        for number in dict.fromkeys(customer.numbers):
            by_number.setdefault(number, []).append(customer)
    for number, sharing in by_number.items():
        yield _item(f"{tenant_id}#number#{number}", sharing)


def _item(key: str, customers: Sequence[Customer]) -> CustomersItem:
    return CustomersItem(key, _CUSTOMER, schema=SCHEMA, content=customers_to_json(customers))
