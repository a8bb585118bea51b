"""What the user pool answers, as values of ours."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

APP: Final = "SOFTWARE_TOKEN_MFA"
# For whom a user was made: an attribute that the pool has and that users cannot write.
MADE_FOR: Final = "profile"


class ChallengeKind(StrEnum):
    """What is asked for after the password."""

    MFA = APP
    MFA_SETUP = "MFA_SETUP"
    NEW_PASSWORD = "NEW_PASSWORD_REQUIRED"  # noqa: S105 - a challenge's name


@dataclass(frozen=True, slots=True, repr=False)
class Tokens:
    """
    Attributes:
        refresh: None where the one that was used stays good.
    """

    access: str
    id: str
    refresh: str | None
    expires_in_s: int


@dataclass(frozen=True, slots=True, repr=False)
class Challenge:
    """
    Attributes:
        username: goes back with the answer.
    """

    kind: ChallengeKind
    session: str
    username: str


@dataclass(frozen=True, slots=True, repr=False)
class User:
    subject: str
    email: str
    name: str
    is_confirmed: bool
    is_verified: bool
    is_enabled: bool
    uses_mfa: bool
    made_for: str


def attributes(**members: str) -> Any:
    return [{"Name": name, "Value": value} for name, value in members.items()]


def tokens_or_challenge(answer: Mapping[str, Any]) -> Tokens | Challenge:
    name = answer.get("ChallengeName")
    if name is None:
        return tokens(answer["AuthenticationResult"])
    username = answer["ChallengeParameters"]["USER_ID_FOR_SRP"]
    return Challenge(ChallengeKind(name), answer["Session"], username)


def tokens(result: Mapping[str, Any]) -> Tokens:
    return Tokens(
        result["AccessToken"], result["IdToken"], result.get("RefreshToken"), result["ExpiresIn"]
    )


def user_of(answer: Mapping[str, Any]) -> User:
    listed: Sequence[Mapping[str, str]] = answer["UserAttributes"]
    members = {each["Name"]: each.get("Value", "") for each in listed}
    return User(
        subject=members["sub"],
        email=members["email"],
        name=members.get("name", ""),
        is_confirmed=answer["UserStatus"] != "UNCONFIRMED",
        is_verified=members.get("email_verified") == "true",
        is_enabled=answer["Enabled"],
        uses_mfa=APP in answer.get("UserMFASettingList", ()),
        made_for=members.get(MADE_FOR, ""),
    )
