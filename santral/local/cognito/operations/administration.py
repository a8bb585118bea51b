"""What an administrator does with users; whoever signs a request is one here."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from santral.local.cognito.errors import alias_exists, invalid, user_not_found, username_exists
from santral.local.cognito.operations.mfa import settings_of
from santral.local.cognito.operations.naming import (
    address,
    attributes_of,
    check_pool,
    listed,
    named_user,
)
from santral.local.cognito.operations.passwords import put_password
from santral.local.cognito.operations.sign_up import new_user
from santral.local.cognito.passwords import check_policy
from santral.local.cognito.registry import Answer, Given, operation
from santral.local.cognito.users import NEW_PASSWORD, User

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool

# Source: API Reference, ListUsers, Filter: one attribute, equal or beginning.
_FILTER: Final = re.compile(r'"?([\w:]+)"?\s*(=|\^=)\s*"((?:[^"\\]|\\.)*)"')
_PAGE: Final = 60


@operation("AdminCreateUser")
def admin_create_user(pool: UserPool, given: Given) -> Answer:
    check_pool(pool, given)
    email = address(given["Username"])
    known = pool.users.find(email)
    action = given.get("MessageAction")
    if action == "RESEND":
        if known is None:
            raise user_not_found()
        user = known
    elif known is not None:
        raise username_exists()
    else:
        user = new_user(pool, email, NEW_PASSWORD)
        _write(pool, user, given)
    password = given.get("TemporaryPassword") or _temporary(pool)
    check_policy(password, pool.settings.password)
    put_password(pool, user, password, NEW_PASSWORD)
    if action != "SUPPRESS":
        text = f"Your username is {user.email} and temporary password is {password}"
        pool.send(user.email, "Your temporary password", text)
    return {"User": _listed_user(user)}


@operation("AdminGetUser")
def admin_get_user(pool: UserPool, given: Given) -> Answer:
    user = named_user(pool, given)
    member = _listed_user(user)
    attributes = member.pop("Attributes")
    return {**member, "UserAttributes": attributes, **settings_of(user)}


@operation("AdminUpdateUserAttributes")
def admin_update_user_attributes(pool: UserPool, given: Given) -> Answer:
    user = named_user(pool, given)
    _write(pool, user, given)
    pool.put(user)
    return {}


@operation("AdminDisableUser")
def admin_disable_user(pool: UserPool, given: Given) -> Answer:
    """Disable a user; the service revokes their tokens as well."""
    user = named_user(pool, given)
    user.enabled = False
    pool.put(user)
    pool.sign_out(user)
    return {}


@operation("AdminEnableUser")
def admin_enable_user(pool: UserPool, given: Given) -> Answer:
    user = named_user(pool, given)
    user.enabled = True
    pool.put(user)
    return {}


@operation("AdminDeleteUser")
def admin_delete_user(pool: UserPool, given: Given) -> Answer:
    pool.remove(named_user(pool, given))
    return {}


@operation("ListUsers")
def list_users(pool: UserPool, given: Given) -> Answer:
    check_pool(pool, given)
    is_wanted = _wanted(given.get("Filter") or "")
    found = sorted((each for each in pool.users if is_wanted(each)), key=lambda each: each.sub)
    after = given.get("PaginationToken") or ""
    page = [each for each in found if each.sub > after]
    limit = given.get("Limit", _PAGE)
    token = page[limit - 1].sub if len(page) > limit > 0 else None
    return {"Users": [_listed_user(each) for each in page[:limit]], "PaginationToken": token}


def _write(pool: UserPool, user: User, given: Given) -> None:
    attributes = attributes_of(given.get("UserAttributes"))
    email = address(attributes.pop("email", user.email))
    other = pool.users.find(email)
    if other is not None and other.sub != user.sub:
        raise alias_exists()
    verified = attributes.pop("email_verified", None)
    if verified is not None:
        user.email_verified = verified.lower() == "true"
    elif email != user.email:
        user.email_verified = False
    user.email = email
    user.attributes.update(attributes)


def _temporary(pool: UserPool) -> str:
    return f"{pool.chance.text(12)}aA1"


def _listed_user(user: User) -> dict[str, Any]:
    return {
        "Username": user.sub,
        "Attributes": listed(user.all_attributes()),
        "UserCreateDate": datetime.fromtimestamp(user.created_s, UTC),
        "UserLastModifiedDate": datetime.fromtimestamp(user.modified_s, UTC),
        "Enabled": user.enabled,
        "UserStatus": user.status,
    }


def _wanted(written: str) -> Callable[[User], bool]:
    if not written.strip():
        return lambda _: True
    found = _FILTER.fullmatch(written.strip())
    if found is None:
        raise invalid("Error while parsing filter expression")
    name, operator, value = found[1], found[2], re.sub(r"\\(.)", r"\1", found[3])

    def is_wanted(user: User) -> bool:
        of_user = {
            **user.all_attributes(),
            "username": user.sub,
            "cognito:user_status": user.status,
            "status": "Enabled" if user.enabled else "Disabled",
        }.get(name, "")
        if name == "email":
            return _fits(of_user.lower(), operator, value.lower())
        return _fits(of_user, operator, value)

    return is_wanted


def _fits(of_user: str, operator: str, value: str) -> bool:
    return of_user == value if operator == "=" else of_user.startswith(value)
