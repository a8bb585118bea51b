"""Whom else an agent can have: quick connects, a second line, passing a contact on."""

from __future__ import annotations

from typing import Any, Final

from santral.engine.contact import Contact
from santral.engine.refusals import Refusal
from santral.local.connect.ccp.quick_connects import Destination, destination, shown_to
from santral.local.connect.ccp.registry import Answer, method
from santral.local.connect.ccp.seat import VALIDATION, CcpError, Params, Seat, invalid_state

_MOST: Final = 500


@method("getEndpoints")
def get_endpoints(seat: Seat, params: Params) -> Answer:
    """List quick connects of the queues that are named, in pages."""
    arns = params.get("queueARNs")
    if not isinstance(arns, list) or not all(isinstance(each, str) for each in arns):
        raise CcpError(VALIDATION, "queueARNs: expected a list of ARNs")
    if not seat.queues.issuperset(arns):
        raise invalid_state("queueARNs: expected queues of the agent's routing profile")
    found = shown_to(seat, arns)
    begin, size = _page(params)
    more = begin + size < len(found)
    return {
        "endpoints": found[begin : begin + size],
        "nextToken": str(begin + size) if more else None,
    }


def _page(params: Params) -> tuple[int, int]:
    token, size = params.get("nextToken") or "0", params.get("maxResults") or _MOST
    if not isinstance(token, str) or not token.isdecimal() or len(token) > len("1000000"):
        raise CcpError(VALIDATION, "nextToken: expected that of the page before")
    if not isinstance(size, int) or not 0 < size <= _MOST:
        raise CcpError(VALIDATION, f"maxResults: expected 1 to {_MOST}")
    return int(token), size


@method("createAdditionalConnection", "addNewConnection")
def add_connection(seat: Seat, params: Params) -> Answer:
    """Reach somebody else while the customer waits; a chat or a task is passed on at once."""
    contact = seat.contact(params)
    _pass_on(seat, contact, destination(seat, params))
    if contact.channel != "VOICE":
        seat.board.transfers.complete(contact)
    return {}


@method("transferContact")
def transfer(seat: Seat, params: Params) -> Answer:
    """Pass a contact on and leave it."""
    contact = seat.contact(params)
    _pass_on(seat, contact, destination(seat, params))
    seat.board.transfers.complete(contact)
    return {}


def _pass_on(seat: Seat, contact: Contact, to: Destination) -> None:
    if contact.channel == "TASK":
        _pass_task_on(seat, contact, to)
        return
    transfers = seat.board.transfers
    following: Any
    if to.queue:
        following = transfers.to_queue(contact, to.queue, to.flow)
    elif to.agent:
        following = transfers.to_agent(contact, to.agent, to.flow)
    elif contact.channel != "VOICE":
        raise CcpError(VALIDATION, "endpoint: expected a queue or an agent for this channel")
    else:
        following = transfers.to_number(contact, to.number)
    if following is None:
        raise invalid_state("contactId: expected a contact in hand that is not being passed on")


def _pass_task_on(seat: Seat, contact: Contact, to: Destination) -> None:
    directory = seat.board.directory
    queue = directory.queue(to.queue) if to.queue else directory.agent_queue(to.agent)
    if queue is None or to.flow is None:
        raise CcpError(VALIDATION, "endpoint: expected a queue or an agent for a task")
    following = seat.board.tasks.transfer(contact, to.flow, queue)
    if isinstance(following, Refusal):
        raise invalid_state(f"It cannot be done: {following.value}.")
