"""Ids and ARNs of the local instance: the same for the same name, in every run."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final
from uuid import UUID, uuid5

REGION: Final = "eu-central-1"
ACCOUNT = "123456789012"
_SPACE = UUID("9b0f7c1e-3c55-4c8e-9d62-5f1a5a0c7e11")
INSTANCE_ID = str(uuid5(_SPACE, "instance"))
INSTANCE_ARN = f"arn:aws:connect:{REGION}:{ACCOUNT}:instance/{INSTANCE_ID}"
INSTANCE_ALIAS = "santral-local"
USER_POOL_ID: Final = f"{REGION}_santral00"
CLIENT_ID: Final = "5santral0pages0and0programs"


def resource_arn(kind: str, name: str) -> str:
    """Make the ARN of a thing of the instance: queue, contact-flow, agent, operating-hours …"""
    return f"{INSTANCE_ARN}/{kind}/{resource_id(kind, name)}"


def resource_id(kind: str, name: str) -> str:
    return str(uuid5(_SPACE, f"{kind}/{name}"))


def function_arn(name: str) -> str:
    return f"arn:aws:lambda:{REGION}:{ACCOUNT}:function:{name}"


def id_source(random: Random) -> Callable[[], str]:
    """Make ids in the form of Connect's contact ids, drawn from a seeded generator."""

    def new_id() -> str:
        # A UUID object costs three times as much as the text.
        digits = f"{random.getrandbits(128):032x}"
        return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"

    return new_id
