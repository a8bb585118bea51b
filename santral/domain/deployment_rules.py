"""What a stage has to keep to, part by part: each problem as (path, expected).

A rule of AWS names where it stands. What several of our promises rest on is named by them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from santral.domain.instance_quotas import QUOTAS
from santral.domain.residency import REGIONS, residency_problem
from santral.domain.suggestions import did_you_mean

if TYPE_CHECKING:
    from santral.domain.deployment import Capacity, Domains, Instance, Operations, Retention, Stage

Problems = Iterator[tuple[str, str]]

_NAME: Final = re.compile(r"[a-z][a-z0-9]{0,15}")
# Source: API Reference, CreateInstance, InstanceAlias.
_ALIAS: Final = re.compile(r"(?!d-)[a-z0-9]([a-z0-9-]{0,43}[a-z0-9])?")
_INSTANCE_ID: Final = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_HOST: Final = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")
_ADDRESS: Final = re.compile(r"[^@\s]+@([a-z0-9-]+\.)+[a-z]{2,63}")
_COUNTRY: Final = re.compile(r"[A-Z]{2}")
_LOGICAL_NAME: Final = re.compile(r"[a-z][a-z0-9_]{0,30}")

_AGREEMENT: Final = re.compile(r"[\w.-]{1,64}", re.ASCII)

# Source: AWS WAF Developer Guide, "Rate-based rule high-level settings".
_FEWEST_PER_ADDRESS: Final = 10
# Of whatever is counted; AWS WAF, the smallest of them, counts up to this.
# Source: CloudFormation, AWS::WAFv2::WebACL RateBasedStatement, Limit.
_MOST: Final = 2_000_000_000
_MOST_DAYS: Final = 36_500
# Source: CloudWatch Logs API Reference, PutRetentionPolicy.
_LOG_DAYS: Final = (
    *(1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731),
    *(1096, 1827, 2192, 2557, 2922, 3288, 3653),
)
# The certificate of a deleted business says when its last copies are gone: not later than this
# (santral/domain/certificate.py).
_LONGEST_QUARANTINE_DAYS: Final = 30
_LONGEST_LOGS_DAYS: Final = 90
# The export of a deleted business can be fetched for 30 days, and S3 counts from the next midnight.
_SHORTEST_EXPORTS_DAYS: Final = 31


def problems(stage: Stage) -> Problems:
    return chain(
        _place_problems(stage),
        _instance_problems(stage.instance),
        _domain_problems(stage.domains),
        _capacity_problems(stage.capacity),
        _quota_problems(stage),
        _retention_problems(stage.retention),
        _operations_problems(stage.operations),
        _agreement_problems(stage),
        _number_problems(stage),
    )


def _place_problems(stage: Stage) -> Problems:
    if not _NAME.fullmatch(stage.name):
        yield "name", "expected up to 16 small letters and digits, a letter first"
    if stage.region not in REGIONS:
        yield "region", f"expected a Region that has Amazon Connect: {', '.join(REGIONS)}"
        return
    problem = residency_problem(stage.region, stage.residency)
    if problem:
        yield "residency", problem


def _instance_problems(instance: Instance) -> Problems:
    if not _ALIAS.fullmatch(instance.alias):
        yield (
            "instance.alias",
            'expected up to 45 small letters, digits and hyphens, not "d-" in front',
        )
    if instance.id and not _INSTANCE_ID.fullmatch(instance.id):
        yield "instance.id", "expected the id of an instance, the last part of its ARN"
    if instance.saml_url and instance.identity != "SAML":
        yield "instance.saml_url", 'expected together with identity = "SAML"'
    elif instance.saml_url and not instance.saml_url.startswith("https://"):
        yield "instance.saml_url", "expected an address that begins with https://"


def _domain_problems(domains: Domains) -> Problems:
    if not _ADDRESS.fullmatch(domains.mail_from):
        yield "domains.mail_from", "expected a mail address, such as centre@example.com"
    if domains.pages and not _HOST.fullmatch(domains.pages):
        yield "domains.pages", "expected a host name, such as centre.example.com"
    if len({bool(each) for each in (domains.pages, domains.zone, domains.zone_id)}) == 2:
        yield "domains.pages", "expected together with zone and zone_id, or none of the three"
    elif domains.pages and not f".{domains.pages}".endswith(f".{domains.zone}"):
        yield "domains.pages", f"expected a name in the zone {domains.zone}"


def _capacity_problems(capacity: Capacity) -> Problems:
    for name in capacity.__slots__:
        least = 0 if name == "prepared_callers" else 1
        if getattr(capacity, name) < least:
            yield f"capacity.{name}", f"expected {least} or more"
        elif getattr(capacity, name) > _MOST:
            yield f"capacity.{name}", f"expected {_MOST} at most"
    if 0 < capacity.requests_per_address < _FEWEST_PER_ADDRESS:
        yield (
            "capacity.requests_per_address",
            f"expected {_FEWEST_PER_ADDRESS} or more: AWS WAF counts no fewer",
        )


def _quota_problems(stage: Stage) -> Problems:
    for name, quota in stage.quotas.items():
        if name not in QUOTAS:
            yield f"quotas.{name}", f"unknown key{did_you_mean(name, QUOTAS)}"
        elif quota < 1:
            yield f"quotas.{name}", "expected 1 or more"


def _retention_problems(retention: Retention) -> Problems:
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
    yield from _too_long(retention)


def _too_long(retention: Retention) -> Problems:
    for name in ("recordings_days", "exports_days", "uploads_days"):
        if getattr(retention, name) > _MOST_DAYS:
            yield f"retention.{name}", f"expected {_MOST_DAYS} at most"


def _operations_problems(operations: Operations) -> Problems:
    for index, address in enumerate(operations.alarms_to):
        if not _ADDRESS.fullmatch(address):
            yield f"operations.alarms_to[{index}]", "expected a mail address"
        elif address in operations.alarms_to[:index]:
            yield f"operations.alarms_to[{index}]", "expected each address once"
    if operations.budget_per_month < 1:
        yield "operations.budget_per_month", "expected 1 or more"
    if operations.budget_per_month > _MOST:
        yield "operations.budget_per_month", f"expected {_MOST} at most"
    if not operations.runbooks.startswith("https://") or "#" in operations.runbooks:
        yield "operations.runbooks", "expected an https address without #"


def _agreement_problems(stage: Stage) -> Problems:
    for name in ("terms", "privacy"):
        if not _AGREEMENT.fullmatch(getattr(stage, name)):
            yield name, "expected the version that is in force, such as 2026-11"


def _number_problems(stage: Stage) -> Problems:
    for index, country in enumerate(stage.claimable_countries):
        if not _COUNTRY.fullmatch(country):
            yield f"claimable_countries[{index}]", "expected two capital letters, as GB"
    seen: set[str] = set()
    for index, number in enumerate(stage.numbers):
        if not _COUNTRY.fullmatch(number.country):
            yield f"numbers[{index}].country", "expected two capital letters, as GB"
        if not _LOGICAL_NAME.fullmatch(number.flow):
            yield f"numbers[{index}].flow", "expected a flow's logical name, such as inbound"
        if not _LOGICAL_NAME.fullmatch(number.name) or number.name in seen:
            yield f"numbers[{index}].name", "expected a name of its own, of small letters and _"
        seen.add(number.name)
