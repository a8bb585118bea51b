"""A client of an outsourcer, whose agents answer in the client's name."""

from __future__ import annotations

from typing import Final

from santral.domain.hours import Day
from santral.domain.menu import Choice, Menu
from santral.domain.templates.template import WORKDAYS, Template, Trade, open_on, serving
from santral.domain.tenant import Consent, ConsentPolicy, QueueSpec, Schedule

_MAIN: Final = {
    "en": "To order or to ask about products, press 1. For an order you have placed, press 2. For "
    "a complaint, press 3. To speak to somebody, press 0. To hear this again, press star.",
    "tr": "Sipariş vermek veya ürünler hakkında bilgi almak için 1'i, mevcut siparişiniz için "
    "2'yi, şikâyetiniz için 3'ü, bir temsilcimizle görüşmek için 0'ı tuşlayın. Tekrar dinlemek "
    "için yıldıza basın.",
    "ru": "Чтобы сделать заказ или узнать о товарах, нажмите 1. По вопросам оформленного заказа "
    "нажмите 2. Чтобы сообщить о претензии, нажмите 3. Чтобы поговорить с сотрудником, нажмите 0. "
    "Чтобы прослушать меню ещё раз, нажмите звёздочку.",
    "it": "Per ordinare o per informazioni sui prodotti prema 1. Per un ordine già effettuato "
    "prema 2. Per un reclamo prema 3. Per parlare con un operatore prema 0. Per riascoltare prema "
    "asterisco.",
    "zh": "订购或咨询产品，请按1。查询已下订单，请按2。投诉，请按3。人工服务，请按0。"
    "重听请按星号键。",
}

TEMPLATE: Final = Template(
    trade=Trade.CLIENT,
    title={
        "en": "Client of a contact centre",
        "tr": "Çağrı merkezi müşterisi",
        "ru": "Клиент колл-центра",
        "it": "Cliente di un call center",
        "zh": "呼叫中心的客户",
    },
    purpose={
        "en": "For a business in whose name an outsourcer answers: orders, service and "
        "complaints, with long hours and short waiting.",
        "tr": "Çağrılarını kendi adına bir çağrı merkezinin yanıtladığı işletmeler için: sipariş, "
        "hizmet ve şikâyet; uzun çalışma saatleri, kısa bekleme süreleri.",
        "ru": "Для компании, от имени которой на звонки отвечает колл-центр: заказы, обслуживание "
        "и претензии, длинный рабочий день и короткое ожидание.",
        "it": "Per un'azienda a nome della quale risponde un call center: ordini, assistenza e "
        "reclami, con orari lunghi e attese brevi.",
        "zh": "适合由外包呼叫中心代接电话的企业：订购、服务和投诉，服务时间长，等待时间短。",
    },
    schedules=(
        Schedule("main", {**open_on(WORKDAYS, "08:00-20:00"), **open_on([Day.SAT], "09:00-18:00")}),
    ),
    queues=(
        QueueSpec("orders", capacity=50, target_s=20, overflow_to="team"),
        QueueSpec("complaints", capacity=20, target_s=30, overflow_to="team"),
        QueueSpec("service", capacity=50, target_s=60, overflow_to="team"),
        QueueSpec("team", fallback=True),
    ),
    menus=(
        Menu(
            "main",
            _MAIN,
            {
                "1": Choice(queue="orders"),
                "2": Choice(queue="service"),
                "3": Choice(queue="complaints"),
                "0": Choice(queue="team"),
                "*": Choice(menu="main"),
            },
            default_queue="team",
        ),
    ),
    front=serving("agents", "orders", "service", "team"),
    consent=Consent(
        ConsentPolicy.ANNOUNCE,
        {
            "en": "This call is recorded for quality and training purposes.",
            "tr": "Görüşmeniz kalite ve eğitim amacıyla kaydedilmektedir.",
            "ru": "Разговор записывается для контроля качества и обучения сотрудников.",
            "it": "La chiamata viene registrata per il controllo della qualità e la formazione.",
            "zh": "本次通话将被录音，用于服务质量监督和员工培训。",
        },
    ),
    tiers={"key": 2, "standard": 4},
)
