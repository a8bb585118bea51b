"""What Amazon Connect costs, as far as an estimate needs it.

Prices differ by country and region, and change: these say in which order of size a bill will be.

Source: aws.amazon.com/connect/pricing, as it was on the day below (voice: 0.038 USD a minute,
telephony on top). Telephony: the price list of 30 September 2021 for numbers of the European
Union, which ask the most: 0.10 USD a day for a claimed number, 0.01 USD a minute inbound.
"""

from __future__ import annotations

from datetime import date
from typing import Final

CURRENCY: Final = "USD"
PRICES_OF: Final = date(2026, 10, 7)

_MONTH_DAYS: Final = 30
# In thousandths of a cent, so that nothing is rounded before the end.
_NUMBER_DAY: Final = 10_000
_VOICE_MINUTE: Final = 3_800
_INBOUND_MINUTE: Final = 1_000
_CENT: Final = 1_000


def monthly_cents(*, numbers: int = 0, inbound_s: int = 0) -> int:
    """Estimate thirty days, rounded up to a cent.

    >>> monthly_cents(numbers=1), monthly_cents(inbound_s=600), monthly_cents()
    (300, 48, 0)

    Args:
        inbound_s: how long callers were on the line, all together, in seconds.
    """
    standing = numbers * _MONTH_DAYS * _NUMBER_DAY
    minutes = inbound_s * (_VOICE_MINUTE + _INBOUND_MINUTE) / 60
    return -int(-(standing + minutes) // _CENT)
