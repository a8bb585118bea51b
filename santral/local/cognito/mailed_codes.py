"""Codes that are mailed: made, sent and checked."""

from __future__ import annotations

import hmac
from typing import TYPE_CHECKING, Any, Final

from santral.local.cognito.errors import code_expired, code_mismatch
from santral.local.cognito.users import Code, User

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool

SIGN_UP: Final = "sign-up"
RESET: Final = "reset"
EMAIL: Final = "email"

_DIGITS: Final = 6
_MAILS: Final = {
    SIGN_UP: ("Your verification code", "Your confirmation code is {code}"),
    RESET: ("Your password reset code", "Your password reset code is {code}"),
    EMAIL: ("Your verification code", "Your verification code is {code}"),
}


def send_code(pool: UserPool, user: User, purpose: str, address: str) -> dict[str, Any]:
    """Mail a code, in place of any other for that purpose, and say where, as Cognito does.

    Raises:
        CognitoError: LimitExceededException: too many were sent.
    """
    now_s = pool.now_s()
    pool.users.attempts(user).sent.admit(now_s)
    code = f"{pool.random.randrange(10**_DIGITS):0{_DIGITS}}"
    good_for_s = {
        SIGN_UP: pool.settings.sign_up_code_s,
        RESET: pool.settings.reset_code_s,
        EMAIL: pool.settings.attribute_code_s,
    }[purpose]
    user.codes[purpose] = Code(code, now_s + good_for_s, address)
    pool.put(user)
    if not user.is_stranger:
        subject, text = _MAILS[purpose]
        pool.send(address, subject, text.format(code=code))
    return delivery(address)


def check_code(pool: UserPool, user: User, purpose: str, given: str) -> Code:
    """Use a code up.

    Raises:
        CognitoError: CodeMismatchException, ExpiredCodeException, LimitExceededException.
    """
    now_s = pool.now_s()
    pool.users.attempts(user).codes.admit(now_s)
    code = user.codes.get(purpose)
    if code is None or code.expires_s <= now_s:
        raise code_expired()
    if not hmac.compare_digest(code.digits, given.encode("ascii", "replace").decode()):
        raise code_mismatch()
    if user.is_stranger:
        raise code_mismatch()
    del user.codes[purpose]
    return code


def delivery(address: str) -> dict[str, Any]:
    name, _, domain = address.partition("@")
    masked = f"{name[:1]}***@{domain[:1]}***"
    return {"Destination": masked, "DeliveryMedium": "EMAIL", "AttributeName": "email"}
