"""Signing up: codes, repeated wishes, and what strangers learn."""

from __future__ import annotations

import pytest
from botocore.exceptions import ClientError

from santral.domain.errors import ForbiddenError, InputError, LimitExceededError
from santral.local.cognito.settings import Settings
from santral.local.identifiers import CLIENT_ID
from santral.stores.identity_values import Tokens
from tests.fakes.user_pool import ADDRESS, PASSWORD, PeoplesPool, new_pool


@pytest.fixture
def town() -> PeoplesPool:
    return new_pool()


def refusal(error: pytest.ExceptionInfo[ClientError]) -> tuple[str, str]:
    told = error.value.response["Error"]
    return told["Code"], told["Message"]


def test_who_signs_up_is_let_in_once_the_code_came_back(town: PeoplesPool) -> None:
    signed_up = town.identity.sign_up(ADDRESS, PASSWORD, "Ayşe Yılmaz")
    with pytest.raises(ForbiddenError, match="not verified"):
        town.identity.sign_in(ADDRESS, PASSWORD)

    confirmed = town.identity.confirm(ADDRESS, town.code())

    assert confirmed == signed_up.subject
    user = town.identity.find(ADDRESS)
    assert user is not None
    assert (user.name, user.is_verified) == ("Ayşe Yılmaz", True)


def test_where_only_we_make_users_nobody_signs_up_by_themselves(town: PeoplesPool) -> None:
    town.pool.settings = Settings()

    with pytest.raises(ClientError) as refused:
        town.client.sign_up(ClientId=CLIENT_ID, Username=ADDRESS, Password=PASSWORD)

    assert refusal(refused) == (
        "NotAuthorizedException",
        "SignUp is not permitted for this user pool",
    )


def test_the_mail_has_the_code_and_goes_to_the_address(town: PeoplesPool) -> None:
    town.identity.sign_up(ADDRESS, PASSWORD)

    [letter] = town.outbox.letters()
    assert (letter.to, letter.subject) == (ADDRESS, "Your verification code")
    assert letter.text == f"Your confirmation code is {letter.code}"


def test_a_wrong_code_confirms_nobody(town: PeoplesPool) -> None:
    town.identity.sign_up(ADDRESS, PASSWORD)

    with pytest.raises(InputError):
        town.identity.confirm(ADDRESS, town.wrong_code())

    with pytest.raises(ForbiddenError):
        town.identity.sign_in(ADDRESS, PASSWORD)


def test_a_code_is_good_for_a_day(town: PeoplesPool) -> None:
    town.identity.sign_up(ADDRESS, PASSWORD)
    code = town.code()
    town.passes(hours=24)

    with pytest.raises(ClientError) as refused:
        town.client.confirm_sign_up(ClientId=CLIENT_ID, Username=ADDRESS, ConfirmationCode=code)

    assert refusal(refused)[0] == "ExpiredCodeException"


def test_a_new_code_takes_the_place_of_the_old_one(town: PeoplesPool) -> None:
    town.identity.sign_up(ADDRESS, PASSWORD)
    old = town.code()
    town.identity.resend(ADDRESS)

    with pytest.raises(InputError):
        town.identity.confirm(ADDRESS, old)
    assert town.identity.confirm(ADDRESS, town.code())


def test_codes_cannot_be_guessed_at_leisure(town: PeoplesPool) -> None:
    town.identity.sign_up(ADDRESS, PASSWORD)
    for _ in range(10):
        with pytest.raises(InputError):
            town.identity.confirm(ADDRESS, town.wrong_code())

    with pytest.raises(LimitExceededError):
        town.identity.confirm(ADDRESS, town.code())

    town.passes(hours=1)
    assert town.identity.confirm(ADDRESS, town.code())


def test_codes_are_not_sent_without_end(town: PeoplesPool) -> None:
    town.identity.sign_up(ADDRESS, PASSWORD)
    for _ in range(4):
        town.identity.resend(ADDRESS)

    with pytest.raises(LimitExceededError):
        town.identity.resend(ADDRESS)

    assert len(town.outbox.letters()) == 5


