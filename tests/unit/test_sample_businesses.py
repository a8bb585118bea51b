"""The sample businesses: their files are right, and their callers hear what they should."""

from __future__ import annotations

from datetime import datetime
from functools import cache
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from santral.domain.business import Business, read_business
from santral.domain.identification import Next, Welcome, identify
from santral.domain.plain import tenant_from_json, tenant_to_json
from santral.stores.phone_numbers import PhoneNumbersByMetadata

FOLDER = Path(__file__).parents[2] / "businesses"
TURKISH_HOLIDAYS = [
    *("2026-01-01", "2026-03-20", "2026-03-22", "2026-04-23", "2026-05-01", "2026-05-19"),
    *("2026-05-27", "2026-05-30", "2026-07-15", "2026-08-30", "2026-10-29"),
    *("2027-01-01", "2027-03-09", "2027-03-11", "2027-04-23", "2027-05-01", "2027-05-16"),
    *("2027-05-19", "2027-07-15", "2027-08-30", "2027-10-29"),
]
BOTH = pytest.mark.parametrize("name", ["klima", "clinica"])


@cache
def business(name: str) -> Business:
    settings, customers = (
        (FOLDER / name / file).read_text(encoding="utf-8")
        for file in ("business.toml", "customers.csv")
    )
    return read_business(settings, customers, PhoneNumbersByMetadata())


def ring(name: str, *, caller: str, to: str, at: str) -> Welcome:
    """Ring a business at a local time."""
    shop = business(name)
    hours = shop.tenant.hours("main")
    assert hours is not None
    matches = [each for each in shop.customers if caller in each.numbers]
    return identify(shop.tenant, to, caller, matches, _at(at, hours.timezone))


def _at(text: str, zone: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@BOTH
def test_a_sample_business_has_six_agents_and_a_few_hundred_customers(name: str) -> None:
    shop = business(name)
    assert len(shop.tenant.agents) == 6
    assert 300 <= len(shop.customers) <= 400
    assert shop.tenant.id == name


@BOTH
def test_a_sample_business_fits_well_into_one_item(name: str) -> None:
    text = tenant_to_json(business(name).tenant)
    assert len(text.encode()) < 20_000
    assert tenant_from_json(text) == business(name).tenant


@BOTH
def test_customers_of_five_countries_are_known_by_their_numbers(name: str) -> None:
    numbers = [number for each in business(name).customers for number in each.numbers]
    codes = ["+90", "+7", "+86", "+39", "+1"]
    assert [code for code in codes if any(x.startswith(code) for x in numbers)] == codes


@BOTH
def test_every_vip_has_an_account_manager(name: str) -> None:
    shop = business(name)
    vips = [each for each in shop.customers if each.tier in shop.tenant.vip.tiers]
    assert len(vips) >= 10
    assert {each.account_manager for each in vips} <= {x.username for x in shop.tenant.agents}


def test_ayse_is_connected_to_deniz() -> None:
    welcome = ring("klima", caller="+905321112233", to="+902120000001", at="2026-11-23T10:00")

    assert (welcome.next, welcome.vip) == (Next.QUEUE, True)
    assert welcome.agent is not None
    assert welcome.agent.username == "deniz"
    assert welcome.connecting_text == "Hello Ayşe, I am connecting you to Deniz."


def test_giovanna_is_connected_to_chiara() -> None:
    welcome = ring("clinica", caller="+393330001122", to="+390600000001", at="2026-11-23T10:00")
    assert welcome.connecting_text == "Buongiorno Giovanna, la metto in contatto con Chiara."


@pytest.mark.parametrize(
    ("name", "to", "locale", "prompt"),
    [
        ("klima", "+902120000001", "tr-TR", "Klima satın almak için 1'i,"),
        ("klima", "+902120000002", "ru-RU", "Если вы хотите купить кондиционер"),
        ("clinica", "+390600000001", "it-IT", "Per prenotare, spostare"),
        ("clinica", "+390600000002", "en-GB", "To book, move or cancel"),
    ],
)
def test_each_number_speaks_its_language(name: str, to: str, locale: str, prompt: str) -> None:
    welcome = ring(name, caller="+49301234567", to=to, at="2026-11-23T10:00")
    assert (welcome.next, welcome.language.locale) == (Next.MENU, locale)
    assert welcome.menu_text.startswith(prompt)


@pytest.mark.parametrize(
    ("name", "at", "message"),
    [
        (
            "klima",
            "2026-11-23T13:30",
            "Şu anda kapalıyız. Bugün saat 14:00 itibarıyla yeniden hizmetinizdeyiz.",
        ),
        (
            "klima",
            "2026-05-27T10:00",
            "Bugün kapalıyız: Kurban Bayramı. "
            "Pazartesi günü saat 9:00 itibarıyla yeniden hizmetinizdeyiz.",
        ),
        (
            "klima",
            "2027-10-28T15:00",
            "Şu anda kapalıyız. Cumartesi günü saat 10:00 itibarıyla yeniden hizmetinizdeyiz.",
        ),
        (
            "clinica",
            "2027-03-29T10:00",
            "Oggi siamo chiusi: festività di Pasqua. Riapriamo domani alle ore 8:00.",
        ),
        (
            "clinica",
            "2026-12-25T10:00",
            "Oggi siamo chiusi: festività natalizie. Riapriamo lunedì alle ore 8:00.",
        ),
    ],
)
def test_a_closed_sample_business_says_when_it_opens(name: str, at: str, message: str) -> None:
    to = {"klima": "+902120000001", "clinica": "+390600000001"}[name]
    welcome = ring(name, caller="+49301234567", to=to, at=at)
    assert (welcome.next, welcome.message) == (Next.CLOSED, message)


@pytest.mark.parametrize(
    "day",
    TURKISH_HOLIDAYS,
)
def test_the_shop_is_closed_on_turkish_holidays(day: str) -> None:
    hours = business("klima").tenant.hours("main")
    assert hours is not None
    assert not hours.is_open(_at(f"{day}T10:30", "Europe/Istanbul"))


@pytest.mark.parametrize("day", ["2026-03-19", "2026-05-26", "2026-10-28", "2027-03-08"])
def test_on_the_eve_of_a_holiday_the_shop_is_open_in_the_morning(day: str) -> None:
    hours = business("klima").tenant.hours("main")
    assert hours is not None
    assert hours.is_open(_at(f"{day}T10:30", "Europe/Istanbul"))
    assert not hours.is_open(_at(f"{day}T15:00", "Europe/Istanbul"))


def test_a_summer_sunday_reaches_the_technician_on_duty() -> None:
    welcome = ring("klima", caller="+49301234567", to="+902120000002", at="2026-07-12T11:00")
    assert welcome.queue is not None
    assert (welcome.next, welcome.queue.name) == (Next.QUEUE, "repair")
    assert welcome.connecting_text.startswith("Вы позвонили в дежурную службу.")


def test_the_clinic_asks_for_consent_and_has_a_crm() -> None:
    welcome = ring("clinica", caller="+49301234567", to="+390600000002", at="2026-11-23T10:00")
    assert (welcome.consent.value, welcome.crm) == ("ask", True)
    assert welcome.consent_text.startswith("With your consent we record this call")
