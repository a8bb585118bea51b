"""Codes of an authenticator app.

Source: RFC 6238, with its defaults: SHA-1, 30 s, 6 digits.
"""

from __future__ import annotations

import hmac

from pyotp import TOTP

STEP_S = 30
SECRET_OCTETS = 32
_DRIFT = 1  # steps, either way


def next_code(secret: str, now_s: float, *, after: int) -> str:
    """Return the code of now, or of the next step where that of now was used.

    Args:
        secret: base 32.
        after: the last step whose code was used.
    """
    return TOTP(secret).generate_otp(max(int(now_s // STEP_S), after + 1))


def step_of(secret: str, code: str, now_s: float, *, after: int) -> int | None:
    """Say of which step a code is; None where it is of none of those that are taken now.

    Args:
        secret: base 32.
        after: a code of this step or an earlier one was used before.
    """
    generator, present = TOTP(secret), int(now_s // STEP_S)
    for step in range(max(present - _DRIFT, after + 1), present + _DRIFT + 1):
        if hmac.compare_digest(generator.generate_otp(step), code):
            return step
    return None
