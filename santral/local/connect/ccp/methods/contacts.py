"""A contact as a whole: taken, declined, closed, put aside."""

from __future__ import annotations

from santral.engine.contact import Contact, Stage
from santral.engine.routing.agents import ContactState
from santral.local.connect.ccp.registry import Answer, method
from santral.local.connect.ccp.seat import (
    VALIDATION,
    CcpError,
    Params,
    Seat,
    invalid_state,
    raise_if,
    text_in,
)


@method("acceptContact")
def accept(seat: Seat, params: Params) -> Answer:
    if not seat.board.joining.accept(seat.contact(params), seat.agent):
        raise invalid_state("contactId: expected a contact that is offered, and no other call")
    return {}


@method("rejectContact")
def reject(seat: Seat, params: Params) -> Answer:
    if not seat.board.joining.reject(seat.contact(params), seat.agent):
        raise invalid_state("contactId: expected a contact that is offered")
    return {}


@method("clearContact")
def clear(seat: Seat, params: Params) -> Answer:
    """Close what is over; one that she missed lets her be offered contacts again."""
    contact = seat.contact(params)
    if contact in seat.agent.unanswered:
        seat.board.acd.dismiss(contact, seat.agent)
    elif not seat.board.conversations.clear(contact, seat.agent):
        raise invalid_state("contactId: expected a contact that is over")
    return {}


@method("completeContact")
def complete(seat: Seat, params: Params) -> Answer:
    """Close a contact; a task that she has in hand is done with it."""
    contact = seat.contact(params)
    if contact.channel == "TASK" and _in_hand(seat, contact) is not ContactState.ENDED:
        if not seat.board.conversations.agent_hangs_up(contact):
            raise invalid_state("contactId: expected a task that she has in hand")
        if contact not in seat.agent.contacts:
            return {}
    return clear(seat, params)


def _in_hand(seat: Seat, contact: Contact) -> ContactState | None:
    return seat.agent.contacts.get(contact)


@method("pauseContact")
def pause(seat: Seat, params: Params) -> Answer:
    raise_if(seat.board.pauses.pause(seat.contact(params)))
    return {}


@method("resumeContact")
def resume(seat: Seat, params: Params) -> Answer:
    raise_if(seat.board.pauses.resume(seat.contact(params)))
    return {}


@method("updateMonitorParticipantState")
def monitor(seat: Seat, params: Params) -> Answer:
    """Join a conversation that she listens to, or only listen again."""
    contact, mode = seat.contact(params), text_in(params, "targetMonitorMode")
    if contact.stage is not Stage.MONITORING:
        raise invalid_state("contactId: expected a conversation that she listens to")
    monitoring = seat.board.monitoring
    if mode == "BARGE":
        raise_if(monitoring.barge(contact))
    elif mode == "SILENT_MONITOR":
        raise_if(monitoring.listen(contact))
    else:
        raise CcpError(VALIDATION, "targetMonitorMode: expected SILENT_MONITOR or BARGE")
    return {}
