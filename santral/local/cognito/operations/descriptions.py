"""How the pool and its client are set, as the service describes them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from santral.local.cognito.operations.naming import check_client, check_pool
from santral.local.cognito.registry import Answer, Given, operation
from santral.local.identifiers import ACCOUNT

if TYPE_CHECKING:
    from santral.local.cognito.pool import UserPool

_CREATED = datetime(2026, 1, 1, tzinfo=UTC)


@operation("DescribeUserPool")
def describe_user_pool(pool: UserPool, given: Given) -> Answer:
    check_pool(pool, given)
    settings, policy = pool.settings, pool.settings.password
    arn = f"arn:aws:cognito-idp:{settings.region}:{ACCOUNT}:userpool/{settings.pool_id}"
    return {
        "UserPool": {
            "Id": settings.pool_id,
            "Name": "santral",
            "Arn": arn,
            "CreationDate": _CREATED,
            "LastModifiedDate": _CREATED,
            "UsernameAttributes": ["email"],
            "UsernameConfiguration": {"CaseSensitive": False},
            "AutoVerifiedAttributes": ["email"],
            "UserAttributeUpdateSettings": {"AttributesRequireVerificationBeforeUpdate": ["email"]},
            "MfaConfiguration": "ON" if settings.requires_mfa else "OPTIONAL",
            "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": not settings.self_sign_up},
            "EstimatedNumberOfUsers": len(pool.users),
            "Policies": {
                "PasswordPolicy": {
                    "MinimumLength": policy.least,
                    "RequireUppercase": policy.needs_upper,
                    "RequireLowercase": policy.needs_lower,
                    "RequireNumbers": policy.needs_digit,
                    "RequireSymbols": policy.needs_symbol,
                }
            },
        }
    }


@operation("DescribeUserPoolClient")
def describe_user_pool_client(pool: UserPool, given: Given) -> Answer:
    check_pool(pool, given)
    check_client(pool, given)
    client = pool.settings.client
    grace_s = client.rotation_grace_s
    rotation: dict[str, object] = {"Feature": "DISABLED"}
    if grace_s is not None:
        rotation = {"Feature": "ENABLED", "RetryGracePeriodSeconds": grace_s}
    return {
        "UserPoolClient": {
            "UserPoolId": pool.settings.pool_id,
            "ClientName": "santral",
            "ClientId": client.id,
            "CreationDate": _CREATED,
            "LastModifiedDate": _CREATED,
            "ExplicitAuthFlows": sorted(client.flows),
            "WriteAttributes": sorted(client.write_attributes),
            "PreventUserExistenceErrors": "ENABLED",
            "EnableTokenRevocation": True,
            "AccessTokenValidity": client.access_s // 60,
            "IdTokenValidity": client.id_s // 60,
            "RefreshTokenValidity": client.refresh_s // 86_400,
            "TokenValidityUnits": {
                "AccessToken": "minutes",
                "IdToken": "minutes",
                "RefreshToken": "days",
            },
            "AuthSessionValidity": client.session_s // 60,
            "RefreshTokenRotation": rotation,
        }
    }
