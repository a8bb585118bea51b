"""Templates: what a business that has just signed up begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santral.domain import opening_times
from santral.domain.business_rules import tenant_problems
from santral.domain.errors import InputError, NotFoundError
from santral.domain.going_live import findings
from santral.domain.identification import Next, identify
from santral.domain.templates.holidays import HOLIDAYS
from santral.domain.templates.places import LANGUAGES
from santral.domain.templates.profiles import TEMPLATES, tenant_from_template
from santral.domain.templates.template import Template, Trade
from santral.domain.templates.zones import ZONES, is_country, timezone_of
from santral.domain.tenant import AgentSpec, ConsentPolicy, Language, Tenant

NOW = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
SUBSETS = [each for size in range(1, 6) for each in combinations(LANGUAGES, size)]
STAR = {"en": "star", "tr": "yıldız", "ru": "звёздочк", "it": "asterisco", "zh": "星号键"}
LETTERS = {
    "ru": "[а-яё]",
    "zh": "[一-鿿]",
    "tr": "[ışğçöü]",
    "it": "prema|preg",
    "en": "press|arrive",
}


def begun(trade: str = "shop", country: str = "TR", *languages: str, **more: Any) -> Tenant:
    """Begin a business, in Turkey and in Turkish unless told otherwise."""
    return tenant_from_template(
        trade,
        tenant="serin-klima-k3x9qa",
        business_name="Serin Klima",
        country=country,
        languages=languages or ("tr",),
        **more,
    )


def with_a_number(tenant: Tenant) -> Tenant:
    return replace(tenant, numbers=(tenant.new_number("+902120000001"),))


def heard(tenant: Tenant, at: str) -> str:
    """Return what a stranger hears first who calls at a local time."""
    there = datetime.fromisoformat(at).replace(tzinfo=UTC)
    welcome = identify(tenant, "+902120000001", None, (), there)
    return welcome.message if welcome.next is Next.CLOSED else welcome.menu_text


def said(texts: Iterable[Template]) -> Iterable[tuple[str, str]]:
    """Yield everything that callers may hear of a template's own, with its language."""
    for template in texts:
        for menu in template.menus:
            yield from menu.prompt.items()
            for choice in menu.choices.values():
                yield from choice.message.items()


@pytest.mark.parametrize("trade", Trade)
def test_a_business_that_has_just_begun_fits_together_in_every_language(trade: Trade) -> None:
    for languages in SUBSETS:
        tenant = begun(trade, "TR", *languages)

        assert [*tenant_problems(tenant), *findings(tenant, NOW)] == []


@given(
    trade=st.sampled_from(Trade),
    country=st.sampled_from([*sorted(ZONES), "XX"]),
    languages=st.lists(st.sampled_from(LANGUAGES), min_size=1, max_size=6),
    owner=st.text(max_size=80),
)
def test_it_fits_together_in_every_country_with_and_without_a_number(
    trade: Trade, country: str, languages: list[str], owner: str
) -> None:
    tenant = begun(trade, country, *languages, owner=owner)

    for each in (tenant, with_a_number(tenant)):
        assert [*tenant_problems(each), *findings(each, NOW)] == []


def test_there_are_four_and_an_unknown_one_is_none() -> None:
    assert list(TEMPLATES) == ["shop", "clinic", "hotline", "client"]
    with pytest.raises(NotFoundError):
        begun("bakery")


def test_a_language_that_templates_do_not_speak_is_said_to_be_none() -> None:
    with pytest.raises(InputError, match="expected some of the languages en, tr, ru, it, zh"):
        begun("shop", "DE", "tr", "de")


# --- words ---


@pytest.mark.parametrize("template", TEMPLATES.values(), ids=lambda each: each.trade)
def test_every_key_is_announced_and_no_other(template: Template) -> None:
    for menu in template.menus:
        for language, prompt in menu.prompt.items():
            keys = {*re.findall(r"\d", prompt), "*" if STAR[language] in prompt else ""}
            assert keys == set(menu.choices)


def test_every_text_is_in_its_own_language() -> None:
    wrong = [
        (language, text)
        for language, text in said(TEMPLATES.values())
        if not re.search(LETTERS[language], text, re.IGNORECASE)
    ]

    assert wrong == []


def test_titles_purposes_and_holidays_are_in_every_language() -> None:
    texts = [text for each in TEMPLATES.values() for text in (each.title, each.purpose)]
    texts += [each.spoken for days in HOLIDAYS.values() for each in days]

    assert {tuple(sorted(each)) for each in texts} == {("en", "it", "ru", "tr", "zh")}
    assert all(text.strip() for each in texts for text in each.values())


def test_only_the_languages_that_were_chosen_are_left() -> None:
    tenant = begun("clinic", "IT", "it")

    assert [each.code for each in tenant.languages] == ["it"]
    assert list(tenant.menus[0].prompt) == ["it"]
    assert list(tenant.phrases) == ["it"]
    assert list(tenant.holidays[0].spoken) == ["it"]
    assert tenant.agents[0].languages == ("it",)


def test_voices_are_those_of_the_country() -> None:
    assert begun("shop", "TR", "tr", "zh", "ru", "it", "en").languages == (
        Language("tr", "tr-TR", "Filiz"),
        Language("zh", "zh-CN", "Zhiyu"),
        Language("ru", "ru-RU", "Tatyana"),
        Language("it", "it-IT", "Bianca"),
        Language("en", "en-GB", "Amy"),
    )
    assert begun("shop", "US", "en").languages == (Language("en", "en-US", "Joanna"),)


# --- hours and holidays ---


