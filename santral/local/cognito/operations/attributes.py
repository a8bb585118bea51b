"""What users may read and write of themselves; a new address counts once its owner has shown it.

As with AttributesRequireVerificationBeforeUpdate: the old address stays until then.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from santral.local.cognito.errors import alias_exists, code_expired, invalid, not_authorized
from santral.local.cognito.mailed_codes import EMAIL, check_code, send_code
from santral.local.cognito.operations.mfa import settings_of
from santral.local.cognito.operations.naming import address, attributes_of, listed
from santral.local.cognito.registry import Answer, Given, operation
from santral.local.cognito.users import User

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool


@operation("GetUser")
def get_user(pool: UserPool, given: Given) -> Answer:
    user = pool.user_of(given["AccessToken"])
    attributes = listed(user.all_attributes())
    return {"Username": user.sub, "UserAttributes": attributes, **settings_of(user)}


@operation("UpdateUserAttributes")
def update_user_attributes(pool: UserPool, given: Given) -> Answer:
    user = pool.user_of(given["AccessToken"])
    attributes = attributes_of(given["UserAttributes"])
    if not attributes.keys() <= pool.settings.client.write_attributes:
        raise not_authorized("A client attempted to write unauthorized attribute")
    email = attributes.pop("email", user.email)
    delivered = [] if email == user.email else [_ask_new_address(pool, user, address(email))]
    user.attributes.update(attributes)
    pool.put(user)
    return {"CodeDeliveryDetailsList": delivered}


@operation("GetUserAttributeVerificationCode")
def get_user_attribute_verification_code(pool: UserPool, given: Given) -> Answer:
    user = pool.user_of(given["AccessToken"])
    _only_email(given)
    to = user.email_new or user.email
    return {"CodeDeliveryDetails": send_code(pool, user, EMAIL, to)}


@operation("VerifyUserAttribute")
def verify_user_attribute(pool: UserPool, given: Given) -> Answer:
    user = pool.user_of(given["AccessToken"])
    _only_email(given)
    code = check_code(pool, user, EMAIL, given["Code"])
    if code.address not in (user.email, user.email_new):
        raise code_expired()
    _refuse_taken(pool, user, code.address)
    user.email, user.email_new, user.email_verified = code.address, None, True
    pool.put(user)
    return {}


@operation("DeleteUser")
def delete_user(pool: UserPool, given: Given) -> Answer:
    pool.remove(pool.user_of(given["AccessToken"]))
    return {}


def _ask_new_address(pool: UserPool, user: User, email: str) -> Answer:
    _refuse_taken(pool, user, email)
    user.email_new = email
    return send_code(pool, user, EMAIL, email)


def _refuse_taken(pool: UserPool, user: User, email: str) -> None:
    other = pool.users.find(email)
    if other is not None and other.sub != user.sub:
        raise alias_exists()


def _only_email(given: Given) -> None:
    if given["AttributeName"] != "email":
        raise invalid("The attribute cannot be verified.")
