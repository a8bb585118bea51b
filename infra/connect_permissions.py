"""What may be done in Amazon Connect: by connect_writes itself, and by the role that takes away.

connect_writes makes and changes; it can neither delete nor release. For that it assumes another
role, for one business at a time: its session bears the business's tag, and what is taken away has
to bear the same. Source: Service Authorization Reference, Amazon Connect (2026): every operation
here that takes away knows `aws:ResourceTag`, but for DeleteHoursOfOperationOverride: an override
has no tags, and its parent's are not looked at. So that one is held to the instance alone: an
exception of another business's opening hours could be deleted, and the next change of its profile
would make it again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from aws_cdk import aws_iam as iam

from santral.domain.provisioning import TENANT_TAG
from santral.stores.connect_kinds import OPERATIONS
from santral.stores.tenant_guard import PLATFORM

_OF_WHOM: Final = f"aws:ResourceTag/{TENANT_TAG}"
_FOR_WHOM: Final = f"aws:PrincipalTag/{TENANT_TAG}"

_TAGGED: Final = tuple(each for each in OPERATIONS.values() if each.tagged)
_MAKES: Final = (*(each.create for each in _TAGGED), "ClaimPhoneNumber")
_MAKES_WITHOUT_TAG: Final = tuple(each.create for each in OPERATIONS.values() if not each.tagged)
_CHANGES: Final = (
    *sorted({each for kind in OPERATIONS.values() for each in kind.updates.values()}),
    "AssociatePhoneNumberContactFlow",
    "AssociateQueueQuickConnects",
    "AssociateRoutingProfileQueues",
    "UpdateRoutingProfileQueues",
)
# They name something else as well that is nobody's, or know no tags.
_CHANGES_OF_MORE: Final = (
    "UpdateHoursOfOperationOverride",  # knows no tags
    "UpdateQueueOutboundCallerConfig",  # names the flow of outbound calls
    "UpdateQuickConnectConfig",  # names the flow of transfers
    "UpdateUserSecurityProfiles",  # names the profile of agents
)
_LOOKS: Final = (
    *(each.search for each in OPERATIONS.values() if each.search),
    "SearchContactFlowModules",
    "SearchSecurityProfiles",
    "ListHoursOfOperationOverrides",
    "ListQueueQuickConnects",
    "ListRoutingProfileQueues",
)
_LOOKS_AT_NUMBERS: Final = (
    "DescribePhoneNumber",
    "ListPhoneNumbersV2",
    "SearchAvailablePhoneNumbers",
)
_TAKES_AWAY: Final = (
    *(each.delete for each in _TAGGED),
    "DisassociatePhoneNumberContactFlow",
    "DisassociateQueueQuickConnects",
    "DisassociateRoutingProfileQueues",
)
_TAKES_AWAY_WITHOUT_TAG: Final = tuple(
    each.delete for each in OPERATIONS.values() if not each.tagged
)


def writing(instance: str, numbers: str) -> Iterator[iam.PolicyStatement]:
    """
    Args:
        instance: the ARN of the instance.
        numbers: that of every number of the account, which belongs to no instance.
    """
    inside = [instance, f"{instance}/*"]
    of_somebody = {"Null": {_OF_WHOM: "false"}}
    yield allowed(
        "Make", _MAKES, [*inside, numbers], {"Null": {f"aws:RequestTag/{TENANT_TAG}": "false"}}
    )
    changes = [each for each in _CHANGES if each not in _CHANGES_OF_MORE]
    yield allowed("Change", changes, [*inside, numbers], of_somebody)
    yield allowed("ChangeMore", (*_MAKES_WITHOUT_TAG, *_CHANGES_OF_MORE), [*inside, numbers])
    yield allowed("Look", _LOOKS, inside)
    yield allowed("LookAtNumbers", _LOOKS_AT_NUMBERS, [numbers])
    yield allowed(
        "Tag",
        ("TagResource", "UntagResource"),
        [numbers],
        {"ForAllValues:StringEquals": {"aws:TagKeys": [TENANT_TAG]}},
    )


def contacts_under_way(instance: str) -> Iterator[iam.PolicyStatement]:
    """Yield what the API may: begin chats, and pause recordings. The arguments: see `writing`.

    Contacts bear no tag of a business's. Which are whose is looked up before anything is done.
    """
    operations = (
        "DescribeContact",
        "ResumeContactRecording",
        "StartChatContact",
        "SuspendContactRecording",
    )
    yield allowed("ContactsUnderWay", operations, [instance, f"{instance}/*"])


def agent_states(instance: str) -> Iterator[iam.PolicyStatement]:
    """Yield what sees who is at work, and sets them Offline."""
    operations = ("GetCurrentUserData", "ListAgentStatuses", "PutUserStatus")
    yield allowed("AgentStates", operations, [instance, f"{instance}/*"])


def taking_away(instance: str, numbers: str) -> Iterator[iam.PolicyStatement]:
    """Yield what a session may that bears a business's tag; see `writing` for the arguments.

    A number is released for nobody but the platform, and only one that no business has.
    """
    inside = [instance, f"{instance}/*"]
    own = {"StringEquals": {_OF_WHOM: f"${{{_FOR_WHOM}}}"}}
    yield allowed("Own", _TAKES_AWAY, [f"{instance}/*", numbers], own)
    yield allowed("Overrides", _TAKES_AWAY_WITHOUT_TAG, inside)
    nobodys = {"StringEquals": {_FOR_WHOM: PLATFORM}, "Null": {_OF_WHOM: "true"}}
    yield allowed("Release", ("ReleasePhoneNumber",), [numbers], nobodys)


def allowed(
    sid: str,
    operations: Sequence[str],
    resources: Sequence[str],
    conditions: Mapping[str, Any] | None = None,
) -> iam.PolicyStatement:
    """Allow operations of Amazon Connect's API."""
    return iam.PolicyStatement(
        sid=sid,
        actions=sorted(f"connect:{each}" for each in operations),
        resources=list(resources),
        conditions=None if conditions is None else dict(conditions),
    )
