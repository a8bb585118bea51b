"""What a deployment is told: one stage from its file, read by both roots.

A stage says what differs between two deployments of the same files, and nothing that AWS decides:
no ARN, no account. What AWS cannot meet is refused with the reason.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Final

from santral.domain.errors import StageFileError
from santral.domain.plain import Reading
from santral.domain.suggestions import did_you_mean

DEFAULT_STAGE: Final = "dev"

_NAME: Final = re.compile(r"[a-z][a-z0-9]{0,15}")
_ALIAS: Final = re.compile(r"(?!d-)[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?")
_INSTANCE_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HOST: Final = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_ADDRESS: Final = re.compile(r"[^@\s]+@([a-z0-9-]+\.)+[a-z]{2,63}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_NUMBER_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,30}")
_TOML_PLACE: Final = re.compile(r"at line (\d+), column (\d+)")

# Where Amazon Connect is. Source: Administrator Guide, "Amazon Connect availability by Region"
# and "AWS Regions and endpoints", with the area in which each keeps its data.
REGIONS: Final[Mapping[str, str]] = {
    "us-east-1": "US",
    "us-west-2": "US",
    "ca-central-1": "CA",
    "eu-central-1": "EU",
    "eu-west-2": "GB",
    "ap-northeast-1": "JP",
    "ap-northeast-2": "KR",
    "ap-southeast-1": "SG",
    "ap-southeast-2": "AU",
    "af-south-1": "ZA",
}

# Of an instance, where nobody raised them.
# Source: Administrator Guide, "Amazon Connect service quotas" (2026).
QUOTAS: Final[Mapping[str, int]] = {
    "hours-of-operation": 100,
    "queues": 100,
    "routing-profiles": 500,
    "users": 500,
    "quick-connects": 100,
    "contact-flows": 100,
    "phone-numbers": 5,
}

# What a law asks that AWS cannot meet, wherever the Region is.
_CANNOT_BE_MET: Final[Mapping[str, str]] = {
    "RU": "personal data of people in Russia has to be kept in Russia (152-FZ), "
    "where AWS has no Region; such a business cannot be served by AWS",
    "CN": "Amazon Connect is not in AWS's Regions in mainland China",
}

# What CloudWatch Logs offers.
_LOG_DAYS: Final = (1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731)
# The certificate of a deleted business says when its last copies are gone: not later than this.
_LONGEST_QUARANTINE_DAYS: Final = 30
_LONGEST_LOGS_DAYS: Final = 90
_SHORTEST_EXPORTS_DAYS: Final = 31


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
    """

    alias: str
    id: str = ""
    identity: Identity = Identity.CONNECT_MANAGED
    contact_lens: bool = False


