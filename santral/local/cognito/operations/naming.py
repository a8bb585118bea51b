"""Who asks and who is meant: client, pool, user, address, and attributes by their names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from santral.local.cognito.errors import NOT_FOUND, CognitoError, invalid, user_not_found
from santral.local.cognito.users import User

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool
    from santral.local.cognito.registry import Given

_ADDRESS: Final = re.compile(r"[^@\s]{1,64}@[^@\s]{1,189}")
# Source: OpenID Connect Core 1.0, section 5.1, as Cognito has them.
STANDARD: Final = frozenset(
    {
        "address",
        "birthdate",
        "email",
        "email_verified",
        "family_name",
        "gender",
        "given_name",
        "locale",
        "middle_name",
        "name",
        "nickname",
        "phone_number",
        "phone_number_verified",
        "picture",
        "preferred_username",
        "profile",
        "updated_at",
        "website",
        "zoneinfo",
    }
)


def check_client(pool: UserPool, given: Given) -> None:
    """
    Raises:
        CognitoError: ResourceNotFoundException.
    """
    if given["ClientId"] != pool.settings.client.id:
        raise CognitoError(NOT_FOUND, "User pool client does not exist.")


def check_pool(pool: UserPool, given: Given) -> None:
    """
    Raises:
        CognitoError: ResourceNotFoundException.
    """
    if given["UserPoolId"] != pool.settings.pool_id:
        raise CognitoError(NOT_FOUND, "User pool does not exist.")


def named_user(pool: UserPool, given: Given) -> User:
    """Find the user that an administrator names.

    Raises:
        CognitoError: ResourceNotFoundException, UserNotFoundException.
    """
    check_pool(pool, given)
    user = pool.users.find(given["Username"])
    if user is None:
        raise user_not_found()
    return user


def address(name: str) -> str:
    """
    Raises:
        CognitoError: InvalidParameterException.
    """
    if not _ADDRESS.fullmatch(name):
        raise invalid("Username should be an email.")
    return name


def attributes_of(listed: Iterable[Mapping[str, Any]] | None) -> dict[str, str]:
    """
    Raises:
        CognitoError: InvalidParameterException: one that the pool does not have.
    """
    attributes = {each["Name"]: each.get("Value", "") for each in listed or ()}
    if not attributes.keys() <= STANDARD:
        raise invalid("Attributes did not conform to the schema: Attribute does not exist.")
    return attributes


def listed(attributes: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"Name": name, "Value": value} for name, value in attributes.items()]
