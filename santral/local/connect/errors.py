"""What Amazon Connect refuses, with the codes of its own API.

Messages name the member, the resource's kind and what was expected; never a value that somebody
gave, since names, numbers and attributes are personal.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

NOT_FOUND = "ResourceNotFoundException"
INVALID_PARAMETER = "InvalidParameterException"
INVALID_REQUEST = "InvalidRequestException"
DUPLICATE = "DuplicateResourceException"
LIMIT_EXCEEDED = "LimitExceededException"
QUOTA_EXCEEDED = "ServiceQuotaExceededException"
IN_USE = "ResourceInUseException"
CONFLICT = "ResourceConflictException"
CONDITION_FAILED = "ConditionalOperationFailedException"
IDEMPOTENCY = "IdempotencyException"
ACCESS_DENIED = "AccessDeniedException"
THROTTLED = "ThrottlingException"
TOO_MANY_REQUESTS = "TooManyRequestsException"
INTERNAL = "InternalServiceException"
UNSUPPORTED = "UnsupportedOperationException"  # ours: the service has no such thing
UNKNOWN = "UnknownOperationException"

# What an operation answers that has no such error in its model.
_INSTEAD: Mapping[str, tuple[str, ...]] = {
    INVALID_PARAMETER: (INVALID_REQUEST,),
    INVALID_REQUEST: (INVALID_PARAMETER,),
    THROTTLED: (TOO_MANY_REQUESTS,),
    LIMIT_EXCEEDED: (QUOTA_EXCEEDED,),
    QUOTA_EXCEEDED: (LIMIT_EXCEEDED,),
    DUPLICATE: ("ConflictException", CONFLICT, INVALID_REQUEST, INVALID_PARAMETER),
    IN_USE: (CONFLICT, "ConflictException", INVALID_REQUEST, INVALID_PARAMETER),
    CONFLICT: ("ConflictException", INVALID_REQUEST, INVALID_PARAMETER),
    CONDITION_FAILED: (CONFLICT, "ConflictException", INVALID_REQUEST),
    IDEMPOTENCY: (CONFLICT, "ConflictException", INVALID_REQUEST, INVALID_PARAMETER),
    NOT_FOUND: (INVALID_REQUEST, INVALID_PARAMETER),
    "ResourceNotReadyException": (CONFLICT, INVALID_REQUEST),
    "ContactFlowNotPublishedException": (INVALID_REQUEST, INVALID_PARAMETER),
}


class ConnectError(Exception):
    """One refusal.

    Attributes:
        code: the error's name in the service model.
        members: of the error's shape, beside its message.
    """

    def __init__(self, code: str, message: str, **members: Any) -> None:
        super().__init__(message)
        self.code, self.message, self.members = code, message, members

    def as_modelled(self, codes: frozenset[str]) -> str:
        """Name it as an operation may that has only these errors."""
        for code in (self.code, *_INSTEAD.get(self.code, ())):
            if code in codes:
                return code
        return self.code


def not_found(what: str) -> ConnectError:
    return ConnectError(NOT_FOUND, f"There is no such {what}.")


def invalid(where: str, expected: str) -> ConnectError:
    """A value that cannot be; `where` is its path in the request."""
    return ConnectError(INVALID_PARAMETER, f"{where}: {expected}")


def refused(message: str) -> ConnectError:
    """A request that is well formed and still cannot be carried out."""
    return ConnectError(INVALID_REQUEST, message)


def duplicate(what: str) -> ConnectError:
    return ConnectError(DUPLICATE, f"The name is taken by another {what}.")


def in_use(what: str, by: str, *, resource_type: str = "", resource_id: str = "") -> ConnectError:
    return ConnectError(
        IN_USE,
        f"The {what} is used by {by}.",
        ResourceType=resource_type or None,
        ResourceId=resource_id or None,
    )
