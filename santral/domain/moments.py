"""An instant in words, as each language says it: "tomorrow at 9 am", "в понедельник в 9:00"."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class _Words:
    """How one language names a moment.

    Attributes:
        on: a moment within the next six days; braces day, time.
        dated: one further away; braces day, number, month, time.
        days: Monday first, parted by commas, in the case that `on` and `dated` ask for.
    """

    today: str
    tomorrow: str
    on: str
    dated: str
    days: str
    months: str
    clock: Callable[[time], str]


def moment(at: datetime, *, now: datetime, timezone: str, language: str) -> str:
    """Return when `at` is, as somebody says it at `now`; both aware, the zone the listener's.

    English serves for a language that is not built in.
    """
    zone = ZoneInfo(timezone)
    local = at.astimezone(zone)
    words = _WORDS.get(language, _WORDS["en"])
    away = (local.date() - now.astimezone(zone).date()).days
    return _template(words, away).format(time=words.clock(local.time()), **_named(words, local))


def _template(words: _Words, days_away: int) -> str:
    near = {0: words.today, 1: words.tomorrow}
    return near.get(days_away, words.on if 0 <= days_away < 7 else words.dated)


def _named(words: _Words, day: date) -> dict[str, str]:
    return {
        "day": words.days.split(", ")[day.weekday()],
        "number": str(day.day),
        "month": words.months.split(", ")[day.month - 1],
    }


def _by_24(at: time) -> str:
    return f"{at.hour}:{at:%M}"


def _by_12(at: time) -> str:
    """
    >>> _by_12(time(9)), _by_12(time(13, 30)), _by_12(time(0, 5))
    ('9 am', '1:30 pm', '12:05 am')
    """
    minutes = f":{at:%M}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes} {'am' if at.hour < 12 else 'pm'}"


_WORDS: Final[Mapping[str, _Words]] = {
    "en": _Words(
        today="today at {time}",
        tomorrow="tomorrow at {time}",
        on="on {day} at {time}",
        dated="on {day}, {number} {month}, at {time}",
        days="Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday",
        months="January, February, March, April, May, June, "
        "July, August, September, October, November, December",
        clock=_by_12,
    ),
    "it": _Words(
        today="oggi alle ore {time}",
        tomorrow="domani alle ore {time}",
        on="{day} alle ore {time}",
        dated="{day} {number} {month} alle ore {time}",
        days="lunedì, martedì, mercoledì, giovedì, venerdì, sabato, domenica",
        months="gennaio, febbraio, marzo, aprile, maggio, giugno, "
        "luglio, agosto, settembre, ottobre, novembre, dicembre",
        clock=_by_24,
    ),
    "tr": _Words(
        today="Bugün saat {time}",
        tomorrow="Yarın saat {time}",
        on="{day} günü saat {time}",
        dated="{number} {month} {day} günü saat {time}",
        days="Pazartesi, Salı, Çarşamba, Perşembe, Cuma, Cumartesi, Pazar",
        months="Ocak, Şubat, Mart, Nisan, Mayıs, Haziran, "
        "Temmuz, Ağustos, Eylül, Ekim, Kasım, Aralık",
        clock=_by_24,
    ),
    "ru": _Words(
        today="сегодня в {time}",
        tomorrow="завтра в {time}",
        on="{day} в {time}",
        dated="{day}, {number} {month}, в {time}",
        days="в понедельник, во вторник, в среду, в четверг, в пятницу, в субботу, в воскресенье",
        months="января, февраля, марта, апреля, мая, июня, "
        "июля, августа, сентября, октября, ноября, декабря",
        clock=_by_24,
    ),
    "zh": _Words(
        today="今天{time}",
        tomorrow="明天{time}",
        on="{day}{time}",
        dated="{month}{number}日{day}{time}",
        days="星期一, 星期二, 星期三, 星期四, 星期五, 星期六, 星期日",
        months="1月, 2月, 3月, 4月, 5月, 6月, 7月, 8月, 9月, 10月, 11月, 12月",
        clock=_by_24,
    ),
}
