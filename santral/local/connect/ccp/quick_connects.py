"""Whom an agent can pass contacts on to, or ring: quick connects of her queues, and any number.

Several businesses may share an instance: those of other queues are not hers to reach. Seen in
amazon-connect-streams, issue 251: end-points of a queue that is not an agent's are refused.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from santral.engine.blocks import Flow
from santral.local.connect.ccp.connection_view import endpoint
from santral.local.connect.ccp.seat import VALIDATION, CcpError, Params, Seat, object_in
from santral.local.connect.flows.editions import engine_flow
from santral.local.connect.operations.queues import QUEUE, QUICK_CONNECT
from santral.local.connect.operations.users import USER
from santral.local.connect.resources import by_order

if TYPE_CHECKING:
    from santral.local.connect.instance import Instance
    from santral.local.connect.resources import Resource

_TYPES: Final = {"QUEUE": "queue", "USER": "agent", "PHONE_NUMBER": "phone_number"}


@dataclass(frozen=True, slots=True)
class Destination:
    """Where a contact or a call is to go.

    Attributes:
        queue: its ARN; with `agent` and `number`, exactly one is set.
        flow: of the quick connect.
        id: of the quick connect; "" for a number that was dialled.
    """

    queue: str = ""
    agent: str = ""
    number: str = ""
    flow: Flow | None = None
    id: str = ""


def shown_to(seat: Seat, queue_arns: Iterable[str]) -> list[dict[str, Any]]:
    """List the quick connects of some queues as endpoints, by name; she is not shown herself."""
    instance, wanted = seat.instance, _ids_at(seat.instance, queue_arns)
    found = [each for each in instance.table(QUICK_CONNECT) if each.id in wanted]
    found.sort(key=lambda each: (each.name.casefold(), by_order(each)))
    shown = (_as_endpoint(instance, each) for each in found if not _leads_to(seat, each))
    return [each for each in shown if each]


def _ids_at(instance: Instance, queue_arns: Iterable[str]) -> set[str]:
    ids: set[str] = set()
    for arn in queue_arns:
        queue = instance.table(QUEUE).find(arn)
        if queue is not None:
            ids.update(queue.details.get("QuickConnectIds") or ())
    return ids


def _leads_to(seat: Seat, quick: Resource) -> bool:
    user = quick.details["QuickConnectConfig"].get("UserConfig")
    return user is not None and user["UserId"] == seat.user.id


def _as_endpoint(instance: Instance, quick: Resource) -> dict[str, Any] | None:
    config = quick.details["QuickConnectConfig"]
    kind = _TYPES.get(config["QuickConnectType"])
    members: dict[str, Any] = {"endpointARN": quick.arn, "endpointId": quick.arn}
    members["name"] = quick.name
    if kind == "queue":
        queue = instance.table(QUEUE).get(config["QueueConfig"]["QueueId"])
        members["queue"] = {"queueARN": queue.arn, "queueId": queue.arn, "name": queue.name}
    elif kind == "agent":
        members["agentLogin"] = instance.table(USER).get(config["UserConfig"]["UserId"]).name
    elif kind == "phone_number":
        members["phoneNumber"] = config["PhoneConfig"]["PhoneNumber"]
    else:
        return None  # flows are for other channels than an agent's panel has
    return endpoint(kind, **members)


def destination(seat: Seat, params: Params) -> Destination:
    """Read the `endpoint` of a request.

    Raises:
        CcpError: it is neither a quick connect of her queues nor a number.
    """
    wanted = object_in(params, "endpoint")
    arn, dialled = wanted.get("endpointARN"), wanted.get("phoneNumber")
    if isinstance(arn, str) and arn:
        return _of_quick_connect(seat, arn)
    if isinstance(dialled, str) and dialled:
        return Destination(number=dialled)
    raise CcpError(VALIDATION, "endpoint: expected a quick connect or a telephone number")


def _of_quick_connect(seat: Seat, arn: str) -> Destination:
    instance = seat.instance
    quick = instance.table(QUICK_CONNECT).find(arn)
    if quick is None or quick.id not in _ids_at(instance, seat.queues):
        raise CcpError(VALIDATION, "endpoint.endpointARN: expected a quick connect of her queues")
    config = quick.details["QuickConnectConfig"]
    kind = config["QuickConnectType"]
    if kind == "PHONE_NUMBER":
        return Destination(number=config["PhoneConfig"]["PhoneNumber"], id=quick.id)
    if kind == "QUEUE":
        to = config["QueueConfig"]
        queue = instance.table(QUEUE).get(to["QueueId"])
        return Destination(queue=queue.arn, flow=_flow(instance, to), id=quick.id)
    if kind == "USER":
        to = config["UserConfig"]
        user = instance.table(USER).get(to["UserId"])
        return Destination(agent=user.arn, flow=_flow(instance, to), id=quick.id)
    raise CcpError(VALIDATION, "endpoint.endpointARN: expected one of a queue, agent or number")


def _flow(instance: Instance, config: Params) -> Flow:
    return engine_flow(instance, config["ContactFlowId"])
