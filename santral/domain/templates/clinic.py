"""A clinic or a surgery: appointments, test results and invoices."""

from __future__ import annotations

from typing import Final

from santral.domain.hours import Day
from santral.domain.menu import Choice, Menu
from santral.domain.templates.template import WORKDAYS, Template, Trade, open_on, serving
from santral.domain.tenant import Consent, ConsentPolicy, QueueSpec, Schedule

_MAIN: Final = {
    "en": "To book, move or cancel an appointment, press 1. For test results, press 2. For "
    "invoices and payments, press 3. To speak to reception, press 0. To hear this again, press "
    "star.",
    "tr": "Randevu almak, randevunuzu değiştirmek veya iptal etmek için 1'i, tahlil ve tetkik "
    "sonuçlarınız için 2'yi, fatura ve ödeme işlemleri için 3'ü, danışma ile görüşmek için 0'ı "
    "tuşlayın. Tekrar dinlemek için yıldıza basın.",
    "ru": "Чтобы записаться на приём, перенести или отменить запись, нажмите 1. Чтобы узнать о "
    "результатах анализов и обследований, нажмите 2. По вопросам счетов и оплаты нажмите 3. Чтобы "
    "поговорить с регистратурой, нажмите 0. Чтобы прослушать меню ещё раз, нажмите звёздочку.",
    "it": "Per prenotare, spostare o annullare un appuntamento prema 1. Per i referti prema 2. Per "
    "fatture e pagamenti prema 3. Per parlare con la reception prema 0. Per riascoltare prema "
    "asterisco.",
    "zh": "预约、改约或取消就诊，请按1。咨询检查检验结果，请按2。咨询发票及缴费，请按3。"
    "联系前台，请按0。重听请按星号键。",
}
_APPOINTMENTS: Final = {
    "en": "For a new appointment, press 1. To move or cancel one, press 2. To hear what to bring, "
    "press 3. To go back, press star.",
    "tr": "Yeni randevu için 1'i, randevunuzu değiştirmek veya iptal etmek için 2'yi, yanınızda "
    "getirmeniz gerekenler için 3'ü, üst menüye dönmek için yıldızı tuşlayın.",
    "ru": "Чтобы записаться на приём, нажмите 1. Чтобы перенести или отменить запись, нажмите 2. "
    "Чтобы узнать, что взять с собой, нажмите 3. Чтобы вернуться, нажмите звёздочку.",
    "it": "Per un nuovo appuntamento prema 1. Per spostare o annullare un appuntamento prema 2. "
    "Per sapere che cosa portare con sé prema 3. Per tornare indietro prema asterisco.",
    "zh": "新预约，请按1。改约或取消预约，请按2。了解就诊须携带的材料，请按3。"
    "返回上一级菜单，请按星号键。",
}
_WHAT_TO_BRING: Final = {
    "en": "Please bring an identity document, your health insurance card if you have one, and "
    "earlier test results. Please arrive ten minutes early.",
    "tr": "Lütfen kimliğinizi, varsa sigorta belgenizi ve önceki tetkik sonuçlarınızı yanınızda "
    "getirin. Randevu saatinizden on dakika önce gelmenizi rica ederiz.",
    "ru": "Пожалуйста, возьмите с собой документ, удостоверяющий личность, полис, если он у вас "
    "есть, и результаты предыдущих обследований. Просим прийти за десять минут до приёма.",
    "it": "La preghiamo di portare un documento d'identità, la tessera sanitaria ed eventuali "
    "referti precedenti, e di presentarsi dieci minuti prima dell'appuntamento.",
    "zh": "请携带有效身份证件、医保卡（如有）以及以往的检查结果，并请提前十分钟到达。",
}
_CLOSED: Final = {
    "en": {
        "closed": "The clinic is closed at the moment. In a medical emergency, please call "
        "{emergency}.",
        "closed_holiday": "The clinic is closed today: {holiday}. In a medical emergency, please "
        "call {emergency}.",
        "closed_today": "The clinic is closed today. In a medical emergency, please call "
        "{emergency}.",
    },
    "tr": {
        "closed": "Kliniğimiz şu anda kapalı. Acil durumda lütfen {emergency} numaralı telefonu "
        "arayın.",
        "closed_holiday": "Kliniğimiz bugün kapalı: {holiday}. Acil durumda lütfen {emergency} "
        "numaralı telefonu arayın.",
        "closed_today": "Kliniğimiz bugün kapalı. Acil durumda lütfen {emergency} numaralı "
        "telefonu arayın.",
    },
    "ru": {
        "closed": "Сейчас клиника закрыта. В экстренном случае звоните по номеру {emergency}.",
        "closed_holiday": "Сегодня клиника закрыта: {holiday}. В экстренном случае звоните по "
        "номеру {emergency}.",
        "closed_today": "Сегодня клиника закрыта. В экстренном случае звоните по номеру "
        "{emergency}.",
    },
    "it": {
        "closed": "In questo momento la clinica è chiusa. Per un'emergenza medica chiami il "
        "{emergency}.",
        "closed_holiday": "Oggi la clinica è chiusa: {holiday}. Per un'emergenza medica chiami il "
        "{emergency}.",
        "closed_today": "Oggi la clinica è chiusa. Per un'emergenza medica chiami il {emergency}.",
    },
    "zh": {
        "closed": "现在不是门诊时间。如遇紧急医疗情况，请拨打{emergency}。",
        "closed_holiday": "我们今天停诊：{holiday}。如遇紧急医疗情况，请拨打{emergency}。",
        "closed_today": "我们今天停诊。如遇紧急医疗情况，请拨打{emergency}。",
    },
}

