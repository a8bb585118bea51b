"""A small tenant and its parts, for tests of the rules."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from santral.domain.customer import Customer
from santral.domain.hours import Day, Override, Slot
from santral.domain.menu import After, Choice, Menu
from santral.domain.tenant import (
    AgentSpec,
    Language,
    Number,
    ProfileQueue,
    QueueSpec,
    RoutingProfileSpec,
    Schedule,
    Tenant,
    VipRules,
)

TURKISH_NUMBER = "+902120000001"
RUSSIAN_NUMBER = "+902120000002"

SPLIT_DAY = (Slot.from_text("09:00-13:00"), Slot.from_text("14:00-18:30"))

SHOP = Tenant(
    id="shop",
    name="Serin Klima",
    timezone="Europe/Istanbul",
    region="TR",
    languages=(
        Language("tr", "tr-TR", "Filiz"),
        Language("ru", "ru-RU", "Tatyana"),
        Language("en", "en-GB", "Amy"),
    ),
    numbers=(Number(TURKISH_NUMBER, "tr", "main"), Number(RUSSIAN_NUMBER, "ru", "main")),
    schedules=(
        Schedule("main", dict.fromkeys((Day.MON, Day.TUE, Day.WED, Day.THU, Day.FRI), SPLIT_DAY)),
        Schedule("mornings", {Day.MON: (Slot.from_text("09:00-12:00"),)}),
    ),
    holidays=(
        Override(
            "Republic Day",
            date(2026, 10, 29),
            yearly=True,
            spoken={"tr": "Cumhuriyet Bayramı", "ru": "День республики", "en": "Republic Day"},
        ),
    ),
    queues=(
        QueueSpec("sales", capacity=5, target_s=60, overflow_to="service", arn="arn:sales"),
        QueueSpec("service", target_s=90, overflow_to="reception", arn="arn:service"),
        QueueSpec("planning", schedule="mornings", overflow_to="service", arn="arn:planning"),
        QueueSpec("managers", target_s=45, overflow_to="sales", arn="arn:managers"),
        QueueSpec("reception", fallback=True, arn="arn:reception"),
    ),
    menus=(
        Menu(
            "main",
            {"tr": "Satış için 1.", "ru": "Продажи — 1.", "en": "For sales, press 1."},
            {
                "1": Choice(queue="sales"),
                "2": Choice(menu="service"),
                "3": Choice(message={"tr": "Kadıköy.", "ru": "Кадыкёй.", "en": "In Kadıköy."}),
                "4": Choice(transfer="+902160000000"),
            },
        ),
        Menu(
            "service",
            {"tr": "Arıza için 1.", "ru": "Ремонт — 1.", "en": "For repairs, press 1."},
            {
                "1": Choice(queue="service"),
                "9": Choice(
                    message={"tr": "Hoşça kalın.", "ru": "До свидания.", "en": "Goodbye."},
                    then=After.END,
                ),
            },
            default_queue="service",
        ),
    ),
    routing_profiles=(
        RoutingProfileSpec(
            "everything",
            tuple(
                ProfileQueue(name)
                for name in ("sales", "service", "planning", "managers", "reception")
            ),
        ),
    ),
    agents=(
        AgentSpec("deniz", "Deniz", "Aydın", "everything", ("tr", "en"), arn="arn:deniz"),
        AgentSpec("elif", "Elif", "Koç", "everything", ("tr",), arn="arn:elif"),
    ),
    vip=VipRules(tiers=("vip",), queue="managers", priority=1),
    tiers={"vip": 1, "contract": 2, "standard": 4},
)

AYSE = Customer(
    "1", "Ayşe Yılmaz", ("+905321112233",), tier="vip", language="en", account_manager="deniz"
)
OLGA = Customer("2", "Ольга Иванова", ("+79160001122",), tier="standard", language="ru")


def with_queue(name: str, **changes: object) -> Tenant:
    """Return the shop with one queue changed."""
    queues = (replace(x, **changes) if x.name == name else x for x in SHOP.queues)  # type: ignore[arg-type]
    return replace(SHOP, queues=tuple(queues))