@pytest.mark.parametrize(
    ("country", "language", "at", "message"),
    [
        (
            "TR",
            "tr",
            "2026-10-29T09:00",
            "Bugün kapalıyız: Cumhuriyet Bayramı. "
            "Yarın saat 9:00 itibarıyla yeniden hizmetinizdeyiz.",
        ),
        (
            "RU",
            "ru",
            "2027-01-07T09:00",
            "Сегодня мы закрыты: Рождество Христово. Мы снова откроемся в субботу в 10:00.",
        ),
        (
            "IT",
            "it",
            "2026-06-02T09:00",
            "Oggi siamo chiusi: Festa della Repubblica. Riapriamo domani alle ore 9:00.",
        ),
        ("CN", "zh", "2026-10-02T06:00", "我们今天休息：国庆节。 我们将于星期一9:00恢复营业。"),
        (
            "US",
            "en",
            "2030-07-04T15:00",
            "We are closed today: Independence Day. We open again tomorrow at 9 am.",
        ),
        ("GB", "en", "2029-12-26T12:00", "We are closed today: Boxing Day. We open again "),
        ("DE", "en", "2028-10-03T12:00", "We are closed today: the Day of German Unity. "),
    ],
)
def test_on_a_public_holiday_callers_hear_which_one_it_is(
    country: str, language: str, at: str, message: str
) -> None:
    assert heard(begun("shop", country, language), at).startswith(message)


def test_on_an_ordinary_monday_callers_hear_the_menu() -> None:
    assert heard(begun("shop", "TR", "en"), "2026-11-30T09:00").startswith("To order or to ask")


@pytest.mark.parametrize(("at", "is_open"), [("12:59", True), ("13:00", False), ("06:59", False)])
def test_a_hotline_is_open_on_holidays_too_but_for_shorter(at: str, is_open: bool) -> None:
    hours = begun("hotline").hours("main")
    assert hours is not None

    there = datetime.fromisoformat(f"2026-10-29T{at}").replace(tzinfo=UTC)
    assert hours.is_open(there) == is_open


@pytest.mark.parametrize(
    ("country", "message"),
    [
        ("GB", "The clinic is closed at the moment. In a medical emergency, please call 999. "),
        ("US", "The clinic is closed at the moment. In a medical emergency, please call 911. "),
        ("KE", "We are closed at the moment. We open again "),
    ],
)
def test_a_clinic_that_is_closed_says_whom_to_ring_instead(country: str, message: str) -> None:
    clinic = begun("clinic", country, "en", timezone="UTC")

    assert heard(clinic, "2026-11-30T02:00").startswith(message)


@pytest.mark.parametrize("country", [*HOLIDAYS, "FR"])
def test_amazon_connect_takes_the_hours_and_holidays(country: str) -> None:
    hours = begun("hotline", country, "en").hours("main")
    assert hours is not None

    names = [each.name for each in opening_times.overrides(hours, 2026)]
    assert len(names) == len(set(names))
    assert all(0 < len(each) <= 127 for each in names)


# --- places and people ---


@pytest.mark.parametrize(
    ("country", "zone"),
    [
        ("TR", "Europe/Istanbul"),
        ("RU", "Europe/Moscow"),
        ("US", "America/New_York"),
        ("BR", "America/Sao_Paulo"),
        ("KZ", "Asia/Almaty"),
        ("XX", "UTC"),
    ],
)
def test_a_business_works_by_the_clock_of_the_capital(country: str, zone: str) -> None:
    assert timezone_of(country) == begun("shop", country, "en").timezone == zone


def test_who_says_by_which_clock_they_work_is_believed() -> None:
    tenant = begun("shop", "RU", "ru", timezone="Asia/Vladivostok")

    assert (tenant.timezone, tenant.region) == ("Asia/Vladivostok", "RU")
    assert (is_country("RU"), is_country("XX"), is_country("ru")) == (True, False, False)


def test_the_owner_is_the_first_agent_and_takes_every_call() -> None:
    tenant = begun("shop", owner="Ayşe Nur Yılmaz")

    assert tenant.agents == (AgentSpec("owner", "Ayşe", "Nur Yılmaz", "everyone", ("tr",)),)
    [everyone, _] = tenant.routing_profiles
    assert [each.queue for each in everyone.queues] == ["managers", "sales", "service", "reception"]


def test_an_owner_without_a_name_is_called_so() -> None:
    assert [begun("shop", "TR", each).agents[0].first_name for each in LANGUAGES] == [
        "Owner",
        "Yetkili",
        "Владелец",
        "Titolare",
        "负责人",
    ]


def test_calls_are_recorded_after_saying_so_or_after_a_yes() -> None:
    policies = {each: begun(each).consent.policy for each in Trade}

    assert policies == {
        "shop": ConsentPolicy.ANNOUNCE,
        "clinic": ConsentPolicy.ASK,
        "hotline": ConsentPolicy.ANNOUNCE,
        "client": ConsentPolicy.ANNOUNCE,
    }
    assert begun("client", "DE", "en").consent.policy is ConsentPolicy.ASK


def test_a_shop_s_best_customers_have_a_queue_of_their_own() -> None:
    shop = begun("shop")

    assert (shop.vip.tiers, shop.vip.queue, shop.tiers["vip"]) == (("vip",), "managers", 1)


def test_before_its_first_number_a_business_answers_as_that_number_will() -> None:
    tenant = begun("shop")

    assert identify(tenant, "+902120000001", None, (), NOW).menu == tenant.menus[0]
    assert tenant.number("+902120000001") == with_a_number(tenant).numbers[0]
