"""Every error this project raises on purpose.

ContactCentreError
├── InputError                 who asked, or who wrote a file, is wrong; asking again is no use
│   ├── FlowDefinitionError    carries flow, block and path
│   ├── SettingsFileError      carries every problem of the file, each with its path
│   │   ├── BusinessFileError
│   │   └── StageFileError
│   └── RefusedError           a service understood and will not do it; carries service and code
├── UnauthenticatedError       nobody can say who asks; carries reason
├── ForbiddenError             it is known who asks, and that they may not; carries reason
├── LimitExceededError         the asker has to wait; carries retry_after_s
├── NotFoundError              a named thing does not exist
├── ConflictError              the thing changed under us, or its state forbids the change
├── DependencyError            something outside failed; carries retryable
│   └── UnknownOutcomeError    and what was asked for may have been done all the same
├── TenantBoundaryError        a request of ours would have left its tenant: a defect
└── InvocationError            how a Lambda function of ours fails: already logged, safe to show

A flow's own error branches (NoMatchingError, InputTimeLimitExceeded …) are outcomes, not
exceptions: see santral/engine/steps.py. No text here holds a number, a name or a key press.
"""

from __future__ import annotations

from collections.abc import Sequence


class ContactCentreError(Exception):
    """Catch it at an entry point, never inside domain or engine."""


class InputError(ContactCentreError):
    """What was asked for cannot be done as asked; asking again the same way is no use."""


class FlowDefinitionError(InputError):
    """A flow's JSON cannot be run; raised while it is loaded, never in the middle of a call."""

    def __init__(self, flow: str, block: str, path: str, problem: str) -> None:
        where = f"{flow}: block {block!r}: {path}" if block else f"{flow}: {path}"
        super().__init__(f"{where}: {problem}")
        self.flow, self.block, self.path, self.problem = flow, block, path, problem


class SettingsFileError(InputError):
    """A file that a person wrote is wrong in one place or more.

    Attributes:
        problems: (path, expected) of each, in file order; the path as `queues[2].overflow_to`.
    """

    def __init__(self, file: str, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__("\n".join(f"{file}: {path}: {expected}" for path, expected in problems))
        self.file, self.problems = file, tuple(problems)


class BusinessFileError(SettingsFileError):
    """The file of a business."""


class StageFileError(SettingsFileError):
    """The file of a deployment's stage."""


class RefusedError(InputError):
    """A service understood what was asked and will not do it; nothing was done.

    Attributes:
        code: the service's own name of the reason, such as DestinationNotAllowedException.
    """

    def __init__(self, service: str, operation: str, code: str) -> None:
        super().__init__(f"{service}: {operation}: {code}")
        self.service, self.operation, self.code = service, operation, code


class UnauthenticatedError(ContactCentreError):
    """There is no saying who asks: a token, a password or a code is missing or not good.

    Attributes:
        reason: constant, for operators; who asks is told no more than that it was refused.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ForbiddenError(ContactCentreError):
    """It is known who asks, and that they may not do this.

    Attributes:
        reason: constant.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class LimitExceededError(ContactCentreError):
    """Too much was asked in too short a time; nothing was done.

    Attributes:
        retry_after_s: when asking again is of use, in seconds from now.
    """

    def __init__(self, retry_after_s: float) -> None:
        super().__init__("too much was asked in too short a time")
        self.retry_after_s = retry_after_s


class NotFoundError(ContactCentreError):
    """There is no such contact, queue, agent, flow or tenant."""


class ConflictError(ContactCentreError):
    """The stored version is newer than the one this change was made from."""


class DependencyError(ContactCentreError):
    """Something outside this process failed, or did not answer in time.

    Attributes:
        service: the AWS service or other system, as metrics name it.
        retryable: whether the same call may succeed later.
    """

    def __init__(self, service: str, problem: str, *, retryable: bool) -> None:
        super().__init__(f"{service}: {problem}")
        self.service, self.problem, self.retryable = service, problem, retryable


class UnknownOutcomeError(DependencyError):
    """What was asked for may have been done, now or in a moment: the reply is what is missing.

    Where `retryable`, asking again with the same token is safe and tells; a new token could do it
    a second time. Else look before asking again.
    """


class TenantBoundaryError(ContactCentreError):
    """A request to a store that names another tenant, all tenants, or none; never sent."""


class InvocationError(ContactCentreError):
    """An invocation ended without an answer. Carries no cause: causes repeat what callers said."""
