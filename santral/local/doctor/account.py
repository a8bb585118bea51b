"""What can be examined of an account before anything is in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from functions.catalogue import FUNCTIONS, Trigger
from santral.domain.errors import NotFoundError
from santral.local.doctor.computer import CDK
from santral.local.doctor.findings import Finding, missing, passed
from santral.local.doctor.subject import Subject

# On in every account, so that one that is off can be asked about; and the only Region that
# CloudFront takes certificates from.
FIRST_REGION: Final = "us-east-1"
_BOOTSTRAP: Final = "/cdk-bootstrap/hnb659fds/version"
# Source: CDK Developer Guide, "Bootstrap template version history".
_OLDEST_BOOTSTRAP: Final = 6
# Lambda keeps so many for functions that reserve none; new accounts may have 10 in all.
# Source: Lambda Developer Guide, "Understanding Lambda function scaling", "Lambda quotas".
_UNRESERVED: Final = 100
_LAMBDA_QUOTA: Final = "L-B99A9384"


def credentials(subject: Subject) -> Iterator[Finding]:
    answer = subject.account.ask("sts", "get_caller_identity", region=FIRST_REGION)
    told = f"account {answer['Account']}"
    if str(answer["Arn"]).endswith(":root"):
        yield missing(
            "credentials",
            f"{told}, as its root user",
            "make a user in IAM Identity Center, and sign in as that one: aws configure sso",
        )
    else:
        yield passed("credentials", told)


def region(subject: Subject) -> Iterator[Finding]:
    name = subject.stage.region
    answer = subject.account.ask(
        "ec2", "describe_regions", region=FIRST_REGION, AllRegions=True, RegionNames=[name]
    )
    if answer["Regions"][0]["OptInStatus"] == "not-opted-in":
        yield missing(
            "Region",
            f"{name} is switched off in this account",
            f"aws account enable-region --region-name {name}",
        )
    else:
        yield passed("Region", name)


def bootstrap(subject: Subject) -> Iterator[Finding]:
    """Yield one finding for each Region that the stage has stacks in."""
    regions = [subject.stage.region]
    if subject.stage.domains.pages and FIRST_REGION not in regions:
        regions.append(FIRST_REGION)
    for each in regions:
        check = f"CDK bootstrap, {each}"
        next_step = f"{CDK} bootstrap aws://{subject.account_id}/{each}"
        try:
            answer = subject.account.ask("ssm", "get_parameter", region=each, Name=_BOOTSTRAP)
        except NotFoundError:
            yield missing(check, "there is none", next_step)
            continue
        version = int(answer["Parameter"]["Value"])
        if version < _OLDEST_BOOTSTRAP:
            yield missing(check, f"version {version}, older than {_OLDEST_BOOTSTRAP}", next_step)
        else:
            yield passed(check, f"version {version}")


def concurrency(subject: Subject) -> Iterator[Finding]:
    answer = subject.account.ask("lambda", "get_account_settings")
    there = int(answer["AccountLimit"]["ConcurrentExecutions"])
    on_the_line = sum(spec.trigger is Trigger.FLOW for spec in FUNCTIONS.values())
    alone = sum(spec.runs_alone for spec in FUNCTIONS.values())
    wanted = _UNRESERVED + alone + subject.stage.capacity.prepared_callers * on_the_line
    if there < wanted:
        yield missing(
            "Lambda concurrency",
            f"{there} at once, and the stage asks for {wanted}",
            request("lambda", _LAMBDA_QUOTA, 1000, subject.stage.region),
        )
    else:
        yield passed("Lambda concurrency", f"{there} at once")


def hosted_zone(subject: Subject) -> Iterator[Finding]:
    domains = subject.stage.domains
    if not domains.zone_id:
        yield passed("hosted zone", "none is asked for: CloudFront gives the pages an address")
        return
    try:
        zone = subject.account.ask("route53", "get_hosted_zone", Id=domains.zone_id)["HostedZone"]
    except NotFoundError:
        yield missing(
            "hosted zone",
            f"no zone {domains.zone_id}",
            "aws route53 list-hosted-zones, and domains.zone_id in the stage's file",
        )
        return
    name = str(zone["Name"]).rstrip(".")
    if name != domains.zone or zone.get("Config", {}).get("PrivateZone"):
        kind = "private " if zone.get("Config", {}).get("PrivateZone") else ""
        yield missing(
            "hosted zone",
            f"{domains.zone_id} is the {kind}zone {name}",
            f"the id of the public zone {domains.zone} in the stage's file",
        )
    else:
        yield passed("hosted zone", name)


def budget(subject: Subject) -> Iterator[Finding]:
    subject.account.ask("budgets", "describe_budgets", AccountId=subject.account_id)
    yield passed(
        "budget", f"may be seen; the stage's is ${subject.stage.operations.budget_per_month}"
    )


def request(service: str, code: str, wanted: int, region: str, context: str = "") -> str:
    """Return the command that asks AWS for more of a quota."""
    of = f" --context-id {context}" if context else ""
    return (
        f"aws service-quotas request-service-quota-increase --region {region} "
        f"--service-code {service} --quota-code {code} --desired-value {wanted}{of}"
    )