@dataclass(frozen=True, slots=True)
class Capacity:
    """
    Attributes:
        tenants: how many businesses share the instance at most.
        requests_per_s, burst: of the whole REST API.
        requests_per_address: which one network address may send in five minutes.
        requests_per_minute: of one business.
        prepared_callers: how many callers at once never wait for a cold start, per function of
            the call path; 0 is none.
        record_shards: of each stream.
    """

    tenants: int = 40
    requests_per_s: int = 50
    burst: int = 100
    requests_per_address: int = 2000
    requests_per_minute: int = 1200
    sign_ups_per_day: int = 500
    sign_ups_per_address: int = 5
    prepared_callers: int = 0
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
        pages: where the pages are; "" is an address that CloudFront gives.
        zone: the hosted zone in Route 53 that the pages' name is in, and `zone_id` its id.
    """

    mail_from: str
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


def read_stage(text: str, *, file: str = "stage.toml") -> Stage:
    """Return the stage that a TOML text describes.

    Args:
        file: what errors call it.

    Raises:
        StageFileError: with every problem of the text.
    """
    reading = Reading(strict=True)
    stage = reading.read(Stage, _toml(text, file))
    told = {path for path, _ in reading.problems}
    for path, expected in _problems(stage):
        if not any(path == each or path.startswith(f"{each}.") for each in told):
            reading.refuse(path, expected)
    if reading.problems:
        raise StageFileError(file, reading.problems)
    return stage


def _toml(text: str, file: str) -> Mapping[str, Any]:
    try:
        return tomllib.loads(text.removeprefix("\N{ZERO WIDTH NO-BREAK SPACE}"))
    except tomllib.TOMLDecodeError as error:
        place = _TOML_PLACE.search(str(error))
        path = f"line {place[1]}, column {place[2]}" if place else "(end of file)"
        raise StageFileError(file, [(path, "expected TOML")]) from None


def _problems(stage: Stage) -> Iterator[tuple[str, str]]:
    if not _NAME.fullmatch(stage.name):
        yield "name", "expected up to 16 small letters and digits, a letter first"
    if stage.region not in REGIONS:
        yield "region", f"expected a Region that has Amazon Connect: {', '.join(REGIONS)}"
    else:
        yield from _residency_problems(stage)
    yield from _instance_problems(stage.instance)
    yield from _domain_problems(stage.domains)
    yield from _capacity_problems(stage.capacity)
    yield from _retention_problems(stage.retention)
    yield from _other_problems(stage)


def _residency_problems(stage: Stage) -> Iterator[tuple[str, str]]:
    wanted, area = stage.residency, REGIONS[stage.region]
    if not wanted or wanted == area:
        return
    if wanted in _CANNOT_BE_MET:
        yield "residency", f"cannot be met: {_CANNOT_BE_MET[wanted]}"
        return
    fitting = [region for region, each in REGIONS.items() if each == wanted]
    if fitting:
        yield (
            "residency",
            f"{stage.region} keeps its data in {area}; expected {' or '.join(fitting)}",
        )
        return
    areas = ", ".join(sorted(set(REGIONS.values())))
    yield "residency", f"cannot be met: Amazon Connect keeps data in {areas}, and nowhere else"


def _instance_problems(instance: Instance) -> Iterator[tuple[str, str]]:
    if not _ALIAS.fullmatch(instance.alias):
        yield (
            "instance.alias",
            'expected up to 45 small letters, digits and hyphens, not "d-" in front',
        )
    if instance.id and not _INSTANCE_ID.fullmatch(instance.id):
        yield "instance.id", "expected the id of an instance, the last part of its ARN"


def _domain_problems(domains: Domains) -> Iterator[tuple[str, str]]:
    if not _ADDRESS.fullmatch(domains.mail_from):
        yield "domains.mail_from", "expected a mail address, such as centre@example.com"
    if domains.pages and not _HOST.fullmatch(domains.pages):
        yield "domains.pages", "expected a host name, such as centre.example.com"
    if bool(domains.pages) != bool(domains.zone and domains.zone_id):
        yield "domains.pages", "expected together with zone and zone_id, or none of the three"
    elif domains.pages and not f".{domains.pages}".endswith(f".{domains.zone}"):
        yield "domains.pages", f"expected a name in the zone {domains.zone}"


def _capacity_problems(capacity: Capacity) -> Iterator[tuple[str, str]]:
    for name in capacity.__slots__:
        least = 0 if name == "prepared_callers" else 1
        if getattr(capacity, name) < least:
            yield f"capacity.{name}", f"expected {least} or more"
    # Source: AWS WAF Developer Guide, "Rate-based rule high-level settings".
    if 0 < capacity.requests_per_address < 10:
        yield "capacity.requests_per_address", "expected 10 or more: AWS WAF counts no fewer"


def _retention_problems(retention: Retention) -> Iterator[tuple[str, str]]:
    for name in ("logs_days", "access_logs_days"):
        if getattr(retention, name) not in _LOG_DAYS:
            yield f"retention.{name}", f"expected one of {', '.join(map(str, _LOG_DAYS))}"
    if retention.logs_days > _LONGEST_LOGS_DAYS:
        yield "retention.logs_days", f"expected {_LONGEST_LOGS_DAYS} at most"
    if not 1 <= retention.quarantine_days <= _LONGEST_QUARANTINE_DAYS:
        yield "retention.quarantine_days", f"expected 1 to {_LONGEST_QUARANTINE_DAYS}"
    if retention.exports_days < _SHORTEST_EXPORTS_DAYS:
        yield "retention.exports_days", f"expected {_SHORTEST_EXPORTS_DAYS} or more"
    if retention.uploads_days < 1:
        yield "retention.uploads_days", "expected 1 or more"
    if retention.recordings_days < 0:
        yield "retention.recordings_days", "expected days, or 0 for ever"


def _other_problems(stage: Stage) -> Iterator[tuple[str, str]]:
    for name, quota in stage.quotas.items():
        if name not in QUOTAS:
            yield f"quotas.{name}", f"unknown key{did_you_mean(name, QUOTAS)}"
        elif quota < 1:
            yield f"quotas.{name}", "expected 1 or more"
    for index, address in enumerate(stage.operations.alarms_to):
        if not _ADDRESS.fullmatch(address):
            yield f"operations.alarms_to[{index}]", "expected a mail address"
    if stage.operations.budget_per_month < 1:
        yield "operations.budget_per_month", "expected 1 or more"
    for index, country in enumerate(stage.claimable_countries):
        if not _COUNTRY.fullmatch(country):
            yield f"claimable_countries[{index}]", "expected two capital letters, as GB"
    seen: set[str] = set()
    for index, number in enumerate(stage.numbers):
        if not _COUNTRY.fullmatch(number.country):
            yield f"numbers[{index}].country", "expected two capital letters, as GB"
        if not _NUMBER_NAME.fullmatch(number.name) or number.name in seen:
            yield f"numbers[{index}].name", "expected a name of its own, of small letters and _"
        seen.add(number.name)
