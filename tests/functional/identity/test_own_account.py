"""What people do with their own account: passwords, addresses, authenticator apps."""

from __future__ import annotations

from datetime import timedelta

import pyotp
import pytest
from botocore.exceptions import ClientError
from pycognito.aws_srp import AWSSRP  # type: ignore[import-untyped]
from pycognito.exceptions import SoftwareTokenMFAChallengeException  # type: ignore[import-untyped]

from santral.domain.errors import (
    ConflictError,
    InputError,
    LimitExceededError,
    NotFoundError,
    UnauthenticatedError,
)
from santral.local.cognito.settings import Settings
from santral.local.identifiers import CLIENT_ID, USER_POOL_ID
from santral.stores.identity_values import Challenge, ChallengeKind, Tokens
from tests.fakes.user_pool import ADDRESS, PASSWORD, PeoplesPool, new_pool

OTHER = "artem@serin-klima.example"
NEW_PASSWORD = "quite-Another-Word-1"


@pytest.fixture
def town() -> PeoplesPool:
    made = new_pool()
    made.signed_up()
    return made


def access_token(town: PeoplesPool, address: str = ADDRESS) -> str:
    given = town.identity.sign_in(address, PASSWORD)
    assert isinstance(given, Tokens)
    return given.access


def app_of(town: PeoplesPool) -> pyotp.TOTP:
    """Set an authenticator app up."""
    token = access_token(town)
    app = pyotp.TOTP(town.identity.associate_totp(token))
    town.identity.verify_totp(token, app.at(town.clock.now))
    town.passes(seconds=30)
    return app


def asked_for_code(town: PeoplesPool) -> Challenge:
    asked = town.identity.sign_in(ADDRESS, PASSWORD)
    assert isinstance(asked, Challenge)
    return asked


# --- passwords ---


def test_a_forgotten_password_is_set_anew_by_the_mailed_code(town: PeoplesPool) -> None:
    town.identity.forgot_password(ADDRESS)

    town.identity.reset_password(ADDRESS, town.code(), NEW_PASSWORD)

    assert isinstance(town.identity.sign_in(ADDRESS, NEW_PASSWORD), Tokens)
    with pytest.raises(UnauthenticatedError):
        town.identity.sign_in(ADDRESS, PASSWORD)


@pytest.mark.parametrize("minutes", [59, 60])
def test_the_code_for_it_is_good_for_an_hour(town: PeoplesPool, minutes: int) -> None:
    town.identity.forgot_password(ADDRESS)
    town.passes(minutes=minutes)

    if minutes < 60:
        town.identity.reset_password(ADDRESS, town.code(), NEW_PASSWORD)
        assert isinstance(town.identity.sign_in(ADDRESS, NEW_PASSWORD), Tokens)
    else:
        with pytest.raises(InputError):
            town.identity.reset_password(ADDRESS, town.code(), NEW_PASSWORD)


def test_a_code_sets_one_password(town: PeoplesPool) -> None:
    town.identity.forgot_password(ADDRESS)
    code = town.code()
    town.identity.reset_password(ADDRESS, code, NEW_PASSWORD)

    with pytest.raises(InputError):
        town.identity.reset_password(ADDRESS, code, PASSWORD)


def test_a_weak_new_password_does_not_use_the_code_up(town: PeoplesPool) -> None:
    town.identity.forgot_password(ADDRESS)
    with pytest.raises(InputError):
        town.identity.reset_password(ADDRESS, town.code(), "weak")

    town.identity.reset_password(ADDRESS, town.code(), NEW_PASSWORD)

    assert isinstance(town.identity.sign_in(ADDRESS, NEW_PASSWORD), Tokens)


def test_a_code_for_signing_up_resets_no_password(town: PeoplesPool) -> None:
    town.identity.sign_up(OTHER, PASSWORD)

    with pytest.raises(InputError):
        town.identity.reset_password(OTHER, town.code(OTHER), NEW_PASSWORD)


def test_who_asks_for_a_strangers_password_sees_what_anybody_sees(town: PeoplesPool) -> None:
    known = town.client.forgot_password(ClientId=CLIENT_ID, Username=ADDRESS)
    unknown = town.client.forgot_password(ClientId=CLIENT_ID, Username="aysel@serin-klima.example")
    refusals = []
    for name in (ADDRESS, "aysel@serin-klima.example"):
        with pytest.raises(ClientError) as refused:
            town.client.confirm_forgot_password(
                ClientId=CLIENT_ID,
                Username=name,
                ConfirmationCode="000000",
                Password=NEW_PASSWORD,
            )
        refusals.append(refused.value.response["Error"])

    assert known["CodeDeliveryDetails"] == unknown["CodeDeliveryDetails"]
    assert refusals[0] == refusals[1]
    assert len(town.outbox.letters("aysel@serin-klima.example")) == 0


