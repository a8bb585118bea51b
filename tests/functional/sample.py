"""A small business with the people who call it."""

from __future__ import annotations

from datetime import UTC, datetime

from santral.domain.customer import Customer
from santral.domain.hours import Day, Slot
from santral.domain.menu import After, Choice, Menu
from santral.domain.tenant import (
    AgentSpec,
    CrmKind,
    CrmSpec,
    Language,
    Number,
    QueueSpec,
    Schedule,
    Tenant,
    VipRules,
)

MONDAY_MORNING = datetime(2026, 3, 2, 7, 30, tzinfo=UTC)  # 10:30 in Istanbul
SUNDAY = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)

SHOP_NUMBER = "+902120000001"
AYSE_NUMBER = "+905321112233"
MEHMET_NUMBER = "+905324445566"
FAMILY_NUMBER = "+902163334455"
STRANGER_NUMBER = "+905550001122"

ARN = "arn:aws:connect:eu-central-1:123456789012:instance/11111111-1111-1111-1111-111111111111"

AYSE = Customer(
    "c-1", "Ayşe Yılmaz", (AYSE_NUMBER,), tier="gold", language="tr", account_manager="deniz"
)
MEHMET = Customer("c-2", "Mehmet Demir", (MEHMET_NUMBER, FAMILY_NUMBER), language="en")
ZEHRA = Customer("c-3", "Zehra Demir", (FAMILY_NUMBER,), language="en")
PEOPLE = (AYSE, MEHMET, ZEHRA)


def shop(crm_url: str = "") -> Tenant:
    return Tenant(
        id="shop",
        name="Serin Klima",
        timezone="Europe/Istanbul",
        region="TR",
        languages=(Language("tr", "tr-TR", "Filiz"), Language("en", "en-GB", "Amy")),
        numbers=(Number(SHOP_NUMBER, "en", "main"),),
        schedules=(
            Schedule("main", {day: (Slot.from_text("09:00-18:00"),) for day in list(Day)[:5]}),
        ),
        queues=(
            QueueSpec("basic", fallback=True, arn=f"{ARN}/queue/basic"),
            QueueSpec("sales", capacity=5, overflow_to="basic", arn=f"{ARN}/queue/sales"),
            QueueSpec("managers", arn=f"{ARN}/queue/managers"),
        ),
        menus=(
            Menu(
                "main",
                {"en": "For sales, press 1.", "tr": "Satış için 1'e basın."},
                {
                    "1": Choice(queue="sales"),
                    "2": Choice(menu="more"),
                    "3": Choice(transfer="+902120000099"),
                },
                default_queue="sales",
            ),
            Menu(
                "more",
                {"en": "For our address, press 1.", "tr": "Adresimiz için 1'e basın."},
                {
                    "1": Choice(message={"en": "Moda Street 1.", "tr": "Moda 1."}, then=After.END),
                    "2": Choice(message={"en": "9 to 6.", "tr": "9-18."}),
                },
            ),
        ),
        agents=(AgentSpec("deniz", "Deniz", "Kaya", "managers", arn=f"{ARN}/agent/deniz"),),
        vip=VipRules(tiers=("gold",), queue="managers"),
        tiers={"gold": 1},
        crm=CrmSpec(CrmKind.HTTP, crm_url) if crm_url else CrmSpec(),
    )
