"""What our own mails say, in the languages of this installation's owners.

A mail that anybody can have sent to anybody holds nothing that somebody wrote: a name would be an
advertisement. Those of an invitation name the business that invites.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class MailText:
    """
    Attributes:
        text: with {code}, {business} and {link}, where it has them.
    """

    subject: str
    text: str


def code_mail(language: str, code: str) -> MailText:
    """Return the mail with the code by which an address is proven."""
    return _filled(_CODE, language, code=code)


def known_mail(language: str, link: str) -> MailText:
    """Return the mail for who signs up and has an account already."""
    return _filled(_KNOWN, language, link=link)


def invitation_mail(language: str, business: str, link: str) -> MailText:
    return _filled(_INVITATION, language, business=business, link=link)


def _filled(texts: Mapping[str, MailText], language: str, **words: str) -> MailText:
    found = texts.get(language, texts["en"])
    return MailText(found.subject.format(**words), found.text.format(**words))


_CODE: Final[Mapping[str, MailText]] = {
    "en": MailText(
        "Your code",
        "Your code is {code}. It is good for 24 hours.\n\n"
        "You have not signed up? Then somebody has mistyped an address: do nothing.\n",
    ),
    "tr": MailText(
        "Kodunuz",
        "Kodunuz: {code}. 24 saat geçerlidir.\n\n"
        "Kaydolmadınız mı? O hâlde biri adresini yanlış yazmıştır: bir şey yapmanız gerekmez.\n",
    ),
    "ru": MailText(
        "Ваш код",
        "Ваш код: {code}. Он действует 24 часа.\n\n"
        "Вы не регистрировались? Значит, кто-то ошибся адресом: ничего делать не нужно.\n",
    ),
    "it": MailText(
        "Il suo codice",
        "Il suo codice è {code}. Vale per 24 ore.\n\n"
        "Non si è registrato? Allora qualcuno ha sbagliato indirizzo: non deve fare nulla.\n",
    ),
    "zh": MailText(
        "您的验证码",
        "您的验证码是 {code}，24 小时内有效。\n\n"
        "如果您没有注册，可能是有人填错了地址，请忽略这封邮件。\n",
    ),
}

_KNOWN: Final[Mapping[str, MailText]] = {
    "en": MailText(
        "You have an account already",
        "Somebody has signed up with this address, which has an account already.\n"
        "Sign in, or set a new password: {link}\n\n"
        "It was not you? Then do nothing: nothing has changed.\n",
    ),
    "tr": MailText(
        "Zaten bir hesabınız var",
        "Bu adresle kayıt olunmak istendi; bu adresin zaten bir hesabı var.\n"
        "Giriş yapın ya da yeni bir parola belirleyin: {link}\n\n"
        "Siz değil miydiniz? Bir şey yapmanız gerekmez: hiçbir şey değişmedi.\n",
    ),
    "ru": MailText(
        "У вас уже есть учётная запись",
        "Кто-то регистрируется с этим адресом, а учётная запись для него уже есть.\n"
        "Войдите или задайте новый пароль: {link}\n\n"
        "Это были не вы? Ничего делать не нужно: ничего не изменилось.\n",
    ),
    "it": MailText(
        "Ha già un account",
        "Qualcuno si è registrato con questo indirizzo, che ha già un account.\n"
        "Acceda, o imposti una nuova password: {link}\n\n"
        "Non è stato lei? Allora non deve fare nulla: non è cambiato nulla.\n",
    ),
    "zh": MailText(
        "您已有账户",
        "有人使用此地址注册，而该地址已有账户。\n"
        "请登录或设置新密码：{link}\n\n"
        "如果不是您本人，请忽略这封邮件：没有任何更改。\n",
    ),
}

_INVITATION: Final[Mapping[str, MailText]] = {
    "en": MailText(
        "{business} invites you",
        "{business} invites you to its contact centre: {link}\n\n"
        "The link is good for seven days, and once.\n",
    ),
    "tr": MailText(
        "{business} sizi davet ediyor",
        "{business} sizi çağrı merkezine davet ediyor: {link}\n\n"
        "Bağlantı yedi gün boyunca ve bir kez geçerlidir.\n",
    ),
    "ru": MailText(
        "{business} приглашает вас",
        "{business} приглашает вас в свой контакт-центр: {link}\n\n"
        "Ссылка действует семь дней и один раз.\n",
    ),
    "it": MailText(
        "{business} la invita",
        "{business} la invita nel suo contact center: {link}\n\n"
        "Il link vale per sette giorni, e una volta sola.\n",
    ),
    "zh": MailText(
        "{business} 邀请您",
        "{business} 邀请您加入其联络中心：{link}\n\n链接七天内有效，且只能使用一次。\n",
    ),
}
