"""What a caller hears first, and where she goes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from santral.domain.customer import Customer, OptOut
from santral.domain.hours import Day, Hotline, Override, Slot
from santral.domain.identification import Known, Next, Welcome, identify
from santral.domain.menu import Menu
from santral.domain.phrases import PHRASES
from santral.domain.tenant import (
    Consent,
    ConsentPolicy,
    CrmKind,
    CrmSpec,
    Emergency,
    Language,
    Schedule,
    Tenant,
)
from tests.unit.tenants import AYSE, OLGA, RUSSIAN_NUMBER, SHOP, TURKISH_NUMBER

CALLER = "+905321112233"


def istanbul(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo("Europe/Istanbul"))


MONDAY_TEN = istanbul("2026-11-23T10:00:00")
MONDAY_LUNCH = istanbul("2026-11-23T13:30:00")


def ring(
    *customers: Customer,
    tenant: Tenant = SHOP,
    to: str = TURKISH_NUMBER,
    caller: str | None = CALLER,
    at: datetime = MONDAY_TEN,
) -> Welcome:
    return identify(tenant, to, caller, customers, at)


@pytest.mark.parametrize(
    ("to", "locale", "voice", "greeting", "prompt"),
    [
        (TURKISH_NUMBER, "tr-TR", "Filiz", "Serin Klima hattına hoş geldiniz.", "Satış için 1."),
        (
            RUSSIAN_NUMBER,
            "ru-RU",
            "Tatyana",
            "Здравствуйте! Вы позвонили в компанию «Serin Klima».",
            "Продажи — 1.",
        ),
    ],
)
def test_an_unknown_caller_hears_the_menu_in_the_number_s_language(
    to: str, locale: str, voice: str, greeting: str, prompt: str
) -> None:
    welcome = ring(to=to)

    assert (welcome.next, welcome.known, welcome.vip) == (Next.MENU, Known.NO, False)
    assert (welcome.language.locale, welcome.language.voice) == (locale, voice)
    assert (welcome.greeting, welcome.menu_text) == (greeting, prompt)
    assert welcome.menu is SHOP.menus[0]
    assert welcome.priority == 5


def test_a_known_caller_is_greeted_by_name_in_her_own_language() -> None:
    welcome = ring(OLGA)

    assert (welcome.next, welcome.known, welcome.customer) == (Next.MENU, Known.YES, OLGA)
    assert welcome.greeting == "Здравствуйте, Ольга! Вы позвонили в компанию «Serin Klima»."
    assert welcome.menu_text == "Продажи — 1."
    assert welcome.priority == 4


@pytest.mark.parametrize("language", [None, "it"])
def test_a_customer_without_a_language_we_speak_hears_the_number_s(language: str | None) -> None:
    welcome = ring(replace(OLGA, language=language))
    assert welcome.greeting == "Merhaba Ольга, Serin Klima hattına hoş geldiniz."


def test_a_vip_hears_no_menu_and_is_connected_to_her_account_manager() -> None:
    welcome = ring(AYSE)

    assert (welcome.next, welcome.vip, welcome.priority) == (Next.QUEUE, True, 1)
    assert welcome.agent is SHOP.agents[0]
    assert welcome.queue is SHOP.queue("managers")
    assert welcome.greeting == "Welcome to Serin Klima."
    assert welcome.connecting_text == "Hello Ayşe, I am connecting you to Deniz."


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Hello Ayşe, I am connecting you to Deniz."),
        ("it", "Buongiorno Ayşe, la metto in contatto con Deniz."),
        ("tr", "Merhaba Ayşe, sizi Deniz ile görüştürüyorum."),
        ("ru", "Здравствуйте, Ayşe! Соединяю. Вам ответит Deniz."),
        ("zh", "Ayşe，您好，正在为您转接Deniz，请稍候。"),
    ],
)
def test_a_vip_is_told_who_will_answer_in_each_of_five_languages(language: str, text: str) -> None:
    spoken = tuple(Language(code, f"{code}-XX", "Someone") for code in PHRASES)
    welcome = ring(replace(AYSE, language=language), tenant=replace(SHOP, languages=spoken))
    assert welcome.connecting_text == text


@pytest.mark.parametrize("manager", [None, "left-the-company"])
def test_a_vip_without_account_manager_goes_to_the_managers(manager: str | None) -> None:
    welcome = ring(replace(AYSE, account_manager=manager))

    assert (welcome.queue, welcome.agent) == (SHOP.queue("managers"), None)
    assert welcome.connecting_text == "Hello Ayşe, I am connecting you."


def test_a_customer_with_a_queue_of_her_own_goes_there_without_a_menu() -> None:
    welcome = ring(replace(OLGA, queue="service", account_manager="deniz"))

    assert (welcome.next, welcome.vip, welcome.agent) == (Next.QUEUE, False, None)
    assert welcome.queue is SHOP.queue("service")
    assert welcome.connecting_text == "Здравствуйте, Ольга! Соединяю вас с сотрудником."


def test_a_customer_whose_queue_is_gone_hears_the_menu() -> None:
    assert ring(replace(OLGA, queue="gone")).next == Next.MENU


@pytest.mark.parametrize(
    "caller",
    [None, "", "  ", "anonymous", "Anonymous", "Restricted", "UNKNOWN", "private", "+266696687"],
)
def test_a_hidden_number_is_nobody_s_even_when_a_card_has_it(caller: str | None) -> None:
    welcome = ring(AYSE, caller=caller)

    assert (welcome.next, welcome.known, welcome.customer) == (Next.MENU, Known.HIDDEN, None)
    assert welcome.greeting == "Serin Klima hattına hoş geldiniz."
    assert not welcome.vip


def test_several_customers_on_one_number_are_greeted_without_a_name() -> None:
    welcome = ring(AYSE, replace(OLGA, language="en"))

    assert (welcome.next, welcome.known, welcome.customer) == (Next.MENU, Known.SEVERAL, None)
    assert (welcome.greeting, welcome.vip) == ("Welcome to Serin Klima.", False)
    assert welcome.priority == 4


def test_several_customers_of_several_languages_hear_the_number_s() -> None:
    assert ring(AYSE, OLGA).language.code == "tr"


def test_several_customers_are_vip_when_each_of_them_is() -> None:
    welcome = ring(AYSE, replace(AYSE, id="9", name="Can Yılmaz"))

    assert (welcome.next, welcome.vip, welcome.agent) == (Next.QUEUE, True, SHOP.agents[0])
    assert welcome.connecting_text == "I am connecting you to Deniz."


def test_vips_of_different_account_managers_go_to_the_managers() -> None:
    welcome = ring(AYSE, replace(AYSE, id="9", account_manager="elif"))

    assert (welcome.queue, welcome.agent) == (SHOP.queue("managers"), None)
    assert welcome.connecting_text == "I am connecting you."


@pytest.mark.parametrize(
    ("at", "message"),
    [
        ("2026-11-23T13:30:00", "Şu anda kapalıyız. Bugün saat 14:00 itibarıyla"),
        ("2026-11-23T20:00:00", "Şu anda kapalıyız. Yarın saat 9:00 itibarıyla"),
        ("2026-11-27T19:00:00", "Şu anda kapalıyız. Pazartesi günü saat 9:00 itibarıyla"),
        ("2026-10-29T11:00:00", "Bugün kapalıyız: Cumhuriyet Bayramı. Yarın saat 9:00 itibarıyla"),
    ],
)
def test_a_closed_business_says_why_and_when_it_opens_again(at: str, message: str) -> None:
    welcome = ring(at=istanbul(at))

    assert welcome.next == Next.CLOSED
    assert welcome.message == f"{message} yeniden hizmetinizdeyiz."
    assert welcome.greeting == "Serin Klima hattına hoş geldiniz."


def test_a_holiday_is_named_in_the_caller_s_language() -> None:
    welcome = ring(OLGA, at=istanbul("2026-10-29T11:00:00"))
    assert welcome.message == (
        "Сегодня мы закрыты: День республики. Мы снова откроемся завтра в 9:00."
    )


def test_on_a_half_day_the_afternoon_is_closed_as_any_other() -> None:
    half_day = Override("eve", date(2026, 11, 23), slots=(Slot.from_text("09:00-13:00"),))
    welcome = ring(tenant=replace(SHOP, holidays=(half_day,)), at=istanbul("2026-11-23T15:00:00"))
    assert welcome.message.startswith("Şu anda kapalıyız. Yarın saat 9:00")


def test_a_holiday_without_a_spoken_name_is_just_a_closed_day() -> None:
    tenant = replace(SHOP, holidays=(Override("stocktaking", date(2026, 11, 23)),))
    assert ring(tenant=tenant).message.startswith("Bugün kapalıyız. Yarın")


def test_a_business_that_never_opens_again_says_no_time() -> None:
    tenant = replace(SHOP, schedules=(Schedule("main", {}),))
    assert ring(tenant=tenant).message == "Şu anda kapalıyız."


def test_a_vip_hears_that_it_is_closed_unless_the_rules_put_her_through() -> None:
    always = replace(SHOP, vip=replace(SHOP.vip, after_hours=True))

    assert ring(AYSE, at=MONDAY_LUNCH).next == Next.CLOSED
    assert ring(AYSE, at=MONDAY_LUNCH, tenant=always).next == Next.QUEUE
    assert ring(OLGA, at=MONDAY_LUNCH, tenant=always).next == Next.CLOSED


def test_a_number_whose_schedule_is_gone_is_open() -> None:
    assert ring(tenant=replace(SHOP, schedules=()), at=MONDAY_LUNCH).next == Next.MENU


EMERGENCY = replace(
    SHOP, emergency=Emergency(on=True, message={"tr": "Arıza.", "ru": "Авария.", "en": "A fault."})
)


@pytest.mark.parametrize("at", [MONDAY_TEN, MONDAY_LUNCH])
def test_the_emergency_switch_beats_hours_hotlines_and_vips(at: datetime) -> None:
    hotline = Hotline("x", {"tr": "x"}, queue="sales", first=date(2026, 11, 23))
    welcome = ring(AYSE, tenant=replace(EMERGENCY, hotlines=(hotline,)), at=at)
    assert (welcome.next, welcome.message) == (Next.MESSAGE, "A fault.")


def test_an_emergency_without_words_is_announced_in_built_in_ones() -> None:
    welcome = ring(tenant=replace(SHOP, emergency=Emergency(on=True)))
    assert welcome.message == "Şu anda çağrı alamıyoruz. Lütfen daha sonra tekrar arayın."


LUNCH_LINE = Hotline(
    "lunch line",
    {"tr": "Öğle nöbeti.", "ru": "Дежурный.", "en": "Lunch line."},
    queue="service",
    week={Day.MON: (Slot.from_text("13:00-14:00"),)},
)


def test_a_hotline_beats_opening_hours_and_the_menu() -> None:
    welcome = ring(OLGA, tenant=replace(SHOP, hotlines=(LUNCH_LINE,)), at=MONDAY_LUNCH)

    assert (welcome.next, welcome.queue) == (Next.QUEUE, SHOP.queue("service"))
    assert welcome.connecting_text == "Дежурный."


def test_a_hotline_of_another_number_changes_nothing() -> None:
    hotline = replace(LUNCH_LINE, numbers=(RUSSIAN_NUMBER,))
    tenant = replace(SHOP, hotlines=(hotline,))

    assert ring(tenant=tenant, at=MONDAY_LUNCH).next == Next.CLOSED
    assert ring(tenant=tenant, at=MONDAY_LUNCH, to=RUSSIAN_NUMBER).next == Next.QUEUE


def test_a_hotline_without_a_queue_ends_the_call_with_its_message() -> None:
    welcome = ring(tenant=replace(SHOP, hotlines=(replace(LUNCH_LINE, queue=""),)), at=MONDAY_LUNCH)
    assert (welcome.next, welcome.message) == (Next.MESSAGE, "Öğle nöbeti.")


def test_a_number_that_is_not_the_tenant_s_counts_as_its_first() -> None:
    assert ring(to="+902129999999").menu_text == "Satış için 1."


@pytest.mark.parametrize(
    ("consent", "text"),
    [
        (Consent(), ""),
        (Consent(ConsentPolicy.ANNOUNCE), "Görüşmeniz hizmet kalitesi için kaydedilmektedir."),
        (Consent(ConsentPolicy.ASK, {"tr": "Kaydedelim mi?"}), "Kaydedelim mi?"),
    ],
)
def test_consent_is_asked_as_the_tenant_decided(consent: Consent, text: str) -> None:
    welcome = ring(tenant=replace(SHOP, consent=consent))
    assert (welcome.consent, welcome.consent_text) == (consent.policy, text)


def test_who_declined_to_be_recorded_is_not_recorded_and_not_asked() -> None:
    tenant = replace(SHOP, consent=Consent(ConsentPolicy.ASK))
    declining = replace(AYSE, opt_outs=(OptOut.RECORDING,))

    alone, sharing = ring(declining, tenant=tenant), ring(OLGA, declining, tenant=tenant)

    for welcome in (alone, sharing):
        assert (welcome.consent, welcome.consent_text) == (ConsentPolicy.NONE, "")


def test_an_external_crm_is_told_of() -> None:
    tenant = replace(SHOP, crm=CrmSpec(CrmKind.HTTP, "https://crm.example"))
    assert [ring().crm, ring(tenant=tenant).crm] == [False, True]


def test_a_tenant_may_put_its_own_words_in_place() -> None:
    phrases = {"tr": {"welcome_known": "Selam {name}! {unknown}{business} burada."}}
    welcome = ring(replace(OLGA, language="tr"), tenant=replace(SHOP, phrases=phrases))
    assert welcome.greeting == "Selam Ольга! Serin Klima burada."


@pytest.mark.parametrize("name", ["{business}", "{0.__class__}", "$.Attributes.x", "%s"])
def test_a_customer_s_name_is_said_as_it_is(name: str) -> None:
    welcome = ring(replace(AYSE, name=name, tier=""))
    assert welcome.greeting == f"Hello {name}, welcome to Serin Klima."


@pytest.mark.parametrize("menus", [(), (replace(SHOP.menus[0], prompt={}),)])
def test_a_number_whose_menu_cannot_be_said_leads_to_the_fallback_queue(
    menus: tuple[Menu, ...],
) -> None:
    welcome = ring(tenant=replace(SHOP, menus=menus))

    assert (welcome.next, welcome.queue) == (Next.QUEUE, SHOP.queue("reception"))
    assert welcome.connecting_text == "Sizi bir temsilcimizle görüştürüyorum."


def test_a_hotline_without_words_still_says_that_it_ends_the_call() -> None:
    hotline = replace(LUNCH_LINE, queue="", greeting={})
    welcome = ring(tenant=replace(SHOP, hotlines=(hotline,)), at=MONDAY_LUNCH)
    assert welcome.message == "Şu anda çağrı alamıyoruz. Lütfen daha sonra tekrar arayın."


@pytest.mark.parametrize("blank", ["", "  ", "{unknown}"])
def test_a_wording_that_says_nothing_is_passed_over(blank: str) -> None:
    welcome = ring(tenant=replace(SHOP, phrases={"tr": {"welcome": blank}}))
    assert welcome.greeting == "Serin Klima hattına hoş geldiniz."
