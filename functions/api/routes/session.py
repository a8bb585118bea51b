"""Signing in and out, and passwords that were forgotten.

Whoever prefers to prove a password without sending it signs in by SRP at the user pool itself, and
gets the same tokens.
"""

from __future__ import annotations

import base64
import binascii
import json
from contextlib import suppress
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from functions.api.call import Call
from functions.api.endpoint import Routes
from functions.api.mail_caps import count_mail
from functions.api.newcomers import CODE, NewPassword, Password
from functions.api.permissions import SELF
from functions.api.problems import ProblemError, invalid
from functions.api.routes.sign_up import CheckMailView
from functions.api.shapes import Email, Shape
from santral.domain.access import Kind
from santral.domain.errors import (
    ForbiddenError,
    InputError,
    LimitExceededError,
    UnauthenticatedError,
)
from santral.stores.identity_values import Challenge, ChallengeKind, Tokens

routes = Routes("Session")

_BEARER: Final = {"WWW-Authenticate": "Bearer"}
_NO_SUCH: Final = "Nobody signs in by this address with this password."
_GOOD_CODE: Final = "expected the code of the last mail; ask for another"


class SignInBody(Shape):
    email: Email
    password: Password


class ChallengeBody(Shape):
    session: Annotated[str, StringConstraints(min_length=1, max_length=4096)]
    code: Annotated[
        str,
        StringConstraints(pattern=CODE),
        Field(description="of the authenticator app"),
    ]


class RefreshBody(Shape):
    refresh_token: Annotated[str, StringConstraints(min_length=1, max_length=8192)]


class ForgotBody(Shape):
    email: Email


class ResetBody(Shape):
    email: Email
    code: Annotated[str, StringConstraints(pattern=CODE)]
    password: NewPassword


class ChangePasswordBody(Shape):
    old: Password
    new: NewPassword


class SessionView(Shape):
    """Tokens; or, where a second factor is asked for, a challenge and no tokens yet."""

    access_token: str | None = None
    refresh_token: Annotated[
        str | None, Field(description="a new one each time; the one before is good for 30 s more")
    ] = None
    id_token: str | None = None
    expires_in_s: Annotated[int | None, Field(description="of the access token")] = None
    challenge: Literal["software_token_mfa"] | None = None
    session: Annotated[
        str | None, Field(description="goes back with the code, within three minutes")
    ] = None


@routes.post("/v1/session", roles=None, secret=True)
def sign_in(call: Call, body: SignInBody) -> SessionView:
    """Sign in.

    Who has an authenticator app gets a challenge, and the tokens for the app's code. Owners and
    admins who have none yet get tokens with which they can set one up, and nothing else.
    """
    try:
        return _view(call.here.identity.sign_in(body.email, body.password))
    except UnauthenticatedError as error:
        raise ProblemError("unauthenticated", _NO_SUCH, headers=_BEARER) from error


@routes.post("/v1/session/challenge", roles=None, secret=True)
def answer_challenge(call: Call, body: ChallengeBody) -> SessionView:
    """Answer the challenge of a sign-in with the code of the authenticator app."""
    challenge = _read(body.session)
    return _view(call.here.identity.answer_challenge(challenge, body.code))


@routes.post("/v1/session/refresh", roles=None, secret=True)
def refresh_session(call: Call, body: RefreshBody) -> SessionView:
    """Get a new access token, in which role and second factor are as they are now."""
    return _view(call.here.identity.refresh(body.refresh_token))


@routes.delete("/v1/session", roles=SELF, after_trial=True, before_mfa=True)
def sign_out(call: Call) -> None:
    """Sign out everywhere.

    No refresh token is good any more. An access token reads for the rest of its ten minutes.
    """
    if call.asker.kind is Kind.KEY:
        raise ForbiddenError("a key is nobody who signs in")
    call.here.identity.sign_out_everywhere(call.asker.subject)


@routes.post("/v1/password/forgot", roles=None, secret=True)
def forget_password(call: Call, body: ForgotBody) -> CheckMailView:
    """Have a code mailed by which a password is set anew.

    The answer is the same for known and for unknown addresses.
    """
    count_mail(call, body.email)
    with suppress(LimitExceededError):  # the pool counts for known addresses alone
        call.here.identity.forgot_password(body.email)
    return CheckMailView()


@routes.post("/v1/password/reset", roles=None, secret=True)
def reset_password(call: Call, body: ResetBody) -> None:
    """Set a password anew by the code that was mailed; everybody who is signed in is out."""
    try:
        call.here.identity.reset_password(body.email, body.code, body.password)
    except InputError:
        raise invalid([("body.code", _GOOD_CODE)]) from None


@routes.post("/v1/me/password", roles=SELF, secret=True, after_trial=True)
def change_password(call: Call, body: ChangePasswordBody) -> None:
    """Change the asker's own password."""
    try:
        call.here.identity.change_password(call.token, body.old, body.new)
    except UnauthenticatedError:
        raise invalid([("body.old", "expected the password of now")]) from None
    except InputError:
        raise invalid([("body.new", "expected another password")]) from None


def _view(got: Tokens | Challenge) -> SessionView:
    if isinstance(got, Tokens):
        return SessionView(
            access_token=got.access,
            refresh_token=got.refresh,
            id_token=got.id,
            expires_in_s=got.expires_in_s,
        )
    if got.kind is not ChallengeKind.MFA:
        raise ProblemError("conflict", "Set a new password: the one of now cannot be used.")
    return SessionView(challenge="software_token_mfa", session=_written(got))


def _written(challenge: Challenge) -> str:
    """Write what goes back with the code; it is the pool's, and grants nothing by itself."""
    plain = json.dumps([challenge.username, challenge.session])
    return base64.urlsafe_b64encode(plain.encode()).decode()


def _read(session: str) -> Challenge:
    try:
        plain = json.loads(base64.b64decode(session, altchars=b"-_", validate=True))
    except (binascii.Error, RecursionError, UnicodeError, ValueError):
        plain = None
    match plain:
        case [str(username), str(at_pool)] if username and at_pool:
            return Challenge(ChallengeKind.MFA, at_pool, username)
    raise invalid([("body.session", "expected the `session` of a challenge")])
