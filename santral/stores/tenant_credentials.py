"""Keys of AWS that are one tenant's: a role assumed with the tenant's id as its session's tag.

The guard (tenant_guard.py) keeps requests inside a tenant by our own code. What is signed here is
kept there by AWS as well, since the role's policy compares the tag with the keys that a request
names, or with the tag of what it takes away. Requests for the platform bear the function's own
keys, whose policy knows the platform's part alone: one request, one owner; so no transaction may
ever touch items of both, which the guard refuses too.

Links and forms of S3 are not signed so: a form's signing passes by botocore's events, recordings
lie under keys that Amazon Connect chooses, and a link would end with the session.

Source: IAM User Guide, "Pass session tags in AWS STS"; DynamoDB Developer Guide, "Using IAM policy
conditions for fine-grained access control", `dynamodb:LeadingKeys`.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any, Final, Protocol

from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from botocore.exceptions import BotoCoreError, ClientError

from santral.domain.errors import DependencyError
from santral.domain.provisioning import TENANT_TAG
from santral.stores.connect_operations import takes_away
from santral.stores.tables import code_of
from santral.stores.tenant_guard import PLATFORM, acting_tenant

SERVICE: Final = "sts"
# A function is a role already, and a role that assumes another has it for an hour at most.
# Source: STS API Reference, AssumeRole, DurationSeconds.
SESSION_S: Final = 3600
RENEWED_BEFORE_END: Final = timedelta(minutes=10)
TRIED_AGAIN_AFTER: Final = timedelta(seconds=30)
# A clock may be wrong by as much, and a request takes its time to arrive.
USED_UNTIL_BEFORE_END: Final = timedelta(minutes=1)
MOST_TENANTS: Final = 256
_SESSION_NAME: Final = "tenant"  # CloudTrail keeps it; whose it is, the tag says
_PERMANENT: Final = frozenset({"AccessDenied", "MalformedPolicyDocument", "ValidationError"})


class Sts(Protocol):
    """What is asked of AWS STS."""

    def assume_role(self, **parameters: Any) -> Mapping[str, Any]: ...


@dataclass(slots=True)
class _Session:
    lock: Lock = field(default_factory=Lock)
    keys: Credentials | None = None
    renewed_at: datetime | None = None
    used_until: datetime | None = None


class TenantRole:
    """One role, with a session for each tenant that was acted for last.

    Its methods sign_… handle botocore's event before-sign, which comes before each attempt.
    """

    def __init__(
        self,
        arn: str,
        sts: Callable[[], Sts],
        clock: Callable[[], datetime],
        most: int = MOST_TENANTS,
    ) -> None:
        """
        Args:
            sts: makes the client; asked when the first session is needed.
            most: how many sessions are kept; the one unused for longest goes.
        """
        self._arn, self._sts, self._clock, self._most = arn, sts, clock, most
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._finding = Lock()

    def sign_for_business(self, request: AWSRequest, **_: object) -> None:
        tenant = acting_tenant()
        if tenant != PLATFORM:
            _sign_with(request, self.keys_of(tenant))

    def sign_taking_away(self, request: AWSRequest, operation_name: str, **_: object) -> None:
        if takes_away(operation_name):
            _sign_with(request, self.keys_of(acting_tenant()))

    def keys_of(self, tenant: str) -> Credentials:
        """Return keys that last a minute at least; threads of one tenant wait for one request.

        Raises:
            DependencyError: STS gives none, or would not within the deadline.
        """
        session = self._session(tenant)
        with session.lock:
            now = self._clock()
            if session.keys is None or session.renewed_at is None or now >= session.renewed_at:
                self._renew(session, tenant, now)
            assert session.keys is not None  # noqa: S101  # _renew() has set it, or raised
            return session.keys

    def _session(self, tenant: str) -> _Session:
        with self._finding:
            session = self._sessions.setdefault(tenant, _Session())
            self._sessions.move_to_end(tenant)
            if len(self._sessions) > self._most:
                self._sessions.popitem(last=False)
            return session

    def _renew(self, session: _Session, tenant: str, now: datetime) -> None:
        try:
            keys, ends_at = self._assumed(tenant)
        except DependencyError:
            if session.used_until is None or now >= session.used_until:
                raise
            session.renewed_at = min(now + TRIED_AGAIN_AFTER, session.used_until)
            return
        session.keys = keys
        session.renewed_at = ends_at - RENEWED_BEFORE_END
        session.used_until = ends_at - USED_UNTIL_BEFORE_END

    def _assumed(self, tenant: str) -> tuple[Credentials, datetime]:
        try:
            answer = self._sts().assume_role(
                RoleArn=self._arn,
                RoleSessionName=_SESSION_NAME,
                DurationSeconds=SESSION_S,
                Tags=[{"Key": TENANT_TAG, "Value": tenant}],
            )
            given = answer["Credentials"]
            keys = Credentials(
                given["AccessKeyId"], given["SecretAccessKey"], given["SessionToken"]
            )
            return keys, given["Expiration"]
        except (BotoCoreError, ClientError) as error:
            code = code_of(error)
            raise DependencyError(
                SERVICE, code or "no answer", retryable=code not in _PERMANENT
            ) from error
        except (KeyError, TypeError) as error:
            raise DependencyError(SERVICE, "an answer we cannot read", retryable=True) from error


def _sign_with(request: AWSRequest, keys: Credentials) -> None:
    """Let botocore sign one request with these keys, in the place of its client's.

    Source: botocore, signers.py, RequestSigner.sign: `request_credentials`.
    """
    request.context["signing"] = {
        **request.context.get("signing", {}),
        "request_credentials": keys,
    }
