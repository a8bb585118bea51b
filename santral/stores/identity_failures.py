"""What a refusal of the user pool means, and for whom.

No message of Cognito is repeated: some name what somebody gave.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Final

from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import (
    ConflictError,
    ContactCentreError,
    DependencyError,
    ForbiddenError,
    InputError,
    LimitExceededError,
    NotFoundError,
    UnauthenticatedError,
)
from santral.stores.tables import code_of

NOT_VERIFIED: Final = "the e-mail address is not verified"
SERVICE: Final = "cognito"

# Cognito does not say how long it will not listen: from a second to a quarter of an hour.
_LOCKED_S: Final = 60.0
_LIMITED_S: Final = 900.0
_LOCKED_OUT: Final = "Password attempts exceeded"
_PERMANENT: Final = frozenset(
    {
        "AccessDeniedException",
        "InvalidLambdaResponseException",
        "ResourceNotFoundException",
        "UnrecognizedClientException",
        "UnsupportedOperationException",
    }
)
_ERRORS: Final[Mapping[str, Callable[[], ContactCentreError]]] = {
    "AliasExistsException": lambda: ConflictError("the address is in use"),
    "CodeMismatchException": lambda: InputError("a code that is not good"),
    "EnableSoftwareTokenMFAException": lambda: InputError("a code that is not good"),
    "ExpiredCodeException": lambda: InputError("a code that is not good"),
    "InvalidParameterException": lambda: InputError("what the user pool does not take"),
    "InvalidPasswordException": lambda: InputError("a password that is not strong enough"),
    "LimitExceededException": lambda: LimitExceededError(_LIMITED_S),
    "NotAuthorizedException": lambda: UnauthenticatedError("refused by the user pool"),
    "PasswordHistoryPolicyViolationException": lambda: InputError("a password of before"),
    "PasswordResetRequiredException": lambda: ForbiddenError("the password has to be reset"),
    "RefreshTokenReuseException": lambda: UnauthenticatedError("a refresh token used before"),
    "SoftwareTokenMFANotFoundException": lambda: ConflictError("no authenticator app is set up"),
    "TooManyFailedAttemptsException": lambda: LimitExceededError(_LIMITED_S),
    "UnsupportedTokenTypeException": lambda: InputError("not a refresh token"),
    "UserNotConfirmedException": lambda: ForbiddenError(NOT_VERIFIED),
    "UserNotFoundException": lambda: NotFoundError("no such user"),
    "UsernameExistsException": lambda: ConflictError("the address is in use"),
}


@contextmanager
def cognito_translated() -> Iterator[None]:
    """
    Raises:
        ContactCentreError: one of the above; DependencyError where Cognito itself failed.
    """
    try:
        yield
    except ClientError as error:
        raise _meaning(error) from error
    except BotoCoreError as error:
        raise DependencyError(SERVICE, "no answer", retryable=True) from error
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise DependencyError(SERVICE, "an answer we cannot read", retryable=False) from error


def _meaning(error: ClientError) -> ContactCentreError:
    code = code_of(error) or "no code"
    said = str(error.response.get("Error", {}).get("Message", ""))
    if code == "NotAuthorizedException" and said == _LOCKED_OUT:
        return LimitExceededError(_LOCKED_S)
    if code == "UserLambdaValidationException":
        return _of_trigger(said)
    if code in _ERRORS:
        return _ERRORS[code]()
    return DependencyError(SERVICE, code, retryable=code not in _PERMANENT)


def _of_trigger(said: str) -> ContactCentreError:
    """Tell what it was by our own error's name, which functions/entry.py puts into the text."""
    if UnauthenticatedError.__name__ in said:
        return UnauthenticatedError("no member who may come in")
    return DependencyError(SERVICE, "the claims were not added", retryable=True)
