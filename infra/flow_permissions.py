"""What publish_flows may do in Amazon Connect: with the flows that bear its stage, and no others.

Tags are set when something is made, and no other may be set; a flow of a business bears a tag of
another name, and can be neither changed nor deleted.

Source: Service Authorization Reference, Amazon Connect (2026): which operations know
`aws:ResourceTag` and `aws:RequestTag`. Searches and questions about numbers know no tags of flows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from aws_cdk import aws_iam as iam

from infra.connect_permissions import allowed
from santral.stores.shipped_flows import PUBLISHER_TAG, STAGE_TAG

_MAKES: Final = ("CreateContactFlow", "CreateContactFlowModule")
_CHANGES: Final = (
    "CreateContactFlowModuleVersion",
    "CreateContactFlowVersion",
    "DeleteContactFlow",
    "DeleteContactFlowModule",
    "DeleteContactFlowModuleVersion",
    "DeleteContactFlowVersion",
    "UpdateContactFlowContent",
    "UpdateContactFlowModuleContent",
)
_LOOKS: Final = (
    "BatchGetFlowAssociation",
    "DescribeContactFlow",
    "DescribeContactFlowModule",
    "ListContactFlowModuleVersions",
    "ListContactFlowVersions",
    "SearchContactFlowModules",
    "SearchContactFlows",
)
_ANSWERS: Final = ("AssociatePhoneNumberContactFlow", "DisassociatePhoneNumberContactFlow")


def publishing(instance: str, stage: str, numbers: Sequence[str]) -> Iterator[iam.PolicyStatement]:
    """
    Args:
        instance: the ARN of the instance.
        numbers: the ARNs of those that the deployment claims.
    """
    flows = [f"{instance}/contact-flow/*", f"{instance}/flow-module/*"]
    of_stage = {"StringEquals": {f"aws:ResourceTag/{STAGE_TAG}": stage}}
    for_stage = {"StringEquals": {f"aws:RequestTag/{STAGE_TAG}": stage}}
    yield allowed("Make", _MAKES, [instance, *flows], for_stage)
    yield allowed("Change", _CHANGES, flows, of_stage)
    yield allowed("Look", _LOOKS, [instance, *flows, *numbers])
    yield allowed(
        "Tag",
        ("TagResource",),
        flows,
        {**for_stage, "ForAllValues:StringEquals": {"aws:TagKeys": [STAGE_TAG, PUBLISHER_TAG]}},
    )
    if numbers:
        yield allowed("Answer", _ANSWERS, [instance, flows[0], *numbers])
