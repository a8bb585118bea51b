"""Coming into a chat and leaving it.

Source: Participant Service API Reference, CreateParticipantConnection, DisconnectParticipant.
"""

from __future__ import annotations

from typing import Any

from santral.local.connect.errors import invalid
from santral.local.connect.participant.registry import operation
from santral.local.connect.participant.service import ParticipantService, Present, denied
from santral.local.connect.participation import AGENT, CUSTOMER, GONE
from santral.local.connect.registry import Answer, Given


@operation("CreateParticipantConnection")
def connect(service: ParticipantService, present: Present, given: Given) -> Answer:
    types = given.get("Type", ())
    if "WEBRTC_CONNECTION" in types:
        raise invalid("Type", "expected WEBSOCKET and CONNECTION_CREDENTIALS: no video is here")
    if not types and not given.get("ConnectParticipant"):
        raise invalid("Type", "expected one, or ConnectParticipant")
    _check_may_connect(present)
    answer: dict[str, Any] = {}
    if "WEBSOCKET" in types:
        ticket = service.socket_ticket(present)
        socket = service.address.replace("http", "ws", 1)
        answer["Websocket"] = {
            "Url": f"{socket}/participant/socket?ticket={ticket.value}",
            "ConnectionExpiry": ticket.text,
        }
    if "CONNECTION_CREDENTIALS" in types:
        token = service.connect_token(present)
        answer["ConnectionCredentials"] = {"ConnectionToken": token.value, "Expiry": token.text}
    # An agent is in the chat when she has accepted it, whatever her page does.
    if present.role != AGENT and ("WEBSOCKET" in types or given.get("ConnectParticipant")):
        present.rooms.enter(present.contact, present.participant)
    return answer


def _check_may_connect(present: Present) -> None:
    """Let an agent read on while she wraps up; let nobody else into a chat that is over."""
    if present.role != AGENT or present.participant.details["State"] != GONE:
        _ = present.contact


@operation("DisconnectParticipant")
def disconnect(service: ParticipantService, present: Present, given: Given) -> Answer:
    # Sent again, it finds the chat over, and the token with it.
    contact, board = present.contact, present.instance.switchboard
    if present.role == CUSTOMER:
        present.rooms.go(contact, present.participant)
        board.hang_up(contact)
    elif present.role == AGENT:
        hers = board.contacts.get(present.participant.details["ContactId"])
        if hers is None or not board.conversations.agent_hangs_up(hers):
            raise denied()
    else:
        present.rooms.go(contact, present.participant)
        board.chats.bot_left(contact)
    return {}
