"""A hotline: advice and support every day, on public holidays too."""

from __future__ import annotations

from typing import Final

from santral.domain.hours import Day, Slot
from santral.domain.menu import Choice, Menu
from santral.domain.templates.template import Template, Trade, open_on, serving
from santral.domain.tenant import QueueSpec, Schedule

_MAIN: Final = {
    "en": "For information, press 1. To report a problem, press 2. To speak to somebody, press 0. "
    "To hear this again, press star.",
    "tr": "Bilgi almak için 1'i, bir sorun bildirmek için 2'yi, bir temsilcimizle görüşmek için "
    "0'ı tuşlayın. Tekrar dinlemek için yıldıza basın.",
    "ru": "Чтобы получить информацию, нажмите 1. Чтобы сообщить о проблеме, нажмите 2. Чтобы "
    "поговорить с сотрудником, нажмите 0. Чтобы прослушать меню ещё раз, нажмите звёздочку.",
    "it": "Per informazioni prema 1. Per segnalare un problema prema 2. Per parlare con un "
    "operatore prema 0. Per riascoltare prema asterisco.",
    "zh": "信息咨询，请按1。反映问题，请按2。人工服务，请按0。重听请按星号键。",
}

TEMPLATE: Final = Template(
    trade=Trade.HOTLINE,
    title={
        "en": "Hotline",
        "tr": "Danışma hattı",
        "ru": "Горячая линия",
        "it": "Linea di assistenza",
        "zh": "热线",
    },
    purpose={
        "en": "For advice and support that people find every day, on public holidays too.",
        "tr": "Resmî tatiller dâhil her gün hizmet veren bilgi ve destek hatları için.",
        "ru": "Для справочных служб и служб поддержки, которые работают каждый день, в том числе "
        "в праздники.",
        "it": "Per informazioni e assistenza tutti i giorni, festivi compresi.",
        "zh": "适合每天（包括节假日）提供咨询和支持的服务热线。",
    },
    schedules=(Schedule("main", open_on(Day, "08:00-20:00")),),
    queues=(
        QueueSpec("problems", capacity=30, target_s=30, overflow_to="helpdesk"),
        QueueSpec("information", capacity=50, target_s=120, overflow_to="helpdesk"),
        QueueSpec("helpdesk", fallback=True),
    ),
    menus=(
        Menu(
            "main",
            _MAIN,
            {
                "1": Choice(queue="information"),
                "2": Choice(queue="problems"),
                "0": Choice(queue="helpdesk"),
                "*": Choice(menu="main"),
            },
            default_queue="helpdesk",
        ),
    ),
    front=serving("advisers", "information", "helpdesk"),
    holiday_slots=(Slot.from_text("10:00-16:00"),),
)
