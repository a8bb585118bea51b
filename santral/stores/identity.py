"""The user pool, as our API needs it: who signs up, who signs in, and what becomes of them.

What anybody can ask is answered alike for known and for unknown addresses. What may be asked twice,
because the first reply was lost, does no harm the second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any, Final

from santral.domain.errors import (
    ConflictError,
    InputError,
    NotFoundError,
    UnauthenticatedError,
)
from santral.stores.identity_failures import cognito_translated
from santral.stores.identity_values import (
    APP,
    MADE_FOR,
    Challenge,
    ChallengeKind,
    Tokens,
    User,
    attributes,
    tokens,
    tokens_or_challenge,
    user_of,
)

if TYPE_CHECKING:
    from types_boto3_cognito_idp.client import CognitoIdentityProviderClient
    from types_boto3_cognito_idp.type_defs import SoftwareTokenMfaSettingsTypeTypeDef

_PAGE: Final = 60  # the most that ListUsers gives at once


def uses_mfa(client: CognitoIdentityProviderClient, user_pool_id: str, subject: str) -> bool:
    """Say whether the pool asks somebody for a second factor.

    Raises:
        NotFoundError: there is no such user.
        DependencyError: Cognito failed.
    """
    with cognito_translated():
        answer = client.admin_get_user(UserPoolId=user_pool_id, Username=subject)
        return APP in answer.get("UserMFASettingList", ())


class Identity:
    """Every method raises DependencyError where Cognito fails."""

    def __init__(
        self, client: CognitoIdentityProviderClient, user_pool_id: str, client_id: str
    ) -> None:
        self._client, self._client_id = client, client_id
        self._pool: Any = {"UserPoolId": user_pool_id}
        self._user_pool_id = user_pool_id

    # --- signing in ---

    def sign_in(self, email: str, password: str) -> Tokens | Challenge:
        """
        Raises:
            UnauthenticatedError: the two do not belong together, or nobody who may come in.
            ForbiddenError: NOT_VERIFIED, after the right password.
            LimitExceededError: locked out for a while.
        """
        with cognito_translated():
            answer = self._client.initiate_auth(
                ClientId=self._client_id,
                AuthFlow="USER_PASSWORD_AUTH",
                AuthParameters={"USERNAME": email, "PASSWORD": password},
            )
            return tokens_or_challenge(answer)

    def answer_challenge(self, challenge: Challenge, answer: str) -> Tokens | Challenge:
        """
        Args:
            answer: the app's code, or the new password.

        Raises:
            UnauthenticatedError: it is not good, or it comes too late.
            InputError: the new password is not strong enough.
            LimitExceededError: locked out for a while.
        """
        member = {
            ChallengeKind.MFA: "SOFTWARE_TOKEN_MFA_CODE",
            ChallengeKind.NEW_PASSWORD: "NEW_PASSWORD",
        }.get(challenge.kind)
        responses = {"USERNAME": challenge.username} | ({member: answer} if member else {})
        try:
            with cognito_translated():
                reply = self._client.respond_to_auth_challenge(
                    ClientId=self._client_id,
                    ChallengeName=challenge.kind.value,
                    Session=challenge.session,
                    ChallengeResponses=responses,
                )
                return tokens_or_challenge(reply)
        except InputError:
            if challenge.kind is ChallengeKind.MFA:
                raise UnauthenticatedError("a code that is not good") from None
            raise

    def refresh(self, refresh_token: str) -> Tokens:
        """
        Raises:
            UnauthenticatedError: the token is not good, or its owner may not come in any more.
        """
        try:
            with cognito_translated():
                answer = self._client.get_tokens_from_refresh_token(
                    ClientId=self._client_id, RefreshToken=refresh_token
                )
                return tokens(answer["AuthenticationResult"])
        except (InputError, NotFoundError):
            raise UnauthenticatedError("a refresh token that is not good") from None

    def sign_out(self, refresh_token: str) -> None:
        """End the session of a refresh token; one that is gone already is no mistake."""
        try:
            with cognito_translated():
                self._client.revoke_token(ClientId=self._client_id, Token=refresh_token)
        except (InputError, UnauthenticatedError):
            return

    # --- passwords ---

    def forgot_password(self, email: str) -> None:
        """Mail a code by which a password is set anew; to who has no verified address, nothing.

        Raises:
            LimitExceededError: too many were asked for.
        """
        self._quietly(
            lambda: self._client.forgot_password(ClientId=self._client_id, Username=email)
        )

    def reset_password(self, email: str, code: str, password: str) -> None:
        """Set a password anew by the code that was mailed, and sign its owner out everywhere.

        Raises:
            InputError: the code is not good, or the password not strong enough.
            LimitExceededError: too many were tried.
        """
        try:
            with cognito_translated():
                self._client.confirm_forgot_password(
                    ClientId=self._client_id,
                    Username=email,
                    ConfirmationCode=code,
                    Password=password,
                )
        except (NotFoundError, UnauthenticatedError):
            raise InputError("a code that is not good") from None
        self.sign_out_everywhere(email)

    def change_password(self, access_token: str, old: str, new: str) -> None:
        """
        Raises:
            UnauthenticatedError: the old one is wrong, or the token is not good.
            InputError: the new one is not strong enough.
            LimitExceededError: locked out for a while.
        """
        with cognito_translated():
            self._client.change_password(
                AccessToken=access_token, PreviousPassword=old, ProposedPassword=new
            )

    def set_password(self, subject: str, password: str) -> None:
        """Give somebody a password, who is confirmed by that.

        Raises:
            InputError: it is not strong enough.
            NotFoundError: there is no such user.
        """
        with cognito_translated():
            self._client.admin_set_user_password(
                **self._pool, Username=subject, Password=password, Permanent=True
            )

    # --- what users do with themselves ---

    def change_email(self, access_token: str, email: str) -> None:
        """Have a code mailed to a new address; the old one stays until it comes back.

        Raises:
            ConflictError: the address is somebody else's.
            UnauthenticatedError, InputError, LimitExceededError
        """
        with cognito_translated():
            self._client.update_user_attributes(
                AccessToken=access_token, UserAttributes=attributes(email=email)
            )

    def verify_email(self, access_token: str, code: str) -> None:
        """
        Raises:
            InputError: the code is not good.
            ConflictError: somebody else has the address by now.
            UnauthenticatedError, LimitExceededError
        """
        with cognito_translated():
            self._client.verify_user_attribute(
                AccessToken=access_token, AttributeName="email", Code=code
            )

    def associate_totp(self, access_token: str) -> str:
        """Give the secret of a new authenticator app, in base 32."""
        with cognito_translated():
            return self._client.associate_software_token(AccessToken=access_token)["SecretCode"]

    def verify_totp(self, access_token: str, code: str) -> None:
        """Have the app asked for at every sign-in from now on.

        Raises:
            InputError: the code is not good.
            ConflictError: no app was associated.
            UnauthenticatedError
        """
        app: SoftwareTokenMfaSettingsTypeTypeDef = {"Enabled": True, "PreferredMfa": True}
        with cognito_translated():
            self._client.verify_software_token(AccessToken=access_token, UserCode=code)
            self._client.set_user_mfa_preference(
                AccessToken=access_token, SoftwareTokenMfaSettings=app
            )

    # --- what others do with them ---

    def find(self, name: str) -> User | None:
        """Find a user by address or subject."""
        try:
            with cognito_translated():
                return user_of(self._client.admin_get_user(**self._pool, Username=name))
        except NotFoundError:
            return None

    def create_confirmed(self, email: str, password: str, *, made_for: str, name: str = "") -> str:
        """Make a user whose address is known to be theirs, and give the subject.

        Args:
            made_for: such as the invitation; with the same again it is the same user.

        Raises:
            ConflictError: the address is in use.
            InputError: the password is not strong enough.
        """
        members = {"email": email, "email_verified": "true", MADE_FOR: made_for}
        if name:
            members["name"] = name
        try:
            with cognito_translated():
                self._client.admin_create_user(
                    **self._pool,
                    Username=email,
                    UserAttributes=attributes(**members),
                    MessageAction="SUPPRESS",
                )
        except ConflictError:
            if self._found(email).made_for != made_for:
                raise
        subject = self._found(email).subject
        try:
            self.set_password(subject, password)
        except InputError:
            self.delete(subject)  # else the address could not be used with a better one
            raise
        return subject

    def disable(self, subject: str) -> None:
        """Let somebody in no more; their refresh tokens end, access tokens last ten minutes."""
        with cognito_translated():
            self._client.admin_disable_user(**self._pool, Username=subject)
        self.sign_out_everywhere(subject)

    def enable(self, subject: str) -> None:
        with cognito_translated():
            self._client.admin_enable_user(**self._pool, Username=subject)

    def forget_totp(self, subject: str) -> None:
        """Ask for no app any more, for somebody who has lost theirs."""
        app: SoftwareTokenMfaSettingsTypeTypeDef = {"Enabled": False, "PreferredMfa": False}
        with cognito_translated():
            self._client.admin_set_user_mfa_preference(
                **self._pool, Username=subject, SoftwareTokenMfaSettings=app
            )

    def sign_out_everywhere(self, subject: str) -> None:
        with cognito_translated():
            self._client.admin_user_global_sign_out(**self._pool, Username=subject)

    def delete(self, subject: str) -> None:
        """Delete a user; one that is gone already is no mistake."""
        try:
            with cognito_translated():
                self._client.admin_delete_user(**self._pool, Username=subject)
        except NotFoundError:
            return

    def users(self) -> Iterator[tuple[str, datetime]]:
        """Yield the subject of every user, and when they were made; a request for each sixty."""
        after: Any = {}
        while True:
            with cognito_translated():
                page = self._client.list_users(**self._pool, Limit=_PAGE, **after)
                found = [(each["Username"], each["UserCreateDate"]) for each in page["Users"]]
                token = page.get("PaginationToken")
            yield from found
            if token is None:
                return
            after = {"PaginationToken": token}

    def uses_mfa(self, subject: str) -> bool:
        return uses_mfa(self._client, self._user_pool_id, subject)

    # --- in common ---

    def _found(self, name: str) -> User:
        user = self.find(name)
        if user is None:
            raise NotFoundError("no such user")
        return user

    def _quietly(self, ask: Callable[[], object]) -> None:
        """Ask for a mail, and do not tell who gets none."""
        try:
            with cognito_translated():
                ask()
        except (InputError, NotFoundError, UnauthenticatedError):
            return
