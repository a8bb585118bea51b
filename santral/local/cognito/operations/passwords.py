"""Passwords: forgotten, set anew, changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.local.cognito.errors import not_authorized
from santral.local.cognito.mailed_codes import RESET, check_code, delivery, send_code
from santral.local.cognito.operations.naming import check_client, named_user
from santral.local.cognito.passwords import check_policy, is_password, set_password
from santral.local.cognito.registry import Answer, Given, operation
from santral.local.cognito.srp import SALT_BITS
from santral.local.cognito.users import CONFIRMED, NEW_PASSWORD, User

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool


@operation("ForgotPassword")
def forgot_password(pool: UserPool, given: Given) -> Answer:
    """Mail a code to a user who can use it; nobody learns who cannot.

    The service refuses users whose address is not verified, by InvalidParameterException, and
    sometimes strangers as well, so that the two look alike.
    """
    check_client(pool, given)
    user = pool.users.find_or_stranger(given["Username"])
    if not user.is_stranger and not (user.enabled and user.email_verified):
        pool.users.attempts(user).sent.admit(pool.now_s())
        return {"CodeDeliveryDetails": delivery(user.email)}
    return {"CodeDeliveryDetails": send_code(pool, user, RESET, user.email)}


@operation("ConfirmForgotPassword")
def confirm_forgot_password(pool: UserPool, given: Given) -> Answer:
    check_client(pool, given)
    check_policy(given["Password"], pool.settings.password)
    user = pool.users.find_or_stranger(given["Username"])
    check_code(pool, user, RESET, given["ConfirmationCode"])
    put_password(pool, user, given["Password"], CONFIRMED)
    return {}


@operation("ChangePassword")
def change_password(pool: UserPool, given: Given) -> Answer:
    user = pool.user_of(given["AccessToken"])
    failures = pool.users.attempts(user).sign_ins
    failures.refuse_while_locked(pool.now_s())
    if not is_password(user, given.get("PreviousPassword", ""), pool.settings.pool_name):
        failures.count(pool.now_s())
        raise not_authorized()
    check_policy(given["ProposedPassword"], pool.settings.password)
    put_password(pool, user, given["ProposedPassword"], CONFIRMED)
    return {}


@operation("AdminSetUserPassword")
def admin_set_user_password(pool: UserPool, given: Given) -> Answer:
    user = named_user(pool, given)
    check_policy(given["Password"], pool.settings.password)
    status = CONFIRMED if given.get("Permanent") else NEW_PASSWORD
    put_password(pool, user, given["Password"], status)
    return {}


def put_password(pool: UserPool, user: User, password: str, status: str) -> None:
    set_password(user, password, pool.settings.pool_name, pool.random.getrandbits(SALT_BITS))
    user.status = status
    pool.put(user)
