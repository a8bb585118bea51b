"""One business from its files: the settings (TOML) and the customers (CSV).

What a file may hold is what the values in tenant.py hold; business_rules.py says what must fit
together, customer_list.py reads the customers. Every problem is reported at once, since an owner
who mends one line at a time gives up.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from santral.domain.business_rules import tenant_problems
from santral.domain.customer import Customer
from santral.domain.customer_list import read_customers
from santral.domain.errors import BusinessFileError
from santral.domain.hours import Hotline
from santral.domain.menu import Choice, Menu
from santral.domain.phone import PhoneNumbers
from santral.domain.plain import Reading
from santral.domain.tenant import Number, Tenant
from santral.domain.toml_text import read_toml


@dataclass(frozen=True, slots=True)
class Business:
    tenant: Tenant
    customers: tuple[Customer, ...]


def read_business(
    settings: str, customers: str, phone_numbers: PhoneNumbers, *, file: str = "business.toml"
) -> Business:
    """Return the business that the two texts describe.

    Args:
        settings: TOML.
        customers: CSV with a header; "" is a business without customers.
        file: what errors call it.

    Raises:
        BusinessFileError: with every problem of both texts.
    """
    reading = Reading(strict=True)
    tenant = reading.read(Tenant, read_toml(settings, file, BusinessFileError))
    tenant = _with_e164(tenant, _Phones(phone_numbers, tenant.region, reading))
    # A value of the wrong shape was replaced by an empty one, which is then wrong once more.
    told = {path for path, _ in reading.problems}
    if not tenant.numbers and "numbers" not in told:
        reading.refuse("numbers", "expected at least one")
    for path, expected in tenant_problems(tenant):
        if path not in told:
            reading.refuse(path, expected)
    people = read_customers(customers, tenant, phone_numbers, reading.refuse)
    if reading.problems:
        raise BusinessFileError(file, reading.problems)
    return Business(tenant, people)


@dataclass(frozen=True, slots=True)
class _Phones:
    numbers: PhoneNumbers
    region: str
    reading: Reading

    def e164(self, written: str, path: str) -> str:
        """Return the number in E.164; as it was, where it was told already or is no number."""
        number = self.numbers.parse(written, self.region) if written else None
        if number is None and path not in {told for told, _ in self.reading.problems}:
            self.reading.refuse(path, "expected a telephone number")
        return number or written


def _with_e164(tenant: Tenant, phones: _Phones) -> Tenant:
    return replace(
        tenant,
        numbers=tuple(_number(phones, *each) for each in enumerate(tenant.numbers)),
        hotlines=tuple(_hotline(phones, *each) for each in enumerate(tenant.hotlines)),
        menus=tuple(_menu(phones, *each) for each in enumerate(tenant.menus)),
    )


def _number(phones: _Phones, index: int, number: Number) -> Number:
    return replace(number, e164=phones.e164(number.e164, f"numbers[{index}].e164"))


def _hotline(phones: _Phones, index: int, hotline: Hotline) -> Hotline:
    path = f"hotlines[{index}].numbers"
    written = enumerate(hotline.numbers)
    return replace(
        hotline, numbers=tuple(phones.e164(each, f"{path}[{at}]") for at, each in written)
    )


def _menu(phones: _Phones, index: int, menu: Menu) -> Menu:
    path = f"menus[{index}].choices"
    choices = menu.choices.items()
    return replace(
        menu, choices={key: _choice(phones, f"{path}.{key}", each) for key, each in choices}
    )


def _choice(phones: _Phones, path: str, choice: Choice) -> Choice:
    if not choice.transfer:
        return choice
    return replace(choice, transfer=phones.e164(choice.transfer, f"{path}.transfer"))
