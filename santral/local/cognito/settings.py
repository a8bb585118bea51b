"""How the local user pool and its one client are set: as those that are deployed will be.

MFA is optional in the pool, so that nobody is asked for a second factor who has none; whose role
needs one gets, until they have it, tokens with which they can set it up and do nothing else:
functions/add_claims says so in a claim, which it finds out from the pool at every sign-in and
refresh. Cognito offers no such rule by role of its own: where MFA is required, it is of everybody.

With rotation of refresh tokens the flow REFRESH_TOKEN_AUTH has to be off; GetTokensFromRefreshToken
takes its place.

Source: Amazon Cognito Developer Guide, "Adding MFA to a user pool", "Refresh tokens", read 2026-10.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from santral.local.identifiers import CLIENT_ID, USER_POOL_ID

HOUR_S = 3600


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    least: int = 12
    needs_upper: bool = True
    needs_lower: bool = True
    needs_digit: bool = True
    needs_symbol: bool = False


@dataclass(frozen=True, slots=True)
class Client:
    """
    Attributes:
        flows: ALLOW_…, as the service names them.
        write_attributes: what users may change of themselves.
        rotation_grace_s: how long a refresh token that was used is good for a repeated request;
            None where refresh tokens are not rotated.
    """

    id: str = CLIENT_ID
    flows: frozenset[str] = frozenset({"ALLOW_USER_SRP_AUTH", "ALLOW_USER_PASSWORD_AUTH"})
    write_attributes: frozenset[str] = frozenset({"email", "name", "locale"})
    access_s: int = 600
    id_s: int = 600
    refresh_s: int = 30 * 24 * HOUR_S
    session_s: int = 180
    rotation_grace_s: int | None = 30


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Attributes:
        requires_mfa: of everybody, as `MfaConfiguration: ON`.
        self_sign_up: whether anybody may make a user, as `AllowAdminCreateUserOnly: false`: our
            API makes them itself, once an address is proven.
        sign_up_code_s, reset_code_s, attribute_code_s: how long a code that was mailed is good.
    """

    pool_id: str = USER_POOL_ID
    client: Client = field(default_factory=Client)
    password: PasswordPolicy = field(default_factory=PasswordPolicy)
    requires_mfa: bool = False
    self_sign_up: bool = False
    sign_up_code_s: int = 24 * HOUR_S
    reset_code_s: int = HOUR_S
    attribute_code_s: int = 24 * HOUR_S

    @property
    def pool_name(self) -> str:
        return self.pool_id.partition("_")[2]

    @property
    def region(self) -> str:
        return self.pool_id.partition("_")[0]
