"""What a deployment is told: one stage from its file, read by both roots.

A stage says what differs between two deployments of the same files, and nothing that AWS decides:
no ARN, no account. What AWS cannot meet is refused with the reason.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from santral.domain.deployment_rules import problems
from santral.domain.errors import StageFileError
from santral.domain.plain import Reading
from santral.domain.toml_text import read_toml

DEFAULT_STAGE: Final = "dev"


class Identity(StrEnum):
    """How agents sign in to Amazon Connect. Never to be changed for an instance."""

    CONNECT_MANAGED = "CONNECT_MANAGED"
    SAML = "SAML"


class NumberType(StrEnum):
    DID = "DID"
    TOLL_FREE = "TOLL_FREE"
    UIFN = "UIFN"
    SHARED = "SHARED"
    THIRD_PARTY_DID = "THIRD_PARTY_DID"
    THIRD_PARTY_TF = "THIRD_PARTY_TF"
    SHORT_CODE = "SHORT_CODE"


@dataclass(frozen=True, slots=True)
class StageNumber:
    """A number that the deployment itself claims, and the flow that answers it.

    Attributes:
        country: two letters, ISO 3166.
        flow: the logical name of a flow, without `flow.`.
    """

    name: str
    country: str
    flow: str
    type: NumberType = NumberType.DID


@dataclass(frozen=True, slots=True)
class Instance:
    """The Amazon Connect instance of a stage: a new one, or one that is there.

    Attributes:
        alias: of a new one; part of its address, and unique in all of AWS.
        id: of one that is there; "" makes a new one.
        contact_lens: whether conversations are analysed; it is paid for by the minute.
        saml_url: where agents sign in by the identity provider; "" is the provider's own portal.
    """

    alias: str
    id: str = ""
    identity: Identity = Identity.CONNECT_MANAGED
    contact_lens: bool = False
    saml_url: str = ""


@dataclass(frozen=True, slots=True)
class Capacity:
    """
    Attributes:
        tenants: how many businesses share the instance at most.
        requests_per_s, burst: of the whole REST API.
        requests_per_address: which one network address may send in five minutes.
        requests_per_minute: of one business.
        chats_per_day: which begin on the pages of one business; `chats_per_address` from one
            network address.
        prepared_callers: how many callers at once never wait for a cold start, per function of
            the call path; 0 is none.
        connect_requests_per_s: what Amazon Connect takes of the account, of each operation that
            has no quota of its own. Source: Administrator Guide, "Amazon Connect service quotas",
            "API throttling quotas": of an account and Region, and adjustable.
        record_shards: of each stream.
    """

    tenants: int = 40
    requests_per_s: int = 50
    burst: int = 100
    requests_per_address: int = 2000
    requests_per_minute: int = 1200
    sign_ups_per_day: int = 500
    sign_ups_per_address: int = 5
    chats_per_day: int = 1000
    chats_per_address: int = 50
    prepared_callers: int = 0
    connect_requests_per_s: int = 2
    record_shards: int = 1


@dataclass(frozen=True, slots=True)
class Retention:
    """For how many days; 0 is for ever, where it may be."""

    recordings_days: int = 365
    exports_days: int = 31
    uploads_days: int = 7
    quarantine_days: int = 30
    logs_days: int = 90
    access_logs_days: int = 90
    is_kept_when_destroyed: bool = True


@dataclass(frozen=True, slots=True)
class Domains:
    """
    Attributes:
        mail_from: the sender of mails.
        is_mail_verified: whether SES has found the sender's records; until then codes for new
            passwords come from an address of Cognito's, 50 a day at most.
        pages: where the pages are; "" is an address that CloudFront gives.
        zone: the hosted zone in Route 53 that the pages' name is in, and `zone_id` its id.
    """

    mail_from: str
    is_mail_verified: bool = False
    pages: str = ""
    zone: str = ""
    zone_id: str = ""


@dataclass(frozen=True, slots=True)
class Operations:
    """
    Attributes:
        alarms_to: mail addresses.
        budget_per_month: in US dollars; an alarm at 80 and at 100 %.
        runbooks: where docs/runbooks.md is published, without `#` and what follows.
    """

    alarms_to: tuple[str, ...] = ()
    budget_per_month: int = 500
    runbooks: str = "https://github.com/santral/santral/blob/main/docs/runbooks.md"


@dataclass(frozen=True, slots=True)
class Stage:
    """One deployment.

    Attributes:
        residency: the area that personal data may not leave, as REGIONS has it, or a country that
            asks for it; "" is no rule.
        quotas: of the instance, where they were raised: `queues = 200`.
        terms, privacy: which versions of the agreements are in force.
        claimable_countries: where a number can be claimed without papers.
        numbers: which the deployment itself claims.
        is_proof: made for an emulator: for the host's processor, and leaving nothing behind.
    """

    name: str
    region: str
    instance: Instance
    domains: Domains
    residency: str = ""
    capacity: Capacity = field(default_factory=Capacity)
    quotas: Mapping[str, int] = field(default_factory=dict)
    retention: Retention = field(default_factory=Retention)
    operations: Operations = field(default_factory=Operations)
    terms: str = "2026-11"
    privacy: str = "2026-11"
    claimable_countries: tuple[str, ...] = ("GB", "US")
    numbers: tuple[StageNumber, ...] = ()
    is_proof: bool = False


def read_stage(text: str | bytes, *, file: str = "stage.toml", name: str = "") -> Stage:
    """Return the stage that a TOML text describes.

    Args:
        text: octets are UTF-8.
        file: what errors call it.
        name: what the stage has to be called: another name is another deployment; "" is any.

    Raises:
        StageFileError: with every problem of the text.
    """
    reading = Reading(strict=True)
    stage = reading.read(Stage, read_toml(_text(text, file), file, StageFileError))
    told = {path for path, _ in reading.problems}
    for path, expected in problems(stage):
        if not any(path == each or path.startswith(f"{each}.") for each in told):
            reading.refuse(path, expected)
    if name and stage.name != name and "name" not in told:
        reading.refuse("name", f"expected {name}, as the file is called")
    if reading.problems:
        raise StageFileError(file, reading.problems)
    return stage


def _text(octets: str | bytes, file: str) -> str:
    try:
        return octets.decode() if isinstance(octets, bytes) else octets
    except UnicodeDecodeError:
        raise StageFileError(file, [("(file)", "expected UTF-8")]) from None
