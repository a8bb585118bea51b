"""The callers of one day: who rings when, what they press, how long they talk and wait.

Arrivals are Poisson, with a rate for each half hour; given how many there are in the day, that is
the same as drawing each one's instant by those rates. Talk times are lognormal by the kind of
call, patience is exponential. The rates and figures are rounded from a published month of a real
call centre.
Source: Brown, Gans, Mandelbaum et al., "Statistical Analysis of a Telephone Call Center", JASA
2005, and the data of August 1999 that it belongs to.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from santral.domain.business import Business
from santral.domain.menu import After, Choice
from santral.domain.tenant import Number, Tenant
from santral.engine.instants import to_us
from santral.engine.timeline import MINUTE, SECOND
from santral.local.people import Caller

HALF_HOUR = timedelta(minutes=30)
# Relative rates of the half hours from 07:00 on, up to 23:30.
_FIRST = time(7)
_RATES = (
    *(15, 23, 33, 47, 56, 67, 73, 71, 67, 62, 59, 54, 54, 56, 57, 60, 56),
    *(62, 60, 56, 50, 47, 47, 40, 34, 28, 28, 30, 33, 32, 35, 33, 26, 21),
)
# People who ring outside the hours anyway, as a share of those who would ring within them.
_CLOSED_SHARE = 0.04

# Mean in seconds and standard deviation of the logarithm, by the kind of call: the kinds are
# dealt out to the business's queues in their order.
_TALK = ((171, 0.9), (150, 0.95), (120, 0.9), (239, 0.85), (120, 1.0))
_LONGEST_TALK_US = 60 * MINUTE
PATIENCE_S = 409.0

_KNOWN, _HIDDEN = 0.45, 0.04
_ANOTHER_NUMBER = 0.08
_WRONG_KEY, _SILENCE = 0.04, 0.04
_RINGS_OFF, _CONSENTS, _WANTS_CALLBACK = 0.02, 0.9, 0.35
_DEEPEST = 6  # menus one after the other
_STRAY_KEYS = "789#"


@dataclass(frozen=True, slots=True)
class HalfHour:
    """Some minutes of the day and how many callers they see, relative to the others."""

    start: datetime
    rate: float
    is_open: bool


def half_hours(tenant: Tenant, on: date) -> list[HalfHour]:
    """List the half hours from 07:00 to midnight of a day, in the business's time zone."""
    zone = ZoneInfo(tenant.timezone)
    hours = tenant.hours(tenant.numbers[0].schedule)
    # In UTC, so that a change of the clocks neither doubles nor skips one.
    first = datetime.combine(on, _FIRST, zone).astimezone(UTC)
    listed = []
    for index, rate in enumerate(_RATES):
        start = first + index * HALF_HOUR
        is_open = hours is None or hours.is_open(start)
        listed.append(HalfHour(start, rate if is_open else rate * _CLOSED_SHARE, is_open))
    return listed


def shift(tenant: Tenant, on: date) -> tuple[datetime, datetime]:
    """Say when agents come and go: from the first to the last open half hour, lunch included.

    On a day on which the business is closed they are there for all of it.
    """
    halves = half_hours(tenant, on)
    staffed = [half for half in halves if half.is_open] or halves
    return staffed[0].start, staffed[-1].start + HALF_HOUR


def callers(business: Business, on: date, count: int, random: Random) -> Iterator[Caller]:
    """Draw `count` callers, in the order in which they ring."""
    habits = _Callers(business, random)
    halves = half_hours(business.tenant, on)
    for half, arriving in zip(halves, _shared_out(count, halves, random), strict=True):
        start_us, length_us = to_us(half.start), 30 * MINUTE
        for offset_us in sorted(random.randrange(length_us) for _ in range(arriving)):
            yield habits.draw(start_us + offset_us)


def _shared_out(count: int, halves: list[HalfHour], random: Random) -> list[int]:
    """Share the calls out to the half hours, each call by itself."""
    shares = [0] * len(halves)
    drawn = random.choices(range(len(halves)), [half.rate for half in halves], k=count)
    for index in drawn:
        shares[index] += 1
    return shares


class _Callers:
    """Makes callers for one business."""

    def __init__(self, business: Business, random: Random) -> None:
        self._tenant, self._random = business.tenant, random
        self._customers = [each for each in business.customers if each.numbers]
        self._theirs = {number for each in self._customers for number in each.numbers}
        self._talk = {
            queue.name: _TALK[index % len(_TALK)]
            for index, queue in enumerate(business.tenant.queues)
        }

    def draw(self, at_us: int) -> Caller:
        random = self._random
        number = self._tenant.numbers[0]
        if random.random() < _ANOTHER_NUMBER:
            number = random.choice(self._tenant.numbers)
        keys, queue = self._walk(number)
        rings_off = random.random() < _RINGS_OFF
        return Caller(
            at_us,
            self._who(),
            number.e164,
            keys=keys,
            talk_us=self._talk_us(queue),
            patience_us=int(random.expovariate(1 / PATIENCE_S) * SECOND),
            consents=random.random() < _CONSENTS,
            wants_callback=random.random() < _WANTS_CALLBACK,
            rings_off_us=int(random.uniform(2, 25) * SECOND) if rings_off else None,
        )

    def _who(self) -> str | None:
        draw = self._random.random()
        if draw < _HIDDEN:
            return None
        if self._customers and draw < _HIDDEN + _KNOWN:
            return self._random.choice(self._random.choice(self._customers).numbers)
        return self._stranger()

    def _stranger(self) -> str:
        """Make a number like those of the customers, which none of them has."""
        like = self._tenant.numbers[0].e164
        if self._customers:
            like = self._random.choice(self._customers).numbers[0]
        while True:
            number = f"{like[:-4]}{self._random.randrange(10_000):04d}"
            if number not in self._theirs:
                return number

    def _talk_us(self, queue: str) -> int:
        mean_s, sigma = self._talk.get(queue, _TALK[0])
        # The mean of a lognormal is exp(mu + sigma^2 / 2).
        drawn_s = self._random.lognormvariate(math.log(mean_s) - sigma**2 / 2, sigma)
        return min(int(drawn_s * SECOND), _LONGEST_TALK_US)

    def _walk(self, number: Number) -> tuple[tuple[str, ...], str]:
        """Walk the menus at random; answers the keys, and the queue that they lead to if any."""
        keys: list[str] = []
        menu = self._tenant.menu(number.menu)
        while menu is not None and len(keys) < _DEEPEST:
            draw = self._random.random()
            if draw < _SILENCE:
                keys.append("")
                continue
            if draw < _SILENCE + _WRONG_KEY:
                keys.append(self._random.choice(_STRAY_KEYS))
                continue
            key = self._random.choice(list(menu.choices))
            keys.append(key)
            choice = menu.choices[key]
            if choice.queue:
                return tuple(keys), choice.queue
            if _ends(choice):
                break
            menu = self._tenant.menu(choice.menu) if choice.menu else menu
        return tuple(keys), ""


def _ends(choice: Choice) -> bool:
    return bool(choice.transfer) or (bool(choice.message) and choice.then is After.END)
