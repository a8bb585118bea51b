"""Signed messages between systems: who sent it, that nobody changed it, that it is not an old one.

`t=<seconds since the epoch>,v1=<hex>`, where v1 is the HMAC-SHA256 of `<t>.<body>` under a secret
that both sides know. While a secret is replaced there is one v1 for each of the two.

A message may come twice: its id, not its signature, tells that it is known already.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable
from typing import Final

HEADER: Final = "Santral-Signature"
TOLERANCE_S: Final = 300
_LONGEST: Final = 512
_TIME: Final = re.compile(r"t=([0-9]{1,12})", re.ASCII)
_HEX: Final = re.compile(r"v1=([0-9a-f]{64})", re.ASCII)


def signature(octets: bytes, secrets: Iterable[str], now_s: int) -> str:
    """Return the header's text for a body.

    >>> signature(b"{}", ["secret"], 1795996800)[:27]
    't=1795996800,v1=cbd55c6f0aa'
    """
    return ",".join([f"t={now_s}", *(f"v1={_mac(octets, each, now_s)}" for each in secrets)])


def is_signed(
    octets: bytes,
    written: str,
    secrets: Iterable[str],
    now_s: float,
    *,
    tolerance_s: float = TOLERANCE_S,
) -> bool:
    """Say whether a body was signed by somebody who knows one of the secrets, just now.

    Takes as long whatever is wrong in a signature of the right form.

    Args:
        written: the header's text.
        now_s: by the receiver's clock, which may be wrong by `tolerance_s` either way.
    """
    first, *others = written.split(",") if len(written) <= _LONGEST else [""]
    time, macs = _TIME.fullmatch(first), [_HEX.fullmatch(each) for each in others]
    if time is None or abs(now_s - int(time[1])) > tolerance_s:
        return False
    given = [each[1] for each in macs if each is not None]
    expected = [_mac(octets, each, int(time[1])) for each in secrets if each]
    equal = [hmac.compare_digest(one, other) for one in given for other in expected]
    return any(equal)


def _mac(octets: bytes, secret: str, time_s: int) -> str:
    return hmac.new(secret.encode(), f"{time_s}.".encode() + octets, "sha256").hexdigest()
