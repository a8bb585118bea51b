"""Tells webhooks what has happened, one message of the queue at a time."""

from __future__ import annotations

from functions.messages import takes_messages
from functions.wiring import collaborators
from santral.stores.webhooks import FUNCTION, Message


@takes_messages(FUNCTION, Message)
def handler(message: Message) -> None:
    collaborators().webhook_delivery.attempt(message)
