"""A shop: sales, service, and a queue of their own for the best customers."""

from __future__ import annotations

from typing import Final

from santral.domain.hours import Day
from santral.domain.menu import Choice, Menu
from santral.domain.templates.template import WORKDAYS, Template, Trade, open_on, serving
from santral.domain.tenant import QueueSpec, Schedule, VipRules

_MAIN: Final = {
    "en": "To order or to ask about our products, press 1. For an order you have placed, a return "
    "or a repair, press 2. To speak to somebody, press 0. To hear this again, press star.",
    "tr": "Sipariş vermek veya ürünlerimiz hakkında bilgi almak için 1'i, mevcut siparişiniz, iade "
    "veya onarım için 2'yi, bir temsilcimizle görüşmek için 0'ı tuşlayın. Tekrar dinlemek için "
    "yıldıza basın.",
    "ru": "Чтобы сделать заказ или узнать о наших товарах, нажмите 1. По вопросам оформленного "
    "заказа, возврата или ремонта нажмите 2. Чтобы поговорить с сотрудником, нажмите 0. Чтобы "
    "прослушать меню ещё раз, нажмите звёздочку.",
    "it": "Per ordinare o per informazioni sui nostri prodotti prema 1. Per un ordine già "
    "effettuato, un reso o una riparazione prema 2. Per parlare con un operatore prema 0. Per "
    "riascoltare prema asterisco.",
    "zh": "订购或咨询产品，请按1。查询已下订单、退换货或维修，请按2。人工服务，请按0。"
    "重听请按星号键。",
}

TEMPLATE: Final = Template(
    trade=Trade.SHOP,
    title={
        "en": "Shop",
        "tr": "Mağaza",
        "ru": "Магазин",
        "it": "Negozio",
        "zh": "商店",
    },
    purpose={
        "en": "For who sells, and looks after customers afterwards: sales, service, and a queue "
        "of their own for the best customers.",
        "tr": "Satış yapan ve satış sonrasında da müşterisinin yanında olan işletmeler için: "
        "satış, servis ve en değerli müşterilere özel bir kuyruk.",
        "ru": "Для тех, кто продаёт и обслуживает покупателей после продажи: отдел продаж, сервис "
        "и отдельная очередь для самых важных клиентов.",
        "it": "Per chi vende e assiste i clienti dopo la vendita: vendite, assistenza e una coda "
        "riservata ai clienti migliori.",
        "zh": "适合销售商品并提供售后服务的企业：销售、售后，以及重要客户专属队列。",
    },
    schedules=(
        Schedule("main", {**open_on(WORKDAYS, "09:00-18:00"), **open_on([Day.SAT], "10:00-16:00")}),
    ),
    queues=(
        QueueSpec("managers", target_s=45, overflow_to="sales"),
        QueueSpec("sales", capacity=20, target_s=60, overflow_to="reception"),
        QueueSpec("service", capacity=20, target_s=90, overflow_to="reception"),
        QueueSpec("reception", fallback=True),
    ),
    menus=(
        Menu(
            "main",
            _MAIN,
            {
                "1": Choice(queue="sales"),
                "2": Choice(queue="service"),
                "0": Choice(queue="reception"),
                "*": Choice(menu="main"),
            },
            default_queue="reception",
        ),
    ),
    front=serving("counter", "sales", "service", "reception"),
    vip=VipRules(tiers=("vip",), queue="managers", priority=1),
    tiers={"vip": 1, "regular": 3, "standard": 4},
)
