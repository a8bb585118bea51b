"""Amounts of money, in the smallest unit of their currency."""

from __future__ import annotations

from typing import Final

# Digits after the decimal point, where they are not two.
# Source: ISO 4217, list one.
_DIGITS: Final = {
    **dict.fromkeys(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"), 3),
    **dict.fromkeys(
        ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND"), 0
    ),
    **dict.fromkeys(("VUV", "XAF", "XOF", "XPF"), 0),
}


def as_decimal(minor: int, currency: str) -> str:
    """
    >>> as_decimal(129900, "TRY"), as_decimal(-5, "EUR"), as_decimal(1500, "JPY")
    ('1299.00', '-0.05', '1500')
    """
    digits = _DIGITS.get(currency, 2)
    sign, whole = ("-" if minor < 0 else ""), str(abs(minor)).rjust(digits + 1, "0")
    if not digits:
        return sign + whole
    return f"{sign}{whole[:-digits]}.{whole[-digits:]}"
