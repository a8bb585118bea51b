"""What an agent hears before a contact, in each of five languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from santral.domain.customer import Customer
from santral.domain.identification import identify
from santral.domain.phrases import PHRASES
from santral.domain.tenant import Language, Tenant
from santral.domain.whispers import what_is_open, who_it_is
from tests.unit.tenants import AYSE, OLGA, SHOP, TURKISH_NUMBER
from tests.unit.test_identification import CALLER, MONDAY_TEN

GOLDEN = replace(SHOP, vip=replace(SHOP.vip, tiers=("gold",)))
POLYGLOT = replace(
    SHOP, languages=tuple(Language(code, f"{code}-XX", "Someone") for code in PHRASES)
)


def whispered(*customers: Customer, tenant: Tenant = SHOP, caller: str | None = CALLER) -> str:
    return identify(tenant, TURKISH_NUMBER, caller, customers, MONDAY_TEN).agent_text


def is_open(orders: int | None, tickets: int | None, language: str = "en") -> str:
    return what_is_open(SHOP, orders=orders, tickets=tickets, language=language)


@pytest.mark.parametrize(
    ("language", "vip", "known"),
    [
        ("en", "VIP. Ayşe Yılmaz, gold.", "Ayşe Yılmaz, gold."),
        ("it", "VIP. Ayşe Yılmaz, gold.", "Ayşe Yılmaz, gold."),
        ("tr", "VIP. Ayşe Yılmaz, gold.", "Ayşe Yılmaz, gold."),
        ("ru", "VIP-клиент. Ayşe Yılmaz, gold.", "Ayşe Yılmaz, gold."),
        ("zh", "VIP客户。Ayşe Yılmaz，gold。", "Ayşe Yılmaz，gold。"),
    ],
)
def test_an_agent_hears_who_it_is(language: str, vip: str, known: str) -> None:
    ayse = replace(AYSE, tier="gold")

    assert who_it_is(SHOP, ayse, vip=True, language=language) == vip
    assert who_it_is(SHOP, ayse, vip=False, language=language) == known


def test_an_agent_hears_it_in_the_language_of_the_contact() -> None:
    vip = replace(AYSE, tier="gold", language="ru")

    assert whispered(vip, tenant=GOLDEN) == "VIP-клиент. Ayşe Yılmaz, gold."
    assert whispered(OLGA) == "Ольга Иванова, standard."


def test_a_tier_that_is_called_vip_is_not_said_twice() -> None:
    assert whispered(AYSE) == "VIP. Ayşe Yılmaz."
    assert whispered(replace(AYSE, tier="")) == "Ayşe Yılmaz."


def test_of_callers_who_are_nobody_or_several_an_agent_hears_nothing() -> None:
    assert whispered() == ""
    assert whispered(AYSE, OLGA) == ""
    assert whispered(AYSE, caller="anonymous") == ""
    assert whispered(replace(AYSE, name=" ")) == ""


@pytest.mark.parametrize(
    ("language", "two_and_one", "one_and_five"),
    [
        ("en", "2 open orders, 1 open ticket.", "1 open order, 5 open tickets."),
        ("it", "2 ordini aperti, una richiesta aperta.", "Un ordine aperto, 5 richieste aperte."),
        ("tr", "2 açık sipariş, 1 açık destek talebi.", "1 açık sipariş, 5 açık destek talebi."),
        (
            "ru",
            "Открытых заказов: 2, открытых обращений: 1.",
            "Открытых заказов: 1, открытых обращений: 5.",
        ),
        ("zh", "2个未完成订单，1个待处理工单。", "1个未完成订单，5个待处理工单。"),
    ],
)
def test_an_agent_hears_what_is_open(language: str, two_and_one: str, one_and_five: str) -> None:
    assert is_open(2, 1, language) == two_and_one
    assert is_open(1, 5, language) == one_and_five


@pytest.mark.parametrize(
    ("orders", "tickets", "heard"),
    [
        (3, 0, "3 open orders."),
        (None, 1, "1 open ticket."),
        (0, 0, ""),
        (None, None, ""),
        (0, None, ""),
    ],
)
def test_what_is_not_open_or_not_known_is_not_said(
    orders: int | None, tickets: int | None, heard: str
) -> None:
    assert is_open(orders, tickets) == heard


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "One moment, please."),
        ("it", "Un momento, per favore."),
        ("tr", "Bir dakika lütfen."),
        ("ru", "Одну минуту, пожалуйста."),
        ("zh", "请稍候。"),
    ],
)
def test_a_caller_is_asked_for_a_moment_while_her_card_is_fetched(language: str, text: str) -> None:
    welcome = identify(
        POLYGLOT, TURKISH_NUMBER, CALLER, [replace(OLGA, language=language)], MONDAY_TEN
    )
    assert welcome.moment_text == text