def test_an_address_that_is_not_verified_gets_no_code(town: PeoplesPool) -> None:
    town.identity.sign_up(OTHER, PASSWORD)
    town.identity.forgot_password(OTHER)

    assert [each.subject for each in town.outbox.letters(OTHER)] == ["Your verification code"]


def test_who_is_signed_in_changes_their_password_by_the_old_one(town: PeoplesPool) -> None:
    token = access_token(town)
    with pytest.raises(UnauthenticatedError):
        town.identity.change_password(token, "wrong-Password-1", NEW_PASSWORD)

    town.identity.change_password(token, PASSWORD, NEW_PASSWORD)

    assert isinstance(town.identity.sign_in(ADDRESS, NEW_PASSWORD), Tokens)


# --- addresses ---


def test_a_new_address_counts_once_its_owner_has_shown_it(town: PeoplesPool) -> None:
    token = access_token(town)
    town.identity.change_email(token, OTHER)
    assert town.identity.find(OTHER) is None

    town.identity.verify_email(token, town.code(OTHER))

    user = town.identity.find(OTHER)
    assert user is not None
    assert user.is_verified
    assert town.identity.find(ADDRESS) is None
    assert isinstance(town.identity.sign_in(OTHER, PASSWORD), Tokens)


def test_a_code_that_went_to_the_old_address_verifies_no_new_one(town: PeoplesPool) -> None:
    token = access_token(town)
    town.client.get_user_attribute_verification_code(AccessToken=token, AttributeName="email")
    old = town.code()
    town.identity.change_email(token, OTHER)

    with pytest.raises(InputError):
        town.identity.verify_email(token, old)

    assert town.identity.find(ADDRESS) is not None


def test_an_address_of_somebody_else_cannot_be_had(town: PeoplesPool) -> None:
    town.signed_up(OTHER)

    with pytest.raises(ConflictError):
        town.identity.change_email(access_token(town), OTHER.upper())


def test_an_address_that_was_taken_meanwhile_cannot_be_had(town: PeoplesPool) -> None:
    token = access_token(town)
    town.identity.change_email(token, OTHER)
    code = town.code(OTHER)
    town.signed_up(OTHER)

    with pytest.raises((ConflictError, InputError)):
        town.identity.verify_email(token, code)

    assert town.identity.find(ADDRESS) is not None


@pytest.mark.parametrize("name", ["email_verified", "profile", "preferred_username"])
def test_nobody_writes_attributes_that_are_not_theirs(town: PeoplesPool, name: str) -> None:
    with pytest.raises(ClientError) as refused:
        town.client.update_user_attributes(
            AccessToken=access_token(town), UserAttributes=[{"Name": name, "Value": "true"}]
        )

    assert refused.value.response["Error"] == {
        "Code": "NotAuthorizedException",
        "Message": "A client attempted to write unauthorized attribute",
    }


# --- authenticator apps ---


def test_whoever_has_an_app_is_asked_for_its_code(town: PeoplesPool) -> None:
    app = app_of(town)

    asked = asked_for_code(town)

    assert asked.kind is ChallengeKind.MFA
    assert isinstance(town.identity.answer_challenge(asked, app.at(town.clock.now)), Tokens)


def test_an_unmodified_srp_client_is_asked_for_it_as_well(town: PeoplesPool) -> None:
    app = app_of(town)
    client = AWSSRP(ADDRESS, PASSWORD, USER_POOL_ID, CLIENT_ID, client=town.client)

    with pytest.raises(SoftwareTokenMFAChallengeException) as asked:
        client.authenticate_user()

    session = asked.value.get_tokens()["Session"]
    answer = town.client.respond_to_auth_challenge(
        ClientId=CLIENT_ID,
        ChallengeName="SOFTWARE_TOKEN_MFA",
        Session=session,
        ChallengeResponses={
            "USERNAME": ADDRESS,
            "SOFTWARE_TOKEN_MFA_CODE": app.at(town.clock.now),
        },
    )
    assert answer["AuthenticationResult"]["AccessToken"]


def test_a_code_is_taken_once(town: PeoplesPool) -> None:
    app = app_of(town)
    code = app.at(town.clock.now)
    town.identity.answer_challenge(asked_for_code(town), code)

    with pytest.raises(UnauthenticatedError):
        town.identity.answer_challenge(asked_for_code(town), code)


