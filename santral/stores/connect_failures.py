"""What a failed request to Amazon Connect means: whether it was done, and whose fault it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, Final

from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    CredentialRetrievalError,
    EndpointConnectionError,
    NoCredentialsError,
    NoRegionError,
    ParamValidationError,
    PartialCredentialsError,
    ProxyConnectionError,
)
from botocore.parsers import ResponseParserError

from santral.domain.errors import (
    ConflictError,
    ContactCentreError,
    DependencyError,
    NotFoundError,
    RefusedError,
)

SERVICE: Final = "connect"

# What an answer that is not as the model says makes of the code that reads it.
_UNREADABLE: Final = (AttributeError, KeyError, RecursionError, TypeError, ValueError)
FAILURES: Final = (BotoCoreError, ClientError, ResponseParserError, *_UNREADABLE)

# StartOutboundVoiceContact says TooManyRequestsException, without having it in its model.
_THROTTLES: Final = frozenset(
    {"ThrottlingException", "Throttling", "TooManyRequestsException", "RequestLimitExceeded"}
)
_QUOTAS: Final = frozenset({"LimitExceededException", "ServiceQuotaExceededException"})
_NOT_FOUND: Final = frozenset(
    {
        "ContactFlowNotPublishedException",
        "ContactNotFoundException",
        "OutputTypeNotFoundException",
        "ResourceNotFoundException",
        "UserNotFoundException",
    }
)
_CONFLICTS: Final = frozenset(
    {
        "ConditionalOperationFailedException",
        "ConflictException",
        "ContactNotTerminatedException",
        "DuplicateResourceException",
        "IdempotencyException",
        "ResourceConflictException",
        "ResourceInUseException",
        "ResourceNotReadyException",
    }
)
_REFUSALS: Final = frozenset(
    {
        "DestinationNotAllowedException",
        "InvalidContactFlowException",
        "InvalidContactFlowModuleException",
        "InvalidParameterException",
        "InvalidRequestException",
        "InvalidTestCaseException",
        "MaximumResultReturnedException",
        "OutboundContactNotPermittedException",
        "PropertyValidationException",
    }
)
_TIMED_OUT: Final = frozenset({"RequestTimeout", "RequestTimeoutException"})
_UNREACHED: Final = (ConnectTimeoutError, EndpointConnectionError, ProxyConnectionError)
_NOT_SENT: Final = (
    CredentialRetrievalError,
    NoCredentialsError,
    NoRegionError,
    PartialCredentialsError,
)
_CODE: Final = re.compile(r"[A-Za-z]{1,64}")


class Outcome(Enum):
    """
    Attributes:
        REFUSED: it was not done, and asking again now is no use.
        NOT_DONE: the request did not arrive, or was not let in.
        UNKNOWN: it may have been done, and only the reply is lost.
        UNREADABLE: it may have been done, and asking again would bring the same reply.
    """

    REFUSED = auto()
    NOT_DONE = auto()
    UNKNOWN = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class Failure:
    """
    Attributes:
        error: what to raise, should this be the last word; it repeats nothing of the request.
        cause: may repeat personal data: an entry point logs its type, code and frames, and no text.
    """

    outcome: Outcome
    error: ContactCentreError
    cause: Exception | None = None
    throttled: bool = False


def failure_of(operation: str, error: Exception) -> Failure:
    """
    Args:
        error: one of FAILURES.
    """
    if isinstance(error, ClientError):
        return _answered(operation, error)
    if isinstance(error, _UNREACHED):
        return Failure(Outcome.NOT_DONE, failed(operation, "not reached"), error)
    if isinstance(error, _NOT_SENT):
        not_sent = failed(operation, type(error).__name__, retryable=False)
        return Failure(Outcome.REFUSED, not_sent, error)
    if isinstance(error, ParamValidationError):
        refused = RefusedError(SERVICE, operation, "parameters that its model does not have")
        return Failure(Outcome.REFUSED, refused, error)
    if isinstance(error, _UNREADABLE):
        unreadable = failed(operation, "an answer we cannot read", retryable=False)
        return Failure(Outcome.UNREADABLE, unreadable, error)
    # Whatever else botocore may raise, now or in its next release: it may have been sent.
    return Failure(Outcome.UNKNOWN, failed(operation, "no answer"), error)


def failed(operation: str, problem: str, *, retryable: bool = True) -> DependencyError:
    return DependencyError(SERVICE, f"{operation}: {problem}", retryable=retryable)


def _answered(operation: str, error: ClientError) -> Failure:
    response: Mapping[str, Any] = error.response
    status = int(response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
    code = _code(response, status)
    if code in _THROTTLES or (status == 429 and code not in _QUOTAS):
        return Failure(Outcome.NOT_DONE, failed(operation, code), error, throttled=True)
    if status >= 500 or code in _TIMED_OUT:
        return Failure(Outcome.UNKNOWN, failed(operation, code), error)
    return Failure(Outcome.REFUSED, _refusal(operation, code), error)


def _refusal(operation: str, code: str) -> ContactCentreError:
    if code in _REFUSALS:
        return RefusedError(SERVICE, operation, code)
    if code in _NOT_FOUND:
        return NotFoundError(f"{SERVICE}: {operation}: {code}")
    if code in _CONFLICTS:
        return ConflictError(f"{SERVICE}: {operation}: {code}")
    # What is going on comes to an end, and makes room for another; resources stay.
    is_room_coming = code in _QUOTAS and operation.startswith("Start")
    return failed(operation, code, retryable=is_room_coming)


def _code(response: Mapping[str, Any], status: int) -> str:
    """Return the service's own word, or the status where what answered is not the service."""
    code = str(response.get("Error", {}).get("Code", ""))
    return code if _CODE.fullmatch(code) else f"status {status}"
