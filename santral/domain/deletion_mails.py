"""The mails about the end of a business, in the languages of this installation's owners."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from santral.domain.mail_texts import MailText


def asked_mail(language: str, business: str, until: datetime) -> MailText:
    """Return the mail to every owner when one of them has asked for it.

    Args:
        until: when it can be taken back at least; UTC.
    """
    found = _ASKED.get(language, _ASKED["en"])
    text = found.text.format(business=business, until=f"{until:%Y-%m-%d %H:%M} UTC")
    return MailText(found.subject.format(business=business), text)


def deleted_mail(language: str, business: str, link: str, certificate: str) -> MailText:
    """Return the mail that the business is no more, with its certificate below.

    Args:
        link: to the page where the export can be fetched for thirty days.
    """
    found = _DELETED.get(language, _DELETED["en"])
    text = found.text.format(business=business, link=link)
    return MailText(found.subject.format(business=business), f"{text}\n{certificate}")


_ASKED: Final[Mapping[str, MailText]] = {
    "en": MailText(
        "{business} is to be deleted",
        "An owner has asked for {business} to be deleted, with everything that is kept of it.\n"
        "Until {until} at least any owner can take that back: sign in and cancel it.\n",
    ),
    "tr": MailText(
        "{business} silinecek",
        "Bir işletme sahibi, {business} işletmesinin tüm kayıtlarıyla silinmesini istedi.\n"
        "En az {until} anına kadar her işletme sahibi vazgeçebilir: giriş yapıp iptal edin.\n",
    ),
    "ru": MailText(
        "{business} будет удалён",
        "Один из владельцев попросил удалить {business} вместе со всеми данными.\n"
        "Как минимум до {until} любой владелец может это отменить: войдите и отмените.\n",
    ),
    "it": MailText(
        "{business} sarà eliminato",
        "Un titolare ha chiesto di eliminare {business} con tutti i suoi dati.\n"
        "Almeno fino al {until} ogni titolare può ripensarci: acceda e annulli.\n",
    ),
    "zh": MailText(
        "{business} 将被删除",
        "一位所有者请求删除 {business} 及其全部数据。\n"
        "至少在 {until} 之前，任何所有者都可以撤回：请登录并取消。\n",
    ),
}

_DELETED: Final[Mapping[str, MailText]] = {
    "en": MailText(
        "{business} has been deleted",
        "{business} has been deleted. For thirty days you can fetch everything that was kept:\n"
        "{link}\n\nWhoever has this link can fetch it: pass it on to nobody.\n"
        "The certificate of the deletion follows.\n",
    ),
    "tr": MailText(
        "{business} silindi",
        "{business} silindi. Saklanan her şeyi otuz gün boyunca buradan indirebilirsiniz:\n"
        "{link}\n\nBu bağlantıya sahip olan herkes indirebilir: kimseyle paylaşmayın.\n"
        "Silme belgesi aşağıdadır.\n",
    ),
    "ru": MailText(
        "{business} удалён",
        "{business} удалён. В течение тридцати дней можно скачать всё, что хранилось:\n"
        "{link}\n\nСкачать может каждый, у кого есть эта ссылка: никому её не передавайте.\n"
        "Ниже приводится свидетельство об удалении.\n",
    ),
    "it": MailText(
        "{business} è stato eliminato",
        "{business} è stato eliminato. Per trenta giorni può scaricare tutto ciò che era "
        "conservato:\n{link}\n\nChiunque abbia questo link può scaricarlo: non lo dia a nessuno.\n"
        "Segue il certificato di eliminazione.\n",
    ),
    "zh": MailText(
        "{business} 已删除",
        "{business} 已删除。三十天内您可以在此下载所保存的全部内容：\n"
        "{link}\n\n任何持有此链接的人都可以下载，请勿转给他人。\n删除证书如下。\n",
    ),
}