@pytest.mark.parametrize(("steps", "is_taken"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_a_step_off_and_not_more(
    town: PeoplesPool, steps: int, is_taken: bool
) -> None:
    app = app_of(town)
    town.passes(minutes=5)
    asked, code = asked_for_code(town), app.at(town.clock.now + timedelta(seconds=30 * steps))

    if is_taken:
        assert isinstance(town.identity.answer_challenge(asked, code), Tokens)
    else:
        with pytest.raises(UnauthenticatedError):
            town.identity.answer_challenge(asked, code)


def test_codes_of_an_app_cannot_be_guessed(town: PeoplesPool) -> None:
    app = app_of(town)
    asked = asked_for_code(town)
    wrong = f"{(int(app.at(town.clock.now)) + 1) % 1_000_000:06}"
    for _ in range(5):
        with pytest.raises(UnauthenticatedError):
            town.identity.answer_challenge(asked, wrong)

    with pytest.raises(LimitExceededError):
        town.identity.answer_challenge(asked, app.at(town.clock.now))


def test_the_password_alone_does_not_make_guessing_codes_begin_anew(town: PeoplesPool) -> None:
    app = app_of(town)
    wrong = f"{(int(app.at(town.clock.now)) + 1) % 1_000_000:06}"
    for _ in range(5):
        with pytest.raises(UnauthenticatedError):
            town.identity.answer_challenge(asked_for_code(town), wrong)

    with pytest.raises(LimitExceededError):
        town.identity.sign_in(ADDRESS, PASSWORD)


def test_an_app_whose_code_did_not_come_back_is_not_asked_for(town: PeoplesPool) -> None:
    token = access_token(town)
    app = pyotp.TOTP(town.identity.associate_totp(token))

    with pytest.raises(InputError):
        town.identity.verify_totp(token, app.at(town.clock.now + timedelta(seconds=30 * 5)))

    assert isinstance(town.identity.sign_in(ADDRESS, PASSWORD), Tokens)


def test_who_has_lost_the_app_gets_in_without_once_somebody_allows_it(town: PeoplesPool) -> None:
    app_of(town)
    user = town.identity.find(ADDRESS)
    assert user is not None
    assert town.identity.uses_mfa(user.subject)

    town.identity.forget_totp(user.subject)

    assert isinstance(town.identity.sign_in(ADDRESS, PASSWORD), Tokens)
    assert not town.identity.uses_mfa(user.subject)


def test_where_everybody_needs_an_app_it_is_set_up_within_the_sign_in() -> None:
    town = new_pool(settings=Settings(requires_mfa=True))
    town.signed_up()
    asked = town.identity.sign_in(ADDRESS, PASSWORD)
    assert isinstance(asked, Challenge)
    assert asked.kind is ChallengeKind.MFA_SETUP
    with pytest.raises(UnauthenticatedError):
        town.identity.answer_challenge(asked, "")

    made = town.client.associate_software_token(Session=asked.session)
    code = pyotp.TOTP(made["SecretCode"]).at(town.clock.now)
    verified = town.client.verify_software_token(Session=made["Session"], UserCode=code)
    done = Challenge(ChallengeKind.MFA_SETUP, verified["Session"], asked.username)

    assert isinstance(town.identity.answer_challenge(done, ""), Tokens)


# --- the end ---


def test_who_was_deleted_is_a_stranger(town: PeoplesPool) -> None:
    token = access_token(town)
    user = town.identity.find(ADDRESS)
    assert user is not None

    town.identity.delete(user.subject)
    town.identity.delete(user.subject)

    assert town.identity.find(ADDRESS) is None
    with pytest.raises(UnauthenticatedError):
        town.identity.associate_totp(token)
    with pytest.raises(NotFoundError):
        town.identity.uses_mfa(user.subject)
    assert town.identity.sign_up(ADDRESS, PASSWORD).subject != user.subject


def test_a_password_that_was_set_anew_ends_what_a_thief_had(town: PeoplesPool) -> None:
    token = access_token(town)
    town.identity.forgot_password(ADDRESS)

    town.identity.reset_password(ADDRESS, town.code(), NEW_PASSWORD)

    with pytest.raises(UnauthenticatedError):
        town.identity.associate_totp(token)


def test_who_is_disabled_between_password_and_code_is_not_let_in(town: PeoplesPool) -> None:
    app = app_of(town)
    asked = asked_for_code(town)
    town.identity.disable(asked.username)

    with pytest.raises(UnauthenticatedError):
        town.identity.answer_challenge(asked, app.at(town.clock.now))


def test_who_is_deleted_in_the_middle_of_signing_in_does_not_come_back(town: PeoplesPool) -> None:
    town.client.admin_create_user(
        UserPoolId=USER_POOL_ID, Username=OTHER, TemporaryPassword="Temporary-pass-1"
    )
    asked = town.identity.sign_in(OTHER, "Temporary-pass-1")
    assert isinstance(asked, Challenge)
    town.identity.delete(asked.username)

    with pytest.raises(UnauthenticatedError):
        town.identity.answer_challenge(asked, PASSWORD)

    assert town.identity.find(OTHER) is None