TEMPLATE: Final = Template(
    trade=Trade.CLINIC,
    title={
        "en": "Clinic",
        "tr": "Klinik",
        "ru": "Клиника",
        "it": "Clinica",
        "zh": "诊所",
    },
    purpose={
        "en": "For surgeries and clinics: appointments, test results and invoices. Calls are "
        "recorded with the caller's consent alone.",
        "tr": "Muayenehane ve klinikler için: randevu, sonuç ve fatura. Görüşmeler yalnızca "
        "arayanın onayıyla kaydedilir.",
        "ru": "Для врачебных кабинетов и клиник: запись на приём, результаты и счета. Разговоры "
        "записываются только с согласия звонящего.",
        "it": "Per ambulatori e cliniche: appuntamenti, referti e fatture. Le chiamate si "
        "registrano solo con il consenso di chi chiama.",
        "zh": "适合诊所和医院：预约、检查结果和发票。仅在来电者同意后录音。",
    },
    schedules=(
        Schedule("main", {**open_on(WORKDAYS, "08:30-18:30"), **open_on([Day.SAT], "09:00-13:00")}),
        Schedule("billing", open_on(WORKDAYS, "09:00-12:30", "14:00-17:00")),
    ),
    queues=(
        QueueSpec("appointments", capacity=20, target_s=60, overflow_to="reception"),
        QueueSpec("results", capacity=10, target_s=120, overflow_to="reception"),
        QueueSpec(
            "billing", schedule="billing", capacity=10, target_s=180, overflow_to="reception"
        ),
        QueueSpec("reception", fallback=True),
    ),
    menus=(
        Menu(
            "main",
            _MAIN,
            {
                "1": Choice(menu="appointments"),
                "2": Choice(queue="results"),
                "3": Choice(queue="billing"),
                "0": Choice(queue="reception"),
                "*": Choice(menu="main"),
            },
            default_queue="reception",
        ),
        Menu(
            "appointments",
            _APPOINTMENTS,
            {
                "1": Choice(queue="appointments"),
                "2": Choice(queue="appointments"),
                "3": Choice(message=_WHAT_TO_BRING),
                "*": Choice(menu="main"),
            },
            default_queue="appointments",
        ),
    ),
    front=serving("front-desk", "appointments", "billing", "reception"),
    # What is said to a clinic may be about somebody's health.
    consent=Consent(ConsentPolicy.ASK),
    closed=_CLOSED,
)
