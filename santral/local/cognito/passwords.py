"""Whether a password may be had, and whether it is the right one."""

from __future__ import annotations

import hmac

from santral.local.cognito import srp
from santral.local.cognito.errors import CognitoError
from santral.local.cognito.settings import PasswordPolicy
from santral.local.cognito.users import User

_SYMBOLS = frozenset("^$*.[]{}()?\"!@#%&/\\,><':;|_~`=+- ")


def check_policy(password: str, policy: PasswordPolicy) -> None:
    """
    Raises:
        CognitoError: InvalidPasswordException, which says what is missing.
    """
    rules = (
        (len(password) >= policy.least, "Password not long enough"),
        (not policy.needs_upper or password != password.lower(), "uppercase characters"),
        (not policy.needs_lower or password != password.upper(), "lowercase characters"),
        (not policy.needs_digit or any(each in "0123456789" for each in password), "numeric"),
        (not policy.needs_symbol or not _SYMBOLS.isdisjoint(password), "symbol characters"),
    )
    for holds, problem in rules:
        if not holds:
            said = problem if problem.startswith("P") else f"Password must have {problem}"
            text = f"Password did not conform with policy: {said}"
            raise CognitoError("InvalidPasswordException", text)


def set_password(user: User, password: str, pool_name: str, salt: int) -> None:
    user.salt = f"{salt:x}"
    user.verifier = f"{srp.verifier(pool_name, user.sub, password, salt):x}"


def is_password(user: User, password: str, pool_name: str) -> bool:
    """Check a password; it takes as long for a stranger."""
    made = srp.verifier(pool_name, user.sub, password, int(user.salt, 16))
    return hmac.compare_digest(f"{made:x}", user.verifier) and not user.is_stranger
