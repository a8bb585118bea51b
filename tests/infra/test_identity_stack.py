"""Who may sign in, by which rules, and what leaves by mail."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from santral.local.cognito.settings import Settings
from tests.infra.template import Centre, Found


def only(centre: Centre, type_: str) -> Mapping[str, Any]:
    [found] = centre["identity"].resources(type_)
    return found.properties


def only_ours(centre: Centre) -> Found:
    """Return the one function of the stack that is of the catalogue."""
    found = [
        each
        for each in centre["identity"].resources("AWS::Lambda::Function")
        if each.properties["Handler"] == "functions.add_claims.handler.handler"
    ]
    [one] = found
    return one


def listed(plain: Any) -> list[Any]:
    return plain if isinstance(plain, list) else [plain]


def test_the_pool_is_set_as_the_local_one(prod: Centre) -> None:
    local = Settings()

    pool = only(prod, "AWS::Cognito::UserPool")

    assert pool["AdminCreateUserConfig"] == {"AllowAdminCreateUserOnly": not local.self_sign_up}
    assert pool["MfaConfiguration"] == ("ON" if local.requires_mfa else "OPTIONAL")
    assert pool["Policies"]["PasswordPolicy"] == {
        "MinimumLength": local.password.least,
        "RequireUppercase": local.password.needs_upper,
        "RequireLowercase": local.password.needs_lower,
        "RequireNumbers": local.password.needs_digit,
        "RequireSymbols": local.password.needs_symbol,
    }
    assert pool["UsernameAttributes"] == ["email"]
    assert pool["UsernameConfiguration"] == {"CaseSensitive": False}
    assert pool["UserAttributeUpdateSettings"] == {
        "AttributesRequireVerificationBeforeUpdate": ["email"]
    }


def test_the_pages_client_is_set_as_the_local_one(prod: Centre) -> None:
    local = Settings().client

    client = only(prod, "AWS::Cognito::UserPoolClient")

    assert set(client["ExplicitAuthFlows"]) == local.flows
    assert set(client["WriteAttributes"]) == local.write_attributes
    assert set(client["TokenValidityUnits"].values()) == {"minutes"}
    assert client["AccessTokenValidity"] * 60 == local.access_s
    assert client["IdTokenValidity"] * 60 == local.id_s
    assert client["RefreshTokenValidity"] * 60 == local.refresh_s
    assert client["AuthSessionValidity"] * 60 == local.session_s
    assert client["RefreshTokenRotation"] == {
        "Feature": "ENABLED",
        "RetryGracePeriodSeconds": local.rotation_grace_s,
    }


def test_a_browser_has_no_secret_and_is_not_told_who_has_an_account(prod: Centre) -> None:
    client = only(prod, "AWS::Cognito::UserPoolClient")

    assert client["GenerateSecret"] is False
    assert client["PreventUserExistenceErrors"] == "ENABLED"
    assert client["EnableTokenRevocation"] is True


def test_users_cannot_change_what_decides_whom_they_belong_to(prod: Centre) -> None:
    client = only(prod, "AWS::Cognito::UserPoolClient")

    assert not {"profile", "email_verified"} & set(client["WriteAttributes"])
    assert not [each for each in client["WriteAttributes"] if each.startswith("custom:")]


def test_the_pool_cannot_be_deleted(prod: Centre) -> None:
    assert only(prod, "AWS::Cognito::UserPool")["DeletionProtection"] == "ACTIVE"


def test_mails_travel_by_tls_and_never_again_to_who_refused_one(prod: Centre) -> None:
    rules = only(prod, "AWS::SES::ConfigurationSet")
    identity = only(prod, "AWS::SES::EmailIdentity")

    assert rules["DeliveryOptions"] == {"TlsPolicy": "REQUIRE"}
    assert rules["SuppressionOptions"] == {"SuppressedReasons": ["BOUNCE", "COMPLAINT"]}
    assert identity["EmailIdentity"] == "example.com"
    assert "Ref" in identity["ConfigurationSetAttributes"]["ConfigurationSetName"]


def test_codes_come_from_cognito_until_the_sender_is_verified(prod: Centre) -> None:
    sender = only(prod, "AWS::Cognito::UserPool")["EmailConfiguration"]

    assert sender == {"EmailSendingAccount": "COGNITO_DEFAULT"}


def test_the_pool_asks_add_claims_before_it_gives_a_token(prod: Centre) -> None:
    asked = only(prod, "AWS::Cognito::UserPool")["LambdaConfig"]["PreTokenGenerationConfig"]
    function = only_ours(prod)

    assert asked["LambdaVersion"] == "V2_0"
    assert asked["LambdaArn"] == {"Fn::GetAtt": [function.logical_id, "Arn"]}


def test_add_claims_may_look_at_members_and_users_and_nothing_else(prod: Centre) -> None:
    actions = [
        action
        for policy in prod["identity"].resources("AWS::IAM::Policy")
        for statement in policy.properties["PolicyDocument"]["Statement"]
        for action in listed(statement["Action"])
    ]

    assert {each for each in actions if not each.startswith(("logs:", "kms:"))} == {
        "cognito-idp:AdminGetUser",
        "dynamodb:BatchGetItem",
        "dynamodb:GetItem",
        "dynamodb:Query",
    }
