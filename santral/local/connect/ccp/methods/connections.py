"""The lines that meet in a contact: held, resumed, hung up, muted, sent keys."""

from __future__ import annotations

import re
from typing import Final

from santral.engine.contact import Contact, Stage
from santral.local.connect.ccp.connection_view import Party
from santral.local.connect.ccp.registry import Answer, method
from santral.local.connect.ccp.seat import (
    VALIDATION,
    CcpError,
    Params,
    Seat,
    invalid_state,
    text_in,
)

_DIGITS: Final = re.compile(r"[0-9*#,A-D]{1,50}", re.ASCII)


@method("holdConnection")
def hold(seat: Seat, params: Params) -> Answer:
    _hold(seat, params, on_hold=True)
    return {}


@method("resumeConnection")
def resume(seat: Seat, params: Params) -> Answer:
    _hold(seat, params, on_hold=False)
    return {}


def _hold(seat: Seat, params: Params, *, on_hold: bool) -> None:
    contact = seat.contact(params)
    transfers, conversations = seat.board.transfers, seat.board.conversations
    party = seat.party(contact, params)
    if party is Party.THIRD:
        done = transfers.hold_reached(contact, on_hold=on_hold)
    elif party is Party.SUPERVISOR:
        done = False
    else:
        done = conversations.hold(contact) if on_hold else conversations.resume(contact)
    if not done:
        raise invalid_state("connectionId: expected somebody who talks or is on hold")


@method("destroyConnection")
def destroy(seat: Seat, params: Params) -> Answer:
    """Hang up one line: her own leaves the others, or the disconnect flow, with the customer."""
    contact = seat.contact(params)
    act = _HANGING_UP.get(seat.party(contact, params))
    if act is None or not act(seat, contact):
        raise invalid_state("connectionId: expected a connection that is there")
    return {}


def _leave(seat: Seat, contact: Contact) -> bool:
    if contact.offered_to is seat.agent:
        return seat.board.joining.reject(contact, seat.agent)
    return seat.board.conversations.agent_hangs_up(contact)


def _hang_up(seat: Seat, contact: Contact) -> bool:
    """Let the customer go; who listens in cannot."""
    if contact.stage is Stage.MONITORING or contact not in seat.agent.contacts:
        return False
    if contact.disconnected_us is not None or contact.offered_to is not None:
        return False
    if contact.stage is Stage.JOINING:
        return seat.board.conversations.agent_hangs_up(contact)
    seat.board.end(contact, "AGENT_DISCONNECT")
    return True


def _take_back(seat: Seat, contact: Contact) -> bool:
    return seat.board.transfers.take_back(contact)


_HANGING_UP: Final = {Party.AGENT: _leave, Party.CUSTOMER: _hang_up, Party.THIRD: _take_back}


@method("conferenceConnections")
def conference(seat: Seat, params: Params) -> Answer:
    if not seat.board.transfers.conference(seat.contact(params)):
        raise invalid_state("contactId: expected a call in which somebody else was reached")
    return {}


@method("toggleActiveConnections")
def toggle(seat: Seat, params: Params) -> Answer:
    if not seat.board.transfers.toggle(seat.contact(params)):
        raise invalid_state("contactId: expected a call in which somebody else was reached")
    return {}


@method("muteParticipant")
def mute(seat: Seat, params: Params) -> Answer:
    _mute(seat, params, muted=True)
    return {}


@method("unmuteParticipant")
def unmute(seat: Seat, params: Params) -> Answer:
    _mute(seat, params, muted=False)
    return {}


def _mute(seat: Seat, params: Params, *, muted: bool) -> None:
    contact = seat.contact(params)
    party = seat.party(contact, params)
    if not seat.board.conversations.mute(contact, party.value, muted=muted):
        raise invalid_state("contactId: expected a call that goes on")


@method("sendDigits")
def send_digits(seat: Seat, params: Params) -> Answer:
    digits = text_in(params, "digits")
    if _DIGITS.fullmatch(digits) is None:
        raise CcpError(VALIDATION, "digits: expected at most 50 of 0-9, *, # and A-D")
    if not seat.board.conversations.send_digits(seat.contact(params), digits):
        raise invalid_state("contactId: expected a call that goes on")
    return {}
