"""What a deployment decides, read from the environment when it is needed and not before.

docs/settings.md is made from this table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar

from santral.domain.instance_quotas import QUOTAS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One environment variable, and an attribute of Settings.

    Attributes:
        default: None is that it has to be set.
    """

    variable: str
    meaning: str
    read: Callable[[str], T]
    default: T | None = None

    def __get__(self, settings: Settings | None, _owner: Any = None) -> T:
        """
        Raises:
            RuntimeError: not set, or not to be read; the message says which.
        """
        if settings is None:  # asked of the class, as the documentation does
            return self  # type: ignore[return-value]
        written = settings.environment.get(self.variable, "")
        if not written:
            if self.default is None:
                raise RuntimeError(f"the environment variable {self.variable} is not set")
            return self.default
        try:
            return self.read(written)
        except ValueError:
            raise RuntimeError(f"the environment variable {self.variable} cannot be read") from None


def _whole(written: str) -> int:
    number = int(written)
    if number < 0:
        raise ValueError("below zero")
    return number


def _from_one(written: str) -> int:
    number = _whole(written)
    if not number:
        raise ValueError("none at all")
    return number


def _origin(written: str) -> str:
    return written.rstrip("/")


# Source: re:Post, "Claim a phone number for my Amazon Connect instance" (2026); elsewhere an
# address or papers are asked for (Administrator Guide, "Region requirements").
_CLAIMABLE: Final[Sequence[str]] = ("GB", "US")


def _quotas(written: str) -> Mapping[str, int]:
    raised = {
        name.strip(): _whole(count)
        for name, _, count in (each.partition("=") for each in written.split(","))
    }
    if not raised.keys() <= QUOTAS.keys():
        raise ValueError("no such quota")
    return {**QUOTAS, **raised}


def _countries(written: str) -> Sequence[str]:
    return tuple(each.strip() for each in written.split(","))


class Settings:
    """
    Attributes:
        environment: variable -> text, as the process has it.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = environment

    user_pool_id = Setting("SANTRAL_USER_POOL_ID", "the Cognito user pool of all members", str)
    client_id = Setting("SANTRAL_USER_POOL_CLIENT_ID", "the pool's app client for pages", str)
    token_issuer = Setting("SANTRAL_TOKEN_ISSUER", "the `iss` of access tokens", _origin)
    instance_id = Setting("SANTRAL_INSTANCE_ID", "the Amazon Connect instance of this cell", str)
    files_bucket = Setting("SANTRAL_FILES_BUCKET", "the bucket of uploads and exports", str)
    page_url = Setting("SANTRAL_PAGE_URL", "where the pages are, for links in mails", _origin)
    saml_url = Setting(
        "SANTRAL_SAML_URL",
        "where agents sign in to Amazon Connect by the identity provider; without it Amazon "
        "Connect asks for a password itself",
        str,
        "",
    )
    mail_from = Setting("SANTRAL_MAIL_FROM", "the sender of mails, an SES identity", str)
    provisioning_arn = Setting(
        "SANTRAL_PROVISIONING_ARN", "the state machine that sets a business up", str
    )
    tenant_role = Setting(
        "SANTRAL_TENANT_ROLE_ARN",
        "the role by which a business's items are reached, assumed for one business at a time; "
        "without it the function's own",
        str,
        "",
    )
    release_role = Setting(
        "SANTRAL_RELEASE_ROLE_ARN",
        "the role that takes things of one business away in Amazon Connect; "
        "without it the function's own",
        str,
        "",
    )
    viewer_header = Setting(
        "SANTRAL_VIEWER_HEADER",
        "the header in which CloudFront says where a request came from; without it, the gateway's "
        "own word is taken, and the header is nobody's",
        str.lower,
        "",
    )
    metrics_namespace = Setting(
        "SANTRAL_METRICS_NAMESPACE",
        "under which CloudWatch counts what went wrong; a stage has its own",
        str,
        "Santral",
    )
    payment_secret = Setting(
        "SANTRAL_PAYMENT_SECRET",
        "what payment notices are signed with; without it none is taken",
        str,
        "",
    )
    terms_version = Setting("SANTRAL_TERMS_VERSION", "the terms in force", str, "2026-11")
    privacy_version = Setting(
        "SANTRAL_PRIVACY_VERSION", "the privacy notice in force", str, "2026-11"
    )
    participant_url = Setting(
        "SANTRAL_PARTICIPANT_URL",
        "where chats find the participant service; without it Amazon Connect's own",
        _origin,
        "",
    )
    chats_per_day = Setting(
        "SANTRAL_CHATS_PER_DAY", "chats that begin on a business's pages in a day", _from_one, 1000
    )
    chats_per_address = Setting(
        "SANTRAL_CHATS_PER_ADDRESS",
        "chats that begin from one network address in a day, which a whole office may have",
        _from_one,
        50,
    )
    requests_per_minute = Setting(
        "SANTRAL_REQUESTS_PER_MINUTE",
        "what a business may ask of the API in a minute",
        _whole,
        1200,
    )
    sign_ups_per_day = Setting(
        "SANTRAL_SIGN_UPS_PER_DAY",
        "how many sign-ups are taken in a day, all together",
        _whole,
        500,
    )
    sign_ups_per_address = Setting(
        "SANTRAL_SIGN_UPS_PER_ADDRESS",
        "how many from one network address, and for one e-mail address, in a day",
        _whole,
        5,
    )
    cell_tenants = Setting(
        "SANTRAL_CELL_TENANTS", "how many businesses share the instance at most", _whole, 40
    )

    cell_quotas = Setting(
        "SANTRAL_CELL_QUOTAS",
        "the instance's quotas where they were raised, as `queues=200,users=1000`",
        _quotas,
        QUOTAS,
    )
    connect_requests_per_s = Setting(
        "SANTRAL_CONNECT_REQUESTS_PER_S",
        "how often Amazon Connect may be asked for what has no quota of its own; more than 2 where "
        "the account's quota was raised",
        _from_one,
        2,
    )
    claimable_countries = Setting(
        "SANTRAL_CLAIMABLE_COUNTRIES",
        "where a number can be claimed without papers, as `GB,US`",
        _countries,
        _CLAIMABLE,
    )

    import_threads = Setting(
        "SANTRAL_IMPORT_THREADS", "how many customers an import writes at once", _whole, 8
    )

    import_rows = Setting(
        "SANTRAL_IMPORT_ROWS", "after how many rows an import notes its place", _whole, 500
    )

    export_part_bytes = Setting(
        "SANTRAL_EXPORT_PART_BYTES",
        "how much of an export is kept in memory until it is uploaded; S3 asks for 5 MiB",
        _whole,
        8 * 1024 * 1024,
    )

    deletion_grace_s = Setting(
        "SANTRAL_DELETION_GRACE_S",
        "for how many seconds the deletion of a business can be taken back, at least",
        _whole,
        3_600,
    )
    deletion_settle_s = Setting(
        "SANTRAL_DELETION_SETTLE_S",
        "how many seconds records and recordings of the last contacts are waited for",
        _whole,
        86_400,
    )

    def queue_url(self, function: str) -> str:
        """Return the address of the queue that starts a function."""
        name = f"SANTRAL_{function.upper()}_QUEUE"
        url = self.environment.get(name, "")
        if not url:
            raise RuntimeError(f"the environment variable {name} is not set")
        return url


SETTINGS: Final[Mapping[str, Setting[Any]]] = {
    name: each for name, each in vars(Settings).items() if isinstance(each, Setting)
}
