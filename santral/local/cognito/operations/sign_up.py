"""Signing up: a user who is confirmed by a code that was mailed to them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.local.cognito.errors import CognitoError, invalid, not_authorized, username_exists
from santral.local.cognito.mailed_codes import SIGN_UP, check_code, delivery, send_code
from santral.local.cognito.operations.naming import (
    address,
    attributes_of,
    check_client,
    named_user,
)
from santral.local.cognito.passwords import check_policy, set_password
from santral.local.cognito.registry import Answer, Given, operation
from santral.local.cognito.srp import SALT_BITS
from santral.local.cognito.users import CONFIRMED, UNCONFIRMED, User

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool


@operation("SignUp")
def sign_up(pool: UserPool, given: Given) -> Answer:
    check_client(pool, given)
    if not pool.settings.self_sign_up:
        raise not_authorized("SignUp is not permitted for this user pool")
    email = address(given["Username"])
    attributes = attributes_of(given.get("UserAttributes"))
    if not attributes.keys() <= pool.settings.client.write_attributes:
        raise not_authorized("A client attempted to write unauthorized attribute")
    if attributes.pop("email", email).lower() != email.lower():
        raise invalid("Username and the attribute email are not the same.")
    password = given.get("Password", "")
    check_policy(password, pool.settings.password)
    if pool.users.find(email) is not None:
        raise username_exists()
    user = new_user(pool, email, UNCONFIRMED)
    user.attributes = attributes
    set_password(user, password, pool.settings.pool_name, pool.random.getrandbits(SALT_BITS))
    delivered = send_code(pool, user, SIGN_UP, email)
    return {"UserConfirmed": False, "UserSub": user.sub, "CodeDeliveryDetails": delivered}


@operation("ConfirmSignUp")
def confirm_sign_up(pool: UserPool, given: Given) -> Answer:
    check_client(pool, given)
    user = pool.users.find_or_stranger(given["Username"])
    if not user.enabled or (user.status != UNCONFIRMED and not user.is_stranger):
        # Where the service says that the user is confirmed, it says that there is one.
        raise not_authorized("User cannot be confirmed. Current status is CONFIRMED")
    code = check_code(pool, user, SIGN_UP, given["ConfirmationCode"])
    user.status = CONFIRMED
    user.email_verified = code.address == user.email
    pool.put(user)
    return {}


@operation("ResendConfirmationCode")
def resend_confirmation_code(pool: UserPool, given: Given) -> Answer:
    check_client(pool, given)
    user = pool.users.find_or_stranger(given["Username"])
    if user.is_stranger or not user.enabled:
        return {"CodeDeliveryDetails": delivery(user.email)}
    if user.status != UNCONFIRMED:
        raise invalid("User is already confirmed.")
    return {"CodeDeliveryDetails": send_code(pool, user, SIGN_UP, user.email)}


@operation("AdminConfirmSignUp")
def admin_confirm_sign_up(pool: UserPool, given: Given) -> Answer:
    user = named_user(pool, given)
    if user.status != UNCONFIRMED:
        raise not_authorized("User cannot be confirmed. Current status is not UNCONFIRMED")
    user.status = CONFIRMED
    pool.put(user)
    return {}


def new_user(pool: UserPool, email: str, status: str) -> User:
    """Make a user with no password, who is not in the pool yet.

    Raises:
        CognitoError: LimitExceededException.
    """
    if len(pool.users) >= _MOST:
        raise CognitoError("LimitExceededException", "The local user pool is full.")
    now_s = pool.now_s()
    return User(pool.chance.uuid(), email, "0", "0", status, now_s, now_s)


_MOST = 100_000
