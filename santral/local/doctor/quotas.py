"""Whether an instance may hold what the stage promises to its businesses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

from santral.domain.errors import NotFoundError
from santral.domain.instance_quotas import QUOTAS
from santral.domain.provisioning import needs
from santral.domain.templates.profiles import tenant_from_template
from santral.domain.templates.template import Trade
from santral.local.doctor.account import request
from santral.local.doctor.findings import Finding, missing, passed
from santral.local.doctor.subject import Subject

# Source: Administrator Guide, "Amazon Connect service quotas", whose table links to these codes.
CODES: Final[Mapping[str, str]] = {
    "hours-of-operation": "L-20CD02F7",
    "queues": "L-19A87C94",
    "routing-profiles": "L-D3E7BE26",
    "users": "L-9A46857E",
    "quick-connects": "L-68BBE2E8",
    "contact-flows": "L-22922690",
    "phone-numbers": "L-8F812903",
}
_CALLS: Final = "L-12AB7C57"
_INSTANCES: Final = "L-AA17A6B9"
_DEFAULT_CALLS: Final = 10


@dataclass(frozen=True, slots=True)
class Quota:
    """
    Attributes:
        context: the ARN of the instance that it holds for; "" is the account.
    """

    code: str
    value: int
    region: str
    context: str = ""

    def request(self, wanted: int) -> str:
        return request("connect", self.code, wanted, self.region, self.context)


def instances_quota(subject: Subject) -> Quota:
    return _quota(subject, _INSTANCES)


def room_for_businesses(subject: Subject) -> Iterator[Finding]:
    """Compare each quota with what all businesses take, and with what the stage counts on.

    A request for an instance's quota needs the instance; before that the account's default is
    looked at.
    """
    stage = subject.stage
    for name, per_business in _per_business().items():
        check = f"quota of {name}"
        quota = _quota(subject, CODES[name], of_instance=True)
        wanted = per_business * stage.capacity.tenants
        if name == "phone-numbers":
            wanted += len(stage.numbers)
        counted_on = stage.quotas.get(name, QUOTAS[name])
        if quota.value < wanted:
            yield missing(
                check,
                f"{quota.value}, and {stage.capacity.tenants} businesses take {wanted}",
                quota.request(wanted),
            )
        elif quota.value < counted_on:
            yield missing(
                check,
                f"{quota.value}, and the stage counts on {counted_on}",
                quota.request(counted_on),
            )
        elif counted_on < wanted:
            yield missing(
                check,
                f"{quota.value}, but the stage counts on {counted_on} and refuses the businesses "
                "that would take more",
                f"stages/{stage.name}.toml: [quotas] {name} = {quota.value}",
            )
        else:
            yield passed(check, f"{quota.value}, {wanted} are taken at most")


def calls(subject: Subject) -> Iterator[Finding]:
    """New instances have been seen with a quota of none, on which no call comes in."""
    quota = _quota(subject, _CALLS, of_instance=True)
    if quota.value < 1:
        yield missing("calls at once", "none are allowed", quota.request(_DEFAULT_CALLS))
    else:
        yield passed("calls at once", f"{quota.value}; the next caller hears that it is busy")


def _per_business() -> Mapping[str, int]:
    """Return what a business begins with: of each thing, the most that any template has."""
    begun = [
        needs(
            tenant_from_template(
                trade.value, tenant="any", business_name="any", country="GB", languages=["en"]
            ),
            claims_number=True,
        )
        for trade in Trade
    ]
    return {name: max(each[name] for each in begun) for name in CODES}


def _quota(subject: Subject, code: str, *, of_instance: bool = False) -> Quota:
    """Return what holds: of an instance, or of the account; else what AWS begins with.

    Source: Service Quotas API Reference, GetServiceQuota: there is no applied value of a quota that
    only has its default.
    """
    instance = subject.instance if of_instance else None
    context = str(instance["Arn"]) if instance is not None else ""
    of = {"ServiceCode": "connect", "QuotaCode": code}
    answer = None
    if context or not of_instance:
        narrowed = {"ContextId": context} if context else {}
        with suppress(NotFoundError):
            answer = subject.account.ask("service-quotas", "get_service_quota", **of, **narrowed)
    if answer is None:
        answer = subject.account.ask("service-quotas", "get_aws_default_service_quota", **of)
    return Quota(code, int(answer["Quota"]["Value"]), subject.stage.region, context)
