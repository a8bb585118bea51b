"""Columns of a list of customers, by the names that spreadsheets of five languages give them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from santral.domain.errors import InputError
from santral.domain.folding import folded_words
from santral.domain.suggestions import did_you_mean

ATTRIBUTE: Final = "attributes."  # before a name of the business's own
IGNORED: Final = ""  # what a column may be said to be

_SPELLINGS: Final[Mapping[str, str]] = {
    "id": "id, customer id, customer no, customer number, external id, müşteri no, müşteri kodu, "
    "cari kodu, код, код клиента, номер клиента, codice, codice cliente, id cliente, 编号, "
    "客户编号",
    "name": "name, full name, customer, customer name, contact name, ad soyad, adı soyadı, isim, "
    "müşteri, müşteri adı, unvan, ünvan, имя клиента, фио, клиент, nome completo, nominativo, "
    "cliente, ragione sociale, 姓名, 名称, 客户, 客户姓名, 客户名称",
    "first_name": "first name, given name, ad, adı, имя, nome, 名",
    "last_name": "last name, surname, family name, soyad, soyadı, фамилия, cognome, 姓",
    "numbers": "numbers, number, phone, phones, phone number, telephone, telephone number, mobile, "
    "mobile phone, mobile number, cell, cell phone, tel, tel no, telefon, telefon no, "
    "telefon numarası, cep, cep telefonu, cep tel, gsm, numara, iş telefonu, ev telefonu, телефон, "
    "номер телефона, мобильный, мобильный телефон, сотовый, telefono, numero di telefono, "
    "cellulare, 电话, 电话号码, 手机, 手机号, 手机号码, 联系电话",
    "country": "country, country code, region, ülke, ülke kodu, страна, paese, nazione, 国家",
    "tier": "tier, level, segment, müşteri grubu, seviye, уровень, сегмент, livello, 等级, 级别",
    "language": "language, lang, dil, язык, lingua, 语言",
    "greet_as": "greet as, salutation, hitap, обращение, appellativo, 称呼",
    "account_manager": "account manager, owner, müşteri temsilcisi, temsilci, менеджер, "
    "responsabile, 客户经理, 负责人",
    "queue": "queue, kuyruk, очередь, coda, 队列",
    "notes": "notes, note, comment, comments, not, notlar, açıklama, примечание, заметки, "
    "комментарий, annotazioni, commenti, 备注, 说明",
    "email": "email, e-mail, mail, e-mail address, email address, e-posta, eposta, "
    "e-posta adresi, почта, электронная почта, эл. почта, posta elettronica, 邮箱, 电子邮件, 邮件",
    "company": "company, company name, organisation, organization, firma, firma adı, şirket, "
    "kurum, компания, организация, azienda, società, 公司, 单位",
    "address": "address, adres, адрес, indirizzo, 地址",
    "opt_outs": "opt outs, opt out, istemedikleri, отказы, rifiuti, 拒绝",
    "tags": "tags, labels, etiketler, etiket, теги, метки, etichette, 标签",
}
FIELDS: Final = tuple(_SPELLINGS)


def _key(header: str) -> str:
    return " ".join(folded_words(header.replace("_", " ")))


_BY_SPELLING: Final = {
    _key(spelling): field
    for field, spellings in _SPELLINGS.items()
    for spelling in (field, *spellings.split(", "))
}


@dataclass(frozen=True, slots=True)
class Columns:
    """
    Attributes:
        fields: what each column holds, in order: one of FIELDS, an attribute, or IGNORED.
        ignored: the headers of those that nobody knows.
    """

    fields: tuple[str, ...]
    ignored: tuple[str, ...] = ()


def columns_of(header: Sequence[str], mapping: Mapping[str, str]) -> Columns:
    """Say what the columns of a file hold.

    Args:
        mapping: what the owner says of a header; it beats what we know.

    Raises:
        InputError: there is no name, or no way to tell customers apart; or the mapping is wrong.
    """
    said = {_key(each): field for each, field in mapping.items()}
    for field in said.values():
        if field not in (*FIELDS, IGNORED) and not field.startswith(ATTRIBUTE):
            raise InputError(f"mapping: unknown field{did_you_mean(field, FIELDS)}")
    keys = [_key(each) for each in header]
    fields = tuple(said.get(key, _BY_SPELLING.get(key, IGNORED)) for key in keys)
    if not {"name", "first_name", "last_name", "company"} & set(fields):
        raise InputError("rows[1]: expected a column of names, such as name")
    if not {"id", "numbers", "email"} & set(fields):
        raise InputError("rows[1]: expected a column of ids, numbers or e-mail addresses")
    ignored = tuple(
        each
        for each, key, field in zip(header, keys, fields, strict=True)
        if field == IGNORED and key and key not in said
    )
    return Columns(fields, ignored)
