"""Public holidays that are on the same date every year, by country.

Holidays that move (Easter, bayrams, the Spring Festival, Thanksgiving) are not in it, nor are the
days in lieu of one that falls on a weekend: somebody has to enter them year by year. Half days are
left out as well: an override takes the place of its whole day, and would open a Sunday.

Sources, as amended up to 2025:
    TR: Law 2429, articles 1 and 2.
    RU: Labour Code, article 112.
    IT: Law 260/1949, article 2; Law 54/1977 with Presidential Decree 792/1985; Law 151/2025.
    CN: Regulation on public holidays, State Council Decree 795 of 2024, article 2.
    GB: Banking and Financial Dealings Act 1971, schedule 1, and common law; England and Wales.
    US: 5 U.S.C. 6103(a).
    DE: holidays of all sixteen states; 3 October by the Unification Treaty, article 2.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from santral.domain.hours import Override, Slot
from santral.domain.templates.template import Texts

_SOME_YEAR: Final = 2026  # a yearly override has to name one


@dataclass(frozen=True, slots=True)
class Holiday:
    """
    Attributes:
        first, last: month and day, both included; no last is one day.
    """

    first: tuple[int, int]
    spoken: Texts
    last: tuple[int, int] | None = None


def holidays_of(country: str, slots: tuple[Slot, ...] = ()) -> tuple[Override, ...]:
    """
    Args:
        slots: when the business is open on them; none is closed.
    """
    return tuple(
        Override(
            each.spoken["en"],
            date(_SOME_YEAR, *each.first),
            date(_SOME_YEAR, *each.last) if each.last else None,
            yearly=True,
            slots=slots,
            spoken=each.spoken,
        )
        for each in HOLIDAYS.get(country, ())
    )


_NEW_YEAR: Final = {
    "en": "New Year's Day",
    "tr": "yılbaşı",
    "ru": "Новый год",
    "it": "Capodanno",
    "zh": "元旦",
}
_LABOUR_DAY: Final = {
    "en": "Labour Day",
    "tr": "Emek ve Dayanışma Günü",
    "ru": "Праздник труда",
    "it": "Festa dei Lavoratori",
    "zh": "劳动节",
}
_REPUBLIC_DAY: Final = {
    "en": "Republic Day",
    "tr": "Cumhuriyet Bayramı",
    "ru": "День республики",
    "it": "Festa della Repubblica",
    "zh": "共和国日",
}
_CHRISTMAS: Final = {
    "en": "Christmas Day",
    "tr": "Noel",
    "ru": "Рождество",
    "it": "Natale",
    "zh": "圣诞节",
}

_TURKEY: Final = (
    Holiday((1, 1), _NEW_YEAR),
    Holiday(
        (4, 23),
        {
            "en": "National Sovereignty and Children's Day",
            "tr": "Ulusal Egemenlik ve Çocuk Bayramı",
            "ru": "День национального суверенитета и детей",
            "it": "Festa della sovranità nazionale e dei bambini",
            "zh": "国家主权和儿童日",
        },
    ),
    Holiday((5, 1), _LABOUR_DAY),
    Holiday(
        (5, 19),
        {
            "en": "Youth and Sports Day",
            "tr": "Gençlik ve Spor Bayramı",
            "ru": "День молодёжи и спорта",
            "it": "Festa della gioventù e dello sport",
            "zh": "青年和体育日",
        },
    ),
    Holiday(
        (7, 15),
        {
            "en": "Democracy and National Unity Day",
            "tr": "Demokrasi ve Millî Birlik Günü",
            "ru": "День демократии и национального единства",
            "it": "Giornata della democrazia e dell'unità nazionale",
            "zh": "民主和国家团结日",
        },
    ),
    Holiday(
        (8, 30),
        {
            "en": "Victory Day",
            "tr": "Zafer Bayramı",
            "ru": "День победы",
            "it": "Giorno della Vittoria",
            "zh": "胜利日",
        },
    ),
    Holiday((10, 29), _REPUBLIC_DAY),
)
_RUSSIA: Final = (
    Holiday(
        (1, 1),
        {
            "en": "New Year holidays",
            "tr": "yeni yıl tatili",
            "ru": "новогодние каникулы",
            "it": "festività di Capodanno",
            "zh": "新年假期",
        },
        last=(1, 8),
    ),
    # Within the days before: of several on one day, the last counts.
    Holiday(
        (1, 7),
        {
            "en": "Orthodox Christmas",
            "tr": "Ortodoks Noeli",
            "ru": "Рождество Христово",
            "it": "Natale ortodosso",
            "zh": "东正教圣诞节",
        },
    ),
    Holiday(
        (2, 23),
        {
            "en": "Defender of the Fatherland Day",
            "tr": "Vatan Savunucuları Günü",
            "ru": "День защитника Отечества",
            "it": "Giornata dei difensori della patria",
            "zh": "祖国保卫者日",
        },
    ),
    Holiday(
        (3, 8),
        {
            "en": "International Women's Day",
            "tr": "Dünya Kadınlar Günü",
            "ru": "Международный женский день",
            "it": "Giornata internazionale della donna",
            "zh": "国际妇女节",
        },
    ),
    Holiday((5, 1), {**_LABOUR_DAY, "ru": "Праздник Весны и Труда"}),
    Holiday(
        (5, 9),
        {
            "en": "Victory Day",
            "tr": "Zafer Günü",
            "ru": "День Победы",
            "it": "Giorno della Vittoria",
            "zh": "胜利日",
        },
    ),
    Holiday(
        (6, 12),
        {
            "en": "Russia Day",
            "tr": "Rusya Günü",
            "ru": "День России",
            "it": "Giornata della Russia",
            "zh": "俄罗斯日",
        },
    ),
    Holiday(
        (11, 4),
        {
            "en": "National Unity Day",
            "tr": "Ulusal Birlik Günü",
            "ru": "День народного единства",
            "it": "Giornata dell'unità nazionale",
            "zh": "民族团结日",
        },
    ),
)
_ITALY: Final = (
    Holiday((1, 1), _NEW_YEAR),
    Holiday(
        (1, 6),
        {
            "en": "Epiphany",
            "tr": "Epifani yortusu",
            "ru": "Богоявление",
            "it": "Epifania",
            "zh": "主显节",
        },
    ),
    Holiday(
        (4, 25),
        {
            "en": "Liberation Day",
            "tr": "Kurtuluş Günü",
            "ru": "День освобождения",
            "it": "Festa della Liberazione",
            "zh": "解放日",
        },
    ),
    Holiday((5, 1), _LABOUR_DAY),
    Holiday((6, 2), _REPUBLIC_DAY),
    Holiday(
        (8, 15),
        {
            "en": "the August bank holiday",
            "tr": "Ferragosto",
            "ru": "Феррагосто",
            "it": "Ferragosto",
            "zh": "八月节",
        },
    ),
    Holiday(
        (10, 4),
        {
            "en": "the feast of Saint Francis",
            "tr": "Aziz Francesco Günü",
            "ru": "День святого Франциска",
            "it": "San Francesco d'Assisi",
            "zh": "圣方济各日",
        },
    ),
    Holiday(
        (11, 1),
        {
            "en": "All Saints' Day",
            "tr": "Azizler Günü",
            "ru": "День всех святых",
            "it": "Ognissanti",
            "zh": "诸圣节",
        },
    ),
    Holiday(
        (12, 8),
        {
            "en": "the feast of the Immaculate Conception",
            "tr": "Lekesiz Gebelik yortusu",
            "ru": "Непорочное зачатие Девы Марии",
            "it": "Immacolata Concezione",
            "zh": "圣母无染原罪节",
        },
    ),
    Holiday(
        (12, 25),
        {
            "en": "the Christmas holiday",
            "tr": "Noel tatili",
            "ru": "рождественские праздники",
            "it": "festività natalizie",
            "zh": "圣诞节假期",
        },
        last=(12, 26),
    ),
)
_CHINA: Final = (
    Holiday((1, 1), _NEW_YEAR),
    Holiday((5, 1), _LABOUR_DAY, last=(5, 2)),
    Holiday(
        (10, 1),
        {
            "en": "National Day",
            "tr": "Çin Ulusal Günü",
            "ru": "День образования КНР",
            "it": "Festa nazionale cinese",
            "zh": "国庆节",
        },
        last=(10, 3),
    ),
)
_BRITAIN: Final = (
    Holiday((1, 1), _NEW_YEAR),
    Holiday((12, 25), _CHRISTMAS),
    Holiday(
        (12, 26),
        {
            "en": "Boxing Day",
            "tr": "Noel'in ikinci günü",
            "ru": "День подарков",
            "it": "Santo Stefano",
            "zh": "节礼日",
        },
    ),
)
_UNITED_STATES: Final = (
    Holiday((1, 1), _NEW_YEAR),
    Holiday(
        (6, 19),
        {
            "en": "Juneteenth",
            "tr": "Köleliğin Sona Erişi Günü",
            "ru": "День отмены рабства",
            "it": "Giorno della fine della schiavitù",
            "zh": "六月节",
        },
    ),
    Holiday(
        (7, 4),
        {
            "en": "Independence Day",
            "tr": "Bağımsızlık Günü",
            "ru": "День независимости",
            "it": "Giorno dell'Indipendenza",
            "zh": "独立日",
        },
    ),
    Holiday(
        (11, 11),
        {
            "en": "Veterans Day",
            "tr": "Gaziler Günü",
            "ru": "День ветеранов",
            "it": "Giornata dei Veterani",
            "zh": "退伍军人节",
        },
    ),
    Holiday((12, 25), _CHRISTMAS),
)
_GERMANY: Final = (
    Holiday((1, 1), _NEW_YEAR),
    Holiday((5, 1), _LABOUR_DAY),
    Holiday(
        (10, 3),
        {
            "en": "the Day of German Unity",
            "tr": "Alman Birliği Günü",
            "ru": "День германского единства",
            "it": "Giorno dell'Unità tedesca",
            "zh": "德国统一日",
        },
    ),
    Holiday((12, 25), _CHRISTMAS),
    Holiday(
        (12, 26),
        {
            "en": "the second day of Christmas",
            "tr": "Noel'in ikinci günü",
            "ru": "второй день Рождества",
            "it": "Santo Stefano",
            "zh": "圣诞节次日",
        },
    ),
)

HOLIDAYS: Final[Mapping[str, tuple[Holiday, ...]]] = {
    "CN": _CHINA,
    "DE": _GERMANY,
    "GB": _BRITAIN,
    "IT": _ITALY,
    "RU": _RUSSIA,
    "TR": _TURKEY,
    "US": _UNITED_STATES,
}
