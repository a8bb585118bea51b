"""Whatever is asked of the local Connect is answered, or refused as the service model has it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.exceptions import ClientError
from hypothesis import given, settings
from hypothesis import strategies as st

from santral.local.connect import mocked
from santral.local.connect.flows.editions import FLOW
from santral.local.connect.in_process import Mocked
from santral.local.connect.instance import Instance
from santral.local.connect.operations.users import USER
from santral.local.connect.protocol.model import model
from santral.local.connect.registry import OPERATIONS
from tests.functional.connect.any_input import MARKER, AnyInput
from tests.functional.connect.conftest import START
from tests.functional.connect.contact_centre import ContactCentre
from tests.functional.connect.furnishing import put_status

NAMES = sorted(OPERATIONS)
# Of no operation's own: the request cannot be read, or the local Connect has no such thing.
OURS = {"SerializationException", "UnsupportedOperationException"}
# What is wrong with a content is told in the words of the content.
FLOW_PROBLEMS = {"InvalidContactFlowException", "InvalidContactFlowModuleException"}
UNCHECKED = Config(parameter_validation=False)


def new_client() -> Any:
    return boto3.client("connect", region_name="eu-central-1", config=UNCHECKED)


@cache
def furnished() -> list[tuple[str, str, str, Mapping[str, Any]]]:
    """Make an instance with something of most kinds in it, and keep it."""
    with mocked(start=START) as account:
        client = new_client()
        made = client.create_instance(
            IdentityManagementType="CONNECT_MANAGED",
            InstanceAlias="any",
            InboundCallsEnabled=True,
            OutboundCallsEnabled=True,
        )
        centre = ContactCentre(client, account, account.connect.instance(made["Id"]))
        client.create_contact_flow_version(**centre.mine, ContactFlowId=centre.flow)
        levels = {"LevelOne": {"Name": "Country"}}
        client.update_user_hierarchy_structure(**centre.mine, HierarchyStructure=levels)
        client.create_user_hierarchy_group(**centre.mine, Name="Italy")
        return list(account.connect.kept())


def opened(account: Mocked, client: Any) -> Instance:
    """Take the furnished instance up again, and give its agent a task."""
    account.connect.restore(furnished())
    [instance] = account.connect.instances.values()
    [user] = instance.table(USER)
    put_status(client, instance, user.id, "Available")
    flow = instance.table(FLOW).named("Into support")
    assert flow is not None
    client.start_task_contact(InstanceId=instance.id, Name="Order 7", ContactFlowId=flow.id)
    return instance


def complaint(client: Any, name: str, request: dict[str, Any]) -> str | None:
    """Ask, and tell what is wrong with the refusal; None for an answer or a good refusal."""
    try:
        getattr(client, xform_name(name))(**request)
    except ClientError as error:
        code = error.response["Error"]["Code"]
        if code not in model().operation(name).errors | OURS:
            return f"{name}: {code} is not in its model"
        if code not in FLOW_PROBLEMS and MARKER in json.dumps(error.response):
            return f"{name}: {code} tells what was sent"
    return None


@settings(max_examples=100, deadline=None)
@given(
    names=st.lists(st.sampled_from(NAMES), min_size=1, max_size=30),
    seed=st.integers(min_value=0, max_value=2**32),
)
def test_any_request_is_answered_or_refused_as_modelled(names: list[str], seed: int) -> None:
    random = Random(seed)
    furnished()
    with mocked(start=START) as account:
        client = new_client()
        instance = opened(account, client)

        complaints = [
            complaint(client, name, request)
            for name in names
            for request in [AnyInput(random, instance).of(model().operation(name).input)]
        ]
        account.wait(seconds=5)

    assert [each for each in complaints if each is not None] == []
