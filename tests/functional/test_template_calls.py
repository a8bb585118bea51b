"""A call to a business that has just begun: every template can be rung, in every language."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from functions.dry_run.handler import dry_run
from santral.domain.plain import to_plain
from santral.domain.templates.places import LANGUAGES
from santral.domain.templates.profiles import TEMPLATES, tenant_from_template
from santral.domain.templates.template import Trade
from santral.domain.tenant import Tenant
from tests.functional.cloud import Cloud

NUMBER = "+902120000001"
TENANT = "serin-klima-k3x9qa"
MONDAY, SUNDAY = "2026-11-23T10:30", "2026-11-22T10:30"
# Each key that leads to a queue, through the menus before it.
PATHS = [
    (Trade.SHOP, "1", "sales"),
    (Trade.SHOP, "2", "service"),
    (Trade.SHOP, "0", "reception"),
    (Trade.CLINIC, "1,w1,1,w1,1", "appointments"),
    (Trade.CLINIC, "2,w1,1", "results"),
    (Trade.CLINIC, "3,w1,2", "billing"),
    (Trade.HOTLINE, "1", "information"),
    (Trade.HOTLINE, "2", "problems"),
    (Trade.CLIENT, "1", "orders"),
    (Trade.CLIENT, "2", "service"),
    (Trade.CLIENT, "3", "complaints"),
]
CONNECTED = {
    "en": "One moment, I am connecting you.",
    "tr": "Bir dakika lütfen, sizi bağlıyorum.",
    "ru": "Одну минуту, соединяю вас.",
    "it": "Un momento, trasferisco la chiamata.",
    "zh": "请稍候，正在为您转接。",
}
CLOSED = {
    "en": "We are closed at the moment. We open again tomorrow at 9 am.",
    "tr": "Şu anda kapalıyız. Yarın saat 9:00 itibarıyla yeniden hizmetinizdeyiz.",
    "ru": "Сейчас мы закрыты. Мы снова откроемся завтра в 9:00.",
    "it": "In questo momento siamo chiusi. Riapriamo domani alle ore 9:00.",
    "zh": "我们现在不在营业时间内。 我们将于明天9:00恢复营业。",
}


def begun(trade: str = "shop", language: str = "tr") -> Tenant:
    """Begin a business in Turkey, which has no number yet."""
    return tenant_from_template(
        trade,
        tenant=TENANT,
        business_name="Serin Klima",
        country="TR",
        languages=(language,),
        owner="Ayşe Yılmaz",
    )


def rung(trade: str, language: str, **wish: Any) -> dict[str, Any]:
    """Ring a business that has got its first number."""
    tenant = begun(trade, language)
    draft = to_plain(replace(tenant, numbers=(tenant.new_number(NUMBER),)))
    return dry_run({"tenant": TENANT, "draft": draft, "at": MONDAY, **wish})


@pytest.mark.parametrize(("trade", "keys", "queue"), PATHS)
def test_a_key_leads_to_its_queue_and_the_owner_s_telephone_rings(
    empty_cloud: Cloud, trade: Trade, keys: str, queue: str
) -> None:
    answer = rung(trade, "en", keys=keys)

    assert (answer["queues"], answer["answered_by"]) == ([queue], "owner")
    assert [*answer["problems"], *answer["findings"], *answer["warnings"]] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("trade", Trade)
def test_callers_hear_the_menu_and_who_comes_next_in_their_language(
    empty_cloud: Cloud, trade: Trade, language: str
) -> None:
    answer = rung(trade, language, keys="0,w1,1" if trade is Trade.CLINIC else "0")

    menu = TEMPLATES[trade].menus[0].prompt[language]
    assert answer["heard"][0].endswith(menu)
    assert CONNECTED[language] in answer["heard"]
    assert answer["answered_by"] == "owner"


@pytest.mark.parametrize("language", LANGUAGES)
def test_on_a_sunday_callers_hear_in_their_language_when_the_shop_opens(
    empty_cloud: Cloud, language: str
) -> None:
    answer = rung("shop", language, at=SUNDAY)

    assert answer["heard"][0].endswith(CLOSED[language])
    assert (answer["queues"], answer["outcome"]) == ([], "served_by_flow")


def test_a_business_that_waits_for_its_number_can_be_tried_already(empty_cloud: Cloud) -> None:
    answer = dry_run({"tenant": TENANT, "draft": to_plain(begun()), "at": MONDAY, "keys": "1"})

    assert (answer["to"], answer["queues"]) == ("+99900000000", ["sales"])


def test_what_is_no_number_of_a_business_without_one_is_refused(empty_cloud: Cloud) -> None:
    answer = dry_run({"tenant": TENANT, "draft": to_plain(begun()), "to": NUMBER})

    assert answer["refused"] == [
        {"path": "to", "expected": "expected one of the business's numbers"}
    ]


def test_what_to_bring_is_told_and_the_menu_comes_again(empty_cloud: Cloud) -> None:
    answer = rung("clinic", "it", keys="1,w1,3,w1,2,w1,1")

    assert any("tessera sanitaria" in each for each in answer["heard"])
    assert answer["queues"] == ["appointments"]


def test_an_invoice_waits_for_the_desk_and_the_caller_for_reception(empty_cloud: Cloud) -> None:
    answer = rung("clinic", "en", at="2026-11-23T13:00", keys="3,w1,1")

    assert answer["queues"] == ["reception"]