def test_signing_up_again_finds_the_first_time(town: PeoplesPool) -> None:
    first = town.identity.sign_up(ADDRESS, PASSWORD)

    again = town.identity.sign_up(ADDRESS.upper(), "another-Password-1")

    assert (again.subject, again.is_new, again.is_confirmed) == (first.subject, False, False)
    town.identity.confirm(ADDRESS, town.code())
    assert isinstance(town.identity.sign_in(ADDRESS, PASSWORD), Tokens)


def test_who_was_confirmed_is_known_to_be_when_they_sign_up_again(town: PeoplesPool) -> None:
    town.signed_up()

    assert town.identity.sign_up(ADDRESS, PASSWORD).is_confirmed


@pytest.mark.parametrize("password", ["alllowercase-77", "ALLUPPERCASE-77", "No-digits-at-all"])
def test_a_weak_password_is_refused(town: PeoplesPool, password: str) -> None:
    with pytest.raises(InputError, match="not strong enough"):
        town.identity.sign_up(ADDRESS, password)


def test_a_password_of_eleven_letters_is_too_short(town: PeoplesPool) -> None:
    with pytest.raises(ClientError) as refused:
        town.client.sign_up(ClientId=CLIENT_ID, Username=ADDRESS, Password="Elevenchar1")

    assert refusal(refused) == (
        "InvalidPasswordException",
        "Password did not conform with policy: Password not long enough",
    )


@pytest.mark.parametrize("attribute", ["email_verified", "profile", "custom:tenant"])
def test_nobody_signs_up_with_attributes_that_are_not_theirs_to_write(
    town: PeoplesPool, attribute: str
) -> None:
    with pytest.raises(ClientError) as refused:
        town.client.sign_up(
            ClientId=CLIENT_ID,
            Username=ADDRESS,
            Password=PASSWORD,
            UserAttributes=[{"Name": attribute, "Value": "true"}],
        )

    assert refusal(refused)[0] in ("NotAuthorizedException", "InvalidParameterException")
    assert town.identity.find(ADDRESS) is None


@pytest.mark.parametrize("name", ["ayse", "@x", "a b@c", "a@b@c"])
def test_a_username_is_an_address(town: PeoplesPool, name: str) -> None:
    with pytest.raises(ClientError) as refused:
        town.client.sign_up(ClientId=CLIENT_ID, Username=name, Password=PASSWORD)

    assert refusal(refused)[0] == "InvalidParameterException"


def test_a_code_sent_to_a_stranger_looks_like_one_that_was_sent(town: PeoplesPool) -> None:
    town.identity.sign_up(ADDRESS, PASSWORD)

    known = town.client.resend_confirmation_code(ClientId=CLIENT_ID, Username=ADDRESS)
    unknown = town.client.resend_confirmation_code(
        ClientId=CLIENT_ID, Username="artem@serin-klima.example"
    )

    assert known["CodeDeliveryDetails"] == unknown["CodeDeliveryDetails"]
    assert town.outbox.letters("artem@serin-klima.example") == []


def test_an_invited_person_needs_no_code(town: PeoplesPool) -> None:
    subject = town.identity.create_confirmed(ADDRESS, PASSWORD, made_for="invitation-1", name="A")

    assert isinstance(town.identity.sign_in(ADDRESS, PASSWORD), Tokens)
    assert town.outbox.letters() == []
    assert subject == town.identity.create_confirmed(ADDRESS, PASSWORD, made_for="invitation-1")


def test_an_invitation_does_not_take_over_who_is_there(town: PeoplesPool) -> None:
    town.signed_up()

    with pytest.raises(Exception, match="in use"):
        town.identity.create_confirmed(ADDRESS, "another-Password-1", made_for="invitation-1")

    assert isinstance(town.identity.sign_in(ADDRESS, PASSWORD), Tokens)


def test_a_weak_password_leaves_the_invitation_open(town: PeoplesPool) -> None:
    with pytest.raises(InputError):
        town.identity.create_confirmed(ADDRESS, "weak", made_for="invitation-1")

    assert town.identity.create_confirmed(ADDRESS, PASSWORD, made_for="invitation-1")
