"""What Amazon Cognito refuses, with the codes and, where they are known, the words of its API.

No message repeats what somebody gave: addresses, codes and passwords are personal.
"""

from __future__ import annotations

from typing import Final

NOT_AUTHORIZED: Final = "NotAuthorizedException"
INVALID_PARAMETER: Final = "InvalidParameterException"
NOT_FOUND: Final = "ResourceNotFoundException"
USER_NOT_FOUND: Final = "UserNotFoundException"
CODE_MISMATCH: Final = "CodeMismatchException"
UNSUPPORTED: Final = "UnsupportedOperationException"
UNKNOWN: Final = "UnknownOperationException"


class CognitoError(Exception):
    """One refusal.

    Attributes:
        code: the error's name in the service model.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code, self.message = code, message


def not_authorized(message: str = "Incorrect username or password.") -> CognitoError:
    return CognitoError(NOT_AUTHORIZED, message)


def invalid(message: str) -> CognitoError:
    return CognitoError(INVALID_PARAMETER, message)


def code_mismatch() -> CognitoError:
    text = "Invalid verification code provided, please try again."
    return CognitoError(CODE_MISMATCH, text)


def code_expired() -> CognitoError:
    text = "Invalid code provided, please request a code again."
    return CognitoError("ExpiredCodeException", text)


def limit_exceeded() -> CognitoError:
    text = "Attempt limit exceeded, please try after some time."
    return CognitoError("LimitExceededException", text)


def username_exists() -> CognitoError:
    text = "An account with the given email already exists."
    return CognitoError("UsernameExistsException", text)


def alias_exists() -> CognitoError:
    text = "An account with the given email already exists."
    return CognitoError("AliasExistsException", text)


def user_not_found() -> CognitoError:
    return CognitoError(USER_NOT_FOUND, "User does not exist.")


def unsupported(name: str) -> CognitoError:
    text = f"{name} is not supported by the local Cognito."
    return CognitoError(UNSUPPORTED, text)
