"""The pool's own sign-up, of which our API makes no use; who knows the client can use it."""

from __future__ import annotations

from dataclasses import dataclass

from santral.domain.errors import (
    ConflictError,
    DependencyError,
    InputError,
    NotFoundError,
    UnauthenticatedError,
)
from santral.stores.identity import Identity
from santral.stores.identity_failures import SERVICE, cognito_translated
from santral.stores.identity_values import attributes


@dataclass(frozen=True, slots=True)
class SignedUp:
    """
    Attributes:
        is_new: False where the address was known before; its password stays as it was.
        is_confirmed: the address was verified before.
    """

    subject: str
    is_new: bool
    is_confirmed: bool


class Visitors(Identity):
    def sign_up(self, email: str, password: str, name: str = "") -> SignedUp:
        """Make an unconfirmed user, and have a code mailed.

        Raises:
            InputError: the password is not strong enough, or the address is none.
            LimitExceededError: too many codes were sent there.
        """
        try:
            with cognito_translated():
                answer = self._client.sign_up(
                    ClientId=self._client_id,
                    Username=email,
                    Password=password,
                    UserAttributes=attributes(name=name) if name else [],
                )
                return SignedUp(answer["UserSub"], is_new=True, is_confirmed=False)
        except ConflictError:
            known = self.find(email)
        if known is None:  # deleted in between
            raise DependencyError(SERVICE, "an address both taken and free", retryable=True)
        return SignedUp(known.subject, is_new=False, is_confirmed=known.is_confirmed)

    def confirm(self, email: str, code: str) -> str:
        """Verify an address by the code that was mailed there, and give the subject.

        Raises:
            InputError: the code is not good; also where nobody is to be confirmed.
            LimitExceededError: too many were tried.
        """
        try:
            with cognito_translated():
                self._client.confirm_sign_up(
                    ClientId=self._client_id, Username=email, ConfirmationCode=code
                )
        except (NotFoundError, UnauthenticatedError):
            raise InputError("a code that is not good") from None
        return self._found(email).subject

    def resend(self, email: str) -> None:
        """Mail another code to who is not confirmed yet; to anybody else, nothing.

        Raises:
            LimitExceededError: too many were sent.
        """
        self._quietly(
            lambda: self._client.resend_confirmation_code(ClientId=self._client_id, Username=email)
        )
