"""What can be examined of the stage's Amazon Connect instance, or of the room for a new one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from santral.domain.errors import NotFoundError
from santral.local.doctor.findings import Finding, missing, passed, unseen
from santral.local.doctor.quotas import instances_quota
from santral.local.doctor.subject import Subject

# Source: Administrator Guide, "Feature specifications": "100 instances can be created or deleted
# in 30 days", both counted together.
_MOST_MAKINGS: Final = 100
_MAKINGS_DAYS: Final = 30
_A_TRY: Final = 2  # one made, and destroyed again
# Source: re:Post, "Claim a phone number for my Amazon Connect instance"; Administrator Guide,
# "Region requirements for ordering and porting phone numbers": not for Africa (Cape Town).
_WITHOUT_PAPERS: Final = frozenset({"GB", "US"})
_FARTHER_REGIONS: Final = frozenset({"af-south-1"})
_PAPERS: Final = (
    "Administrator Guide, Region requirements for ordering phone numbers: most countries ask for a "
    "local address and papers; order by a support case, which takes 2 to 6 weeks"
)


def alias(subject: Subject) -> Iterator[Finding]:
    wanted = subject.stage.instance
    file = f"stages/{subject.stage.name}.toml"
    if subject.instance is not None:
        yield passed("instance", f"{subject.instance['InstanceAlias']} is there")
    elif wanted.id:
        yield missing("instance", f"no instance {wanted.id}", f"{file}: instance.id, or none")
    else:
        yield unseen(
            "instance",
            f"whether another account has {wanted.alias}: AWS tells when it is created",
            f"deploy; where it is taken, {file}: another alias",
        )


def identity(subject: Subject) -> Iterator[Finding]:
    """What agents sign in with is chosen once, for an instance's whole life."""
    wanted = subject.stage.instance.identity.value
    if subject.instance is None:
        yield passed("sign-in of agents", f"{wanted}, for ever: no instance can change it")
    elif subject.instance["IdentityManagementType"] == wanted:
        yield passed("sign-in of agents", wanted)
    else:
        there = subject.instance["IdentityManagementType"]
        yield missing(
            "sign-in of agents",
            f"the instance has {there}, the stage asks for {wanted}, and none can change it",
            f'instance.identity = "{there}" in the stage\'s file, or another instance',
        )


def room(subject: Subject) -> Iterator[Finding]:
    """Say whether one more instance fits, where the stage is to make one."""
    if subject.instance is not None or subject.stage.instance.id:
        yield passed("room for an instance", "none is made")
        return
    there, quota = len(subject.instances), instances_quota(subject)
    if there >= quota.value:
        yield missing(
            "room for an instance", f"{there} of {quota.value} are there", quota.request(there + 1)
        )
    else:
        yield passed("room for an instance", f"{there} of {quota.value} are there")


def makings(subject: Subject) -> Iterator[Finding]:
    """Count what CloudTrail saw made and deleted; past the limit nothing can be, for 30 days."""
    since = subject.now - timedelta(days=_MAKINGS_DAYS)
    count = 0
    for event in ("CreateInstance", "DeleteInstance"):
        lookup = [{"AttributeKey": "EventName", "AttributeValue": event}]
        found = subject.pages(
            "cloudtrail", "lookup_events", "Events", LookupAttributes=lookup, StartTime=since
        )
        count += sum(each.get("EventSource") == "connect.amazonaws.com" for each in found)
    told = f"{count} of {_MOST_MAKINGS} in {_MAKINGS_DAYS} days"
    if count + _A_TRY > _MOST_MAKINGS:
        yield missing("instances made and deleted", told, "wait; use one that is there by its id")
    else:
        yield passed("instances made and deleted", told)


def numbers(subject: Subject) -> Iterator[Finding]:
    stage = subject.stage
    wanted = dict.fromkeys((country, "DID") for country in stage.claimable_countries)
    wanted |= dict.fromkeys((each.country, each.type.value) for each in stage.numbers)
    for country, kind in wanted:
        check = f"numbers, {country} {kind}"
        if country in _WITHOUT_PAPERS and stage.region not in _FARTHER_REGIONS:
            yield passed(check, "claimed without papers")
        elif subject.instance is None:
            yield unseen(
                check, "AWS tells which can be claimed once the instance is there", _PAPERS
            )
        elif _can_be_claimed(subject, country, kind):
            yield passed(check, "can be claimed")
        else:
            yield missing(check, "none can be claimed", _PAPERS)


def _can_be_claimed(subject: Subject, country: str, kind: str) -> bool:
    try:
        answer = subject.account.ask(
            "connect",
            "search_available_phone_numbers",
            TargetArn=(subject.instance or {})["Arn"],
            PhoneNumberCountryCode=country,
            PhoneNumberType=kind,
            MaxResults=1,
        )
    except NotFoundError:
        return False
    return bool(answer["AvailableNumbersList"])
