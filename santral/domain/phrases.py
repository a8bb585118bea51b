"""What the system itself says, in its five languages; a tenant may put its own words in place.

Values stand in braces. A template is chosen so that a name never has to be declined: Turkish
suffixes and Russian cases would be wrong for half of all names. Consent, closed and reopening
are whole sentences, so that they can be said one after the other. An agent hears the whispers;
of each thing that is counted there is a wording for one and a wording for more, and Russian,
which would need three, puts the number after a colon.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

PLACEHOLDERS: Final[Mapping[str, tuple[str, ...]]] = {
    "welcome": ("business",),
    "welcome_known": ("business", "name"),
    "connecting": (),
    "connecting_agent": ("agent",),
    "connecting_known": ("name",),
    "connecting_known_agent": ("agent", "name"),
    "closed": (),
    "closed_holiday": ("holiday",),
    "closed_today": (),
    "reopening": ("when",),
    "emergency": (),
    "wrong_key": (),
    "no_key": (),
    "gave_up": (),
    "overflow": (),
    "consent_announce": (),
    "consent_ask": (),
    "one_moment": (),
    "one_moment_connecting": (),
    "whisper_customer": ("name",),
    "whisper_customer_tier": ("name", "tier"),
    "whisper_vip": ("name",),
    "whisper_vip_tier": ("name", "tier"),
    "open_order": (),
    "open_orders": ("count",),
    "open_ticket": (),
    "open_tickets": ("count",),
    "whisper_open": ("open",),
    "whisper_open_both": ("orders", "tickets"),
}

PHRASES: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "welcome": "Welcome to {business}.",
        "welcome_known": "Hello {name}, welcome to {business}.",
        "connecting": "I am connecting you.",
        "connecting_agent": "I am connecting you to {agent}.",
        "connecting_known": "Hello {name}, I am connecting you.",
        "connecting_known_agent": "Hello {name}, I am connecting you to {agent}.",
        "closed": "We are closed at the moment.",
        "closed_holiday": "We are closed today: {holiday}.",
        "closed_today": "We are closed today.",
        "reopening": "We open again {when}.",
        "emergency": "We cannot take calls at the moment. Please try again later.",
        "wrong_key": "Sorry, that is not one of the choices.",
        "no_key": "Sorry, I did not hear a choice.",
        "gave_up": "I am connecting you to a colleague.",
        "overflow": "All our colleagues there are busy. I am connecting you to somebody else.",
        "consent_announce": "This call is recorded to improve our service.",
        "consent_ask": "May we record this call to improve our service? Press 1 for yes, 2 for no.",
        "one_moment": "One moment, please.",
        "one_moment_connecting": "One moment, I am connecting you.",
        "whisper_customer": "{name}.",
        "whisper_customer_tier": "{name}, {tier}.",
        "whisper_vip": "VIP. {name}.",
        "whisper_vip_tier": "VIP. {name}, {tier}.",
        "open_order": "1 open order",
        "open_orders": "{count} open orders",
        "open_ticket": "1 open ticket",
        "open_tickets": "{count} open tickets",
        "whisper_open": "{open}.",
        "whisper_open_both": "{orders}, {tickets}.",
    },
    "it": {
        "welcome": "Grazie per aver chiamato {business}.",
        "welcome_known": "Buongiorno {name}, grazie per aver chiamato {business}.",
        "connecting": "La metto in contatto con un operatore.",
        "connecting_agent": "La metto in contatto con {agent}.",
        "connecting_known": "Buongiorno {name}, la metto in contatto con un operatore.",
        "connecting_known_agent": "Buongiorno {name}, la metto in contatto con {agent}.",
        "closed": "In questo momento siamo chiusi.",
        "closed_holiday": "Oggi siamo chiusi: {holiday}.",
        "closed_today": "Oggi siamo chiusi.",
        "reopening": "Riapriamo {when}.",
        "emergency": "In questo momento non possiamo rispondere. "
        "La preghiamo di richiamare più tardi.",
        "wrong_key": "Spiacenti, la scelta non è valida.",
        "no_key": "Spiacenti, non abbiamo ricevuto nessuna scelta.",
        "gave_up": "La metto in contatto con un operatore.",
        "overflow": "Gli operatori del reparto sono tutti occupati. La passo a un collega.",
        "consent_announce": "La chiamata viene registrata per migliorare il servizio.",
        "consent_ask": "Possiamo registrare la chiamata per migliorare il servizio? "
        "Prema 1 per sì, 2 per no.",
        "one_moment": "Un momento, per favore.",
        "one_moment_connecting": "Un momento, trasferisco la chiamata.",
        "whisper_customer": "{name}.",
        "whisper_customer_tier": "{name}, {tier}.",
        "whisper_vip": "VIP. {name}.",
        "whisper_vip_tier": "VIP. {name}, {tier}.",
        "open_order": "un ordine aperto",
        "open_orders": "{count} ordini aperti",
        "open_ticket": "una richiesta aperta",
        "open_tickets": "{count} richieste aperte",
        "whisper_open": "{open}.",
        "whisper_open_both": "{orders}, {tickets}.",
    },
    "tr": {
        "welcome": "{business} hattına hoş geldiniz.",
        "welcome_known": "Merhaba {name}, {business} hattına hoş geldiniz.",
        "connecting": "Sizi bir temsilcimizle görüştürüyorum.",
        "connecting_agent": "Sizi {agent} ile görüştürüyorum.",
        "connecting_known": "Merhaba {name}, sizi bir temsilcimizle görüştürüyorum.",
        "connecting_known_agent": "Merhaba {name}, sizi {agent} ile görüştürüyorum.",
        "closed": "Şu anda kapalıyız.",
        "closed_holiday": "Bugün kapalıyız: {holiday}.",
        "closed_today": "Bugün kapalıyız.",
        "reopening": "{when} itibarıyla yeniden hizmetinizdeyiz.",
        "emergency": "Şu anda çağrı alamıyoruz. Lütfen daha sonra tekrar arayın.",
        "wrong_key": "Üzgünüm, bu tuş seçenekler arasında yok.",
        "no_key": "Üzgünüm, bir seçim duymadım.",
        "gave_up": "Sizi bir temsilcimizle görüştürüyorum.",
        "overflow": "İlgili arkadaşlarımızın tümü meşgul. Sizi başka bir arkadaşımıza aktarıyorum.",
        "consent_announce": "Görüşmeniz hizmet kalitesi için kaydedilmektedir.",
        "consent_ask": "Görüşmenizi hizmet kalitesi için kaydedebilir miyiz? "
        "Evet için 1'i, hayır için 2'yi tuşlayın.",
        "one_moment": "Bir dakika lütfen.",
        "one_moment_connecting": "Bir dakika lütfen, sizi bağlıyorum.",
        "whisper_customer": "{name}.",
        "whisper_customer_tier": "{name}, {tier}.",
        "whisper_vip": "VIP. {name}.",
        "whisper_vip_tier": "VIP. {name}, {tier}.",
        "open_order": "1 açık sipariş",
        "open_orders": "{count} açık sipariş",
        "open_ticket": "1 açık destek talebi",
        "open_tickets": "{count} açık destek talebi",
        "whisper_open": "{open}.",
        "whisper_open_both": "{orders}, {tickets}.",
    },
    "ru": {
        "welcome": "Здравствуйте! Вы позвонили в компанию «{business}».",
        "welcome_known": "Здравствуйте, {name}! Вы позвонили в компанию «{business}».",
        "connecting": "Соединяю вас с сотрудником.",
        "connecting_agent": "Соединяю. Вам ответит {agent}.",
        "connecting_known": "Здравствуйте, {name}! Соединяю вас с сотрудником.",
        "connecting_known_agent": "Здравствуйте, {name}! Соединяю. Вам ответит {agent}.",
        "closed": "Сейчас мы закрыты.",
        "closed_holiday": "Сегодня мы закрыты: {holiday}.",
        "closed_today": "Сегодня мы закрыты.",
        "reopening": "Мы снова откроемся {when}.",
        "emergency": "Сейчас мы не можем принять звонок. Пожалуйста, перезвоните позже.",
        "wrong_key": "К сожалению, такого пункта в меню нет.",
        "no_key": "К сожалению, мы не услышали ваш выбор.",
        "gave_up": "Соединяю вас с сотрудником.",
        "overflow": "Все сотрудники отдела заняты. Соединяю вас с другим сотрудником.",
        "consent_announce": "Разговор записывается для улучшения качества обслуживания.",
        "consent_ask": "Можно ли записать разговор для улучшения качества обслуживания? "
        "Нажмите 1, если да, и 2, если нет.",
        "one_moment": "Одну минуту, пожалуйста.",
        "one_moment_connecting": "Одну минуту, соединяю вас.",
        "whisper_customer": "{name}.",
        "whisper_customer_tier": "{name}, {tier}.",
        "whisper_vip": "VIP-клиент. {name}.",
        "whisper_vip_tier": "VIP-клиент. {name}, {tier}.",
        "open_order": "открытых заказов: 1",
        "open_orders": "открытых заказов: {count}",
        "open_ticket": "открытых обращений: 1",
        "open_tickets": "открытых обращений: {count}",
        "whisper_open": "{open}.",
        "whisper_open_both": "{orders}, {tickets}.",
    },
    "zh": {
        "welcome": "欢迎致电{business}。",
        "welcome_known": "{name}，您好，欢迎致电{business}。",
        "connecting": "正在为您转接，请稍候。",
        "connecting_agent": "正在为您转接{agent}，请稍候。",
        "connecting_known": "{name}，您好，正在为您转接，请稍候。",
        "connecting_known_agent": "{name}，您好，正在为您转接{agent}，请稍候。",
        "closed": "我们现在不在营业时间内。",
        "closed_holiday": "我们今天休息：{holiday}。",
        "closed_today": "我们今天休息。",
        "reopening": "我们将于{when}恢复营业。",
        "emergency": "我们暂时无法接听电话，请稍后再拨。",
        "wrong_key": "对不起，没有这个选项。",
        "no_key": "对不起，没有收到您的选择。",
        "gave_up": "正在为您转接客服人员，请稍候。",
        "overflow": "该部门的同事都在忙，正在为您转接其他同事。",
        "consent_announce": "为提升服务质量，本次通话将被录音。",
        "consent_ask": "为提升服务质量，我们可以对本次通话录音吗？同意请按1，不同意请按2。",
        "one_moment": "请稍候。",
        "one_moment_connecting": "请稍候，正在为您转接。",
        "whisper_customer": "{name}。",
        "whisper_customer_tier": "{name}，{tier}。",
        "whisper_vip": "VIP客户。{name}。",
        "whisper_vip_tier": "VIP客户。{name}，{tier}。",
        "open_order": "1个未完成订单",
        "open_orders": "{count}个未完成订单",
        "open_ticket": "1个待处理工单",
        "open_tickets": "{count}个待处理工单",
        "whisper_open": "{open}。",
        "whisper_open_both": "{orders}，{tickets}。",
    },
}

_PLACEHOLDER: Final = re.compile(r"\{(\w+)\}")


def phrase(
    key: str, language: str, overrides: Mapping[str, Mapping[str, str]], **values: str
) -> str:
    """Return what the system says, with values put in; English where a language has no words.

    A value is put in as it is, braces and all, and an unknown placeholder is left out; a wording
    that leaves nothing gives way to the built-in one: whatever a name or a tenant's wording
    holds, there is always something to say.

    >>> phrase("connecting_agent", "en", {}, agent="Deniz")
    'I am connecting you to Deniz.'
    """
    own = _filled(overrides.get(language, {}).get(key, ""), values)
    return own if own.strip() else _filled(PHRASES.get(language, PHRASES["en"])[key], values)


def unknown_placeholders(key: str, text: str) -> list[str]:
    """Return the placeholders of a tenant's wording that this phrase has no value for."""
    return [name for name in _PLACEHOLDER.findall(text) if name not in PLACEHOLDERS[key]]


def _filled(template: str, values: Mapping[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], ""), template)
